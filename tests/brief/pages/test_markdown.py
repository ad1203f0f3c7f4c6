"""Words of records, rules and sources are words in the Markdown too, whatever they hold."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from markdown_it import MarkdownIt
from sample import sample
from test_comparison_page import rival

from entente.assessment import Assessed, Assessment
from entente.brief.pages.markdown import markdown
from entente.brief.words import phrases
from entente.brief.words.numbers import plain_markdown

HARM = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/spy.png)",
    "\n\n# Verdict: supported\n\n- **mixed**\n\n---\n\n```\ncode\n```\n",
    "a\u2028> quoted\u2029===\x85<b>",
    "<javascript:alert(1)> `code` ~~gone~~ | cell | &lt;i&gt; \\",
    "\x1b[31mred",
]
WORDS = {
    *("case_short", "case_title", "title", "authors", "institution", "summary", "locator", "says"),
    *("producer", "licence", "citation", "url", "not_testable", "event", "resolution"),
    *("edition", "blind_to", "report_title"),
}
READ = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def spoiled(value: Any, harm: str, *, free: bool = False) -> Any:
    """Put a text behind every word of an assessment that somebody wrote."""
    if isinstance(value, dict):
        return {name: spoiled(held, harm, free=name in WORDS) for name, held in value.items()}
    if isinstance(value, list):
        return [spoiled(held, harm, free=free) for held in value]
    return f"{harm}{value}{harm}" if free and isinstance(value, str) and value else value


def harmed(assessed: Assessed, harm: str) -> Assessed:
    data = spoiled(assessed.assessment.model_dump(mode="json"), harm)
    return Assessed(Assessment.model_validate(data), assessed.rows)


def blocks(text: str) -> Counter[str]:
    tokens = [child for token in READ.parse(text) for child in (token, *(token.children or ()))]
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(link.startswith(("rows/", "second-2025/rows/")) for link in links), links
    # How many stretches of text there are tells nothing.
    return Counter(token.type for token in tokens if token.type not in {"text", "softbreak"})


@pytest.mark.parametrize("harm", HARM, ids=range(len(HARM)))
def test_words_that_are_markup_are_shown_as_words(harm: str):
    tame = markdown(sample(), [rival()])
    text = markdown(harmed(sample(), harm), [harmed(rival(), harm)])
    # A space at the end of words may cost them their bold, which harms nobody.
    assert blocks(text) <= blocks(tame)
    assert "\x1b" not in text


@pytest.mark.parametrize("harm", [*HARM, "1. a", "12) b", "+ c", "> d", "## e", "--- f", "1.5 g"])
def test_a_text_reads_as_it_was_written(harm: str):
    (paragraph,) = (token for token in READ.parse(plain_markdown(harm)) if token.type == "inline")
    shown = "".join(child.content for child in paragraph.children or ())
    assert shown.split() == harm.replace("\x85", " ").replace("\x1b", "<U+001B>").split()


def test_what_is_overdue_is_named_by_its_lenses_once():
    assessed = sample()
    late = "Overdue: the figure for fiscal 2025 was expected by June 2026."
    claims = [
        claim.model_copy(
            update={"lenses": [lens.model_copy(update={"overdue": late}) for lens in claim.lenses]}
        )
        for claim in assessed.assessment.claims
    ]
    several = [claim for claim in claims if len(claim.lenses) > 1]
    text = markdown(
        Assessed(assessed.assessment.model_copy(update={"claims": claims}), assessed.rows)
    )
    assert several
    for claim in several:
        titles = [lens.title for lens in claim.lenses]
        assert f"  Overdue ({phrases.listed(titles)}): The figure" in text
    assert text.count("Overdue") == sum(bool(claim.lenses) for claim in claims)


def test_the_sentences_of_the_abstract_name_their_claims_by_title():
    assessed = sample()
    claims = {claim.id: claim.title for claim in assessed.assessment.claims}
    _, listed = markdown(assessed).split("of the abstract")
    for sentence in assessed.assessment.sentences:
        assert f"{sentence.number}. {'; '.join(claims[i] for i in sentence.claims)}" in listed
