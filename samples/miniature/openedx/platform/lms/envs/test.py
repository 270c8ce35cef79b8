"""Unit tests of the LMS and of shared code."""
from openedx.core.lib.derived import derive_settings
from openedx.envs import test

from .common import *

FEATURES = FEATURES.rebound(globals())
test.apply(globals())
ENABLE_COURSE_DISCOVERY = ENABLE_COURSEWARE_SEARCH = ENABLE_MFE_CONFIG_API = True
OAUTH_ENFORCE_SECURE = False
derive_settings(globals())
