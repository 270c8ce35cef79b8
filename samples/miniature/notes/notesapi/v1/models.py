import json

from django.db import models


class Note(models.Model):
    """What a learner wrote beside a passage of a course."""

    user_id = models.CharField(max_length=255, db_index=True, help_text="The learner's anonymous id")
    course_id = models.CharField(max_length=255, db_index=True)
    usage_id = models.CharField(max_length=255, help_text="The block that the passage is in")
    quote = models.TextField(default="")
    text = models.TextField(default="", blank=True)
    ranges = models.TextField(help_text="JSON: where the passage is")
    tags = models.TextField(default="[]", help_text="JSON: a list of words")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    def as_dict(self):
        return {
            "id": str(self.pk),
            "user": self.user_id,
            "course_id": self.course_id,
            "usage_id": self.usage_id,
            "quote": self.quote,
            "text": self.text,
            "ranges": json.loads(self.ranges),
            "tags": json.loads(self.tags),
            "created": self.created.isoformat(),
            "updated": self.updated.isoformat(),
        }
