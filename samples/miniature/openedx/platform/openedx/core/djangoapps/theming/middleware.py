from openedx.core.djangoapps.theming import helpers


class CurrentSiteThemeMiddleware:
    """Lets template loaders know which request, thus which site, a page is for. Asks no database itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = helpers.set_current_request(request)
        try:
            return self.get_response(request)
        finally:
            helpers.reset_current_request(token)
