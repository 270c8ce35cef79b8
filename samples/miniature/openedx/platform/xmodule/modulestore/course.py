"""A course as it is read from the store: a tree of blocks."""
import html
import re
from dataclasses import dataclass, field
from datetime import datetime

from xblock.core import XBlock

from openedx.core.lib.keys import CourseKey
from xmodule.capa import code_response, custom_response
from xmodule.hidden_block import HiddenBlock

CONTAINERS = ("course", "chapter", "sequential", "vertical")
LEAVES = ("html", "problem", "video", "discussion")
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Block:
    """A piece of a course."""

    course_key: CourseKey
    block_type: str
    block_id: str
    fields: dict
    children: list["Block"] = field(default_factory=list)

    @property
    def key(self):
        return self.course_key.block(self.block_type, self.block_id)

    @property
    def display_name(self):
        return self.fields.get("display_name") or self.block_id.replace("_", " ").title()

    @property
    def data(self):
        """Its HTML. Authors are trusted with it, as in any course."""
        return self.fields.get("data", "")

    @property
    def shown(self):
        """The part of it that learners see."""
        return self._parts()[0]

    @property
    def code_response(self):
        """What an external grader is to judge, or None."""
        return self._parts()[1]

    @property
    def custom_response(self):
        """What a function of the author is to judge, or None."""
        return self._parts()[2]

    @property
    def has_answer(self):
        """Whether learners write something that is judged."""
        return any(self._parts()[1:])

    def _parts(self):
        if self.block_type == "problem":
            shown, custom = custom_response.split(self.data)
            shown, code = code_response.split(shown, f"{self.course_key.org}-{self.course_key.course}")
            return shown, code, custom
        if self.is_container or self.block_type in LEAVES:
            return self.data, None, None
        return XBlock.load_class(self.block_type, HiddenBlock)(field_data=self.fields).student_view({}).content, None, None

    @property
    def text(self):
        """What a search may find: the HTML without its tags."""
        return " ".join(html.unescape(_TAG.sub(" ", self.shown)).split())

    @property
    def is_container(self):
        return self.block_type in CONTAINERS

    def walk(self):
        """This block and everything below, top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def of_type(self, *block_types):
        return [block for block in self.walk() if block.block_type in block_types]


@dataclass
class Course:
    """A course on one branch."""

    key: CourseKey
    root: Block
    edited_on: datetime
    version: str

    @property
    def id(self):
        return str(self.key)

    @property
    def display_name(self):
        return self.root.fields.get("display_name") or self.key.course

    @property
    def short_description(self):
        return self.root.fields.get("short_description", "")

    @property
    def overview(self):
        return self.root.fields.get("overview", "")

    @property
    def start(self):
        return self.root.fields.get("start", "")

    @property
    def image(self):
        """The name of an asset, or nothing."""
        return self.root.fields.get("course_image", "")

    @property
    def chapters(self):
        return self.root.children
