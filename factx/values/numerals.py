"""The pieces that numbers are made of: literals in digits, number words, magnitudes, and the small words between them.

The vague ones ("dozens", "several") and their bounds stand in `models/lexicon/vague.tsv`; the others are a closed
class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from factx.lexicon import lexicon

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MAGNITUDES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lac": 10**5, "crore": 10**7,
}  # fmt: skip
#: The words that are numbers, by themselves.
NUMBER_WORDS = frozenset((*_SMALL, *_TENS, *_MAGNITUDES, *(f"{m}s" for m in _MAGNITUDES)))
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
_POWER = (
    r"(?:\s?[x×·*]\s?10(?:\s?\^\s?|(?=[-−–⁻⁰¹²³⁴-⁹]))(?P<power>[-−–⁻]?[\d⁰¹²³⁴-⁹]{1,3})"
    r"|[eE](?P<exp>[-+]?\d{1,3})(?!\w))?"
)
_MIXED = r"(?:[ \u00a0]?(?P<part>[½¼¾⅓⅔⅛⅜⅝])|[ \u00a0-](?P<num>\d)/(?P<den>\d{1,2})(?![\d/]))?"
_LEXEME = re.compile(rf"[^\W\d_½¼¾⅓⅔⅛⅜⅝]+|(?=[\d.])(?P<digits>{_DIGITS}){_POWER}{_MIXED}|(?P<alone>[½¼¾⅓⅔⅛⅜⅝])")
_FIGURES = 24  # in the longest number that anyone says
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "-0123456789--")


Kind = Literal[
    "digits", "small", "ten", "magnitude", "short", "vague", "vague magnitude", "few", "article", "half", "and", "of"
]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a number: what it is, what it is worth, where it stands, and the row of a vague word."""

    kind: Kind
    value: Decimal
    high: Decimal  # the upper bound of a vague word, else the value
    start: int
    end: int
    source: str = ""


@cache
def _vocabulary() -> Mapping[str, tuple[Kind, Decimal, Decimal, str]]:
    """Every word that can be a piece of a number, in the three ways it is written: what it is and what it is worth."""
    words: dict[str, tuple[Kind, Decimal, Decimal, str]] = {}

    def add(word: str, kind: Kind, low: str | int, high: str | int | None = None, source: str = "") -> None:
        entry = (kind, Decimal(low), Decimal(low if high is None else high), source)
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
        add(row["word"], kind, row["min"], row["max"], row.source)
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
    power = int((m["power"] or m["exp"] or "0").translate(_SUPERSCRIPT))
    if len(literal) > _FIGURES or abs(power) > _FIGURES:
        return None
    if re.fullmatch(r"\d+,\d{1,2}", literal) or literal.count(".") > 1:
        literal = literal.replace(".", "").replace(",", ".")
    value = Decimal(literal.replace(",", "")).scaleb(power)
    if m["part"]:
        value += Decimal(_PARTS[m["part"]])
    elif m["num"] and int(m["den"]) > int(m["num"]):
        value += Decimal(m["num"]) / Decimal(m["den"])
    return value


def lexemes(text: str) -> Iterator[Lexeme]:
    """Every piece of a number that the text holds, in order."""
    words = _vocabulary()
    for m in _LEXEME.finditer(text):
        if m.lastgroup is None:
            if known := words.get(m[0]):
                kind, low, high, source = known
                yield Lexeme(kind, low, high, m.start(), m.end(), source)
        elif (value := _decimal(m)) is not None:
            yield Lexeme("digits", value, value, m.start(), m.end())
