"""Lines without a bullet: paragraphs, titles and navigation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entente.library.formats._catalogue_lines import FIELDS, NUMBERED, Item, split_number
from entente.library.formats._catalogue_navigation import (
    is_counted,
    is_counted_in_thousands,
    is_firm_navigation,
    is_navigation,
    is_of_list,
    starts_search,
)
from entente.library.formats._catalogue_record import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE_LENGTH = 300
_LINES_OF_A_TITLE = 4
_SHORT_LINE = 40


@dataclass
class Paragraph:
    """Lines that no empty line separates.

    Attributes:
        lines: Its lines, at least one.
        separated: Whether something separates it from what is before.
        is_title: Whether it is taken as a title.
        number: Number before the title.
        title: Lines of the title, without the number.
    """

    lines: list[Item]
    separated: bool
    is_title: bool = False
    number: int | None = None
    title: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def reads_as_text(self) -> bool:
        """Whether it is a paragraph of text rather than a title."""
        text = self.text
        if len(text) > _TITLE_LENGTH:
            return True
        words = [word for word in text.split() if len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        return ends_sentence(text) and not text.endswith("?") and capitals < 0.7 * len(words)

    def as_title(self) -> Paragraph:
        """Return the paragraph as a title."""
        number, first = split_number(self.lines[0].text)
        rest = [line.text for line in self.lines[1:]]
        return Paragraph(
            self.lines, self.separated, True, number, [first, *rest] if first else rest
        )

    def split_text(
        self, *, only_last: bool, in_abstract: bool
    ) -> tuple[list[Paragraph], Paragraph]:
        """Split lines that continue a text from the title below them.

        Args:
            only_last: Whether no more than the last line can be the title.
            in_abstract: Whether the text is an abstract, whose last line ends a sentence.

        Returns:
            The text, if any, and the title.
        """
        start = len(self.lines) - 1 if only_last else 0
        if in_abstract:
            for at in range(len(self.lines) - 1):
                if ends_sentence(self.lines[at].text):
                    start = max(start, at + 1)
        if not start:
            return [], self
        title = Paragraph(self.lines[start:], separated=True)
        return [Paragraph(self.lines[:start], self.separated)], title


@dataclass
class Bare:
    """What was found in a run of lines without bullets."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    ends_in_navigation: bool = False
    is_of_list: bool = False
    searched: bool = False


def find_paragraphs(lines: Sequence[Item], *, goes_on: bool, after: str, searched: bool) -> Bare:
    r"""Put lines into paragraphs and leave navigation out.

    Args:
        lines: Lines without bullets that follow each other.
        goes_on: Whether a value is open, which the first line may continue.
        after: That value.
        searched: Whether the lines follow "You searched for".

    Returns:
        The paragraphs, and whether navigation is last.

    Examples:
        >>> from entente.library.formats._catalogue_lines import read_items
        >>> lines = read_items("1 - 10 of 1,243\nA Sea Apart")
        >>> found = find_paragraphs(lines, goes_on=False, after="", searched=False)
        >>> [paragraph.text for paragraph in found.paragraphs]
        ['A Sea Apart']
    """
    found = Bare(searched=searched)
    cut = not goes_on
    facet = False
    for at, line in enumerate(lines):
        runs_on = not line.gap and not cut and _runs_on(lines, at, after)
        is_search = starts_search(line.text)
        facet = not runs_on and _is_facet(lines, at, after_facet=facet)
        navigates = is_firm_navigation if runs_on else is_navigation
        if (
            is_search
            or facet
            or (found.searched and _is_constraint(line.text))
            or (not NUMBERED.fullmatch(line.text) and navigates(line.text))
        ):
            found.searched = is_search or (found.searched and _is_constraint(line.text))
            found.is_of_list |= is_search or facet or is_of_list(line.text)
            found.ends_in_navigation = cut = True
            continue
        if found.paragraphs and not line.gap and not found.ends_in_navigation:
            found.paragraphs[-1].lines.append(line)
        else:
            separated = bool(line.gap) or cut
            found.paragraphs.append(Paragraph([line], separated))
        found.ends_in_navigation = found.searched = cut = False
    return found


