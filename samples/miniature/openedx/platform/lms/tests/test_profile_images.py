"""Pictures of people, whose pages are the LMS's."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


@pytest.fixture
def folder(settings, tmp_path):
    settings.PROFILE_IMAGE_BACKEND = {
        "class": "django.core.files.storage.FileSystemStorage", "options": {"location": str(tmp_path), "base_url": "/pictures/"}}
    return tmp_path


def upload(client, content, username="ann"):
    return client.post(f"/u/{username}/image", {"file": SimpleUploadedFile("me.png", content)})


def test_a_picture_is_stored_and_shown(client, user, folder):
    client.force_login(user)

    upload(client, PNG)

    [file] = folder.iterdir()
    assert file.read_bytes() == PNG
    assert f'src="/pictures/{file.name}?v=' in client.get("/u/ann").content.decode()
    answer = client.get("/api/user/v1/accounts/ann").json()["profile_image"]
    assert answer["has_image"] and answer["image_url_full"].startswith("/pictures/")


def test_another_one_takes_its_place(client, user, folder):
    client.force_login(user)
    upload(client, PNG)

    upload(client, b"GIF89a" + bytes(8))

    assert [file.read_bytes()[:6] for file in folder.iterdir()] == [b"GIF89a"]


def test_it_can_be_removed(client, user, folder):
    client.force_login(user)
    upload(client, PNG)

    assert client.delete("/api/user/v1/accounts/ann/image").status_code == 204

    assert not list(folder.iterdir())
    assert client.get("/api/user/v1/accounts/ann").json()["profile_image"] == {"has_image": False, "image_url_full": None}


@pytest.mark.parametrize("content", [b"#!/bin/sh", PNG + bytes(1024 * 1024)], ids=["a program", "too large"])
def test_what_is_no_picture_is_refused(client, user, folder, content):
    client.force_login(user)

    answer = client.post("/api/user/v1/accounts/ann/image", {"file": SimpleUploadedFile("me.png", content)})

    assert answer.status_code == 400
    assert not list(folder.iterdir())


def test_nobody_changes_the_picture_of_another(client, user, staff, folder):
    client.force_login(staff)

    assert upload(client, PNG).status_code == 404
    assert not list(folder.iterdir())
