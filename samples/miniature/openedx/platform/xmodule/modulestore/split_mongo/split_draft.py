"""The store of courses: versions of a course's tree in MongoDB, one current version a branch.

Collections, after DOC_STORE_CONFIG's `collection`: `.active_versions` (a document a course, which says what each
branch points at) and `.structures` (a document a version: all blocks of the course). A structure never changes;
an edit writes a new one and moves the branch.
"""
import uuid
from datetime import datetime, timezone

import pymongo
from bson import ObjectId
from django.conf import settings

from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.course import Block, Course
from xmodule.modulestore.exceptions import DuplicateCourseError, ItemNotFoundError
from xmodule.mongo_utils import connect_to_mongodb

DRAFT = "draft-branch"
PUBLISHED = "published-branch"
BRANCHES = {"draft-preferred": DRAFT, "published-only": PUBLISHED}


class DraftVersioningModuleStore:
    def __init__(self, doc_store_config, **options):
        self.doc_store_config = doc_store_config
        self.options = options

    @property
    def database(self):
        return connect_to_mongodb(self.doc_store_config)

    @property
    def indexes(self):
        return self.database[f"{self.doc_store_config.get('collection') or 'modulestore'}.active_versions"]

    @property
    def structures(self):
        return self.database[f"{self.doc_store_config.get('collection') or 'modulestore'}.structures"]

    def heartbeat(self):
        """Raise when MongoDB doesn't answer."""
        self.database.client.admin.command("ping")
        return {"split": True}

    def ensure_database_indexes(self):
        self.indexes.create_index(
            [("org", pymongo.ASCENDING), ("course", pymongo.ASCENDING), ("run", pymongo.ASCENDING)], unique=True)
        self.structures.create_index([("course_key", pymongo.ASCENDING)])

    # Reading

    def get_courses(self):
        """All courses on this service's branch, by key."""
        courses = []
        for index in self.indexes.find().sort([("org", 1), ("course", 1), ("run", 1)]):
            version = index["versions"].get(self._branch())
            if version is not None:
                courses.append(self._load(CourseKey(index["org"], index["course"], index["run"]), version))
        return courses

    def has_course(self, key):
        return self.indexes.count_documents(self._query(key)) > 0

    def get_course(self, key, branch=None):
        """The course, or None. `branch` is `draft-preferred` or `published-only`; default: this service's."""
        index = self.indexes.find_one(self._query(key))
        version = index and index["versions"].get(self._branch(branch))
        return self._load(key, version) if version else None

    def has_changes(self, key):
        """Whether the draft has something that isn't published."""
        versions = self._index(key)["versions"]
        return versions.get(DRAFT) != versions.get(PUBLISHED)

    # Writing

    def create_course(self, key, user, fields):
        """A course without content, on both branches."""
        root = {"block_type": "course", "block_id": "course", "fields": fields, "children": []}
        version = self._store(key, user, [root], previous=None)
        document = {**self._query(key), "versions": {DRAFT: version, PUBLISHED: version}, "last_update": _now()}
        try:
            if self.has_course(key):
                raise DuplicateCourseError(str(key))
            self.indexes.insert_one(document)
        except (pymongo.errors.DuplicateKeyError, DuplicateCourseError) as error:
            self.structures.delete_one({"_id": version})
            raise DuplicateCourseError(f"There is a course {key} already.") from error
        return self.get_course(key)

    def replace_course(self, key, user, blocks):
        """Put a whole tree on both branches, whether there is such a course or not: what an import does."""
        version = self._store(key, user, blocks, previous=None)
        self.indexes.update_one(
            self._query(key),
            {"$set": {"versions": {DRAFT: version, PUBLISHED: version}, "last_update": _now()}},
            upsert=True,
        )

    def update_block(self, key, block_id, fields, user):
        """Change fields of a block on the draft branch."""
        def change(blocks):
            self._find(blocks, block_id)["fields"].update(fields)

        self._edit(key, user, change)

    def create_child(self, key, parent_id, block_type, fields, user):
        """Add a block as the last child of another on the draft branch; returns its id."""
        block_id = f"{block_type}_{uuid.uuid4().hex[:12]}"

        def change(blocks):
            self._find(blocks, parent_id)["children"].append(block_id)
            blocks.append({"block_type": block_type, "block_id": block_id, "fields": fields, "children": []})

        self._edit(key, user, change)
        return block_id

    def publish(self, key, user):
        """Let learners see the draft."""
        version = self._index(key)["versions"][DRAFT]
        self.indexes.update_one(
            self._query(key), {"$set": {f"versions.{PUBLISHED}": version, "last_update": _now()}})

    def delete_course(self, key, user):
        self.indexes.delete_one(self._query(key))
        self.structures.delete_many({"course_key": str(key)})

    # Inside

    def _branch(self, name=None):
        return BRANCHES[name or settings.MODULESTORE_BRANCH]

    @staticmethod
    def _query(key):
        return {"org": key.org, "course": key.course, "run": key.run}

    def _index(self, key):
        index = self.indexes.find_one(self._query(key))
        if index is None:
            raise ItemNotFoundError(f"There is no course {key}.")
        return index

    @staticmethod
    def _find(blocks, block_id):
        for block in blocks:
            if block["block_id"] == block_id:
                return block
        raise ItemNotFoundError(f"The course has no block {block_id!r}.")

    def _edit(self, key, user, change):
        previous = self._index(key)["versions"][DRAFT]
        blocks = self.structures.find_one({"_id": previous})["blocks"]
        change(blocks)
        version = self._store(key, user, blocks, previous)
        self.indexes.update_one(
            self._query(key), {"$set": {f"versions.{DRAFT}": version, "last_update": _now()}})

    def _store(self, key, user, blocks, previous):
        version = ObjectId()
        self.structures.insert_one({
            "_id": version, "course_key": str(key), "previous_version": previous,
            "edited_by": str(user), "edited_on": _now(), "blocks": blocks,
        })
        return version

    def _load(self, key, version):
        structure = self.structures.find_one({"_id": version})
        if structure is None:
            raise ItemNotFoundError(f"The course {key} points at version {version}, which is missing.")
        by_id = {block["block_id"]: block for block in structure["blocks"]}

        def build(block_id):
            block = by_id[block_id]
            children = [build(child) for child in block["children"] if child in by_id]
            return Block(key, block["block_type"], block_id, block["fields"], children)

        root = next(block["block_id"] for block in structure["blocks"] if block["block_type"] == "course")
        return Course(key, build(root), structure["edited_on"], str(version))


def _now():
    return datetime.now(timezone.utc)
