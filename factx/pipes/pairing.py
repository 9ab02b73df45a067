"""Which act of saying a quotation belongs to: the one beside it, the one whose clause it is set in, or the last one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from factx.pipes.quotes import Quote, Quoted
from factx.pipes.reporting import Report

#: How many tokens a cue may stand from its quotation.
NEAR = 45
_ENDS = frozenset(".!?…")
_BOUND = frozenset(("that", "of", "as", "to", "for"))


class Pair(NamedTuple):
    """A quotation and its act; `rule` is "quote", "fragment" or "carried"."""

    quote: Quote
    act: Report
    rule: str


def pairs(doc: Doc, quoted: Quoted, acts: list[Report]) -> dict[int, Pair]:
    """The quotations that have an act of saying, by their number; the acts whose content they are become `quoted`."""
    places = [a.verb.i for a in acts]
    made: dict[int, Pair] = {}
    for n, quote in enumerate(quoted.quotes):
        if quote.fragment:
            act = _governing(doc, quote, acts, places)
            if act is not None:
                made[n] = Pair(quote, act, "fragment")
                act.quoted |= quote.first == act.verb.i + 1
            continue
        previous = quoted.quotes[n - 1] if n else None
        following = quoted.quotes[n + 1].first if n + 1 < len(quoted.quotes) else len(doc)
        beside = _before(doc, quote, acts, places, previous) or _after(doc, quoted, quote, acts, places, following)
        if beside is not None:
            made[n] = Pair(quote, beside, "quote")
            beside.quoted = True
        elif quote.words > 2 and n - 1 in made and _goes_on(quoted.text, made[n - 1].quote, quote):
            made[n] = Pair(quote, made[n - 1].act, "carried")
        elif quote.words > 2 and (led := _led(doc, quoted, quote, acts, places)) is not None:
            made[n] = Pair(quote, led, "carried")
    return made


def _after(doc: Doc, quoted: Quoted, quote: Quote, acts: list[Report], places: list[int], limit: int) -> Report | None:
    """The act that follows: “…,” X said; “…,” said X."""
    k = bisect_left(places, quote.last)
    if k == len(places) or "quote" not in acts[k].frames:
        return None
    act, verb = acts[k], places[k]
    if verb >= min(limit, quote.last + NEAR) or _parted(doc, quote.last, verb):
        return None
    mark = quoted.text[quote.outer_end - 2 : quote.outer_end + 1]
    if verb == quote.last or any(c in ",?!—–-…" for c in mark):
        return act
    near = verb - quote.last <= 4 and act.start == quote.last
    return act if near and (act.end >= act.right - 1 or act.right - verb <= 4) else None


def _before(doc: Doc, quote: Quote, acts: list[Report], places: list[int], previous: Quote | None) -> Report | None:
    """The act that leads to the quotation: X said, “…”; X said: “…”."""
    lead = quote.first - 1
    while lead >= 0 and doc[lead].is_space:
        lead -= 1
    if lead < 0 or doc[lead].text not in (",", ":", "--", "-", "–", "—"):
        return None
    k = bisect_left(places, quote.first) - 1
    floor = max(previous.last if previous else 0, quote.first - NEAR)
    while k >= 0 and places[k] >= floor:
        if _parted(doc, places[k], quote.first, lines=doc[lead].text != ":"):
            return None
        if "quote" in acts[k].frames:
            return acts[k]
        k -= 1
    return None


def _led(doc: Doc, quoted: Quoted, quote: Quote, acts: list[Report], places: list[int]) -> Report | None:
    """The act of the sentence right before a quotation that has no cue of its own: X spoke to reporters. “…”"""
    k = bisect_left(places, quote.first) - 1
    if k < 0 or quote.first - places[k] > NEAR or quoted.text[quote.end - 1] not in _ENDS:
        return None
    act = acts[k]
    ends = [t for t in doc[act.verb.i : quote.first] if t.text in _ENDS or "\n\n" in t.text]
    if act.speaker is None or act.verb.dep_ != "ROOT" or act.sense in ("evidence", "opinion"):
        return None
    return act if len(ends) == 1 and ends[0].text in _ENDS and ends[0].i >= quote.first - 2 else None


def _governing(doc: Doc, quote: Quote, acts: list[Report], places: list[int]) -> Report | None:
    """The act of which a fragment is the thing said itself: said “…”, dismissed … as “…”, accused X of “…”."""
    k = bisect_left(places, quote.first) - 1
    if quote.words < 2 or k < 0 or quote.first - places[k] > 14:
        return None
    act = acts[k]
    if act.speaker is None or _parted(doc, act.verb.i, quote.first):
        return None
    if quote.first == act.verb.i + 1 or doc[quote.first - 1].lower_ in _BOUND or "clause" not in act.frames:
        return act
    return None


def leftover(quoted: Quoted, acts: list[Report], told: set[int]) -> Iterator[tuple[int, Report]]:
    """The fragments that are in nothing that was said, each with the act of saying before it in its sentence ("said
    that …, and thanked them for “their help”"). Titles are none."""
    places = [a.verb.i for a in acts]
    for n, quote in enumerate(quoted.quotes):
        words = quoted.text[quote.start : quote.end].split()
        if n in told or not quote.fragment or len(words) < 2 or all(w[0].isupper() for w in words):
            continue
        k = bisect_left(places, quote.first) - 1
        if k >= 0 and acts[k].speaker is not None and quoted.together(places[k], quote.first - 1):
            yield n, acts[k]


def _parted(doc: Doc, start: int, end: int, lines: bool = True) -> bool:
    """Does a sentence or a line end between these tokens?"""
    return any(t.text in _ENDS or (lines and "\n\n" in t.text) for t in doc[start:end])


def _goes_on(text: str, last: Quote, quote: Quote) -> bool:
    """Does a quotation go on what was quoted before it, in the same paragraph or at the head of the next?"""
    between = text[last.outer_end : quote.outer_start]
    if between.count("\n\n") > 1 or len(between) > 200:
        return False
    tail = between.rstrip()
    if "\n\n" in between and tail.count(".") > 1:
        return False
    return between.endswith("\n") or not tail or tail[-1] in _ENDS
