"""A search engine in memory, for unit tests."""
from search.search_engine_base import SearchEngine

_indexes = {}


class MockSearchEngine(SearchEngine):
    @staticmethod
    def forget():
        _indexes.clear()

    @property
    def documents(self):
        return _indexes.setdefault(self.index, {})

    def setup(self):
        self.documents

    def index_documents(self, documents):
        self.documents.update({document["id"]: document for document in documents})

    def remove_course(self, course_id):
        for key in [key for key, document in self.documents.items() if document["course"] == course_id]:
            del self.documents[key]

    def search(self, query, course_id=None, size=20):
        words = query.lower().split()
        return [
            document for document in self.documents.values()
            if (course_id is None or document["course"] == course_id)
            and all(word in f"{document['display_name']} {document['text']}".lower() for word in words)
        ][:size]
