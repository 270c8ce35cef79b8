"""A service has no accounts of its own: the LMS asks who somebody is."""
from django.conf import settings
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def log_in(request):
    """`/login/`: to the LMS, and from there back to where somebody wanted to go."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = settings.LOGIN_REDIRECT_URL
    if request.user.is_authenticated:
        return redirect(target)
    return redirect(f"/login/edx-oauth2/?{urlencode({'next': target})}")


def log_out(request):
    """`/logout/`: here, and then at the LMS unless it is the LMS that asks."""
    logout(request)
    if "no_redirect" in request.GET:
        return JsonResponse({"logged_out": True})
    return redirect(settings.SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL)
