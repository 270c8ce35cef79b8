"""Fixtures of the tests of the LMS and of shared code."""
from common.test.fixtures import *
