"""Records that run together on a page without titles are parted, and what is open is said."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.library.formats import parse_records, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from entente.library.record import Record

CASES = Path(__file__).parents[2] / ".." / "shared" / "cases"
UNTITLED = "the page gives no title"
OPEN = "the page leaves open"
USUAL: tuple[str, ...] = (
    "Author",
    "Publication Date",
    "Content Type",
    "Journal",
    "Institution",
    "Abstract",
    "Topic",
    "Political Geography",
)
SINGLE = ("Publication Date", "Content Type", "Journal", "Institution", "Abstract")
SHORT = {
    "A": "Author",
    "B": "Abstract",
    "C": "Content Type",
    "D": "Publication Date",
    "I": "Institution",
    "J": "Journal",
    "L": "Language",
    "P": "Political Geography",
    "T": "Topic",
    "U": "URL",
}

Rows = list[tuple[str, str]]


def value(name: str, number: int) -> str:
    """Return a value that only one record of a page has."""
    word = "bdgklmnprtvz"[number % 12] + "ak"
    return {
        "Author": f"Ana {word.capitalize()}",
        "Publication Date": f"{2001 + number}",
        "Abstract": f"They {word} there.",
        "URL": f"https://example.org/{number}",
    }.get(name, f"{word.capitalize()} Harbour")


def rows(names: Iterable[str], number: int) -> Rows:
    return [(name, value(name, number)) for name in names]


def flat(blocks: Sequence[Rows]) -> str:
    """Write records in form A, with an empty line between blocks."""
    return "\n\n".join("\n".join(f"• {n}: {v}" for n, v in block) for block in blocks)


def own_lines(blocks: Sequence[Rows]) -> str:
    """Write records in form B."""
    return "\n\n".join("\n".join(f"- {n}:\n- {v}" for n, v in block) for block in blocks)


def definitions(blocks: Sequence[Rows]) -> str:
    """Write records as definition lists."""
    lists = ["".join(f"<dt>{n}:<dd>{escape(v)}" for n, v in block) for block in blocks]
    return "".join(f"<dl>{each}</dl>" for each in lists)


def items(blocks: Sequence[Rows]) -> str:
    """Write records as lists of items."""
    lists = ["".join(f"<li><b>{n}:</b> {escape(v)}</li>" for n, v in block) for block in blocks]
    return "".join(f"<ul>{each}</ul>" for each in lists)


FORMS: list[tuple[Callable[[Sequence[Rows]], str], str]] = [
    (flat, "catalogue_page"),
    (own_lines, "catalogue_page"),
    (definitions, "catalogue_html"),
    (items, "catalogue_html"),
]
forms = pytest.mark.parametrize(
    ("write", "form"), FORMS, ids=lambda each: getattr(each, "__name__", "")
)


def given_by(record: Record) -> set[tuple[str, str]]:
    """Return each label of a record with its value, be it in a field or not."""
    fields = {
        "Author": record.authors,
        "Publication Date": [str(record.published or "")],
        "Content Type": [record.content_type],
        "Journal": [record.journal],
        "Institution": [record.institution],
        "Abstract": [record.abstract],
        "Topic": record.topics,
        "Political Geography": record.places,
        "URL": [record.url],
        **record.extra,
    }
    return {(name, each) for name, values in fields.items() for each in values if each}


def page_of(words: str) -> list[list[str]]:
    """Return the labels of blocks that are written by their initials."""
    return [[SHORT[letter] for letter in word] for word in words.split()]


def read(
    records: Sequence[Sequence[str]], write: Callable[[Sequence[Rows]], str], form: str
) -> tuple[list[Rows], list[Record]]:
    """Write records that run together, and read them."""
    truth = [rows(names, number) for number, names in enumerate(records)]
    return truth, parse_records(write([[row for each in truth for row in each]]), form)


@forms
@pytest.mark.parametrize(
    "words",
    [
        "ADCIBTP DCIBTP DCIBTP",  # the first alone has an author
        "DCIBTP DCIBTP ADCIBTP",  # the last alone has one
        "DCIBTP ADCIBTP DCIBTP",
        "ADCJIBTP ADCJIBTP DCIBTP",
        "TP ADCIBTP ADCIBTP",  # copied from within a record on
        "TPADCIB TPADCIB TPADCIB",  # another order
        "DCITPA DCITP DCITPA",  # authors stand last
        "IDTA IDT IDTA",
        "DT DIT ADT",
        "AT AT DT AT",
        "DTP DTP TP DTP",
        "DTI DTI DT TI",
        "DI IT DIT",
        "UDC UDC DC UDC",
    ],
)
def test_records_without_some_label_are_parted_where_the_order_of_the_page_says(
    words: str, write: Callable[[Sequence[Rows]], str], form: str
):
    truth, found = read(page_of(words), write, form)
    assert [given_by(record) for record in found] == [set(each) for each in truth]
    assert all(record.incomplete.startswith(UNTITLED) for record in found)


@forms
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ADCIBTP DCIBTP DCIBTP", ["", "", ""]),
        ("DCIBTP DCIBTP ADCIBTP", ["", "", ""]),
        ("IDT AIDT IDT", ["ends", "begins", ""]),  # may be IDTA too
        ("ADT DT DTP A", ["", "", "ends", "begins"]),  # nothing of the last stands before
        ("DTI DT TI DTI", ["", "ends", "begins", ""]),  # may be one of two topics
        ("ADI IT", ["ends", "begins"]),  # may be one record of two institutions
        ("DTL DTL DT", ["ends", "begins ends", "begins"]),  # the language may be of the next
        ("LDT LDT DT", ["", "", ""]),
        ("DT DTL DTL", ["", "", ""]),
    ],
)
def test_what_a_page_leaves_open_is_said_of_the_records_on_both_sides(
    words: str, said: list[str], write: Callable[[Sequence[Rows]], str], form: str
):
    _, found = read(page_of(words), write, form)
    wanted = [
        "; ".join([UNTITLED, *(f"{OPEN} where it {end}" for end in ends.split())]) for ends in said
    ]
    assert [sorted(each.incomplete.split("; ")) for each in found] == [
        sorted(each.split("; ")) for each in wanted
    ]


@forms
def test_a_list_label_that_comes_again_at_once_goes_on_and_is_said(
    write: Callable[[Sequence[Rows]], str], form: str
):
    _, [record, other] = read(page_of("AADT ADT"), write, form)
    assert record.authors == ("Ana Bak", "Ana Bak")
    assert record.incomplete == f"{UNTITLED}; {OPEN} whether it is one record"
    assert other.incomplete == UNTITLED


def test_a_title_keeps_a_label_that_comes_again_and_parts_from_two():
    [record] = parse_records(
        "A\n• Author: B\n• Topic: War\n• Journal: C\n• Topic: Oil", "catalogue_page"
    )
    assert (record.topics, record.incomplete) == (("War", "Oil"), "")
    truth = [rows(names, number) for number, names in enumerate(page_of("ADIT DIT DITP"))]
    text = "## A Sea\n" + flat([[row for each in truth for row in each]])
    found = parse_records(text, "catalogue_page")
    assert [(each.title, given_by(each)) for each in found] == [
        ("A Sea", set(truth[0])),
        ("", set(truth[1])),
        ("", set(truth[2])),
    ]


def test_the_rest_of_a_wrapped_value_is_no_title_where_the_labels_go_on():
    first, second = parse_records(
        "• Author: A\n• Topic: War and\nOil\n• Political Geography: Chad\n"
        "• Author: B\n• Topic: Sea\n• Political Geography: Peru\n",
        "catalogue_page",
    )
    assert (first.topics, first.places, first.title) == (("War", "Oil"), ("Chad",), "")
    assert (second.topics, second.places, second.title) == (("Sea",), ("Peru",), "")
    fragment, titled = parse_records(
        "• Topic: War\nA Sea Apart\n• Author: B\n• Topic: Sea\n", "catalogue_page"
    )
    assert (fragment.topics, titled.title, titled.authors) == (("War",), "A Sea Apart", ("B",))


def test_an_element_that_marks_a_record_holds_one():
    first, second, third = parse_records(
        "<article class='document'><h3>A</h3><dl><dt>Author<dd>Bo Lind</dl></article>"
        "<article class='document'><dl><dt>Topic<dd>War</dl></article>"
        "<article class='document'><dl><dt>Institution<dd>B<dt>Institution<dd>C"
        "<dt>Topic<dd>Oil</dl></article>",
        "catalogue_html",
    )
    assert (first.authors, first.topics) == (("Bo Lind",), ())
    assert (second.topics, second.incomplete) == (("War",), UNTITLED)
    assert (third.institution, third.extra) == ("B", {"Institution": ("C",)})
    assert (third.topics, third.incomplete) == (("Oil",), UNTITLED)


def test_a_page_cut_off_in_the_last_of_several_says_so_of_that_one():
    first, last = parse_records(
        "• Author: A\n• Topic: War\n• Author: B\n• Topic:", "catalogue_page"
    )
    assert first.incomplete == UNTITLED
    assert last.incomplete == f"{UNTITLED}; the page ends within it"


# Of a page where records have one label or two, several orders can need as few records, and one of
# them is taken without a word: docs/catalogue-pages.md says so.
FEWEST_LABELS = 3


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[list[str]], list[bool]]:
    """Return the labels of records, in one order, and whether a gap is before each.

    Two whole records show the order. A record after a gap, or the one before it, has two labels,
    so that the page shows what parts labels too.
    """
    order = draw(st.just(USUAL) | st.permutations(USUAL).map(tuple))
    some = st.sets(st.sampled_from(order), min_size=FEWEST_LABELS).map(
        lambda names: [name for name in order if name in names]
    )
    whole = [list(order)] * 2
    records = [*whole, *draw(st.lists(some, max_size=5))]
    gaps = [draw(st.booleans()) for _ in records]
    pairs = zip(records[:1] + records, records, strict=False)
    return records, [
        gap and max(len(one), len(other)) > 1 for gap, (one, other) in zip(gaps, pairs, strict=True)
    ]


def joined(records: Sequence[Rows], order: Sequence[str]) -> list[Rows]:
    """Join what nobody could part in a block: labels that go on in the order of the page."""
    names = [name for record in records for name, _ in record]
    steps = zip(["", *names], names, strict=False)
    once = [name for last, name in steps if name != last or name in SINGLE]
    if len(set(once)) == len(once):  # no label comes again, and the order is free
        return [[row for record in records for row in record]]
    found: list[tuple[Rows, str]] = []
    for record in records:
        last = found[-1][0][-1][0] if found else ""
        if last and order.index(last) < order.index(record[0][0]):
            found[-1] = ([*found[-1][0], *record], found[-1][1])
        else:
            found.append((record, last if last == record[0][0] else ""))
    # A label of many values goes on where one of the two would have nothing but lists.
    whole = [any(name in SINGLE for name, _ in record) for record, _ in found]
    result: list[Rows] = []
    for at, (record, again) in enumerate(found):
        if again and again not in SINGLE and not (whole[at - 1] and whole[at]):
            result[-1] = result[-1] + record
        else:
            result.append(record)
    return result


@forms
@settings(max_examples=60, deadline=None, derandomize=True)
@given(page=pages())
def test_any_labels_may_be_missing_with_gaps_and_without(
    page: tuple[list[list[str]], list[bool]], write: Callable[[Sequence[Rows]], str], form: str
):
    names, gaps = page
    truth = [rows(each, number) for number, each in enumerate(names)]
    blocks: list[list[Rows]] = []
    for record, gap in zip(truth, gaps, strict=True):
        if gap or not blocks:
            blocks.append([])
        blocks[-1].append(record)
    text = write([[row for record in block for row in record] for block in blocks])
    found = parse_records(text, form)
    wanted = [set(each) for block in blocks for each in joined(block, names[0])]
    if names[0] == list(USUAL) and not any(OPEN in each.incomplete for each in found):
        assert [given_by(each) for each in found] == wanted
    for record in found:
        assert given_by(record) in wanted or OPEN in record.incomplete


@forms
@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.lists(st.sampled_from(USUAL), min_size=1, unique=True), max_size=6))
def test_no_record_has_two_values_of_one_label_and_none_is_lost_or_moved(
    names: list[list[str]], write: Callable[[Sequence[Rows]], str], form: str
):
    truth = [rows(each, number) for number, each in enumerate(names or [["Topic"]])]
    page = [row for record in truth for row in record]
    found = parse_records(write([page]), form)
    at = 0
    for record in found:
        own = given_by(record)
        assert set(page[at : at + len(own)]) == own
        at += len(own)
        assert not any(label in record.extra for label in SINGLE)
        if any(len(each) > 1 for each in (record.authors, record.topics, record.places)):
            assert record.incomplete.endswith("whether it is one record")
    assert at == len(page)


CASE_RECORDS = {
    "001": [((), "2021-01", "Bahrain"), ((), "2021-01", "Cabo Verde")],
    "002": [
        (("Ana Ruiz",), "2017-07", "Russia"),
        ((), "2021-01", "Bahrain"),
        ((), "2021-01", "Cabo Verde"),
    ],
    "003": [
        ((), "2021-01", "Bahrain"),
        ((), "2021-01", "Cabo Verde"),
        (("Ana Ruiz",), "2017-07", "Russia"),
    ],
    "006": [
        (("Ana Ruiz",), "2017-07", "United States"),
        (("Bo Justin Lind",), "2017-07", "Bahrain"),
        ((), "2021-01", "Cabo Verde"),
    ],
}


@pytest.mark.skipif(not CASES.exists(), reason="ours: the shared cases are not beside this")
@pytest.mark.parametrize("number", CASE_RECORDS)
def test_pages_like_those_that_people_have_are_parted(number: str):
    [path] = CASES.glob(f"{number}-*.txt")
    assert json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))["expect"]
    found = [(each.authors, str(each.published), each.places[0]) for each in read_records(path)]
    assert found == CASE_RECORDS[number]
