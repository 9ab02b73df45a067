"""Dates: what the words say (`find`), and what they mean (`resolve`) against the day of the report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from factx.lexicon import lexicon
from factx.values.dates.calendar import Interval, edtf
from factx.values.dates.context import Context, Unresolved
from factx.values.dates.expressions import Expression, plain, read
from factx.values.dates.grammar import expressions
from factx.values.dates.lexer import Words, tokens
from factx.values.dates.nature import absolute, grain, rule
from factx.values.dates.resolve import resolve

__all__ = [
    "Context", "Expression", "Found", "Interval", "Unresolved", "Words", "absolute", "edtf", "find", "grain", "is_date",
    "plain", "read", "resolve", "rule", "tokens", "words",
]  # fmt: skip


class Found(NamedTuple):
    """A date in a text: what it says, and the characters of its words."""

    said: Expression
    start: int
    end: int


@cache
def words(folders: tuple[str, ...] = ()) -> Words:
    """The words of the calendar, of the shipped table and the user's."""
    return Words(lexicon(folders).table("date_words"))


def find(text: str, words: Words) -> Iterator[Found]:
    """The dates of a text, in order; none overlaps another. Linear in the length of the text."""
    tokens_ = tokens(text, words)
    for found in expressions(tokens_):
        yield Found(found.said, tokens_[found.start].start, tokens_[found.end - 1].end)


def is_date(text: str, words: Words) -> bool:
    """Is the whole text one date ("5 January", "last night", "the past 24 hours")?"""
    found = next(find(text, words), None)
    return found is not None and (found.start, found.end) == (0, len(text.rstrip()))
