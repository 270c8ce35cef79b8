"""The base of every deployment: the defaults, then the YAML file of , then what YAML can't set."""
from openedx.core.djangoapps.plugins.settings import add_plugins
from openedx.envs import yaml_settings

from .common import *

_tokens = yaml_settings.read("LMS_CFG")
FEATURES = FEATURES.rebound(globals())
yaml_settings.apply(globals(), _tokens, "lms")
yaml_settings.finish(globals(), _tokens, "lms")

if ENABLE_THIRD_PARTY_AUTH:
    AUTHENTICATION_BACKENDS = [*_tokens.get("THIRD_PARTY_AUTH_BACKENDS", []), *AUTHENTICATION_BACKENDS]
    SOCIAL_AUTH_PIPELINE_TIMEOUT = _tokens.get("SOCIAL_AUTH_PIPELINE_TIMEOUT", 600)

add_plugins(globals(), "lms.djangoapp", "production")
