"""What the LMS calls."""
import hashlib
import json
import os

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.views.decorators.csrf import csrf_exempt

from submission_queue.models import Submission
from submission_queue.views import reply

HEADER = ("lms_callback_url", "lms_key", "queue_name")


def _header(text):
    """The header of a request, or None when it isn't one."""
    try:
        header = json.loads(text)
    except ValueError:
        return None
    return header if isinstance(header, dict) and all(name in header for name in HEADER) else None


@csrf_exempt
@login_required
def submit(request):
    """`POST /xqueue/submit/` with `xqueue_header`, `xqueue_body` and files."""
    if request.method != "POST":
        return reply(False, "Queue requests should use HTTP POST")
    header, body = _header(request.POST.get("xqueue_header", "")), request.POST.get("xqueue_body")
    if header is None or body is None:
        return reply(False, "Queue request has invalid format")
    queue = header["queue_name"]
    if queue not in settings.XQUEUES:
        return reply(False, f"Queue '{queue}' not found")
    callback = header["lms_callback_url"][:128]
    # The address names the learner and the problem: an answer takes the place of the one before it.
    Submission.objects.filter(lms_callback_url=callback, retired=False).update(retired=True)
    Submission.objects.create(
        requester_id=request.META.get("REMOTE_ADDR", "None"), lms_callback_url=callback, queue_name=queue,
        xqueue_header=request.POST["xqueue_header"], xqueue_body=body,
        s3_urls=json.dumps({name: _store(file, queue, header) for name, file in request.FILES.items()}))
    return reply(True, str(Submission.objects.waiting(queue, "pull_time").count()))


def _store(file, queue, header):
    name = hashlib.sha256(f"{header['lms_key']}{file.name}".encode()).hexdigest()
    return default_storage.url(default_storage.save(os.path.join(queue, name), file))
