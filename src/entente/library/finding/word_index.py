"""Index by words: full text in tantivy, with facets, a word list for spelling, and what matched.

The index can always be built anew from the holdings, so it is the holdings that count; they note
through which change of theirs it has come.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TYPE_CHECKING, Any

from entente.asides import aside_prefix, clear_asides, mode_in
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
READ_TRIES = 20
# The files of an index: its list of segments, that of all its files, and a segment's parts.
META, MANAGED = "meta.json", ".managed.json"
PARTS = ("store", "term", "idx", "pos", "fieldnorm", "fast")


class BrokenIndexError(BrokenFileError):
    """An index that cannot be opened, read or written; it can be built anew."""


class BusyIndexError(BrokenFileError):
    """An index that another program is writing."""


@contextmanager
def _guarded(folder: Path | None, done: str) -> Generator[None]:
    """Turn whatever tantivy raises into one error, a panic in one of its threads too."""
    try:
        yield
    except (ValueError, OSError) as error:
        reason = f"The index cannot be {done}: {str(error).splitlines()[0]}"
        raise BrokenIndexError.at(folder or "memory", reason) from error
    except BaseException as error:
        # Not an `Exception`, and no class of it can be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndexError.at(folder or "memory", f"The index cannot be {done}.") from error


class WordIndex:
    """Full-text index of a library's records."""

    def __init__(self, folder: Path | None, *, is_new: bool = False) -> None:
        """Open the index of a folder, or begin one: in an empty folder, or in memory without one.

        Raises:
            BrokenIndexError: There is none, or it cannot be used.
        """
        self._folder = folder
        self._links = ""
        self._index = self._open(is_new=is_new or folder is None)
        for name, analyser in analysers().items():
            self._index.register_tokenizer(name, analyser)
        self.reload()
        # It starts its threads when the first facet is counted.
        self._counters = ThreadPoolExecutor(len(_COUNTED), thread_name_prefix="facets")

    def _open(self, *, is_new: bool) -> tantivy.Index:
        import tantivy

        folder = self._folder
        with _guarded(folder, "opened"):
            if folder is None:
                return tantivy.Index(schema())
            if is_new:
                return tantivy.Index(schema(), str(folder), reuse=False)
            if not (folder / META).exists():
                raise BrokenIndexError.at(folder, "There is no index here.")
            locks = [*folder.glob("*.lock")]
            if all(os.access(path, os.W_OK) for path in (folder, *locks)):
                return tantivy.Index(schema(), str(folder), reuse=True)
        for _ in range(READ_TRIES):
            # Somebody may be writing: what was listed a moment ago can be gone.
            with suppress(BrokenIndexError), _guarded(folder, "opened"):
                index = tantivy.Index(schema(), self._beside(folder), reuse=True)
                index.reload()
                return index
            time.sleep(0.05)
        with _guarded(folder, "opened"):
            return tantivy.Index(schema(), self._beside(folder), reuse=True)

    def _beside(self, folder: Path) -> str:
        """Make a folder of links to an index that may only be read: tantivy puts a lock there.

        The list of its parts is copied, so that a writer does not change it under us.
        """
        self.close_links()
        shared = Path(gettempdir())
        clear_asides(shared)
        links = Path(mkdtemp(prefix=aside_prefix(), dir=shared))
        self._links = str(links)
        weakref.finalize(self, shutil.rmtree, links, ignore_errors=True)
        (links / META).write_bytes((folder / META).read_bytes())
        for path in folder.iterdir():
            if path.suffix != ".lock" and path.name != META:
                (links / path.name).symlink_to(path.resolve())
        return self._links

    def close_links(self) -> None:
        """Remove the links to an index that may only be read."""
        if self._links:
            shutil.rmtree(self._links, ignore_errors=True)
            self._links = ""

    def close(self) -> None:
        """Let go of what the index needed beside its folder; it cannot be asked any more."""
        self._counters.shutdown()
        self.close_links()

    def reload(self) -> None:
        """See what has been committed since.

        Raises:
            BrokenIndexError: It cannot be read.
        """
        with _guarded(self._folder, "opened"):
            self._index.reload()
            self.searcher = self._index.searcher()

    @contextmanager
    def writing(self, wait: float = WAIT_SECONDS) -> Generator[IndexWriting]:
        """Hold the index for writing; what was put is committed at the end, or nothing of it.

        Args:
            wait: Most seconds to wait for another program that is writing it.

        Raises:
            BusyIndexError: Another program is still writing the index.
            BrokenIndexError: It cannot be written.
        """
        writer = self._writer(wait)
        try:
            with _guarded(self._folder, "written"):
                self._clear_unlisted()
                self._index.reload()
                self.searcher = self._index.searcher()
                yield IndexWriting(self, writer)
                writer.commit()
                writer.wait_merging_threads()  # it also lets go of the lock
        except BaseException:
            with suppress(BrokenIndexError, ValueError), _guarded(self._folder, "written"):
                writer.wait_merging_threads()
            raise
        finally:
            self._open_to_readers()
        self.reload()

    def _writer(self, wait: float) -> tantivy.IndexWriter:
        until = time.monotonic() + wait
        while True:
            try:
                with _guarded(self._folder, "written"):
                    return self._index.writer(HEAP_BYTES, 2)
            except BrokenIndexError as error:
                if "LockBusy" not in str(error.__cause__):
                    raise
                if time.monotonic() > until:
                    raise BusyIndexError.at(
                        self._folder or "memory",
                        "Another `entente library` is writing the index.",
                        fix="wait until it has ended",
                    ) from error
                time.sleep(0.05)

    def _clear_unlisted(self) -> None:
        """Remove what a killed writer left; a file of deletions in the way would stop every other.

        Only under the lock: what the index does not list may else be somebody's work.
        """
        if self._folder is None:
            return
        listed = {META, MANAGED}
        for segment in json.loads((self._folder / META).read_bytes())["segments"]:
            name = segment["segment_id"].replace("-", "")
            listed |= {f"{name}.{part}" for part in PARTS}
            if segment["deletes"]:
                listed.add(f"{name}.{segment['deletes']['opstamp']}.del")
        for path in self._folder.iterdir():
            if path.name not in listed and path.suffix != ".lock":
                path.unlink(missing_ok=True)

    def _open_to_readers(self) -> None:
        """Give the files the folder's mode: tantivy makes its lists for their owner alone."""
        if self._folder is None:
            return
        with suppress(OSError):
            mode = mode_in(self._folder)
            for path in self._folder.iterdir():
                with suppress(OSError):  # another's, or just merged away
                    if stat.S_IMODE(path.stat().st_mode) != mode:
                        path.chmod(mode)

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
        most = max(limit, 1)
        with _guarded(self._folder, "searched"):
            found = self.searcher.search(query, most, count=True, order_by_field=by, order=way)
            total = int(found.count or 0)  # pyright: ignore[reportAttributeAccessIssue] (no stub)
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
        with _guarded(self._folder, "searched"):
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
        with _guarded(self._folder, "searched"):
            return any(self.searcher.doc_freq(field, term) for field, term in terms_of(word))

    def near_words(self, word: str, limit: int = 5000) -> list[tuple[str, int]]:
        """Return words of titles, names and labels that begin like a word, with their counts."""
        with _guarded(self._folder, "searched"):
            return self.searcher.terms_with_prefix("spelling", word[:1], limit=limit)


class IndexWriting:
    """One open write of the index."""

    def __init__(self, index: WordIndex, writer: tantivy.IndexWriter) -> None:
        """Take the index and its writer, which holds the lock."""
        self._index, self._writer = index, writer

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
