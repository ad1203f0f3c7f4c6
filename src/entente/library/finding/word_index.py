"""Index by words: full text in tantivy, with facets, a word list for spelling, and what matched.

The index can always be rebuilt from the holdings, so it is the holdings that count; it says of
itself through which change of theirs it has come.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.finding.index_queries import of_ids, terms_of
from entente.library.finding.schema import FACETS, analysers, make_document, schema
from entente.settings import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    import tantivy

    from entente.library.holdings import Held
    from entente.library.record import Record

MOST_VALUES = 20
# Facets counted together; those of several values a record cost most, and go to two threads.
_COUNTED = (("topic", "type", "tag"), ("place", "institution", "year"))
HEAP_BYTES = 192_000_000
WAIT_SECONDS = 30.0


class WordIndex:
    """Full-text index of a library's records."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder; what is there and cannot be used is rebuilt, empty.

        Raises:
            BrokenFileError: Another program holds the index, or the folder cannot be used.
        """
        import tantivy

        if folder.is_dir() and not os.access(folder, os.W_OK):
            folder = self._beside(folder)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(schema(), str(folder), reuse=True)
        except ValueError as error:
            if "lock" in str(error).casefold():
                reason = f"The index cannot be opened: {str(error).splitlines()[0]}"
                fix = "try again, and see that the folder may be written"
                raise BrokenFileError.at(folder, reason, fix=fix) from error
            # It is of another layout or was broken; the holdings have all of it.
            for path in folder.iterdir():
                path.unlink()
            self._index = tantivy.Index(schema(), str(folder), reuse=False)
        for name, analyser in analysers().items():
            self._index.register_tokenizer(name, analyser)
        self._index.reload()
        self.searcher = self._index.searcher()
        # It starts its threads when the first facet is counted.
        self._counters = ThreadPoolExecutor(len(_COUNTED), thread_name_prefix="facets")

    def _beside(self, folder: Path) -> Path:
        """Make a folder of links to an index that may only be read: tantivy puts a lock there."""
        self._links = TemporaryDirectory(prefix="entente-index-")
        for path in folder.iterdir():
            if path.suffix != ".lock":
                (Path(self._links.name) / path.name).symlink_to(path.resolve())
        return Path(self._links.name)

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
        """Return ids and scores of the best matches; see :meth:`search_and_count`."""
        return self.search_and_count(query, limit, order=order)[0]

    def search_and_count(
        self, query: tantivy.Query, limit: int, *, order: str = "score"
    ) -> tuple[list[tuple[int, float]], int]:
        """Return ids and scores of the best matches, and how many there are in all.

        Args:
            query: From :func:`entente.library.finding.index_queries.build`.
            limit: Most matches wanted.
            order: ``score``, best first; ``newest``, by date; ``arrival``, in order of ids.

        Returns:
            Id and score, like scores in order of arrival; and the number of all matches.
        """
        import tantivy

        by = {"newest": "first_day", "arrival": "id"}.get(order)
        way = tantivy.Order.Asc if order == "arrival" else tantivy.Order.Desc
        found = self.searcher.search(query, max(limit, 1), count=True, order_by_field=by, order=way)
        total = int(found.count or 0)  # pyright: ignore[reportAttributeAccessIssue] (not in its stub)
        hits = found.hits
        ids = self.searcher.fast_field_values("id", [address for _, address in hits])
        pairs = [(int(i), float(s or 0)) for i, (s, _) in zip(ids, hits, strict=True) if i]
        if order == "score":
            pairs.sort(key=lambda pair: (-pair[1], pair[0]))
        return pairs, total

    def among(self, query: tantivy.Query, ids: Sequence[int]) -> set[int]:
        """Return those of some records that match a query."""
        import tantivy

        must = tantivy.Occur.Must
        both = tantivy.Query.boolean_query([(must, of_ids(ids)), (must, query)])
        return {record for record, _ in self.search(both, len(ids), order="arrival")}

    def facets(self, query: tantivy.Query) -> dict[str, list[tuple[str, int]]]:
        """Count the matches of a query by facet.

        Returns:
            For each of :data:`FACETS` its commonest values with their counts, most first.
        """
        return self.facets_later(query)()

    def facets_later(self, query: tantivy.Query) -> Callable[[], dict[str, list[tuple[str, int]]]]:
        """Begin to count by facet in other threads, so that hits can be looked up meanwhile.

        Returns:
            A function that waits for the counts and returns them.
        """
        begun = [self._counters.submit(self._count, query, names) for names in _COUNTED]

        def wait() -> dict[str, list[tuple[str, int]]]:
            counted = {name: values for part in begun for name, values in part.result().items()}
            return {name: counted[name] for name in FACETS}

        return wait

    def _count(
        self, query: tantivy.Query, names: Sequence[str]
    ) -> dict[str, list[tuple[str, int]]]:
        asked = {name: {"terms": {"field": f"{name}_facet", "size": MOST_VALUES}} for name in names}
        answer: dict[str, Any] = self.searcher.aggregate(query, asked)
        return {
            name: sorted(
                ((str(b["key"]), int(b["doc_count"])) for b in answer[name]["buckets"]),
                key=lambda pair: (-pair[1], pair[0]),
            )
            for name in names
        }

    def knows(self, word: str) -> bool:
        """Whether a word is in any record."""
        return any(self.searcher.doc_freq(field, term) for field, term in terms_of(word))

    def near_words(self, word: str, limit: int = 5000) -> list[tuple[str, int]]:
        """Return words of titles, names and labels that begin like a word, with their counts."""
        return self.searcher.terms_with_prefix("spelling", word[:1], limit=limit)


class IndexWriting:
    """One open write of the index."""

    def __init__(self, index: WordIndex, writer: tantivy.IndexWriter) -> None:
        """Take the index and its writer, which holds the lock."""
        self._index, self._writer = index, writer

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()

    def replace(self, ids: Sequence[int], shown: Iterable[tuple[Held, Sequence[Record]]]) -> None:
        """Put records in the place of what the index has under their ids.

        Args:
            ids: All ids that this speaks of; one without a record in ``shown`` is taken out.
            shown: Records to put in, each with those that are shown under it.
        """
        if ids and self._index.searcher.num_docs:
            # By query: a deletion by term takes the number for a signed one, and misses.
            self._writer.delete_documents_by_query(of_ids(ids))
        vocabulary = settings().vocabulary
        for held, others in shown:
            self._writer.add_document(make_document(held, others, vocabulary))
