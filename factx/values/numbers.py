"""What numbers the words and digits of a text say: "twenty-three", "1 300", "1.3 million", "tens of thousands".

A number is read by shape alone: whether it counts anything, or is a year or half of a name, is for others to say.
Vague numbers have bounds and no value; their words stand in `models/lexicon/vague.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from factx.values.numerals import Kind, Lexeme, lexemes

Real = int | float


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


_GAP = re.compile(r"[ \u00a0]{0,2}\n?[ \u00a0]{0,2}|[-‐‑]\n?")
_THESE = re.compile(r"\b(?:last|past|next|first|these|those|another|every|final|previous)\s$", re.I)


class _Reader:
    """Reads numbers off the lexemes of a text, each from where it starts as far as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes = list(lexemes(text))

    def next(self, i: int, *kinds: Kind) -> Lexeme | None:
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

    def _short(self, j: int) -> Lexeme | None:
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


def _unit(lexeme: Lexeme) -> Decimal:
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