def _runs_on(lines: Sequence[Item], at: int, after: str) -> bool:
    """Whether a line may be the rest of a sentence that was wrapped."""
    before = lines[at - 1].text if at else after
    return len(before) > _SHORT_LINE and not ends_sentence(before)


def _is_constraint(text: str) -> bool:
    head, colon, _ = text.partition(":")
    return (bool(colon) and len(head.split()) < 5) or "›" in text or text.startswith("✖")


def _is_facet(lines: Sequence[Item], at: int, *, after_facet: bool) -> bool:
    text = lines[at].text
    if text.casefold().rstrip(":") in FIELDS:
        return True
    if not is_counted(text) or NUMBERED.fullmatch(text):
        return False
    followed = at + 1 < len(lines) and is_counted(lines[at + 1].text)
    return after_facet or followed or is_counted_in_thousands(text)


def split_numbered(
    paragraphs: list[Paragraph],
    *,
    number: int | None,
    is_first: bool,
    label_next: bool,
    list_next: bool,
    ends: bool,
    repeats: bool,
    in_abstract: bool,
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split paragraphs at the first numbered title.

    A line of an abstract may start with a number too. A title is known by its place: what follows
    it is a label, the end of the page or the next title, and its number continues from the one
    before or it is separate.

    Args:
        paragraphs: Paragraphs that follow each other.
        number: Number of the open record.
        is_first: Whether no record has been met.
        label_next: Whether a label follows.
        list_next: Whether a bullet follows, be it a label or not.
        ends: Whether the page ends, or a heading, a rule or a bullet follows.
        repeats: Whether the labels that follow are in the open record already.
        in_abstract: Whether an abstract is open.

    Returns:
        Paragraphs before the titles, and the titles with what is below each.
    """
    before: list[Paragraph] = []
    titles: list[Paragraph] = []
    last_point = 0  # its number in the list
    for at, paragraph in enumerate(paragraphs):
        is_last = at == len(paragraphs) - 1
        next_numbered = not is_last and NUMBERED.match(paragraphs[at + 1].text[:8]) is not None
        start = None
        for place, line in enumerate(paragraph.lines):
            match = NUMBERED.fullmatch(line.text)
            if match is None:
                continue
            given = int(match[1])
            in_order = number is not None and given == number + 1
            apart = place == 0
            starts = is_first and not titles and not before and place == 0
            if not starts:
                points = last_point == given - 1 and last_point > 0
                starts = (in_order and not points) or (apart and given < 1000 and not points)
                if in_abstract and not titles and not in_order and not repeats:
                    starts = False
                starts = starts or (apart and repeats and is_last and given < 1000)
            follows = _follows(
                paragraph,
                place,
                is_last=is_last,
                label_next=label_next,
                list_next=list_next,
                ends=ends,
                next_numbered=next_numbered,
                in_order=in_order or is_first,
            )
            if starts and follows:
                start = place
                number = given
                break
            last_point = given
        if start is None:
            (titles if titles else before).append(paragraph)
            continue
        if start:
            head = Paragraph(paragraph.lines[:start], paragraph.separated)
            (titles if titles else before).append(head)
        titles.append(Paragraph(paragraph.lines[start:], separated=True).as_title())
    return before, titles


def _follows(
    paragraph: Paragraph,
    place: int,
    *,
    is_last: bool,
    label_next: bool,
    list_next: bool,
    ends: bool,
    next_numbered: bool,
    in_order: bool,
) -> bool:
    """Whether what follows a numbered line is what may follow a title."""
    rest = len(paragraph.lines) - place
    if rest > _LINES_OF_A_TITLE and not in_order:
        return False
    if not is_last:
        return next_numbered or (rest == 1 and label_next)
    if label_next:
        return True
    if list_next:
        return in_order
    return ends and rest == 1
