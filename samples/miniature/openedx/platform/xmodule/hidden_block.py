"""The block type that stands for one that isn't installed."""


class HiddenBlock:
    """Shown to nobody."""
