"""The base of every deployment: the defaults, then the YAML file of , then what YAML can't set."""
from openedx.core.djangoapps.plugins.settings import add_plugins
from openedx.envs import yaml_settings

from .common import *

_tokens = yaml_settings.read("CMS_CFG", "STUDIO_CFG")
FEATURES = FEATURES.rebound(globals())
yaml_settings.apply(globals(), _tokens, "cms")
yaml_settings.finish(globals(), _tokens, "cms")

add_plugins(globals(), "cms.djangoapp", "production")
