"""`entente library` on the command line, from a page to a feed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import RECORDS, Said
from entente.errors import BrokenFileError
from entente.library.formats import parse_records, write_records
from entente.library.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]

SHELF = Path(__file__).parents[1] / "library" / "samples" / "shelf.yml"
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed" / "record.txt"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ENTENTE_LIBRARY", str(tmp_path / "mine"))
    return tmp_path / "mine"


@pytest.fixture
def filled(run: Run) -> None:
    assert run("library", "add", str(SHELF)).code == 0


def test_records_are_added_once_and_named(run: Run):
    said = run("library", "add", str(SHELF))
    assert said.out.splitlines()[:2] == [f"{SHELF}: 6 added", "  ruiz-2024-bombers"]
    assert run("library", "add", str(SHELF)).out == f"{SHELF}: 0 added, 6 held already\n"


@pytest.mark.parametrize("command", ["search", "export", "watch", "dedupe", "tag"])
def test_a_library_that_is_not_there_is_told_and_not_made(run: Run, folder: Path, command: str):
    said = run("library", command)
    assert said.code == 2
    assert "no library here yet" in said.err
    assert not folder.exists()


def test_records_are_taken_from_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch):
    pipe = io.TextIOWrapper(io.BytesIO(SHELF.read_bytes()))
    monkeypatch.setattr("sys.stdin", pipe)
    assert "6 added" in run("library", "add", "-", "--from", "yaml_record").out


@pytest.mark.usefixtures("filled")
def test_a_record_nobody_saw_stays_new(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run("library", "watch", "--save", "all", "")
    (tmp_path / "b.yml").write_text("title: Later\n", encoding="utf-8")
    run("library", "add", str(tmp_path / "b.yml"))

    def fail(_record: Record) -> str:
        raise BrokenFileError.at("the terminal", "Is gone.")

    with monkeypatch.context() as patch:
        patch.setattr("entente.cli._library.line_of", fail)
        assert run("library", "watch").code == 2
    assert "1 new" in run("library", "watch").out


def test_a_stop_by_the_user_says_what_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("entente.cli._progress.progress", stop)
    said = run("library", "add", str(SHELF))
    assert said.code == 130
    assert "stopped; 6 of 6 records are kept" in said.err


def test_a_broken_file_is_told_and_the_others_are_added(run: Run, tmp_path: Path):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    said = run(
        "library", "add", str(tmp_path / "broken.json"), str(tmp_path / "no.ris"), str(SHELF)
    )
    assert said.code == 2
    assert "broken.json:1" in said.err
    assert "no.ris" in said.err
    assert f"{SHELF}: 6 added" in said.out


@pytest.mark.usefixtures("filled")
def test_a_search_shows_hits_matches_and_facets(run: Run):
    said = run("library", "search", "patrols", "place:japan", "--facets")
    assert "ruiz-2024-bombers" in said.out
    assert "1 record matches the words" in said.out
    assert "  place: China 1, Japan 1" in said.out


@pytest.mark.usefixtures("filled")
def test_a_search_as_json_can_be_read_by_a_program(run: Run):
    found = json.loads(run("library", "search", "patrols", "--json").out)
    assert found["total"] == 1
    assert found["hits"][0]["record"]["title"] == RECORDS[0].title


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("search", "athor:x"), "did you mean author"),
        (("search", "date:soon"), "not a date to search by"),
        (("search", "x", "--by", "luck"), "one of both, words, meaning"),
        (("show", "ruiz-2024-bomber"), "did you mean ruiz-2024-bombers"),
        (("similar", "nobody"), "No record of the library is called"),
        (("tag", "ruiz-2024-bombers", " "), "is not a tag"),
        (("dedupe", "--merge", "ruiz-2024-bombers"), "No group of duplicates"),
        (("watch", "nothing"), "No saved search is called"),
        (("export", "--format", "word"), "No format is called"),
        (("export", "--out", "/nonexistent/x.ris"), "Cannot be written"),
        (("watch", "--atom", "/nonexistent/x.xml"), "Cannot be written"),
        (("search", "--limit", "-1"), "no -1 hits"),
        (("similar", "ruiz-2024-bombers", "--limit", "-1"), "no -1 records"),
        (("dedupe", "--least", "2"), "not a score"),
        (("dedupe", "--least", "nan"), "not a score"),
        (("dedupe", "--with", "x"), "--with goes with --merge"),
        (("dedupe", "--merge", "x", "--split", "y"), "--split is used alone"),
        (("dedupe", "--split", "ruiz-2024-bombers"), "Nothing is shown under"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_way_on(run: Run, words: tuple[str, ...], told: str):
    said = run("library", *words)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert "try:" in said.err


@pytest.mark.usefixtures("filled")
def test_tags_are_put_listed_searched_and_taken_off(run: Run):
    assert run("library", "tag", "park-2021-grain", "to read").out == "park-2021-grain: to read\n"
    assert run("library", "tag").out == "     1  to read\n"
    assert "park-2021-grain" in run("library", "search", "tag:read", "--by", "words").out
    assert "no tags" in run("library", "tag", "park-2021-grain", "to read", "--remove").out


@pytest.mark.usefixtures("filled")
def test_suggestions_say_what_earned_them(run: Run, tmp_path: Path):
    report = Record(title="Tokyo and Seoul", abstract="Japan and South Korea sign a pact.")
    (tmp_path / "new.yml").write_text(write_records([report], "yaml_record"), encoding="utf-8")
    name = run("library", "add", str(tmp_path / "new.yml")).out.split()[-1]
    said = run("library", "tag", name, "--suggest").out
    assert "place" in said
    assert "Japan" in said


@pytest.mark.usefixtures("filled")
def test_duplicates_are_merged_on_the_users_word_and_split_again(run: Run, tmp_path: Path):
    twin = RECORDS[0].model_copy(update={"title": "Bombers over the Strait", "abstract": ""})
    (tmp_path / "twin.yml").write_text(write_records([twin], "yaml_record"), encoding="utf-8")
    run("library", "add", str(tmp_path / "twin.yml"))
    groups = json.loads(run("library", "dedupe", "--json").out)
    assert [group["kept"]["name"] for group in groups] == ["ruiz-2024-bombers"]
    assert "1 group;" in run("library", "dedupe").out
    assert "undoes it" in run("library", "dedupe", "--merge", "ruiz-2024-bombers").out
    assert run("library", "dedupe").out.startswith("0 groups")
    assert "merged:" in run("library", "show", "ruiz-2024-bombers").out
    assert "by itself" in run("library", "dedupe", "--split", "ruiz-2024-bombers").out
    assert "1 group;" in run("library", "dedupe").out


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("form", ["ris", "bibtex", "csl", "yaml"])
def test_an_export_read_again_gives_the_same_records(run: Run, tmp_path: Path, form: str):
    names = {"csl": "csl_json", "yaml": "yaml_record"}
    said = run("library", "export", "--format", form)
    assert parse_records(said.out, names.get(form, form)) == RECORDS
    run("library", "export", "bread", "--format", form, "--out", str(tmp_path / "out"))
    assert (
        parse_records((tmp_path / "out").read_text("utf-8"), names.get(form, form)) == RECORDS[5:]
    )


def test_a_formula_is_defused_in_a_table(run: Run, tmp_path: Path):
    record = Record(title='=HYPERLINK("https://example.org")', institution="@cmd", abstract="-1+1")
    (tmp_path / "a.yml").write_text(write_records([record], "yaml_record"), encoding="utf-8")
    run("library", "add", str(tmp_path / "a.yml"))
    [row] = csv.DictReader(io.StringIO(run("library", "export", "--format", "csv").out))
    assert row["title"] == "'" + record.title
    assert (row["institution"], row["abstract"]) == ("'@cmd", "'-1+1")


def test_marks_that_turn_text_round_are_spelt_out_on_a_terminal(run: Run, tmp_path: Path):
    record = Record(title="Report \u202egnp.exe")
    (tmp_path / "a.yml").write_text(write_records([record], "yaml_record"), encoding="utf-8")
    run("library", "add", str(tmp_path / "a.yml"))
    assert "Report <U+202E>gnp.exe" in run("library", "search", "report").out
    assert json.loads(run("library", "search", "report", "--json").out)["hits"][0]["record"] == {
        "title": record.title
    }


@pytest.mark.usefixtures("filled")
def test_a_saved_search_tells_what_is_new_once_and_writes_a_feed(run: Run, tmp_path: Path):
    assert run("library", "watch").out.startswith("no saved search")
    assert run("library", "watch", "--save", "patrols", "patrol").out == "patrols: patrol\n"
    assert "0 new" in run("library", "watch").out
    later = Record(title="Patrols Again", published=RECORDS[0].published)
    (tmp_path / "b.yml").write_text(write_records([later], "yaml_record"), encoding="utf-8")
    run("library", "add", str(tmp_path / "b.yml"))
    feed = tmp_path / "feed.xml"
    assert "1 new" in run("library", "watch", "--keep", "--atom", str(feed)).out
    assert "Patrols Again" in feed.read_text("utf-8")
    assert "1 new" in run("library", "watch", "patrols").out
    assert "0 new" in run("library", "watch").out
    assert run("library", "watch", "--forget", "patrols").code == 0


@pytest.mark.skipif(not SEED.exists(), reason="ours: the shared seed record is not beside this")
def test_a_report_leads_to_the_claims_made_of_it(run: Run):
    name = run("library", "add", str(SEED)).out.split()[-1]
    said = run("library", "show", name)
    assert "claim:         china-russia-east-asia/cnas-2024 japan-air-patrols: " in said.out
    told = json.loads(run("library", "show", name, "--json").out)
    assert {"report", "claim", "title"} == set(told["claims"][0])
