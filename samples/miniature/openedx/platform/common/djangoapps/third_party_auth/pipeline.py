"""A step of the login pipeline."""
from django.contrib.auth import get_user_model


def get_user_if_exists(strategy, details, user=None, *args, **kwargs):
    """LMS and Studio share their accounts: the person who comes from the LMS is in the table already."""
    if user:
        return {"is_new": False}
    existing = get_user_model().objects.filter(username=details.get("username")).first()
    return {"is_new": existing is None, "user": existing}
