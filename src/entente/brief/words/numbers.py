"""The one way by which a number of the assessment comes onto a page: with the rows behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from entente.errors import UnsourcedNumberError
from entente.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.assessment import Assessed

DIGITS = re.compile(r"\d")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:18|19|20)\d\d"
TIME = re.compile(
    rf"{_YEAR}-\d\d(?:-\d\d)?(?!\d)"
    rf"|(?<![\d.,])(?:\d{{1,2}} )?{_MONTH} {_YEAR}"
    rf"|(?<![\d.,])\d{{1,2}} {_MONTH}\b"
    rf"|(?<![\d.,$]){_YEAR}s?(?:[–/-](?:{_YEAR}|\d\d))?(?!\d|,\d|\.\d| ?%)"
)
"""Years and dates: they say when, and lead to no rows."""

_NEEDED = re.compile(r"\d+(?: a side)?(?: and \d+)? (?:is|are) needed")
"""What a rule asks for: fixed before it is run."""

_MARKUP = re.compile(r"([\\`*_\[\]<|~]|&(?=#?\w+;))")
# Where a heading, a list, a quotation or a line would begin: a backslash goes there.
_BLOCK = re.compile(r"^\s*(?:\d+(?=[.)](?:\s|$))|(?=(?:#+|[+-])(?:\s|$)|>|[=-]{2}))")
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'(),;=%+-]+")
_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_NUMBER = re.compile(
    r"(?:\b(?:over|under) (?=\d+ %))?[−+-]?(?<![\w.])"
    r"\d+(?:,\d{3})*(?:\.\d+)?(?: ?%)?"
)


@dataclass(frozen=True)
class Part:
    """A stretch of text.

    Attributes:
        claim, lens, rows: Set where it is a number: what it is of, and how many rows it leads to.
        excuse: Why its digits are no findings, where it has any (``check.NOT_FINDINGS``).
    """

    text: str
    claim: str = ""
    lens: str = ""
    rows: int = 0
    excuse: str = ""

    @property
    def anchor(self) -> str:
        """The place on the claim's page where its rows stand."""
        return f"rows-{self.lens}" if self.lens else "rows"


class Numbers:
    """Numbers of one assessment, each with the rows behind it."""

    def __init__(self, assessed: Assessed) -> None:
        """Count the rows of every lens, as declared and as held."""
        self._held: dict[tuple[str, str], int] = {}
        for claim, rows in assessed.rows.items():
            for row in rows:
                self._held[claim, row.lens] = self._held.get((claim, row.lens), 0) + 1
        self._declared: dict[tuple[str, str], int] = {}
        for claim in assessed.assessment.claims:
            for part in (*claim.lenses, *claim.forecasts):
                self._declared[claim.id, part.id] = part.rows

    def rows(self, claim: str, lens: str = "") -> int:
        """Number of rows behind a lens, or behind a whole claim; 0 unless both counts agree."""
        if lens:
            held, declared = self._held.get((claim, lens), 0), self._declared.get((claim, lens), 0)
            return held if held == declared else 0
        return sum(self.rows(one, name) for one, name in self._declared if one == claim)

    def require(self, text: str, claim: str, lens: str = "") -> int:
        """Return the number of rows behind a number that is about to be printed.

        Raises:
            UnsourcedNumberError: There are none, or the CSV lacks them.
        """
        found = self.rows(claim, lens)
        if not found:
            held, declared = self._held.get((claim, lens), 0), self._declared.get((claim, lens), 0)
            what = f"{text!r} leads to no rows"
            if lens and held != declared:
                what += f" (the lens has {declared}, rows/{claim}.csv holds {held})"
            raise UnsourcedNumberError(
                f"{what}.",
                where=f"claim {claim}" + (f", lens {lens}" if lens else ""),
                fix="let the lens keep the rows it read, or print no number",
            )
        return found

    def number(self, text: str, claim: str, lens: str = "") -> Part:
        """Make one number of a text.

        Raises:
            UnsourcedNumberError: It leads to no rows.
        """
        return Part(text, claim, lens, self.require(text, claim, lens))

    def prose(self, text: str, claim: str, lens: str = "") -> list[Part]:
        """Split a sentence of the engine into words and numbers; years and dates are words.

        "0" alone needs no rows: that there are none is what it says, and its link leads to the
        place that says so.

        Raises:
            UnsourcedNumberError: A number leads to no rows.
        """
        parts: list[Part] = []
        for stretch, is_needed in _split(text, _NEEDED):
            if is_needed:
                parts.append(Part(stretch, excuse="rule"))
                continue
            for piece, is_number in _numbers(stretch):
                if not is_number:
                    parts.append(Part(piece))
                elif piece == "0" and not self.rows(claim, lens):
                    parts.append(Part(piece, claim, lens))
                else:
                    parts.append(self.number(piece, claim, lens))
        return parts


def to_html(parts: Iterable[Part], page: str = "") -> Markup:
    """Write parts as HTML: a number is a link to its rows.

    Args:
        parts: Words and numbers.
        page: Folder of the claim pages with its slash, empty on a claim's own page.
    """
    out: list[Markup] = []
    for part in parts:
        if not part.claim:
            excused = bool(part.excuse) and bool(DIGITS.search(part.text))
            text = Markup('<span data-digits="{}">{}</span>') if excused else Markup("{1}")
            out.append(text.format(part.excuse, part.text))
            continue
        where = f"{page}{part.claim}.html" if page else ""
        out.append(
            Markup('<a class="num" href="{}#{}" data-rows="{}">{}</a>').format(
                where, part.anchor, part.rows, part.text
            )
        )
    return Markup("").join(out)


def to_markdown(parts: Iterable[Part], folder: str = "") -> str:
    """Write parts as Markdown: a number is a link to the file of its rows.

    Args:
        parts: Words and numbers.
        folder: Folder of the report with its slash, empty for the main one.
    """
    return "".join(
        f"[{plain_markdown(part.text)}]({folder}rows/{part.claim}.csv)"
        if part.claim
        else plain_markdown(part.text)
        for part in parts
    )


def plain_markdown(text: str) -> str:
    r"""Escape what Markdown, or a terminal that shows it, would read as more than words.

    Markup inside a line, HTML and its entities, what would begin another block at the start of a
    line, ends of lines, and characters that act on a terminal.

    Examples:
        >>> print(plain_markdown("a *b* [c](d) <e> R&D &lt;"))
        a \*b\* \[c\](d) \<e> R&D \&lt;
        >>> print(plain_markdown("# a\n- b"))
        \# a - b
    """
    text = visible(_ENDS.sub(" ", text))
    return _BLOCK.sub(r"\g<0>\\", _MARKUP.sub(r"\\\1", text))


def address_in_markdown(text: str) -> Markup:
    r"""Write a web address so that it is a link; what is none, as words.

    Examples:
        >>> address_in_markdown("https://example.org/a_b"), address_in_markdown("javascript:[1]")
        (Markup('https://example.org/a_b'), Markup('javascript:\\[1\\]'))
    """
    return Markup(text if _ADDRESS.fullmatch(text) else plain_markdown(text))  # noqa: S704


def _numbers(text: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for stretch, is_time in _split(text, TIME):
        pieces += [(stretch, False)] if is_time else _split(stretch, _NUMBER)
    return pieces


def _split(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            pieces.append((text[end : match.start()], False))
        pieces.append((match[0], True))
        end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces
