"""Shares said in words ("a third of", "half of its customers", "one in five"); their value is in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERATORS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_WHOLES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000,
}  # fmt: skip
_ONE = "|".join(_NUMERATORS)
_PART = re.compile(rf"\b(?P<part>{'|'.join(_PARTS)})(?P<many>s)?\b(?![-’'])", re.I)
_NUMERATOR = re.compile(rf"\b(?P<n>{_ONE}|\d)(?P<gap>[-\s])$", re.I)
_IN = re.compile(
    rf" (?:in(?: every)?|out of(?: every)?)\s(?P<d>{'|'.join(_WHOLES)}|\d{{1,3}})\b(?![-,.%]\w|\s?%)", re.I
)
_COUNT = re.compile(rf"(?<![\w-])(?P<n>{_ONE}|\d{{1,2}})$", re.I)
_SLASH = re.compile(r"(?<![\w/.,-])(?P<n>\d)[/⁄](?P<d>\d{1,2})(?=\sof\s(?!an?\s))(?![\d/])")
#: What makes "half" or "a third" a share of something rather than an ordinal, or half of a measure.
_SHARED = re.compile(
    r"\s(?:of\s(?!a\s(?:million|billion|mile|kilomet|century|day))|the\s|its\s|their\s|his\s|her\s|our\s|all\s|that\s|those\s|these\s|were\b|are\b|have\b|had\b)",
    re.I,
)
#: After "half" alone: a singular verb makes "a fifth" an ordinal.
_SINGULAR_VERB = re.compile(r"\s(?:was|is|has)\b", re.I)
_ORDINAL_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|other|latter|final|opening|next|each|every|this|the)\s$", re.I
)
_UNIT_OF_TIME = re.compile(r"\s(?:second|minute|hour|day|night|week|month|year|decade)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in words: where it stands and its percentage, to one decimal."""

    start: int
    end: int
    percent: int | float


def shares(text: str) -> Iterator[Share]:
    """Every share of the text that is said as a fraction, in order of kind."""
    for m in _PART.finditer(text):
        if not text[max(0, m.start() - 1) : m.start()].isalnum() and (share := _fraction(text, m)):
            yield share
    for m in _IN.finditer(text):
        top = _COUNT.search(text, max(0, m.start() - 6), m.start())
        if top and (share := _one_in(text, top, m)):
            yield share
    for m in _SLASH.finditer(text):
        if 0 < int(m["n"]) < int(m["d"]):
            yield _share(m.start(), m.end(), int(m["n"]), int(m["d"]))


def _one_in(text: str, top: re.Match[str], m: re.Match[str]) -> Share | None:
    """The share of "one in five", "nine out of ten"; "34 out of 41" and "two in three days" are none."""
    n, whole = _count(top["n"]), _WHOLES.get(m["d"].lower()) or int(m["d"])
    spoken = n == 1 or whole in (10, 100, 1000) or "every" in m.group().lower()
    if not (0 < n < whole and spoken) or top["n"].lower() == "a" or _UNIT_OF_TIME.match(text, m.end()):
        return None
    return _share(top.start(), m.end(), n, whole)


def _fraction(text: str, m: re.Match[str]) -> Share | None:
    """The share that a word for a part ("half", "thirds") closes; None for an ordinal, or half of a measure."""
    top = _NUMERATOR.search(text, max(0, m.start() - 7), m.start())
    start, n = (top.start(), _count(top["n"])) if top else (m.start(), 1)
    shared = bool(_SHARED.match(text, m.end()))
    ordinal = bool(_ORDINAL_BEFORE.search(text, max(0, start - 12), start))
    if m["many"]:
        good = n > 1
    elif _PARTS[m["part"].lower()] == 2:
        good = m["part"].lower() == "half" and not ordinal and (shared or bool(_SINGULAR_VERB.match(text, m.end())))
    else:
        hyphened = top is not None and top["gap"] == "-" and not text.startswith("-", m.end())
        good = top is not None and n == 1 and not ordinal and (hyphened or shared)
    return _share(start, m.end(), n, _PARTS[m["part"].lower()]) if good else None


def _count(word: str) -> int:
    return _NUMERATORS.get(word.lower()) or int(word)


def _share(start: int, end: int, n: int, whole: int) -> Share:
    percent = round(100 * n / whole, 1)
    return Share(start, end, int(percent) if percent == int(percent) else percent)
