from django.core.wsgi import get_wsgi_application

from codejail_service import network

# Before anything of the API is there, and for whatever is started from here.
network.close()
application = get_wsgi_application()
