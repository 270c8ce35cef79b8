"""What may go wrong in a store of courses."""


class ItemNotFoundError(Exception):
    """There is no such course or block."""


class DuplicateCourseError(Exception):
    """The key is taken."""
