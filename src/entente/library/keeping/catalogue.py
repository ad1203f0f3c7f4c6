"""A library of catalogue records on the analyst's own machine: added, found, tagged, merged.

One folder holds it: the records in SQLite, the full-text index beside them. Records are committed
first; the index follows, and catches up when the library is opened after a kill.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from entente.errors import QueryError
from entente.library.finding.word_index import BrokenIndexError
from entente.library.holdings import Held, Holdings, Taken
from entente.library.keeping.indexing import SHORT_WAIT, Indexing, note_filling

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from entente.library.finding.meaning_index import MeaningIndex
    from entente.library.finding.search import Found
    from entente.library.finding.word_index import WordIndex
    from entente.library.keeping.duplicates import Group
    from entente.library.record import Record
    from entente.library.tagging.learning import LearntTag
    from entente.library.tagging.suggestions import Suggestion

Thing = TypeVar("Thing")

BATCH = 2_000
INDEX_EVERY = 50_000
MOST_EXAMPLES = 500


class Library:
    """The records of one folder.

    Use it as a context manager, or close it.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from entente.library.record import Record
        >>> with TemporaryDirectory() as folder, Library(Path(folder)) as library:
        ...     _ = library.add([Record(title="Patrols at sea"), Record(title="Bread")], "mine")
        ...     [hit.held.name for hit in library.search("patrol").hits[:1]]
        ['anonymous-undated-patrols']
    """

    def __init__(self, folder: Path) -> None:
        """Open a library; a missing or empty folder becomes an empty one.

        Raises:
            BrokenFileError: The folder cannot be used.
        """
        from entente.library.finding.meaning_index import MeaningIndex

        self.folder = folder
        self.holdings = Holdings(folder)
        self.meaning_index: MeaningIndex = MeaningIndex(self.holdings)
        self.indexing = Indexing(folder, self.holdings, self._shown)
        if self.indexing.is_being_filled():
            self.indexing.do_without("another `entente library` is adding records")
        else:
            self.indexing.catch_up(SHORT_WAIT)

    def __enter__(self) -> Library:
        """Use the library in a ``with`` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the files; all that was added is kept."""
        self.indexing.close()
        self.holdings.close()

    @property
    def word_index(self) -> WordIndex:
        """The index by words, whichever it is at the time."""
        return self.indexing.words

    def __len__(self) -> int:
        """Count the records that are shown."""
        return len(self.holdings)

    # ------------------------------------------------------------------ adding

    def add(
        self,
        records: Iterable[Record],
        source: str,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> Taken:
        """Add records; exact copies of those held already are not added again.

        Each batch of records is committed as it comes, so a kill loses at most the batch that was
        under way.

        Args:
            records: Any number of records.
            source: Where they are from, e.g. a file's name.
            progress: Called after each batch with how many records were read so far.

        Returns:
            The id of each record, and those of the new ones.

        Raises:
            BrokenFileError: The library cannot be written.
        """
        ids: list[int] = []
        added: list[int] = []
        indexed = 0
        for batch in _batches(records, BATCH):
            taken = self.add_batch(batch, source)
            ids += taken.ids
            added += taken.added
            if len(added) - indexed >= INDEX_EVERY:
                indexed = len(added)
                self.catch_up()
            if progress:
                progress(len(ids))
        self.catch_up()
        return Taken(tuple(ids), tuple(added))

    def add_batch(self, batch: Sequence[Record], source: str) -> Taken:
        """Commit one batch with its points; the index follows with :meth:`catch_up`."""
        with self.holdings.writing() as base:
            return self.put(base, batch, source)

    def put(self, base: sqlite3.Connection, batch: Sequence[Record], source: str) -> Taken:
        """Put records with their points into an open transaction."""
        taken = self.holdings.put(base, batch, source)
        self.meaning_index.put(base, taken.added, self._points(batch, taken))
        if taken.added:
            note_filling(base)
        return taken

    def renew(self, base: sqlite3.Connection, held: int, record: Record, source: str) -> bool:
        """Put another wording of a record in its place; return whether anything changed."""
        from entente.library.embedding import embed

        changed = self.holdings.replace(base, held, record, source)
        if changed:
            self.meaning_index.put(base, [held], embed([text_of(record)]))
        return changed

    def _points(self, batch: Sequence[Record], taken: Taken) -> NDArray[np.float32]:
        """Return the points of those records of a batch that were new."""
        from entente.library.embedding import embed

        place = {record: at for at, record in reversed(list(enumerate(taken.ids)))}
        return embed(text_of(batch[place[record]]) for record in taken.added)

    def catch_up(self) -> int:
        """Bring the index up to the records; return the number of records that it had not seen.

        An index that fails is built anew; where that fails too, :meth:`unindexed` says what is not
        found by words. See :mod:`entente.library.keeping.indexing`.
        """
        return self.indexing.catch_up()

    def unindexed(self) -> tuple[int, str]:
        """Count the records that words may not find yet, and say why; mostly none."""
        count = self.indexing.unindexed()
        return count, self.indexing.trouble if count else ""

    def answer(self, ask: Callable[[], Thing]) -> Thing:
        """Ask the index, and if it fails another one in its place."""
        try:
            return ask()
        except BrokenIndexError as failure:
            self.indexing.renew(failure, is_readable=False)
            return ask()

    # ------------------------------------------------------------------ finding

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        by: str = "both",
        newest: bool = False,
    ) -> Found:
        """Search by words and by meaning; see :func:`entente.library.finding.search.search`."""
        from entente.library.finding.search import search

        return self.answer(
            lambda: search(self, text, limit=limit, offset=offset, by=by, newest=newest)
        )

    def get(self, name: str) -> Held:
        """Return one record by its name.

        Raises:
            UnknownNameError: No record has that name.
        """
        return self.holdings.named(name)

    def similar(self, name: str, limit: int = 10) -> list[tuple[Held, float]]:
        """Find the records most like one; see :func:`entente.library.finding.search.similar`."""
        from entente.library.finding.search import similar

        held = self.get(name)
        return self.answer(lambda: similar(self, held, limit))

    def matching(self, text: str) -> Iterator[Record]:
        """Walk the records that match a search line by words, in order of arrival.

        What is merged into a record fills its empty fields.

        Args:
            text: The search line; an empty one matches everything.

        Raises:
            QueryError: The line cannot be understood.
            UnknownNameError: It names an unknown field.
        """
        from entente.library.finding.index_queries import build
        from entente.library.finding.query import read_query

        built = build(read_query(text))
        for ids in self._id_batches():
            matched = set(ids)
            if text.strip():
                matched = self.answer(lambda ids=ids: self.word_index.among(built, ids))
            for held, _ in self._shown([each for each in ids if each in matched]):
                yield held.record

    def _shown(self, ids: Sequence[int]) -> Iterator[tuple[Held, list[Record]]]:
        """Return records as they are shown, each with those under it.

        What is merged into one fills its gaps and adds its tags; what is itself shown under another
        is left out.
        """
        from entente.library.keeping.duplicates import combine

        below = self.holdings.under(ids)
        others = {
            each.id: each for each in self.holdings.get([i for b in below.values() for i in b])
        }
        for held in self.holdings.get(ids):
            if held.merged_into is not None:
                continue
            under = [others[each] for each in below.get(held.id, ())]
            if not under:
                yield held, []
                continue
            tags = sorted({*held.tags, *(tag for each in under for tag in each.tags)})
            records = [each.record for each in under]
            whole = combine(held.record, records)
            yield replace(held, record=whole, tags=tuple(tags)), records

    def every(self) -> Iterator[Held]:
        """Walk all records that are shown, in order of arrival."""
        for ids in self._id_batches():
            yield from self.holdings.get(ids)

    def _id_batches(self) -> Iterator[list[int]]:
        after = 0
        while ids := self.holdings.ids(after=after, limit=BATCH):
            yield ids
            after = ids[-1]

    # ------------------------------------------------------------------ tags and merges

    def tag(self, name: str, tags: Iterable[str], *, remove: bool = False) -> Held:
        """Put the user's tags on a record, or take them off; return it as it is then.

        Raises:
            UnknownNameError: No record has that name.
            QueryError: A tag is empty, too long or holds a control character.
        """
        held = self.get(name)
        known = {tag.casefold(): tag for tag in self.holdings.tags()}
        wanted = [clean_tag(tag) for tag in tags]
        # A tag is one whatever its case; the first spelling stays.
        self.holdings.tag(held.id, [known.get(t.casefold(), t) for t in wanted], remove=remove)
        self.catch_up()
        return self.get(name)

    def suggest(self, name: str) -> list[Suggestion]:
        """Suggest places, topics and the user's own tags for a record, with what earned each.

        Own tags are learnt from the records that carry them, beside the latest that do not; what a
        record has already is not suggested.

        Raises:
            UnknownNameError: No record has that name.
        """
        from entente.library.tagging.learning import suggest_tags
        from entente.library.tagging.suggestions import suggest_places, suggest_topics

        held = self.get(name)
        found = suggest_places(held.record) + suggest_topics(held.record)
        found += suggest_tags(text_of(held.record), self._learn(held))
        has = {"place": held.record.places, "topic": held.record.topics, "tag": held.tags}
        return [each for each in found if each.label not in has[each.kind]]

    def _learn(self, held: Held) -> list[LearntTag]:
        from entente.library.tagging.learning import LEAST_EXAMPLES, learn_tag

        wanted = [tag for tag, count in self.holdings.tags().items() if count >= LEAST_EXAMPLES]
        carried = {tag: set(self.holdings.tagged(tag)[:MOST_EXAMPLES]) for tag in wanted}
        if not carried:
            return []
        ids = set().union(*carried.values(), self.holdings.latest(MOST_EXAMPLES)) - {held.id}
        every = self.holdings.get(sorted(ids))
        texts = [text_of(each.record) for each in every]
        return [learn_tag(tag, texts, [tag in each.tags for each in every]) for tag in carried]

    def merge(self, kept: str, others: Iterable[str]) -> None:
        """Show records under another one; :meth:`split` undoes it.

        Raises:
            UnknownNameError: No record has one of the names.
            QueryError: The record is among the others, is shown under a third one, or there is none
                to show under it.
        """
        top = self.get(kept)
        below = [self.get(other) for other in others]
        if not below or top.id in [each.id for each in below]:
            raise QueryError(f"{kept} cannot be merged into itself.", fix="name another record")
        above = self.holdings.top(top.id)
        if above != top.id and above not in [each.id for each in below]:
            [over] = self.holdings.get([above])
            reason = f"{kept} is itself shown under {over.name}."
            raise QueryError(reason, fix=f"merge into {over.name}, or split it first")
        self.holdings.merge(top.id, [each.id for each in below])
        self.catch_up()

    def duplicates(self, least: float) -> list[Group]:
        """Group records that may be one report; see :mod:`entente.library.keeping.duplicates`.

        Raises:
            QueryError: ``least`` is not a score.
        """
        from entente.library.keeping.duplicates import find_groups

        if not 0 < least <= 1:
            raise QueryError(f"{least:g} is not a score.", fix="a number above 0, and at most 1")

        return find_groups(self.every(), least)

    def split(self, kept: str) -> list[Held]:
        """Show the records that were merged into one by themselves again.

        Raises:
            UnknownNameError: No record has that name.
            QueryError: Nothing is shown under it.
        """
        others = self.holdings.split(self.get(kept).id)
        if not others:
            raise QueryError(f"Nothing is shown under {kept}.", fix="`entente library dedupe`")
        self.catch_up()
        return self.holdings.get(others)


def clean_tag(tag: str) -> str:
    """Make a tag's white space even.

    Raises:
        QueryError: The tag is empty, longer than 80 characters or holds a control character.

    Examples:
        >>> clean_tag("  to  read ")
        'to read'
    """
    from entente.library.record import find_control_character

    even = " ".join(tag.split())
    if not even or len(even) > 80 or find_control_character(even) is not None:
        raise QueryError(f"{tag[:80]!r} is not a tag.", fix="a few words, at most 80 characters")
    return even


def text_of(record: Record) -> str:
    """Return the text by whose meaning a record is found: its title, abstract and topics."""
    from entente.library.reading import reading_text

    return f"{record.title}. {reading_text(record)} {', '.join(record.topics)}"


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    source = iter(things)
    while batch := list(islice(source, size)):
        yield batch
