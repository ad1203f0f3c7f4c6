"""Where a pair stands: its level and its change beside those of all pairs, and over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from entente.data import edition
from entente.data.grids import grid_of
from entente.errors import NothingHeldError, ScopeError
from entente.frames import aligned
from entente.measures import measures
from entente.policy import ENDS_OF_A_CHANGE, FEWEST_RANKED, LEAST_HELD, NEAREST

if TYPE_CHECKING:
    import numpy as np

    from entente.data.grids import Grid
    from entente.data.question import Question
    from entente.data.study import Study


@dataclass(frozen=True)
class Standing:
    """Where one number stands among others.

    Attributes:
        what: ``level`` (the mean over the window), ``change`` (the mean of its last periods less
            that of its first), or the year whose value is compared.
        among: Those it is compared with, in words.
        value: The number, in the measure's unit.
        compared: How many others there are.
        higher, equal, lower: How many of them have more, the same and less.
    """

    what: str
    among: str
    value: float
    compared: int
    higher: int
    equal: int
    lower: int

    @property
    def rank(self) -> int:
        """Its place from the highest, 1 where none has more."""
        return self.higher + 1

    @property
    def p_high(self) -> float:
        """Share of numbers at least as high, its own counted in; small where few are as high."""
        return (1 + self.higher + self.equal) / (1 + self.compared)

    @property
    def p_low(self) -> float:
        """Share of numbers at least as low, its own counted in; small where few are as low."""
        return (1 + self.lower + self.equal) / (1 + self.compared)

    def as_row(self) -> dict[str, Any]:
        """Return it as a row of a table."""
        return {
            "what": self.what,
            "among": self.among,
            "value": self.value,
            "rank": self.rank,
            "compared": self.compared,
            "higher": self.higher,
            "equal": self.equal,
            "lower": self.lower,
            "p_high": self.p_high,
            "p_low": self.p_low,
        }


@dataclass(frozen=True)
class Ranks:
    """Where a pair, or a state, stands in one measure.

    Attributes:
        measure: Name of the measure.
        title: What it measures.
        unit: Unit of the values.
        of: The pair or the state.
        standings: Level and change among each group, then the value of each period among all.
        notes: What was left out and what must be known, one line each.
    """

    measure: str
    title: str
    unit: str
    of: str
    standings: tuple[Standing, ...]
    notes: tuple[str, ...] = field(default=())

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the standings as dictionaries."""
        return [standing.as_row() for standing in self.standings]

    def __repr__(self) -> str:
        """Write the standings as aligned text, the notes below."""
        rows = [
            {
                **standing.as_row(),
                "value": f"{standing.value:.4g}",
                "p_high": f"{standing.p_high:.3f}",
                "p_low": f"{standing.p_low:.3f}",
            }
            for standing in self.standings
        ]
        names = ["what", "among", "value", "rank", "compared", "p_high", "p_low"]
        head = f"{self.of}: {self.title.lower()}, {self.unit}"
        return "\n".join([head, aligned(names, rows, set(names[2:])), *self.notes])


