"""Which documents fit the words of a query, and how well."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .settings import matches_pattern
from .store import Document, Index, Store, flat
from .text import allowed_typos, fold, texts, typos, words

_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_MOST_WORDS = 10


@dataclass(frozen=True)
class Term:
    """One word of a query, or a phrase."""

    words: tuple[str, ...]
    is_prefix: bool = False
    typos: int = 0

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1


@dataclass(frozen=True)
class Query:
    """What to look for and what must not be there."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...]

    @property
    def all_words(self) -> set[str]:
        """The words, for highlighting."""
        return {word for term in self.terms for word in term.words}


def parse(text: str, index: Index) -> Query:
    """Reads a query: words, ``"phrases"`` and ``-excluded`` ones; the last word may be unfinished."""
    tolerance, stop_words = index.settings["typoTolerance"], {fold(word) for word in index.settings["stopWords"]}
    terms: list[Term] = []
    excluded: list[Term] = []
    for match in _PART.finditer(text):
        target = excluded if match["minus"] else terms
        if match["phrase"] is not None:
            if phrase := tuple(words(match["phrase"])):
                target.append(Term(phrase))
        else:
            target += [Term((word,), False, allowed_typos(word, tolerance)) for word in words(match["word"])]
    if terms and not terms[-1].is_phrase and not text.endswith((" ", '"')):
        terms[-1] = Term(terms[-1].words, index.settings["prefixSearch"] != "disabled", terms[-1].typos)
    kept = [term for term in terms if term.is_phrase or term.words[0] not in stop_words or term.is_prefix]
    return Query(tuple(kept[:_MOST_WORDS]), tuple(excluded))


class Matcher:
    """Finds documents by the full-text index, then ranks them by their own words."""

    def __init__(self, store: Store, index: Index, query: Query, attributes: list[str] | None) -> None:
        self._store = store
        self._index = index
        self._query = query
        self._attributes = attributes or index.settings["searchableAttributes"]
        self._synonyms = {fold(name): values for name, values in index.settings["synonyms"].items()}
        self._expressions = [self._expression(term) for term in query.terms]

    def find(self, strategy: str, enough: int) -> list[tuple[int, Document]]:
        """Documents with all words; with the strategy ``last`` words are dropped from the end until there are enough."""
        if not self._query.terms:
            return self._without_excluded(self._store.documents(self._index))
        positions: dict[int, None] = {}
        for count in range(len(self._expressions), 0, -1):
            expression = " AND ".join(self._expressions[:count])
            positions.update(dict.fromkeys(self._store.match(self._index, expression)))
            if strategy == "all" or len(positions) >= enough:
                break
        found = self._store.documents(self._index, positions)
        return self._without_excluded([item for item in found if self.rank(item[1])[0] < 0])

    def rank(self, document: Document) -> tuple[int, int, int, int, int]:
        """Smaller is better: matched words (negative), typos, distance between words, attribute, words not exact."""
        best: dict[int, tuple[int, int, int, bool]] = {}
        for order, tokens in self._tokens(document):
            for number, term in enumerate(self._query.terms):
                hit = self._best_hit(term, tokens)
                if hit is not None:
                    candidate = (hit[0], order, hit[1], hit[2])
                    best[number] = min(best.get(number, candidate), candidate)
        places = [best[number][2] for number in sorted(best)]
        proximity = sum(min(abs(right - left), 8) for left, right in zip(places, places[1:], strict=False))
        return (
            -len(best),
            sum(hit[0] for hit in best.values()),
            proximity,
            sum(hit[1] for hit in best.values()),
            sum(not hit[3] for hit in best.values()),
        )

    def _best_hit(self, term: Term, tokens: list[str]) -> tuple[int, int, bool] | None:
        if term.is_phrase:
            size = len(term.words)
            for place in range(len(tokens) - size + 1):
                if tuple(tokens[place : place + size]) == term.words:
                    return 0, place, True
            return None
        best: tuple[int, int, bool] | None = None
        for place, token in enumerate(tokens):
            count = typos(term.words[0], token, term.typos, term.is_prefix)
            if count is None and token in self._synonym_words(term):
                count = 0
            if count is not None and (best is None or count < best[0]):
                best = (count, place, token == term.words[0])
                if best[0] == 0 and best[2]:
                    break
        return best

    def _tokens(self, document: Document) -> Iterable[tuple[int, list[str]]]:
        order = {name: place for place, name in enumerate(self._attributes)}
        for name, value in flat(document):
            if matches_pattern(name, self._attributes):
                tokens = [word for text in texts(value) for word in words(text)]
                yield order.get(name, order.get(name.partition(".")[0], len(order))), tokens

    def _without_excluded(self, found: list[tuple[int, Document]]) -> list[tuple[int, Document]]:
        if not self._query.excluded:
            return found
        return [
            (position, document)
            for position, document in found
            if not any(
                self._best_hit(term, tokens) for term in self._query.excluded for _, tokens in self._tokens(document)
            )
        ]

    def _expression(self, term: Term) -> str:
        """A term in the full-text index's language, with the words that typos may have made of it."""
        if term.is_phrase:
            return '"' + " ".join(term.words) + '"'
        word = term.words[0]
        choices = [f'"{word}"' + ("*" if term.is_prefix else "")]
        if term.typos:
            longest = len(word) + term.typos + (20 if term.is_prefix else 0)
            known = self._store.vocabulary(word[0], len(word) - term.typos, longest)
            if term.typos > 1:
                known += self._store.vocabulary("", len(word) - 1, len(word) + 1)
            for other in set(known):
                if typos(word, other, term.typos, term.is_prefix):
                    choices.append(f'"{other}"')
        choices += [f'"{other}"' for other in self._synonym_words(term)]
        return f"({' OR '.join(choices)})"

    def _synonym_words(self, term: Term) -> set[str]:
        values: list[Any] = self._synonyms.get(term.words[0], []) if self._synonyms else []
        return {parts[0] for value in values if len(parts := words(value)) == 1}
