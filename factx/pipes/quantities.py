"""Finds quantities: numbers with what they count or measure, each as the whole phrase of number and noun.

The text says which numbers there are, what bounds them and which units stand beside them (`values.quantities`); the
parse says what is counted and which numbers count nothing. Findings go to the group "quantities", labelled by their
dimension, with the bound, the unit and the thing counted in their notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from factx.lexicon import lexicon as tables
from factx.pipes.articles import singles
from factx.pipes.counted import Counted, counted, phrase, singular
from factx.spans import mark_chars
from factx.values.quantities import Bound, Expression, Grammar, grammar

GROUP = "quantities"
#: "tanks – 14" on a line of its own, or between commas: the label of a figure.
_LABEL = re.compile(r"(?:^|[\n•;:,])[ \t•*–-]*(?P<label>[A-Za-z][^\n:;,–—\d]{1,60}?)\s?(?:[–—:-]|\s-)\s{0,2}$")
_LABELLED = re.compile(r"\s?(?:\(\+?\d[^)\n]*\)|units?|pcs\.?)?\s?(?:[,;.]|\n|$)")
_PLURAL_LABEL = re.compile(r"(?:s|people|personnel|equipment|aircraft|dead|killed|wounded|injured|missing|children|men|staff)$", re.I)
_MEASURED = re.compile(r"\s?of\s", re.I)
_GOING_BY = re.compile(r"\b(?:past|last|previous|coming|next|preceding|following|first)\s$", re.I)
_AWAY = re.compile(r"\s(?:ago|earlier|later|before|after|hence|prior)\b", re.I)
_PLACE = re.compile(r"(?:under|over|above|below|within|beyond|around)\b", re.I)
_ONE_DAY = re.compile(r"one\s(?:day|night)$", re.I)
_DURING = re.compile(r"\b(?:in|for|within|after|by|of|than|least|only|just|every|per|lasted|lasting)\s$", re.I)
_TIMES = re.compile(r"\stimes\s(?:as|more|higher|larger|bigger|less|lower|faster|greater|the|over|its|their)\b", re.I)
_PART_OF = re.compile(r"\b(?:including|among\s(?:them|whom|those)|of\s(?:them|whom|which|those)|of\sthe\s\w+)[,:]?\s(?:\w+\s){0,2}$", re.I)
_COMPOUNDS = frozenset("strong member man woman person people nation country vehicle truck car ship boat tank gun bed seat".split())

_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest north-east north-west south-east south-west away".split())


@dataclass(frozen=True, slots=True)
class _Finding:
    """A quantity on its way to a span: characters, bound, unit, what it is of, and the evidence."""

    start: int
    end: int
    bound: Bound
    unit: str
    dimension: str
    of: str | None
    rule: str
    subset: bool = False


@Language.factory("factx_quantities", default_config={"lexicon": []})
def make_quantities(nlp: Language, name: str, lexicon: Sequence[str]) -> Quantities:
    """The component; `lexicon` names the user's table folders."""
    materiel = {r["noun"]: r["kind"] for r in tables(tuple(lexicon)).table("materiel")}
    return Quantities(grammar(tuple(lexicon)), materiel)


class Quantities:
    """Marks every quantity of a Doc."""

    def __init__(self, reads: Grammar, materiel: Mapping[str, str]) -> None:
        self.grammar, self.materiel = reads, materiel

    def __call__(self, doc: Doc) -> Doc:
        found = list(_read(doc, self.grammar))
        for f in sorted([*found, *_singles(doc, found, self.materiel)], key=lambda f: f.start):
            b = f.bound
            mark_chars(
                doc, GROUP, f.start, f.end, f.dimension, rule=f.rule, value=b.value, min=b.min, max=b.max,
                unit=f.unit, of=f.of, subset=f.subset,
            )  # fmt: skip
        return doc


def _read(doc: Doc, reads: Grammar) -> Iterator[_Finding]:
    """The quantities that a number or a fraction says."""
    text, last = doc.text, None
    for e in reads.expressions(text):
        found = _measure(doc, text, e) if e.unit else _labelled(text, e) or _count(doc, text, e)
        if found is None or e.unit is None and last is not None and found.start < last.end:
            continue
        if found.rule == "bare" and last is not None and found.of is None:
            found = _elided(text, found, last)
        if found.unit == "count":
            last = found
        yield found


def _singles(doc: Doc, found: list[_Finding], materiel: Mapping[str, str]) -> Iterator[_Finding]:
    """The quantities that an article says."""
    spans = (doc.char_span(f.start, f.end, alignment_mode="expand") for f in found if f.unit == "count")
    one = Bound(1, 1, 1)
    for s in singles(doc, [(x.start, x.end) for x in spans if x is not None], materiel):
        last = doc[s.end - 1]
        yield _Finding(doc[s.start].idx, last.idx + len(last), one, "count", "count", s.of, "article")


