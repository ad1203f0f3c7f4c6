"""`entente cite`: the report, a claim as it makes it, and the answer at a vintage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import CASE
from entente.library.citation import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

CLAIM = "japan-air-patrols"


@pytest.mark.parametrize("form", FORMS)
def test_the_report_is_cited_in_every_form(run: Callable[..., Said], form: str):
    said = run("cite", CASE, "--format", form)
    assert said.code == 0
    assert "Stokes" in said.out
    assert "in East Asia" in said.out


def test_a_claim_as_made_is_the_report_at_a_place(run: Callable[..., Said]):
    said = run("cite", CASE, CLAIM, "--as-made", "--format", "chicago")
    assert said.out.splitlines()[1] == "In the text: (Stokes et al. 2024, abstract, sentence 12)"


def test_the_answers_then_and_now_are_cited_apart(run: Callable[..., Said]):
    now = run("cite", CASE, CLAIM, "--format", "apa").out
    then = run("cite", CASE, CLAIM, "--format", "apa", "--vintage", "as_written").out
    assert now.startswith("Entente. (2026).")
    assert then.startswith("Entente. (2024).")
    assert now == run("cite", CASE, CLAIM, "--format", "apa", "--vintage", "now").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "harvard"], "No format is called 'harvard'"),
        ([CLAIM, "--vintage", "then"], "No vintage is called 'then'"),
        (["--vintage", "now"], "Without a claim, the report is cited"),
        (["--as-made"], "Without a claim, the report is cited"),
        ([CLAIM, "--as-made", "--vintage", "now"], "has no vintage"),
        (["japan-air-patrol", "--as-made"], "did you mean japan-air-patrols"),
    ],
)
def test_what_cannot_be_cited_is_told(run: Callable[..., Said], arguments: list[str], message: str):
    said = run("cite", CASE, *arguments)
    assert said.code == 2
    assert message in said.err


def test_a_claim_of_another_report_is_cited_and_its_report_is_named(run: Callable[..., Said]):
    for more in ([], ["--as-made"]):
        said = run("cite", CASE, "ten-points-down", "--format", "apa", *more)
        assert said.code == 0
        assert "Mercator Institute for China Studies" in said.out
        assert said.err == f"ten-points-down: a claim of {CASE}/merics-2025\n"
    assert run("cite", CASE, CLAIM).err == ""


def test_a_claim_of_another_report_is_traced_and_its_report_is_named(run: Callable[..., Said]):
    said = run("trace", CASE, "ten-points-down")
    assert said.code == 0
    assert said.out.splitlines()[1].startswith(f"{CASE}/merics-2025, ")
