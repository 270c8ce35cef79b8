"""Fixtures of Studio's tests: pytest.ini makes this folder their root, so the file above is not read."""
from common.test.fixtures import *
