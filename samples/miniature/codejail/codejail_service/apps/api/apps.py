from django.apps import AppConfig

from codejail_service import startup_check


class ApiConfig(AppConfig):
    name = "codejail_service.apps.api"

    def ready(self):
        startup_check.run()
