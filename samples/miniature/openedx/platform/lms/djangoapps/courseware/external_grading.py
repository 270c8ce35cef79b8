"""Answers that an external grader judges: sent to XQueue, and judged when XQueue calls back."""
import hashlib
import hmac
import json
import uuid
from datetime import datetime, timezone

from django.conf import settings
from django.urls import reverse

from lms.djangoapps.courseware.models import StudentModule
from lms.djangoapps.courseware.progress import save_state
from xmodule.capa.xqueue_interface import XQueueInterface, callback_url, make_xheader

RESULT = ("correct", "score", "msg")


class NotGraded(Exception):
    """What came isn't a result of the answer that is waited for."""


def submit(user, course, block, answer):
    """Send an answer; the learner's state says that it is on its way, or why it isn't."""
    key = uuid.uuid4().hex
    path = reverse("xqueue_callback", kwargs={
        "course_id": course.id, "userid": user.pk, "mod_id": block.key, "dispatch": "score_update"})
    response = block.code_response
    body = json.dumps({
        "student_info": json.dumps({
            "anonymous_student_id": _anonymous_id(user), "submission_time": datetime.now(timezone.utc).strftime("%Y%m%d%H%M%S")}),
        "grader_payload": response.grader_payload,
        "student_response": answer})
    # Before it is sent: a result may be back before this returns.
    save_state(user, course, block, {"answer": answer, "queuekey": key})
    error, message = XQueueInterface.from_settings().send_to_queue(make_xheader(callback_url(path), key, response.queue_name), body)
    if error:
        save_state(user, course, block, {"answer": answer, "msg": f"Your answer wasn't sent: {message}."})


def take_result(user, course, block, header, body):
    """What XQueue brings: only with the key that went out with the answer."""
    row = StudentModule.objects.filter(student=user, course_id=course.id, module_state_key=block.key).first()
    try:
        key, result = json.loads(header)["lms_key"], json.loads(body)
        result = {name: result[name] for name in RESULT}
    except (ValueError, KeyError, TypeError) as error:
        raise NotGraded("This isn't a result.") from error
    if row is None or not row.state.get("queuekey") or not hmac.compare_digest(row.state["queuekey"], str(key)):
        raise NotGraded("Nobody waits for this result.")
    save_state(user, course, block, {"answer": row.state["answer"], **result, "done": bool(result["correct"])})


def _anonymous_id(user):
    return hmac.new(settings.SECRET_KEY.encode(), f"xqueue-{user.pk}".encode(), hashlib.sha256).hexdigest()[:32]
