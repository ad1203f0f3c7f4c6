"""Laws of the readers of catalogue pages, over records and over spoilt pages."""

from __future__ import annotations

import importlib.util
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.formats import parse_records
from entente.library.labels import join_labels, read_label_list, split_labels
from entente.library.names import is_body, split_names
from entente.library.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BENCH = Path(__file__).parents[2] / "bench" / "fuzz_pages.py"
LABELS = {
    "authors": "Author",
    "published": "Publication Date",
    "content_type": "Content Type",
    "institution": "Institution",
    "journal": "Journal",
    "abstract": "Abstract",
    "topics": "Topic",
    "places": "Political Geography",
    "url": "URL",
    "doi": "DOI",
}
LISTS = ("authors", "topics", "places")

# Words of no language, so that none of them is navigation, a label or a part of a body's name.
words = st.text("bdgklmnprtvzéöžжи", min_size=2, max_size=7).map(lambda word: f"{word}k")
capitals = words.map(str.capitalize)
names = st.tuples(capitals, capitals).map(" ".join).filter(lambda name: not is_body(name))
titles = st.builds(
    lambda parts, joint: f"{' '.join(parts)}{joint}",
    st.lists(capitals, min_size=2, max_size=8),
    st.sampled_from(["", "?", ": A View", ", Then and Now", " (2030)", " 2.0 “So”"]),
)
sentences = st.builds(
    lambda first, rest, end: f"{first} {' '.join(rest)}{end}",
    capitals,
    st.lists(words, min_size=3, max_size=12),
    st.sampled_from([".", ".”", ".12", "?", "…"]),
)
abstracts = st.lists(
    st.lists(sentences, min_size=1, max_size=3).map(" ".join).map(lambda text: f"{text} So it is."),
    min_size=1,
    max_size=3,
).map("\n\n".join)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)
bodies = st.builds(
    lambda field, place: f"Institute for {field}, {place} and Sand, Harbour College",
    capitals,
    capitals,
)


def labels_of(vocabulary: str) -> st.SearchStrategy[tuple[str, ...]]:
    known = read_label_list(vocabulary)
    return (
        st.lists(st.sampled_from(known.labels) | names, min_size=1, max_size=5)
        .map(tuple)
        .filter(lambda labels: split_labels(join_labels(labels), known) == labels)
    )


@st.composite
def fields(draw: st.DrawFn) -> dict[str, Any]:
    institution = draw(lines | bodies)
    signed = draw(st.lists(names | st.just(institution), min_size=1, max_size=4))
    if split_names(join_labels(signed), bodies=[institution]) != tuple(signed):
        signed = [institution]
    every: dict[str, Any] = {
        "authors": tuple(signed),
        "published": draw(st.sampled_from(["2021", "2023-05", "2024-02-29"])),
        "content_type": draw(lines),
        "institution": institution,
        "journal": draw(lines | st.just("Harbours: A Review of Sand")),
        "abstract": draw(abstracts),
        "topics": draw(labels_of("topics")),
        "places": draw(labels_of("political_geography")),
        "url": "https://example.org/a;b?c=d:e",
        "doi": "10.1000/182:a",
        "Shelf Mark": draw(lines),
    }
    # An author that is equal to an institution is only known beside it.
    kept = draw(st.permutations(sorted(every)))
    kept = kept[: draw(st.integers(1, len(kept)))]
    if "authors" in kept and "institution" not in kept:
        kept = [*kept, "institution"]
    return {"title": draw(titles), **{name: every[name] for name in kept}}


pages = st.lists(fields(), min_size=1, max_size=4)


def written(name: str, value: Any) -> tuple[str, list[str]]:
    """Return a label and its values as a catalogue writes them."""
    if name in LISTS:
        return LABELS[name], [join_labels(value)]
    if name == "published":
        year, *rest = value.split("-")
        return LABELS[name], ["-".join([*rest, year])]
    return LABELS.get(name, name), value.split("\n\n") if name == "abstract" else [value]


