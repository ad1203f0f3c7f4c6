"""The word lists of an own observatory are the ones that drafts are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.drafting.draft_yaml import write_draft
from entente.drafting.drafts import draft_claims
from entente.drafting.lexicon import read_lexicon
from entente.errors import BrokenFileError
from entente.library.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from entente.drafting.drafts import DraftClaim

RECORD = Record(title="A", abstract="Ruritania and Russia expand their naval patrols.")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def only_claim() -> DraftClaim:
    [claim] = draft_claims(RECORD).claims
    return claim


def test_a_draft_follows_the_observatory(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = observatory / "vocabulary"
    change(vocabulary / "gazetteer_states.yml", "names: [China", "names: [Ruritania, China")
    change(vocabulary / "claim_words.yml", "Speaks of a change over time.", "Speaks of growth.")
    change(vocabulary / "measure_hints.yml", "Joint patrols and exercises a year", "Sailings")
    change(vocabulary / "states.yml", '"RUS":', '"RUX":')
    own = only_claim()
    assert [each.state for each in own.states] == ["CHN", "RUS"]
    assert own.form.because == "Speaks of growth."
    assert own.proposals[0].title == "Sailings"
    assert "no table of ours speaks of RUS" in write_draft(draft_claims(RECORD))
    monkeypatch.delenv("ENTENTE_OBSERVATORY")
    bundled = only_claim()
    assert [each.state for each in bundled.states] == ["RUS"]
    assert bundled.form.because == "Speaks of a change over time."
    assert "no table of ours" not in write_draft(draft_claims(RECORD))


def test_a_word_list_that_does_not_fit_is_refused(observatory: Path) -> None:
    change(observatory / "vocabulary" / "claim_words.yml", "otherwise:", "other:")
    with pytest.raises(BrokenFileError, match=r"claim_words\.yml"):
        read_lexicon()
