"""What every rule of the grammar is made of."""

from __future__ import annotations

from collections.abc import Callable

from factx.values.dates.expressions import Expression
from factx.values.dates.lexer import Token

Tokens = list[Token]
#: What is said, and the token after it.
Read = tuple[Expression, int] | None
Rule = Callable[[Tokens, int], Read]

#: Words before a bare month, season or year that show it to be one.
CUES = frozenset({
    "in", "of", "since", "by", "until", "till", "from", "during", "before", "after", "between", "through",
    "throughout", "last", "next", "this", "that", "early", "late", "mid", "the", "following", "previous",
    "past", "around", "beginning", "starting", "ending", "towards", "toward", "for", "as",
})  # fmt: skip
JOINERS = frozenset({
    "to", "until", "till", "through", "and", "or", "-", "–", "—", "/", ",", "&", "into",
})  # fmt: skip
#: The few of them that will do for an abbreviation ("in Sept").
_STRICT = frozenset({
    "in", "since", "until", "till", "last", "next", "early", "late", "mid",
})  # fmt: skip


def skip(t: Tokens, i: int, *texts: str) -> int:
    """The place after the token at `i` where that is one of these words or marks, else `i`."""
    return i + 1 if t[i].text in texts else i


def first(t: Tokens, i: int, *rules: Rule) -> Read:
    """What the first rule that fits reads."""
    for rule in rules:
        if found := rule(t, i):
            return found
    return None


def joined(t: Tokens, i: int) -> bool:
    """Do the tokens at `i` and before it stand with nothing between?"""
    return i > 0 and t[i - 1].end == t[i].start


def cued(t: Tokens, i: int) -> bool:
    """Does what stands before show that a doubtful word is meant as a date?"""
    before = t[i - 1].text if i else ""
    if t[i].doubt == "number":
        return before in _STRICT and not t[i].upper
    if before in JOINERS and i > 1:
        return t[i - 2].kind in ("month", "season", "int", "nth", "weekday")
    return before in CUES


def count(t: Tokens, i: int) -> tuple[int, int] | None:
    """A small whole number in figures or words, "a" being one: the number, and the token after it."""
    token = t[i]
    if i and t[i - 1].text in ("/", ".") and joined(t, i):
        return None
    if token.text in ("a", "an", "one"):
        if t[i + 1].text == "couple":
            return 2, skip(t, i + 2, "of")
        if t[i + 1].text == "dozen":
            return 12, i + 2
        return 1, i + 1
    if token.kind == "int" and 0 < int(token.value) < 1000:
        return int(token.value), i + 1
    if token.kind == "number" and token.text not in ("couple", "dozen"):
        value, after = int(token.value), t[i + 2]
        if value % 10 == 0 and t[i + 1].text == "-" and after.kind == "number" and int(after.value) < 10:
            return value + int(after.value), i + 3
        return value, i + 1
    return None


def nth(t: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal in figures or words ("the" before it is the caller's); "last" is -1, "latter" the second."""
    if t[i].kind in ("nth", "ordinal"):
        return int(t[i].value), i + 1
    if t[i].text in ("last", "final", "closing"):
        return -1, i + 1
    if t[i].text in ("opening", "latter"):
        return (1 if t[i].text == "opening" else 2), i + 1
    return None
