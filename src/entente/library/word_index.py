"""Index by words: full text in tantivy, with facets, a word list for spelling, and what matched.

The index can always be made anew from the holdings, so it is the holdings that count; it says of
itself through which change of theirs it has come.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.query import Query, Term, day_number

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    import tantivy

    from entente.library.holdings import Held

FACETS = ("institution", "topic", "place", "type", "year", "tag")
MOST_VALUES = 20
HEAP_BYTES = 192_000_000
WAIT_SECONDS = 30.0

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_HAS_CJK = re.compile(f"[{CJK}]")
_HAS_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Fields that a word without a field is looked for in, and what a match there is worth.
_ANYWHERE = {"title": 3.0, "abstract": 1.0, "author": 2.0, "institution": 1.5, "label": 1.5}
_WORDS_IN = {"author": "plain", "institution": "plain", "label": "plain", "journal": "plain"}
_BY_NAME = {
    "title": ("title",),
    "author": ("author",),
    "institution": ("institution",),
    "journal": ("journal",),
    "topic": ("topic_words",),
    "place": ("place_words",),
    "type": ("type_words",),
    "tag": ("tag_words",),
}


@cache
def analysers() -> dict[str, tantivy.TextAnalyzer]:
    """Give the ways in which text becomes terms, by name.

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
def _schema() -> tantivy.Schema:
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


