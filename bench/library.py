"""How a library of many records answers, side by side with bare tantivy and SQLite's FTS5.

Run from the project: ``python bench/library.py [RECORDS] [--folder DIR]``. Records are synthetic:
made-up words drawn by Zipf's law, with authors, institutions, topics, places and dates. Every
engine holds the same records and is asked the same questions in one run; what counts are the
ratios. With the default of a million records it takes about half an hour and 4 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from entente.library.finding.index_queries import build
from entente.library.finding.query import read_query
from entente.library.keeping.catalogue import Library
from entente.library.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Rows = dict[str, tuple[float, float]]

VOCABULARY = 150_000
COMMONEST_LEFT_OUT = 40  # what a stop list would take
QUESTIONS = 400
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "ai", "ou")]


def word(number: int) -> str:
    """Spell a number as a made-up word; common words are short."""
    syllables = []
    number += 5
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[rest])
    return "".join(syllables)


WORDS = [word(i) for i in range(VOCABULARY)]


def draw(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Draw word numbers by Zipf's law, folded into the vocabulary."""
    return (rng.zipf(1.2, shape) - 1) % VOCABULARY


def make_records(count: int, seed: int = 1) -> Iterator[Record]:
    rng = np.random.default_rng(seed)
    for start in range(0, count, 5_000):
        size = min(5_000, count - start)
        text = draw(rng, (size, 70))
        picks = rng.zipf(1.3, (size, 12))
        years = 1990 + rng.integers(0, 35, size)
        for i in range(size):
            said = [WORDS[n] for n in text[i]]
            one = picks[i]
            yield Record.model_construct(
                title=f"{' '.join(said[:8]).title()} {start + i + seed * 10**8}",
                authors=tuple(
                    f"{WORDS[400 + one[k] % 900].title()} {WORDS[2000 + one[k + 1] % 9000].title()}"
                    for k in range(1 + one[0] % 2)
                ),
                published=f"{years[i]}-{1 + one[2] % 12:02}",
                content_type=("Special Report", "Journal Article", "Working Paper")[one[3] % 3],
                institution=f"{WORDS[one[4] % 700].title()} Institute",
                journal="",
                abstract=" ".join(said[8:]) + ".",
                topics=tuple(f"Topic {WORDS[one[k] % 170]}" for k in (5, 6, 7)),
                places=tuple(f"Place {WORDS[one[k] % 220]}" for k in (8, 9)),
                url="",
                doi="",
                extra={},
                number=None,
                incomplete="",
            )


def fix(record: Record) -> Record:
    from entente.library.dates import PartialDate

    return record.model_copy(update={"published": PartialDate(str(record.published))})


def questions(seed: int = 7) -> dict[str, list[str]]:
    rng = np.random.default_rng(seed)

    def words() -> list[str]:
        number = int(rng.choice([1, 2, 2, 3]))
        drawn = draw(rng, (1, 60))[0]
        return [WORDS[n] for n in drawn if n >= COMMONEST_LEFT_OUT][:number]

    plain = [" ".join(words()) for _ in range(QUESTIONS)]
    pairs = [[n for n in row if n >= COMMONEST_LEFT_OUT][:2] for row in draw(rng, (QUESTIONS, 60))]
    phrases = [f'"{WORDS[a]} {WORDS[b]}"' for a, b in (pair for pair in pairs if len(pair) == 2)]
    return {"words": plain, "phrases": phrases}


