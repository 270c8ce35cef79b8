import rules

from .production import *

rules.devstack(globals(), "cms")
