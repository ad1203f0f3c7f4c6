"""How many texts the General Assembly adopted in a session, and on how many it voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._assembly import FOUNDED, SESSION_ENDS
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

LAST_CONTINUOUS = 30
"""Last session whose numbers went on from the one before."""
PARTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@table(
    title="texts of a regular session of the General Assembly",
    key=("year",),
    columns={
        "year": Column("int64", "year in which the session began"),
        "session": Column("int64", "number of the session, which is no unit"),
        "numbered": Column(
            "int64", "texts to the highest number known: at least so many", unit="texts"
        ),
        "recorded": Column("int64", "texts with a recorded vote", unit="texts"),
    },
    row=RowText(
        "session {session}, begun in {year}: {recorded} of at least {numbered} texts by recorded "
        "vote"
    ),
    uses=("un_general_assembly_resolutions",),
    audits={
        "not more votes than texts": lambda rows: rows.filter(_.recorded > _.numbered),
        "known after the year": too_early,
    },
)
def assembly_session(resolutions: ir.Table) -> ir.Table:
    """Count the texts of each regular session by their numbers.

    Texts are numbered in the order of their adoption (through all sessions to the thirtieth, in
    each anew after it), so that what lies between the lowest and the highest number of a session
    was adopted; parts (A, B, C) count one each where they came to a recorded vote. What was
    adopted after the last text that is held is not counted. Special sessions are left out.

    Source:
        Symbols of resolutions as the Dag Hammarskjöld Library lists them.
    """
    numbers: dict[int, set[int]] = {}
    recorded: dict[int, list[int]] = {}
    for text in resolutions.to_pyarrow().to_pylist():
        place = _place(text["resolution"] or "")
        if place is not None:
            session, number = place
            numbers.setdefault(session, set()).add(number)
            recorded.setdefault(session, []).extend([number] * text["recorded"])
    sessions = sorted(numbers)
    counts = {
        "year": [FOUNDED + session for session in sessions],
        "session": sessions,
        "numbered": [_numbered(s, numbers[s], recorded.get(s, [])) for s in sessions],
        "recorded": [len(recorded.get(session, [])) for session in sessions],
    }
    return ibis.memtable(pa.table(counts)).mutate(
        source=ibis.literal("un_general_assembly_resolutions"), known_on=year_known(SESSION_ENDS)
    )


def _numbered(session: int, numbers: set[int], recorded: list[int]) -> int:
    """Count texts by the numbers of a session; parts of one number with a vote count one each."""
    first = min(numbers) if session <= LAST_CONTINUOUS else 1
    return max(numbers) - first + 1 + len(recorded) - len(set(recorded))


def _place(symbol: str) -> tuple[int, int] | None:
    """Return the session and the number of a text of a regular session."""
    from entente.ideal_points.linking import resolution_key

    session, _slash, number = resolution_key(symbol).partition("/")
    number = number.rstrip(PARTS)
    return (int(session), int(number)) if session.isdigit() and number.isdigit() else None
