"""The order that a page's labels follow, learned from which label follows which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The order of a result page. It decides only where the page's own leaves a choice.
_USUAL = (
    "title",
    "authors",
    "published",
    "content_type",
    "journal",
    "institution",
    "abstract",
    "topics",
    "places",
    "url",
    "doi",
)
MOST_LABELS = 12  # an order is looked for among two to this power sets of labels


@dataclass(frozen=True)
class Order:
    """Places of a page's labels in its records.

    Attributes:
        early: Place of each label.
        late: Places that need no more records but begin them elsewhere; the same where the page,
            or the order that is usual, leaves no choice.
    """

    early: Mapping[str, int]
    late: Mapping[str, int]


def goes_on(one: str, other: str) -> bool:
    """Whether a label stands behind another one in the usual order.

    Examples:
        >>> goes_on("topics", "places"), goes_on("topics", "authors"), goes_on("topics", "shelf")
        (True, False, False)
    """
    return one in _USUAL and other in _USUAL[_USUAL.index(one) + 1 :]


def learn_order(sequences: Iterable[Sequence[str]]) -> Order:
    """Find the order of labels with which a page needs the fewest records.

    A label that stands after one of a later place begins a record, so the fewest records are the
    fewest such steps back.

    Args:
        sequences: Labels in the order of the page, in stretches that hold whole records.

    Returns:
        The order, and another one where that needs no more records.

    Examples:
        >>> order = learn_order([["topics", "published", "topics", "published"]])
        >>> order.early, order.late == order.early
        ({'published': 1, 'topics': 0}, True)
        >>> learn_order([["places", "topics", "authors", "places", "topics"]]).late
        {'authors': 2, 'topics': 1, 'places': 0}
    """
    steps: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for sequence in sequences:
        seen.update(sequence)
        steps.update(pairwise(sequence))
    usual = {key: place for place, key in enumerate(_USUAL)}
    common = [key for key, _ in seen.most_common(MOST_LABELS)]
    keys = sorted(common, key=lambda key: usual.get(key, len(usual)))
    early, turned = _best(keys, steps, against=False)
    if not turned:
        return Order(early, early)
    return Order(early, _best(keys, steps, against=True)[0])


def _best(
    keys: Sequence[str], steps: Mapping[tuple[str, str], int], *, against: bool
) -> tuple[dict[str, int], int]:
    """Return the places with the fewest steps back, and how many pairs stand unusually.

    Of equally good ones it is the most usual one, or the least usual one.
    """
    count = len(keys)
    sign = -1 if against else 1
    weights = [[steps.get((one, other), 0) for other in keys] for one in keys]
    best: list[tuple[int, int]] = [(0, 0)] * (1 << count)
    last = [0] * (1 << count)
    for chosen in range(1, 1 << count):
        # The last of the chosen ones: steps from it to the others lead back.
        found: tuple[int, int] | None = None
        for key in range(count):
            if not chosen >> key & 1:
                continue
            rest = chosen ^ (1 << key)
            back = sum(weights[key][other] for other in range(count) if rest >> other & 1)
            turned = (rest >> key).bit_count()  # usually after it
            cost, unusual = best[rest]
            option = (cost + back, unusual + sign * turned)
            if found is None or option < found:
                found, last[chosen] = option, key
        best[chosen] = found or (0, 0)
    chosen = (1 << count) - 1
    turned = sign * best[chosen][1]
    places: dict[str, int] = {}
    while chosen:
        key = last[chosen]
        chosen ^= 1 << key
        places[keys[key]] = chosen.bit_count()
    return places, turned
