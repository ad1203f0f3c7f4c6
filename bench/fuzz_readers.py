"""Readers of the program, each as one function of a text, with right inputs of its form.

Formats of records come from their registry. A file is written where the reader wants one.
"""

from __future__ import annotations

import hashlib
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import fuzz_samples as right
from fuzz_samples import BOMBS, JSON, WORDS, YAML

from entente.library.formats import Format, formats, parse_records, read_records
from entente.settings import BUNDLED, Settings
from entente.vocabulary import Vocabulary
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

# Endings of formats of which an input takes some thousandths of a second.
SLOW = {".txt", ".htm", ".pdf"}


@dataclass(frozen=True)
class Reader:
    """One reader.

    Attributes:
        name: Its name.
        read: Reads a text; raises what the reader raises.
        samples: Right inputs, which it reads.
        words: What means something in its form.
        bombs: What nests in it (:class:`spoiling.Spoiler`).
        share: How many of each ten thousand inputs it has, about: more where it is quick.
        says: Errors that its documentation promises besides our own.
    """

    name: str
    read: Callable[[str], object]
    samples: Sequence[str]
    words: Sequence[str] = ()
    bombs: str = ""
    share: int = 200
    says: tuple[type[Exception], ...] = ()


def readers(folder: Path) -> list[Reader]:
    """Return the readers of what people give; they may write into a folder that is theirs."""
    return [
        *_of_records(folder),
        *_of_observatory(folder),
        *_of_edition(folder),
        *_of_questions(),
        *_of_texts(),
    ]


def as_bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _of_records(folder: Path) -> Iterator[Reader]:
    every: list[str] = []
    for form in formats:
        if form.is_read:
            samples, ending = right.samples_of(form), form.suffixes[0]
            every += [f"{ending}\n{sample}" for sample in samples]
            words, bombs = WORDS.get(ending, ()), BOMBS.get(ending, "")
            share = 25 if form.suffixes[-1] in SLOW else 200
            yield Reader(form.name, _records_of(form), samples, words, bombs, share)
    endings = sorted({ending for form in formats if form.is_read for ending in form.suffixes})

    def read(text: str) -> object:
        ending, _, text = text.partition("\n")
        if ending not in endings:  # the same text is read as the same kind of file
            ending = endings[zlib.crc32(as_bytes(ending)) % len(endings)]
        path = folder / f"records{ending}"
        path.write_bytes(as_bytes(text))
        return read_records(path)

    yield Reader("files_of_records", read, every, (), JSON, 60)


def _records_of(form: Format) -> Callable[[str], object]:
    if form.read_bytes:
        read_bytes = form.read_bytes
        return lambda text: read_bytes(as_bytes(text), "a")
    # As in a form: what is no UTF-8 has been read as something else.
    return lambda text: parse_records(as_bytes(text).decode(errors="replace"), form.name)


def _of_observatory(folder: Path) -> Iterator[Reader]:
    from entente.cases.check import check_case
    from entente.cases.folder import open_case
    from entente.data import edition
    from entente.data.ledger import read_ledger

    bundled = Settings(cache=None)
    place = _places(folder)

    def plain(text: str) -> object:
        path = place("yaml") / "a.yml"
        path.write_bytes(as_bytes(text))
        return read_yaml(path)

    def case(text: str) -> object:
        here = place("case")
        first, _, report = text.partition(right.PART)
        (here / "case.yml").write_bytes(as_bytes(first))
        for name in ("cnas-2024", "merics-2025"):
            (here / f"{name}.yml").write_bytes(as_bytes(report))
        return [check_case(files, bundled) for files in open_case(str(here), bundled).read()]

    def ledger(text: str) -> object:
        here = place("ledger")
        parts = (*text.split(right.PART, 2), "", "")
        for name, part in zip(("acts", "sources", "coverage"), parts, strict=False):
            (here / f"{name}.csv").write_bytes(as_bytes(part))
        return read_ledger(here, bundled.vocabulary, as_of)

    as_of = edition.as_of(bundled)
    yaml = {"words": WORDS[".yml"], "bombs": YAML}
    cases = right.case_samples()
    words = [sample.partition("\n")[2] for sample in right.vocabulary_samples()]
    reports = [part for case in cases[:6] for part in case.split(right.PART)]
    yield Reader("yaml", plain, [*words, *reports[:1], *reports[1::2]], **yaml, share=200)
    yield Reader("case_and_report", case, cases, **yaml, share=6)
    yield Reader("vocabulary", _vocabulary(place), right.vocabulary_samples(), **yaml, share=2)
    yield Reader("ledger", ledger, right.ledger_samples(), WORDS[".csv"], BOMBS[".csv"], 40)


