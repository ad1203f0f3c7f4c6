from __future__ import annotations

import datetime as dt
import gzip
import socket
import time
import tracemalloc
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oai_server import DATE, Answer, OaiServer, dc_record, deleted_record, envelope, error, header

from entente.errors import BrokenFileError, EntenteError, UnknownNameError
from entente.library.keeping._oai_client import HarvestLimits
from entente.library.keeping.harvest import Batch, Problem, harvest

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = HarvestLimits(
    page_bytes=1_000_000,
    page_seconds=0.5,
    answer_seconds=0.5,
    pages=20,
    retries=1,
    longest_wait=2,
    first_wait=0.01,
)
FIVE = [
    dc_record("oai:a:1", "A"),
    dc_record("oai:a:2", "B"),
    deleted_record("oai:a:3"),
    dc_record("oai:a:4", "D"),
    dc_record("oai:a:5", "E"),
]


@pytest.fixture
def server() -> Iterator[OaiServer]:
    with OaiServer(FIVE) as running:
        yield running


def take(server: OaiServer, **choices: object) -> list[Batch]:
    return list(harvest(server.address, limits=QUICK, **choices))  # type: ignore[arg-type]


def titles(batches: list[Batch]) -> list[str]:
    return [record.title for batch in batches for record in batch.records]


def test_a_list_is_harvested_page_by_page_with_its_deletions(server: OaiServer):
    batches = take(server)
    assert titles(batches) == ["A", "B", "D", "E"]
    assert [batch.deleted for batch in batches] == [(), ("oai:a:3",), ()]
    assert [batch.token for batch in batches] == ["2", "4", ""]
    assert [batch.is_last for batch in batches] == [False, False, True]
    assert {batch.response_date for batch in batches} == {DATE}
    assert batches[0].complete_size == 5
    assert batches[0].records[0].extra["OAI identifier"] == ("oai:a:1",)


def test_a_page_is_asked_for_only_when_it_is_taken(server: OaiServer):
    pages = harvest(server.address, limits=QUICK)
    assert server.asked == []
    next(pages)
    assert len(server.asked) == 1


def test_a_harvest_that_was_stopped_goes_on_from_its_token(server: OaiServer):
    first = next(harvest(server.address, limits=QUICK))
    rest = take(server, resume_from=first.token)
    assert titles([first, *rest]) == ["A", "B", "D", "E"]
    assert server.asked[1] == {"verb": "ListRecords", "resumptionToken": "2"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=15)
@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 9))
def test_every_record_comes_once_wherever_a_harvest_is_stopped(size: int, page: int, stop: int):
    records = [dc_record(f"oai:a:{i}", f"T{i}") for i in range(size)]
    with OaiServer(records, page_size=page, packed=size % 2 == 0) as server:
        kept: list[Batch] = []
        for batch in harvest(server.address, limits=QUICK):
            kept.append(batch)
            if len(kept) > stop:
                break
        if kept[-1].token:
            kept += take(server, resume_from=kept[-1].token)
    assert titles(kept) == [f"T{i}" for i in range(size)]


def test_the_choices_are_sent_as_the_protocol_names_them(server: OaiServer):
    take(server, set_="asia", since=dt.date(2024, 1, 2), until="2024-12-31")
    assert server.asked[0] == {
        "verb": "ListRecords",
        "metadataPrefix": "oai_dc",
        "from": "2024-01-02",
        "until": "2024-12-31",
        "set": "asia",
    }


def test_progress_counts_all_records(server: OaiServer):
    seen: list[tuple[int, int | None]] = []
    take(server, progress=lambda count, size: seen.append((count, size)))
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_mods_is_read_where_the_metadata_is_mods():
    mods = (
        f"<record>{header('oai:a:1')}<metadata><mods xmlns='http://www.loc.gov/mods/v3'>"
        "<titleInfo><title>A</title></titleInfo></mods></metadata></record>"
    )
    with OaiServer([mods]) as server:
        [batch] = take(server, metadata_prefix="mods")
    assert titles([batch]) == ["A"]
    assert batch.records[0].extra["OAI identifier"] == ("oai:a:1",)


def test_a_bad_record_is_reported_and_its_page_is_read():
    untitled = dc_record("oai:a:2", " ")
    empty = f"<record>{header('oai:a:3')}<metadata/></record>"
    nameless = "<record><header/></record>"
    control = dc_record("oai:a:4", "A\x85B")
    with OaiServer([FIVE[0], untitled, empty, nameless, control], page_size=9) as server:
        [batch] = take(server)
    assert titles([batch]) == ["A"]
    assert [problem.identifier for problem in batch.problems] == [
        "oai:a:2",
        "oai:a:3",
        "",
        "oai:a:4",
    ]
    assert batch.problems[0] == Problem("oai:a:2", "A record has no title.")
    assert "U+0085" in batch.problems[3].reason