def flat(found: Sequence[dict[str, Any]], bullet: str) -> str:
    """Write records in form A."""
    blocks: list[str] = []
    for record in found:
        rows = [f"## {record['title']}"]
        for name, value in list(record.items())[1:]:
            label, (first, *rest) = written(name, value)
            rows.append(f"{bullet} {label}: {first}")
            rows += [f"\n{paragraph}\n" for paragraph in rest]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def own_lines(found: Sequence[dict[str, Any]], bullet: str) -> str:
    """Write records in form B."""
    rows: list[str] = []
    for number, record in enumerate(found, start=1):
        rows.append(f"{number}. {record['title']}")
        for name, value in list(record.items())[1:]:
            label, values = written(name, value)
            rows += [f"{bullet} {label}:", *(f"{bullet} {each}" for each in values)]
    return "\n".join(rows)


def markup(found: Sequence[dict[str, Any]], apart: str) -> str:
    """Write records as definition lists; what stands in lists has a place of its own."""
    rows = ["<html><body><nav><a>Next »</a></nav>"]
    for number, record in enumerate(found, start=1):
        rows.append(f"<h3><span class='document-counter'>{number}. </span>")
        rows.append(f"<a href='/{number}'>{escape(record['title'])}</a></h3><dl>")
        for name, value in list(record.items())[1:]:
            label, values = written(name, value)
            if name in LISTS:
                values = list(value)
            between = "</p><p>" if name == "abstract" else apart
            said = between.join(escape(each) for each in values)
            rows.append(f"<dt class='a'>{label}:</dt><dd><p>{said}</p></dd>")
        rows.append("</dl>")
    return "\n".join([*rows, "<footer>© Harbour</footer></body></html>"])


def expected(found: Sequence[dict[str, Any]], *, numbered: bool) -> list[Record]:
    return [
        Record.model_validate(
            {
                **{name: value for name, value in record.items() if name != "Shelf Mark"},
                "number": number if numbered else None,
                "extra": {"Shelf Mark": (record["Shelf Mark"],)} if "Shelf Mark" in record else {},
            }
        )
        for number, record in enumerate(found, start=1)
    ]


slow = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@slow
@given(found=pages, bullet=st.sampled_from("•·*-"))
def test_records_written_as_a_flat_list_are_read_back(found: list[dict[str, Any]], bullet: str):
    text = flat(found, bullet)
    assert parse_records(text, "catalogue_page") == expected(found, numbered=False)


@slow
@given(found=pages, bullet=st.sampled_from("•·*-"))
def test_records_written_on_lines_of_their_own_are_read_back(
    found: list[dict[str, Any]], bullet: str
):
    text = own_lines(found, bullet)
    assert parse_records(text, "catalogue_page") == expected(found, numbered=True)


@slow
@given(found=pages, apart=st.sampled_from(["</p><p>", "<br>", "</dd><dd>"]))
def test_records_written_as_definition_lists_are_read_back(found: list[dict[str, Any]], apart: str):
    assert parse_records(markup(found, apart), "catalogue_html") == expected(found, numbered=True)


@slow
@given(found=pages)
def test_the_same_page_twice_gives_each_record_twice(found: list[dict[str, Any]]):
    text = own_lines(found, "-")
    once = parse_records(text, "catalogue_page")
    assert parse_records(f"{text}\n\n{text}", "catalogue_page") == once + once


def fuzzer() -> Any:
    sys.path.append(str(BENCH.parent))
    spec = importlib.util.spec_from_file_location("fuzz_pages", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_spoilt_pages_are_read_or_refused_and_no_word_of_a_label_is_lost():
    report = fuzzer().run(400_000, seed=7, bound=float("inf"))
    assert report.failures == []
    assert report.read > 50
    assert report.checked > 5_000


def test_the_search_for_lost_words_finds_a_lost_word(monkeypatch: pytest.MonkeyPatch):
    bench = fuzzer()
    monkeypatch.setattr(bench, "parse_records", lambda *_: [Record(title="Another")])
    report = bench.run(20_000, seed=7, bound=float("inf"))
    assert any("are lost" in failure for failure in report.failures)


@pytest.mark.parametrize("form", ["catalogue_page", "catalogue_html"])
@settings(deadline=None)
@given(
    text=st.lists(
        st.characters(exclude_categories=("Cs",))
        | st.sampled_from(
            ["- ", "Author:", "<dt>", "<dd>", "</dl>", "<li>", "<h3>", "\n", "1. ", "Topic: ", "&#"]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_read_or_refused_with_a_reason(form: str, text: str):
    read: Callable[..., list[Record]] = parse_records
    try:
        assert read(text, form)
    except BrokenFileError as error:
        assert error.what
