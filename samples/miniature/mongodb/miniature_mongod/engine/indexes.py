"""Indexes: they keep keys unique, and find documents by the first field."""

import itertools
from collections.abc import Iterable
from typing import Any

from ..errors import CommandError
from .query import compile_filter, values_at
from .values import MISSING, Document, show, sort_key

Key = tuple[Any, ...]


class Index:
    """One index of a collection, built from the specification of ``createIndexes``."""

    def __init__(self, specification: Document) -> None:
        self.specification = specification
        self.name: str = specification["name"]
        self.fields: list[str] = list(specification["key"])
        self._paths = [field.split(".") for field in self.fields]
        self._unique = bool(specification.get("unique")) or self.name == "_id_"
        self._sparse = bool(specification.get("sparse"))
        partial = specification.get("partialFilterExpression")
        self._covers = compile_filter(partial) if partial else None
        self._owners: dict[Key, Key] = {}
        self._by_first: dict[Key, dict[Key, None]] = {}

    @property
    def finds_all(self) -> bool:
        """Whether every document is in it."""
        return self._covers is None and not self._sparse

    def check(self, identity: Key | None, document: Document, namespace: str) -> None:
        """Refuses a document whose key belongs to another one."""
        if not self._unique:
            return
        for values in self._entries(document):
            owner = self._owners.get(tuple(sort_key(value) for value in values))
            if owner is not None and owner != identity:
                self._refuse(values, namespace)

    def add(self, identity: Key, document: Document) -> None:
        """Takes a document in."""
        for values in self._entries(document):
            keys = tuple(sort_key(value) for value in values)
            if self._unique:
                self._owners[keys] = identity
            self._by_first.setdefault(keys[0], {})[identity] = None

    def discard(self, identity: Key, document: Document) -> None:
        """Takes a document out."""
        for values in self._entries(document):
            keys = tuple(sort_key(value) for value in values)
            self._owners.pop(keys, None)
            holders = self._by_first.get(keys[0])
            if holders is not None:
                holders.pop(identity, None)
                if not holders:
                    del self._by_first[keys[0]]

    def find(self, value: Any) -> Iterable[Key]:
        """The documents whose first indexed field has, or contains, the value."""
        return list(self._by_first.get(sort_key(value), ()))

    def _entries(self, document: Document) -> list[tuple[Any, ...]]:
        if self._covers is not None and not self._covers(document):
            return []
        columns = [self._column(document, path) for path in self._paths]
        if self._sparse and all(column == [MISSING] for column in columns):
            return []
        entries: dict[Key, tuple[Any, ...]] = {}
        for values in itertools.product(*columns):
            entries.setdefault(tuple(sort_key(value) for value in values), values)
        return list(entries.values())

    @staticmethod
    def _column(document: Document, path: list[str]) -> list[Any]:
        column: list[Any] = []
        for value in values_at(document, path):
            column += value if isinstance(value, list) and value else [value]
        return column or [MISSING]

    def _refuse(self, values: tuple[Any, ...], namespace: str) -> None:
        pattern = dict(self.specification["key"])
        value = {field: None if item is MISSING else item for field, item in zip(self.fields, values, strict=True)}
        raise CommandError(
            11000,
            f"E11000 duplicate key error collection: {namespace} index: {self.name} dup key: {show(value)}",
            keyPattern=pattern,
            keyValue=value,
        )
