"""Right inputs of every reader, small ones: what the program's own writers and samples hold."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import yaml

from entente.library.formats import Format, formats, read_records, write_records
from entente.settings import BUNDLED

TESTS = Path(__file__).parents[1] / "tests"
CASE = BUNDLED / "cases" / "china-russia-east-asia"
LONGEST = 1_500
PART = "\n=====\n"

# What nests in a form: openings, with what closes them after a space; by the ending of a file.
XML = "<a> </a>\n<dc:title> </dc:title>\n<!DOCTYPE a [<!ENTITY b 'c'> ]>\n&b;\n<!-- -->\n<![CDATA["
JSON = '[ ]\n{"a": }\n[[], []'
YAML = "- \n? \n[ ]\n{a: }\n{? }\n> \n| \n&a \n*a \n!!a \n-\t"
BOMBS = {
    ".xml": XML,
    ".html": XML + "\n<div> </div>\n<dl><dd> </dd></dl>\n<ul><li>\n<script>\n<p>\n<table>\n<b>",
    ".json": JSON,
    ".yml": YAML,
    ".bib": '{ }\n" "\n@a{ }\n\\a{ }\n# \n$ $\n@string{a=',
    ".ris": "TY  - \nKW  - \nER  - ",
    ".pdf": "[ ]\n<< >>\n( )\n< >\n/A\n1 0 obj\nq Q\n<rdf:li> </rdf:li>",
    ".csv": '" "\n,\n""\n,"',
    ".txt": "• Topic: \n- Author:\n1. \n## \n, and \n; ",
    ".rdf": XML,
    ".nbib": "PMID- \nFAU - \nDP  - ",
    ".enw": "%0 \n%A \n%K ;",
}
# What means something in it.
WORDS = {
    ".rdf": ("<z:itemType>", "</rdf:li>", "rdf:resource=''", "<foaf:Person>", "<rdf:Seq>"),
    ".xml": ("<a>", "</a>", "<b/>", "xmlns=''", 'xml:lang="x"', "<?a?>", "<!-- ", "]]>", "&lt;"),
    ".html": ("<dt>", "</dd>", "<br>", "<script>", "</script>", "<!--", "<dl>", "&#x0;", "<p"),
    ".json": ("{}", "[]", "null", "true", '""', "-0", "1e400", '"a":', '"\\ud800"', '{"a":1}'),
    ".yml": ("{}", "[]", "null", "yes", "~", ".nan", "!!python/name:os", "&a", "*a", "<<: ", "? ",
             "2024-01-01", "1:30", "0b1", "\n  - ", "\n", ": ", " #", "'''", "|\n", "---\n", "%"),
    ".bib": ("@misc{", "@string{", "\\'", '\\"{', "#", "$", "{", "}", "\\\\", "=", "@comment"),
    ".ris": ("TY  - ", "ER  - ", "AU  - ", "PY  - ", "KW  - ", "N2  - ", "\nA1  - ", "L1  - "),
    ".pdf": ("endobj", "stream\n", "endstream", "obj", "/Filter/FlateDecode", "/Length 9999999",
             "1 0 R", "2 0 R", "5 0 R", "/Contents", "<<", ">>", "/Kids[3 0 R]", "trailer", "xref",
             "/Filter[/LZWDecode/ASCII85Decode]", "%%EOF", "/Prev 1", "/Encrypt 1 0 R", "Tj", "Do"),
    ".nbib": ("PMID- ", "FAU - ", "AU  - ", "CN  - ", "DP  - ", " [doi]", "MH  - ", "\n\n"),
    ".enw": ("%0 ", "%A ", "%D ", "%8 ", "%T ", "%R 10.", "%", "\n\n"),
    ".csv": ('"', '""', ",", ";", "\r\n", "\n", "'", "=1+1", "2024-01-01"),
    ".txt": ("•", "- ", "## ", "1. ", "- Author:\n", "• Topic: ", "Next »", "• Abstract: "),
}  # fmt: skip

CROSSREF = """\
{"publisher": "Harbour Press", "issue": "4", "published-print": {"date-parts": [[2024, 10]]},
"DOI": "10.1000/Sea.3", "type": "journal-article", "page": "1-20", "title": ["A Sea Apart"],
"author": [{"given": "Ana", "family": "Ruiz", "affiliation": [{"name": "Harbour Institute"}]},
{"given": "Bo", "family": "van der Lind", "suffix": "Jr."}, {"name": "Ministry of Ports"}],
"container-title": ["Journal of Ports"], "subtitle": ["Patrols"], "language": "en", "ISSN": ["0"],
"abstract": "<jats:title>Abstract</jats:title><jats:p>Ties <jats:i>grew</jats:i>&amp;.</jats:p>",
"subject": ["War"],
"resource": {"primary": {"URL": "https://example.org/sea"}}, "score": null,
"published": {"date-parts": [[2024, 9, 30]]}}
"""
OPENALEX = """\
{"results": [{"id": "https://openalex.org/W0", "doi": "https://doi.org/10.1000/Sea.4",
"title": "A Sea Apart", "publication_year": 2024, "publication_date": "2024-09-30",
"language": "en", "type": "article", "is_retracted": false, "primary_location": {
"landing_page_url": "https://example.org/sea", "source": {"display_name": "Journal of Ports",
"host_organization_name": "Harbour Press"}}, "authorships": [{"author": {"display_name":
"Ana R. Ruiz"}, "raw_author_name": "Ruiz, Ana"}, {"author": {"display_name": "Bo Lind"}}],
"biblio": {"volume": "3", "issue": "4", "first_page": "1", "last_page": "20"},
"topics": [{"display_name": "Diplomacy"}], "keywords": [{"keyword": "War"}],
"abstract_inverted_index": {"Ties": [0], "grew": [1, 3], "and": [2], "again.": [4]}}]}
"""
BIBTEX = """\
@string{hi = "Harbour Institute"} @comment{none} @preamble{"\\newcommand{\\a}{b}"}
@techreport{ruiz, title = {A {Sea} Apart: \\'Etude \\textbf{of} \\"{o} --- \\& ports},
 author = "Ruiz, Ana and {Ministry of Ports} and Bo van der Lind", year = 2024, month = sep # "~30",
 institution = hi, abstract = {One $x^2$.\\\\ Two.}, doi = {10.1000/182}, keywords = {war; oil}}
"""
SCHEMA_ORG = """\
<!DOCTYPE html><html lang="en"><head><title>A Sea Apart</title><meta name="citation_title"
content="A Sea"><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": ["Report", "Article"], "@id": "#r", "headline": "A Sea Apart", "author": [{"@id": "#a"},
"Bo Lind"], "datePublished": "2024-09-30", "publisher": {"@type": "Organization", "name": "H"},
"keywords": "war, oil", "identifier": {"propertyID": "doi", "value": "10.1000/182"}},
{"@type": "Person", "@id": "#a", "name": "Ana Ruiz"}]}</script></head><body>One.</body></html>
"""


def pdf_samples() -> list[str]:
    """Return a PDF with a page and XMP written out, and one with packed parts, as text."""
    from io import BytesIO

    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    found: list[str] = []
    for packed in (False, True):
        writer = PdfWriter()
        page = writer.add_blank_page(300, 300)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F"): writer._add_object(named)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = DecodedStreamObject()
        drawn.set_data(
            b"BT /F 20 Tf 9 250 Td (A Sea Apart) Tj /F 9 Tf 0 -30 Td (Abstract) Tj 0 -20 Td"
            b" (Ties grew. doi:10.1000/182) Tj 0 -20 Td [(Keywords:) -250 (war, oil)] TJ ET"
        )
        page[NameObject("/Contents")] = writer._add_object(
            drawn.flate_encode() if packed else drawn
        )
        writer.add_metadata({"/Title": "Sea", "/Author": "Ruiz, Ana; Bo Lind"})
        writer.add_metadata({"/CreationDate": "D:20240930120000+02'00'", "/Keywords": "a, b"})
        writer.xmp_metadata = (
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/'
            b'22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description'
            b' rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sea</rdf:li></rdf:Alt>'
            b"</dc:title><dc:date><rdf:Seq><rdf:li>2024-09</rdf:li></rdf:Seq></dc:date>"
            b"</rdf:Description></rdf:RDF></x:xmpmeta>"
        )
        held = BytesIO()
        writer.write(held)
        found.append(held.getvalue().decode(errors="surrogateescape"))
    return found


# Samples by hand of formats that nothing here writes, or writes too plainly.
BY_HAND = {
    "crossref_json": [CROSSREF],
    "openalex_json": [OPENALEX],
    "schema_org": [SCHEMA_ORG],
    "bibtex": [BIBTEX],
}


def samples_of(form: Format) -> list[str]:
    """Return samples of a format of records: by hand, as it writes them, and of the tests."""
    found = list(BY_HAND.get(form.name, ()))
    if form.read_bytes:
        found += pdf_samples()
    shelf = read_records(TESTS / "library" / "samples" / "shelf.yml")
    if form.write:
        found += [write_records(shelf[i : i + 2], form.name) for i in (0, 2)]
    for path in sorted((TESTS / "library").glob("[sc]*/**/*")):
        if path.is_file() and path.suffix in form.suffixes and ".expected" not in path.name:
            text = path.read_text("utf-8")
            rivals = [each for each in formats if each.recognises and each is not form]
            if (form.recognises or (lambda _: True))(text) and (
                form.recognises or not any(each.recognises(text) for each in rivals)
            ):
                found.append(text)
    short = [text for text in found if len(text) <= LONGEST]
    return short or [min(found, key=len)]


def case_samples() -> list[str]:
    """Return cases with one report of one claim: what the bundled reports say of each form."""
    case = (CASE / "case.yml").read_text("utf-8")
    found: list[str] = []
    forms: set[str] = set()
    for path in (CASE / "cnas-2024.yml", CASE / "merics-2025.yml"):
        report = yaml.safe_load(path.read_text("utf-8"))
        for claim in report["claims"]:
            kind = claim["form"] + "".join(lens["criterion"] for lens in claim.get("lenses", ()))
            if kind in forms:
                continue
            forms.add(kind)
            said = {
                "record": {**report["record"], "sentences": 1},
                "claims": [{**claim, "sentences": [1]}],
            }
            text = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)
            found.append(case + PART + text)
    return [text for text in found if len(text) < 2 * LONGEST]


def vocabulary_samples() -> list[str]:
    """Return the first entries of every vocabulary, each below the name of its file."""
    found: list[str] = []
    for path in sorted((BUNDLED / "vocabulary").glob("*.yml")):
        text = path.read_text("utf-8")
        lines = [line for line in text.split("\n") if not line.startswith("#")]
        cut = "\n".join(lines[:14]) if len(text) > LONGEST else text
        found.append(f"{path.name}\n{cut}\n")
    return found


def ledger_samples() -> list[str]:
    """Return ledgers of a few facts, with the pages and the spans of time they need."""
    folder = BUNDLED / "ledger"
    held = {path.name: list(csv.reader(path.open(newline=""))) for path in folder.glob("*.csv")}
    found: list[str] = []
    for name in ("japan_joint.csv", "trade.csv"):
        facts = held[name][:5]
        ids = {fact[0] for fact in facts}
        pages = [row for i, row in enumerate(held["sources.csv"]) if not i or row[0] in ids]
        found.append(PART.join(map(_csv, (facts, pages, held["coverage.csv"][:4]))))
    return found


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def kept_sample() -> str:
    text = '{"answer": "é"}\n'
    return f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}"


def brief_samples() -> list[str]:
    """Return an assessment and rows of one claim, small, as a brief has them."""
    from entente.answer.assess import assess
    from entente.brief.pages.rows import rows_csv
    from entente.cases.folder import read_case
    from entente.settings import Settings

    bundled = Settings(cache=None)
    files = read_case(f"{CASE}/merics-2025", bundled)
    found: list[str] = []
    for claim in ("coordinates-at-the-un", "mostly-alike"):
        assessed = assess(files, bundled, only=claim)
        whole: dict[str, Any] = json.loads(assessed.assessment.to_json())
        for lens in (lens for claim in whole["claims"] for lens in claim["lenses"]):
            for name, value in lens.items():
                lens[name] = value[:2] if isinstance(value, list) else value
        rows = rows_csv(assessed.rows[claim]).split("\n")
        head = [row for row in rows if row[:1].isalpha()][:4]
        found.append(claim + PART + json.dumps(whole) + PART + "\n".join(head) + "\n")
    return found


OAI = """\
<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2024-11-02T08:00:00Z</responseDate><ListRecords><record><header><identifier>oai:a:1
</identifier><datestamp>2024-10-01</datestamp></header><metadata><oai_dc:dc
xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Sea</dc:title><dc:date>2024</dc:date>
<dc:creator>Ruiz, Ana</dc:creator></oai_dc:dc></metadata></record><record><header
status="deleted"><identifier>oai:a:2</identifier></header></record>
<resumptionToken completeListSize="5" cursor="0">2</resumptionToken></ListRecords></OAI-PMH>
"""
OAI_MODS = """\
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>a
</identifier></header><metadata><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>A
</title></titleInfo><name type="personal"><namePart>Ruiz, Ana</namePart></name></mods></metadata>
</record></ListRecords></OAI-PMH>
"""
OAI_ERROR = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    '<error code="badResumptionToken">Gone.</error></OAI-PMH>'
)
OAI_SAMPLES = [
    f"200\n\n{coding}{PART}{body}"
    for body in (OAI, OAI_MODS)
    for coding in ("", "gzip", "deflate")
] + [
    *(f"200\n\n{PART}{OAI_ERROR.replace('badResumptionToken', code)}" for code in (
        "badResumptionToken", "noRecordsMatch", "cannotDisseminateFormat", "badArgument")),
    f"503\n2\n{PART}busy",
    f"503\nSat, 02 Nov 2024 08:00:00 GMT\n{PART}<a/>",
    f"429\nSat, 02 Nov 2024 08:00:00 +0000\n{PART}<a/>",
    f"302\n\n{PART}",
]  # fmt: skip

REPLIES = [
    'Here: {"claims": [{"quote": "Trade between China and Russia has grown a lot", "form": "trend",'
    ' "measures": ["trade_value", "trade_share"]}]}',
    '{"claims": [{"quote": "The two hold joint drills", "form": "existence", "measures": []},'
    ' {"quote": "Vietnam is a partner of Russia", "form": "level"}]} That is all. {}',
]
QUERIES = [
    'patrols place:japan "joint bombers" -drill date:2019..2024',
    "ports OR harbours NOT oil tag:read author:ruiz patrol*",
    "doi:10.1000/182 title:“sea apart” type:report date:2024-09-30..",
    "https://example.org/a 海 AND флот topic:war journal:x institution:y date:..2020-02",
]
STATES = [
    "China and the Russian Federation",
    "chn-rus; JP, Bosnia and Herzegovina",
    "Côte d'Ivoire / St. Lucia & Netherlands, Kingdom of the",
    "CHN RUS VNM",
    "China (CHN), Korea, South + U.S.",
    "Soviet Union, Yugoslavia; Congo",
]
DATES = [
    *("2024", "09-2024", "09-30-2024", "2024-09", "2024-09-30", "September 2024", "9/30/2024"),
    *("September 30, 2024", "30 September 2024", "Sept. 30, 2024", "2024-02-29", "0001-01-01"),
]
WINDOWS = [
    *("2013|2019", "-2|0", "2022-02|2022-03-01", "2022-02-24|", "|2024", "|", "1800|2200"),
    *("2020-02-29|2024", "-400|-1", "2022-12|2023-01"),
]
OPTIONS = [
    "vote_agreement|CHN,RUS||2015|2024|set=contested",
    "activity_count|||-5|0|theatre=japan",
    "trade_share|China, Japan|USA|2013||",
    "activity_act|||||instrument=veto,joint_exercise|actors=CHN,RUS",
    "activity_days|||2022-02|2022-03-01|theatre=japan|field=military",
    "joint_veto_count|||1990||",
]
NAMES = [
    "Ana Ruiz, Bo Lind, Jr., and Center for Strategic and International Studies",
    "Ruiz, Ana; van der Lind, Bo; Ministry of Defence (MoD)",
    "Frank von Hippel & Trade and Development Bank",
    "李 明 and Иван Петров",
]
CITED = [
    "chicago|A Sea Apart|Ana Ruiz; Bo Lind|2024-09|Harbour Institute|Report||https://example.org/a|10.1000/182",
    "apa|Ports: a “study”|Ruiz, Ana, Jr.|2024||Journal Article|Journal of Ports||10.1000/x",
    "mla|海|李 明|2024-09-30|Ministry of Ports|Thesis|||",
    "bibtex|A & B <c>||2023|H|Book||https://example.org/b|",
    "ris|No Year|Bo van der Lind||H|Working Paper|Papers||",
    "csl|A|Cy|2021|||||",
]  # fmt: skip
PROSE = [
    "Two neighbours share a gulf.12 Two neighbours share a gulf. They met in Beijing in 2019.\n\n"
    "Trade between China and Russia has grown since 2014, and joint patrols near Japan doubled. "
    "If ties deepen, Dr. Li of the U.S. says, Vietnam will not “hedge” [3].",
    "中国和俄罗斯的合作不断加深。两国举行联合演习！Россия и Китай торгуют. They rarely agree; "
    "their votes diverge, e.g. on the G20 and COVID-19.",
]
GEOGRAPHY = [
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "land"},'
    ' "geometry": {"type": "MultiPolygon", "coordinates": [[[[120.1, 30.2], [121, 31], [122, 30],'
    ' [120.1, 30.2]]]]}}, {"type": "Feature", "properties": {"name": "borders"}, "geometry": {'
    '"type": "MultiLineString", "coordinates": [[[120, 30], [121, 31.5]]]}}]}',
]  # fmt: skip
