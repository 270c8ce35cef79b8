"""What all callers use. Every answer has the status 200 and says in its body how it went."""
import json

from django.contrib import auth
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


def reply(success, content):
    return HttpResponse(json.dumps({"return_code": 0 if success else 1, "content": content}))


@csrf_exempt
def log_in(request):
    if request.method != "POST":
        # Where strangers are sent to: the LMS knows by it that it has to log in.
        return reply(False, "login_required")
    user = auth.authenticate(username=request.POST.get("username"), password=request.POST.get("password"))
    if user is None:
        return reply(False, "Incorrect login credentials")
    auth.login(request, user)
    return reply(True, "Logged in")


@csrf_exempt
def log_out(request):
    auth.logout(request)
    return reply(True, "Goodbye")


def status(request):
    return reply(True, "OK")
