"""What the index of words holds of a record: its fields, and how text becomes terms."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from entente.library.finding.query import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import tantivy

    from entente.library.holdings import Held
    from entente.library.record import Record

FACETS = ("institution", "topic", "place", "type", "year", "tag")

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
HAS_CJK = re.compile(f"[{CJK}]")
HAS_CYRILLIC = re.compile("[\u0400-\u04ff]")


@cache
def analysers() -> dict[str, tantivy.TextAnalyzer]:
    """Return the ways in which text becomes terms, by name.

    ``english`` drops accents and the commonest words and keeps stems; ``russian`` keeps stems;
    ``cjk`` takes each Chinese, Japanese or Korean character by itself, and words become phrases of
    them; ``plain`` keeps words as they are but for case and accents.

    Examples:
        >>> analysers()["english"].analyze("The Navies of Côte d'Ivoire")
        ['navi', 'cote', 'd', 'ivoir']
        >>> analysers()["cjk"].analyze("中俄 relations")
        ['中', '俄']
    """
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    def simple() -> TextAnalyzerBuilder:
        return (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.remove_long(64))
            .filter(Filter.lowercase())
        )

    return {
        "english": simple()
        .filter(Filter.ascii_fold())
        .filter(Filter.stopword("english"))
        .filter(Filter.stemmer("english"))
        .build(),
        "russian": simple()
        .filter(Filter.stopword("russian"))
        .filter(Filter.stemmer("russian"))
        .build(),
        "cjk": TextAnalyzerBuilder(Tokenizer.regex(f"[{CJK}]")).build(),
        "plain": simple().filter(Filter.ascii_fold()).build(),
    }


@cache
def schema() -> tantivy.Schema:
    """Return the fields of the index."""
    import tantivy

    made = tantivy.SchemaBuilder()
    made.add_unsigned_field("id", indexed=True, fast=True)
    for name in ("title", "abstract"):
        made.add_text_field(name, tokenizer_name="english")
    made.add_text_field("russian", tokenizer_name="russian")
    made.add_text_field("cjk", tokenizer_name="cjk")
    for name in ("author", "institution", "journal", "label"):
        made.add_text_field(name, tokenizer_name="plain")
    for name in ("topic", "place", "type", "tag"):
        made.add_text_field(f"{name}_words", tokenizer_name="plain")
    for name in FACETS:
        made.add_text_field(f"{name}_facet", tokenizer_name="raw", index_option="basic", fast=True)
    made.add_text_field("doi", tokenizer_name="raw", index_option="basic")
    made.add_text_field("spelling", tokenizer_name="plain", index_option="basic")
    for name in ("first_day", "last_day"):
        made.add_unsigned_field(name, indexed=True, fast=True)
    return made.build()


def make_document(held: Held, others: Sequence[Record], vocabulary: Path) -> tantivy.Document:
    """Make the index's document of a record.

    Args:
        held: The record as it is shown.
        others: Records shown under it, by whose words it is found too.
        vocabulary: Folder of the vocabularies.
    """
    import tantivy

    record = held.record
    made = tantivy.Document()
    made.add_unsigned("id", held.id)
    for each in (record, *others):
        _add_words(made, each)
    places = {label: _canonical(label, vocabulary) for label in record.places}
    labels = [*record.topics, *record.places, *places.values(), record.content_type, *held.tags]
    for label in dict.fromkeys((*labels, record.journal)):
        made.add_text("label", label)
    made.add_text("institution", record.institution)
    made.add_text("journal", record.journal)
    for field, values in {
        "topic": record.topics,
        "place": tuple(dict.fromkeys(places.values())),
        "type": (record.content_type,) if record.content_type else (),
        "institution": (record.institution,) if record.institution else (),
        "year": (record.published[:4],) if record.published else (),
        "tag": held.tags,
    }.items():
        for value in values:
            made.add_text(f"{field}_facet", value)
            if field not in {"institution", "year"}:
                made.add_text(f"{field}_words", value)
    for label in places:
        made.add_text("place_words", f"{label} {_codes(vocabulary).get(label.casefold(), '')}")
    if record.doi:
        made.add_text("doi", record.doi)
    for text in (record.title, *record.authors, record.institution, *labels):
        made.add_text("spelling", text)
    if record.published:
        made.add_unsigned("first_day", day_number(record.published.first_day()))
        made.add_unsigned("last_day", day_number(record.published.last_day()))
    return made


def _add_words(made: tantivy.Document, record: Record) -> None:
    made.add_text("title", record.title)
    made.add_text("abstract", record.abstract)
    for name in record.authors:
        made.add_text("author", name)
    for script, field in ((HAS_CYRILLIC, "russian"), (HAS_CJK, "cjk")):
        for text in (record.title, record.abstract, *record.authors, record.institution):
            if script.search(text):
                made.add_text(field, text)


@cache
def _codes(vocabulary: Path) -> dict[str, str]:
    from entente.library.labels import read_label_list

    codes = read_label_list("political_geography", vocabulary).codes
    return {label.casefold(): code for label, code in codes.items()}


@cache
def _canonical(label: str, vocabulary: Path) -> str:
    """Return the label of a state that stands for all of its labels, so that it counts once."""
    from entente.library.tagging.gazetteer import read_gazetteer

    code = _codes(vocabulary).get(label.casefold())
    return read_gazetteer(vocabulary).labels.get(code, label) if code else label
