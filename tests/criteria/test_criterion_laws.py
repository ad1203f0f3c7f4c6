"""Laws that every criterion keeps, tried on drawn series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import BREAK, EVENTS, after, days, years

from entente.criteria import Criterion, Evidence, criteria
from entente.measures import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.finding import Finding

DRAWS = 200
series = st.lists(st.integers(-40, 40).map(float), min_size=12, max_size=14)
drawn = settings(max_examples=25, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Law:
    """How drawn numbers become evidence of a criterion, and evidence is pushed to one side.

    ``push`` moves evidence the claimed way by a number above zero. ``firm`` says that no push the
    claimed way may make a contradiction of anything else; elsewhere (spread and level move
    together) it may only never turn one firm answer into the other. ``unit`` tells the options
    that are in the measure's unit.
    """

    evidence: Callable[[Sequence[float]], Evidence]
    push: Callable[[Evidence, float], Evidence]
    options: dict[str, Any] = field(default_factory=dict)
    direction: Literal["up", "down"] = "up"
    matters: float = 2.0
    firm: bool = True
    scales: bool = True
    unit: tuple[str, ...] = ()


def plain(values: Sequence[float]) -> Evidence:
    return Evidence(years(values))


def positive(values: Sequence[float]) -> Evidence:
    half = len(values) // 2
    turned = [*values[half:], *values[:half]]
    return Evidence(years(v + 60 for v in values), (years(v / 4 + 20 for v in turned),))


def paired(values: Sequence[float]) -> Evidence:
    return Evidence(years(values), (years((7 * v + 3 * i) % 23 for i, v in enumerate(values)),))


def counted(values: Sequence[float]) -> Evidence:
    return Evidence(years(v + 60 for v in values))


def past_and_recent(values: Sequence[float]) -> Evidence:
    points = years(v + 60 for v in values)
    return Evidence(points[-4:], (points[:-4],))


def moved(change: Callable[[Point, float], float]) -> Callable[[Evidence, float], Evidence]:
    def push(evidence: Evidence, size: float) -> Evidence:
        points = tuple(replace(p, value=p.value + change(p, size)) for p in evidence.points)
        return replace(evidence, points=points)

    return push


def year(point: Point) -> int:
    assert isinstance(point.period, int)
    return point.period


tilted = moved(lambda point, size: size * (year(point) - 2010))
stepped = moved(lambda point, size: size * (year(point) > 2018))
lifted = moved(lambda _point, size: size)
multiplied = moved(lambda point, size: point.value * size * (year(point) > 2018))


def joined(evidence: Evidence, size: float) -> Evidence:
    """Make the second series more like the first."""
    one, (two, *_) = evidence.points, evidence.against
    nearer = (replace(b, value=b.value + size * a.value) for a, b in zip(one, two, strict=True))
    return replace(evidence, against=(tuple(nearer),))


def more_instances(evidence: Evidence, size: float) -> Evidence:
    more = tuple(Point(dt.date(2030 + i, 1, 1), 1.0, n=3) for i in range(int(size)))
    return replace(evidence, points=(*evidence.points, *more))


def more_acts(evidence: Evidence, size: float) -> Evidence:
    more = after(EVENTS, *range(1, 1 + int(size)))
    points = sorted((*evidence.points, *more), key=lambda point: str(point.period))
    return replace(evidence, points=tuple(points))


def instances(values: Sequence[float]) -> Evidence:
    found = (dt.date(2020, 1, 1) + dt.timedelta(days=i) for i, v in enumerate(values) if v > 20)
    return Evidence(days(found), complete=True)


def acts(values: Sequence[float]) -> Evidence:
    first = dt.date(2020, 6, 1)
    return Evidence(
        days(first + dt.timedelta(days=30 * int(v + 40)) for v in values), (days(EVENTS),)
    )


LAWS: dict[str, dict[str, Law]] = {
    "rises": {
        "theil_sen": Law(plain, tilted),
        "least_squares": Law(plain, tilted, {"estimator": "least_squares"}),
    },
    "shifts_after": {
        "trend": Law(plain, stepped, {"at": BREAK}),
        "level": Law(plain, stepped, {"at": BREAK, "before": "level"}),
        "ratio": Law(
            counted,
            multiplied,
            {"at": BREAK, "scale": "ratio"},
            matters=0.1,
            firm=False,
            scales=False,
        ),
    },
    "exceeds": {
        "threshold": Law(plain, lifted, {"threshold": 3.0}, unit=("threshold",)),
        "comparators": Law(paired, lifted),
        "exact": Law(paired, lifted, {"exact": True}),
        "past": Law(
            past_and_recent, lifted, {"scale": "ratio"}, matters=0.1, firm=False, scales=False
        ),
    },
    "holds_within": {
        # The claim is that no harm was done, so evidence of a rise is on its side.
        "absolute": Law(plain, stepped, {"at": BREAK}, "down", matters=10),
        "relative": Law(
            counted, stepped, {"at": BREAK, "relative": True}, "down", 0.1, scales=False
        ),
    },
    "asymmetry_grows": {"both": Law(positive, tilted, firm=False)},
    "moves_with": {"both": Law(paired, joined, matters=0.3, firm=False, scales=False)},
    "occurs": {"instances": Law(instances, more_instances, scales=False)},
    "responds_to_events": {
        "acts": Law(
            acts,
            more_acts,
            {"span_from": dt.date(2020, 1, 1)},
            matters=1,
            firm=False,
            scales=False,
        )
    },
    "registered": {"always": Law(plain, tilted, scales=False)},
}
CASES = [(name, kind) for name, kinds in LAWS.items() for kind in kinds]
every_law = pytest.mark.parametrize(("name", "kind"), CASES)
every_scaled_law = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, kind in CASES if LAWS[name][kind].scales]
)
STEP_OF = {"contradicts": 0, "cannot_tell": 1, "supports": 2}


def decide(
    name: str, law: Law, evidence: Evidence, *, factor: float = 1, draws: int = DRAWS
) -> Finding:
    rule = criteria[name]
    options = law.options | {key: law.options[key] * factor for key in law.unit}
    question = rule.ask(
        direction=law.direction, matters=law.matters * factor, options=options, draws=draws
    )
    return rule.decide(evidence, question)


def times(evidence: Evidence, factor: float) -> Evidence:
    def scaled(points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(replace(point, value=point.value * factor) for point in points)

    return replace(
        evidence,
        points=scaled(evidence.points),
        against=tuple(scaled(points) for points in evidence.against),
    )


@pytest.mark.parametrize("criterion", list(criteria), ids=lambda c: c.name)
def test_every_criterion_stands_in_the_table_of_laws(criterion: Criterion):
    assert LAWS.get(criterion.name), f"say in {__file__} how drawn numbers become its evidence"


@every_law
@given(values=series, size=st.sampled_from([0.5, 1.0, 3.0, 9.0, 40.0]))
@drawn
def test_evidence_on_one_side_never_moves_the_answer_to_the_other(
    name: str, kind: str, values: list[float], size: float
):
    law = LAWS[name][kind]
    evidence = law.evidence(values)
    less = decide(name, law, evidence)
    more = decide(name, law, law.push(evidence, size))
    if less.answer == "registered":
        assert more.answer == "registered"
        return
    if law.firm:
        assert STEP_OF[more.answer] >= STEP_OF[less.answer]
    else:
        assert (less.answer, more.answer) != ("supports", "contradicts")


@every_scaled_law
@given(values=series, power=st.integers(-6, 12))
@drawn
def test_the_unit_does_not_matter(name: str, kind: str, values: list[float], power: int):
    law, factor = LAWS[name][kind], 2.0**power
    evidence = law.evidence(values)
    one, other = (
        decide(name, law, evidence),
        decide(name, law, times(evidence, factor), factor=factor),
    )
    assert (other.answer, other.sense, other.reason) == (one.answer, one.sense, one.reason)
    assert other.p_claimed == one.p_claimed
    if one.effect is not None:
        assert other.effect == pytest.approx(one.effect * factor)


def is_on_an_edge(found: Finding) -> bool:
    """Whether drawn noise may tip the answer: it is drawn again for a mirrored series."""
    p_claimed, p_none, power = found.p_claimed or 0.0, found.p_none or 0.0, found.power or 0.0
    edges = [abs(p_claimed - edge) for edge in (0.05, 0.90, 0.95)]
    return min(*edges, abs(p_none - 0.90), abs(power - 0.5)) < 0.04


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rises", "theil_sen"),
        ("rises", "least_squares"),
        ("shifts_after", "trend"),
        ("shifts_after", "level"),
        ("exceeds", "comparators"),
        ("exceeds", "exact"),
        ("holds_within", "absolute"),
    ],
)
@given(values=series)
@drawn
def test_the_mirrored_series_asked_the_other_way_has_the_same_answer(
    name: str, kind: str, values: list[float]
):
    law = LAWS[name][kind]
    mirrored = replace(law, direction="up" if law.direction == "down" else "down")
    evidence = law.evidence(values)
    one = decide(name, law, evidence, draws=2000)
    other = decide(name, mirrored, times(evidence, -1.0), draws=2000)
    if one.effect is not None:
        assert other.effect == pytest.approx(-one.effect)
    if one.exact or not is_on_an_edge(one):
        assert (other.answer, other.sense) == (one.answer, one.sense)
    assert {one.answer, other.answer} != {"supports", "contradicts"}


@given(values=series)
@drawn
def test_the_other_side_asked_the_other_way_has_the_same_asymmetry(values: list[float]):
    law = LAWS["asymmetry_grows"]["both"]
    evidence = law.evidence(values)
    turned = Evidence(evidence.against[0], (evidence.points,))
    one = decide("asymmetry_grows", law, evidence, draws=2000)
    other = decide("asymmetry_grows", replace(law, direction="down"), turned, draws=2000)
    assert other.effect == pytest.approx(-(one.effect or 0.0))
    assert {one.answer, other.answer} != {"supports", "contradicts"}


@pytest.mark.parametrize("name", ["occurs", "responds_to_events"])
@given(values=series, random=st.randoms(use_true_random=False))
@drawn
def test_the_order_of_dated_acts_does_not_matter(name: str, values: list[float], random: Any):
    (law,) = LAWS[name].values()
    evidence = law.evidence(values)
    shuffled = list(evidence.points)
    random.shuffle(shuffled)
    one, other = (
        decide(name, law, evidence),
        decide(name, law, replace(evidence, points=tuple(shuffled))),
    )
    assert one == other


@every_law
@given(values=series)
@drawn
def test_the_answer_follows_from_its_own_figures(name: str, kind: str, values: list[float]):
    found = decide(name, LAWS[name][kind], LAWS[name][kind].evidence(values))
    if found.answer == "supports":
        assert (found.p_claimed or 0) >= 0.90
        assert (found.lean or 0) >= 0.90
    if found.answer == "contradicts":
        assert (found.p_claimed or 0) <= 0.10
        # The two sides of an asymmetry may contradict for different reasons, one without power.
        if name != "asymmetry_grows":
            assert found.power is None or found.power >= 0.5 or found.sense == "the opposite"
