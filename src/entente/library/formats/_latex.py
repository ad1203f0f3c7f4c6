"""LaTeX in values of BibTeX: text written so that LaTeX prints it as it is, and read back.

What is not known is kept as written, so that nothing is lost. (A full LaTeX reader drops comments
and citations, and an abstract with a bare ``%`` is not a comment.)
"""

from __future__ import annotations

import re
import unicodedata

from entente.library.words import words_of

# BibTeX counts braces even behind a backslash, so they are written by name.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_TOKEN = re.compile(
    r"(?P<command>\\(?:[A-Za-z]+\*?[ \t]*|.|\Z))|(?P<math>\$[^$]*\$)|(?P<open>\{)|(?P<close>\})"
    r"|(?P<ligature>---?|``|'')|(?P<tie>~)|(?P<text>[^\\{}$~`'-]+|.)",
    re.DOTALL,
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”"}
# Combining character of each accent.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_SIGNS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textunderscore": "_", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "lq": "‘", "rq": "’",
    "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'", "ldots": "…",
    "dots": "…", "textellipsis": "…", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð",
    "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
    "pounds": "£", "textsterling": "£", "texteuro": "€", "euro": "€", "textyen": "¥",
    "textdegree": "°", "S": "§", "P": "¶", "guillemotleft": "«", "guillemotright": "»",
    "textless": "<", "textgreater": ">", "textbar": "|", "textperiodcentered": "·",
    "newline": " ", "par": "\n\n", "quad": " ", "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX",
    "BibTeX": "BibTeX", " ": " ", "\n": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "!": "",
    "-": "", "/": "", "{": "{", "}": "}", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_",
    "@": "@",
}  # fmt: skip
# Commands that only say how their argument looks.
_LOOKS = words_of("""
emph href mbox mkbibemph nocase path text textbf textit textmd textnormal textrm
textsc textsf textsl texttt textup underline uppercase url
""")
_QUOTES = words_of("enquote mkbibquote textquote")
_SWITCHES = words_of("bf bfseries em it itshape normalfont protect relax rm sc scshape sf sl tt")
DEEPEST = 100
_DOTLESS = {"ı": "i", "ȷ": "j"}


def escape_latex(text: str) -> str:
    r"""Write text so that LaTeX prints it as it is; line breaks become spaces.

    Examples:
        >>> print(escape_latex("R&D up 5% {sic}"))
        R\&D up 5\% \textbraceleft{}sic\textbraceright{}
    """
    return " ".join(text.split()).translate(_ESCAPES)


def read_latex(text: str) -> str:
    r"""Read text with the accents and signs of LaTeX.

    Commands and formulas that are not known stay as written; braces that only group go. Text that
    is nested deeper than anybody writes stays as written, whole.

    Examples:
        >>> read_latex(r"{\'E}mile M\"uller, {\o}re \& {NATO}--\textbf{EU} $x_1$ \foo{bar}")
        'Émile Müller, øre & NATO–EU $x_1$ \\foo{bar}'
    """
    if not re.search(r"[\\{}$~`]|''|--", text):
        return text
    tokens = list(_TOKEN.finditer(text))
    if _depth(tokens) > DEEPEST:
        return text
    parts: list[str] = []
    at = 0
    while at < len(tokens):
        part, at = _read(tokens, at)
        parts.append(part)
    return "".join(parts)


def _depth(tokens: list[re.Match[str]]) -> int:
    """Return how deep braces, and commands that stand on commands, are nested at most."""
    deepest = braces = run = 0
    for token in tokens:
        braces = max(0, braces + {"open": 1, "close": -1}.get(token.lastgroup or "", 0))
        run = run + 1 if token.lastgroup == "command" else 0
        deepest = max(deepest, braces + run)
    return deepest


def split_outside_braces(text: str, seam: str) -> list[str]:
    r"""Split a value where a seam is in no braces.

    Args:
        text: Value as written.
        seam: Regular expression of the seam.

    Examples:
        >>> split_outside_braces("{Bo and Sons} and Ana Ruiz", r"\s+and\s+")
        ['{Bo and Sons}', 'Ana Ruiz']
    """
    parts: list[str] = []
    depth = start = at = 0
    pattern = re.compile(seam, re.IGNORECASE)
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if depth == 0 and (match := pattern.match(text, at)):
            parts.append(text[start:at])
            start = at = match.end()
            continue
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return [part.strip() for part in [*parts, text[start:]]]


