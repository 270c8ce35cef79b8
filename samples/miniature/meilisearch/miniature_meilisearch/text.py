"""Words: how text is cut into them, and how many typos lie between two."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def fold(text: str) -> str:
    """Lower case without accents, the same for documents and queries."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded form of each word."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), fold(match.group())


def texts(value: Any) -> Iterator[str]:
    """All texts and numbers inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, (int, float)):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)


def allowed_typos(word: str, tolerance: dict[str, Any]) -> int:
    """How many typos a word of the query may have."""
    if not tolerance["enabled"] or word in tolerance["disableOnWords"] or word.isdigit():
        return 0
    sizes = tolerance["minWordSizeForTypos"]
    return 2 if len(word) >= sizes["twoTypos"] else 1 if len(word) >= sizes["oneTypo"] else 0


def distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, substitutions and swaps between two words; ``limit + 1`` when there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]


def typos(query: str, word: str, limit: int, prefix: bool) -> int | None:
    """Typos between a word of the query and one of a document, or None when they don't fit."""
    if word == query or (prefix and word.startswith(query)):
        return 0
    if limit == 0:
        return None
    candidates = [word]
    if prefix and len(word) > len(query):
        candidates += [word[: len(query) + step] for step in range(-limit, limit + 1)]
    best = min(distance(query, candidate, limit) for candidate in candidates)
    if word[:1] != query[:1]:
        best += 1  # a wrong first letter weighs double
    return best if best <= limit else None
