"""Unit tests of Studio, and of shared code as Studio runs it."""
from openedx.core.lib.derived import derive_settings
from openedx.envs import test

from .common import *

FEATURES = FEATURES.rebound(globals())
test.apply(globals())
ENABLE_COURSEWARE_INDEX = True
derive_settings(globals())
