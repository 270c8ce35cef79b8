"""What a hit looks like: highlighted, cropped, with the places of its matches."""

from typing import Any

from .matching import Query
from .settings import matches_pattern
from .store import Document
from .text import spans, typos


class Formatter:
    """Makes ``_formatted`` and ``_matchesPosition`` of documents."""

    def __init__(self, query: Query, request: dict[str, Any]) -> None:
        self._query = query
        self._highlighted: list[str] = request.get("attributesToHighlight") or []
        self._before: str = request.get("highlightPreTag", "<em>")
        self._after: str = request.get("highlightPostTag", "</em>")
        self._marker: str = request.get("cropMarker", "…")
        length = int(request.get("cropLength", 10))
        self._cropped: dict[str, int] = {}
        for item in request.get("attributesToCrop") or []:
            name, _, own = item.partition(":")
            self._cropped[name] = int(own) if own else length

    @property
    def is_wanted(self) -> bool:
        """Whether the request asks for formatted attributes."""
        return bool(self._highlighted or self._cropped)

    def format(self, value: Any, name: str = "") -> Any:
        """A copy of a document or value; numbers become texts, as in the real API."""
        if isinstance(value, dict):
            return {inner: self.format(item, f"{name}.{inner}" if name else inner) for inner, item in value.items()}
        if isinstance(value, list):
            return [self.format(item, name) for item in value]
        if isinstance(value, bool) or value is None:
            return value
        text = str(value)
        size = next((size for pattern, size in self._cropped.items() if matches_pattern(name, [pattern])), None)
        if size is not None:
            text = self._crop(text, size)
        return self._highlight(text) if matches_pattern(name, self._highlighted) else text

    def positions(self, document: Document, name: str = "") -> dict[str, list[dict[str, int]]]:
        """Start and length, in bytes, of each match by attribute."""
        found: dict[str, list[dict[str, int]]] = {}
        for inner, value in document.items():
            path = f"{name}.{inner}" if name else inner
            if isinstance(value, dict):
                found.update(self.positions(value, path))
                continue
            places = [
                {"start": len(text[:start].encode()), "length": len(text[start:end].encode())}
                for text in ([value] if isinstance(value, str) else value if isinstance(value, list) else [])
                if isinstance(text, str)
                for start, end in self._matches(text)
            ]
            if places:
                found[path] = places
        return found

    def _matches(self, text: str) -> list[tuple[int, int]]:
        """Where matched words lie; of a prefix only the part that was typed."""
        found: list[tuple[int, int]] = []
        for start, end, word in spans(text):
            for term in self._query.terms:
                if term.is_phrase:
                    hit = word in term.words
                    size = end - start
                else:
                    hit = typos(term.words[0], word, term.typos, term.is_prefix) is not None
                    is_typed = term.is_prefix and word.startswith(term.words[0])
                    size = len(term.words[0]) if is_typed else end - start
                if hit:
                    found.append((start, start + size))
                    break
        return found

    def _highlight(self, text: str) -> str:
        result, last = "", 0
        for start, end in self._matches(text):
            result += text[last:start] + self._before + text[start:end] + self._after
            last = end
        return result + text[last:]

    def _crop(self, text: str, size: int) -> str:
        places = [(start, end) for start, end, _ in spans(text)]
        if size <= 0 or len(places) <= size:
            return text
        matches = self._matches(text)
        first = next((i for i, (start, _) in enumerate(places) if matches and start >= matches[0][0]), 0)
        begin = max(0, min(first - (size - 1) // 2, len(places) - size))
        end = begin + size
        return (
            (self._marker if begin else "")
            + text[places[begin][0] if begin else 0 : places[end - 1][1]]
            + (self._marker if end < len(places) else "")
        )
