"""What the first page of a PDF says: its lines, its largest letters, its abstract."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from entente.library.record import find_control_character
from entente.library.words import words_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HEADING = re.compile(
    r"(?:\d{1,2}\.? )?(abstract|(?:executive )?summary)(?: ?[:.—–-]{1,2} ?(.*))?", re.IGNORECASE
)
_NEXT = re.compile(
    r"(?:\d{1,2}\.?|[ivx]{1,4}\.)? ?(?:introduction|background|(?:table of )?contents|"
    r"acknowledg\w*|about the authors?|key ?words?|"
    r"jel(?: classification)?|references|notes)\b.{0,60}",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(r"key ?words?(?: and phrases)? ?[:—–-] ?(.{3,500})", re.IGNORECASE)
_LONGEST_ABSTRACT = 10_000
_SHORTEST_ABSTRACT = 40
_LONGEST_TITLE = 300
_FEWEST_LETTERS = 5
_LONGEST_LINE = 2_000
MOST_TEXT = 20_000
# What word processors and printers put where a title belongs.
_NO_TITLES = words_of("untitled document title presentation slide")
_FILE_NAME = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) ?[-–] ?.*|slide ?\d*|untitled.{0,20}|"
    r"\S+\.(?:docx?|pdf|indd|qxd|pptx?|rtf|odt|tex|dvi|ps|pages|xlsx?)|"
    r".{1,80}\.(?:docx?|pdf|indd|qxd|pptx?))",
    re.IGNORECASE,
)


@dataclass
class Page:
    """Text of one page, in the order of the file, with the size of its letters."""

    pieces: list[tuple[float, str]] = field(default_factory=list)
    length: int = 0

    def take(self, text: str, matrix: object, size: object) -> None:
        """Add a piece of text; what is over the limit is let go."""
        if self.length >= MOST_TEXT or not text:
            return
        text = clean(text[: MOST_TEXT - self.length])
        self.length += len(text)
        self.pieces.append((_height(matrix, size), text))

    @property
    def lines(self) -> list[str]:
        """Lines of the page, blank ones as empty text."""
        text = "".join(piece for _, piece in self.pieces)
        return [" ".join(line.split())[:_LONGEST_LINE] for line in text.split("\n")]

    def largest_letters(self) -> str:
        """Return the text set in the largest letters, if it is of a title's length."""
        sizes: dict[float, list[str]] = {}
        for size, text in self.pieces:
            sizes.setdefault(size, []).append(text)
        for size in sorted(sizes, reverse=True):
            text = " ".join(" ".join(sizes[size]).split())
            if sum(letter.isalpha() for letter in text) >= _FEWEST_LETTERS:
                return text if len(text) <= _LONGEST_TITLE and len(sizes) > 1 else ""
        return ""


def _height(matrix: object, size: object) -> float:
    """Return the height of letters to the half point, with the scale of the text's matrix."""
    try:
        scale = math.hypot(float(matrix[2]), float(matrix[3]))  # type: ignore[index]
        height = abs(scale * float(size))  # type: ignore[arg-type]
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0
    return round(height * 2) / 2 if math.isfinite(height) and height < 10_000 else 0.0


def clean(text: str) -> str:
    """Put U+FFFD where a font has no letter but a control character.

    Examples:
        >>> clean("A" + chr(1) + "B")
        'A\ufffdB'
    """
    return _CONTROL.sub("\ufffd", text) if find_control_character(text) is not None else text


def title_of(page: Page) -> tuple[str, str]:
    """Guess a title from the first page.

    It is the text in the largest letters, if there are letters of two sizes and it has at most 300
    characters; else the first line with at least five letters.

    Returns:
        The title and where it is from; both empty where the page has no such text.
    """
    if title := page.largest_letters():
        return title, "the largest letters of the first page"
    for line in page.lines:
        if sum(letter.isalpha() for letter in line) >= _FEWEST_LETTERS:
            return line[:_LONGEST_TITLE], "the first line of the first page"
    return "", ""


def is_title(text: str) -> bool:
    """Whether a text is a title and not the name of a file or of an empty document.

    Examples:
        >>> is_title("A Sea Apart"), is_title("Microsoft Word - sea_v3.docx"), is_title("Slide 1")
        (True, False, False)
    """
    text = " ".join(text.split())
    if not any(letter.isalpha() for letter in text):
        return False
    return text.casefold() not in _NO_TITLES and not _FILE_NAME.fullmatch(text[:500])


def abstract_of(lines: list[str]) -> str:
    """Return the text under a heading ``Abstract``, ``Summary`` or ``Executive Summary``.

    It ends at the next usual heading (``Introduction``, ``Keywords``, ...) or with the page, and
    has at least 40 characters. Lines are joined; a hyphen at the end of a line is kept, since it
    cannot be distinguished from one that belongs there.

    Examples:
        >>> abstract_of(
        ...     [
        ...         "A Sea Apart",
        ...         "Abstract",
        ...         "Ties between the ports grew, and long-",
        ...         "term contracts held.",
        ...         "Introduction",
        ...         "Ports are old.",
        ...     ]
        ... )
        'Ties between the ports grew, and long-term contracts held.'
    """
    for at, line in enumerate(lines):
        match = _HEADING.fullmatch(_closed_up(line))
        if match is None:
            continue
        text = _join([*([match[2]] if match[2] else []), *_until_next(lines[at + 1 :])])
        if len(text) >= _SHORTEST_ABSTRACT:
            return text[:_LONGEST_ABSTRACT]
    return ""


def keywords_of(lines: list[str]) -> list[str]:
    """Return the keywords of a line that starts so.

    Examples:
        >>> keywords_of(["Keywords: ports, patrols"])
        ['ports', 'patrols']
    """
    for line in lines:
        if match := _KEYWORDS.fullmatch(line):
            return split_keywords(match[1].rstrip("."))
    return []


def split_keywords(text: str) -> list[str]:
    """Split keywords at semicolons, else at commas."""
    words = (word.strip() for word in text.split(";" if ";" in text else ","))
    return [word for word in words if word]


def _closed_up(line: str) -> str:
    """Close up a heading set with spaces between its letters, ``A B S T R A C T``."""
    parts = line.split()
    if len(parts) > 3 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return line


def _until_next(lines: list[str]) -> list[str]:
    end = next((at for at, line in enumerate(lines) if _NEXT.fullmatch(line)), len(lines))
    return lines[:end]


def _join(lines: list[str]) -> str:
    paragraphs = [""]
    for line in lines:
        text = line.replace("\u00ad", "")
        if not text:
            paragraphs.append("")
        elif paragraphs[-1].endswith("-"):
            paragraphs[-1] += text
        else:
            paragraphs[-1] += f" {text}" if paragraphs[-1] else text
    return "\n\n".join(part for part in paragraphs if part)