def _measure(doc: Doc, text: str, e: Expression) -> _Finding | None:
    """A number with a unit, and what it is a measure of."""
    assert e.unit is not None
    if _ONE_DAY.match(text[e.start : e.end]) and not _DURING.search(text, max(0, e.start - 10), e.start):
        return None  # "one day they will pay"
    if e.unit.dimension == "time" and e.unit.symbol not in ("s", "min", "h"):
        if _GOING_BY.search(text, max(0, e.start - 12), e.start) or _AWAY.match(text, e.end):
            return None
    elif e.unit.dimension == "time" and (_GOING_BY.search(text, max(0, e.start - 12), e.start) or text.startswith(" ago", e.end)):
        return None
    end, of = e.end, None
    i = _token_at(doc, text, e.end)
    if i is not None and (m := _MEASURED.match(text, e.end)) and e.unit.dimension in ("mass", "volume", "ratio", "money", "area"):
        start = _token_at(doc, text, m.end())
        while start is not None and start < len(doc) and doc[start].tag_ in ("DT", "PRP$"):
            start += 1
        if start is not None and (held := phrase(doc, start)):
            of = singular(doc, start, held[0], held[1])
            end = doc[held[0] - 1].idx + len(doc[held[0] - 1]) if e.unit.dimension in ("mass", "volume") else end
    elif i is not None and (held := phrase(doc, i)) and held[1].i - i < 5:
        of = singular(doc, i, held[0], held[1]) if held[1].lower_ not in _DIRECTIONS else None
    rule = e.unit.dimension if e.unit.dimension in ("money", "ratio") else "unit"
    return _Finding(e.start, end, e.bound, e.unit.symbol, e.unit.dimension, of, rule)


def _labelled(text: str, e: Expression) -> _Finding | None:
    """ "tanks – 14": the count of a bulletin's line."""
    m = _LABEL.search(text, max(0, e.start - 72), e.start)
    if m is None or not _LABELLED.match(text, e.end) or not _PLURAL_LABEL.search(m["label"]):
        return None
    return _Finding(m.start("label"), e.end, e.bound, "count", "count", m["label"], "list")


def _count(doc: Doc, text: str, e: Expression) -> _Finding | None:
    """A number without a unit, and what it counts."""
    if _TIMES.match(text, e.end) or e.bound.value is None and text[e.end : e.end + 6].lower() == " times":
        return None
    span = doc.char_span(e.number, e.end, alignment_mode="expand")
    if span is None or not len(span) or e.word and e.word not in _COMPOUNDS:
        return None
    if e.word:
        return _Finding(e.start, e.end + 1 + len(e.word), e.bound, "count", "count", e.word, "noun")
    if span[0].like_url or span[0].like_email:
        return None
    vague = e.bound.value is None and e.close - e.number > 0 and not text[e.number].isdigit()
    found = counted(doc, span.start, span.end, e.bound.value, vague)
    if found is None and _cued(text, e):
        found = Counted(span.end, None, "bare")
    if found is None:
        return None
    return _found(doc, text, e, found)


def _cued(text: str, e: Expression) -> bool:
    """Is the number bounded by words that only a count takes ("about 60", "60-plus")?"""
    inexact = e.bound.value is not None and not e.bound.value == e.bound.min == e.bound.max
    return inexact and not _PLACE.match(text, e.start)


def _found(doc: Doc, text: str, e: Expression, c: Counted) -> _Finding:
    t = doc[c.end - 1]
    end = max(e.end, t.idx + len(t))
    subset = c.subset or bool(_PART_OF.search(text, max(0, e.start - 40), e.start))
    return _Finding(e.start, end, e.bound, "count", "count", c.of, c.rule, subset)


def _elided(text: str, f: _Finding, last: _Finding) -> _Finding:
    """A bare number with the noun of the last count, where that stands in the same sentence or the one before."""
    between = text[last.end : f.start]
    near = len(between) < 300 and between.count(". ") <= 1
    return _Finding(f.start, f.end, f.bound, f.unit, f.dimension, last.of if near else None, f.rule, f.subset)


def _token_at(doc: Doc, text: str, char: int) -> int | None:
    """The first token that begins at or after a character."""
    span = doc.char_span(char, min(len(text), char + 40), alignment_mode="expand")
    if span is None or not len(span):
        return None
    first: Token = span[0]
    i = first.i if first.idx >= char else first.i + 1
    return i if i < len(doc) else None
