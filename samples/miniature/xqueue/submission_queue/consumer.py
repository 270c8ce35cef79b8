"""Brings what waits in a queue to its grader, and the result to the LMS."""
import json
import logging
import multiprocessing
import time

import requests
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from submission_queue.models import Submission

log = logging.getLogger(__name__)
ATTEMPTS = 5
FAILURE = '<div class="capa_alert">Nobody could grade this. Please send it again, and tell the course team if that doesn\'t help.</div>'


def post(url, data, timeout):
    """(True, the answer's text), or (False, what went wrong)."""
    try:
        response = requests.post(url, data=data, auth=tuple(settings.REQUESTS_BASIC_AUTH or ()) or None, timeout=timeout)
    except requests.RequestException as error:
        log.error("%s doesn't answer: %s", url, error)
        return False, "cannot connect to server"
    if response.status_code != 200:
        log.error("%s answers with %s", url, response.status_code)
        return False, f"unexpected HTTP status code [{response.status_code}]"
    return True, response.text


def post_grade_to_lms(header, body):
    """Whether the LMS has taken the result; the header, which the LMS wrote, says where it wants it."""
    url = json.loads(header)["lms_callback_url"]
    payload = {"xqueue_header": header, "xqueue_body": body}
    return any(post(url, payload, settings.REQUESTS_TIMEOUT)[0] for _ in range(ATTEMPTS))


def deliver_next(queue_name, grader):
    """One submission there and back: a grader that is called has one chance."""
    submission = Submission.objects.waiting(queue_name, "push_time").first()
    if submission is None:
        return
    submission.grader_id, submission.push_time = grader, timezone.now()
    submission.save()
    payload = json.dumps({"xqueue_body": submission.xqueue_body, "xqueue_files": submission.s3_urls})
    graded, result = post(grader, payload, settings.GRADING_TIMEOUT)
    submission.return_time = timezone.now()
    if graded:
        submission.grader_reply = result
    else:
        submission.num_failures += 1
        result = json.dumps({"correct": None, "score": 0, "msg": FAILURE})
    submission.lms_ack = post_grade_to_lms(submission.xqueue_header, result)
    submission.retired = True
    submission.save()


class Worker(multiprocessing.Process):
    """The process of one queue."""

    def __init__(self, queue_name, grader):
        super().__init__(name=f"queue-{queue_name}")
        self.queue_name, self.grader = queue_name, grader

    def run(self):
        log.info("Queue %s: to %s", self.queue_name, self.grader)
        while True:
            close_old_connections()
            deliver_next(self.queue_name, self.grader)
            time.sleep(settings.CONSUMER_DELAY)