def in_braces(text: str) -> bool:
    r"""Whether one pair of braces is around a whole value.

    Examples:
        >>> in_braces("{Bank of Korea}"), in_braces("{A} and {B}"), in_braces(r"{\'E}mile")
        (True, False, False)
    """
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for brace in _BRACE.finditer(text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(text)
    return False


def _read(tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    """Read one token and what belongs to it; return its text and where the next one is."""
    token = tokens[at]
    kind = token.lastgroup
    if kind == "open":
        return _group(tokens, at)
    if kind == "command":
        return _command(tokens, at)
    if kind == "ligature":
        return _LIGATURES[token[0]], at + 1
    if kind == "tie":
        return " ", at + 1
    # A closing brace that nothing opened is dropped: BibTeX prints none.
    return "" if kind == "close" else token[0], at + 1


def _group(tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    parts: list[str] = []
    at += 1
    while at < len(tokens) and tokens[at].lastgroup != "close":
        part, at = _read(tokens, at)
        parts.append(part)
    return "".join(parts), at + 1


def _raw_group(tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    """Return a group as written, braces and all; nothing where none begins."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[end].lastgroup or "", 0)
        if depth <= 0:
            break
    else:
        end = len(tokens) - 1
    if at >= len(tokens) or tokens[at].lastgroup != "open":
        return "", at
    return "".join(token[0] for token in tokens[at : end + 1]), end + 1


def _command(tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    written = tokens[at][0]
    name = written[1:].rstrip(" \t") or written[1:2]
    following = at + 1
    if name in _ACCENTS and following < len(tokens):
        return _accented(tokens, at, _ACCENTS[name])
    if name in _SIGNS:
        if following + 1 < len(tokens) and tokens[following][0] == "{":
            empty = tokens[following + 1].lastgroup == "close"
            following += 2 if empty else 0
        return _SIGNS[name], following
    if name in _SWITCHES:
        return "", following
    is_quoted = name.rstrip("*") in _QUOTES
    if (is_quoted or name in _LOOKS) and following < len(tokens) and tokens[following][0] == "{":
        if name in {"url", "path", "href"}:
            raw, after = _raw_group(tokens, following)
            return read_address(raw[1:-1]), after
        inside, after = _group(tokens, following)
        return f"“{inside}”" if is_quoted else inside, after
    raw, following = _raw_group(tokens, following)
    return written + raw, following


def _accented(tokens: list[re.Match[str]], at: int, accent: str) -> tuple[str, int]:
    """Put an accent on the letter, group or sign behind it; keep it as written before others."""
    token = tokens[at + 1]
    if token.lastgroup == "text":
        # The accent is on the first letter; the rest of the run is text.
        letter, rest, after = token[0][0], token[0][1:], at + 2
    elif token.lastgroup in {"open", "command"}:
        argument, after = _read(tokens, at + 1)
        letter, rest = argument[:1], argument[1:]
    else:
        return tokens[at][0], at + 1
    letter = _DOTLESS.get(letter, letter)
    if not letter.isalpha():
        return f"{tokens[at][0]}{letter}{rest}", after
    return unicodedata.normalize("NFC", letter + accent) + rest, after


def read_address(text: str) -> str:
    r"""Read a web address or a DOI, in which only signs are escaped.

    Examples:
        >>> read_address(r"\url{https://example.org/a\_b~c}")
        'https://example.org/a_b~c'
    """
    text = text.strip()
    if match := re.fullmatch(r"\\(?:url|path)\s*\{(.*)\}", text, re.DOTALL):
        text = match[1]
    text = re.sub(r"\\textasciitilde(?:\{\}|\s)?|\{?\\~\{\}\}?", "~", text)
    return re.sub(r"\\([_%&#$~{}])", r"\1", text).strip()
