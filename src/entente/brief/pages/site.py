"""Write the whole brief: pages, rows, citations, PDF and Markdown, all or nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from entente.brief.figures.drawing import drawer
from entente.brief.pages.check import check_pages
from entente.brief.pages.citation import citations
from entente.brief.pages.page import STYLE, Pages
from entente.brief.pages.rows import rows_csv
from entente.brief.pages.terms import TERMS, terms
from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from entente.assessment import Assessed
    from entente.brief.figures.drawing import Drawer
    from entente.settings import Settings

Format = Literal["html", "pdf", "md"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "md")
SUMS = "SHA256SUMS"
FRONT = "index.html"


def write_brief(
    assessed: Assessed,
    out: Path,
    formats: Sequence[Format] = FORMATS,
    *,
    settings: Settings,
    others: Sequence[Assessed] = (),
    quotes: dict[int, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the brief of an assessment into a folder.

    The rows (``rows/<claim>.csv``), their terms (``LICENSES.md``) and ``assessment.json`` are
    always written. Everything is made beside the folder first and moved in when all of it is there.
    ``SHA256SUMS`` lists what was written: a later brief replaces these files and leaves all others
    alone.

    Args:
        assessed: Assessment and the rows behind it.
        out: Folder, made where it does not exist.
        formats: Any of ``html``, ``pdf`` and ``md``.
        settings: Where the observatory's vocabularies and geography are.
        others: Further reports of the case. Each gets a page that holds it against this one, and
            its own pages and rows in a folder named after it.
        quotes: Sentences of the report by number, shown where the user supplies them.
        progress: Called with a few words before each step.

    Returns:
        The files, sorted.

    Raises:
        UnsourcedNumberError: A number would lead to no rows.
        BrokenFileError: The folder cannot be written, or a file of somebody else's stands where
            one of ours would go.
    """
    tell = progress or _say_nothing
    texts = _data(assessed)
    for other in others:
        texts |= _inside(other, _data(other))
    draws = {"html", "pdf"} & set(formats)
    draw = drawer(settings)
    pages = Pages(assessed, draw, quotes or {}, others) if draws else None
    if pages and "html" in formats:
        tell("pages")
        texts |= _html(assessed, others, pages, draw, tell)
    files = {path: text.encode() for path, text in texts.items()}
    if "md" in formats:
        from entente.brief.pages.markdown import markdown

        tell("brief.md")
        files["brief.md"] = markdown(assessed, others).encode()
    if pages and "pdf" in formats:
        from entente.brief.pages.pdf import pdf

        tell("brief.pdf")
        files["brief.pdf"] = pdf(assessed, pages)
    return _put(files, Path(out))


def _data(assessed: Assessed) -> dict[str, str]:
    files = {"assessment.json": assessed.assessment.to_json(), TERMS: terms(assessed)}
    for claim in assessed.assessment.claims:
        files[f"rows/{claim.id}.csv"] = rows_csv(assessed.rows.get(claim.id, []))
    return files


def _html(
    assessed: Assessed,
    others: Sequence[Assessed],
    pages: Pages,
    draw: Drawer,
    tell: Callable[[str], None],
) -> dict[str, str]:
    html, files = _own_pages(assessed, pages, tell)
    for other, beside in zip(others, pages.besides, strict=True):
        tell(beside.page)
        its_html, its_files = _own_pages(other, Pages(other, draw, {}), tell)
        check_pages(its_html)
        html |= {beside.page: pages.comparison(beside), **_inside(other, its_html)}
        files |= _inside(other, its_files)
    # The pages in folders were checked where their links begin; here they are only led to.
    folders = tuple(f"{other.assessment.report}/" for other in others)
    check_pages(html, only=[path for path in html if not path.startswith(folders)])
    return html | files


def _own_pages(
    assessed: Assessed, pages: Pages, tell: Callable[[str], None]
) -> tuple[dict[str, str], dict[str, str]]:
    html = {FRONT: pages.index()}
    files = {STYLE: pages.style_sheet()}
    for claim in assessed.assessment.claims:
        tell(f"claims/{claim.id}.html")
        html[f"claims/{claim.id}.html"] = pages.claim(claim)
        for ending, text in citations(assessed.assessment, claim).items():
            files[f"cite/{claim.id}.{ending}"] = text
    return html, files


def _inside(other: Assessed, files: Mapping[str, str]) -> dict[str, str]:
    """Move files into the folder of a further report."""
    return {f"{other.assessment.report}/{path}": text for path, text in files.items()}


def _put(files: Mapping[str, bytes], out: Path) -> list[Path]:
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())
    )
    with _writing(out):
        ours = _listed(out)
        _refuse_others(out, {*files, SUMS}, ours)
        out.parent.mkdir(parents=True, exist_ok=True)
        there = out.exists()
        # Inside a folder that is there: its own file system, and all that need be writable.
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out if there else out.parent))
        try:
            for path, data in {**files, SUMS: sums.encode()}.items():
                (aside / path).parent.mkdir(parents=True, exist_ok=True)
                (aside / path).write_bytes(data)
            aside.chmod(0o755)
            if there:
                _move_in(aside, out, [*sorted(files, key=lambda path: path == FRONT), SUMS])
                _remove(out, ours - {*files, SUMS})
            else:
                aside.rename(out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return sorted(out / path for path in (*files, SUMS))


@contextmanager
def _writing(out: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        fix = "choose a folder that may be written"
        raise BrokenFileError.not_written(out, error, fix=fix) from error


def _refuse_others(out: Path, paths: Iterable[str], ours: set[str]) -> None:
    """Refuse to write where something stands that an earlier brief did not write.

    Before the first file is moved in: a folder where a file would go would stop us half-way.
    """
    for path in paths:
        target = out / path
        above = [out / folder for folder in Path(path).parents]
        in_the_way = [folder for folder in above if folder.exists() and not folder.is_dir()]
        if target.is_dir() or (target.exists() and path not in ours):
            in_the_way.append(target)
        for found in in_the_way:
            raise BrokenFileError.at(
                found, "Is in the way and was not written by us.", fix="choose another folder"
            )


def _move_in(aside: Path, out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (aside / path).replace(out / path)


def _remove(out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (out / path).unlink(missing_ok=True)
        folder = (out / path).parent
        while folder != out and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _listed(out: Path) -> set[str]:
    """Files that an earlier brief wrote here; a list that leads out of the folder is not ours."""
    listing = out / SUMS
    if not listing.is_file():
        return set()
    lines = listing.read_text(encoding="utf-8", errors="replace").splitlines()
    paths = {line.partition("  ")[2] for line in lines}
    inside = {path for path in paths if path and ".." not in Path(path).parts and path[0] != "/"}
    return {*inside, SUMS}


def _say_nothing(_step: str) -> None:
    """Pass over progress."""
