"""The journal on disk: an SQLite database, one row a document.

A command's changes are one transaction, committed before the client gets its answer. SQLite's write-ahead log makes
them survive a kill of the process; losing power may take the last moments, but never leaves half a command.
"""

import sqlite3
from pathlib import Path
from typing import Any

import bson
from bson.codec_options import CodecOptions, DatetimeConversion

from .engine.catalog import Catalog
from .engine.values import Document

CODEC: CodecOptions[Document] = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_AUTO)
"""How documents are decoded everywhere: dates that Python can't hold stay numbers."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS collections (
    number INTEGER PRIMARY KEY, database TEXT NOT NULL, name TEXT NOT NULL, options BLOB NOT NULL,
    UNIQUE (database, name));
CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    id BLOB NOT NULL, document BLOB NOT NULL,
    UNIQUE (collection, id));
CREATE TABLE IF NOT EXISTS indexes (
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    name TEXT NOT NULL, specification BLOB NOT NULL,
    PRIMARY KEY (collection, name));
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Storage:
    """Implements the engine's journals. Not thread-safe: the server's lock guards it."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "miniature.sqlite", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_SCHEMA)

    def load(self) -> Catalog:
        """Everything that was kept, in the order in which it was inserted."""
        catalog = Catalog(self)
        rows = self._connection.execute("SELECT number, database, name, options FROM collections").fetchall()
        for number, database, name, options in rows:
            collection = catalog.restore(number, database, name, bson.decode(options, CODEC))
            documents = self._connection.execute(
                "SELECT document FROM documents WHERE collection = ? ORDER BY position", (number,)
            )
            indexes = self._connection.execute("SELECT specification FROM indexes WHERE collection = ?", (number,))
            collection.restore(
                (bson.decode(document, CODEC) for (document,) in documents),
                [bson.decode(specification, CODEC) for (specification,) in indexes],
            )
        return catalog

    def fact(self, name: str) -> str | None:
        """A remark about the data folder itself."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note_fact(self, name: str, value: str) -> None:
        """Remembers a remark."""
        self._execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def put(self, collection: int, document: Document) -> None:
        self._execute(
            "INSERT INTO documents (collection, id, document) VALUES (?, ?, ?) "
            "ON CONFLICT (collection, id) DO UPDATE SET document = excluded.document",
            collection,
            bson.encode({"_id": document["_id"]}),
            bson.encode(document),
        )

    def remove(self, collection: int, identity: Any) -> None:
        self._execute("DELETE FROM documents WHERE collection = ? AND id = ?", collection, bson.encode({"_id": identity}))

    def clear(self, collection: int) -> None:
        self._execute("DELETE FROM documents WHERE collection = ?", collection)

    def put_indexes(self, collection: int, specifications: list[Document]) -> None:
        self._execute("DELETE FROM indexes WHERE collection = ?", collection)
        for specification in specifications:
            self._execute("INSERT INTO indexes VALUES (?, ?, ?)", collection, specification["name"], bson.encode(specification))

    def create(self, database: str, name: str, options: Document) -> int:
        return int(
            self._execute(
                "INSERT INTO collections (database, name, options) VALUES (?, ?, ?)", database, name, bson.encode(options)
            ).lastrowid
            or 0
        )

    def drop(self, collection: int) -> None:
        self._execute("DELETE FROM collections WHERE number = ?", collection)

    def rename(self, collection: int, database: str, name: str) -> None:
        self._execute("UPDATE collections SET database = ?, name = ? WHERE number = ?", database, name, collection)

    def commit(self) -> None:
        """Ends the transaction of a command, if it wrote anything."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def size(self) -> int:
        """Bytes on disk."""
        pages, page = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages) * int(page)

    def close(self) -> None:
        """Commits, and folds the write-ahead log into the database."""
        self.commit()
        self._connection.close()

    def _execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute(statement, values)
