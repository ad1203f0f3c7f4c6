"""Kinds of publications: one name for people, and the code of each format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from entente.library.record import Record


class Kind(NamedTuple):
    """One kind of publication in the words of each format."""

    csl: str
    bibtex: str
    ris: str


REPORT = Kind("report", "techreport", "RPRT")
_ARTICLE = Kind("article-journal", "article", "JOUR")
_CHAPTER = Kind("chapter", "incollection", "CHAP")
_BOOK = Kind("book", "book", "BOOK")
_SCHEMES = {"csl": "CSL type", "bibtex": "BibTeX type", "ris": "RIS type"}
# Name, then the codes of CSL, BibTeX and RIS. Of two with one code, the first is what it reads as.
_TABLE = """
Report | report | techreport | RPRT
Journal Article | article-journal | article | JOUR
Article | article-journal | article | JOUR
Magazine Article | article-magazine | article | MGZN
News | article-newspaper | misc | NEWS
Blog | post-weblog | misc | BLOG
Forum Post | post | misc | ICOMM
Book | book | book | BOOK
Edited Book | book | book | EDBOOK
Electronic Book | book | book | EBOOK
Monograph | book | book | BOOK
Classical Work | classic | book | CLSWK
Ancient Text | classic | book | ANCIENT
Catalogue | book | book | CTLG
Series | book | book | SER
Periodical | periodical | book | JFULL
Collection | collection | misc | AGGR
Book Chapter | chapter | incollection | CHAP
Electronic Book Section | chapter | incollection | ECHAP
Encyclopedia Entry | entry-encyclopedia | incollection | ENCYC
Dictionary Entry | entry-dictionary | incollection | DICT
Reference Entry | entry | incollection | ENCYC
Conference Paper | paper-conference | inproceedings | CPAPER
Conference Proceedings | paper-conference | inproceedings | CONF
Conference | event | misc | CONF
Speech | speech | misc | HEAR
Thesis | thesis | phdthesis | THES
Dissertation | thesis | phdthesis | THES
Dataset | dataset | misc | DATA
Database | dataset | misc | DBASE
Software | software | misc | COMP
Manuscript | manuscript | misc | MANSCPT
Preprint | article | misc | UNPB
Document | document | misc | GEN
Pamphlet | pamphlet | misc | PAMP
Government Document | report | techreport | GOVDOC
Grant | report | techreport | GRANT
Standard | standard | misc | STAND
Web Page | webpage | misc | ELEC
Review | review | article | JOUR
Book Review | review-book | article | JOUR
Abstract | article-journal | article | ABST
Article in Press | article-journal | article | INPR
Interview | interview | misc | PCOMM
Personal Communication | personal_communication | misc | PCOMM
Bill | bill | misc | BILL
Hearing | hearing | misc | HEAR
Court Case | legal_case | misc | CASE
Statute | legislation | misc | STAT
Regulation | regulation | misc | LEGAL
Treaty | treaty | misc | LEGAL
Patent | patent | misc | PAT
Map | map | misc | MAP
Chart | graphic | misc | CHART
Figure | figure | misc | FIGURE
Image | graphic | misc | ART
Artwork | graphic | misc | ART
Equation | figure | misc | EQUA
Slides | speech | misc | SLIDE
Performance | performance | misc | ADVS
Video | motion_picture | misc | VIDEO
Film | motion_picture | misc | MPCT
Broadcast | broadcast | misc | VIDEO
Podcast | broadcast | misc | SOUND
Sound Recording | song | misc | SOUND
Musical Score | musical_score | misc | MUSIC
Multimedia | motion_picture | misc | MULTI
Audiovisual Material | motion_picture | misc | ADVS
"""
# Codes that say what another one of their scheme says; an empty name says nothing of the kind.
_ALIASES = {
    "csl": {
        "article": "Preprint", "dissertation": "Thesis", "magazine-article": "Magazine Article",
        "journal-article": "Journal Article", "book-chapter": "Book Chapter",
        "proceedings-article": "Conference Paper", "posted-content": "Preprint",
        "monograph": "Book", "edited-book": "Edited Book", "reference-book": "Book",
        "proceedings": "Conference Proceedings", "report-component": "Report",
        "report-series": "Report", "newspaper-article": "News", "blog-post": "Blog",
        "computer_program": "Software", "peer-review": "Review", "book-section": "Book Chapter",
        "other": "", "document": "Document",
    },
    "bibtex": {
        "report": "Report", "thesis": "Thesis", "mastersthesis": "Thesis", "mathesis": "Thesis",
        "conference": "Conference Paper", "mvbook": "Book", "inbook": "Book Chapter",
        "bookinbook": "Book Chapter", "suppbook": "Book Chapter", "suppcollection": "Book Chapter",
        "inreference": "Encyclopedia Entry", "collection": "Edited Book",
        "mvcollection": "Edited Book", "reference": "Book", "mvreference": "Book",
        "proceedings": "Conference Proceedings", "mvproceedings": "Conference Proceedings",
        "suppperiodical": "Journal Article", "review": "Review", "booklet": "Pamphlet",
        "manual": "Report", "unpublished": "Manuscript", "online": "Web Page",
        "electronic": "Web Page", "www": "Web Page", "dataset": "Dataset", "software": "Software",
        "patent": "Patent", "standard": "Standard", "video": "Video", "movie": "Film",
        "audio": "Sound Recording", "artwork": "Artwork", "image": "Image",
        "legislation": "Statute", "legal": "Regulation", "jurisdiction": "Court Case",
        "letter": "Personal Communication", "performance": "Performance", "periodical":
        "Periodical", "misc": "", "set": "", "unpub": "Manuscript",
    },
    "ris": {
        "EJOUR": "Journal Article", "JFULL": "Periodical", "GEN": "", "UNPB": "Manuscript",
        "LEGAL": "Regulation", "HEAR": "Hearing", "CONF": "Conference Proceedings",
        "ENCYC": "Encyclopedia Entry", "ART": "Artwork", "PCOMM": "Personal Communication",
        "SOUND": "Sound Recording", "ADVS": "Audiovisual Material", "UNBILL": "Bill",
        "MAGZ": "Magazine Article", "WEB": "Web Page", "INTERVIEW": "Interview",
    },
}  # fmt: skip
_ROWS = [
    (name, Kind(*codes))
    for row in _TABLE.strip().splitlines()
    for name, *codes in [[cell.strip() for cell in row.split("|")]]
]
KINDS = {name.casefold(): kind for name, kind in _ROWS}
# Spellings of catalogues and interfaces, without spaces, hyphens and underscores.
_SPELT = {name.casefold().replace(" ", ""): name for name, _ in _ROWS} | {
    "articlejournal": "Journal Article",
    "jour": "Journal Article",
    "proceedingsarticle": "Conference Paper",
    "dissertation": "Thesis",
    "postedcontent": "Preprint",
    "newsarticle": "News",
    "newspaperarticle": "News",
    "blogposting": "Blog",
    "blogpost": "Blog",
    "webpage": "Web Page",
    "scholarlyarticle": "Journal Article",
    "booksection": "Book Chapter",
    "chapter": "Book Chapter",
}
# Names that stay as a source has them, for they say more than their class.
_KEPT = words_of("article document collection series abstract image figure chart map")


def kind_of(record: Record) -> Kind:
    """Return the kind of a record by its content type, and where it has none by its fields.

    A kind in the catalogue's own words is a report.

    Examples:
        >>> from entente.library.record import Record
        >>> kind_of(Record(title="A", content_type="Special Report")).ris
        'RPRT'
        >>> kind_of(Record(title="A", journal="J", extra={"volume": ("3",)})).csl
        'article-journal'
    """
    if record.content_type:
        return KINDS.get(record.content_type.casefold(), REPORT)
    return _by_fields(record.journal, record.extra)


def _by_fields(journal: str, extra: Mapping[str, Sequence[str]]) -> Kind:
    labels = {label.casefold() for label, values in extra.items() if values}
    if journal and not labels.isdisjoint({"volume", "issue", "issn", "vl", "is"}):
        return _ARTICLE
    if "isbn" in labels:
        return _CHAPTER if journal else _BOOK
    return REPORT


def in_periodical(content_type: str) -> bool:
    """Whether what is of this kind appears in a journal or newspaper.

    Examples:
        >>> in_periodical("Journal Article"), in_periodical("Report")
        (True, False)
    """
    return KINDS.get(content_type.casefold(), REPORT).csl.startswith("article-")


def content_type_of(scheme: str, code: str) -> str:
    """Return the kind that a format's code means; empty where it says none or is not known.

    Args:
        scheme: ``csl``, ``bibtex`` or ``ris``.
        code: Its code.

    Examples:
        >>> content_type_of("ris", "JOUR"), content_type_of("csl", "report")
        ('Journal Article', 'Report')
        >>> content_type_of("bibtex", "inbook"), content_type_of("ris", "XYZ")
        ('Book Chapter', '')
    """
    if code in _ALIASES[scheme]:
        return _ALIASES[scheme][code]
    return next((name for name, kind in _ROWS if getattr(kind, scheme) == code), "")


def unknown_code(scheme: str, code: str) -> dict[str, str]:
    """Return a code that no kind has, under the label that keeps it for its scheme.

    Examples:
        >>> unknown_code("ris", "XYZ"), unknown_code("ris", "GEN")
        ({'RIS type': 'XYZ'}, {})
    """
    known = code in _ALIASES[scheme] or bool(content_type_of(scheme, code))
    return {} if known or not code.strip() else {_SCHEMES[scheme]: code}


def kept_code(scheme: str, extra: Mapping[str, Sequence[str]]) -> str:
    """Return the code that a record keeps for a scheme; empty where it keeps none.

    Examples:
        >>> kept_code("ris", {"RIS type": ["XYZ"]}), kept_code("ris", {"RIS type": ["JOUR"]})
        ('XYZ', '')
    """
    values = extra.get(_SCHEMES[scheme], ())
    fits = len(values) == 1 and values[0].isascii() and values[0].replace("-", "").isalnum()
    return values[0] if fits and unknown_code(scheme, values[0]) else ""


def is_code_label(scheme: str, label: str) -> bool:
    """Whether a label of ``extra`` is the one that keeps a code for a scheme."""
    return _SCHEMES[scheme] == label


def names_a_kind(text: str) -> bool:
    """Whether words name a kind of publication that has codes of its own.

    Examples:
        >>> names_a_kind("report"), names_a_kind("article-journal"), names_a_kind("Text")
        (True, True, False)
    """
    return one_kind(text).casefold() in KINDS


def one_kind(text: str) -> str:
    """Return one name for evident synonyms of a kind, so that one search finds them all.

    Examples:
        >>> one_kind("article-journal"), one_kind("report"), one_kind("Issue Brief")
        ('Journal Article', 'Report', 'Issue Brief')
    """
    bare = "".join(letter for letter in text.casefold() if letter not in " -_\n\t")
    return text if bare in _KEPT else _SPELT.get(bare, text)
