"""A collection: documents in memory, kept by a journal."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from bson import ObjectId, Regex

from ..errors import CommandError, bad_value
from . import update as updating
from .indexes import Index, Key
from .query import can_use_index, compile_filter, equalities, is_operators, values_at
from .update import Change
from .values import Document, copy, identical, sort_key


class Journal(Protocol):
    """What makes changes durable. Called before the change counts in memory."""

    def put(self, collection: int, document: Document) -> None: ...

    def remove(self, collection: int, identity: Any) -> None: ...

    def clear(self, collection: int) -> None: ...

    def put_indexes(self, collection: int, specifications: list[Document]) -> None: ...


class Collection:
    """One collection; all of its methods run under the server's lock."""

    def __init__(self, number: int, namespace: str, options: Document, journal: Journal) -> None:
        self.number = number
        self.namespace = namespace
        self.options = options
        self._journal = journal
        self._documents: dict[Key, Document] = {}
        self.indexes: dict[str, Index] = {"_id_": Index({"v": 2, "key": {"_id": 1}, "name": "_id_"})}

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def restore(self, documents: Iterable[Document], specifications: Iterable[Document]) -> None:
        """Takes over what the journal kept."""
        for specification in specifications:
            self.indexes[specification["name"]] = Index(specification)
        for document in documents:
            self._keep(sort_key(document["_id"]), document)

    def find(self, query: Document) -> Iterator[Document]:
        """The documents that match, as they are kept: callers copy before they change or keep them."""
        matches = compile_filter(query)
        return (document for document in self._candidates(query) if matches(document))

    def insert(self, document: Document) -> Any:
        """Adds a document and returns its identity."""
        if "_id" not in document:
            document = {"_id": ObjectId(), **document}
        elif next(iter(document)) != "_id":
            document = {"_id": document["_id"], **document}
        _check_identity(document["_id"])
        key = sort_key(document["_id"])
        for index in self.indexes.values():
            index.check(None, document, self.namespace)
        self._journal.put(self.number, document)
        self._keep(key, document)
        return document["_id"]

    def update(
        self, query: Document, change: Change, *, multi: bool, upsert: bool, array_filters: list[Document]
    ) -> "UpdateOutcome":
        """Changes the first match, or all with ``multi``; inserts with ``upsert`` when there is none."""
        if multi and updating.is_replacement(change):
            raise CommandError(9, "multi update is not supported for replacement-style update")
        outcome = UpdateOutcome()
        found = self.find(query)
        for document in list(found) if multi else [item for item in (next(found, None),) if item is not None]:
            outcome.matched += 1
            changed = self.change(document, change, query, array_filters)
            outcome.modified += changed is not document
            outcome.before, outcome.after = document, changed
        if upsert and not outcome.matched:
            outcome.after = self._upsert(query, change, array_filters)
            outcome.upserted = True
        return outcome

    def change(self, document: Document, change: Change, query: Document, array_filters: list[Document]) -> Document:
        """Changes one kept document; the same object comes back when nothing changed."""
        changed = updating.apply(document, change, query, array_filters)
        if identical(document, changed):
            return document
        key = sort_key(document["_id"])
        for index in self.indexes.values():
            index.check(key, changed, self.namespace)
        self._journal.put(self.number, changed)
        for index in self.indexes.values():
            index.discard(key, document)
        self._keep(key, changed)
        return changed

    def delete(self, query: Document, limit: int) -> list[Document]:
        """Removes matches, at most ``limit`` unless that is 0, and returns them."""
        found = self.find(query)
        doomed = list(found) if limit == 0 else [item for item in (next(found, None),) if item is not None]
        for document in doomed:
            self.discard(document)
        return doomed

    def discard(self, document: Document) -> None:
        """Removes one kept document."""
        key = sort_key(document["_id"])
        self._journal.remove(self.number, document["_id"])
        for index in self.indexes.values():
            index.discard(key, document)
        del self._documents[key]

    def replace_all(self, documents: Iterable[Document]) -> None:
        """Empties the collection and fills it anew, for ``$out``."""
        fresh = [copy(document) for document in documents]
        self._journal.clear(self.number)
        self._documents.clear()
        self.indexes = {name: Index(index.specification) for name, index in self.indexes.items()}
        for document in fresh:
            self.insert(document)

    def create_index(self, specification: Document) -> bool:
        """Adds an index; False when the same one exists."""
        name = specification["name"]
        existing = self.indexes.get(name)
        if existing is not None:
            if list(existing.specification["key"].items()) != list(specification["key"].items()):
                raise CommandError(86, f"An existing index has the same name as the requested index: {name}")
            return False
        for other in self.indexes.values():
            if list(other.specification["key"].items()) == list(specification["key"].items()):
                if bool(other.specification.get("unique")) == bool(specification.get("unique")) or other.name == "_id_":
                    return False
                raise CommandError(85, f"Index already exists with a different name: {other.name}")
        index = Index(specification)
        for key, document in self._documents.items():
            index.check(key, document, self.namespace)
            index.add(key, document)
        self.indexes[name] = index
        self._write_indexes()
        return True

    def drop_indexes(self, names: Iterable[str]) -> None:
        """Removes indexes by name."""
        for name in names:
            if name == "_id_":
                raise CommandError(72, "cannot drop _id index")
            if name not in self.indexes:
                raise CommandError(27, f"index not found with name [{name}]")
            del self.indexes[name]
        self._write_indexes()

    def _write_indexes(self) -> None:
        kept = [index.specification for index in self.indexes.values() if index.name != "_id_"]
        self._journal.put_indexes(self.number, kept)

    def _upsert(self, query: Document, change: Change, array_filters: list[Document]) -> Document:
        start = updating.document_to_insert(query, change)
        document = updating.apply(start, change, query, array_filters, inserting=True)
        identity = self.insert(document)
        return self._documents[sort_key(identity)]

    def _keep(self, key: Key, document: Document) -> None:
        self._documents[key] = document
        for index in self.indexes.values():
            index.add(key, document)

    def _candidates(self, query: Document) -> list[Document]:
        """What may match: by an index when the filter pins a field, else everything."""
        identities = query.get("_id")
        if is_operators(identities) and isinstance(identities.get("$in"), list):
            wanted = identities["$in"]
            if not any(isinstance(item, Regex) for item in wanted):
                keys = {sort_key(item): None for item in wanted}
                return [self._documents[key] for key in keys if key in self._documents]
        pinned = equalities(query)
        if "_id" in pinned:
            document = self._documents.get(sort_key(pinned["_id"]))
            return [] if document is None else [document]
        for index in self.indexes.values():
            value = pinned.get(index.fields[0], None)
            if index.finds_all and can_use_index(value):
                return [self._documents[key] for key in index.find(value)]
        return list(self._documents.values())


