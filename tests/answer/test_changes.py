"""Why an answer moved, and which next value is overdue, at their boundaries."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from entente.answer.changes import _cause, _on_the_edge, overdue
from entente.cases.contract import Lens
from entente.data.vintages import Vintage
from entente.measures import Point


def lens(**changes: Any) -> Lens:
    held: dict[str, Any] = {
        "id": "a",
        "title": "A",
        "asks": "Supported if.",
        "measure": "trade_asymmetry",
        "criterion": "rises",
        "matters": 0.05,
        "proxy": "proxy",
        "blind_to": "much",
        "window": {"from": 2010},
    }
    return Lens.model_validate(held | changes)


def said(day: dt.date, **changes: Any) -> str:
    row: Any = SimpleNamespace(role="main", period="2023", known_on=dt.date(2024, 6, 10))
    return overdue(
        lens(**changes), (Point(2022, 1.0), Point(2023, 1.0)), [row], Vintage(day, "now")
    )


def test_a_value_is_overdue_a_year_and_sixty_days_after_the_last_was_public():
    assert said(dt.date(2025, 8, 9)) == ""
    assert said(dt.date(2025, 8, 10)).startswith("Overdue: by the rhythm of earlier years the")
    assert "the value for 2024 was to be expected by June 2025" in said(dt.date(2025, 8, 10))


def test_a_window_with_an_end_waits_for_no_value():
    assert said(dt.date(2026, 8, 10), window={"from": 2010, "to": 2023}) == ""


@pytest.mark.parametrize(
    ("chances", "edge"),
    [
        ((0.919, 0.1), False),
        ((0.921, 0.1), True),
        ((0.1, 0.979), True),
        ((0.1, 0.981), False),
        ((None, None), False),
    ],
)
def test_a_probability_within_three_points_of_the_bar_is_on_the_edge(
    chances: tuple[float | None, float | None], edge: bool
):
    result = SimpleNamespace(p_claimed=chances[0], p_none=chances[1], exact=False)
    held: Any = SimpleNamespace(results={"now": result})
    assert _on_the_edge(held) is edge
    result.exact = True
    assert not _on_the_edge(held)


@pytest.mark.parametrize(
    ("new", "aged", "moved", "cause"),
    [
        (3, [], True, "new rows"),
        (0, [], True, "error re-estimated"),
        (3, ["Patrols"], False, "an aged list"),
        (3, ["Patrols"], True, "new rows"),
    ],
)
def test_a_change_names_its_cause(new: int, aged: list[str], moved: bool, cause: str):
    text, found = _cause(new, aged, moved=moved)
    assert found == cause
    assert ("0 since" in text) is False
    assert text.endswith("the rule and the code are the same.")
