"""The Python face: cases and measures, in notebooks and scripts."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from entente.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis.expr.types as ir

    from entente.assessment import Assessed, Assessment
    from entente.cases.folder import CaseFiles
    from entente.library.keeping.catalogue import Library


class Case:
    """A case: partners, region and a report with its claims.

    Attributes:
        files: The case as read.
    """

    def __init__(self, name: str) -> None:
        """Read a case by its name, by ``case/report``, or by the path of its folder.

        Raises:
            UnknownNameError: There is no such case, or it has no such report.
            BrokenFileError: A file of it cannot be used.
        """
        from entente.cases.folder import read_case

        self.files: CaseFiles = read_case(name, settings())

    def assess(self) -> Assessment:
        """Answer every claim, as written and now.

        Returns:
            The assessment; in a notebook it shows the claims with both verdicts.
        """
        return self.trace().assessment

    def trace(self) -> Assessed:
        """Answer every claim and keep the rows behind each number."""
        from entente.answer.assess import assess

        return assess(self.files, settings())

    def __repr__(self) -> str:
        """Name the case and say what it holds."""
        claims = len(self.files.report.claims)
        return f"<Case {self.files.slug}: {claims} claims of {self.files.report.record.title!r}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(claim.id)}</td><td>{escape(claim.form)}</td>"
            f"<td>{escape(claim.title)}</td></tr>"
            for claim in self.files.report.claims
        )
        head = f"<caption>{escape(self.files.case.title)}</caption>"
        return f"<table>{head}<tr><th>claim<th>form<th>title</tr>{rows}</table>"


def case(name: str) -> Case:
    """Read a case.

    Args:
        name: Name of a bundled case (its first report), ``case/report``, or the path of a folder
            with ``case.yml``.

    Raises:
        UnknownNameError: There is no such case, or it has no such report.
        BrokenFileError: A file of it cannot be used.

    Examples:
        >>> case("china-russia-east-asia").files.case.partners
        ['CHN', 'RUS']
    """
    return Case(name)


def open_library(folder: str | Path | None = None) -> Library:
    """Open the library of catalogue records.

    Args:
        folder: Its folder; without it, the one that ``ENTENTE_LIBRARY`` names, or one under the
            user's data.

    Returns:
        The library; use it in a ``with`` block, or close it.

    Raises:
        BrokenFileError: The folder cannot be used.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, open_library(folder) as library:
        ...     len(library)
        0
    """
    from entente.library.keeping.catalogue import Library

    return Library(Path(folder) if folder is not None else settings().library)


def measure(
    name: str,
    states: Sequence[str] = (),
    *,
    partner: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: int | None = None,
    last: int | None = None,
) -> ir.Table:
    """Compute a measure from the bundled edition and ledger.

    Args:
        name: Name of a measure (``entente list measures``).
        states: ISO 3166 alpha-3 codes. Two states of a pair; the state and its partner where the
            measure is directed; none for all.
        partner: With several states: the other side of every pair.
        where: Narrowing by the measure's scope, e.g. ``{"set": "contested"}``.
        first: First year.
        last: Last year.

    Returns:
        An Ibis table with the measure's key columns, ``value`` (in its unit) and ``n``, in the
        order of the keys; ``.to_pandas()``, ``.to_polars()``, ``.to_pyarrow()``. What is not
        observed has no row.

    Raises:
        UnknownNameError: The measure, a state or a theatre is not known.
        ScopeError: The measure cannot be narrowed so, or is asked of the wrong number of states.

    Examples:
        >>> found = measure("vote_agreement", states=("CHN", "RUS"), first=2024, last=2024)
        >>> found.to_pyarrow().to_pylist()
        [{'state_a': 'CHN', 'state_b': 'RUS', 'year': 2024, 'value': 0.670..., 'n': 94}]
    """
    import ibis
    import pyarrow as pa

    from entente.data.questions import answer, narrowing
    from entente.data.store import Store
    from entente.errors import UnknownNameError
    from entente.measures import measures
    from entente.periods import year_of
    from entente.yaml_files import read_yaml

    found = settings()
    known = read_yaml(found.vocabulary / "states.yml").data
    for state in (*states, *([partner] if partner else [])):
        if state not in known:
            raise UnknownNameError.among("state", state, known, fix="an ISO 3166 alpha-3 code")
    asked = measures[name]
    wanted = narrowing(asked, where or {}, found)
    rows = answer(Store(found), asked, states=states, partner=partner, wanted=wanted)
    years = [year_of(period) for period in rows[asked.period].to_pylist()]
    kept = [(first is None or year >= first) and (last is None or year <= last) for year in years]
    return ibis.memtable(rows.filter(pa.array(kept, pa.bool_())))
