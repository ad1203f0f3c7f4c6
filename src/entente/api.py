"""The Python face: cases, claims and measures, in notebooks and scripts."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from entente.settings import settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from entente.assessment import Answer, Assessment, ClaimAssessment, VintageName
    from entente.cases.folder import CaseFiles
    from entente.data.beside import Beside
    from entente.data.numbers import Numbers
    from entente.data.question import Question
    from entente.data.ranks import Ranks
    from entente.data.study import Study
    from entente.library.keeping.catalogue import Library
    from entente.rows_behind import RowBehind


class Claim:
    """The answers to one claim, with the rows behind them.

    Attributes:
        assessment: What goes into the published assessment.
        rows: The rows behind its numbers.
        report: Address of the report that makes it.
    """

    def __init__(self, assessment: ClaimAssessment, rows: list[RowBehind], report: str) -> None:
        """Hold what :meth:`Case.trace` found."""
        self.assessment, self.rows, self.report = assessment, rows, report

    @property
    def now(self) -> Answer:
        """The answer on all rows."""
        return self.assessment.answers["now"]

    @property
    def as_written(self) -> Answer:
        """The answer on what was known when the report appeared."""
        return self.assessment.answers["as_written"]

    def __repr__(self) -> str:
        """Name the claim with both verdicts."""
        then, now = self.as_written.verdict, self.now.verdict
        return f"<Claim {self.report} {self.assessment.id}: {then} as written, {now} now>"

    def _repr_html_(self) -> str:
        lenses = "".join(
            f"<tr><td>{escape(lens.title)}</td>"
            + "".join(
                f"<td>{escape(lens.results[name].answer.replace('_', ' '))}</td>"
                for name in ("as_written", "now")
            )
            + "</tr>"
            for lens in self.assessment.lenses
        )
        head = f"<caption>{escape(self.assessment.title)}</caption>"
        verdicts = (
            f"<tr><th>verdict</th><th>{escape(self.as_written.verdict)}</th>"
            f"<th>{escape(self.now.verdict)}</th></tr>"
        )
        return f"<table>{head}<tr><th><th>as written<th>now</tr>{verdicts}{lenses}</table>"


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

        self._name = name
        self.files: CaseFiles = read_case(name, settings())

    def assess(self) -> Assessment:
        """Answer every claim, as written and now.

        Returns:
            The assessment; in a notebook it shows the claims with both verdicts.
        """
        from entente.answer.assess import assess

        return assess(self.files, settings()).assessment

    def trace(self, claim: str) -> Claim:
        """Answer one claim and keep the rows behind each of its numbers.

        Args:
            claim: Id of a claim of this report, or of another report of the case.

        Raises:
            UnknownNameError: No report of the case has a claim of that id.
        """
        from entente.answer.assess import assess
        from entente.cases.folder import find_claim

        found = settings()
        files = find_claim(self._name, claim, found)
        assessed = assess(files, found, only=claim)
        return Claim(assessed.assessment.claim(claim), assessed.rows[claim], files.address)

    def claim(self, name: str) -> Claim:
        """Answer one claim: ``case(...).claim("japan-air-patrols").now``; see :meth:`trace`."""
        return self.trace(name)

    @property
    def claims(self) -> list[str]:
        """Ids of the claims, in the order of the report."""
        return [claim.id for claim in self.files.report.claims]

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


def _study() -> Study:
    """Return whom to ask, with the rows that this process keeps."""
    from entente.data.store import open_store
    from entente.data.study import Study

    return Study(settings(), store=open_store(settings()))


def measure(
    name: str,
    states: str | Sequence[str] = (),
    *,
    partner: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: int | dt.date | str | None = None,
    last: int | dt.date | str | None = None,
    intervals: bool = False,
) -> Numbers:
    """Compute a measure from the edition and the ledger.

    Args:
        name: Name of a measure (``entente.list("measures")``).
        states: States as people write them (``"China, RUS"``). Two states of a pair; the state and
            its partner where the measure is directed; none for all.
        partner: With several states: the other side of every pair.
        where: Narrowing by the measure's scope, and its options, e.g. ``{"set": "contested"}``.
        first: First year, month (``"2022-02"``) or day.
        last: Last year, month or day.
        intervals: Whether ``low`` and ``high`` stand beside each value: 90 % of draws of the texts
            that came to a vote. Of measures that count such texts.

    Returns:
        The measure's key columns, its narrowing, ``value`` (in its ``unit``) and ``n``, in the
        order of the keys, with unit, source, last period held and caution; ``.to_pandas()``,
        ``.to_polars()``, ``.to_pyarrow()``, ``.to_ibis()``. What is not observed has no row.

    Raises:
        UnknownNameError: The measure, a state or a theatre is not known.
        ScopeError: The measure cannot apply a part of the question.
        NothingHeldError: Nothing is held of it; the message says what is.

    Examples:
        >>> found = measure("vote_agreement", "China, Russia", first=2024, last=2024)
        >>> found.to_pylist()
        [{'state_a': 'CHN', 'state_b': 'RUS', 'set': 'contested', 'year': 2024, ...}]
    """
    from entente.data.numbers import numbers
    from entente.data.question import question_of

    study = _study()
    asked = question_of(
        name, states, partner=partner, where=where, first=first, last=last, words=study.words
    )
    return numbers(study, asked, intervals=intervals)


def beside(
    names: Sequence[str],
    states: str | Sequence[str] = (),
    *,
    partner: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: int | dt.date | str | None = None,
    last: int | dt.date | str | None = None,
) -> Beside:
    """Put several measures of the same states side by side, each with what it sees.

    Args:
        names: Names of measures of the same keys, each with options of its own where it has some
            (``"vote_kappa:habits=pooled"``).
        states: As in :func:`measure`.
        partner: As in :func:`measure`.
        where: Narrowing of every measure that has the key; one value a key.
        first: First year, month or day.
        last: Last year, month or day.

    Returns:
        The key columns and one column a measure, missing where it has no value, with the facts of
        each; a measure that has nothing is told under ``absent``.

    Raises:
        UnknownNameError: A measure, a state or a theatre is not known.
        ScopeError: The measures have other keys than each other, or none has a key of ``where``.
        NothingHeldError: None of them has anything.

    Examples:
        >>> found = beside(["vote_agreement", "vote_kappa"], "IND, RUS", first=2024, last=2024)
        >>> [(row["year"], round(row["vote_kappa"], 2)) for row in found.to_pylist()]
        [(2024, ...)]
    """
    from entente.data.beside import beside as joined
    from entente.data.beside import split_name
    from entente.data.question import question_of
    from entente.errors import ScopeError
    from entente.measures import measures

    study = _study()
    asked: dict[str, Question] = {}
    used: set[str] = set()
    for written in names:
        if written in asked:
            msg = f"{written} is named twice."
            raise ScopeError(
                msg, fix="name each once, or with other options: vote_kappa:habits=own"
            )
        name, own = split_name(written)
        keys = {*measures[name].scope, *measures[name].options}
        shared = {key: value for key, value in (where or {}).items() if key in keys}
        used |= shared.keys()
        asked[written] = question_of(
            name,
            states,
            partner=partner,
            where={**shared, **own},
            first=first,
            last=last,
            words=study.words,
        )
    if unused := [key for key in where or {} if key not in used]:
        msg = f"None of these measures can be narrowed by {', '.join(unused)}."
        raise ScopeError(msg, fix="`entente list measures` says by what each can")
    return joined(study, asked)


def rank(
    name: str,
    pair: str | Sequence[str],
    *,
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: int | dt.date | str | None = None,
    last: int | dt.date | str | None = None,
) -> Ranks:
    """Compare the level and the change of a pair with those of all pairs in a measure.

    Args:
        name: Name of a measure of pairs, or of states.
        pair: Two states, or one of a measure of states, as people write them.
        where: One value for each key by which the measure is narrowed.
        first: First year, month or day of the window.
        last: Last one.

    Returns:
        Rank and share at least as extreme, for the level and the change among all, among each
        state's pairs and among those that started alike, and for every period among all.

    Raises:
        UnknownNameError: The measure or a state is not known.
        ScopeError: The measure cannot apply a part of the question.
        NothingHeldError: Too little is held.

    Examples:
        >>> found = rank("vote_agreement", "China, Russia", first=2013, last=2024)
        >>> [standing.what for standing in found.standings[:2]]
        ['level', 'level']
    """
    from entente.data.question import question_of
    from entente.data.ranks import ranks

    study = _study()
    asked = question_of(name, pair, where=where, first=first, last=last, words=study.words)
    return ranks(study, asked)


def list_(kind: str, case: str = "") -> tuple[dict[str, str], ...]:
    """Return what there is of a kind, as ``entente list`` prints it; it is ``entente.list``.

    Args:
        kind: ``sources``, ``tables``, ``measures``, ``criteria``, ``forecasters``, ``formats``,
            ``cases`` or ``claims``.
        case: For claims: a case, or a report; by default all.

    Raises:
        UnknownNameError: There is no such list, case or report.

    Examples:
        >>> "china-russia-east-asia" in [entry["name"] for entry in list_("cases")]
        True
    """
    from entente.listing import entries

    return tuple(entries(kind, settings(), case=case))


def cite(case: str, claim: str = "", *, form: str = "bibtex", vintage: VintageName = "now") -> str:
    """Cite the report of a case, or our answer to one of its claims.

    Args:
        case: Name of a case or report, or the path of its folder.
        claim: Id of a claim; without it, the report.
        form: chicago, apa, mla, bibtex, ris or csl.
        vintage: Of the answer: ``now`` or ``as_written``.

    Raises:
        UnknownNameError: There is no such case, claim or form.

    Examples:
        >>> "Contending with Authoritarian" in cite("china-russia-east-asia", form="apa")
        True
    """
    from entente.answer.cached import kept_assessment
    from entente.brief.pages.citation import cite_answer
    from entente.cases.folder import find_claim, read_case
    from entente.library.citation import cite as cite_record

    found = settings()
    if not claim:
        return cite_record(read_case(case, found).report.record.catalogue_record(), form)
    files = find_claim(case, claim, found)
    assessment = kept_assessment(files, found)
    return cite_answer(assessment, assessment.claim(claim), form, vintage)
