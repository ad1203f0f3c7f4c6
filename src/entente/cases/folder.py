"""Cases as they lie in folders: which reports a case has, and each of them read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.cases.contract import Case, Report
from entente.cases.unreviewed import refusal_of
from entente.errors import BrokenFileError, UnknownNameError
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from entente.settings import Settings
    from entente.yaml_files import Located

_NAMES = "`entente list cases` names the cases and their reports"


class CaseFiles:
    """A case and one of its reports as read, with the places of their values in the files."""

    def __init__(self, slug: str, case: Located, report: Located) -> None:
        """Validate both files.

        Raises:
            BrokenFileError: A file does not fit its contract.
        """
        self.slug = slug
        self.case_file, self.report_file = case, report
        self.case = case.check(Case)
        if refused := refusal_of(report):
            raise refused
        self.report = report.check(Report)

    @property
    def report_slug(self) -> str:
        """Name of the report's file."""
        return self.report_file.path.stem

    @property
    def address(self) -> str:
        """The name by which commands find this report: ``case/report``."""
        return f"{self.slug}/{self.report_slug}"

    @property
    def is_main(self) -> bool:
        """Whether this is the report that the case alone stands for: the first it names."""
        return self.report_slug == self.case.reports[0]


def case_names(settings: Settings) -> list[str]:
    """List the cases of the observatory."""
    return sorted(path.parent.name for path in settings.cases.glob("*/case.yml"))


@dataclass(frozen=True)
class OpenCase:
    """A case and the report files asked for, opened and not yet held to their contract.

    Attributes:
        slug, file, case: Its name, its file as read, and what it says.
        named: The report that was asked for by name; empty: the case.
        reports: Report files by name, in the order of the case.
        drafts: Why each report that nobody has reviewed is refused, by its name.
    """

    slug: str
    file: Located
    case: Case
    named: str
    reports: dict[str, Located]
    drafts: dict[str, BrokenFileError]

    def read(self) -> list[CaseFiles]:
        """Read the reviewed reports, in the order of the case; drafts are left out.

        Raises:
            BrokenFileError: A report that is no draft does not fit its contract.
        """
        reviewed = [file for name, file in self.reports.items() if name not in self.drafts]
        return [CaseFiles(self.slug, self.file, file) for file in reviewed]


def open_case(name: str, settings: Settings, *, only_first: bool = False) -> OpenCase:
    """Open a case with its reports, and tell which of them are drafts.

    Args:
        name: ``case`` for all of its reports, ``case/report`` for one, or the report's own name
            where only one case has it. The case by its name, or by the path of its folder.
        settings: Where the cases are.
        only_first: For a case, the first report alone: the others are not even opened.

    Raises:
        UnknownNameError: There is no such case or report, or several cases have a report of that
            name.
        BrokenFileError: ``case.yml`` cannot be used, or a report's file is missing or no YAML.
    """
    folder, wanted = _folder(name, settings)
    file, case = _case_file(folder)
    if wanted and wanted not in case.reports:
        raise UnknownNameError.among("report", wanted, case.reports, fix=_NAMES)
    asked = [wanted] if wanted else case.reports[:1] if only_first else case.reports
    reports = {slug: read_yaml(folder / f"{slug}.yml") for slug in asked}
    refused = {slug: refusal_of(report) for slug, report in reports.items()}
    drafts = {slug: refusal for slug, refusal in refused.items() if refusal}
    return OpenCase(folder.name, file, case, wanted, reports, drafts)


def read_case(name: str, settings: Settings) -> CaseFiles:
    """Read a case with one report.

    Args:
        name: ``case`` (its first report), ``case/report``, or the report's own name where only one
            case has it; the case by its name, or by the path of its folder.
        settings: Where the cases are.

    Raises:
        UnknownNameError: There is no such case or report, or several cases have a report of that
            name.
        BrokenFileError: A file of the two cannot be used, or the report is a draft.
    """
    opened = open_case(name, settings, only_first=True)
    for refused in opened.drafts.values():
        raise refused
    return opened.read()[0]


def read_reports(name: str, settings: Settings) -> list[CaseFiles]:
    """Read the reviewed reports of a case, in its order, or the one report that is named.

    Drafts among the reports of a case are left out; :func:`open_case` names them.

    Raises:
        UnknownNameError: There is no such case or report.
        BrokenFileError: A file of the case cannot be used, or the report named is a draft.
    """
    opened = open_case(name, settings)
    if opened.named in opened.drafts:
        raise opened.drafts[opened.named]
    return opened.read()


def find_claim(name: str, claim: str, settings: Settings) -> CaseFiles:
    """Return the report that makes a claim.

    Args:
        name: ``case`` to look in all of its reviewed reports, ``case/report``, or the report's own
            name, as :func:`open_case` takes them.
        claim: Id of the claim.
        settings: Where the cases are.

    Raises:
        UnknownNameError: There is no such case or report; none of the reports looked in makes the
            claim, or several do.
        BrokenFileError: A file of the case cannot be used, or nobody has reviewed a report of it.
    """
    opened = open_case(name, settings)
    reports = opened.read()
    for refused in () if reports else opened.drafts.values():
        raise refused
    making = [files for files in reports if _makes(files, claim)]
    if len(making) == 1:
        return making[0]
    if making:
        what = f"{len(making)} reports of {opened.slug} make a claim called {claim!r}."
        raise UnknownNameError(what, fix=" or ".join(files.address for files in making))
    if opened.named:
        for files in read_reports(str(opened.file.path.parent), settings):
            if _makes(files, claim):
                what = f"{reports[0].address} makes no claim called {claim!r}."
                raise UnknownNameError(what, fix=f"{files.address}, which does")
    known = [each.id for files in reports for each in files.report.claims]
    raise UnknownNameError.among("claim", claim, known, fix=f"`entente list claims {name}`")


def _makes(files: CaseFiles, claim: str) -> bool:
    return any(each.id == claim for each in files.report.claims)


def _case_file(folder: Path) -> tuple[Located, Case]:
    file = read_yaml(folder / "case.yml")
    reports = file.data.get("reports") if isinstance(file.data, dict) else None
    if not isinstance(reports, list) or not reports:
        raise file.broken("reports: names no report file.", ("reports",), "reports: [cnas-2024]")
    return file, file.check(Case)


def _folder(name: str, settings: Settings) -> tuple[Path, str]:
    """Find the folder of a case, and the report that its name asks for (empty: none)."""
    from pathlib import Path

    known = case_names(settings)
    case, slash, report = name.rpartition("/")
    for folder, wanted in ((name, ""), (case, report)):
        if folder in known:
            return settings.cases / folder, wanted
        if folder and (Path(folder) / "case.yml").exists():
            return Path(folder), wanted
    if Path(name).is_dir():
        raise BrokenFileError.at(
            Path(name) / "case.yml", "There is no such file.", fix="name a folder that has one"
        )
    if slash:
        raise UnknownNameError.among("case", case, known, fix="`entente list cases`")
    reports = {each: _case_file(settings.cases / each)[1].reports for each in known}
    found = [each for each in known if name in reports[each]]
    if len(found) == 1:
        return settings.cases / found[0], name
    if found:
        what = f"{len(found)} cases have a report called {name!r}."
        raise UnknownNameError(what, fix=" or ".join(f"{each}/{name}" for each in found))
    everything = {*known, *(slug for slugs in reports.values() for slug in slugs)}
    close = UnknownNameError.among("case", name, everything, fix=_NAMES)
    what = f"No case is called {name!r}, and no report is ({len(everything)} known)."
    raise UnknownNameError(what, fix=close.fix)
