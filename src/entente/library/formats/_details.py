"""Volume, issue, pages and numbers of a publication: one label each, whatever a format calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Inner label of each detail by the names that formats give it. (``Pages`` of a PDF says how many.)
_LABELS = {
    "volume": "volume",
    "volumeNumber": "volume",
    "VL": "volume",
    "issue": "issue",
    "issueNumber": "issue",
    "IS": "issue",
    "reportNumber": "number",
    "page": "page",
    "pages": "page",
    "pagination": "page",
    "ISSN": "ISSN",
    "issn": "ISSN",
    "identifier (issn)": "ISSN",
    "ISBN": "ISBN",
    "isbn": "ISBN",
    "identifier (isbn)": "ISBN",
}
# First and last page are separate in these.
_ENDS = (("SP", "EP"), ("pageStart", "pageEnd"))
_RANGE = re.compile(r"([\w.:]+)\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*([\w.:]+)")
_ONE_PAGE = re.compile(r"[\w.:]+")
_SEAM = re.compile(r"\s*[,;]\s*")
_SHAPES = {
    "ISSN": re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx](?:\s*\([^()]*\))?"),
    "ISBN": re.compile(
        r"(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?:\s*\([^()]*\))?"  # 10 or 13 digits
    ),
}


def gather_details(extra: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Put the details of a publication under one label each.

    The labels are ``volume``, ``issue``, ``page``, ``ISSN`` and ``ISBN``. First and last page
    become one range with a hyphen; a serial number is recognised by its shape. What does not
    fit stays under its own label, so that nothing is lost.

    Args:
        extra: Values under the labels of any format.

    Returns:
        Values under their labels, in order; the same again where it is given its own result.

    Examples:
        >>> gather_details({"SP": ["101"], "EP": ["129"], "SN": ["1234-5678"], "DP": ["x"]})
        {'page': ['101-129'], 'ISSN': ['1234-5678'], 'DP': ['x']}
        >>> gather_details({"pages": ["101–129"], "EP": ["129"]})
        {'page': ['101-129'], 'EP': ['129']}
    """
    joined = _join_ends({label: list(values) for label, values in extra.items()})
    found: dict[str, list[str]] = {}
    for label, values in joined.items():
        for inner, value in _placed(label, values):
            kept = found.setdefault(inner, [])
            # The same detail under two names is one.
            if inner == label or value not in kept:
                kept.append(value)
    for label in joined:
        if not joined[label]:
            found.setdefault(label, [])
    return found


def split_pages(text: str) -> tuple[str, str]:
    """Part a range of pages into its first and its last page; the last is empty where it is none.

    Examples:
        >>> split_pages("101-129"), split_pages("7"), split_pages("1-3, 9")
        (('101', '129'), ('7', ''), ('1-3, 9', ''))
    """
    match = _RANGE.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def hyphenate_pages(text: str, dash: str = "-") -> str:
    """Write ranges of pages with one kind of dash; text that is not pages stays as it is.

    Examples:
        >>> hyphenate_pages("101 – 129"), hyphenate_pages("1-3, 9", "--"), hyphenate_pages("n. p.")
        ('101-129', '1--3, 9', 'n. p.')
    """
    parts = _SEAM.split(text.strip())
    ranges = [_RANGE.fullmatch(part) for part in parts]
    if not any(ranges) or not all(
        match or _ONE_PAGE.fullmatch(part) for part, match in zip(parts, ranges, strict=True)
    ):
        return text
    return ", ".join(
        f"{match[1]}{dash}{match[2]}" if match else part
        for part, match in zip(parts, ranges, strict=True)
    )


def as_one_value(label: str, values: Sequence[str]) -> str:
    """Join serial numbers for a format that has one value for them; empty where they cannot be.

    Examples:
        >>> as_one_value("ISSN", ["1234-5678", "8765-4321"]), as_one_value("note", ["a", "b"])
        ('1234-5678, 8765-4321', '')
    """
    if len(values) == 1:
        return values[0]
    shape = _SHAPES.get(label)
    fits = shape and values and all(shape.fullmatch(value) for value in values)
    return ", ".join(values) if fits else ""


def _join_ends(extra: dict[str, list[str]]) -> dict[str, list[str]]:
    """Join first and last page, where there is one of each and no range beside them."""
    if any(_LABELS.get(label) == "page" for label in extra):
        return extra
    for first, last in _ENDS:
        starts, ends = extra.get(first, []), extra.get(last, [])
        if len(starts) != 1 or len(ends) > 1:
            continue
        start, end = hyphenate_pages(starts[0]), (ends or [""])[0]
        ranged = split_pages(start)[1]
        if not end or end in (start, ranged):
            pages = start
        elif _ONE_PAGE.fullmatch(start) and _ONE_PAGE.fullmatch(end):
            pages = f"{start}-{end}"
        else:
            continue
        return {
            "page" if label == first else label: [pages] if label == first else values
            for label, values in extra.items()
            if label != last
        }
    return extra


def _placed(label: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """Return each value with the label it belongs under."""
    if label == "SN":
        return [pair for value in values for pair in _serial(value)]
    inner = _LABELS.get(label, label)
    if inner == "page":
        return [(inner, hyphenate_pages(value)) for value in values]
    if inner in _SHAPES:
        return [(inner, part) for value in values for part in _parts(value, inner)]
    return [(inner, value) for value in values]


def _serial(value: str) -> list[tuple[str, str]]:
    """Return the label of an ISSN or an ISBN; the tag of RIS for both where it is neither."""
    for label, shape in _SHAPES.items():
        parts = _parts(value, label)
        if all(shape.fullmatch(part) for part in parts):
            return [(label, part) for part in parts]
    return [("SN", value)]


def _parts(value: str, label: str) -> list[str]:
    parts = _SEAM.split(value)
    return parts if all(_SHAPES[label].fullmatch(part) for part in parts) else [value]
