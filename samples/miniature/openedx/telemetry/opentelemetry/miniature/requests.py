"""A span for each request that Django answers, part of the caller's trace where the caller says so."""
import functools

from . import spans


def instrument():
    from django.core.handlers.base import BaseHandler

    answer = BaseHandler.get_response

    @functools.wraps(answer)
    def get_response(self, request):
        parent = spans.parent_from(request.headers.get("traceparent"))
        with spans.span(request.method, spans.SERVER, parent) as span:
            span.set(http__request__method=request.method, url__path=request.path, server__address=request.get_host())
            response = answer(self, request)
            if request.resolver_match:
                span.record.name = f"{request.method} {request.resolver_match.route}"
                span.set(http__route=request.resolver_match.route)
            span.set(http__response__status_code=response.status_code)
            if response.status_code >= 500:
                span.fail(response.reason_phrase)
            return response

    BaseHandler.get_response = get_response
