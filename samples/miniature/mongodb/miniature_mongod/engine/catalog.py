"""All databases and collections of a server."""

from collections.abc import Iterator
from typing import Protocol

from ..errors import CommandError
from .collection import Collection, Journal
from .values import Document


class CatalogJournal(Journal, Protocol):
    """What makes collections themselves durable."""

    def create(self, database: str, name: str, options: Document) -> int: ...

    def drop(self, collection: int) -> None: ...

    def rename(self, collection: int, database: str, name: str) -> None: ...


class Catalog:
    """Finds, makes and removes collections."""

    def __init__(self, journal: CatalogJournal) -> None:
        self._journal = journal
        self._databases: dict[str, dict[str, Collection]] = {}

    def restore(self, number: int, database: str, name: str, options: Document) -> Collection:
        """A collection that the journal kept."""
        collection = Collection(number, f"{database}.{name}", options, self._journal)
        self._databases.setdefault(database, {})[name] = collection
        return collection

    def databases(self) -> list[str]:
        """The names of databases that have collections."""
        return sorted(name for name, collections in self._databases.items() if collections)

    def collections(self, database: str) -> Iterator[tuple[str, Collection]]:
        """The collections of a database by name."""
        yield from sorted(self._databases.get(database, {}).items())

    def find(self, database: str, name: str) -> Collection | None:
        """A collection, if it exists."""
        return self._databases.get(database, {}).get(name)

    def require(self, database: str, name: str) -> Collection:
        """A collection that must exist."""
        collection = self.find(database, name)
        if collection is None:
            raise CommandError(26, f"ns does not exist: {database}.{name}")
        return collection

    def find_or_create(self, database: str, name: str) -> Collection:
        """A collection, made on its first use as the real server does."""
        return self.find(database, name) or self.create(database, name, {})

    def create(self, database: str, name: str, options: Document) -> Collection:
        """A new collection."""
        if self.find(database, name) is not None:
            raise CommandError(48, f"Collection {database}.{name} already exists.")
        _check_names(database, name)
        return self.restore(self._journal.create(database, name, options), database, name, options)

    def drop(self, database: str, name: str) -> None:
        """Removes a collection with its indexes."""
        self._journal.drop(self.require(database, name).number)
        del self._databases[database][name]

    def rename(self, source: tuple[str, str], target: tuple[str, str], drop_target: bool) -> None:
        """Gives a collection another name, also in another database."""
        collection = self.require(*source)
        _check_names(*target)
        if self.find(*target) is not None:
            if not drop_target:
                raise CommandError(48, "target namespace exists")
            self.drop(*target)
        self._journal.rename(collection.number, *target)
        del self._databases[source[0]][source[1]]
        collection.namespace = ".".join(target)
        self._databases.setdefault(target[0], {})[target[1]] = collection


def _check_names(database: str, collection: str) -> None:
    if not database or len(database) > 63 or any(letter in '/\\. "$\0' for letter in database):
        raise CommandError(73, f"Invalid database name: '{database}'")
    if not collection or collection.startswith(".") or "$" in collection or "\0" in collection:
        raise CommandError(73, f"Invalid collection name: '{database}.{collection}'")
