"""What graders call that ask for work."""
import hashlib
import json

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from submission_queue import consumer
from submission_queue.models import Submission
from submission_queue.views import reply


def _queue(request):
    name = request.GET.get("queue_name")
    return name if name in settings.XQUEUES else None


@login_required
def get_queuelen(request):
    queue = _queue(request)
    if queue is None:
        return reply(False, "Valid queue names are: " + ", ".join(settings.XQUEUES))
    return reply(True, Submission.objects.waiting(queue, "pull_time").count())


@login_required
@transaction.atomic
def get_submission(request):
    """The oldest one, which its grader then has for SUBMISSION_PROCESSING_DELAY."""
    queue = _queue(request)
    if queue is None:
        return reply(False, f"Queue '{request.GET.get('queue_name')}' not found")
    submission = Submission.objects.waiting(queue, "pull_time").select_for_update().first()
    if submission is None:
        return reply(False, f"Queue '{queue}' is empty")
    submission.pull_time = timezone.now()
    submission.grader_id = request.META.get("REMOTE_ADDR", "None")
    submission.pullkey = hashlib.sha256(f"{settings.SECRET_KEY}{submission.pull_time}{submission.pk}".encode()).hexdigest()
    submission.save()
    return reply(True, json.dumps({
        "xqueue_header": json.dumps({"submission_id": submission.pk, "submission_key": submission.pullkey}),
        "xqueue_body": submission.xqueue_body,
        "xqueue_files": submission.s3_urls}))


@csrf_exempt
@login_required
def put_result(request):
    """`POST /xqueue/put_result/` with `xqueue_header`, as it was given out, and `xqueue_body`, the result."""
    try:
        header = json.loads(request.POST["xqueue_header"])
        number, key, result = int(header["submission_id"]), header["submission_key"], request.POST["xqueue_body"]
    except (KeyError, TypeError, ValueError):
        return reply(False, "Incorrect reply format")
    submission = Submission.objects.filter(pk=number).first()
    if submission is None:
        return reply(False, "Submission does not exist")
    if not submission.pullkey or key != submission.pullkey:
        return reply(False, "Incorrect key for submission")
    submission.return_time, submission.grader_reply = timezone.now(), result
    submission.lms_ack = consumer.post_grade_to_lms(submission.xqueue_header, result)
    submission.num_failures += not submission.lms_ack
    submission.retired = submission.lms_ack or submission.num_failures > settings.MAX_NUMBER_OF_FAILURES
    submission.save()
    return reply(True, "")
