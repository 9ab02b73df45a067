"""Which act of saying a quotation belongs to: the one beside it, the one whose clause it is set in, or the last one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from factx.pipes.reporting import Report, Vocabulary
from factx.values.quotes import quotations

#: How many tokens a cue may stand from its quotation.
NEAR = 45
_ENDS = frozenset(".!?…")


@dataclass(slots=True)
class Quote:
    """A quotation: characters `start` to `end` within its marks, tokens `first` to `last` with them. A `fragment` is
    part of a sentence that begins before it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int
    last: int
    words: int
    fragment: bool
    act: Report | None = None
    rule: str = "quote"
    speaker: tuple[int, int] | None = None


def quotes(doc: Doc) -> list[Quote]:
    """The quotations of a Doc, in order."""
    text = doc.text
    starts = [t.idx for t in doc]
    found = []
    for q in quotations(text):
        first = max(0, bisect_right(starts, q.outer_start) - 1)
        last = bisect_left(starts, q.outer_end)
        before = text[max(0, q.outer_start - 3) : q.outer_start].rstrip(" ")
        free = not before or before[-1] in ".!?…,:;\n-–—―”\"'’"
        words = sum(c.isalnum() for c in text[q.start : q.end].split()) if False else len(text[q.start : q.end].split())
        found.append(Quote(q.start, q.end, q.outer_start, q.outer_end, first, last, words, not free))
    return found


def pair(doc: Doc, found: list[Quote], acts: list[Report], inside: list[int], words: Vocabulary) -> None:
    """Give each quotation its act of saying, where it has one."""
    places = [a.verb.i for a in acts]
    for n, quote in enumerate(found):
        previous = found[n - 1] if n else None
        following = found[n + 1].first if n + 1 < len(found) else len(doc)
        act = _governing(doc, quote, acts, places, inside) if quote.fragment else None
        if not quote.fragment:
            act = _before(doc, quote, acts, places, previous) or _after(doc, quote, acts, places, following)
            if act is None and quote.words > 2:
                act = _carried(doc, quote, previous)
        if act is not None:
            quote.act = act
            if not quote.fragment or _direct_object(doc, quote, act):
                act.quoted = True


def _direct_object(doc: Doc, quote: Quote, act: Report) -> bool:
    """Is the quotation all that is said ("said “we …”")?"""
    return quote.first == act.verb.i + 1


def _after(doc: Doc, quote: Quote, acts: list[Report], places: list[int], limit: int) -> Report | None:
    """The act that follows: “…,” X said; “…,” said X."""
    text = doc.text
    open_ended = text[quote.end - 1] in ",?!—–-…" or text[quote.outer_end : quote.outer_end + 1] in (",", "-", "–")
    k = bisect_left(places, quote.last)
    if k == len(places):
        return None
    act = acts[k]
    verb = act.verb.i
    if verb >= min(limit, quote.last + NEAR) or any(
        doc[i].text in _ENDS or "\n" in doc[i].text for i in range(quote.last, verb)
    ):
        return None
    if "quote" not in act.frames:
        return None
    if open_ended or verb == quote.last:
        return act
    near = verb - quote.last <= 4 and text[quote.end - 1] in ".…" and act.start == quote.last
    return act if near and (act.end >= act.right - 1 or act.right - verb <= 4) else None


def _before(doc: Doc, quote: Quote, acts: list[Report], places: list[int], previous: Quote | None) -> Report | None:
    """The act that leads to the quotation: X said, “…”; X said: “…”."""
    lead = quote.first - 1
    while lead >= 0 and doc[lead].is_space:
        lead -= 1
    if lead < 0:
        return None
    mark = doc[lead].text
    if mark not in (",", ":", "--", "-", "–", "—") and not mark.endswith(","):
        return None
    k = bisect_left(places, quote.first) - 1
    floor = previous.last if previous else 0
    while k >= 0 and places[k] >= max(floor, quote.first - NEAR):
        act = acts[k]
        if any(doc[i].text in _ENDS for i in range(act.verb.i, quote.first)):
            return None
        if "quote" in act.frames and (mark == ":" or act.right >= lead):
            if mark == "," and previous is not None and previous.last >= act.start - 1 and quote.words < 2:
                return None
            return act
        k -= 1
    return None


def _governing(doc: Doc, quote: Quote, acts: list[Report], places: list[int], inside: list[int]) -> Report | None:
    """The act in whose clause a fragment stands as the thing said itself: said “…”, “… as “…”, accused X of “…”."""
    if quote.words < 2:
        return None
    k = bisect_left(places, quote.first) - 1
    if k < 0 or quote.first - places[k] > 14:
        return None
    act = acts[k]
    if act.speaker is None or any(doc[i].text in _ENDS or "\n" in doc[i].text for i in range(act.verb.i, quote.first)):
        return None
    if quote.first == act.verb.i + 1 or doc[quote.first - 1].lower_ in ("that", "of", "as", "to", "for"):
        return act
    if "clause" not in act.frames or act.verb.lemma_ in ("call", "describe", "label"):
        return act
    return None


def _carried(doc: Doc, quote: Quote, previous: Quote | None) -> Report | None:
    """The act of the quotation before, where this one goes on in the same paragraph or begins the next."""
    if previous is None or previous.act is None or previous.fragment:
        return None
    between = doc.text[previous.outer_end : quote.outer_start]
    if between.count("\n\n") > 1 or len(between) > 200:
        return None
    tail = between.rstrip()
    begins = between.endswith("\n") or not tail or tail[-1] in _ENDS
    if not begins:
        return None
    if "\n\n" in between and tail.count(".") > 1:
        return None
    quote.rule = "carried"
    return previous.act
