"""Spoilt catalogue pages by the megabyte: each is read or refused with a reason, and loses nothing.

Run with `python bench/fuzz_pages.py [BYTES] [SEED]`. Sample pages in both forms and as HTML are
flipped, spliced, cut off, doubled and sown with hostile characters. Three things are checked of
every page: nothing but an error of ours is raised, no page takes longer than the bound for its
length, and every word of a value under a known label stands in some record.
"""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from spoiling import spoil

from entente.errors import EntenteError
from entente.library.dates import read_date
from entente.library.formats import parse_records
from entente.library.record import is_doi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.record import Record

BUDGET = 10_000_000
SECONDS_PER_MEGABYTE = 10.0
LEAST_TIMED = 20_000  # bytes; on a shorter page the start weighs more than the page

FLAT = """\
You searched for:
Keyword: sea
Start Over
« Previous | 1 - 10 of 1,243 | Next »
Sort by relevance
## A Sea Apart: Fleets, Guards and a Quiet Gulf
• Author: Ana Ruiz, Bo van der Lind, Jr., and Centre for Shore and Harbour Studies, Sand College
• Publication Date: 05-2023
• Content Type: Working Paper
• Institution: Centre for Shore and Harbour Studies, Sand College
• Journal: Harbour Quarterly: A Review
• Abstract: Two neighbours share a gulf.12 Two neighbours share a gulf.12 They met in
2019. “Then” they parted at Café Zoë.

A second paragraph speaks of fuel, and of little else.
• Topic: Science and Technology, Kite Flying, and Treaties and Agreements
• Political Geography: United States, United States of America, and Trinidad and Tobago
• URL: https://example.org/a
• DOI: 10.1000/182
• Shelf Mark: HIMA 12

## 2. No Abstract Here
• Publication Date: Spring 2021
• Abstract: No abstract is available.
• Topic: War
• Topic: Oil

Next »
"""
OWN_LINES = """\
Limit your search
Content Type
Report 1,234
Memo 56

1. A Sea
Apart
- Author:
- Ana Ruiz and Bo Lind
- Publication Date:
- 09-2024
- Abstract:
- The paper asks three things:
- Is it so? It was so in the year
2020. It is no more.
- Topic:
- Foreign Policy, Bilateral Relations, and Cooperation
- Political Geography:
- Russia, China, and Asia
- « Previous
- 1
- Next »

2. A Second Record
- Institution:
- Harbour Institute
- Another Institute
- Publication Date:
- 2021
- Political Geo"""
BARE = """\
A Title on Its Own
* Author: Cy Day
* Institution: Institute of Sand, Shore, and Sky
* Topic: War

Agenda 2030
* Author: Institute of Sand, Shore, and Sky
* Institution: Institute of Sand, Shore, and Sky
* Abstract: It ends within
"""
SAVED = """\
<!DOCTYPE html><html><head><title>Catalogue</title>
<script>var a = "<dt>Author:</dt>";</script></head><body>
<nav class="navbar"><a href="/">Home</a></nav><aside><h2>Limit your search</h2>
<ul><li>Report <span>1,234</span></li></ul></aside><div id="documents">
<article class="document"><h3 class="index_title document-title-heading">
<span class="document-counter">1. </span><a href="/catalog/1">A Sea Apart</a></h3>
<dl><dt>Author:</dt><dd>Ruiz, Ana</dd><dd>Lind, Bo</dd><dt>Publication Date:</dt><dd>05-2023</dd>
<dt>Abstract:</dt><dd><p>One.<sup>12</sup> Two<br>goes on &amp; on.</p><p>Three.</p></dd>
<dt>Topic:</dt><dd><a href="/t">War</a>, <a href="/o">Oil</a>, and Kite Flying</dd>
<dt>Political Geography:</dt><dd>Russia<br>Asia</dd></dl></article>
<h3>2. Items of a List</h3><ul><li><b>Author:</b> Cy Day</li><li>Topic: War</li></ul>
</div><footer>All rights reserved</footer></body></html>
"""
SAMPLES = ((FLAT, False), (OWN_LINES, False), (BARE, False), (SAVED, True))

