"""The noun phrase around a head, and the noun that a head which only counts stands for. No component."""

from __future__ import annotations

from spacy.tokens import Span, Token

from factx.syntax import DEPTH

#: Children on the left that belong to a noun phrase; determiners and numerals do not.
INNER = frozenset("amod compound nmod poss npadvmod nn".split())
#: Heads that only count or gather what their of-phrase names.
COUNTERS = frozenset(
    "dozen hundred thousand million score handful number series couple lot majority total some most many part"
    " all one chunk swathe swath piece portion bulk remainder rest"
    " two three four five six seven eight nine ten several both each none half quarter third wave pair volley".split()
)
QUANTIFIERS = frozenset("own several many few numerous other various more some such last first next".split())


def noun_phrase(head: Token, name: Span | None = None, depth: int = DEPTH) -> tuple[int, int]:
    """The characters of the shortest full noun phrase around a head, without article and numeral: its modifiers, the
    `name` that it lies in, where it does, and its of-phrase."""
    first, last = head, head
    for child in head.children:
        if child.i < head.i and child.dep_ in INNER and not _counts(child):
            first = min(first, _left(child), key=lambda t: t.i)
    start, end = first.i, last.i + 1
    if name is not None:
        start, end = min(start, name.start) if not _person(name) else name.start, max(end, name.end)
    for child in head.children if name is None and depth else ():
        if child.lower_ == "of" and child.i >= end - 1 and child.dep_ == "prep":
            inner = [n for n in child.children if n.dep_ == "pobj"]
            if inner and child.i == end:
                return head.doc[start].idx, noun_phrase(inner[0], None, depth - 1)[1]
    tail = head.doc[end - 1]
    return head.doc[start].idx, tail.idx + len(tail)


def meant(head: Token) -> Token:
    """The noun that a counting head stands for: "dozens of fighters", "two of the drones"."""
    for _ in range(DEPTH):
        inner = [n for c in head.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
        if not inner or not (head.lemma_.lower() in COUNTERS or head.pos_ == "NUM"):
            return head
        head = inner[0]
    return head


def _person(name: Span) -> bool:
    return name.label_ == "PERSON"


def _counts(child: Token) -> bool:
    return (
        (child.dep_ == "poss" and child.pos_ == "PRON")
        or child.lower_ in QUANTIFIERS
        or child.pos_ == "NUM"
        or child.lower_ == "old"
    )


def _left(token: Token, depth: int = DEPTH) -> Token:
    """The first word of a modifier, its own modifiers in ("heavily armed", "Russia 's defence")."""
    kept = [c for c in token.children if c.i < token.i and c.dep_ not in ("det", "nummod", "predet", "cc", "punct")]
    return min((_left(c, depth - 1) for c in kept), key=lambda t: t.i) if kept and depth else token
