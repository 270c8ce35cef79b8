"""Where an update writes: paths with ``$``, ``$[]`` and ``$[name]`` become concrete ones."""

from collections.abc import Callable, Iterator
from typing import Any

from ..errors import CommandError, bad_value
from .query import compile_filter
from .values import MISSING, Document, show

Step = str
Filters = dict[str, Callable[[Any], bool]]


def compile_array_filters(filters: list[Document]) -> Filters:
    """The ``arrayFilters`` of an update by the identifier that they define."""
    compiled: Filters = {}
    for item in filters:
        names = {name.split(".")[0] for name in _field_names(item)}
        if len(names) != 1:
            raise CommandError(9, "Error parsing array filter :: caused by :: Expected a single top-level field name")
        name = names.pop()
        compiled[name] = _element_filter(name, compile_filter(item))
    return compiled


def _element_filter(name: str, matches: Callable[[Document], bool]) -> Callable[[Any], bool]:
    return lambda element: matches({name: element})


def _field_names(query: Document) -> Iterator[str]:
    for name, value in query.items():
        if name in ("$and", "$or", "$nor"):
            for branch in value:
                yield from _field_names(branch)
        else:
            yield name


def expand(document: Document, path: str, position: int | None, filters: Filters) -> list[list[Step]]:
    """All concrete paths that a path stands for in this document."""
    found: list[list[Step]] = [[]]
    for part in path.split("."):
        if part == "":
            raise CommandError(56, f"The update path '{path}' contains an empty field name, which is not allowed.")
        if not part.startswith("$"):
            found = [[*steps, part] for steps in found]
            continue
        wider: list[list[Step]] = []
        for steps in found:
            wider += [[*steps, str(index)] for index in _chosen(document, steps, part, path, position, filters)]
        found = wider
    return found


def _chosen(
    document: Document, steps: list[Step], part: str, path: str, position: int | None, filters: Filters
) -> list[int]:
    if part == "$":
        if position is None:
            raise bad_value("The positional operator did not find the match needed from the query.")
        return [position]
    items = read(document, steps)
    if not isinstance(items, list):
        raise bad_value(f"The path '{'.'.join(steps)}' must exist in the document in order to apply array updates.")
    if part == "$[]":
        return list(range(len(items)))
    if part.startswith("$[") and part.endswith("]"):
        test = filters.get(part[2:-1])
        if test is None:
            raise bad_value(f"No array filter found for identifier '{part[2:-1]}' in path '{path}'")
        return [index for index, item in enumerate(items) if test(item)]
    raise CommandError(52, f"The dollar ($) prefixed field '{part}' in '{path}' is not allowed in an update.")


def read(document: Any, steps: list[Step]) -> Any:
    """The value at a concrete path, or MISSING."""
    for step in steps:
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and step.isdigit() and int(step) < len(document):
            document = document[int(step)]
        else:
            return MISSING
    return document


def write(document: Any, steps: list[Step], value: Any) -> None:
    """Sets the value at a concrete path; makes the documents on the way, and pads arrays with null."""
    for index, step in enumerate(steps[:-1]):
        inner = read(document, [step])
        if inner is MISSING or (isinstance(document, list) and inner is None):
            inner = {}
            _put(document, step, inner)
        elif not isinstance(inner, (dict, list)):
            raise _not_viable(steps[index + 1], {step: inner})
        document = inner
    _put(document, steps[-1], value)


def _put(container: Any, step: Step, value: Any) -> None:
    if isinstance(container, dict):
        container[step] = value
        return
    if not step.isdigit():
        raise _not_viable(step, container)
    index = int(step)
    container.extend([None] * (index + 1 - len(container)))
    container[index] = value


def remove(document: Any, steps: list[Step]) -> None:
    """Takes a field away; an element of an array becomes null, as on the real server."""
    container = read(document, steps[:-1])
    if isinstance(container, dict):
        container.pop(steps[-1], None)
    elif isinstance(container, list) and steps[-1].isdigit() and int(steps[-1]) < len(container):
        container[int(steps[-1])] = None


def _not_viable(step: Step, element: Any) -> CommandError:
    return CommandError(28, f"Cannot create field '{step}' in element {show(element)}")
