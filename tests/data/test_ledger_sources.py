"""Pages behind the ledger: what each is, whose voice it is, and what may not stand there."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from entente.data.ledger_rows import read_rows
from entente.data.ledger_sources import KINDS, Outlets, rank, summary
from entente.settings import BUNDLED
from entente.vocabulary import TIERS

OUTLETS = Outlets(BUNDLED / "vocabulary")
LISTED = yaml.safe_load((BUNDLED / "vocabulary" / "outlets.yml").read_text(encoding="utf-8"))
PAGES = [row.cells for row in read_rows(BUNDLED / "ledger").pages]


def page(link: str, form: str, origin: str) -> dict[str, str]:
    return {"fact": "a", "link": link, "form": form, "origin": origin}


STATEMENT = [
    page("http://en.kremlin.ru/events/1", "primary", "Kremlin"),
    page("https://tass.com/politics/1", "report", "TASS"),
    page("https://sputnikglobe.com/1.html", "report", "Sputnik"),
    page("https://www.rt.com/news/1", "report", "RT"),
]
COPIES = [page(f"https://copy{n}.example/", "repost", f"Paper {n}") for n in range(5)]


@pytest.mark.parametrize(
    ("link", "form", "tier"),
    [
        ("http://en.kremlin.ru/events/1", "primary", "official text"),
        ("https://in.reuters.com/article/1", "report", "news agency"),
        ("https://www.reuters.com./article/1", "repost", "news agency"),
        ("https://www.japantimes.co.jp/1", "repost", "established press"),
        ("http://en.people.cn./n3/1.html", "repost", "state media"),
        ("https://notreuters.com/1", "report", "other outlet"),
        ("https://notreuters.com/1", "repost", "repost"),
        ("https://en.wikipedia.org/wiki/A", "report", "repost"),
    ],
)
def test_a_page_is_what_its_host_and_form_say(link: str, form: str, tier: str):
    assert OUTLETS.tier(link, form) == tier


def test_a_statement_is_one_source_however_many_of_its_state_bring_it():
    assert OUTLETS.independent(STATEMENT) == 1
    assert (
        OUTLETS.independent([*STATEMENT, page("https://www.asahi.com/1", "report", "Asahi")]) == 2
    )


def test_two_statements_and_their_copies_are_two_sources():
    chinese = page("http://eng.chinamil.com.cn/1", "primary", "China Military Online")
    xinhua = page("http://en.people.cn/1", "repost", "Xinhua")
    assert OUTLETS.independent([*STATEMENT, chinese, xinhua, *COPIES]) == 2


def test_reposts_alone_are_one_source_that_nobody_verified():
    assert OUTLETS.independent(COPIES) == 1


@given(st.lists(st.sampled_from([*STATEMENT, *COPIES, *PAGES]), min_size=1, max_size=8))
def test_a_repost_more_never_adds_a_source(pages: list[dict[str, str]]):
    assert OUTLETS.independent([*pages, *COPIES]) == OUTLETS.independent(pages)
    assert OUTLETS.independent(pages) <= len({held["origin"] for held in pages})


def test_no_host_is_of_two_kinds_and_every_refusal_has_a_reason():
    hosts = [host for kind in KINDS for host in LISTED[kind]] + list(LISTED["refused"])
    assert sorted(hosts) == sorted(set(hosts))
    assert all(len(reason.split()) > 2 for reason in LISTED["refused"].values())


def test_every_origin_speaks_for_one_state():
    origins = [origin for held in LISTED["speaks_for"].values() for origin in held]
    assert sorted(origins) == sorted(set(origins))


@pytest.mark.parametrize(
    "link",
    [
        "http://209.141.35.7/page",
        "http://3520176903/page",
        "http://0xd1.0x8d.35.7/page",
        "https://translate.google.com/website?u=https://www.example.org/",
        "https://mirror.example/host-https-www.example.org/page",
        "https://proxy.example/?url=https%3A%2F%2Fwww.example.org",
        "https://sub.netlify.app/page",
    ],
)
def test_a_page_that_names_no_publisher_is_refused(link: str):
    assert OUTLETS.refusal(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://web.archive.org/web/2017/http://www.un.org/",
        "https://www.trtworld.com:443/article/1",
        "https://www.un.org/page?why=because",
        "https://360.ru/news",
        "https://1prime.ru/20240101/1.html",
    ],
)
def test_a_page_with_a_publisher_is_not_refused(link: str):
    assert OUTLETS.refusal(link) == ""


def test_the_summary_counts_every_link_and_every_fact():
    links, alone = summary(PAGES, OUTLETS)
    assert links.startswith(f"{len(PAGES)} links: ")
    shares = [int(part.split(" %")[0]) for part in links.split(": ")[1].split(", ")]
    assert len(shares) == len(TIERS)
    assert abs(sum(shares) - 100) <= len(TIERS) / 2
    facts = {held["fact"] for held in PAGES}
    best = {
        fact: min(
            rank(OUTLETS.tier(held["link"], held["form"])) for held in PAGES if held["fact"] == fact
        )
        for fact in facts
    }
    reposts = sum(place == rank("repost") for place in best.values())
    assert alone.startswith(f"{reposts} of {len(facts)} facts on reposts alone")
