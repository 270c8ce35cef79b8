"""The data folder: one SQLite database with documents as JSON and their words in a full-text index."""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from . import settings
from .errors import index_not_found
from .text import texts, words

Document = dict[str, Any]

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS indexes (
    number INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, primary_key TEXT, settings TEXT NOT NULL,
    created TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL REFERENCES indexes ON DELETE CASCADE,
    id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (number, id));
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content = '', contentless_delete = 1, tokenize = "unicode61", prefix = '1 2 3');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (words, 'row');
CREATE TABLE IF NOT EXISTS keys (uid TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tasks (uid INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS forget_words AFTER DELETE ON documents BEGIN
    DELETE FROM words WHERE rowid = old.position;
END;
"""


def now() -> str:
    """The time as the API prints it."""
    return datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")


class Index:
    """One index: its row, read once a request."""

    def __init__(self, row: sqlite3.Row) -> None:
        self.number: int = row["number"]
        self.uid: str = row["uid"]
        self.primary_key: str | None = row["primary_key"]
        self.stored_settings: dict[str, Any] = json.loads(row["settings"])
        self.settings = settings.complete(self.stored_settings)
        self.created: str = row["created"]
        self.updated: str = row["updated"]

    def as_body(self) -> dict[str, Any]:
        """The index as the API shows it."""
        return {"uid": self.uid, "createdAt": self.created, "updatedAt": self.updated, "primaryKey": self.primary_key}

    def searchable_text(self, document: Document) -> str:
        """The folded words of everything that is searched."""
        chosen = self.settings["searchableAttributes"]
        parts: list[str] = []
        for name, value in _flat(document):
            if settings.matches_pattern(name, chosen):
                for text in texts(value):
                    parts += words(text)
        return " ".join(parts)


def _flat(document: Document, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for item in value:
                yield from _flat(item, f"{before}{name}.") if isinstance(item, dict) else ((f"{before}{name}", item),)
        else:
            yield f"{before}{name}", value


def flat(document: Document) -> list[tuple[str, Any]]:
    """The attributes of a document by dotted name; those of objects in arrays come several times."""
    return list(_flat(document))


class Store:
    """Reads and writes rows; the server's lock guards it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "miniature.sqlite"
        self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(_SCHEMA)

    def begin(self) -> None:
        """Starts a transaction."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Ends it."""
        self._db.execute("COMMIT")

    def roll_back(self) -> None:
        """Undoes it."""
        self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Folds the write-ahead log into the database."""
        self._db.close()

    def indexes(self) -> list[Index]:
        """All indexes by name."""
        return [Index(row) for row in self._db.execute("SELECT * FROM indexes ORDER BY uid")]

    def find_index(self, uid: str) -> Index | None:
        """An index, if it exists."""
        row = self._db.execute("SELECT * FROM indexes WHERE uid = ?", (uid,)).fetchone()
        return Index(row) if row else None

    def require_index(self, uid: str) -> Index:
        """An index that must exist."""
        index = self.find_index(uid)
        if index is None:
            raise index_not_found(uid)
        return index

    def create_index(self, uid: str, primary_key: str | None) -> Index:
        """A new, empty index."""
        time = now()
        self._db.execute(
            "INSERT INTO indexes (uid, primary_key, settings, created, updated) VALUES (?, ?, '{}', ?, ?)",
            (uid, primary_key, time, time),
        )
        return self.require_index(uid)

    def change_index(self, index: Index, uid: str | None = None, primary_key: str | None = None) -> None:
        """Another name or primary key."""
        self._db.execute(
            "UPDATE indexes SET uid = ?, primary_key = ?, updated = ? WHERE number = ?",
            (uid or index.uid, primary_key or index.primary_key, now(), index.number),
        )

    def write_settings(self, index: Index, stored: dict[str, Any]) -> None:
        """Other settings; what is searched is indexed anew when it changed."""
        before = index.settings["searchableAttributes"]
        self._db.execute(
            "UPDATE indexes SET settings = ?, updated = ? WHERE number = ?", (json.dumps(stored), now(), index.number)
        )
        changed = self.require_index(index.uid)
        if changed.settings["searchableAttributes"] != before:
            for position, document in self.documents(index):
                self._db.execute("DELETE FROM words WHERE rowid = ?", (position,))
                self._write_words(changed, position, document)

    def delete_index(self, index: Index) -> None:
        """Removes an index with its documents."""
        self.clear(index)
        self._db.execute("DELETE FROM indexes WHERE number = ?", (index.number,))

    def documents(self, index: Index, positions: Iterable[int] | None = None) -> list[tuple[int, Document]]:
        """Documents with their positions, in the order in which they came."""
        if positions is None:
            rows = self._db.execute(
                "SELECT position, body FROM documents WHERE number = ? ORDER BY position", (index.number,)
            )
        else:
            rows = self._db.execute(
                "SELECT position, body FROM documents WHERE number = ? AND position IN "
                "(SELECT value FROM json_each(?)) ORDER BY position",
                (index.number, json.dumps(list(positions))),
            )
        return [(row["position"], json.loads(row["body"])) for row in rows]

    def count(self, index: Index) -> int:
        """How many documents there are."""
        row = self._db.execute("SELECT count(*) FROM documents WHERE number = ?", (index.number,)).fetchone()
        return int(row[0])

    def find_document(self, index: Index, identity: str) -> Document | None:
        """One document."""
        row = self._db.execute(
            "SELECT body FROM documents WHERE number = ? AND id = ?", (index.number, identity)
        ).fetchone()
        return json.loads(row["body"]) if row else None

    def put_document(self, index: Index, identity: str, document: Document) -> None:
        """Adds a document or replaces it."""
        self.delete_document(index, identity)
        cursor = self._db.execute(
            "INSERT INTO documents (number, id, body) VALUES (?, ?, ?)",
            (index.number, identity, json.dumps(document, ensure_ascii=False)),
        )
        self._write_words(index, int(cursor.lastrowid or 0), document)

    def delete_document(self, index: Index, identity: str) -> bool:
        """Removes a document; False when there is none."""
        cursor = self._db.execute("DELETE FROM documents WHERE number = ? AND id = ?", (index.number, identity))
        return cursor.rowcount > 0

    def clear(self, index: Index) -> int:
        """Removes all documents and says how many there were."""
        return self._db.execute("DELETE FROM documents WHERE number = ?", (index.number,)).rowcount

    def touch(self, index: Index) -> None:
        """Notes that documents changed."""
        self._db.execute("UPDATE indexes SET updated = ? WHERE number = ?", (now(), index.number))

    def vocabulary(self, starts: str, shortest: int, longest: int) -> list[str]:
        """Known words that start with a letter and have about a length."""
        rows = self._db.execute(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
            (starts, starts + "\U0010ffff", shortest, longest),
        )
        return [row["term"] for row in rows]

    def match(self, index: Index, expression: str) -> list[int]:
        """Positions of documents that fit a full-text expression."""
        rows = self._db.execute(
            "SELECT position FROM words JOIN documents ON position = words.rowid WHERE words MATCH ? AND number = ?",
            (expression, index.number),
        )
        return [row["position"] for row in rows]

    def _write_words(self, index: Index, position: int, document: Document) -> None:
        self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (position, index.searchable_text(document)))

    def keys(self) -> list[Document]:
        """All API keys."""
        return [json.loads(row["body"]) for row in self._db.execute("SELECT body FROM keys ORDER BY rowid DESC")]

    def put_key(self, key: Document) -> None:
        """Adds a key or changes it."""
        self._db.execute(
            "INSERT INTO keys VALUES (?, ?) ON CONFLICT (uid) DO UPDATE SET body = excluded.body",
            (key["uid"], json.dumps(key)),
        )

    def delete_key(self, uid: str) -> None:
        """Removes a key."""
        self._db.execute("DELETE FROM keys WHERE uid = ?", (uid,))

    def next_task(self) -> int:
        """The number of the next task."""
        return int(self._db.execute("SELECT coalesce(max(uid) + 1, 0) FROM tasks").fetchone()[0])

    def put_task(self, task: Document) -> None:
        """Remembers a finished task."""
        self._db.execute("INSERT OR REPLACE INTO tasks VALUES (?, ?)", (task["uid"], json.dumps(task)))

    def tasks(self) -> list[Document]:
        """All tasks, the last first."""
        return [json.loads(row["body"]) for row in self._db.execute("SELECT body FROM tasks ORDER BY uid DESC")]

    def delete_tasks(self, uids: Iterable[int]) -> None:
        """Forgets tasks."""
        self._db.executemany("DELETE FROM tasks WHERE uid = ?", [(uid,) for uid in uids])
