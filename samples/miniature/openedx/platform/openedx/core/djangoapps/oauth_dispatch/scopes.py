from oauth2_provider.scopes import SettingsScopes

from openedx.core.djangoapps.oauth_dispatch.models import ApplicationAccess


class ApplicationModelScopes(SettingsScopes):
    """An application may ask for the default scopes, and for those that its ApplicationAccess lists."""

    def get_available_scopes(self, application=None, request=None, *args, **kwargs):
        own = ApplicationAccess.objects.filter(application=application).values_list("scopes", flat=True).first()
        return sorted({*self.get_default_scopes(), *(own or [])})
