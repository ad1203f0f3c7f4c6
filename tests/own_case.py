"""A small case of somebody's own: one claim, on how any states vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

CLAIM: dict[str, Any] = {
    "id": "votes-alike",
    "title": "They vote alike",
    "says": "They vote alike.",
    "locator": "point 1",
    "sentences": [1],
    "form": "trend",
    "fields": ["diplomatic"],
    "contradicted_if": "They do not.",
    "lenses": [
        {
            "id": "contested",
            "title": "Contested votes",
            "asks": "Supported if they vote alike more.",
            "measure": "vote_agreement",
            "states": ["BRA", "IND"],
            "where": {"set": "contested"},
            "criterion": "rises",
            "window": {"from": 2013},
            "matters": 0.01,
            "proxy": "proxy",
            "blind_to": "texts adopted without a vote",
        }
    ],
}
RECORD: dict[str, Any] = {
    "title": "A report",
    "authors": ["A. Author"],
    "published": "2024-09",
    "institution": "House",
    "summary": "They vote alike.",
    "sentences": 1,
}


def write(folder: Path, partners: list[str], **record: Any) -> Path:
    case: dict[str, Any] = {
        "title": "An own case",
        "short": "Own",
        "partners": partners,
        "states": [*partners],
        "region": "South",
        "theatres": [],
        "ledger": "Own ledger",
        "reports": ["house-2024"],
    }
    report = {"record": RECORD | record, "claims": [CLAIM]}
    folder.mkdir(parents=True)
    (folder / "case.yml").write_text(yaml.safe_dump(case), encoding="utf-8")
    (folder / "house-2024.yml").write_text(yaml.safe_dump(report), encoding="utf-8")
    return folder
