"""What numbers the words and digits of a text say: "twenty-three", "1 300", "1.3 million", "tens of thousands".

A number is read by shape alone: whether it counts anything, or is a year or half of a name, is for others to say.
Vague numbers have bounds and no value; their words stand in `models/lexicon/vague.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, Union

from factx.lexicon import lexicon

Real = Union[int, float]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, the value said (None for a vague one) and the bounds that it allows.

    `scale` is the magnitude word that closes it (1 where there is none), so that "1 to 2 thousand" can be shared out;
    `digits` tells whether it begins with digits.
    """

    start: int
    end: int
    value: Real | None
    min: Real
    max: Real
    scale: int = 1
    digits: bool = False


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MAGNITUDES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lac": 10**5, "crore": 10**7,
}  # fmt: skip
#: Abbreviated magnitudes, which only digits take ("61bn", "300k").
_SHORT = {
    "k": 1000, "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "mrd": 10**9, "tn": 10**12,
    "trn": 10**12,
}  # fmt: skip
_PARTS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625"}

#: Digits with separators, the longer readings first; every repetition is bounded, so hostile runs stay linear.
_DIGITS = (
    r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d{1,9})?"  # 1,23,456
    r"|\d{1,3}(?:,\d{3}){1,6}(?![\d])(?:\.\d{1,9})?"  # 1,300
    r"|\d{1,3}(?:[\u00a0\u202f\u2009’']\d{3}){1,6}(?!\d)(?:[.,]\d{1,9})?"  # 1 300 with a hard space, 1'300
    r"|[1-9]\d{0,2}(?: \d{3}){1,6}(?![\d:/]|,\d{3})(?:[.,]\d{1,2}(?!\d))?"  # 1 300
    r"|\d{1,3}(?:\.\d{3}){2,6}(?!\d)(?:,\d{1,9})?"  # 1.300.000
    r"|\d{1,18}\.\d{1,18}"
    r"|\d{1,18},\d{1,2}(?![\d,])"  # 1,5
    r"|\d+|(?<![\w.,])\.\d{1,9}"
)
_POWER = r"(?:\s?[x×·*]\s?10(?:\s?\^\s?|(?=[-−–⁻⁰¹²³⁴-⁹]))(?P<power>[-−–⁻]?[\d⁰¹²³⁴-⁹]{1,3})|[eE](?P<exp>[-+]?\d{1,3})(?!\w))?"
_MIXED = r"(?:[ \u00a0]?(?P<part>[½¼¾⅓⅔⅛⅜⅝])|[ \u00a0-](?P<num>\d)/(?P<den>\d{1,2})(?![\d/]))?"
_LEXEME = re.compile(rf"[^\W\d_½¼¾⅓⅔⅛⅜⅝]+|(?=[\d.])(?P<digits>{_DIGITS}){_POWER}{_MIXED}|(?P<alone>[½¼¾⅓⅔⅛⅜⅝])")
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "-0123456789--")
_GAP = re.compile(r"[ \u00a0]{0,2}\n?[ \u00a0]{0,2}|[-‐‑]\n?")

_THESE = re.compile(r"\b(?:last|past|next|first|these|those|another|every|final|previous)\s$", re.I)

Kind = Literal[
    "digits", "small", "ten", "magnitude", "short", "vague", "vague magnitude", "few", "article", "half", "and", "of"
]


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: Kind
    value: Decimal
    high: Decimal  # the upper bound of a vague word, else the value
    start: int
    end: int