LABELS = (
    "abstract|authors?|content type|doi|institution|journal|political geography|publication date"
    "|topics?|url"
)
LABELLED = re.compile(rf"[•·*-] ?({LABELS}):(.*)", re.IGNORECASE)
NAMED = re.compile(rf"({LABELS}):?", re.IGNORECASE)
COUNTED = re.compile(r".* [(\[]?[0-9,]+[)\]]?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HOSTILE = [
    "\u200b", "\u2028", "\u202e", "\ufeff", "\u0301" * 40, "：", "\u00a0", "😀", "中", "İ", "ß",
    "•", "- ", "## ", "1. ", "\n", "\n\n", ":", ", and ", "; ", "---\n", "<dt>", "</dl>", "<br>",
    "&#1;", "&amp;", "<!--", "- Author:\n", "• Topic: ", "\x1b", "\t",
]  # fmt: skip


@dataclass
class Report:
    """What a run has seen."""

    pages: int = 0
    read: int = 0
    refused: int = 0
    records: int = 0
    characters: int = 0
    slowest: float = 0.0  # seconds per megabyte
    slowest_page: str = ""
    checked: int = 0  # words
    failures: list[str] = field(default_factory=list)


def spoilt(text: str, dice: random.Random) -> str:
    """Return a page spoilt as text: what was made of it that is no UTF-8 is read as in a form."""
    text = spoil(text, dice, [sample for sample, _ in SAMPLES], HOSTILE)
    return text.encode(errors="surrogateescape").decode(errors="replace") or " "


