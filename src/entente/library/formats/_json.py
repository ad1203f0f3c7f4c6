"""Strict JSON: no doubled names, no numbers that are none, nothing too deep or too many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from entente.library.formats._reading import Reading
    from entente.library.record import Record

DEEPEST_JSON = 100
MOST_VALUES = 5_000_000
_EXPORT_AGAIN = "mend that place (a comma, a quotation mark, a bracket), or export the file again"


def make_each_item(
    text: str,
    where: str,
    reading: Reading,
    items_in: Callable[[Any], Iterable[Any]],
    make: Callable[[Any, str], Record],
) -> list[Record]:
    """Make a record of each item of a JSON text; a message names an item by its number.

    Raises:
        BrokenFileError: The text is not JSON, or an item cannot be used and the reading is strict.
    """
    found = enumerate(items_in(read_json(text, where)), start=1)
    return reading.make_each(found, lambda each: make(each[1], f"{where}, item {each[0]}"))


def begins_json(text: str) -> bool:
    """Whether a text begins as an object or a list does."""
    return text.lstrip()[:1] in ("{", "[")


def read_json(text: str, where: str) -> Any:  # noqa: ANN401 (JSON holds anything)
    """Read JSON that means one thing only.

    Args:
        text: One JSON value.
        where: Where it is from, for messages.

    Returns:
        The value: dict, list, text, number, truth value or ``None``.

    Raises:
        BrokenFileError: The text is not JSON, gives a name twice in one object, has ``NaN`` or a
            number too large, is nested over 100 deep or has over 5 million values.

    Examples:
        >>> read_json('{"title": ["A"]}', "a.json")
        {'title': ['A']}
    """
    import json

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))
        raise BrokenFileError.at(
            where, f"{twice[:60]!r} is given twice in one object.", fix="keep one of them"
        )

    def refuse(name: str) -> Any:  # noqa: ANN401 (never returns)
        reason = f"Holds {name}, which JSON does not have."
        raise BrokenFileError.at(where, reason, fix="write a number, or null")

    def finite(digits: str) -> float:
        number = float(digits)
        return number if math.isfinite(number) else refuse(f"the number {digits[:40]}")

    # Each value but the first follows a comma, a bracket or a brace: counted before any is made.
    if (most := sum(text.count(mark) for mark in ",[{")) > MOST_VALUES:
        raise BrokenFileError.at(
            where,
            f"Has up to {most:,} values; a file of records has at most {MOST_VALUES:,}.",
            fix="split it into smaller files",
        )
    try:
        value = json.loads(
            text, object_pairs_hook=unique, parse_constant=refuse, parse_float=finite
        )
    except json.JSONDecodeError as error:
        reason = f"Is not JSON: {error.msg}."
        raise BrokenFileError.at(where, reason, line=error.lineno, fix=_EXPORT_AGAIN) from error
    except RecursionError as error:
        raise _too_deep(where) from error
    except ValueError as error:
        raise BrokenFileError.at(where, f"Is not JSON: {error}.", fix=_EXPORT_AGAIN) from error
    _refuse_depth(value, where)
    return value


def _refuse_depth(value: Any, where: str) -> None:  # noqa: ANN401 (JSON holds anything)
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(DEEPEST_JSON):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return
    raise _too_deep(where)


def _too_deep(where: str) -> BrokenFileError:
    return BrokenFileError.at(
        where,
        f"Is nested too deep for a record: over {DEEPEST_JSON} levels.",
        fix="take the records out of what is around them",
    )


def texts_of(value: Any) -> list[str]:  # noqa: ANN401 (JSON holds anything)
    """Return a JSON value as texts for ``extra``: a list as its parts, an object as JSON.

    Args:
        value: Any value of JSON.

    Returns:
        Texts in order; ``null``, blank text and empty lists and objects say nothing.

    Examples:
        >>> texts_of(["12", 3, None, {"a": True}])
        ['12', '3', '{"a": true}']
    """
    import json

    values = value if isinstance(value, list) else [value]
    return [
        text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
        for text in values
        if text is not None and text not in ({}, []) and (not isinstance(text, str) or text.strip())
    ]


def text_of(value: Any) -> str:  # noqa: ANN401 (JSON holds anything)
    """Return text or a number as text; anything else is empty.

    Examples:
        >>> text_of("A"), text_of(3), text_of(["A"]), text_of(True)
        ('A', '3', '', '')
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def dicts_of(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (JSON holds anything)
    """Return the objects of a list, or the one object; what else is there is left out.

    Examples:
        >>> dicts_of([{"a": 1}, 2]), dicts_of({"a": 1}), dicts_of("a")
        ([{'a': 1}], [{'a': 1}], [])
    """
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def take_dicts(rest: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Take objects out of what is left of one: a list of them, or one alone; else leave it.

    Examples:
        >>> rest = {"a": [{"b": 1}], "c": [1]}
        >>> take_dicts(rest, "a"), take_dicts(rest, "c"), rest
        ([{'b': 1}], [], {'c': [1]})
    """
    value = rest.get(name)
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(each, dict) for each in values):
        return []
    del rest[name]
    return dicts_of(values)


def says_more(value: dict[str, Any], *parts: str) -> bool:
    """Whether an object says more than the texts of these parts.

    Examples:
        >>> says_more({"a": "x", "b": None}, "a"), says_more({"a": ["x"]}, "a")
        (False, True)
    """
    return any(
        texts_of(each) and (name not in parts or not text_of(each)) for name, each in value.items()
    )


def part_of(value: Any, *names: str) -> Any:  # noqa: ANN401 (JSON holds anything)
    """Follow names into nested objects; ``None`` where one is missing.

    Examples:
        >>> part_of({"a": {"b": 1}}, "a", "b"), part_of({"a": 2}, "a", "b")
        (1, None)
    """
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
