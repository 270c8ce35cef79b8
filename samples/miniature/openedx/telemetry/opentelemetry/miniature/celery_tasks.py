"""A span where a task is sent and one where it runs, in the same trace."""
from . import spans

HEADER = "traceparent"
_running = {}


def instrument():
    from celery import signals

    signals.before_task_publish.connect(_sent, weak=False)
    signals.task_prerun.connect(_began, weak=False)
    signals.task_failure.connect(_failed, weak=False)
    signals.task_postrun.connect(_ended, weak=False)


def _sent(sender=None, headers=None, routing_key=None, **_):
    with spans.span(f"send {sender}", spans.PRODUCER) as span:
        span.set(messaging__system="celery", messaging__destination__name=routing_key or "")
        headers[HEADER] = span.traceparent


def _began(task_id=None, task=None, **_):
    parent = spans.parent_from(getattr(task.request, HEADER, None) or (task.request.headers or {}).get(HEADER))
    span, token = spans.begin(f"run {task.name}", spans.CONSUMER, parent)
    span.set(messaging__system="celery", messaging__message__id=task_id)
    _running[task_id] = span, token


def _failed(task_id=None, exception=None, **_):
    if task_id in _running:
        _running[task_id][0].fail(exception)


def _ended(task_id=None, state=None, **_):
    if task_id in _running:
        span, token = _running.pop(task_id)
        span.set(celery__state=state or "")
        spans.end(span, token)
