from importlib.metadata import EntryPoint

import pytest
from web_fragments.fragment import Fragment
from xblock import core
from xblock.fields import Boolean, Integer, Scope, String

from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.course import Block

KEY = CourseKey.from_string("course-v1:Org+Knots+2026")


class Greeting(core.XBlock):
    name = String(default="you", scope=Scope.content)
    times = Integer(default=1)
    loud = Boolean(default=False)

    def student_view(self, context=None):
        return Fragment(f"Hello {self.name}" * self.times + ("!" if self.loud else ""))


@pytest.fixture
def installed(monkeypatch):
    point = EntryPoint("greeting", f"{__name__}:Greeting", core.ENTRY_POINT)
    monkeypatch.setattr(core, "entry_points", lambda group, name: [point] if (group, name) == (point.group, point.name) else [])


@pytest.mark.parametrize("fields, expected", [
    ({}, "Hello you"),
    ({"name": "Ann", "loud": "true"}, "Hello Ann!"),
    ({"times": "2"}, "Hello youHello you"),
])
def test_a_block_of_a_package_is_shown_with_what_the_course_says(installed, fields, expected):
    assert Block(KEY, "greeting", "one", fields).shown == expected


def test_a_block_that_nobody_has_installed_is_hidden(installed):
    assert Block(KEY, "farewell", "one", {"data": "bye"}).shown == ""
