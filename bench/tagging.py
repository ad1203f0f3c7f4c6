"""How well places and topics are told, on the labelled abstracts, and how fast.

Run with `python bench/tagging.py dev`, and with `test` only to report: the weights of the taggers
are chosen on dev alone. F1 is over all labels of all records (micro); a place counts by its code
where it has one. The interval is from 2,000 draws of records with replacement.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from entente.library.embedding import embed
from entente.library.labels import read_label_list
from entente.library.record import Record
from entente.library.tagging.gazetteer import find_mentions
from entente.library.tagging.suggestions import suggest_places, suggest_topics
from entente.yaml_files import read_yaml

LABELLED = Path(__file__).parents[1] / "tests" / "library" / "labelled" / "abstracts.yml"
DRAWS = 2_000


def read_labelled(split: str) -> list[tuple[Record, set[str], set[str]]]:
    """Read the records of a split, with their places (by code) and their topics."""
    codes = read_label_list("political_geography").codes
    return [
        (
            Record(title=one["title"], abstract=one["abstract"]),
            {codes.get(label, label) for label in one["places"]},
            set(one["topics"]),
        )
        for one in read_yaml(LABELLED).data
        if one["split"] == split
    ]


def count(given: set[str], right: set[str]) -> tuple[int, int, int]:
    """Count labels that are right, given and to be given."""
    return len(given & right), len(given), len(right)


def measure(split: str) -> dict[str, list[tuple[int, int, int]]]:
    """Count, for each record of a split, how its places and topics fare."""
    codes = read_label_list("political_geography").codes
    found: dict[str, list[tuple[int, int, int]]] = {"places": [], "topics": []}
    for record, places, topics in read_labelled(split):
        given = {codes.get(one.label, one.label) for one in suggest_places(record)}
        found["places"].append(count(given, places))
        found["topics"].append(count({one.label for one in suggest_topics(record)}, topics))
    return found


def f1(counts: np.ndarray) -> float:
    """Give the micro-F1 of counts, one row per record."""
    right, given, wanted = counts.sum(axis=0)
    return float(2 * right / (given + wanted))


def interval(counts: np.ndarray) -> tuple[float, float]:
    """Give the 95 % interval of the F1 over draws of records, always the same draws."""
    draws = np.random.default_rng(19).integers(len(counts), size=(DRAWS, len(counts)))
    low, high = np.percentile([f1(counts[rows]) for rows in draws], [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    split = sys.argv[1] if len(sys.argv) > 1 else "dev"
    for kind, rows in measure(split).items():
        counts = np.array(rows)
        right, given, wanted = counts.sum(axis=0)
        low, high = interval(counts)
        print(
            f"{split} {kind}: F1 {f1(counts):.3f} ({low:.3f} to {high:.3f}), "
            f"precision {right / given:.3f}, recall {right / wanted:.3f}, {len(counts)} records"
        )
    records = [record for record, _, _ in read_labelled(split)]
    text = "\n".join(f"{record.title}. {record.abstract}" for record in records)
    text = text * (2_000_000 // len(text) + 1)
    start = time.perf_counter()
    find_mentions(text)
    print(f"places in text: {len(text) / 1e6 / (time.perf_counter() - start):.1f} MB a second")
    start = time.perf_counter()
    embed([record.abstract for record in records] * 10)
    print(f"embedding: {len(records) * 10 / (time.perf_counter() - start):,.0f} abstracts a second")
    start = time.perf_counter()
    for record in records:
        suggest_places(record)
        suggest_topics(record)
    taken = time.perf_counter() - start
    print(f"places and topics: {len(records) / taken:,.0f} records a second")


if __name__ == "__main__":
    main()
