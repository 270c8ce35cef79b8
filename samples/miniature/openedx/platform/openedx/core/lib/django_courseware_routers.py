"""Database routers."""


class StudentModuleHistoryExtendedRouter:
    """Keeps the history of learners' answers in a database of its own, `student_module_history`."""

    APP = "coursewarehistoryextended"
    ALIAS = "student_module_history"

    def _is_history(self, model):
        return model._meta.app_label == self.APP

    def db_for_read(self, model, **hints):
        return self.ALIAS if self._is_history(model) else None

    def db_for_write(self, model, **hints):
        return self.ALIAS if self._is_history(model) else None

    def allow_relation(self, one, other, **hints):
        return False if self._is_history(one) != self._is_history(other) else None

    def allow_migrate(self, db, app_label, **hints):
        if db == self.ALIAS:
            return app_label == self.APP
        return False if app_label == self.APP else None
