class Role:
    """Groups of people."""

    ADMINS = "Admins"