def pages(budget: int, seed: int) -> Iterator[tuple[str, bool]]:
    """Give spoilt pages up to a budget of bytes; each twentieth is a long one."""
    dice = random.Random(seed)  # noqa: S311 (the same pages each time are wanted)
    spent = 0
    while spent < budget:
        sample, is_html = dice.choice(SAMPLES)
        text = spoilt(sample, dice)
        if dice.random() < 0.05:
            start = dice.randrange(len(text))
            part = text[start : start + dice.randint(1, 300)]
            text += part * min(dice.choice([2_000, 300, 100]), 1 + 200_000 // len(part))
        if dice.random() < 0.8:  # most pages are not refused for a control character
            text = CONTROL.sub("", text)
        spent += len(text.encode(errors="replace"))
        yield text, is_html


def words_of(value: str) -> set[str]:
    return {word for word in re.split(r"[\s,;]+", value) if word not in {"", "and", "&"}}


def values_of_text(text: str) -> Iterator[tuple[str, str]]:
    """Give values that stand under a known label, by no other means than the page's lines."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    searched = False
    for at, line in enumerate(lines):
        listed = line[:1] in {*"•·*-"} or not line
        if line.casefold().lstrip("# ").startswith("you searched for"):
            searched = True
        elif not listed and ":" not in line and "›" not in line and not line.startswith("✖"):
            searched = False
        label = LABELLED.fullmatch(line)
        if not label or searched:
            continue
        name, value = label[1].casefold(), label[2].strip()
        if value:
            yield name, value
        elif at + 2 < len(lines):  # the last line may be a label cut off
            after = lines[at + 1]
            if after.startswith("- ") and ":" not in after and "：" not in after:
                yield name, after[2:]


def values_of_html(text: str) -> Iterator[tuple[str, str]]:
    """Give what each `<dd>` of a known label says, from a tree of the page."""
    html: Any = import_module("lxml.html")
    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for name in tree.iter("dt"):
        label = NAMED.fullmatch(" ".join(plain(name).split()))
        value = name.getnext()
        if label and value is not None and value.tag == "dd" and readable(name):
            yield label[1].casefold(), plain(value)


UNREAD = {
    *("button", "head", "noscript", "script", "select", "style", "svg", "template", "textarea"),
    "title",
}
ELSEWHERE = {"dl", "dt", "dd", "option"}
BLOCKS = {
    *("article", "aside", "body", "br", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3"),
    *("header", "html", "li", "main", "nav", "ol", "p", "ul"),
}


def readable(element: Any) -> bool:
    return not any(each.tag in UNREAD for each in element.iterancestors())


def plain(element: Any) -> str:
    """Give the text of an element; a `<dt>`, `<dd>` or heading inside it says something else."""
    parts = [element.text or ""]
    for child in element:
        gap = " " if child.tag in BLOCKS else ""
        skipped = not isinstance(child.tag, str) or child.tag in {*UNREAD, *ELSEWHERE}
        parts += [gap, "" if skipped else plain(child), gap]
        parts.append(child.tail or "")
    return "".join(parts)


def words_in(records: list[Record]) -> set[str]:
    found: set[str] = set()
    for record in records:
        for value in record.model_dump().values():
            if isinstance(value, dict):
                for name, parts in value.items():
                    found |= words_of(name).union(*(words_of(part) for part in parts))
            else:
                for part in value if isinstance(value, tuple) else (str(value),):
                    found |= words_of(part)
    return found


def is_kept(name: str, value: str, found: set[str]) -> bool:
    """Tell whether a value stands in some record, in the form its field gives it."""
    if words_of(value) <= found or COUNTED.fullmatch(value):
        return True
    if all(any(lost in word for word in found) for lost in words_of(value) - found):
        return True  # glued to its label, where the label is a part of an abstract
    if name == "doi" and is_doi(value):
        return value.lower().rpartition("10.")[2] in {word.partition("10.")[2] for word in found}
    if name != "publication date":
        return False
    lost = [value] if _dates(value) else words_of(value) - found
    return all(date in found for word in lost for date in _dates(word) or [""])


def _dates(text: str) -> list[str]:
    try:
        return [str(read_date(text))]
    except ValueError:
        return []


def check(text: str, *, is_html: bool, report: Report, bound: float) -> None:
    """Read one page and note what is wrong."""
    report.pages += 1
    report.characters += len(text)
    start = time.process_time()
    try:
        records = parse_records(text, "catalogue_html" if is_html else "catalogue_page")
        report.read += 1
    except EntenteError:
        records = []
        report.refused += 1
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        report.failures.append(f"{type(error).__name__}: {error} at {text[:200]!r}")
        return
    size = max(len(text.encode(errors="replace")), LEAST_TIMED)
    pace = (time.process_time() - start) / size * 1_000_000
    if pace > report.slowest:
        report.slowest, report.slowest_page = pace, f"{size:,} bytes: {text[:60]!r}"
    if pace > bound:
        report.failures.append(f"{pace:.1f} s a megabyte: {text[-200:]!r}")
    report.records += len(records)
    if not records:
        return
    found = words_in(records)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for name, value in values_of_html(text) if is_html else values_of_text(text):
        report.checked += len(words_of(value))
        if not is_kept(name, value, found):
            lost = sorted(words_of(value) - found)
            report.failures.append(f"{lost} of {name!r} {value[:80]!r} are lost\n---\n{text}\n---")


def run(budget: int, seed: int, bound: float = SECONDS_PER_MEGABYTE) -> Report:
    """Check pages up to a budget of bytes."""
    report = Report()
    parse_records(FLAT, "catalogue_page")  # what is loaded at first use counts for no page
    parse_records(SAVED, "catalogue_html")
    for text, is_html in pages(budget, seed):
        check(text, is_html=is_html, report=report, bound=bound)
    return report


def main() -> int:
    budget = int(sys.argv[1]) if len(sys.argv) > 1 else BUDGET
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    report = run(budget, seed)
    print(f"{report.pages:,} pages, {report.characters:,} characters, seed {seed}")
    print(f"{report.read:,} read ({report.records:,} records), {report.refused:,} refused")
    print(f"{report.checked:,} words under known labels looked for")
    print(f"slowest: {report.slowest:.2f} s a megabyte ({report.slowest_page})")
    for failure in report.failures[:5]:
        print(f"FAILED: {failure[:3000]}")
    print(f"{len(report.failures):,} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
