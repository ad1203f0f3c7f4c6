"""`entente ledger`: what the check prints, and the rows that each lens reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.data.store import Store
from entente.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said

REPORT = "cnas-2024"
ROW = re.compile(r"^  ledger_\w+:([\w-]+)  \S+  (.+)$", re.MULTILINE)


def test_the_check_says_what_the_links_are_and_what_rests_on_reposts(run: Callable[..., Said]):
    links, alone, rows = run("ledger", "check").out.splitlines()
    assert re.fullmatch(r"\d+ links: \d+ % official text, .*, \d+ % repost", links)
    assert re.match(r"\d+ of \d+ facts on reposts alone", alone)
    assert rows.endswith("rows, no fault")


def test_a_refused_link_is_named_with_its_reason_and_ends_in_code_1(
    observatory: Path, run: Callable[..., Said]
):
    path = Settings(observatory=observatory, cache=None).ledger / "sources.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("https://tass.com/defense/1069966", "http://192.0.2.1/x"), "utf-8")
    said = run("ledger", "check")
    assert said.code == 1
    assert "is refused: a bare address, which names no publisher" in said.out


def test_the_audit_lists_each_row_that_a_lens_reads_with_what_it_rests_on(
    run: Callable[..., Said],
):
    said = run("ledger", "audit", REPORT)
    assert (said.code, said.err) == (0, "")
    held = {row["id"]: row for row in Store(Settings(cache=None)).table("activity").to_pylist()}
    listed = dict(ROW.findall(said.out))
    alone = {name for name in listed if held[name]["reposts_only"]}
    assert all(listed[name].endswith("repost only, unverified") for name in alone)
    for name in listed.keys() - alone:
        tier, origins = held[name]["tier"], held[name]["origins"]
        assert listed[name].endswith(f", {tier}, independent sources: {origins}"), name
    last = f"{len(listed)} rows of the ledger read, {len(alone)} on reposts alone\n"
    assert said.out.endswith(last)
    reposts = run("ledger", "audit", REPORT, "--reposts")
    assert dict(ROW.findall(reposts.out)).keys() == alone
    assert reposts.out.endswith(last)


def test_an_audit_of_no_case_says_so(run: Callable[..., Said]):
    said = run("ledger", "audit", "china-rusia")
    assert (said.code, said.out) == (2, "")
    assert "china-rusia" in said.err
