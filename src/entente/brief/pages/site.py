"""Write the whole brief: pages, rows, citations, PDF and Markdown, all or nothing."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from entente.asides import aside
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
    files |= {f"figures/{name}.svg": text for name, text in pages.figures().items()}
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
    with _writing(out):
        ours = _listed(out)
        _refuse_others(out, {*files, SUMS}, ours)
        out.parent.mkdir(parents=True, exist_ok=True)
        there = out.exists()
        # Inside a folder that is there: its own file system, and all that need be writable.
        with aside(out if there else out.parent) as place:
            new = place / "brief"
            for path, data in {**files, SUMS: _sums(files).encode()}.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (new / path).write_bytes(data)
            if there:
                # First the list of all that is ours, old and new: whatever stops the moving, the
                # next brief knows what it may replace.
                listing = place / SUMS
                listing.write_text(_sums(files, also=ours - {*files, SUMS}), encoding="utf-8")
                listing.replace(out / SUMS)
                _move_in(new, out, sorted(files, key=lambda path: path == FRONT))
                _remove(out, ours - {*files, SUMS})
                _move_in(new, out, [SUMS])
            else:
                new.rename(out)
    return sorted(out / path for path in (*files, SUMS))


def _sums(files: Mapping[str, bytes], also: Iterable[str] = ()) -> str:
    """Write the list of files: the digest of each, and others of an earlier brief without one."""
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    lines = {**dict.fromkeys(also, "-" * 64), **digests}
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(lines.items()))


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


def _move_in(new: Path, out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).replace(out / path)


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
