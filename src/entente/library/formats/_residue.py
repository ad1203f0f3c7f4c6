"""What a citation format loses of a record, and how it comes back.

RIS, BibTeX and CSL-JSON are written for other programs. What they have no place for (which keywords
are places, paragraphs, labels of the catalogue) is found by reading the plain entry back, and
is put as JSON into one field that other programs pass over. An entry that loses nothing has no such
field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats._checked import NO_TITLE, make_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from entente.library.record import Record

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
# Signs that BibTeX or its readers take for their own.
_SIGN = re.compile(r"\\[\\\"/bfnrt]|[{}@%#]")
_WAS = "was"


def residue_of(record: Record, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Find what the plain entry of a record loses.

    Args:
        record: The record.
        fields: Fields of a record as they are read back from its plain entry.

    Returns:
        Each field that differs, as JSON values; under ``was``, a digest of what the plain entry
        gives for it, where that is not empty. Empty where nothing is lost.

    Examples:
        >>> from entente.library.record import Record
        >>> residue_of(Record(title="A", places=["Japan"]), {"title": "A", "topics": ["Japan"]})
        {'topics': [], 'places': ['Japan'], 'was': {'topics': '3845f58f'}}
    """
    plain = _plain(fields, "the plain entry", {})
    lost = {
        name: value
        for name, value in record.model_dump(mode="json").items()
        if value != plain[name]
    }
    was = {name: _digest(plain[name]) for name in lost if plain[name]}
    return {**lost, _WAS: was} if was else lost


def restore(
    fields: Mapping[str, Any], residue: Mapping[str, Any], where: str, lines: Mapping[str, int]
) -> Record:
    """Make a record of a plain entry and of what it lost.

    A field that has been edited in the plain entry since it was written keeps the edit. A record
    without a title says so under ``incomplete``, unless it gives another reason.

    Args:
        fields: Fields as the plain entry gives them.
        residue: What :func:`residue_of` gave, empty where nothing was lost.
        where: Where the entry is from.
        lines: Line of each field; under the empty name, that of the entry.

    Returns:
        The record.

    Raises:
        BrokenFileError: A field does not fit.

    Examples:
        >>> lost = {"topics": [], "places": ["Japan"], "was": {"topics": "3845f58f"}}
        >>> restore({"title": "A", "topics": ["Japan"]}, lost, "a.ris", {}).places
        ('Japan',)
        >>> restore({"title": "A", "topics": ["Japan", "War"]}, lost, "a.ris", {}).topics
        ('Japan', 'War')
    """
    plain = _plain(fields, where, lines)
    was = residue.get(_WAS, {})
    if not isinstance(was, dict):
        raise BrokenFileError.at(where, "What the entry was is not an object.", line=lines.get(""))
    kept = {
        name: value
        for name, value in residue.items()
        if name != _WAS
        and (not plain.get(name) or name not in was or was[name] == _digest(plain[name]))
    }
    return make_record({**plain, **kept}, where, lines)


def dump_residue(residue: Mapping[str, Any]) -> str:
    r"""Write what was lost as one line that is safe in every citation format.

    Examples:
        >>> print(dump_residue({"extra": {"a{": ["50%"]}}))
        {"extra": {"a\u007b": ["50\u0025"]}}
    """
    import json

    text = json.dumps(residue, ensure_ascii=True)
    return _TEXT.sub(lambda match: f'"{_SIGN.sub(_by_number, match[0][1:-1])}"', text)


def load_residue(text: str, where: str, line: int | None) -> dict[str, Any]:
    """Read what :func:`dump_residue` wrote.

    Raises:
        BrokenFileError: The text is not a JSON object.

    Examples:
        >>> load_residue('{"number": 3}', "a.bib", 1)
        {'number': 3}
    """
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "What the entry keeps for entente is not JSON."
        raise BrokenFileError.at(where, reason, line=line, fix="delete that field") from error
    if not isinstance(found, dict):
        reason = "What the entry keeps for entente is not an object."
        raise BrokenFileError.at(where, reason, line=line, fix="delete that field")
    return found


def _by_number(sign: re.Match[str]) -> str:
    import json

    letter = json.loads(f'"{sign[0]}"') if sign[0][0] == "\\" else sign[0]
    return f"\\u{ord(letter):04x}"


def _plain(fields: Mapping[str, Any], where: str, lines: Mapping[str, int]) -> dict[str, Any]:
    """Return every field as the plain entry alone has it."""
    untitled = not str(fields.get("title", "")).strip() and not fields.get("incomplete")
    why = {"incomplete": NO_TITLE} if untitled else {}
    return make_record({**fields, **why}, where, lines).model_dump(mode="json")


def _digest(value: Any) -> str:  # noqa: ANN401 (a field is of any type)
    import hashlib
    import json

    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:8]
