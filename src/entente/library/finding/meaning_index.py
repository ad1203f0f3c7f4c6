"""Index by meaning: which records are nearest to a point, without looking at each one.

Every record has a point on the unit sphere (``embedding.py``). Points are kept in lists, each
around a centre; a question looks into the lists whose centres are nearest, compares signs of
coordinates there, and works out the likeness itself only for the best of these. All of it lives in
the file of the holdings and is written in the transaction that adds the records, so that the two
cannot disagree.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from entente.library.embedding import DIMENSIONS
from entente.library.records_file import set_setting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from entente.library.holdings import Holdings

PART_SIZE = 256
PROBED_LISTS = 16
WEIGHED = 400
# Where a library reaches a size, its points are divided into so many lists. Each step costs one
# pass over all points, and a library of a million records has met two of them.
GROWTH = {1 << 14: 128, 1 << 17: 512, 1 << 20: 2048}
_SAMPLE_PER_LIST = 40
_ROUNDS = 6
_SEED = 20240930


class MeaningIndex:
    """Points of records, found by nearness.

    Source:
        Lists around centres: Sivic and Zisserman (2003), "Video Google", ICCV, section 4.
        Signs before likeness: Charikar (2002), "Similarity estimation techniques from rounding
        algorithms", STOC, section 3.
    """

    def __init__(self, holdings: Holdings) -> None:
        """Take the holdings in which the points are kept."""
        self._holdings = holdings
        # In how many lists the points are, and their centres: one value, so that a second thread
        # never sees the centres of one division with the number of another.
        self._division: tuple[int, NDArray[np.float32] | None] = (-1, None)

    def put(
        self, base: sqlite3.Connection, records: Sequence[int], points: NDArray[np.float32]
    ) -> None:
        """Add points inside the transaction that adds their records.

        A record that has a point already gets the new one; its old place in the lists stays, and
        only costs a look.

        Args:
            base: The open transaction.
            records: Ids of the records.
            points: One row a record, of length 1 or all zero.
        """
        if not records:
            return
        codes, signs = _code(points), _sign(points)
        base.executemany(
            "INSERT OR REPLACE INTO sense VALUES (?, ?)",
            [(record, code.tobytes()) for record, code in zip(records, codes, strict=True)],
        )
        before = self._holdings.setting("senses")
        held = before + len(records)
        set_setting(base, "senses", held)
        due = [lists for size, lists in GROWTH.items() if before < size <= held]
        if due:
            self._part(base, due[-1])
        else:
            self._file(base, records, signs, points)

    def nearest(self, point: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Find the records that are nearest to a point.

        Args:
            point: A row of length 1; one of zeros has nothing near it.
            limit: Most records wanted.

        Returns:
            Id and likeness (cosine, -1 to 1), nearest first; ties in order of arrival. It may miss
            a few of the true nearest: only some lists are looked into.
        """
        import numpy as np

        if limit < 1 or not point.any():
            return []
        found = self._holdings.read(
            "SELECT records, signs FROM sense_list"
            " WHERE list IN (SELECT value FROM json_each(?)) ORDER BY list, part",
            [json.dumps(self._probe(point))],
        )
        if not found:
            return []
        records = np.frombuffer(b"".join(row[0] for row in found), dtype=np.int64)
        signs = np.frombuffer(b"".join(row[1] for row in found), dtype=np.uint64)
        apart = np.bitwise_count(signs.reshape(len(records), -1) ^ _sign(point[None, :]))
        distance = apart.sum(axis=1, dtype=np.uint16)
        weighed = min(len(records), max(WEIGHED, limit))
        best = np.unique(records[np.argpartition(distance, weighed - 1)[:weighed]])
        ids, likeness = self._likeness(best, point)
        order = np.lexsort((ids, -likeness))[:limit]
        return [(int(ids[i]), float(likeness[i])) for i in order]

    def point(self, record: int) -> NDArray[np.float32] | None:
        """Return the point of a record, to the precision it is kept in; ``None`` without one."""
        found = self._holdings.read("SELECT code FROM sense WHERE record = ?", [record])
        return points_of(found[0][0])[0] if found else None

    def points(self, records: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return the points of several records by id."""
        rows = self._rows(records)
        return {row[0]: points_of(row[1])[0] for row in rows}

    def _rows(self, records: Sequence[int]) -> list[tuple[int, bytes]]:
        found = self._holdings.read(
            "SELECT record, code FROM sense WHERE record IN (SELECT value FROM json_each(?))",
            [json.dumps([int(record) for record in records])],
        )
        return [(row[0], row[1]) for row in found]

    def _likeness(
        self, records: NDArray[np.int64], point: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        import numpy as np

        rows = self._rows(records.tolist())
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        # One sum a row, in a fixed order, so that the same question has the same answer anywhere.
        return ids, np.einsum("ij,j->i", points_of(b"".join(row[1] for row in rows)), point)

    def _probe(self, point: NDArray[np.float32]) -> list[int]:
        import numpy as np

        centres = self._read_centres()
        if centres is None:
            return [0]
        near = np.argsort(-(centres @ point), kind="stable")[:PROBED_LISTS]
        return near.tolist()

    def _read_centres(self) -> NDArray[np.float32] | None:
        """Return the centres; they are read again only where another process has made new ones."""
        import numpy as np

        made = self._holdings.setting("parted")
        known, centres = self._division
        if made != known:
            rows = self._holdings.read("SELECT centre FROM sense_centre ORDER BY list")
            joined = b"".join(row[0] for row in rows)
            centres = (
                np.frombuffer(joined, dtype=np.float32).reshape(-1, DIMENSIONS) if rows else None
            )
            self._division = (made, centres)
        return centres

    def _file(
        self,
        base: sqlite3.Connection,
        records: Sequence[int],
        signs: NDArray[np.uint64],
        points: NDArray[np.float32],
    ) -> None:
        """Put points into their lists; the last part of a list is filled up first."""
        import numpy as np

        centres = self._read_centres()
        lists = (
            np.zeros(len(records), dtype=np.int64)
            if centres is None
            else (points @ centres.T).argmax(axis=1)
        )
        order = np.argsort(lists, kind="stable")
        ids = np.asarray(records, dtype=np.int64)
        ends = np.flatnonzero(np.diff(lists[order])) + 1
        for chosen in np.split(order, ends):
            self._append(base, int(lists[chosen[0]]), ids[chosen], signs[chosen])

    def _append(
        self,
        base: sqlite3.Connection,
        into: int,
        ids: NDArray[np.int64],
        signs: NDArray[np.uint64],
    ) -> None:
        import numpy as np

        last = base.execute(
            "SELECT part, size, records, signs FROM sense_list WHERE list = ?"
            " ORDER BY part DESC LIMIT 1",
            [into],
        ).fetchone()
        part = 0
        if last and last[1] >= PART_SIZE:
            part = last[0] + 1
        elif last:
            part = last[0]
            ids = np.concatenate([np.frombuffer(last[2], dtype=np.int64), ids])
            old = np.frombuffer(last[3], dtype=np.uint64).reshape(last[1], -1)
            signs = np.concatenate([old, signs])
        for start in range(0, len(ids), PART_SIZE):
            some = slice(start, start + PART_SIZE)
            base.execute(
                "INSERT OR REPLACE INTO sense_list VALUES (?, ?, ?, ?, ?)",
                [into, part, len(ids[some]), ids[some].tobytes(), signs[some].tobytes()],
            )
            part += 1

    def _part(self, base: sqlite3.Connection, lists: int) -> None:
        """Divide all points into new lists around new centres."""
        import numpy as np

        rows = base.execute("SELECT record, code FROM sense ORDER BY record").fetchall()
        ids = [row[0] for row in rows]
        points = points_of(b"".join(row[1] for row in rows))
        draw = np.random.default_rng(_SEED)
        sample = points[draw.permutation(len(points))[: lists * _SAMPLE_PER_LIST]]
        centres = _find_centres(sample, lists)
        base.execute("DELETE FROM sense_list")
        base.execute("DELETE FROM sense_centre")
        base.executemany(
            "INSERT INTO sense_centre VALUES (?, ?)",
            [(i, centre.tobytes()) for i, centre in enumerate(centres)],
        )
        set_setting(base, "parted", lists)
        self._division = (lists, centres)
        for start in range(0, len(ids), 1 << 14):
            some = slice(start, start + (1 << 14))
            self._file(base, ids[some], _sign(points[some]), points[some])


def _find_centres(points: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Find centres by rounds of assigning and averaging (Lloyd 1982), on the sphere."""
    import numpy as np

    centres = points[:count].copy()
    for _ in range(_ROUNDS):
        nearest = (points @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-12), centres)
    return centres.astype(np.float32)


def _code(points: NDArray[np.float32]) -> NDArray[np.int8]:
    """Write points in a byte a coordinate, each row scaled by its largest one."""
    import numpy as np

    largest = np.maximum(np.abs(points).max(axis=1, keepdims=True), 1e-12)
    return np.rint(points / largest * 127).astype(np.int8)


def points_of(codes: bytes) -> NDArray[np.float32]:
    """Read points from the form in which they are kept, one row after the other.

    Returns:
        Shape ``(n, 256)``, rows of length 1, or zero where a row was.
    """
    import numpy as np

    rows = np.frombuffer(codes, dtype=np.int8).reshape(-1, DIMENSIONS).astype(np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return rows / np.maximum(length, 1e-12)


def _sign(points: NDArray[np.float32]) -> NDArray[np.uint64]:
    import numpy as np

    return np.packbits(points > 0, axis=1).view(np.uint64)
