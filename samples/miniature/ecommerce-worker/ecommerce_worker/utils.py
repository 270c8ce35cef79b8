import importlib
import os

from edx_rest_api_client.client import OAuthAPIClient

from ecommerce_worker.configuration import CONFIGURATION_MODULE


def get_configuration(variable, site_code=None):
    """A value of the configuration, or the one that SITE_OVERRIDES has for who sells."""
    module = importlib.import_module(os.environ[CONFIGURATION_MODULE])
    value = ((getattr(module, "SITE_OVERRIDES", None) or {}).get(site_code) or {}).get(variable) or getattr(module, variable, None)
    if value is None:
        raise RuntimeError(f"Worker is improperly configured: {variable} is unset in {module.__name__}.")
    return value


def get_client():
    """A session whose requests carry a token that the LMS gives the worker."""
    return OAuthAPIClient(*(get_configuration(f"BACKEND_SERVICE_EDX_OAUTH2_{name}") for name in ("PROVIDER_URL", "KEY", "SECRET")), timeout=10)
