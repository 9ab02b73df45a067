"""What words other than verbs of saying attribute: "according to X", "reportedly", "is said to", "reports that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factx.pipes.quotes import Quoted
from factx.pipes.reportwords import Vocabulary
from factx.pipes.speakers import Speakers

#: After "…, according to X," these begin something that X does not vouch for.
_JOINED = frozenset("and but while although who which where whose".split())
_BELIEVED = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?P<verb>said|believed|thought|reported|understood|alleged|rumou?red|suspected|presumed|assumed|claimed)\s+to\b"
)
_OF_NOUNS = frozenset(("acl", "ccomp", "relcl"))
_SHORTEST = 8  # characters: less is no statement


@dataclass(frozen=True, slots=True)
class Sourced:
    """Characters `start` to `end` are what is said; `speaker` (None where nobody is named) and `cue` are tokens;
    `source` is the cue's row, "" where grammar alone tells it."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int]
    rule: str
    source: str = ""


def sources(doc: Doc, words: Vocabulary, quoted: Quoted, speakers: Speakers) -> Iterator[Sourced]:
    """All that such words attribute in a Doc."""
    yield from _according(doc, words, quoted, speakers)
    yield from _adverbs(doc, words, quoted)
    yield from _believed(doc, quoted)
    yield from _nouns(doc, words, quoted, speakers)


def _according(doc: Doc, words: Vocabulary, quoted: Quoted, speakers: Speakers) -> Iterator[Sourced]:
    for m in words.sources.finditer(quoted.text):
        start, end = quoted.token(m.start()), quoted.token(m.end() - 1) + 1
        if quoted.at(start) >= 0 or end >= len(doc):
            continue
        head = _object_of(doc, end)
        if head is None or (m.group().casefold().endswith("per") and head.pos_ != "PROPN"):  # "per cent", "per person"
            continue
        speaker = speakers.phrase(head)
        said = _around(doc, quoted, start, speaker[1], speakers.extent(head)[1])
        if said is None:
            continue
        a, b = quoted.starts[said[0]], doc[said[1] - 1].idx + len(doc[said[1] - 1])
        words_said = quoted.text[a:b]
        a += len(words_said) - len(words_said.lstrip(" ,\n"))
        b = a + len(quoted.text[a:b].rstrip(" ,.\n–—-"))
        if b - a >= _SHORTEST:
            yield Sourced(a, b, speaker, (start, end), "according", words.rows.get(m.group().casefold(), ""))


def _around(doc: Doc, quoted: Quoted, start: int, named: int, extent: int) -> tuple[int, int] | None:
    """The tokens that "according to X" vouches for: the sentence behind it where it opens one, else the sentence before
    it, with what follows where it is set in. `named` and `extent` are where X ends without and with its apposition."""
    left, right = quoted.clause(start)
    close = max(named, min(extent, right))
    comma = next((i for i in range(named, min(close + 3, right)) if doc[i].text == ","), None)
    if start - left <= 2:
        if comma is None:
            return None
        begin = close if close > comma + 1 and doc[close - 1].text != "," and right - close >= 3 else comma + 1
        return (begin, right) if begin < right else None
    follows = doc[named + 1].lower_ if named + 1 < len(doc) else ""
    parted = start - 1 > left and doc[start - 1].text == ","
    if comma is not None and parted and right - comma > 4 and close <= comma and follows not in _JOINED:
        return left, right
    return left, start


def _object_of(doc: Doc, at: int) -> Token | None:
    """The head of the noun phrase after a preposition that ends before token `at`."""
    named = next((c for c in doc[at - 1].rights if c.dep_ == "pobj"), None)
    if named is not None:
        return named
    token = doc[at]
    while token.head.i >= at and token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") else None


def _adverbs(doc: Doc, words: Vocabulary, quoted: Quoted) -> Iterator[Sourced]:
    for m in words.adverbs.finditer(quoted.text):
        i = quoted.token(m.start())
        if quoted.at(i) < 0 and doc[i].head != doc[i]:
            row = words.rows.get(m.group().casefold(), "")
            yield _clause(doc[i].head, doc[i].head, (i, i + 1), "adverb", row)


def _believed(doc: Doc, quoted: Quoted) -> Iterator[Sourced]:
    for m in _BELIEVED.finditer(quoted.text):
        verb = doc[quoted.token(m.start("verb"))]
        told = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
        if told is not None and quoted.at(verb.i) < 0:
            yield _clause(verb, told, (quoted.token(m.start()), verb.i + 1), "believed")


def _nouns(doc: Doc, words: Vocabulary, quoted: Quoted, speakers: Speakers) -> Iterator[Sourced]:
    """ "X's claim that …", "reports by X that …"."""
    for m in re.finditer(r"\bthat\b", quoted.text):
        mark = doc[quoted.token(m.start())]
        verb = mark.head
        noun = verb.head
        if (
            mark.dep_ != "mark"
            or verb.dep_ not in ("acl", "ccomp", "relcl")
            or noun.i >= mark.i
            or quoted.at(mark.i) >= 0
        ):
            continue
        if noun.lemma_.lower() not in words.nouns or noun.pos_ != "NOUN":
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        by = [
            g for c in noun.rights if c.lower_ in ("by", "from") and c.i < mark.i for g in c.rights if g.dep_ == "pobj"
        ]
        head = owner or (by[0] if by else None)
        start, end = mark.i + 1, verb.right_edge.i + 1
        if start < end:
            last = doc[end - 1]
            said = quoted.starts[start], last.idx + len(last)
            speaker = speakers.phrase(head) if head is not None else None
            yield Sourced(*said, speaker, (noun.i, noun.i + 1), "noun", words.rows[noun.lemma_.lower()])


def _clause(first: Token, last: Token, cue: tuple[int, int], rule: str, source: str = "") -> Sourced:
    end = last.right_edge
    return Sourced(first.left_edge.idx, end.idx + len(end), None, cue, rule, source)
