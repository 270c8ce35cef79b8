from django.conf import settings
from django.http import Http404, JsonResponse

from openedx.core.lib.features import is_enabled
from openedx.features.announcements.models import Announcement


def announcements(request):
    """`GET /announcements/`: the active ones as JSON."""
    if not is_enabled("ENABLE_ANNOUNCEMENTS"):
        raise Http404("Announcements are off.")
    rows = Announcement.objects.filter(active=True)[:settings.ANNOUNCEMENTS_PER_PAGE]
    return JsonResponse({"announcements": [row.content for row in rows]})
