"""Speakers set before a colon at the head of a line: headlines ("Minister: no talks") and printed interviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from factx.pipes.quotes import Quoted
from factx.pipes.sources import Sourced
from factx.pipes.speakers import Speakers

_LABEL = re.compile(r"^[ \t]*(?P<name>[A-Z][^\n:“”\"]{1,50}?):[ \t]+(?P<said>[^\n]{8,})$", re.M)
_CAPITALS = re.compile(r"[A-Z][A-Z.'’ -]+$")
#: How often a word in capitals must head a line to be a speaker of an interview.
TURNS = 2


def labels(doc: Doc, quoted: Quoted, speakers: Speakers) -> Iterator[Sourced]:
    """What stands after "NAME:" to the end of its line, where the name is a known one or heads several lines."""
    found = list(_LABEL.finditer(quoted.text))
    turns = Counter(m["name"] for m in found)
    for m in found:
        first, last = quoted.token(m.start("name")), quoted.token(m.end("name") - 1)
        if quoted.at(first) >= 0 or quoted.at(quoted.token(m.start("said"))) >= 0:
            continue
        turn = turns[m["name"]] >= TURNS and _CAPITALS.match(m["name"]) is not None
        if not turn and not (speakers.named(doc[last]) and _sentence(doc, quoted, m) and not _titled(m["said"])):
            continue
        said = m["said"].rstrip()
        colon = quoted.token(m.end("name"))
        rule = "turn" if turn else "label"
        yield Sourced(m.start("said"), m.start("said") + len(said), (first, last + 1), (colon, colon + 1), rule)


def _sentence(doc: Doc, quoted: Quoted, m: re.Match[str]) -> bool:
    """Is a finite verb in what is said?"""
    said = doc[quoted.token(m.start("said")) : quoted.token(m.end("said") - 1) + 1]
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in said)


def _titled(words: str) -> bool:
    """Is every longer word in capitals, as in a title behind the name of its publisher?"""
    return all(w[0].isupper() for w in words.split() if len(w) > 4 and w[0].isalpha())
