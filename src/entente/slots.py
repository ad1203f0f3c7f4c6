"""Faults of a file against its contract, in words for the person who writes the file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
# What a value must be, by the first part of the validator's code.
WANTED = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "yes or no",
    "date": "a day (2022-02-24)",
    "list": "a list",
    "dict": "names with values",
    "model": "names with values",
    "tuple": "a list",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file.

    Attributes:
        place: Where, as a path of names and numbers.
        reason: What is wrong, with the offending value.
        fix: What to write.
    """

    place: Place
    reason: str
    fix: str = ""


def faults(model: type[BaseModel], error: ValidationError) -> list[Fault]:
    """Return every fault of a file, in the order of the contract.

    Args:
        model: The contract.
        error: What the validator found.

    Examples:
        >>> from pydantic import ConfigDict, ValidationError
        >>> class Lens(BaseModel):
        ...     model_config = ConfigDict(extra="forbid")
        ...     measure: str
        >>> try:
        ...     Lens.model_validate({"mesure": "trade_value"})
        ... except ValidationError as error:
        ...     for fault in faults(Lens, error):
        ...         print(fault.reason, "->", fault.fix)
        measure: is missing. -> add it
        mesure: is no slot here. -> did you mean measure?
    """
    return list(_faults(model, error))


def _faults(model: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    seen: set[tuple[Place, str]] = set()
    for found in error.errors():
        place = _place(found)
        slot = ".".join(str(step) for step in place) or "the file"
        reason, fix = _said(found, _slots(model, place[:-1]))
        if (place, reason) not in seen:
            seen.add((place, reason))
            yield Fault(place, f"{slot}: {reason}", fix)


def _place(found: ErrorDetails) -> Place:
    """Return the path of a fault without the validator's own marks of alternatives."""
    return tuple(step for step in found["loc"] if isinstance(step, int) or not _is_mark(str(step)))


def _is_mark(step: str) -> bool:
    return "[" in step or "(" in step or step in {"str", "int", "float", "date", "constrained-str"}


def _said(found: ErrorDetails, slots: list[str]) -> tuple[str, str]:
    """Say what is wrong and what to write."""
    kind, given = found["type"], found.get("input")
    context = found.get("ctx", {})
    sizes = {"too_short": "at least", "too_long": "at most"}
    wanted = WANTED.get(kind.partition("_")[0])
    reason, fix = f"{given!r} does not fit: {found['msg']}.", ""
    bounds = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
    if kind in bounds:
        bound, words = bounds[kind]
        reason, fix = f"is {given}; it is {words} {context[bound]}.", ""
    elif kind == "missing":
        reason, fix = "is missing.", "add it"
    elif kind == "extra_forbidden":
        reason, fix = "is no slot here.", _near(str(found["loc"][-1]), slots)
    elif kind == "literal_error":
        reason, fix = f"{given!r} is not {context.get('expected', 'known')}.", "one of these"
    elif kind == "value_error":
        reason = f"{found['msg'].removeprefix('Value error, ')}."
    elif kind in sizes:
        bound = context.get("min_length", context.get("max_length"))
        reason = f"has {context.get('actual_length')} entries; {sizes[kind]} {bound} are wanted."
    elif kind == "string_too_long":
        reason, fix = f"is longer than {context.get('max_length')} letters.", "say it shorter"
    elif kind == "string_pattern_mismatch":
        reason, fix = f"{given!r} is not written as it must be.", "see docs/reference.md"
    elif wanted is not None:
        reason = f"{given!r} is not {wanted}."
        fix = (
            "YAML reads NO and YES as booleans: quote state codes"
            if isinstance(given, bool)
            else ""
        )
    return reason, fix


def _near(name: str, slots: list[str]) -> str:
    close = difflib.get_close_matches(name, slots, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"one of {', '.join(slots)}" if slots else "leave it out"


def _slots(model: type[BaseModel], place: Place) -> list[str]:
    """Return the slots that a contract has at a place."""
    for step in place:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        inner = _model_in(fields[step].annotation) if step in fields else None
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 (any annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
