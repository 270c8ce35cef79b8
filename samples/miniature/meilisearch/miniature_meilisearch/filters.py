"""Filter expressions: ``a = 1 AND (b IN [x, y] OR NOT c EXISTS)``, also as nested arrays."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .errors import bad_request, not_supported
from .settings import matches_pattern
from .text import fold

Document = dict[str, Any]
Test = Callable[[Document], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign>!=|>=|<=|=|>|<|\(|\)|\[|\]|,)
    |(?P<word>[^\s()\[\],=!<>"']+))""",
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = {"AND", "OR", "NOT", "IN", "TO", "EXISTS", "IS", "NULL", "EMPTY", "CONTAINS", "STARTS", "WITH"}


def compile_filter(expression: Any, filterable: list[Any], code: str = "invalid_search_filter") -> Test:
    """The filter as a function; an attribute that isn't filterable is refused."""
    if expression is None or expression in ("", []):
        return lambda document: True
    if isinstance(expression, list):
        tests = [_compile_alternatives(item, filterable, code) for item in expression]
        return lambda document: all(test(document) for test in tests)
    if not isinstance(expression, str):
        raise bad_request(code, "Invalid syntax for the filter parameter: `expected String, Array`.")
    return _Parser(expression, filterable, code).parse() if expression.strip() else lambda document: True


def _compile_alternatives(item: Any, filterable: list[Any], code: str) -> Test:
    if not isinstance(item, list):
        return compile_filter(item, filterable, code)
    tests = [compile_filter(alternative, filterable, code) for alternative in item]
    return lambda document: any(test(document) for test in tests)


def values_at(document: Any, path: str) -> Iterator[Any]:
    """The values of an attribute: dots go into objects, arrays give each of their elements."""
    if isinstance(document, list):
        for item in document:
            yield from values_at(item, path)
    elif isinstance(document, dict):
        if path in document:
            yield from _elements(document[path])
        else:
            for name, value in document.items():
                if path.startswith(f"{name}."):
                    yield from values_at(value, path[len(name) + 1 :])


