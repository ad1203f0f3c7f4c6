"""Spoil texts as accidents and ill will do: the one home of what a fuzzer here does to a sample.

Bytes that are no UTF-8 stand in a text as Python's ``surrogateescape`` has them, so a PDF is spoilt
as a page is, and comes out again byte for byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

HUGE_EACH, LONG_EACH = 10_000, 500
HUGE, LONG, USUAL = 1_000_000, 50_000, 8_000  # characters at most, before the last spoiling

_PIECE = re.compile(r"[^\W_]+|\s+|[\W_]")
ODD = (
    *("\x00", "\x1b", "\x85", "\t", "\r", "\n", "\r\n", "\n\n", "\u2028", "\u2029", "\ufeff"),
    *("\u200b", "\u202e", "\u0301", "\u0301" * 40, "\u00a0", "\u3000", "：", "，", "－", "٣", "²"),
    *("😀", "中", "İ", "ß", "ﬁ", "ǅ", "ſ", "\ufffd", "\uffff", "\udcff", "\udc80\udcbf"),
    *("%s", "{0}", "${x}", "\\", "\\u0000", "\\ud800", "'", '"', "`", "(", ")", "[", "]", "{", "}"),
    *("<", ">", "&", "&#0;", "&#x110000;", "&amp;", "..", "../", "//", ":", "::", ",", ", and "),
    *(";", "|", "=", "#", "*", "-", "--", "+", "~", "!", "?", "@", "null", "None", "true", "NO"),
)  # fmt: skip
NUMBERS = (
    *("0", "-0", "-1", "1", "00", "0000", "9999", "10000", "99999", "2024-13-45", "0000-00-00"),
    *("2147483648", "-9223372036854775809", "18446744073709551616", "1e999", "-1e-999", "NaN"),
    *("Infinity", "-Infinity", ".5", "1.", "0x10", "0o7", "1_000", "1,000", "٢٠٢٤", "２０２４"),
    *("9" * 20, "9" * 400, "9" * 5000, "1e5000", "0." + "3" * 400, "-" + "1" * 30),
)  # fmt: skip


def spoil(
    text: str, dice: random.Random, samples: Sequence[str], hostile: Sequence[str], most: int = 6
) -> str:
    """Spoil a text in a few ways.

    Args:
        text: The text, which may be empty.
        dice: What is thrown.
        samples: Texts of which a part may be spliced in.
        hostile: What may be put in, once or three hundred times.
        most: Ways at most.
    """
    for _ in range(dice.randint(1, most)):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.randint(1, 400))
        match dice.randrange(7):
            case 0 if text:
                text = flip(text, dice)
            case 1:  # cut off
                text = text[: max(at, 40)]
            case 2:  # splice
                other = dice.choice(samples)
                text = text[:at] + other[dice.randrange(len(other) + 1) :] + text[to:]
            case 3:  # double a part
                text = text[:to] + text[at:to] * dice.randint(1, 5) + text[to:]
            case 4:
                text = text[:at] + dice.choice(hostile) * dice.choice([1, 1, 1, 300]) + text[at:]
            case 5:  # leave a part out
                text = text[:at] + text[to:]
            case _:  # order lines anew
                lines = text.split("\n")
                place = dice.randrange(len(lines))
                lines.insert(dice.randrange(len(lines)), lines.pop(place))
                text = "\n".join(lines)
    return text


def flip(text: str, dice: random.Random) -> str:
    """Flip some bits of a text that is not empty."""
    raw = bytearray(text.encode(errors="surrogateescape"))
    for _ in range(dice.randint(1, 8)):
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return raw.decode(errors="surrogateescape")


class Spoiler:
    """Makes inputs of samples: most of them nearly right, some large, some of nonsense.

    Words, numbers and signs are exchanged first, which leaves the form whole, so that what stands
    behind a parser is met too; half of the inputs are then spoilt as mere text.
    """

    def __init__(
        self, samples: Sequence[str], hostile: Sequence[str] = (), bombs: str = ""
    ) -> None:
        """Take samples apart.

        Args:
            samples: Right inputs, at least one.
            hostile: What means something in their form.
            bombs: Openings of what nests in it, one a line, with what closes them after a space.
        """
        self._samples = tuple(samples)
        self._pieces = [_PIECE.findall(sample) for sample in samples]
        self._hostile = (*hostile, *hostile, *ODD, *NUMBERS)  # its own twice: they tell more
        self._bombs = [tuple(line.split(" ")) for line in bombs.split("\n") if line]
        self._bombs += [("(", ")"), ("a", ""), (" ", ""), ("\n", "")]

    def input(self, dice: random.Random, number: int) -> str:
        """Return the input of a number; some numbers have a long or a huge one."""
        most = HUGE if number % HUGE_EACH == 0 else LONG if number % LONG_EACH == 0 else USUAL
        text = self._exchanged(dice)
        if dice.random() < 0.03 or most > USUAL:
            text = self._bombed(text, dice, most)
        if dice.random() < 0.5:
            text = spoil(text, dice, self._samples, self._hostile, 3)
        return text

    def _exchanged(self, dice: random.Random) -> str:
        pieces = list(dice.choice(self._pieces)) or [""]
        for _ in range(int(dice.expovariate(0.5))):
            at = int(dice.random() * len(pieces))
            throw = dice.random()
            if throw < 0.35:
                numeric = pieces[at].isdecimal() and dice.random() < 0.6
                pieces[at] = dice.choice(NUMBERS if numeric else self._hostile)
            elif throw < 0.55:
                pieces[at] = dice.choice(dice.choice(self._pieces) or [""])
            elif throw < 0.65:
                pieces[at] = ""
            elif throw < 0.75:
                pieces[at] = pieces[at] * dice.choice((2, 2, 3, 50))
            elif throw < 0.85:  # leave a run out, or write it twice
                to = at + 1 + int(dice.expovariate(0.2))
                pieces[at:to] = pieces[at:to] * 2 if dice.random() < 0.5 else [""]
            else:  # put a run of another sample in
                other = dice.choice(self._pieces)
                start = int(dice.random() * (len(other) + 1))
                pieces[at:at] = other[start : start + 1 + int(dice.expovariate(0.1))]
        return "".join(pieces)

    def _bombed(self, text: str, dice: random.Random, most: int) -> str:
        if dice.random() < 0.3 and text:  # the same again and again
            start = dice.randrange(len(text))
            part = text[start : start + dice.randint(1, 400)]
            return text + part * (most // len(part))
        opening, closing = (*dice.choice(self._bombs), "")[:2]
        if most == USUAL:
            most = dice.choice((42, 102, 300, 3_000))
        times = max(most // len(opening), 1)
        bomb = opening * times
        if closing and dice.random() < 0.5:
            bomb += dice.choice(("", "1", '""')) + closing * times
        at = dice.choice((0, len(text), dice.randrange(len(text) + 1)))
        return text[:at] + bomb + text[at:]