def _of_edition(folder: Path) -> Iterator[Reader]:
    from entente.brief.figures.geography import read_geography
    from entente.data import edition
    from entente.kept import read_kept

    place = _places(folder)

    def kept(text: str) -> object:
        data = as_bytes(text)
        if len(text) % 2:  # what was written whole, by whomever
            data = hashlib.sha256(data).hexdigest().encode() + b"\n" + data
        (folder / "kept").write_bytes(data)
        return read_kept(folder / "kept")

    def lock(text: str) -> object:
        here = place("observatory")
        (here / "ledger").mkdir()
        (here / "edition").mkdir()
        (here / "edition" / edition.LOCK).write_bytes(as_bytes(text))
        own = Settings(observatory=here)
        edition.name(own)
        return edition.source_notes(["atop_alliances", "un_vetoes"], own)

    def geography(text: str) -> object:
        (folder / "a.json").write_bytes(as_bytes(text))
        return read_geography(folder, "A")

    shutil.copy(BUNDLED / "geography" / "east_asia.yml", folder / "a.yml")
    lines = (BUNDLED / "edition" / edition.LOCK).read_text("utf-8").split("\n")
    locked = "\n".join([*lines[:18], *lines[lines.index("tables:") :][:6], ""])
    yield Reader("kept_file", kept, [right.kept_sample(), '{"answer": "é"}\n'], share=300)
    yield Reader("lock_of_edition", lock, [locked], WORDS[".yml"], YAML, 40)
    yield Reader("geography", geography, right.GEOGRAPHY, WORDS[".json"], JSON, 200)


def _places(folder: Path) -> Callable[[str], Path]:
    """Return what makes folders with names of their own.

    A file that was read stays known by its path, time and size.
    """
    count = iter(range(10**12))

    def place(name: str) -> Path:
        found = folder / f"{next(count) % 1_000}-{name}"
        shutil.rmtree(found, ignore_errors=True)
        found.mkdir()
        return found

    return place


def _vocabulary(place: Callable[[str], Path]) -> Callable[[str], object]:
    from entente import states
    from entente.data.ledger_check import check_ledger
    from entente.drafting import lexicon
    from entente.library import labels
    from entente.library.tagging import gazetteer, topics

    def read(text: str) -> object:
        here = place("vocabulary")
        name, _, said = text.partition("\n")
        files = {path.name: path for path in (BUNDLED / "vocabulary").glob("*.yml")}
        name = name if name in files else "states.yml"
        for other, path in files.items():
            if other != name:
                (here / other).symlink_to(path)
        (here / name).write_bytes(as_bytes(said))
        words = Vocabulary(here)
        labels._read.cache_clear()
        states.state_names.cache_clear()
        if name.startswith(("gazetteer", "political")):
            gazetteer._read.__wrapped__(here)
        elif name.startswith("topic"):
            topics._read_topics.__wrapped__(here)
        elif name in {"claim_words.yml", "measure_hints.yml"}:
            lexicon._read.__wrapped__(here)
        elif name in {"theatres.yml", "places.yml", "instruments.yml"}:
            for entries in (words.theatres, words.places, words.instruments):
                words.require("word", "japan", {"japan": {}, **entries})
            return check_ledger(BUNDLED / "ledger", here, read_day())
        elif name != "resolution_sets.yml":
            states.note_on("RUS", 1985, words)
            return states.parse_states("China, RU", words), words.state_name("CHN")
        return words.read(name.removesuffix(".yml"))

    def read_day() -> Any:
        from entente.data.edition import as_of

        return as_of(Settings(cache=None))

    return read


