"""Whose values a measure of states is asked for, where it has none of China and Russia."""

from __future__ import annotations

ASKED = {
    "air_activity_near_taiwan": ("CHN", "TWN"),
    "goods_exports_of_first_months": ("RUS", "CHN"),
    "influence_share": ("CHN", "VNM"),
    "visit_count": ("USA", "CHN"),
    "visitor_count": ("CHN", "JPN"),
}


def asked_of(measure: str) -> tuple[str, str]:
    """Return two states that a measure has values of."""
    return ASKED.get(measure, ("CHN", "RUS"))
