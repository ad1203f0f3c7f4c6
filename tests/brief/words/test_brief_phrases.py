"""The same words on every page: careful about certainty, and never alarmed."""

from __future__ import annotations

import re
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from sample import lens, result, silent

from entente.assessment import Verdict
from entente.brief.words import phrases

CONFIDENCE = re.compile(r"\bconfiden", re.I)
LIKELIHOOD = re.compile(r"\blikely\b|\bprobab|%", re.I)


def test_a_share_is_told_in_points_and_with_its_interval():
    text = phrases.effect(-0.029, "share (0-1) a year", low=-0.044, high=-0.012)
    assert text == "−2.9 points a year (−4.4 to −1.2)"


def test_a_relative_change_is_told_in_percent_with_what_it_is_against():
    text = phrases.effect(-0.2, "relative change, against the years before", low=-0.3, high=0.0)
    assert text == "−20 % against the years before (−30 to 0)"


def test_one_instance_is_singular():
    assert phrases.effect(1.0, "instances on record") == "1 instance on record"


@given(st.floats(0, 1))
def test_an_estimated_probability_is_never_certain(value: float):
    assert phrases.probability(value) not in {"100 %", "0 %"}


def test_an_exact_probability_may_be_certain():
    assert phrases.probability(1.0, exact=True) == "100 %"


@given(st.floats(-1e9, 1e9))
def test_a_number_has_a_minus_sign_not_a_hyphen_and_no_exponent(value: float):
    text = phrases.number(value)
    assert "-" not in text
    assert "e" not in text


def test_a_report_dated_by_month_keeps_its_month():
    assert phrases.date("2024-09") == "September 2024"


def test_a_fiscal_year_is_never_silently_a_calendar_year():
    assert phrases.period(2024, "fiscal_year") == "fiscal 2024"


def test_a_counted_list_has_no_likelihood():
    assert not phrases.likelihood(result(exact=True), lens("a", "A", result(), result()))


def test_a_lens_without_an_estimate_has_no_likelihood():
    found = silent("too_short", "too few periods")
    assert not phrases.likelihood(found, lens("a", "A", found, found))


def test_confidence_and_likelihood_never_share_a_sentence():
    part = lens("a", "A", result(), result())
    for says in ("supports", "contradicts", "cannot_tell"):
        assert not CONFIDENCE.search(phrases.likelihood(result(says), part))
    for text in (*phrases.VERDICT_MEANS.values(), *phrases.GRADES.values()):
        assert not (CONFIDENCE.search(text) and LIKELIHOOD.search(text))


def test_every_verdict_and_every_answer_of_a_lens_has_a_mark():
    assert {*get_args(Verdict), "registered", "supports", "contradicts", "cannot_tell"} == set(
        phrases.MARKS
    )
