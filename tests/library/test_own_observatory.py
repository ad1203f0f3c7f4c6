"""An own observatory: its vocabularies are followed, also after another's in the same process."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from entente.library.citation import cite
from entente.library.formats import parse_records
from entente.library.record import Record
from entente.library.tagging.suggestions import suggest_places, suggest_topics
from entente.settings import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "1. A Sea Apart\n- Topic:\n- Rites, Fairs, and War\n"
RECORD = Record(title="Moon bases", abstract="Selenites quarry regolith in the Mare Nubium.")


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.fixture
def changed(observatory: Path) -> Path:
    """An observatory with a topic and a territory that the bundled one does not have."""
    vocabulary = observatory / "vocabulary"
    add(vocabulary / "topics.yml", "rites:\n  - Rites, Fairs\n  - Quarries\n")
    quarries = '{gloss: "digging stone", strong: [regolith, quarry], cues: [stone]}'
    add(vocabulary / "topic_words.yml", f"Quarries: {quarries}\n")
    add(vocabulary / "political_geography.yml", "moon:\n  Luna: XLU\n")
    add(
        vocabulary / "gazetteer_territories.yml",
        '"XLU": {label: Luna, names: [Mare Nubium], adjectives: [Selenites]}\n',
    )
    return observatory


def labels_found() -> tuple[tuple[str, ...], list[str], list[str]]:
    [record] = parse_records(PAGE, "catalogue_page")
    topics = [each.label for each in suggest_topics(RECORD)]
    return record.topics, topics, [each.label for each in suggest_places(RECORD)]


def test_labels_and_tags_follow_the_observatory(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics, suggested, places = labels_found()
    assert topics == ("Rites, Fairs", "War")
    assert "Quarries" in suggested
    assert places == ["Luna"]
    monkeypatch.delenv("ENTENTE_OBSERVATORY")
    topics, suggested, places = labels_found()
    assert topics == ("Rites, Fairs, and War",) or "Rites and Fairs" not in topics
    assert "Quarries" not in suggested
    assert places == ["Global Focus"]


def test_a_citation_follows_the_styles_of_the_observatory(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles = observatory / "styles"
    shutil.copytree(BUNDLED / "styles", styles)
    shutil.copy(styles / "apa.csl", styles / "chicago-author-date.csl")
    report = Record(title="A Sea Apart", authors=("Ana Ruiz",))
    own = cite(report, "chicago")
    assert own == cite(report, "apa")
    monkeypatch.delenv("ENTENTE_OBSERVATORY")
    assert cite(report, "chicago") != own
