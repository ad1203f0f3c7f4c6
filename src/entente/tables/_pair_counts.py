"""Counts of how states voted together, for all pairs at once.

Votes stand in one matrix of states and texts. How two states voted is then a product of rows, and
of all states a product of matrices, which takes a second for eighty years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entente.arrow_values import days, encoded, held, integers, places, worded
from entente.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    import pyarrow as pa

ANSWERS = ("yes", "abstain", "no")
COUNTS = tuple(f"{first}_{second}" for first in ANSWERS for second in ANSWERS)
COUNCIL = "security_council"
FIRST_YEAR = 1900
# The number of a row is made of its key: two states, a year and a set.
_STATES, _YEARS, _SETS = 1 << 9, 1 << 8, 1 << 6


@dataclass(frozen=True)
class Ballots:
    """Votes as a matrix.

    Attributes:
        states: Codes in alphabetical order, one a row.
        votes: States x texts: 0 yes, 1 abstain, 2 no, -1 no vote.
        years: Year of each text, ascending.
        sets: Names of sets; ``member`` has their texts, sets x texts.
        sources: Source of the votes of each set; empty where it has no text.
        recurring: Number of each text, shared by those that come again in another year.
    """

    states: list[str]
    votes: np.ndarray
    years: np.ndarray
    sets: tuple[str, ...]
    member: np.ndarray
    sources: dict[str, str]
    recurring: np.ndarray


def as_matrix(
    rows: pa.Table, of_assembly: Sequence[str], of_council: Sequence[str] = ()
) -> Ballots:
    """Return the votes of a table as a matrix.

    Args:
        rows: One row a text and state: ``body``, ``resolution``, ``text``, ``date``, ``state``,
            ``vote``, ``sets`` and ``source``.
        of_assembly: Names of the sets of texts of the Assembly.
        of_council: Names of those of the Council, all of whose texts are a set besides.
    """
    import numpy as np

    states, state = _codes(rows["state"])
    answers, vote = _codes(rows["vote"])
    bodies, body = _codes(rows["body"])
    symbols, symbol = _codes(rows["resolution"])
    listed, which = _codes(rows["sets"])
    sources, source = _codes(rows["source"])
    dates = held(rows["date"], "int32").astype("int64")
    # A symbol may come twice, on two days.
    text = (dates * max(len(symbols), 1) + symbol) * max(len(bodies), 1) + body
    # Rows of one text stand together, so the heads of such runs are few.
    heads = np.flatnonzero(np.diff(text, prepend=text[:1] - 1))
    _, at, of_run = np.unique(text[heads], return_index=True, return_inverse=True)
    first, column = heads[at], np.repeat(of_run, np.diff(heads, append=len(text)))
    votes = np.full((len(states), len(first)), -1, dtype=np.int8)
    place = np.array([ANSWERS.index(a) if a in ANSWERS else -1 for a in answers], dtype=np.int8)
    votes[state, column] = place[vote]
    items = [set((words or "").split(";")) for words in listed]
    # A case may have named sets of its own, which no table lists.
    own = sorted(set().union(*items) - {*of_assembly, *of_council, ""})
    names = (*of_assembly, *of_council, *own, COUNCIL)
    if len(names) > _SETS:
        msg = f"{len(names)} sets of texts are too many: {_SETS} can be counted."
        raise ShapeError(msg, fix="fewer sets in the case")
    member = np.zeros((len(names), len(first)), dtype=bool)
    in_council = np.array([name == "UNSC" for name in bodies], dtype=bool)[body[first]]
    for number, name in enumerate(names[:-1]):
        holds = np.array([name in words for words in items], dtype=bool)
        member[number] = holds[which[first]]
    member[-1] = in_council
    of_text = source[first]
    by_set = {
        name: sources[of_text[np.argmax(member[number])]] if member[number].any() else ""
        for number, name in enumerate(names)
    }
    return Ballots(
        states=[str(name) for name in states],
        votes=votes,
        years=dates[first].astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970,
        sets=names,
        member=member,
        sources=by_set,
        recurring=_recurring(rows["text"].take(integers(first))),
    )


def count_pairs(
    ballots: Ballots, states: Sequence[str] | None, wanted: Mapping[str, Sequence[str]]
) -> pa.Table:
    """Return the nine counts of each pair of states, year and set that have a common text.

    Args:
        ballots: The votes.
        states: States of whose pairs the counts are wanted; ``None``: all.
        wanted: Values of ``set`` that are wanted, where not all are.

    Returns:
        ``state_a``, ``state_b``, ``year``, ``set``, the counts, ``source``, ``known_on`` (31
        January after the year) and ``row``.

    Examples:
        >>> import numpy as np
        >>> votes = np.array([[0, 0, 2], [0, 2, -1]], dtype=np.int8)
        >>> held = Ballots(
        ...     ["CHN", "RUS"],
        ...     votes,
        ...     np.array([2020, 2020, 2020]),
        ...     ("all",),
        ...     np.ones((1, 3), dtype=bool),
        ...     {"all": "made"},
        ...     np.arange(3),
        ... )
        >>> found = count_pairs(held, None, {})
        >>> found.select(["year", "yes_yes", "yes_no", "no_no"]).to_pylist()
        [{'year': 2020, 'yes_yes': 1, 'yes_no': 1, 'no_no': 0}]
    """
    import numpy as np

    wanted_states = set(ballots.states if states is None else states)
    chosen = np.flatnonzero([name in wanted_states for name in ballots.states])
    size = len(chosen)
    names = [name for name in ballots.sets if name in wanted.get("set", ballots.sets)]
    one, other = np.triu_indices(size, 1)
    found: list[tuple[Any, ...]] = []
    for year in np.unique(ballots.years):
        begin, end = np.searchsorted(ballots.years, [year, year + 1])
        votes = ballots.votes[chosen, begin:end]
        answered = np.stack([votes == answer for answer in range(len(ANSWERS))])
        for name in names:
            number = ballots.sets.index(name)
            member = ballots.member[number, begin:end]
            if not size or not member.any():
                continue
            # Whole numbers under 2^24 are exact in single precision.
            cast = answered[:, :, member].astype(np.float32).reshape(len(ANSWERS) * size, -1)
            both = (cast @ cast.T).reshape(len(ANSWERS), size, len(ANSWERS), size)
            cells = both[:, one, :, other].reshape(-1, len(COUNTS)).astype(np.int64)
            there = cells.any(axis=1)
            found.append((one[there], other[there], int(year), number, cells[there]))
    return _as_rows(ballots, chosen, found)


def resample_pairs(
    ballots: Ballots,
    states: Sequence[str] | None,
    wanted: Mapping[str, Sequence[str]],
    draws: int,
    seed: int,
) -> pa.Table:
    """Return the counts of :func:`count_pairs` for draws of each year's texts, with replacement.

    A draw is of all pairs at once: the same texts came to a vote for all of them.

    Returns:
        The columns of :func:`count_pairs`, ``row`` that of the counts drawn from, and ``draw``.
    """
    import numpy as np
    import pyarrow as pa

    counted = count_pairs(ballots, states, wanted)
    place = {name: number for number, name in enumerate(ballots.states)}
    one, other = (
        np.array([place[code] for code in counted[side].to_pylist()], dtype=np.int64)
        for side in ("state_a", "state_b")
    )
    years = held(counted["year"], "int64")
    number = np.array([ballots.sets.index(name) for name in counted["set"].to_pylist()])
    found: list[pa.Table] = []
    for year, which in sorted(set(zip(years.tolist(), number.tolist(), strict=True))):
        at = np.flatnonzero((years == year) & (number == which))
        begin, end = np.searchsorted(ballots.years, [year, year + 1])
        votes = ballots.votes[:, begin:end][:, ballots.member[which, begin:end]]
        texts = votes.shape[1]
        random = np.random.default_rng([seed, year, which])
        weights = random.multinomial(texts, np.full(texts, 1 / texts), size=draws)
        cells = _cells_by_draw(votes[one[at]], votes[other[at]], weights)
        rows = counted.take(integers(np.tile(at, draws)))
        for place_of, column in enumerate(COUNTS):
            drawn = integers(cells[:, :, place_of].ravel())
            rows = rows.set_column(rows.column_names.index(column), column, drawn)
        found.append(rows.append_column("draw", integers(np.repeat(np.arange(draws), len(at)))))
    return pa.concat_tables(found) if found else counted.append_column("draw", counted["row"])


def texts_counted(
    ballots: Ballots, states: Sequence[str] | None, wanted: Mapping[str, Sequence[str]]
) -> pa.Table:
    """Return each text that the rows of :func:`count_pairs` count.

    Returns:
        ``of`` (the row that counts it), ``text`` (its number, shared by texts that recur) and
        ``column`` (the place in ``COUNTS`` of the count that it is in).
    """
    import numpy as np
    import pyarrow as pa

    counted = count_pairs(ballots, states, wanted)
    place = {name: number for number, name in enumerate(ballots.states)}
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for one, other, year, name, row in zip(
        *(counted[key].to_pylist() for key in ("state_a", "state_b", "year", "set", "row")),
        strict=True,
    ):
        begin, end = np.searchsorted(ballots.years, [year, year + 1])
        member = ballots.member[ballots.sets.index(name), begin:end]
        first, second = (ballots.votes[place[state], begin:end][member] for state in (one, other))
        both = (first >= 0) & (second >= 0)
        column = first[both].astype(np.int64) * len(ANSWERS) + second[both]
        text = ballots.recurring[begin:end][member][both]
        found.append((np.full(len(column), row), text, column))
    of, text, column = (
        np.concatenate([each[part] for each in found] or [np.empty(0, np.int64)])
        for part in range(3)
    )
    return pa.table({"of": integers(of), "text": integers(text), "column": integers(column)})


def _recurring(column: pa.ChunkedArray) -> np.ndarray:
    """Return the number of each text; one without is a text of its own."""
    import numpy as np

    return np.array(
        [-1 - at if number is None else number for at, number in enumerate(column.to_pylist())],
        dtype=np.int64,
    )


def _cells_by_draw(one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Count the nine pairs of answers, weighed: draws x pairs x nine."""
    import numpy as np

    cell = one.astype(np.int64) * len(ANSWERS) + other
    cell[(one < 0) | (other < 0)] = -1
    counts = [weights @ (cell == number).T for number in range(len(COUNTS))]
    return np.stack(counts, axis=-1)


