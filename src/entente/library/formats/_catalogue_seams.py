"""Where one record of a catalogue's page ends and the next begins, if nothing stands between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from entente.library.formats._catalogue_order import MOST_LABELS, Order, learn_order
from entente.library.formats._catalogue_record import LISTS, PageRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from entente.library.formats._catalogue_record import Label

BEGINS = "the page leaves open where it begins"
ENDS = "the page leaves open where it ends"
ONE = "the page leaves open whether it is one record"

_MANY = LISTS | {"url", ""}  # fields of which one record may well have several labels


def part_records(records: Sequence[PageRecord]) -> list[PageRecord]:
    """Part records that run together.

    A label that comes again after others begins a record, and so does one of a single value that
    comes again at once. The seam is where the labels step back in the page's own order. Below a
    title, or in an element that the page marks as a record, two labels have to come again.

    Args:
        records: What was met on a page, parted where something stands between.

    Returns:
        The records in order; what the page leaves open is among their doubts.

    Examples:
        >>> from entente.library.formats._catalogue_record import Label, PageRecord
        >>> names = ["Publication Date", "Topic", "Author", "Publication Date"]
        >>> records = part_records([PageRecord(labels=[Label(name, 1) for name in names])])
        >>> [[label.name for label in record.labels] for record in records]
        [['Publication Date', 'Topic'], ['Author', 'Publication Date']]
    """
    seen = Counter((label.key, bool(label.field)) for each in records for label in each.labels)
    keys = {key for key, is_known in seen if is_known}
    if not keys:
        keys = {key for (key, _), _ in seen.most_common(MOST_LABELS)}
    # A single element around labels may be around all records.
    marks = sum(record.is_marked for record in records) > 1
    runs = [_Run(record, keys, is_marked=marks and record.is_marked) for record in records]
    order = Order({}, {})
    customs = _Customs()
    if any(run.holds_several for run in runs):
        order = learn_order([run.keys_between(0, len(run.labels)) for run in runs])
        for run in runs:
            customs.learn(run, order)
    return [part for run in runs for part in run.part(order, customs)]


class _Run:
    """Labels with nothing between them that would part them: those of one record, or of several."""

    def __init__(
        self,
        record: PageRecord,
        keys: Set[str],
        *,
        is_marked: bool = False,
        holds_several: bool = False,
    ) -> None:
        self.record = record
        self.labels = record.labels
        self.placed = [at for at, label in enumerate(record.labels) if label.key in keys]
        self.is_headed = bool(record.title) or record.number is not None or is_marked
        self._keys = keys
        met = {self.labels[at].key for at in self.placed[:1]}
        again: set[str] = set()
        for one, other in pairwise(self.placed):
            if not self._goes_on(one, other):
                key = self.labels[other].key
                (again if key in met else met).add(key)
        self.holds_several = holds_several or len(again) > self.is_headed

    def keys_between(self, start: int, stop: int) -> list[str]:
        """Return what the labels of a stretch that have a place are known by."""
        keys = [label.key for label in self.labels[start:stop]]
        return [key for key in keys if key in self._keys]

    def seams(self, places: Mapping[str, int]) -> list[tuple[int, int]]:
        """Return pairs of labels between which the labels step back."""
        if not self.holds_several:
            return []
        seams = [
            (one, other)
            for one, other in pairwise(self.placed)
            if places[self.labels[other].key] <= places[self.labels[one].key]
            and not (self.is_headed and self._goes_on(one, other))
        ]
        # What has nothing but lists is no record; a label that comes again at once goes on there.
        bounds = [0, *(other for _, other in seams), len(self.labels)]
        whole = [bool({*self.keys_between(*each)} - _MANY) for each in pairwise(bounds)]
        return [
            seam
            for seam, (before, after) in zip(seams, pairwise(whole), strict=True)
            if not self._goes_on(*seam) or (before and after)
        ]

    def part(self, order: Order, customs: _Customs) -> list[PageRecord]:
        """Part the labels at the seams between records."""
        seams = self.seams(order.early)
        if not self.is_headed:
            parts = self._part_at(seams, order, customs)
            for part in parts:
                if any(
                    one.key == other.key and one.field in LISTS
                    for one, other in pairwise(part.labels)
                ):
                    part.doubts.append(ONE)
            return parts
        if seam := self._end_of_head(seams):
            head, rest = self._part_at([seam], order, customs)
            run = _Run(rest, self._keys, holds_several=True)
            return [head, *run.part(order, customs)]
        return [self.record]

    def _goes_on(self, one: int, other: int) -> bool:
        """Whether a label that comes again at once is of the same record."""
        label = self.labels[other]
        again = other == one + 1 and self.labels[one].key == label.key
        return again and (self.is_headed or label.field in _MANY)

    def _end_of_head(self, seams: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the first seam behind which two labels or more of a headed record come again."""
        bounds = [*(other for _, other in seams), len(self.labels)]
        head = dict.fromkeys(self.keys_between(0, bounds[0]))
        first = list(head)[:2]
        for seam, stretch in zip(seams, pairwise(bounds), strict=True):
            after = dict.fromkeys(self.keys_between(*stretch))
            shared = head.keys() & after.keys()
            if len(shared) > 1 and (shared - _MANY or list(after)[:2] == first):
                return seam
            head |= after
        return None

    def _part_at(
        self, seams: Sequence[tuple[int, int]], order: Order, customs: _Customs
    ) -> list[PageRecord]:
        """Part the labels at seams, and say of the records beside each whether it is sure."""
        late = set(self.seams(order.late))
        bounds = [0, *(other for _, other in seams), len(self.labels)]
        stretches = [self.keys_between(start, stop) for start, stop in pairwise(bounds)]
        labels, is_cut = self.labels, self.record.is_cut
        parts = [self.record]
        start = 0
        for seam, (before, after) in zip(seams, pairwise(stretches), strict=True):
            at, is_settled = customs.place(labels, *seam)
            parts[-1].take(labels[start:at])
            parts.append(PageRecord(line=labels[at].line))
            start = at
            begins_alike = before[0] == after[0] and len(before) > 1
            if not (
                is_settled
                and seam in late
                and before[-1] != after[0]
                and (begins_alike or {*before} & {*after} - _MANY)
            ):
                parts[-2].doubts.append(ENDS)
                parts[-1].doubts.append(BEGINS)
        parts[-1].take(labels[start:])
        self.record.is_cut, parts[-1].is_cut = False, is_cut
        return parts