def test_nothing_that_matches_is_one_empty_batch():
    with OaiServer() as server:
        [batch] = take(server)
    assert batch == Batch(())


def test_a_busy_server_is_asked_again_when_it_says(server: OaiServer):
    server.script = [Answer(status=503, headers={"Retry-After": "1"})]
    start = time.monotonic()
    assert titles(take(server)) == ["A", "B", "D", "E"]
    assert time.monotonic() - start >= 1


def test_a_busy_server_may_say_when_as_a_date_or_not_at_all(server: OaiServer):
    past = format_datetime(dt.datetime.now(dt.UTC) - dt.timedelta(hours=1), usegmt=True)
    for headers in ({"Retry-After": past}, {"Retry-After": "soon"}, {}):
        server.script = [Answer(status=503, headers=headers)]
        assert titles(take(server)) == ["A", "B", "D", "E"]


@pytest.mark.parametrize("wait", ["3600", "9" * 50])
def test_a_server_that_asks_us_to_wait_long_is_left(server: OaiServer, wait: str):
    server.script = [Answer(status=503, headers={"Retry-After": wait})]
    with pytest.raises(EntenteError, match="asks us to wait"):
        take(server)


def test_a_server_that_stays_busy_is_given_up(server: OaiServer):
    server.always = Answer("<html>busy", status=503)
    with pytest.raises(EntenteError, match="answered with status 503"):
        take(server)
    assert len(server.asked) == 1 + QUICK.retries


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer("<html>", status=404), "answered with status 404"),
        (Answer("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", status=500), "answered with status 500"),
        (Answer(status=301, headers={"Location": "https://example.org/oai?x"}), "redirects"),
        (Answer(error("badResumptionToken", "Old.")), r"does not know the resumption.*\(Old\)"),
        (Answer(error("idDoesNotExist")), "has no such record"),
        (Answer(error("noSetHierarchy")), "has no sets"),
        (
            Answer(error("badArgument", "from"), status=400),
            r"refuses the request: BadArgument \(from",
        ),
        (Answer(error("somethingElse")), "refuses the request: GeneralOAIPMHError"),
        (Answer(error("__doc__")), "cannot be understood"),
        (Answer(error("annotations")), "(refuses the request|cannot be understood)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_of_the_server_are_reported(server: OaiServer, answer: Answer, message: str):
    server.always = answer
    with pytest.raises(EntenteError, match=message) as caught:
        take(server)
    assert server.address in caught.value.where


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (envelope("<ListRecords><record>"), "Is not XML"),
        (envelope("<ListRecords/>")[:-5], "Is not XML"),
        ("", "Is not XML"),
        ("<html><body/></html>", "Is no list of OAI-PMH but <html>"),
        (envelope("<Identify/>"), "Is no list of OAI-PMH"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + envelope("")[38:], "Declares the entity 'b'"),
        (envelope("<a>" * 150 + "</a>" * 150), "nested too deep"),
    ],
)
def test_pages_that_cannot_be_used_stop_the_harvest(server: OaiServer, body: str, message: str):
    server.always = Answer(body)
    with pytest.raises(BrokenFileError, match=message):
        take(server)


def test_a_wrong_form_of_records_names_those_there_are(server: OaiServer):
    with pytest.raises(UnknownNameError, match=r"form of records is called 'mod'.*\n.*\n.*mods"):
        take(server, metadata_prefix="mod")


def test_a_page_that_swells_is_left_before_it_fills_the_memory(server: OaiServer):
    bomb = gzip.compress(b" " * 60_000_000, 9)
    server.always = Answer(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    with pytest.raises(EntenteError, match="more than 1,000,000 bytes"):
        take(server)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_large_page_without_packing_is_left_too(server: OaiServer):
    server.always = Answer(" " * 2_000_000)
    with pytest.raises(EntenteError, match="more than 1,000,000 bytes"):
        take(server)


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (b"no gzip", "gzip", "cannot be unpacked"),
        (gzip.compress(envelope("").encode())[:-9], "gzip", "ends in the middle"),
        (b"x", "br", "packed as 'br'"),
    ],
)
def test_a_page_packed_badly_is_refused(
    server: OaiServer, body: bytes, encoding: str, message: str
):
    server.always = Answer(body, headers={"Content-Encoding": encoding})
    with pytest.raises(EntenteError, match=message):
        take(server)


