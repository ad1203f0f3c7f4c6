"""Speech mentions: how often a state names another in the General Debate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="mentions per 1,000 words",
    grain=("state", "partner", "year"),
    uses=("mention",),
    bounds=(0, None),
    symmetric=False,
    better="the state speaks more of the partner",
    caution="How much is spoken of a state, not what.",
)
def speech_mentions(mention: ir.Table) -> ir.Table:
    """Mentions of a partner in the state's speech in the General Debate, per thousand words.

    value(i, j, t) = 1000 * mentions of j / words of i's speech in year t. It tells what a
    government chooses to speak of before all others, and neither praise nor blame.

    Args:
        mention: One row per state, partner and year; ``mentions`` and ``words`` of the speech.

    Returns:
        One row per state, partner, year with ``value`` >= 0 and ``n``, the mentions; no row where a
        state did not speak, or for partners that were not looked for (24 were).

    Source:
        Baturo, Dasandi, Mikhaylov (2017), Understanding State Preferences With Text As Data,
        Research and Politics 4(2), pp. 1-9.

    Examples:
        >>> speeches = table('''
        ...     state partner year mentions words
        ...     CHN   USA     2023        3  1500
        ...     CHN   JPN     2023        0  1500
        ... ''')
        >>> show(speech_mentions.compute(speeches))
        state  partner  year  value  n
        CHN    JPN      2023      0  0
        CHN    USA      2023      2  3
    """
    return mention.select(
        "state",
        "partner",
        "year",
        value=_.mentions * 1000.0 / _.words.nullif(0),
        n=_.mentions,
        rows=ibis.array([_.row]),
    )
