"""Events of the platform in the words of xAPI and of Caliper. Those that have no words there go nowhere."""
import uuid

from django.conf import settings

ACTIVATED, DEACTIVATED, ANSWERED = "edx.course.enrollment.activated", "edx.course.enrollment.deactivated", "problem_check"
VERBS = {
    ACTIVATED: ("http://adlnet.gov/expapi/verbs/registered", "registered"),
    DEACTIVATED: ("http://id.tincanapi.com/verb/unregistered", "unregistered"),
    ANSWERED: ("https://w3id.org/xapi/acrossx/verbs/evaluated", "evaluated"),
}
ACTIONS = {ACTIVATED: "Activated", DEACTIVATED: "Deactivated", ANSWERED: "Graded"}
TYPES = {"course": "http://adlnet.gov/expapi/activities/course", "problem": "http://adlnet.gov/expapi/activities/cmi.interaction"}


def _uuid(*parts):
    """The same for the same: a statement that is sent again has the id of before."""
    return str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_DNS, settings.SECRET_KEY), " ".join(parts)))


def _person(event):
    """Who it was, without a name that somebody outside could know them by."""
    return _uuid("person", event["username"])


def _object(event):
    data = event["data"]
    if "problem_id" in data:
        return "problem", f"{settings.LMS_ROOT_URL}/xblock/{data['problem_id']}"
    return "course", f"{settings.LMS_ROOT_URL}/course/{data['course_id']}"


def to_xapi(event):
    kind, address = _object(event)
    verb, word = VERBS[event["name"]]
    statement = {
        "id": _uuid(event["name"], event["username"], event["timestamp"], address),
        "actor": {"objectType": "Agent", "account": {"homePage": settings.LMS_ROOT_URL, "name": _person(event)}},
        "verb": {"id": verb, "display": {"en": word}},
        "object": {"objectType": "Activity", "id": address, "definition": {"type": TYPES[kind]}},
        "timestamp": event["timestamp"],
        "version": "1.0.3",
        "context": {"contextActivities": {"parent": [{"id": f"{settings.LMS_ROOT_URL}/course/{event['data']['course_id']}", "objectType": "Activity"}]}},
    }
    if event["data"].get("success") is not None:
        statement["result"] = {"success": event["data"]["success"]}
    return statement


def to_caliper(event):
    _, address = _object(event)
    return {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": f"urn:uuid:{_uuid(event['name'], event['username'], event['timestamp'], address)}",
        "type": "Event",
        "actor": {"id": f"{settings.LMS_ROOT_URL}/user/{_person(event)}", "type": "Person"},
        "action": ACTIONS[event["name"]],
        "object": {"id": address, "type": "CourseOffering" if "/course/" in address else "AssessmentItem"},
        "eventTime": event["timestamp"],
    }