def test_a_page_that_drips_is_left(server: OaiServer):
    server.always = Answer(envelope("<ListRecords/>"), seconds_between_bytes=0.05)
    with pytest.raises(EntenteError, match=r"took more than 0\.5 seconds"):
        take(server)


def test_a_page_that_is_cut_off_is_not_taken_for_whole(server: OaiServer):
    server.always = Answer(envelope("<ListRecords/>"), cut=True)
    with pytest.raises(EntenteError, match="cannot be reached"):
        take(server)


def test_a_server_that_repeats_itself_is_noticed(server: OaiServer):
    page = f"<ListRecords>{FIVE[0]}<resumptionToken>same</resumptionToken></ListRecords>"
    server.always = Answer(envelope(page))
    pages = harvest(server.address, limits=QUICK)
    assert titles([next(pages)]) == ["A"]
    with pytest.raises(EntenteError, match="the same page and the token 'same' again"):
        next(pages)


def test_one_token_for_different_pages_is_followed(server: OaiServer):
    server.script = [
        Answer(
            envelope(
                f"<ListRecords>{dc_record(f'oai:a:{i}', f'T{i}')}"
                f"<resumptionToken>{'same' if i < 3 else ''}</resumptionToken></ListRecords>"
            )
        )
        for i in range(4)
    ]
    assert titles(take(server)) == ["T0", "T1", "T2", "T3"]


def test_a_list_without_end_stops_at_the_limit(server: OaiServer):
    server.script = [
        Answer(envelope(f"<ListRecords><resumptionToken>{i}</resumptionToken></ListRecords>"))
        for i in range(QUICK.pages + 1)
    ]
    with pytest.raises(EntenteError, match="more than 20 pages"):
        take(server)


def test_a_server_that_is_not_there_is_reported():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EntenteError, match="cannot be reached: ConnectError"):
        list(harvest(f"http://127.0.0.1:{port}/oai", limits=QUICK))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://127.0.0.1/oai", "not an http or https address"),
        ("file:///etc/hostname", "not an http or https address"),
        ("127.0.0.1/oai", "not an http or https address"),
        ("http://", "not an http or https address"),
        ("http://[::1/oai", "not an http or https address"),
        ("http://127.0.0.1:99999/oai", "not an http or https address"),
        ("http://name:secret@127.0.0.1/oai", "'127.0.0.1/oai' is not an http"),
        ("http://127.0.0.1/oai?verb=Identify", "is not a base address"),
    ],
)
def test_addresses_that_cannot_be_used_are_refused_at_once(address: str, message: str):
    with pytest.raises(EntenteError, match=message) as caught:
        harvest(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        ("yesterday", None, "not a day"),
        ("2024-02-30", None, "not a day"),
        (None, "2024", "not a day"),
        ("2024-02-01", "2024-01-01", "is after"),
        ("2024-02-01T00:00:00Z", "2024-03-01", "a time of day"),
        (dt.datetime(2024, 2, 1), None, "without a time zone"),  # noqa: DTZ001 (it is refused)
    ],
)
def test_dates_that_cannot_be_used_are_refused_at_once(since: str, until: str, message: str):
    with pytest.raises(EntenteError, match=message):
        harvest("http://127.0.0.1/oai", since=since, until=until)


def test_a_moment_is_sent_in_utc(server: OaiServer):
    zone = dt.timezone(dt.timedelta(hours=2))
    take(server, since=dt.datetime(2024, 1, 1, 1, tzinfo=zone))
    assert server.asked[0]["from"] == "2023-12-31T23:00:00Z"


def test_retries_stay_out_of_the_terminal(server: OaiServer, capfd: pytest.CaptureFixture[str]):
    server.script = [Answer(status=503)]
    take(server)
    assert capfd.readouterr() == ("", "")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20
)
@given(at=st.integers(0, 700), length=st.integers(0, 40), noise=st.text(max_size=8))
def test_a_damaged_page_is_read_or_refused(server: OaiServer, at: int, length: int, noise: str):
    page = envelope(f"<ListRecords>{FIVE[0]}</ListRecords>")
    server.script = [Answer((page[:at] + noise + page[at + length :]).encode("utf-8", "replace"))]
    try:
        take(server)
    except EntenteError as caught:
        assert caught.what


@pytest.mark.parametrize("year", ["9" * 5, "9" * 12, "9" * 20])
def test_a_date_to_wait_for_that_no_calendar_has_is_passed_over(server: OaiServer, year: str):
    when = f"Sat, 02 Nov {year} 08:00:00 GMT"
    server.script = [Answer(status=503, headers={"Retry-After": when})]
    assert titles(take(server)) == ["A", "B", "D", "E"]
