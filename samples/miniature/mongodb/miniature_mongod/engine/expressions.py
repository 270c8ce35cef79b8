"""Aggregation expressions and pipelines, by way of mongomock.

The import is late: it costs a third of a second, which a start and the usual commands needn't pay.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ..errors import CommandError, not_supported
from .values import Document, copy

Lookup = Callable[[str], Iterable[Document]]
"""The documents of another collection of the same database."""


def holds(expression: Any, document: Document) -> bool:
    """Whether an expression such as ``{"$gt": ["$a", "$b"]}`` is true of a document."""
    from mongomock import aggregate  # noqa: F401  (makes $expr known to the filters)
    from mongomock.filtering import filter_applies

    with _Translated():
        try:
            return bool(filter_applies({"$expr": expression}, document))
        except KeyError:  # a field that the document doesn't have
            return False


def run_stages(documents: Iterable[Document], stages: list[Document], other: Lookup) -> list[Document]:
    """Passes documents through a pipeline; they aren't changed."""
    from mongomock import aggregate

    with _Translated():
        result = aggregate.process_pipeline([copy(item) for item in documents], _Database(other), stages, None)
        return list(result)


class _Translated:
    """Turns mongomock's errors into the server's."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None or isinstance(error, CommandError):
            return
        if isinstance(error, NotImplementedError):
            raise not_supported(str(error)) from error
        raise CommandError(getattr(error, "code", None) or 9, str(error)) from error


class _Collection:
    """As much of a collection as ``$lookup`` and ``$graphLookup`` ask for."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = documents

    def find(self, query: Document | None = None) -> Iterable[Document]:
        from mongomock.filtering import filter_applies

        return (copy(item) for item in self._documents if filter_applies(query or {}, item))


class _Database:
    def __init__(self, other: Lookup) -> None:
        self._other = other

    def get_collection(self, name: str) -> _Collection:
        return _Collection(self._other(name))

    __getitem__ = get_collection
