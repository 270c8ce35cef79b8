"""The routes, a module a subject; importing them fills the table."""

from . import documents, indexes, keys, searching, system
from .table import answer

__all__ = ["answer", "documents", "indexes", "keys", "searching", "system"]