@dataclass
class _Customs:
    """Where a page puts labels that the order does not know, which may stand beside a seam.

    Attributes:
        ends: Pairs of a label and one that stands behind it in the same record.
        begins: Pairs of a label and one that stands before it in the same record.
        last: Labels that stand last before something that parts records.
        first: Labels that stand first after it.
    """

    ends: set[tuple[str, str]] = field(default_factory=set)
    begins: set[tuple[str, str]] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)

    def learn(self, run: _Run, order: Order) -> None:
        """Take what a run shows, but for what stands beside its seams."""
        self.first.update(label.key for label in run.labels[:1])
        self.last.update(label.key for label in run.labels[-1:])
        seams = set(run.seams(order.early))
        for one, other in pairwise(run.placed):
            if (one, other) not in seams:
                for label in run.labels[one + 1 : other]:
                    self.ends.add((run.labels[one].key, label.key))
                    self.begins.add((run.labels[other].key, label.key))

    def place(self, labels: Sequence[Label], one: int, other: int) -> tuple[int, bool]:
        """Place a seam among the labels between two, and say whether the page leaves no choice."""
        before, after = labels[one].key, labels[other].key
        at = other
        is_settled = True
        for place in range(other - 1, one, -1):
            key = labels[place].key
            ends = (before, key) in self.ends or key in self.last
            begins = (after, key) in self.begins or key in self.first
            if ends:
                return at, is_settled and not begins
            is_settled = is_settled and begins
            at = place if begins else at
        return at, is_settled
