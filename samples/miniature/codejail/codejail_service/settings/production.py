"""The defaults, with the YAML file that CODEJAIL_SERVICE_CFG names over them, if there is one."""
import os

import yaml

from .base import *

if "CODEJAIL_SERVICE_CFG" in os.environ:
    with open(os.environ["CODEJAIL_SERVICE_CFG"], encoding="utf-8") as file:
        globals().update(yaml.safe_load(file) or {})
