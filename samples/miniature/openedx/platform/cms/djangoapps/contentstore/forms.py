from django import forms

from openedx.core.lib.keys import PART

PART_ERROR = {"invalid": "Letters, digits and . _ ~ - only."}


class CourseForm(forms.Form):
    """A new course."""

    display_name = forms.CharField(label="Name", max_length=255)
    org = forms.RegexField(f"^{PART}$", label="Organization", error_messages=PART_ERROR)
    number = forms.RegexField(f"^{PART}$", label="Number", error_messages=PART_ERROR)
    run = forms.RegexField(f"^{PART}$", label="Run", error_messages=PART_ERROR)


class BlockForm(forms.Form):
    """The name and text of a block."""

    display_name = forms.CharField(label="Title", max_length=255)
    data = forms.CharField(label="Text", required=False, widget=forms.Textarea)
