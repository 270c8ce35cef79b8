"""`GET /heartbeat[?extended]`: is everything here that the service needs?"""
from django.conf import settings
from django.db import transaction
from django.http import JsonResponse
from django.utils.module_loading import import_string


# Without a transaction: ATOMIC_REQUESTS would connect before the check could say what is wrong.
@transaction.non_atomic_requests
def heartbeat(request):
    """200 when all checks pass, else 503; each check says what it found."""
    names = list(settings.HEARTBEAT_CHECKS)
    if "extended" in request.GET:
        names += settings.HEARTBEAT_EXTENDED_CHECKS
    try:
        results = [import_string(name)() for name in names]
    except Exception as error:  # pylint: disable=broad-except
        return JsonResponse({"error": str(error)}, status=503)
    answer = {name: {"status": ok, "message": message} for name, ok, message in results}
    return JsonResponse(answer, status=200 if all(ok for _, ok, _ in results) else 503)
