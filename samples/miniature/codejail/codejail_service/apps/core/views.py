from django.http import JsonResponse

from codejail_service.startup_check import is_exec_safe_by_now


def health(request):
    """`/health/`: 200 once the sandbox was tried and found closed."""
    return JsonResponse({"status": "OK"}) if is_exec_safe_by_now() else JsonResponse({"status": "UNAVAILABLE"}, status=503)
