"""What of a course goes into the search indexes."""
from django.conf import settings

from search.meilisearch import MeilisearchEngine
from search.search_engine_base import COURSE_INFO, COURSEWARE_CONTENT, INDEXES, SearchEngine
from xmodule.modulestore.django import modulestore

STUDIO_CONTENT = "studio_content"


def course_documents(course):
    """The documents of a course: itself, and each of its blocks that has a name or a text."""
    shared = {"course": course.id, "org": course.key.org, "course_name": course.display_name}
    info = {
        **shared,
        "id": course.id,
        "content_type": "course",
        "display_name": course.display_name,
        "text": f"{course.short_description} {course.key.course}",
    }
    content = [
        {**shared, "id": block.key, "content_type": block.block_type, "display_name": block.display_name, "text": block.text}
        for block in course.root.walk() if block.block_type not in ("course", "vertical")
    ]
    return info, content


def setup_indexes():
    """Make the indexes that are missing, when there is a search engine."""
    for name in INDEXES if settings.SEARCH_ENGINE else ():
        SearchEngine.get_search_engine(name).setup()


def index_course(key):
    """Replace what the indexes hold of a course by what learners see of it; returns the number of documents."""
    if not settings.SEARCH_ENGINE:
        return 0
    remove_course(key)
    course = modulestore().get_course(key, branch="published-only")
    if course is None:
        return 0
    info, content = course_documents(course)
    SearchEngine.get_search_engine(COURSE_INFO).index_documents([info])
    SearchEngine.get_search_engine(COURSEWARE_CONTENT).index_documents(content)
    return 1 + len(content)


def remove_course(key):
    for name in INDEXES if settings.SEARCH_ENGINE else ():
        SearchEngine.get_search_engine(name).remove_course(str(key))


def index_studio():
    """Fill Studio's own index (Meilisearch only) with the drafts of all courses; returns the number of documents."""
    engine = MeilisearchEngine(index=STUDIO_CONTENT)
    engine.setup()
    count = 0
    for course in modulestore().get_courses():
        info, content = course_documents(course)
        engine.remove_course(course.id)
        engine.index_documents([info, *content])
        count += 1 + len(content)
    return count
