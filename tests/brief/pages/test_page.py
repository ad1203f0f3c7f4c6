"""The pages: what a reader must find on them, and no number that leads nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from sample import sample, stand_in_drawer

from entente.assessment import Assessed
from entente.brief.pages.check import check_pages, read_page
from entente.brief.pages.page import Pages
from entente.brief.words.numbers import Numbers, to_html
from entente.errors import UnsourcedNumberError


def pages(assessed: Assessed, quotes: dict[int, str] | None = None) -> dict[str, str]:
    book = Pages(assessed, stand_in_drawer(), quotes or {})
    html = {f"claims/{claim.id}.html": book.claim(claim) for claim in assessed.assessment.claims}
    return {"index.html": book.index(), **html}


@pytest.fixture(scope="module")
def book() -> dict[str, str]:
    return pages(sample())


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())


def page(book: dict[str, str], name: str) -> str:
    return text_of(book[f"claims/{name}.html"])


def changed(assessed: Assessed, name: str, **facts: Any) -> Assessed:
    """Return the same assessment with one claim changed."""
    claims = [
        one.model_copy(update=facts) if one.id == name else one
        for one in assessed.assessment.claims
    ]
    return replace(assessed, assessment=assessed.assessment.model_copy(update={"claims": claims}))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_every_number_on_every_page_leads_to_its_rows(book: dict[str, str]):
    check_pages(book)
    without = {path for path, html in book.items() if not read_page(html).links}
    assert without == {"claims/territorial-aims.html"}


def test_a_page_is_refused_when_the_rows_of_a_lens_are_stripped():
    assessed = sample()
    kept = [row for row in assessed.rows["norms-deepening"] if row.lens != "contested"]
    with pytest.raises(UnsourcedNumberError, match="norms-deepening, lens contested"):
        pages(Assessed(assessed.assessment, {**assessed.rows, "norms-deepening": kept}))


def test_a_page_is_refused_when_the_csv_holds_fewer_rows_than_the_lens_declares():
    assessed = sample()
    short = {**assessed.rows, "arms-deepen": assessed.rows["arms-deepen"][:-1]}
    with pytest.raises(UnsourcedNumberError, match="the lens has 8"):
        pages(Assessed(assessed.assessment, short))


def test_a_page_is_refused_when_a_lens_with_numbers_declares_no_rows():
    assessed = sample()
    lenses = [
        lens.model_copy(update={"rows": 0})
        for lens in assessed.assessment.claim("joint-patrols").lenses
    ]
    with pytest.raises(UnsourcedNumberError):
        pages(changed(assessed, "joint-patrols", lenses=lenses))


def test_the_check_sees_what_a_browser_would(book: dict[str, str]):
    for html in book.values():
        seen = Tags(html).seen
        assert read_page(html).places == {given["id"] for _, given in seen if "id" in given}
        assert len(read_page(html).links) == sum(
            tag == "a" and "num" in (given.get("class") or "").split() for tag, given in seen
        )


def test_a_mark_that_the_check_cannot_read_is_refused():
    assert read_page('<main><p id="a">a < b</p></main>').bare == [
        "a mark that cannot be read: a < b"
    ]


def test_a_number_typed_into_a_template_is_found(book: dict[str, str]):
    html = book["index.html"].replace("How to read this", "Of 17 acts")
    with pytest.raises(UnsourcedNumberError, match="17"):
        check_pages({**book, "index.html": html})


def test_a_link_to_rows_that_are_not_on_the_page_is_found(book: dict[str, str]):
    html = book["index.html"].replace("#rows-all-votes", "#rows-nowhere")
    with pytest.raises(UnsourcedNumberError, match="rows-nowhere"):
        check_pages({**book, "index.html": html})


def test_years_and_dates_are_no_numbers():
    numbers = Numbers(sample())
    text = "In fiscal 2024, on 30 September 2024 and since 2018-03-01"
    assert to_html(numbers.prose(text, "reach-taiwan", "acts")) == text


def test_what_a_rule_asks_for_needs_no_rows():
    numbers = Numbers(sample())
    html = to_html(numbers.prose("0 periods, 6 are needed", "reach-taiwan", "acts"))
    assert '<span data-digits="rule">6 are needed</span>' in html


def test_a_flip_is_first_and_says_which_lens_moved_and_why(book: dict[str, str]):
    front = book["index.html"]
    assert front.index('id="flips"') < front.index('id="map"') < front.index('id="claims"')
    assert "+2.6 points a year (+0.6 to +4.7) (supports)" in text_of(front)
    assert "Cause: new rows." in text_of(front)


def test_forecasts_are_apart_from_the_count(book: dict[str, str]):
    front = text_of(book["index.html"])
    assert re.search("6 claims and 1 forecast ?, read from the abstract", front)
    forecast = page(book, "subservience-grows")
    assert "Registered" in forecast
    assert "62 %" in forecast
    assert "naive" in forecast
    assert "The first figure for 2027 that the UN publishes is read." in forecast
    assert "supported" not in forecast.lower()


def test_a_claim_page_says_what_was_found_before_all_else(book: dict[str, str]):
    told = ("says", "measures", "rule", "placebo", "robust", "proxy", "flip", "rows")
    for path, html in book.items():
        if path == "index.html" or "subservience" in path:
            continue
        asked = re.findall(r'<h2 id="([a-z]+)"', html)
        assert asked == [name for name in (*told, "cite", "notes") if name in asked]
        assert html.index('<p class="lead">') < html.index('<table class="answer">')
        assert html.index('<table class="answer">') < html.index("<h2")


def test_a_section_without_content_is_not_shown(book: dict[str, str]):
    asked = re.findall(r'<h2 id="([a-z]+)"', book["claims/territorial-aims.html"])
    assert asked == ["says", "rule", "rows", "cite", "notes"]


def test_a_contradiction_says_its_sense(book: dict[str, str]):
    assert "Contradicted the opposite" in page(book, "arms-deepen")
    assert "Contradicted no such change" in page(book, "norms-deepening")


def test_an_undetermined_claim_says_its_lean_and_reason(book: dict[str, str]):
    strain = page(book, "strain-on-japan")
    assert "leans against" in strain
    assert "a weak proxy alone never does" in strain
    assert "never decides alone" in strain


def test_an_overdue_value_is_named_under_the_verdict(book: dict[str, str]):
    strain = page(book, "strain-on-japan")
    overdue = strain.index("Overdue. The figure for fiscal 2025")
    assert strain.index("leans against") < overdue < strain.index("Supported if")


def test_none_recorded_never_stands_without_whether_the_list_is_complete(book: dict[str, str]):
    taiwan = page(book, "reach-taiwan")
    assert "none recorded, in a list that is not complete" in taiwan
    assert "3 news archives are not open" in taiwan
    assert "none recorded, in a list that is not complete" in text_of(book["index.html"])


def test_what_is_not_testable_says_why(book: dict[str, str]):
    assert "A motive: acts alone cannot show it." in page(book, "territorial-aims")


def test_what_is_not_compared_with_others_says_why(book: dict[str, str]):
    assert "Not compared: no other is held." in page(book, "norms-deepening")


def test_periods_that_were_not_complete_are_named(book: dict[str, str]):
    assert "A. Left out as not complete: nothing; as written: 2024." in page(
        book, "norms-deepening"
    )


def test_roll_calls_on_which_the_states_parted_come_first(book: dict[str, str]):
    html = page(book, "norms-deepening")
    assert html.index("CHN abstain, RUS yes") < html.index("CHN yes, RUS yes")


def test_every_sentence_of_the_abstract_is_accounted_for(book: dict[str, str]):
    front = text_of(book["index.html"])
    assert "It sets the scene and claims nothing." in front
    for number in range(1, 27):
        assert f'<th scope="row">{number}</th>' in book["index.html"]


def test_a_quote_stands_only_where_the_user_gives_it(book: dict[str, str]):
    quoted = pages(sample(), {7: "Their norms <are> deepening."})["claims/norms-deepening.html"]
    assert "“Their norms &lt;are&gt; deepening.”" in quoted
    assert "The verbatim text is not supplied." not in quoted
    assert "The verbatim text is not supplied." in page(book, "norms-deepening")


def test_the_pages_run_nothing_and_fetch_nothing(book: dict[str, str]):
    for html in book.values():
        tags = Tags(html).seen
        assert not [tag for tag, _ in tags if tag in {"script", "style", "iframe", "img", "form"}]
        assert not [attrs for _, attrs in tags if "style" in attrs]
        assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
        sheets = [str(attrs["href"]) for tag, attrs in tags if tag == "link"]
        assert [sheet.removeprefix("../") for sheet in sheets] == ["style.css"]
        policy = [attrs for _, attrs in tags if attrs.get("http-equiv")]
        assert "default-src 'none'" in str(policy[0]["content"])


def test_a_row_with_a_harmful_link_has_none():
    assessed = sample()
    rows = [replace(row, link="javascript:alert(1)") for row in assessed.rows["joint-patrols"]]
    html = pages(Assessed(assessed.assessment, {**assessed.rows, "joint-patrols": rows}))
    assert "javascript:" not in html["claims/joint-patrols.html"]


def test_text_from_rows_is_escaped(book: dict[str, str]):
    assert (
        "Joint patrol &lt;1&gt; over the Sea of Japan &amp; beyond"
        in (book["claims/joint-patrols.html"])
    )


def test_headings_go_down_one_step_at_a_time_and_ids_are_unique(book: dict[str, str]):
    for path, html in book.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), path
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), path


def test_every_header_cell_says_its_scope_and_scrolling_parts_take_focus(book: dict[str, str]):
    for html in book.values():
        assert '<html lang="en-GB">' in html
        assert 'class="skip" href="#main"' in html
        for tag, attrs in Tags(html).seen:
            if tag == "th":
                assert attrs.get("scope")
            if tag == "div" and "scroll" in str(attrs.get("class", "")).split():
                assert attrs.get("tabindex") == "0"
                assert attrs.get("aria-label")


def test_every_link_inside_the_site_leads_somewhere(book: dict[str, str]):
    for path, html in book.items():
        for tag, attrs in Tags(html).seen:
            target = str(attrs.get("href", ""))
            if tag != "a" or target.startswith("http") or "/rows/" in target or "cite/" in target:
                continue
            name, _, place = target.partition("#")
            there = path if not name else name.removeprefix("../")
            there = (
                f"claims/{there}" if path != "index.html" and name and "../" not in name else there
            )
            if there.endswith(".html"):
                assert there in book, (path, target)
                assert not place or place in read_page(book[there]).places, (path, target)


def test_a_page_is_the_same_each_time(book: dict[str, str]):
    assert pages(sample()) == book


def test_a_page_stays_small(book: dict[str, str]):
    assert max(len(html.encode()) for html in book.values()) < 200_000


def test_the_style_sheet_ends_with_the_rules_of_the_charts():
    assert (
        Pages(sample(), stand_in_drawer(), {})
        .style_sheet()
        .endswith("svg .sample-rule { fill: none; }\n")
    )
