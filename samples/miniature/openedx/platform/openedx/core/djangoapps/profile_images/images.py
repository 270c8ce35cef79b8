"""Pictures of people, in the storage that PROFILE_IMAGE_BACKEND names."""
import hashlib

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

MAX_BYTES = 1024 * 1024
KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}


class NotAnImage(ValueError):
    """What was handed in can't be a picture of a person."""


def storage():
    return import_string(settings.PROFILE_IMAGE_BACKEND["class"])(**settings.PROFILE_IMAGE_BACKEND["options"])


def name_of(user):
    """No name that others can guess: everyone may read the files whose names they know."""
    return f"{hashlib.md5(f'{settings.SECRET_KEY}{user.username}'.encode()).hexdigest()}_500.jpg"


def store(user, profile, file):
    """Keep an uploaded file as the user's picture. It isn't scaled: the content counts, the name stays."""
    start = file.read(8)
    if file.size > MAX_BYTES or not any(start.startswith(magic) for magic in KINDS):
        raise NotAnImage("A picture is a PNG, JPEG or GIF of at most 1 MB.")
    file.seek(0)
    remove(user, profile)
    storage().save(name_of(user), file)
    profile.profile_image_uploaded_at = timezone.now()
    profile.save()


def remove(user, profile):
    if profile.profile_image_uploaded_at is not None:
        storage().delete(name_of(user))
        profile.profile_image_uploaded_at = None
        profile.save()


def url_of(user, profile):
    """Its address, with the time of the upload for caches; None for nobody's picture."""
    if profile is None or profile.profile_image_uploaded_at is None:
        return None
    url = storage().url(name_of(user))
    return f"{url}{'&' if '?' in url else '?'}v={int(profile.profile_image_uploaded_at.timestamp())}"
