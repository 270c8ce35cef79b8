"""Steps of the login pipeline."""
from django.contrib.auth import get_user_model


def get_user_if_exists(strategy, details, user=None, *args, **kwargs):
    """A person is known by their name in the LMS: Studio shares its accounts, other services have met them in a token."""
    if user:
        return {"is_new": False}
    existing = get_user_model().objects.filter(username=details.get("username")).first()
    return {"is_new": existing is None, "user": existing}


def update_email(strategy, details, user=None, *args, **kwargs):
    """The address is the one in the LMS."""
    if user and details.get("email") and user.email != details["email"]:
        user.email = details["email"]
        strategy.storage.user.changed(user)
