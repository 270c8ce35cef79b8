"""The block type that stands for one that isn't installed."""
from web_fragments.fragment import Fragment
from xblock.core import XBlock


class HiddenBlock(XBlock):
    """Shown to nobody."""

    def student_view(self, context=None):
        return Fragment()
