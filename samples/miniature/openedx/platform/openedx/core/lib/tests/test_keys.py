import pytest

from openedx.core.lib.keys import CourseKey, InvalidKeyError, parse_block


def test_a_key_survives_its_text():
    assert str(CourseKey.from_string("course-v1:Org+Num+Run")) == "course-v1:Org+Num+Run"


@pytest.mark.parametrize("text", ["", None, "Org/Num/Run", "course-v1:Org+Num", "course-v1:Org+Num+Run+x", "course-v1:O g+N+R"])
def test_other_texts_are_no_keys(text):
    with pytest.raises(InvalidKeyError):
        CourseKey.from_string(text)


def test_a_block_knows_its_course():
    key = CourseKey("Org", "Num", "Run")

    assert parse_block(key.block("html", "x")) == (key, "html", "x")