@cache
def _vocabulary() -> Mapping[str, tuple[Kind, Decimal, Decimal]]:
    """Every word that can be a piece of a number, in the three ways it is written: what it is and what it is worth."""
    words: dict[str, tuple[Kind, Decimal, Decimal]] = {}

    def add(word: str, kind: Kind, low: str | int, high: str | int | None = None) -> None:
        entry = (kind, Decimal(low), Decimal(low if high is None else high))
        words.update(dict.fromkeys((word, word.capitalize(), word.upper()), entry))

    for i, word in enumerate(_SMALL):
        add(word, "small", i)
    for i, word in enumerate(_TENS, 2):
        add(word, "ten", 10 * i)
    for word, worth in _MAGNITUDES.items():
        add(word, "magnitude", worth)
    for word, worth in _SHORT.items():
        add(word, "short", worth)
    for row in lexicon().table("vague"):
        kind: Kind = "vague magnitude" if row["use"] == "magnitude" else "few" if row["use"] == "article" else "vague"
        add(row["word"], kind, row["min"], row["max"])
    for word in ("a", "an"):
        add(word, "article", 1)
    add("half", "half", "0.5")
    add("quarter", "half", "0.25")
    add("and", "and", 0)
    add("of", "of", 0)
    return words


def _decimal(m: re.Match[str]) -> Decimal | None:
    """The value of a literal in digits; None where it is too long to be a number that anyone says."""
    if m["alone"]:
        return Decimal(_PARTS[m["alone"]])
    literal = re.sub(r"[\s’']", "", m["digits"])
    if len(literal) > 24:
        return None
    if re.fullmatch(r"\d+,\d{1,2}", literal) or literal.count(".") > 1:
        literal = literal.replace(".", "").replace(",", ".")
    value = Decimal(literal.replace(",", ""))
    power = (m["power"] or m["exp"] or "0").translate(_SUPERSCRIPT)
    value = value.scaleb(int(power))
    if m["part"]:
        value += Decimal(_PARTS[m["part"]])
    elif m["num"] and int(m["den"]) > int(m["num"]):
        value += Decimal(m["num"]) / Decimal(m["den"])
    return value


def _lexemes(text: str) -> Iterator[_Lexeme]:
    words = _vocabulary()
    for m in _LEXEME.finditer(text):
        if m.lastgroup is None:
            if known := words.get(m[0]):
                yield _Lexeme(*known, m.start(), m.end())
        elif (value := _decimal(m)) is not None:
            yield _Lexeme("digits", value, value, m.start(), m.end())