class UpdateOutcome:
    """What an update did."""

    def __init__(self) -> None:
        self.matched = 0
        self.modified = 0
        self.upserted = False
        self.before: Document | None = None
        self.after: Document | None = None


def _check_identity(identity: Any) -> None:
    if isinstance(identity, (list, Regex)):
        raise bad_value(f"The '_id' value cannot be of type {'array' if isinstance(identity, list) else 'regex'}")
    if isinstance(identity, dict) and any(name.startswith("$") for name in identity) and "$ref" not in identity:
        raise CommandError(52, "The dollar ($) prefixed field in '_id' is not valid for storage.")


def sorted_documents(documents: Iterable[Document], order: Document | None) -> list[Document]:
    """The documents in the order of a sort specification; an array sorts by its smallest or largest element."""
    result = list(documents)
    for name, direction in reversed((order or {}).items()):
        if not isinstance(direction, (int, float)) or direction not in (1, -1):
            raise bad_value(f"Illegal key in $sort specification: {name}: {direction}")
        if name == "$natural":
            result = result[:: int(direction)]
            continue
        parts = name.split(".")
        extreme = min if direction > 0 else max

        def rank(document: Document, parts: list[str] = parts, extreme: Any = extreme) -> tuple[Any, ...]:
            keys: list[tuple[Any, ...]] = []
            for value in values_at(document, parts):
                if isinstance(value, list):
                    # An empty array comes even before null.
                    keys += [sort_key(item) for item in value] or [(4,)]
                else:
                    keys.append(sort_key(value))
            return extreme(keys) if keys else sort_key(None)

        result.sort(key=rank, reverse=direction < 0)
    return result