def _of_questions() -> Iterator[Reader]:
    """Readers of what is asked: states, years and narrowing of a measure, a search."""
    from entente.cli import _asked
    from entente.data.question import question_of
    from entente.data.scope import narrowing, states_asked
    from entente.library.finding.index_queries import build
    from entente.library.finding.query import read_query
    from entente.measures import measures
    from entente.states import parse_states

    bundled = Settings(cache=None)
    words = Vocabulary(bundled.vocabulary)

    def query(text: str) -> object:
        found = read_query(text)
        return build(found), found.free_words, found.filters

    def window(text: str) -> object:
        first, _, last = text.partition("|")
        asked = question_of(
            "trade_value",
            words=words,
            first=_asked.end_of_window(first),
            last=_asked.end_of_window(last),
        )
        if (found := asked.window) is None:
            return None
        for kind, period in (("year", 2024), ("fiscal_year", 2024)):
            found.days(period, kind)
            found.holds(period, kind)
        found.overlaps(found.shifted(start=-1, end=-1), "year")
        return str(found.widened(3)), found.is_open, found.begins

    def options(text: str) -> object:
        name, states, partner, first, last, *where = (*text.split("|"), *[""] * 5)
        measure = measures[name]
        asked = question_of(
            name,
            states,
            words=words,
            partner=partner or None,
            where=_asked.narrowing([entry for entry in where if entry]),
            first=_asked.end_of_window(first),
            last=_asked.end_of_window(last),
        )
        states_asked(measure, asked, ("CHN", "RUS"))
        return narrowing(measure, asked.where, words, bundled.ledger)

    yield Reader("window", window, right.WINDOWS, ("|", "-", "0"), share=1500)
    yield Reader(
        "states", lambda text: parse_states(text, words), right.STATES, (), "( )\nCHN-", 40
    )
    yield Reader(
        "query", query, right.QUERIES, ('"', "date:", "..", "OR", "-", "*", ":"), '" "', 120
    )
    yield Reader("options", options, right.OPTIONS, ("|", "=", ",", "-1"), "CHN,\n|a=b\n,", 30)


def _of_texts() -> Iterator[Reader]:
    """Readers of dates, names, tags, and of prose; what is cited is read of its parts."""
    from entente.library.citation import cite, cite_in_text
    from entente.library.dates import read_date
    from entente.library.formats._checked import make_record
    from entente.library.keeping.catalogue import clean_tag
    from entente.library.names import read_person, split_names
    from entente.library.reading import read_plainly, reading_text
    from entente.library.record import Record
    from entente.library.sentences import split_sentences

    def date(text: str) -> object:
        found = read_date(text)
        return found.first_day() <= found.last_day()

    def names(text: str) -> object:
        return [read_person(name) for name in split_names(text, bodies=[text[:40]])]

    def citation(text: str) -> object:
        style, title, authors, day, body, kind, journal, url, doi, *_ = (
            *text.split("|"),
            *[""] * 9,
        )
        fields = {
            "title": title,
            "authors": [part for part in authors.split(";") if part.strip()],
            "published": day or None,
            "institution": body,
            "content_type": kind,
            "journal": journal,
            "url": url,
            "doi": doi,
        }
        record = make_record(fields, "a", {})
        said = cite(record, style), cite(record, style, html=True)
        return said, cite_in_text(record, style, "p. 3") if style in {"apa", "mla"} else ""

    def prose(text: str) -> object:
        split_sentences(text)
        read_plainly(text)
        return reading_text(Record.model_construct(title="A", abstract=text))

    yield Reader("date", date, right.DATES, share=3100, says=(ValueError,))
    yield Reader("tag", clean_tag, ["to read", "Ü-1"], share=1700)
    yield Reader("names", names, right.NAMES, (",", ";", " and ", "&", "(", ")"), ", and \n; ", 300)
    yield Reader("citation", citation, right.CITED, ("|", "|chicago", "“", "”", "<i>"), "“ ”", 3)
    yield Reader(
        "prose", prose, right.PROSE, (".", "! ", "Dr.", "“", "1"), "( )\n. \n[1]\nU.S.", 100
    )