def states_of(ballots: Ballots, rows: Iterable[int]) -> list[str]:
    """Return the states of rows that have these numbers."""
    places: set[int] = set()
    for row in rows:
        pair = row // (_YEARS * _SETS)
        places |= {pair // _STATES, pair % _STATES}
    return [ballots.states[place] for place in sorted(places)]


def _as_rows(ballots: Ballots, chosen: np.ndarray, found: list[tuple[Any, ...]]) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    def joined(part: int, kind: str) -> np.ndarray:
        return np.concatenate([each[part] for each in found] or [np.empty(0, kind)])

    def repeated(values: list[int]) -> np.ndarray:
        return np.repeat(np.array(values, dtype=np.int64), [len(each[0]) for each in found])

    cells = np.concatenate([each[4] for each in found] or [np.empty((0, len(COUNTS)), np.int64)])
    first, second = (chosen[joined(part, "int64")] for part in (0, 1))
    year, number = (repeated([each[part] for each in found]) for part in (2, 3))
    # By key, as the rows of every table are; the number of a row grows with it, but for the set.
    row = ((first * _STATES + second) * _YEARS + year - FIRST_YEAR) * _SETS + number
    order = np.argsort(row, kind="stable")
    first, second, year, number, row = (x[order] for x in (first, second, year, number, row))
    cells = cells[order]
    day = (year - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]") + 30
    names = sorted(set(ballots.sources.values()))
    source = np.array([names.index(ballots.sources[name]) for name in ballots.sets], dtype=np.int8)

    return pa.table(
        {
            "state_a": worded(first, ballots.states),
            "state_b": worded(second, ballots.states),
            "year": integers(year),
            "set": worded(number, ballots.sets),
            **{name: integers(cells[:, i]) for i, name in enumerate(COUNTS)},
            "source": worded(source[number], names),
            "known_on": days(day),
            "row": integers(row),
        }
    )


def _codes(column: pa.ChunkedArray) -> tuple[list[Any], np.ndarray]:
    """Return the different words of a column in alphabetical order, and the place of each cell."""
    import numpy as np

    coded = encoded(column)
    words = [word or "" for word in coded.dictionary.to_pylist()]
    cells = places(coded, missing=len(words))
    different = sorted({*words, ""} if (cells == len(words)).any() else {*words})
    place = {word: number for number, word in enumerate(different)}
    return different, np.array([place.get(word, 0) for word in [*words, ""]])[cells]
