"""The WSGI entry point of the LMS. The variable DJANGO_SETTINGS_MODULE has to be set: there is no useful default."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.envs.aws")

application = get_wsgi_application()
