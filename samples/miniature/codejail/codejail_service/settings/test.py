"""For unit tests: the sandbox is the real one."""
from .base import *

ALLOWED_HOSTS = ["*"]
CODEJAIL_ENABLED = True
CODE_JAIL = {**CODE_JAIL, "limits": {**CODE_JAIL["limits"], "REALTIME": 2, "VMEM": 512 << 20}, "limit_overrides": {"patient": {"REALTIME": 5}}}
