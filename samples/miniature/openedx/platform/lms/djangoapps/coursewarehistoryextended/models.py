"""Every answer that learners gave, in the database `student_module_history` (or the default one without its router)."""
from django.db import models


class StudentModuleHistoryExtended(models.Model):
    # A plain number: the row that it means is in another database.
    student_module_id = models.IntegerField(db_index=True)
    state = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True, db_index=True)
