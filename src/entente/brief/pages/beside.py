"""Two reports side by side, for the pages: rows of a comparison with their claims and numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from entente.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.assessment import Assessed, ClaimAssessment, LensAssessment, VintageName
    from entente.brief.words.writer import Writer
    from entente.comparison import Comparison, Group, Row, Side

T = TypeVar("T")


def file_name(report: str) -> str:
    """Return the name of the page that compares a report with the main one.

    Examples:
        >>> file_name("example-2025")
        'compare-example-2025.html'
    """
    return f"compare-{report}.html"


@dataclass(frozen=True)
class Pair:
    """Two claims with the rows on which they meet.

    Attributes:
        first, second: The claims.
        rows: What the two say, lens by lens.
    """

    first: ClaimAssessment
    second: ClaimAssessment
    rows: list[Row]


class Beside(Generic[T]):
    """Two reports side by side, bound to a format: its words and its links."""

    def __init__(
        self,
        first: Assessed,
        second: Assessed,
        writers: tuple[Writer[T], Writer[T]],
        link: Callable[[str, str], str],
    ) -> None:
        """Compare the two.

        Args:
            first: The main report.
            second: The other one.
            writers: A writer for each, whose numbers lead to the rows of its own report.
            link: Gives the address of a claim from the name of its report and its id.
        """
        self.comparison: Comparison = compare(first.assessment, second.assessment)
        self.page = file_name(second.assessment.report)
        self.link = link
        self._assessments = {
            assessed.assessment.report: assessed.assessment for assessed in (first, second)
        }
        self._writers = dict(zip(self._assessments, writers, strict=True))

    @property
    def labels(self) -> tuple[str, str]:
        """Short names of the two reports."""
        return self.comparison.first.label, self.comparison.second.label

    def claim(self, side: Side) -> ClaimAssessment:
        """Return the claim that a side belongs to."""
        return self._assessments[side.report].claim(side.claim)

    def lens(self, side: Side) -> LensAssessment:
        """Return the lens that a side belongs to."""
        return next(lens for lens in self.claim(side).lenses if lens.id == side.lens)

    def found(self, side: Side, vintage: VintageName) -> T:
        """Write what the lens of a side found."""
        lens = self.lens(side)
        return self._writers[side.report].effect(side.claim, lens, lens.results[vintage])

    def said(self, report: str, text: str) -> T:
        """Write words of a report."""
        return self._writers[report].said(text)

    def pairs(self, group: Group) -> list[Pair]:
        """Gather the rows of a group by the two claims that meet in them."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.comparison.rows:
            if row.group == group:
                found.setdefault((row.first[0].claim, row.second[0].claim), []).append(row)
        return [
            Pair(self.claim(rows[0].first[0]), self.claim(rows[0].second[0]), rows)
            for rows in found.values()
        ]

    def apart(self) -> list[Row]:
        """Return the rows on which the two cannot be compared."""
        return self.comparison.group("different")

    def count(self, group: Group) -> int:
        """Count the rows of a group."""
        return len(self.comparison.group(group))

    def tally(self, group: Group) -> list[tuple[str, int]]:
        """Count what the data say now of the rows of a group, the most frequent first."""
        found = Counter(row.data_text["now"] for row in self.comparison.group(group))
        return found.most_common()

    def left_out(self) -> list[tuple[str, list[ClaimAssessment]]]:
        """List the claims without a measure, by the reason, in the order of the reports."""
        found: dict[str, list[ClaimAssessment]] = {}
        for left in self.comparison.left_out:
            claim = self._assessments[left.report].claim(left.claim)
            found.setdefault(f"{self._label(left.report)}, {left.why}", []).append(claim)
        return list(found.items())

    def _label(self, report: str) -> str:
        return self.labels[list(self._assessments).index(report)]

    def claims(self, sides: list[Side]) -> list[ClaimAssessment]:
        """List the claims of some sides, each once."""
        names = dict.fromkeys((side.report, side.claim) for side in sides)
        return [self._assessments[report].claim(claim) for report, claim in names]


def lens_words(row: Row) -> str:
    """Return the lenses of a row in a few words.

    The titles of both where they differ.
    """
    return " / ".join(dict.fromkeys(side.lens_title for side in (*row.first, *row.second)))
