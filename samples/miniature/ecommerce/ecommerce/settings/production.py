"""The base of every deployment: the defaults, then the YAML file that ECOMMERCE_CFG names."""
import os

import yaml

from .base import *

DEBUG = False
ALLOWED_HOSTS = ["*"]

with open(os.environ["ECOMMERCE_CFG"], encoding="utf-8") as _file:
    _tokens = yaml.safe_load(_file) or {}
JWT_AUTH.update(_tokens.pop("JWT_AUTH", None) or {})
globals().update(_tokens)
