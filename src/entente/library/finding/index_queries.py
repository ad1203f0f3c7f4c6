"""Questions made into queries of the index of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.library.finding.query import is_free
from entente.library.finding.schema import HAS_CJK, HAS_CYRILLIC, analysers, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import tantivy

    from entente.library.finding.query import Query, Term
    from entente.library.record import Record

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


def build(query: Query, *, least_words: int | None = None) -> tantivy.Query:
    """Make a question into a query of the index.

    Args:
        query: The question.
        least_words: How many of its free words are enough; ``None`` for all of them. Narrowing
            terms always hold.
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
        free = least_words is not None and is_free(group)
        (loose if free else parts).append((should if free else must, one))
    if loose:
        enough = min(least_words or 1, len(loose))
        parts.append((must, tantivy.Query.boolean_query(loose, enough)))
    parts += [(must, bound) for bound in _bounds(query)]
    if not parts:
        parts.append((must, tantivy.Query.all_query()))
    refused = (made for term in query.unwanted if (made := _of_term(term)) is not None)
    parts += [(must_not, each) for each in refused]
    return tantivy.Query.boolean_query(parts)


def everything() -> tantivy.Query:
    """Make the query that every record matches."""
    import tantivy

    return tantivy.Query.all_query()


def like(record: Record) -> tantivy.Query:
    """Make a query for records whose words are those that distinguish a record."""
    import tantivy

    fields = {"title": [record.title], "abstract": [record.abstract]}
    # A word of two records is enough: a small library has no commoner ones.
    return tantivy.Query.more_like_this_document_fields_query(
        schema(), fields, min_doc_frequency=2, min_term_frequency=1
    )


def later_than(query: tantivy.Query, record: int) -> tantivy.Query:
    """Narrow a query to the records that came after one."""
    import tantivy

    later = tantivy.Query.range_query(
        schema(), "id", tantivy.FieldType.Unsigned, record + 1, 2**63 - 1
    )
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, query), (must, later)])


def of_ids(ids: Sequence[int]) -> tantivy.Query:
    """Make a query for certain records."""
    import tantivy

    return tantivy.Query.term_set_query(schema(), "id", list(ids))


def _bounds(query: Query) -> Iterator[tantivy.Query]:
    import tantivy

    kind = tantivy.FieldType.Unsigned
    if query.first_day is not None:
        yield tantivy.Query.range_query(schema(), "last_day", kind, query.first_day, 99999999)
    if query.last_day is not None:
        yield tantivy.Query.range_query(schema(), "first_day", kind, 0, query.last_day)


def _of_term(term: Term) -> tantivy.Query | None:
    """Make one term into a query; ``None`` where nothing of it is ever indexed (``the``)."""
    import tantivy

    if term.field == "doi":
        text = term.text.casefold().removeprefix("https://doi.org/")
        return tantivy.Query.term_query(schema(), "doi", text)
    if term.field:
        built = [_in_field(field, "plain", term) for field in _BY_NAME[term.field]]
        if term.field in {"title", "author", "institution"}:
            built += _in_scripts(term)
        if term.field == "title":
            built[0] = _in_field("title", "english", term)
    else:
        built = [
            tantivy.Query.boost_query(made, worth)
            for field, worth in _ANYWHERE.items()
            if (made := _in_field(field, _WORDS_IN.get(field, "english"), term))
        ]
        built += _in_scripts(term)
        if not term.begins and not _says_anything(term.text):
            return None
    kept = [made for made in built if made is not None]
    return _any_of(kept) if kept else None


def _says_anything(text: str) -> bool:
    """Whether text holds more than words so common that they are not indexed."""
    scripts = (("russian", HAS_CYRILLIC), ("cjk", HAS_CJK))
    return bool(analysers()["english"].analyze(text)) or any(
        script.search(text) and analysers()[name].analyze(text) for name, script in scripts
    )


def _in_scripts(term: Term) -> list[tantivy.Query | None]:
    found: list[tantivy.Query | None] = []
    if HAS_CYRILLIC.search(term.text):
        found.append(_in_field("russian", "russian", term))
    if HAS_CJK.search(term.text):
        found.append(_in_field("cjk", "cjk", term))
    return found


def _in_field(field: str, analyser: str, term: Term) -> tantivy.Query | None:
    """Look for the words of a term in this order; one word is a phrase of one."""
    import tantivy

    if term.begins:
        # The beginning as it is, since a stem may be shorter than what was typed.
        start = "".join(analysers()["plain"].analyze(term.text))
        return tantivy.Query.regex_query(schema(), field, f"{start}.*") if start else None
    tokens = analysers()[analyser].pre_tokenize(term.text).tokens
    if not tokens:
        return None
    if len(tokens) == 1:
        return tantivy.Query.term_query(schema(), field, tokens[0].text, "freq")
    first = tokens[0].position
    words: list[str | tuple[int, str]] = [(t.position - first, t.text) for t in tokens]
    return tantivy.Query.phrase_query(schema(), field, words)


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    import tantivy

    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def terms_of(word: str) -> Iterator[tuple[str, str]]:
    """Return each field and term under which a word may be in the index."""
    yield from (("title", t) for t in analysers()["english"].analyze(word))
    yield from (("abstract", t) for t in analysers()["english"].analyze(word))
    for field in ("author", "institution", "label", "journal"):
        yield from ((field, t) for t in analysers()["plain"].analyze(word))
    yield from (("russian", t) for t in analysers()["russian"].analyze(word))
    yield from (("cjk", t) for t in analysers()["cjk"].analyze(word))
