"""Keys of courses, blocks and assets, in Open edX's text form."""
import re
from dataclasses import dataclass

PART = r"[A-Za-z0-9_.~-]+"
_COURSE = re.compile(rf"^course-v1:({PART})\+({PART})\+({PART})$")
_BLOCK = re.compile(rf"^block-v1:({PART})\+({PART})\+({PART})\+type@({PART})\+block@({PART})$")
COURSE_PATTERN = rf"course-v1:{PART}\+{PART}\+{PART}"


class InvalidKeyError(ValueError):
    """A text that isn't a key of the wanted kind."""


@dataclass(frozen=True, order=True)
class CourseKey:
    """`course-v1:ORG+COURSE+RUN`."""

    org: str
    course: str
    run: str

    @classmethod
    def from_string(cls, text):
        match = _COURSE.match(text or "")
        if match is None:
            raise InvalidKeyError(f"{text!r} is not a course key. One looks like course-v1:Org+Course+Run.")
        return cls(*match.groups())

    def __str__(self):
        return f"course-v1:{self.org}+{self.course}+{self.run}"

    def block(self, block_type, block_id):
        return f"block-v1:{self.org}+{self.course}+{self.run}+type@{block_type}+block@{block_id}"

    def asset(self, name):
        return f"asset-v1:{self.org}+{self.course}+{self.run}+type@asset+block@{name}"


def parse_block(text):
    """A block's key as (course key, block type, block id)."""
    match = _BLOCK.match(text or "")
    if match is None:
        raise InvalidKeyError(f"{text!r} is not the key of a block.")
    org, course, run, block_type, block_id = match.groups()
    return CourseKey(org, course, run), block_type, block_id
