"""The search engine that SEARCH_ENGINE names."""
from django.conf import settings
from django.utils.module_loading import import_string

COURSEWARE_CONTENT = "courseware_content"
COURSE_INFO = "course_info"
INDEXES = (COURSEWARE_CONTENT, COURSE_INFO)


class SearchUnavailable(Exception):
    """The engine doesn't answer, or answers with an error."""


class SearchEngine:
    """One index of a search server. Documents are flat dictionaries with an `id`."""

    def __init__(self, index):
        self.index = index

    @staticmethod
    def get_search_engine(index):
        """The engine for an index, or None when SEARCH_ENGINE is not set."""
        return import_string(settings.SEARCH_ENGINE)(index=index) if settings.SEARCH_ENGINE else None

    def setup(self):
        """Make the index if it is missing."""
        raise NotImplementedError

    def index_documents(self, documents):
        """Add the documents, or replace those of the same id."""
        raise NotImplementedError

    def remove_course(self, course_id):
        """Drop all documents whose `course` is this."""
        raise NotImplementedError

    def search(self, query, course_id=None, size=20):
        """The best documents for a query, best first."""
        raise NotImplementedError
