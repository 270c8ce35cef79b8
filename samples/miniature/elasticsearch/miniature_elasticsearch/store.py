"""Indexes, aliases and documents in SQLite."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from .errors import ApiError, no_index

_TABLES = """
    CREATE TABLE IF NOT EXISTS indexes (name TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS aliases (alias TEXT, name TEXT REFERENCES indexes ON DELETE CASCADE, PRIMARY KEY (alias, name));
    CREATE TABLE IF NOT EXISTS documents (name TEXT REFERENCES indexes ON DELETE CASCADE, id TEXT, source TEXT NOT NULL, PRIMARY KEY (name, id));
"""


class Store:
    """One connection; who calls holds the server's lock, and wraps a request in ``with store:``, one transaction."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;" + _TABLES)

    def __enter__(self) -> "Store":
        self._database.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._database.__exit__(*error)

    def close(self) -> None:
        self._database.close()

    def resolve(self, name: str) -> list[str]:
        """The indexes that a name or an alias means; several with commas between them, all with ``_all`` or an asterisk."""
        found: list[str] = []
        for part in name.split(","):
            pattern = "*" if part == "_all" else part
            names = self._column(
                "SELECT name FROM indexes WHERE name GLOB ? UNION SELECT name FROM aliases WHERE alias GLOB ?", pattern, pattern)
            if not names and "*" not in pattern:
                raise no_index(part)
            found += [other for other in names if other not in found]
        return found

    def exists(self, name: str) -> bool:
        return bool(self._column("SELECT name FROM indexes WHERE name = ? UNION SELECT name FROM aliases WHERE alias = ?", name, name))

    def create(self, name: str, body: dict[str, Any]) -> None:
        if self.exists(name):
            raise ApiError(400, "resource_already_exists_exception", f"index [{name}] already exists")
        self._database.execute("INSERT INTO indexes VALUES (?, ?)", (name, json.dumps(body)))
        for alias in body.get("aliases", {}):
            self.add_alias(alias, name)

    def describe(self, name: str) -> dict[str, Any]:
        return {index: {"aliases": dict.fromkeys(self._column("SELECT alias FROM aliases WHERE name = ?", index), {}),
                        **json.loads(self._column("SELECT body FROM indexes WHERE name = ?", index)[0])} for index in self.resolve(name)}

    def delete(self, name: str) -> None:
        for index in self.resolve(name):
            self._database.execute("DELETE FROM indexes WHERE name = ?", (index,))

    def add_alias(self, alias: str, name: str) -> None:
        for index in self.resolve(name):
            self._database.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (alias, index))

    def remove_alias(self, alias: str, name: str) -> None:
        for index in self.resolve(name):
            self._database.execute("DELETE FROM aliases WHERE alias = ? AND name = ?", (alias, index))

    def aliases(self, alias: str) -> dict[str, Any]:
        names = self._column("SELECT name FROM aliases WHERE alias = ?", alias)
        if not names:
            raise ApiError(404, "aliases_not_found_exception", f"alias [{alias}] missing")
        return {name: {"aliases": {alias: {}}} for name in names}

    def put(self, name: str, identifier: str, source: dict[str, Any]) -> bool:
        """Stores a document, in an index that is made when there is none; whether it is new."""
        if not self.exists(name):
            self.create(name, {})
        index = self.resolve(name)[0]
        is_new = self.get(name, identifier) is None
        self._database.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (index, identifier, json.dumps(source)))
        return is_new

    def get(self, name: str, identifier: str) -> dict[str, Any] | None:
        sources = [row for index in self.resolve(name) for row in self._column("SELECT source FROM documents WHERE name = ? AND id = ?", index, identifier)]
        return json.loads(sources[0]) if sources else None

    def remove(self, name: str, identifier: str) -> bool:
        removed = 0
        for index in self.resolve(name):
            removed += self._database.execute("DELETE FROM documents WHERE name = ? AND id = ?", (index, identifier)).rowcount
        return removed > 0

    def documents(self, name: str) -> list[tuple[str, str, dict[str, Any]]]:
        """All documents of a name: index, id, source."""
        return [(index, row[0], json.loads(row[1])) for index in self.resolve(name)
                for row in self._database.execute("SELECT id, source FROM documents WHERE name = ? ORDER BY id", (index,))]

    def _column(self, sql: str, *values: str) -> list[str]:
        return [row[0] for row in self._database.execute(sql, values)]
