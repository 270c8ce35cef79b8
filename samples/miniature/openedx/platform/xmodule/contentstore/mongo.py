"""Files of courses in GridFS."""
import mimetypes

import gridfs

from xmodule.mongo_utils import connect_to_mongodb


class MongoContentStore:
    """Each file's id is its asset key, so that writing it again replaces it."""

    def __init__(self, doc_store_config, **options):
        self.doc_store_config = doc_store_config

    @property
    def files(self):
        # `collection` of DOC_STORE_CONFIG is the module store's; files are in GridFS' usual one.
        return gridfs.GridFS(connect_to_mongodb(self.doc_store_config), collection="fs")

    def save(self, course_key, name, data):
        key = course_key.asset(name)
        files = self.files
        files.delete(key)
        files.put(
            data, _id=key, filename=name, metadata={
                "course_key": str(course_key),
                "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            })
        return key

    def find(self, key):
        """The file (with `read()`, `metadata`, `length`), or None."""
        try:
            return self.files.get(key)
        except gridfs.NoFile:
            return None

    def get_all_content_for_course(self, course_key):
        return list(self.files.find({"metadata.course_key": str(course_key)}))

    def delete_all_course_assets(self, course_key):
        files = self.files
        for file in self.get_all_content_for_course(course_key):
            files.delete(file._id)
