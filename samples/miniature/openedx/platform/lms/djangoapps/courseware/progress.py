"""Recording and counting what learners did."""
from django.contrib.auth import get_user_model

from lms.djangoapps.courseware.models import StudentModule
from openedx.core.lib.features import is_enabled
from openedx.core.lib.read_replica import reading_from_replica

COUNTED = ("html", "problem", "video")


def complete(user, course, block):
    """Mark a block as done."""
    save_state(user, course, block, {"done": True})


def save_state(user, course, block, state):
    """Keep where a person is in a block, and that they once were there."""
    row, _ = StudentModule.objects.update_or_create(
        student=user, course_id=course.id, module_state_key=block.key,
        defaults={"module_type": block.block_type, "state": state})
    if is_enabled("ENABLE_CSMH_EXTENDED"):
        # Here and not above: an installation without the history takes its app out.
        from lms.djangoapps.coursewarehistoryextended.models import StudentModuleHistoryExtended

        StudentModuleHistoryExtended.objects.create(student_module_id=row.pk, state=row.state)


def states(user, course_id):
    """Where a person is in the blocks of a course, by their keys."""
    rows = StudentModule.objects.filter(student_id=user.pk, course_id=str(course_id))
    return {row.module_state_key: row.state for row in rows}


def done_blocks(user, course_id):
    """The keys of the blocks that a person has done."""
    return {key for key, state in states(user, course_id).items() if state.get("done")}


def grade(user_id, course):
    """How much of a course a person has done, by chapter and in all."""
    with reading_from_replica():
        user = get_user_model().objects.get(pk=user_id)
        done = done_blocks(user, course.id)
    return grade_of(done, course)


def grade_of(done, course):
    """The same for the keys of blocks that somebody has done."""
    chapters = []
    for chapter in course.chapters:
        blocks = chapter.of_type(*COUNTED)
        chapters.append({
            "name": chapter.display_name,
            "done": sum(block.key in done for block in blocks),
            "total": len(blocks),
        })
    total = sum(chapter["total"] for chapter in chapters)
    percent = round(100 * sum(chapter["done"] for chapter in chapters) / total) if total else 0
    return {"percent": percent, "chapters": chapters}