def _elements(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        if not value:
            yield value
        for item in value:
            yield from _elements(item)
    else:
        yield value


class _Parser:
    """Recursive descent: OR binds weaker than AND, AND weaker than NOT."""

    def __init__(self, text: str, filterable: list[Any], code: str) -> None:
        self._text = text
        self._filterable = filterable
        self._code = code
        self._tokens = list(self._tokenise())
        self._position = 0

    def parse(self) -> Test:
        test = self._either()
        if self._position < len(self._tokens):
            raise self._unexpected()
        return test

    def _tokenise(self) -> Iterator[tuple[str, str]]:
        position = 0
        text = self._text.rstrip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise bad_request(self._code, f"Unexpected characters at the end of the filter: `{text[position:]}`.")
            position = match.end()
            if match["quoted"]:
                yield "value", re.sub(r"\\(.)", r"\1", match["quoted"][1:-1])
            elif match["sign"]:
                yield "sign", match["sign"]
            else:
                upper = match["word"].upper()
                yield ("keyword", upper) if upper in _KEYWORDS else ("value", match["word"])

    def _peek(self, *wanted: str) -> bool:
        upcoming = self._tokens[self._position : self._position + len(wanted)]
        return [text for kind, text in upcoming if kind != "value"] == list(wanted)

    def _take(self, *wanted: str) -> bool:
        if self._peek(*wanted):
            self._position += len(wanted)
            return True
        return False

    def _value(self) -> str:
        if self._position < len(self._tokens) and self._tokens[self._position][0] == "value":
            self._position += 1
            return self._tokens[self._position - 1][1]
        raise self._unexpected()

    def _unexpected(self) -> Exception:
        rest = " ".join(text for _, text in self._tokens[self._position :]) or "the end"
        return bad_request(self._code, f"Was expecting a filter condition, found `{rest}` in `{self._text}`.")

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("OR"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda document: any(test(document) for test in tests)

    def _both(self) -> Test:
        tests = [self._negated()]
        while self._take("AND"):
            tests.append(self._negated())
        return tests[0] if len(tests) == 1 else lambda document: all(test(document) for test in tests)

    def _negated(self) -> Test:
        if self._take("NOT"):
            test = self._negated()
            return lambda document: not test(document)
        if self._take("("):
            test = self._either()
            if not self._take(")"):
                raise self._unexpected()
            return test
        return self._condition()

    def _condition(self) -> Test:
        attribute = self._value()
        if attribute.startswith("_geo"):
            raise not_supported(f"The filter `{attribute}`")
        if not matches_pattern(attribute, self._filterable):
            known = ", ".join(str(item) for item in self._filterable)
            available = f"Available filterable attribute patterns are: `{known}`." if known else (
                "This index does not have configured filterable attributes."
            )  # fmt: skip
            raise bad_request(self._code, f"Attribute `{attribute}` is not filterable. {available}\n{self._text}")
        negated = self._take("NOT")
        test = self._operation(attribute)
        return (lambda document: not test(document)) if negated else test

    def _operation(self, attribute: str) -> Test:
        if self._take("EXISTS"):
            return lambda document: any(True for _ in values_at(document, attribute))
        if self._take("IS"):
            negated = self._take("NOT")
            test = _any(attribute, _is_null if self._take("NULL") else self._empty())
            return (lambda document: not test(document)) if negated else test
        if self._take("IN"):
            return _any(attribute, _equals_any(self._list()))
        if self._take("CONTAINS"):
            part = fold(self._value())
            return _any(attribute, lambda value: isinstance(value, str) and part in fold(value))
        if self._take("STARTS", "WITH"):
            start = fold(self._value())
            return _any(attribute, lambda value: isinstance(value, str) and fold(value).startswith(start))
        for sign in ("!=", ">=", "<=", "=", ">", "<"):
            if self._take(sign):
                return _compare(attribute, sign, self._value())
        low = self._value()
        if not self._take("TO"):
            raise self._unexpected()
        above, below = _compare(attribute, ">=", low), _compare(attribute, "<=", self._value())
        return lambda document: above(document) and below(document)

    def _empty(self) -> Callable[[Any], bool]:
        if not self._take("EMPTY"):
            raise self._unexpected()
        return lambda value: value in ("", [], {})

    def _list(self) -> list[str]:
        if not self._take("["):
            raise self._unexpected()
        found: list[str] = []
        while not self._take("]"):
            found.append(self._value())
            self._take(",")
        return found


def _any(attribute: str, test: Callable[[Any], bool]) -> Test:
    return lambda document: any(test(value) for value in values_at(document, attribute))


def _is_null(value: Any) -> bool:
    return value is None


def _equals_any(wanted: list[str]) -> Callable[[Any], bool]:
    texts = {fold(item) for item in wanted}
    numbers = {number for item in wanted if (number := _number(item)) is not None}

    def check(value: Any) -> bool:
        if isinstance(value, bool):
            return ("true" if value else "false") in texts
        if isinstance(value, (int, float)):
            return float(value) in numbers
        return isinstance(value, str) and fold(value) in texts

    return check


def _compare(attribute: str, sign: str, operand: str) -> Test:
    if sign in ("=", "!="):
        equal = _any(attribute, _equals_any([operand]))
        return equal if sign == "=" else lambda document: not equal(document)
    number, text = _number(operand), fold(operand)

    def check(value: Any) -> bool:
        if isinstance(value, bool):
            return False
        if isinstance(value, (int, float)):
            return number is not None and _in_order(float(value), number, sign)
        return isinstance(value, str) and number is None and _in_order(fold(value), text, sign)

    return _any(attribute, check)


def _in_order(left: Any, right: Any, sign: str) -> bool:
    return bool({">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}[sign])


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
