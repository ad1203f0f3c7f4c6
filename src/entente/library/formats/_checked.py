"""Records made from what a file holds, with errors that say the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from entente.errors import BrokenFileError
from entente.library.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_TITLE = "the file gives no title"


def make_record(fields: Mapping[str, Any], where: str, lines: Mapping[str, int]) -> Record:
    """Make a record of its fields.

    Args:
        fields: Name and value of each field the file gives.
        where: Where the text is from.
        lines: Line of each field; under the empty name, that of the record.

    Returns:
        The record.

    Raises:
        BrokenFileError: A field is missing, unknown or of the wrong shape.

    Examples:
        >>> make_record({"title": "A", "published": "2024-13"}, "a.yml", {"": 1, "published": 2})
        Traceback (most recent call last):
        ...
        entente.errors.BrokenFileError: published: '2024-13' is not a date: month must be in 1..12.
          in: a.yml:2
    """
    try:
        return Record.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])[:60] if first["loc"] else "record"
        line = lines.get(name, lines.get("", 0)) or None
        fix = ""
        if not first["loc"]:
            fix = "give it a title, or say under `incomplete` why it has none"
        if first["type"] == "extra_forbidden":
            fix = f"one of {', '.join(Record.model_fields)}; others go under `extra`"
        reason = str(first["msg"]).removeprefix("Value error, ")
        message = f"{name}: {reason}." if first["loc"] else f"{reason[0].upper()}{reason[1:]}."
        raise BrokenFileError.at(where, message, line=line, fix=fix) from error
