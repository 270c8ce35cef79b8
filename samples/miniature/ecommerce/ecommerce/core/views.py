from django.db import DatabaseError, connection, transaction
from django.http import JsonResponse


@transaction.non_atomic_requests
def health(request):
    """`/health/`: 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        status = "OK"
    except DatabaseError:
        status = "UNAVAILABLE"
    return JsonResponse({"overall_status": status, "detailed_status": {"database_status": status}}, status=200 if status == "OK" else 503)
