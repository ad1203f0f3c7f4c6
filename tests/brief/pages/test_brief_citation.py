from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from sample import sample

from entente.brief.pages.citation import (
    FORMATS,
    answer_record,
    citations,
    cite_answer,
    cite_as_made,
    permalink,
)
from entente.library.citation import FORMS, STYLES
from entente.library.formats import parse_records
from entente.library.record import Record

if TYPE_CHECKING:
    from entente.assessment import VintageName

ASSESSMENT = sample().assessment
CLAIM = ASSESSMENT.claim("joint-patrols")
REPORT = Record.model_validate(
    {"title": "A Sea Apart", "authors": ["Ana Ruiz"], "published": "2024-09", "topics": ["War"]}
)


@pytest.mark.parametrize("vintage", ["now", "as_written"])
@pytest.mark.parametrize("form", FORMS)
def test_an_answer_names_its_day_its_verdict_its_edition_and_its_permalink(
    form: str, vintage: VintageName
):
    text = " ".join(cite_answer(ASSESSMENT, CLAIM, form, vintage).replace("\\_", "_").split())
    day = next(note.date for note in ASSESSMENT.vintages if note.name == vintage)
    assert "Entente" in text
    assert str(day.year) in text
    assert f"{CLAIM.answers[vintage].verdict.capitalize()} " in text
    assert f"edition {ASSESSMENT.edition}" in text
    assert permalink(ASSESSMENT, CLAIM, vintage) in text


def test_the_two_answers_to_a_claim_are_cited_apart():
    then, now = (answer_record(ASSESSMENT, CLAIM, name) for name in ("as_written", "now"))
    assert then.title == f"{CLAIM.title}: what open data said when it was written"
    assert now.title == f"{CLAIM.title}: what open data say"
    assert then.published is not None
    assert now.published is not None
    assert then.published.first_day() < now.published.first_day() == dt.date(2026, 11, 24)
    assert permalink(ASSESSMENT, CLAIM, "as_written") != permalink(ASSESSMENT, CLAIM)


def test_an_answer_in_a_style_is_a_data_set_by_us():
    text = cite_answer(ASSESSMENT, CLAIM, "apa")
    version = f"{ASSESSMENT.entente_version}, edition {ASSESSMENT.edition}"
    assert text.startswith(
        f"Entente. (2026). {CLAIM.title}: What open data say (Version {version}) [Data set]. Claim "
    )


@pytest.mark.parametrize("claim", ASSESSMENT.claims, ids=lambda claim: claim.id)
def test_every_claim_is_cited_in_what_the_page_offers(claim):
    found = citations(ASSESSMENT, claim)
    assert list(found) == list(FORMATS)
    formats = {"bib": "bibtex", "ris": "ris", "json": "csl_json"}
    for ending, text in found.items():
        [record] = parse_records(text, formats[ending])
        assert record.title == f"{claim.title}: what open data say"
        assert (record.authors, record.published) == (("Entente",), "2026-11-24")
        assert f"entente-{claim.id}-2026-11-24" in text


@pytest.mark.parametrize("form", STYLES)
def test_a_claim_as_made_is_the_report_with_a_citation_at_its_place(form: str):
    entry, within = cite_as_made(REPORT, "a", "Patrols rise", "abstract, sentence 2", form).split(
        "\n"
    )
    assert entry.startswith("Ruiz, A")
    assert "Entente" not in entry
    assert within.startswith("In the text: (Ruiz")
    assert within.endswith("abstract, sentence 2)")


def test_a_claim_as_made_keeps_the_notes_of_the_report_beside_its_place():
    noted = Record.model_validate({**dict(REPORT), "extra": {"note": ["Second printing"]}})
    place = "Cited at p. 3: claim a, in Entente's words: Patrols rise"
    [bibtex] = parse_records(cite_as_made(noted, "a", "Patrols rise", "p. 3", "bibtex"), "bibtex")
    assert bibtex.extra == {"note": (f"Second printing; {place}",)}
    [ris] = parse_records(cite_as_made(noted, "a", "Patrols rise", "p. 3", "ris"), "ris")
    assert ris.extra == {"N1": ("Second printing", place)}
    [csl] = json.loads(cite_as_made(noted, "a", "Patrols rise", "p. 3", "csl"))
    assert csl["note"] == f"Second printing; {place}"