def ask(call: Callable[[str], object], lines: list[str]) -> tuple[float, float]:
    """Give the median and the 95th percentile in milliseconds, after a warm-up."""
    for line in lines[:20]:
        call(line)
    times = []
    for line in lines:
        start = time.perf_counter()
        call(line)
        times.append(time.perf_counter() - start)
    times.sort()
    return times[len(times) // 2] * 1e3, times[int(len(times) * 0.95)] * 1e3


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def add_some(library: Library, seed: int) -> float:
    some = [fix(record) for record in make_records(1_000, seed)]
    start = time.perf_counter()
    library.add(some, "bench")
    return time.perf_counter() - start


def build_fts5(path: Path, count: int) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE r USING fts5(title, abstract, tokenize='porter unicode61')")
    base.execute("CREATE TABLE f (id INTEGER PRIMARY KEY, institution, type, year)")
    for i, record in enumerate(make_records(count), start=1):
        text = [i, record.title, record.abstract]
        base.execute("INSERT INTO r (rowid, title, abstract) VALUES (?, ?, ?)", text)
        row = [i, record.institution, record.content_type, str(record.published)[:4]]
        base.execute("INSERT INTO f VALUES (?, ?, ?, ?)", row)
    base.commit()
    return base


def ask_fts5(base: sqlite3.Connection, line: str, *, facets: bool) -> None:
    said = line if line.startswith('"') else " ".join(f'"{w}"' for w in line.split())
    base.execute(
        "SELECT rowid FROM r WHERE r MATCH ? ORDER BY bm25(r, 3.0, 1.0) LIMIT 20", [said]
    ).fetchall()
    for name in ("institution", "type", "year") if facets else ():
        base.execute(
            f"SELECT {name}, count(*) FROM f WHERE id IN (SELECT rowid FROM r WHERE r MATCH ?)"  # noqa: S608 (three names of our own)
            f" GROUP BY {name} ORDER BY 2 DESC LIMIT 20",
            [said],
        ).fetchall()


def opening(folder: Path) -> float:
    """Seconds in which a fresh process opens a library and answers one search by words."""
    code = (
        "import sys, time; from pathlib import Path; start = time.perf_counter();"
        "from entente.library.keeping.catalogue import Library;"
        "library = Library(Path(sys.argv[1])); library.search('kala', by='words');"
        "print(time.perf_counter() - start)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(3)]
    return min(map(float, runs))


def recall(library: Library, lines: list[str]) -> float:
    """Share of the true 20 nearest records that the search by meaning finds."""
    from entente.library.embedding import embed
    from entente.library.finding.meaning_index import points_of

    rows = library.holdings.read("SELECT record, code FROM sense")
    ids = np.array([row[0] for row in rows])
    points = points_of(b"".join(row[1] for row in rows))
    shares = []
    for line in lines:
        point = embed([line])[0]
        true = set(ids[np.argsort(-(points @ point))[:20]].tolist())
        shares.append(len(true & {i for i, _ in library.meaning_index.nearest(point, 20)}) / 20)
    return float(np.mean(shares))


def fill(library: Library, count: int) -> None:
    if len(library) >= count:
        print(f"records {len(library):,}, built before")
        return
    start = time.perf_counter()

    def told(number: int) -> None:
        if number % 50_000 == 0:
            rate = number / (time.perf_counter() - start)
            print(f"  {number:,} added, {rate:,.0f} a second", file=sys.stderr, flush=True)

    library.add((fix(record) for record in make_records(count)), "bench", progress=told)
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = count / taken
    print(f"records {count:,}; {rate:,.0f} a second ({taken:,.0f} s); peak memory {peak:,.0f} MB")


def rows_of(library: Library, asked: dict[str, list[str]]) -> Rows:
    words, phrases = asked["words"], asked["phrases"]

    def bare(line: str, *, facets: bool) -> None:
        built = build(read_query(line))
        library.word_index.search(built, 20)
        if facets:
            library.word_index.facets(built)

    return {
        "tantivy bare: words": ask(lambda q: bare(q, facets=False), words),
        "tantivy bare: words, 6 facets": ask(lambda q: bare(q, facets=True), words),
        "tantivy bare: phrases": ask(lambda q: bare(q, facets=False), phrases),
        "library: words, 6 facets": ask(lambda q: library.search(q, by="words"), words),
        "library: phrases, 6 facets": ask(lambda q: library.search(q, by="words"), phrases),
        "library: fused, 6 facets": ask(library.search, words),
        "library: meaning, 6 facets": ask(lambda q: library.search(q, by="meaning"), words),
    }


def rows_of_fts5(
    path: Path, count: int, asked: dict[str, list[str]]
) -> dict[str, tuple[float, float]]:
    start = time.perf_counter()
    base = build_fts5(path, count)
    rate, size = count / (time.perf_counter() - start), path.stat().st_size / 1e6
    print(f"FTS5: {rate:,.0f} a second; disk {size:,.0f} MB")
    return {
        "FTS5: words": ask(lambda q: ask_fts5(base, q, facets=False), asked["words"]),
        "FTS5: words, 3 facets": ask(lambda q: ask_fts5(base, q, facets=True), asked["words"]),
        "FTS5: phrases": ask(lambda q: ask_fts5(base, q, facets=False), asked["phrases"]),
    }


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    wanted.add_argument("records", nargs="?", type=int, default=1_000_000)
    wanted.add_argument("--folder", type=Path, help="keep what is built here, and use it again")
    wanted.add_argument("--without-fts5", action="store_true", help="leave SQLite's FTS5 out")
    options = wanted.parse_args()
    root = options.folder or Path(tempfile.mkdtemp(prefix="library-bench-"))
    count, asked, seed = options.records, questions(), int(time.time())
    seeds = range(seed, seed + 3)
    try:
        with Library(root / "small") as small, Library(root / "library") as library:
            fill(library, count)
            small.add((fix(record) for record in make_records(10_000)), "bench")
            few, many = (min(add_some(each, s) for s in seeds) for each in (small, library))
            print(f"adding 1,000 to 10,000: {few:.2f} s; to {count:,}: {many:.2f} s")
            index, whole = size_of(root / "library" / "index"), size_of(root / "library")
            print(f"disk: records and points {whole - index:,.0f} MB, index {index:,.0f} MB")
            print(f"opened by a fresh process, with one search: {opening(root / 'library'):.2f} s")
            rows = rows_of(library, asked)
            if not options.without_fts5:
                (root / "fts5.sqlite").unlink(missing_ok=True)
                rows |= rows_of_fts5(root / "fts5.sqlite", count, asked)
            floor = rows["library: words, 6 facets"]
            print(f"{'':<30} {'p50 ms':>8} {'p95 ms':>8}   beside library words (p50, p95)")
            for name, (middle, high) in rows.items():
                ratios = f"{middle / floor[0]:5.2f} {high / floor[1]:5.2f}"
                print(f"{name:<30} {middle:8.2f} {high:8.2f}   {ratios}")
            print(
                f"of the 20 nearest by meaning it finds {recall(library, asked['words'][:60]):.3f}"
            )
            print(json.dumps({"cores": os.cpu_count(), "load": os.getloadavg()[0]}))
    finally:
        if options.folder is None:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
