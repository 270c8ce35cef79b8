"""What the service says of itself."""
import time

from django.db import DatabaseError, connection
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from notesapi.v1 import search


def _select():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


@api_view(["GET"])
@permission_classes([AllowAny])
def root(request):
    return Response({"name": "edX Notes API", "version": "1"})


@api_view(["GET"])
@permission_classes([AllowAny])
def heartbeat(request):
    """200 when database and search engine answer, else 500 and which of them doesn't."""
    try:
        _select()
    except DatabaseError:
        return Response({"OK": False, "check": "db"}, status=500)
    try:
        search.check()
    except search.SearchUnavailable as error:
        return Response({"OK": False, "check": str(error)}, status=500)
    return Response({"OK": True})


@api_view(["GET"])
@permission_classes([AllowAny])
def selftest(request):
    """The same with the time that it took."""
    start = time.monotonic()
    response = heartbeat(request._request)
    response.data = {**response.data, "time_elapsed": int((time.monotonic() - start) * 1000)}
    return Response(response.data, status=response.status_code)
