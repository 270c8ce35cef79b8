def update_full_name(strategy, details, user=None, *args, **kwargs):
    """The name on certificates is the one in the LMS."""
    if user and details.get("fullname") and user.full_name != details["fullname"]:
        user.full_name = details["fullname"]
        strategy.storage.user.changed(user)
