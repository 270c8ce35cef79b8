"""Pages and calls for logging in, logging out and registering at the LMS."""
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.db import transaction
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.djangoapps.student.models import UserProfile
from common.djangoapps.student.tasks import send_activation_email
from common.djangoapps.track.events import emit
from openedx.core.djangoapps.user_authn.cookies import delete_logged_in_cookies, set_logged_in_cookies
from openedx.core.djangoapps.user_authn.forms import RegistrationForm
from openedx.core.djangoapps.user_authn.redirects import safe_next
from openedx.core.lib.celery.enqueue import enqueue
from openedx.core.lib.features import is_enabled


def _login(request, user, response):
    login(request, user, backend="openedx.core.djangoapps.user_authn.backends.EmailOrUsernameBackend")
    emit("edx.user.login", user)
    return set_logged_in_cookies(response, user)


def login_page(request):
    """`/login?next=`."""
    target = safe_next(request, settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return redirect(target) if request.user.is_authenticated else render(
            request, "login.html", {"next": target, "public_registration": is_enabled("ALLOW_PUBLIC_ACCOUNT_CREATION")})
    name = request.POST.get("email_or_username", "").strip()
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        context = {"next": target, "name": name, "error": "Username, email address or password is not right."}
        return render(request, "login.html", context, status=400)
    return _login(request, user, redirect(target))


@require_POST
def login_session(request):
    """`POST /api/user/v1/account/login_session/`: what a login micro-frontend calls."""
    name = request.POST.get("email_or_username") or request.POST.get("email", "")
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        return JsonResponse({"success": False, "value": "Email or password is incorrect."}, status=400)
    return _login(request, user, JsonResponse({"success": True, "redirect_url": safe_next(request, settings.LOGIN_REDIRECT_URL)}))


@require_POST
def login_refresh(request):
    """`POST /login_refresh`: fresh token cookies for whoever has a session."""
    if not request.user.is_authenticated:
        return JsonResponse({"detail": "Unauthenticated"}, status=401)
    return set_logged_in_cookies(JsonResponse({"success": True, "user_id": request.user.pk}), request.user)


def logout_page(request):
    """`/logout`: also calls the logout pages of IDA_LOGOUT_URI_LIST, in hidden frames."""
    if request.user.is_authenticated:
        emit("edx.user.logout", request.user)
    logout(request)
    frames = [f"{url}{'&' if '?' in url else '?'}no_redirect=1" for url in settings.IDA_LOGOUT_URI_LIST]
    response = render(request, "logout.html", {"frames": frames, "next": safe_next(request, "/")})
    return delete_logged_in_cookies(response)


def register_page(request):
    """`/register`: makes the account, logs it in and sends a welcome by mail."""
    if not is_enabled("ALLOW_PUBLIC_ACCOUNT_CREATION"):
        raise Http404("Registration is closed.")
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = get_user_model().objects.create_user(
            data["username"], data["email"], data["password"], first_name=data["name"])
        UserProfile.objects.create(user=user, name=data["name"])
        emit("edx.user.registered", user)
        enqueue_after_commit(send_activation_email, user.pk)
        return _login(request, user, redirect(safe_next(request, settings.LOGIN_REDIRECT_URL)))
    return render(request, "register.html", {"form": form, "next": safe_next(request, "")},
                  status=400 if form.is_bound else 200)


def enqueue_after_commit(task, *args):
    """A worker must not look for the row before it is there (ATOMIC_REQUESTS)."""
    transaction.on_commit(lambda: enqueue(task, *args, queue=settings.ACE_ROUTING_KEY))


def csrf_token(request):
    """`GET /csrf/api/v1/token`."""
    return JsonResponse({"csrfToken": get_token(request)})