class _Reader:
    """Reads numbers off the lexemes of a text, each from where it starts as far as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes = list(_lexemes(text))

    def next(self, i: int, *kinds: Kind) -> _Lexeme | None:
        """The lexeme after the `i`th where it stands right beside it and is of one of the kinds."""
        if i + 1 >= len(self.lexemes):
            return None
        left, right = self.lexemes[i], self.lexemes[i + 1]
        if right.kind not in kinds or right.start - left.end > 5:
            return None
        return right if _GAP.fullmatch(self.text, left.end, right.start) else None

    def read(self, i: int) -> tuple[Number | None, int]:
        """The number that starts at the `i`th lexeme, and the first lexeme after it."""
        first = self.lexemes[i]
        if first.kind in ("digits", "small", "ten"):
            return self._exact(i, first.value, i)
        if first.kind == "article":
            return self._article(i)
        if first.kind in ("vague", "vague magnitude"):
            return self._vague(i, i)
        if first.kind == "few" and _THESE.search(self.text, max(0, first.start - 9), first.start):
            return self._vague(i, i)
        if first.kind == "half" and first.value == Decimal("0.5"):
            return self._half(i, i)
        return None, i + 1

    def _article(self, i: int) -> tuple[Number | None, int]:
        after = self.next(i, "magnitude", "few", "half")
        if after is None:
            return None, i + 1
        if after.kind == "magnitude":
            return self._exact(i, Decimal(1), i)
        return self._vague(i + 1, i) if after.kind == "few" else self._half(i + 1, i)

    def _half(self, i: int, start: int) -> tuple[Number | None, int]:
        """ "half a million", "a quarter of a million", "half a dozen": a part of a magnitude."""
        j = i + 1 if self.next(i, "of") else i
        j = j + 1 if self.next(j, "article") else j
        return self._exact(j, self.lexemes[i].value, start) if self.next(j, "magnitude") else (None, i + 1)

    def _vague(self, i: int, start: int) -> tuple[Number | None, int]:
        """ "dozens", "several hundred", "a couple of thousand", "tens of thousands": bounds that multiply."""
        low, high = self.lexemes[i].value, self.lexemes[i].high
        scale = 1
        j = i
        while True:
            step = j + 1 if self.next(j, "of") else j
            further = self.next(step, "magnitude", "vague magnitude")
            if further is None:
                break
            unit = _unit(further)
            # "several hundred" ends where the next hundred begins, "dozens" and "hundreds" are one figure long
            low, high = low * unit, (high + 1) * unit - 1 if low != high else high * unit
            scale, j = int(unit), step + 1
        a, b = self.lexemes[start].start, self.lexemes[j].end
        value = real(low) if low == high else None
        return Number(a, b, value, real(low), real(high), scale), j + 1

    def _exact(self, i: int, value: Decimal, start: int) -> tuple[Number, int]:
        """The number whose first piece is worth `value` and stands at the `i`th lexeme."""
        total, current, scale, low = Decimal(0), value, 1, Decimal(100)
        over = Decimal(0)  # the magnitude that `total` is in
        first = self.lexemes[start]
        if first.kind in ("small", "article"):
            low = Decimal(1)
        elif first.kind == "ten":
            low = Decimal(10)
        j = i
        while True:
            if half := self._and_a_half(j):
                current, j = current + Decimal("0.5") * (1 if current else scale), half
            elif (m := self.next(j, "magnitude")) or (m := self._short(j)):
                if m.value in (12, 100):
                    current *= m.value
                elif total and m.value >= over:
                    total, current, over = (total + current) * m.value, Decimal(0), m.value
                else:
                    total, current, over = total + current * m.value, Decimal(0), m.value
                scale, low, j = int(m.value), m.value, j + 1
            else:
                step = j + 1 if scale > 1 and self.next(j, "and") else j
                small = self.next(step, "small", "ten")
                if small is None or small.value >= low or not small.value or low == 12:
                    break
                current, j = current + small.value, step + 1
                low = Decimal(10) if small.kind == "ten" else Decimal(1)
        number = real(total + current)
        closed = scale if self.lexemes[j].kind in ("magnitude", "short") else 1
        return Number(first.start, self.lexemes[j].end, number, number, number, closed, first.kind == "digits"), j + 1

    def _short(self, j: int) -> _Lexeme | None:
        return self.next(j, "short") if self.lexemes[j].kind == "digits" else None

    def _and_a_half(self, j: int) -> int | None:
        """The index of "half" in "and a half" after the `j`th lexeme."""
        if (
            self.next(j, "and")
            and self.next(j + 1, "article")
            and (h := self.next(j + 2, "half"))
            and h.value == Decimal("0.5")
        ):
            return j + 3
        return None


def _unit(lexeme: _Lexeme) -> Decimal:
    """What one of a magnitude is worth: "thousands" multiplies as a thousand does."""
    if lexeme.kind == "magnitude":
        return lexeme.value
    return Decimal(12) if lexeme.value == 24 else lexeme.value / 2


def real(value: Decimal) -> Real:
    """An int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def scan(text: str) -> Iterator[Number]:
    """Every number of the text in order, none overlapping another; linear in the length of the text."""
    reader, i = _Reader(text), 0
    while i < len(reader.lexemes):
        number, i = reader.read(i)
        if number is not None:
            yield number


def parse(text: str) -> Number | None:
    """The number that the whole of `text` says ("one and a half million", "1 300"), or None."""
    body = text.strip()
    found = next(scan(body), None)
    if found is None or (found.start, found.end) != (0, len(body)):
        return None
    shift = len(text) - len(text.lstrip())
    return replace(found, start=found.start + shift, end=found.end + shift)
