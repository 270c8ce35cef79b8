import pytest

pytestmark = pytest.mark.django_db
URL = "/api/courses/v1/courses/"


def test_the_list_has_a_page_of_courses(client, course):
    answer = client.get(URL).json()

    assert answer["pagination"]["count"] == 1
    assert answer["results"][0]["course_id"] == "course-v1:Org+Knots+2026"


def test_a_course_by_its_key(client, course):
    assert client.get(f"{URL}{course.id}").json()["name"] == "Knots"
    assert client.get(f"{URL}course-v1:No+Such+Course").status_code == 404
