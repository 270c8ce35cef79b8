def update_staff(strategy, details, user=None, response=None, *args, **kwargs):
    """Whoever is staff in the LMS may sell here."""
    staff = bool((response or {}).get("administrator"))
    if user and user.is_staff != staff:
        user.is_staff = staff
        strategy.storage.user.changed(user)
