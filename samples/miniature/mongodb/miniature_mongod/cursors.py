"""Cursors: results that a client fetches in batches."""

import random
import time
from dataclasses import dataclass, field

import bson

from .engine.values import Document
from .errors import CommandError

IDLE_SECONDS = 600
"""How long the real server keeps a cursor that nobody reads."""

_FIRST_BATCH = 101
_BATCH_BYTES = 16 * 1024 * 1024


@dataclass
class _Cursor:
    namespace: str
    documents: list[Document]
    position: int = 0
    touched: float = field(default_factory=time.monotonic)

    def next_batch(self, size: int | None) -> list[Document]:
        """At most ``size`` documents, and no more bytes than a client takes in one message."""
        self.touched = time.monotonic()
        batch: list[Document] = []
        total = 0
        while self.position < len(self.documents) and (size is None or len(batch) < size):
            document = self.documents[self.position]
            total += len(bson.encode(document))
            if batch and total > _BATCH_BYTES:
                break
            batch.append(document)
            self.position += 1
        return batch

    @property
    def is_exhausted(self) -> bool:
        return self.position >= len(self.documents)


class Cursors:
    """The open cursors of the server."""

    def __init__(self) -> None:
        self._open: dict[int, _Cursor] = {}

    def __len__(self) -> int:
        return len(self._open)

    def first(self, namespace: str, documents: list[Document], size: int | None, single: bool = False) -> Document:
        """The reply to a query: the first batch, and the cursor's id when there is more."""
        self._forget_idle()
        cursor = _Cursor(namespace, documents)
        batch = cursor.next_batch(_FIRST_BATCH if size is None else size)
        identity = 0
        if not single and not cursor.is_exhausted:
            identity = random.getrandbits(62) | 1
            self._open[identity] = cursor
        return {"cursor": {"firstBatch": batch, "id": bson.Int64(identity), "ns": namespace}, "ok": 1.0}

    def more(self, identity: int, size: int | None) -> Document:
        """The reply to ``getMore``."""
        cursor = self._open.get(identity)
        if cursor is None:
            raise CommandError(43, f"cursor id {identity} not found")
        batch = cursor.next_batch(size or None)
        if cursor.is_exhausted:
            del self._open[identity]
            identity = 0
        return {"cursor": {"nextBatch": batch, "id": bson.Int64(identity), "ns": cursor.namespace}, "ok": 1.0}

    def kill(self, identity: int) -> bool:
        """Forgets a cursor; False when there is none."""
        return self._open.pop(identity, None) is not None

    def _forget_idle(self) -> None:
        limit = time.monotonic() - IDLE_SECONDS
        for identity in [identity for identity, cursor in self._open.items() if cursor.touched < limit]:
            del self._open[identity]
