"""Records for laws: any text a record takes, with what formats trip over."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from entente.library.dates import PartialDate
from entente.library.record import Record

AWKWARD = "\\{}\"'@%&#$_~^,;:-–|>?![]<* \n\t\u2028\ufeffæñ中и😀NOyes=and"

letters = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from([*AWKWARD, " and ", "- ", "a"])
)
texts = st.lists(letters, max_size=20).map("".join)
lines = texts.filter(lambda text: bool(text.strip()))
dates = st.builds(
    lambda day, length: PartialDate(day.isoformat()[:length]),
    st.dates(min_value=dt.date(1000, 1, 1)),
    st.sampled_from([4, 7, 10]),
)
names = st.one_of(
    lines,
    st.sampled_from(
        ["Ana Ruiz", "Bo van der Lind, Jr.", "Ruiz, Ana", "Ministry of Trade", "Plato", "李 明"]
    ),
)
addresses = st.one_of(
    st.just(""), st.from_regex(r"https://[a-z]{1,9}\.org/[a-z0-9_%;&=~{}\\]{0,9}", fullmatch=True)
)
kinds = st.one_of(
    texts, st.sampled_from(["Special Report", "Book", "Journal Article", "Thesis", "Video"])
)

records = st.builds(
    Record,
    title=lines,
    authors=st.lists(names, max_size=3),
    published=st.none() | dates,
    content_type=kinds,
    institution=texts,
    journal=texts,
    abstract=texts,
    topics=st.lists(lines, max_size=3),
    places=st.lists(lines, max_size=3),
    url=addresses,
    doi=st.just("") | st.from_regex(r"10\.[0-9]{4}/[a-z0-9_.;()%&-]{1,9}", fullmatch=True),
    extra=st.dictionaries(lines, st.lists(lines, max_size=2), max_size=2),
    number=st.none() | st.integers(0, 9999),
    incomplete=st.just("") | lines,
)
some_records = st.lists(records, min_size=1, max_size=3)
