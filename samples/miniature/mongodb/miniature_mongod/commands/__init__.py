"""The commands, a module a subject; importing them fills the registry."""

from . import access, administration, aggregation, diagnostics, indexes, reading, writing
from .registry import run

__all__ = ["access", "administration", "aggregation", "diagnostics", "indexes", "reading", "run", "writing"]