def ranks(study: Study, question: Question) -> Ranks:
    """Compare a pair, or a state, with all others in one measure.

    A pair is compared over the periods of the window; those that hold fewer than two thirds of the
    periods that the pair itself holds are left out and counted. The change is the mean of the last
    three periods less that of the first three (fewer in a short window, at least two apart).

    Args:
        study: The rows.
        question: Of two states of a measure of pairs, or of one of a measure of states, narrowed
            to one value of each dimension.

    Returns:
        For level and change: among all, among the pairs of each of the two, and for the change
        among the hundred whose level at the start is nearest. For each period: among all.

    Raises:
        ScopeError: The measure has no states, or the question names too few or too many.
        NothingHeldError: The pair has no value in the window, or fewer than twenty others have.

    Source:
        Rank and share at least as extreme: Davison and Hinkley (1997), Bootstrap Methods and their
        Application, section 4.2.5, p. 141, (1 + number as extreme) / (1 + number).
    """
    measure = measures[question.measure]
    sides = measure.pair or ("state",)
    if not measure.has_states or len(question.states) != len(sides) or question.partner:
        wanted = "two states" if measure.pair else "one state" if measure.has_states else "no state"
        msg = f"{measure.name} is ranked for {wanted} at a time."
        fix = "--pair CHN,RUS" if measure.pair else "a measure of pairs or of states"
        raise ScopeError(msg, fix=fix)
    several = [key for key, values in study.narrowing(question).items() if len(values) > 1]
    if several:
        msg = f"{measure.name} is ranked for one {several[0]} at a time."
        raise ScopeError(msg, fix=f"--where {several[0]}={question.where[several[0]][0]}")
    own = tuple(question.states if measure.is_directed else sorted(question.states))
    grid = grid_of(question, study)
    if own not in grid.at:
        raise NothingHeldError(
            f"{measure.name} of {'-'.join(own)} has no value {question.window or ''}.",
            fix=f"entente measure {measure.name} --states {','.join(own)}",
        )
    standings, notes = _standings(grid, own)
    asked = study.narrowing(question)
    said = ", ".join(f"{key} {values[0]}" for key, values in asked.items())
    return Ranks(
        measure=measure.name,
        title=measure.title,
        unit=measure.unit_of(asked),
        of="-".join(own) + (f" ({said})" if said else ""),
        standings=tuple(standings),
        notes=(
            *notes,
            *([f"Caution: {measure.caution}"] if measure.caution else []),
            f"Edition {edition.name(study.settings)}.",
        ),
    )


def _standings(grid: Grid, own: tuple[str, ...]) -> tuple[list[Standing], list[str]]:
    import numpy as np

    me = grid.at[own]
    mine = ~np.isnan(grid.values[me])
    values = grid.values[:, mine]
    periods = [period for period, held in zip(grid.periods, mine, strict=True) if held]
    enough = (~np.isnan(values)).sum(axis=1) >= float(LEAST_HELD) * len(periods)
    if enough.sum() - 1 < FEWEST_RANKED:
        msg = f"Only {enough.sum() - 1} others have values in these periods."
        raise NothingHeldError(msg, fix="another window, or other values of the narrowing")
    others = enough.copy()
    others[me] = False
    groups = {"all": others}
    for state in own if len(own) > 1 else ():
        groups[f"pairs of {state}"] = others & grid.having(state)
    found = [
        _standing("level", name, np.nanmean(values[group], axis=1), np.nanmean(values[me]))
        for name, group in groups.items()
    ]
    notes = [
        f"Level: the mean over {periods[0]} to {periods[-1]} ({len(periods)} periods); "
        f"{int(others.sum())} others hold two thirds of them, {int((~enough).sum())} do not."
    ]
    ends = min(ENDS_OF_A_CHANGE, len(periods) // 2)
    if ends:
        first, last = values[:, :ends], values[:, -ends:]
        both = (~np.isnan(first)).any(axis=1) & (~np.isnan(last)).any(axis=1)
        start = np.full(len(values), np.nan)
        change = np.full(len(values), np.nan)
        start[both] = np.nanmean(first[both], axis=1)
        change[both] = np.nanmean(last[both], axis=1) - start[both]
        near = others & both
        order = np.argsort(np.where(near, np.abs(start - start[me]), np.inf), kind="stable")
        nearest = np.zeros(len(values), dtype=bool)
        nearest[order[: min(NEAREST, int(near.sum()))]] = True
        found += [
            _standing("change", name, change[group & both], change[me])
            for name, group in {**groups, f"{int(nearest.sum())} of nearest start": nearest}.items()
        ]
        notes.append(
            f"Change: the mean of the last {ends} periods less that of the first {ends}. Of "
            "nearest start are those whose first periods are most alike."
        )
    found += [
        _standing(str(period), "all", values[others & ~np.isnan(values[:, i]), i], values[me, i])
        for i, period in enumerate(periods)
    ]
    return found, notes


def _standing(what: str, among: str, others: np.ndarray, value: float) -> Standing:
    return Standing(
        what=what,
        among=among,
        value=float(value),
        compared=len(others),
        higher=int((others > value).sum()),
        equal=int((others == value).sum()),
        lower=int((others < value).sum()),
    )