class WordIndex:
    """Full-text index of a library's records."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder; what is there and cannot be used is made anew, empty."""
        import tantivy

        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(_schema(), str(folder), reuse=True)
        except ValueError:
            # It is of another layout or was broken; the holdings have all of it.
            for path in folder.iterdir():
                path.unlink()
            self._index = tantivy.Index(_schema(), str(folder), reuse=False)
        for name, analyser in analysers().items():
            self._index.register_tokenizer(name, analyser)
        self._index.reload()
        self.searcher = self._index.searcher()

    def reload(self) -> None:
        """See what has been committed since."""
        self._index.reload()
        self.searcher = self._index.searcher()

    @contextmanager
    def writing(self) -> Generator[IndexWriting]:
        """Hold the index for writing; what was put is committed at the end, or nothing of it.

        Raises:
            BrokenFileError: Another program is writing the index, or it cannot be written.
        """
        writer = self._writer()
        self.reload()
        try:
            yield IndexWriting(self, writer)
            writer.commit()
        except ValueError as error:
            reason = f"The index cannot be written: {error}."
            raise BrokenFileError.at(self._folder, reason) from error
        finally:
            writer.wait_merging_threads()  # it also lets go of the lock
        self.reload()

    def _writer(self) -> tantivy.IndexWriter:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return self._index.writer(HEAP_BYTES, 2)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > until:
                    raise BrokenFileError.at(
                        self._folder,
                        f"The index cannot be written: {str(error).splitlines()[0]}",
                        fix="wait until another `entente library` has ended",
                    ) from error
                time.sleep(0.05)

    # ------------------------------------------------------------------ asking

    def search(
        self, query: tantivy.Query, limit: int, *, order: str = "score"
    ) -> list[tuple[int, float]]:
        """Give ids and scores of the best matches.

        Args:
            query: From :meth:`build`.
            limit: Most matches wanted.
            order: ``score``, best first; ``newest``, by date; ``arrival``, in order of ids.

        Returns:
            Id and score; like scores in order of arrival.
        """
        import tantivy

        by = {"newest": "first_day", "arrival": "id"}.get(order)
        way = tantivy.Order.Asc if order == "arrival" else tantivy.Order.Desc
        found = self.searcher.search(
            query, max(limit, 1), count=False, order_by_field=by, order=way
        )
        hits = found.hits
        ids = self.searcher.fast_field_values("id", [address for _, address in hits])
        pairs = [(int(i), float(s or 0)) for i, (s, _) in zip(ids, hits, strict=True) if i]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0])) if order == "score" else pairs

    def among(self, query: tantivy.Query, ids: Sequence[int]) -> set[int]:
        """Tell which of some records match a query."""
        import tantivy

        some = tantivy.Query.term_set_query(_schema(), "id", list(ids))
        both = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, some), (tantivy.Occur.Must, query)]
        )
        return {record for record, _ in self.search(both, len(ids), order="arrival")}

    def count(self, query: tantivy.Query) -> tuple[int, dict[str, list[tuple[str, int]]]]:
        """Count the matches of a query, in all and by facet.

        Returns:
            The number of matches, and for each of :data:`FACETS` its commonest values with their
            counts, most first.
        """
        asked = {
            name: {"terms": {"field": f"{name}_facet", "size": MOST_VALUES}} for name in FACETS
        }
        answer: dict[str, Any] = self.searcher.aggregate(
            query, {**asked, "all": {"value_count": {"field": "id"}}}
        )
        facets = {
            name: sorted(
                ((str(b["key"]), int(b["doc_count"])) for b in answer[name]["buckets"]),
                key=lambda pair: (-pair[1], pair[0]),
            )
            for name in FACETS
        }
        return int(answer["all"]["value"]), facets

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in any record."""
        return any(self.searcher.doc_freq(field, term) for field, term in _terms_of(word))

    def near_words(self, word: str, limit: int = 5000) -> list[tuple[str, int]]:
        """Give words of titles, names and labels that begin like a word, with their counts."""
        return self.searcher.terms_with_prefix("spelling", word[:1], limit=limit)

    # ------------------------------------------------------------------ building queries

    def build(self, query: Query, *, any_word: bool = False) -> tantivy.Query:
        """Make a question into a query of the index.

        Args:
            query: The question.
            any_word: Whether one of its free words is enough; narrowing terms always hold.
        """
        import tantivy

        must, should, must_not = (tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot)
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        loose: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for group in query.wanted:
            built = [made for term in group if (made := _of_term(term)) is not None]
            if not built:
                continue
            one = built[0] if len(built) == 1 else _any_of(built)
            free = any_word and not any(term.field or term.phrase for term in group)
            (loose if free else parts).append((should if free else must, one))
        if loose:
            parts.append((must, tantivy.Query.boolean_query(loose)))
        parts += [(must, bound) for bound in _bounds(query)]
        if not parts:
            parts.append((must, tantivy.Query.all_query()))
        refused = (made for term in query.unwanted if (made := _of_term(term)) is not None)
        parts += [(must_not, each) for each in refused]
        return tantivy.Query.boolean_query(parts)

    def build_all(self) -> tantivy.Query:
        """Make the query that every record matches."""
        import tantivy

        return tantivy.Query.all_query()

    def like(self, held: Held) -> tantivy.Query:
        """Make a query for records whose words are those that tell a record apart."""
        import tantivy

        fields = {"title": [held.record.title], "abstract": [held.record.abstract]}
        # A word of two records is enough: a small library has no commoner ones.
        return tantivy.Query.more_like_this_document_fields_query(
            _schema(), fields, min_doc_frequency=2, min_term_frequency=1
        )

    def after(self, query: tantivy.Query, record: int) -> tantivy.Query:
        """Narrow a query to the records that came after one."""
        import tantivy

        later = tantivy.Query.range_query(
            _schema(), "id", tantivy.FieldType.Unsigned, record + 1, 2**63 - 1
        )
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, later)])

    def any_of_ids(self, ids: Sequence[int]) -> tantivy.Query:
        """Make a query for certain records."""
        import tantivy

        return tantivy.Query.term_set_query(_schema(), "id", list(ids))


class IndexWriting:
    """One open write of the index."""

    def __init__(self, index: WordIndex, writer: tantivy.IndexWriter) -> None:
        """Take the index and its writer, which holds the lock."""
        self._index, self._writer = index, writer

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()

    def replace(self, ids: Sequence[int], held: Iterable[Held]) -> None:
        """Put records in the place of what the index has under their ids.

        Args:
            ids: All ids that this speaks of; one without a record in ``held`` is taken out.
            held: Records to put in.
        """
        if ids and self._index.searcher.num_docs:
            # By query: a deletion by term takes the number for a signed one, and misses.
            self._writer.delete_documents_by_query(self._index.any_of_ids(ids))
        for each in held:
            self._writer.add_document(_document(each))


def _document(held: Held) -> tantivy.Document:
    import tantivy

    record = held.record
    made = tantivy.Document()
    made.add_unsigned("id", held.id)
    made.add_text("title", record.title)
    made.add_text("abstract", record.abstract)
    for script, field in ((_HAS_CYRILLIC, "russian"), (_HAS_CJK, "cjk")):
        for text in (record.title, record.abstract, *record.authors, record.institution):
            if script.search(text):
                made.add_text(field, text)
    places = {label: _canonical(label) for label in record.places}
    labels = [*record.topics, *record.places, *places.values(), record.content_type, *held.tags]
    for label in dict.fromkeys((*labels, record.journal)):
        made.add_text("label", label)
    for name in record.authors:
        made.add_text("author", name)
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
        made.add_text("place_words", f"{label} {_codes().get(label.casefold(), '')}")
    if record.doi:
        made.add_text("doi", record.doi)
    for text in (record.title, *record.authors, record.institution, *labels):
        made.add_text("spelling", text)
    if record.published:
        made.add_unsigned("first_day", day_number(record.published.first_day()))
        made.add_unsigned("last_day", day_number(record.published.last_day()))
    return made


@cache
def _codes() -> dict[str, str]:
    from entente.library.vocabulary import read_vocabulary

    codes = read_vocabulary("political_geography").codes
    return {label.casefold(): code for label, code in codes.items()}


@cache
def _canonical(label: str) -> str:
    """Give the label of a state that stands for all of its labels, so that it counts once."""
    from entente.library.gazetteer import read_gazetteer

    code = _codes().get(label.casefold())
    return read_gazetteer().labels.get(code, label) if code else label


def _bounds(query: Query) -> Iterator[tantivy.Query]:
    import tantivy

    kind = tantivy.FieldType.Unsigned
    if query.first_day is not None:
        yield tantivy.Query.range_query(_schema(), "last_day", kind, query.first_day, 99999999)
    if query.last_day is not None:
        yield tantivy.Query.range_query(_schema(), "first_day", kind, 0, query.last_day)


def _of_term(term: Term) -> tantivy.Query | None:
    """Make one term into a query; ``None`` where nothing of it is ever indexed (``the``)."""
    import tantivy

    if term.field == "doi":
        text = term.text.casefold().removeprefix("https://doi.org/")
        return tantivy.Query.term_query(_schema(), "doi", text)
    if term.field:
        built = [_in_field(field, "plain", term.text) for field in _BY_NAME[term.field]]
        if term.field in {"title", "author", "institution"}:
            built += _in_scripts(term.text)
        if term.field == "title":
            built[0] = _in_field("title", "english", term.text)
    else:
        built = [
            tantivy.Query.boost_query(made, worth)
            for field, worth in _ANYWHERE.items()
            if (made := _in_field(field, _WORDS_IN.get(field, "english"), term.text))
        ]
        built += _in_scripts(term.text)
        if not _says_anything(term.text):
            return None
    kept = [made for made in built if made is not None]
    return _any_of(kept) if kept else None


def _says_anything(text: str) -> bool:
    """Tell whether text holds more than words so common that they are not indexed."""
    scripts = (("russian", _HAS_CYRILLIC), ("cjk", _HAS_CJK))
    return bool(analysers()["english"].analyze(text)) or any(
        script.search(text) and analysers()[name].analyze(text) for name, script in scripts
    )


def _in_scripts(text: str) -> list[tantivy.Query | None]:
    found: list[tantivy.Query | None] = []
    if _HAS_CYRILLIC.search(text):
        found.append(_in_field("russian", "russian", text))
    if _HAS_CJK.search(text):
        found.append(_in_field("cjk", "cjk", text))
    return found


def _in_field(field: str, analyser: str, text: str) -> tantivy.Query | None:
    """Look for the words of a text in this order; one word is a phrase of one."""
    import tantivy

    tokens = analysers()[analyser].pre_tokenize(text).tokens
    if not tokens:
        return None
    if len(tokens) == 1:
        return tantivy.Query.term_query(_schema(), field, tokens[0].text, "freq")
    first = tokens[0].position
    words: list[str | tuple[int, str]] = [(t.position - first, t.text) for t in tokens]
    return tantivy.Query.phrase_query(_schema(), field, words)


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    import tantivy

    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _terms_of(word: str) -> Iterator[tuple[str, str]]:
    yield from (("title", t) for t in analysers()["english"].analyze(word))
    yield from (("abstract", t) for t in analysers()["english"].analyze(word))
    for field in ("author", "institution", "label", "journal"):
        yield from ((field, t) for t in analysers()["plain"].analyze(word))
    yield from (("russian", t) for t in analysers()["russian"].analyze(word))
    yield from (("cjk", t) for t in analysers()["cjk"].analyze(word))
