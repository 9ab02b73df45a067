"""Finds quantities: numbers with what they count or measure, each as the whole phrase of number and noun.

The text says which numbers there are, what bounds them and which units stand beside them (`values.quantities`); the
parse says what is counted and which numbers count nothing. Findings go to the group "quantities", labelled by their
dimension, with the bound, the unit and the thing counted in their notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import lexicon as tables
from factx.pipes.articles import singles
from factx.pipes.counted import Counted, counted
from factx.pipes.phrases import phrase, singular
from factx.spans import mark_chars
from factx.syntax import OBJECT, surface_subject
from factx.values.quantities import Bound, Expression, grammar

GROUP = "quantities"


@dataclass(frozen=True, slots=True)
class Finding:
    """A quantity on its way to a span: characters, bound, unit, what it is of, and the evidence."""

    start: int
    end: int
    bound: Bound
    unit: str
    dimension: str
    of: str | None
    rule: str
    subset: bool = False


#: "tanks – 14" on a line of its own, or between commas: the label of a figure.
_LABEL = re.compile(r"(?:^|[\n•;:,])[ \t•*–-]*(?P<label>[A-Za-z][^\n:;,–—\d]{1,60}?)\s?(?:[–—:-]|\s-)\s{0,2}$")
_LABELLED = re.compile(r"\s?(?:\(\+?\d[^)\n]*\)|units?|pcs\.?)?\s?(?:[,;.]|\n|$)")
_PLURAL_LABEL = re.compile(
    r"(?:s|people|personnel|equipment|aircraft|dead|killed|wounded|injured|missing|children|men|staff|toll|total)$",
    re.I,
)
_OF = re.compile(r"\s?of\s", re.I)
_RUNNING = re.compile(r"\b(?:past|last|previous|coming|next|preceding|following|first)\s$", re.I)
_AWAY = re.compile(r"\s(?:ago|earlier|later|before|after|hence|prior)\b", re.I)
_ONE_DAY = re.compile(r"one\s(?:day|night)$", re.I)
_DURING = re.compile(r"\b(?:in|for|within|after|by|of|than|least|only|just|every|per|lasted|lasting)\s$", re.I)
_OR_SO = re.compile(r"\sor\s(?:so|more|less|fewer)\b", re.I)
_TIMES = re.compile(r"\stimes\s(?:as|more|higher|larger|bigger|less|lower|faster|greater|the|over|its|their)\b", re.I)
_SPATIAL = re.compile(r"(?:under|over|above|below|within|beyond|around)\b", re.I)
_PART_OF = re.compile(
    r"\b(?:including|among\s(?:them|whom|those)|of\s(?:them|whom|which|those)|of\sthe\s\w+)[,:]?\s(?:\w+\s){0,2}$", re.I
)
_HELD = frozenset("mass volume ratio money area".split())  # measures that are "of" something
_FINE = frozenset(("s", "min", "h"))  # times that no calendar takes
_NOT_OF = frozenset(
    "north south east west northeast northwest southeast southwest away year month week day time".split()
)
#: What a hyphen may tie to a number so that it counts it; "five-storey" only describes.
_COMPOUNDS = frozenset(
    "strong member man woman person people nation country vehicle truck car ship boat tank gun bed seat".split()
)


@Language.factory("factx_quantities", default_config={"lexicon": []})
def make_quantities(nlp: Language, name: str, lexicon: Sequence[str]) -> Quantities:
    """The component; `lexicon` names the user's table folders."""
    return Quantities(tuple(lexicon))


class Quantities:
    """Marks every quantity of a Doc."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        table = tables(folders).table
        self.grammar = grammar(folders)
        self.plurals = frozenset(row["noun"] for row in table("plurals"))
        self.materiel = {row["noun"]: row["kind"] for row in table("materiel")}

    def __call__(self, doc: Doc) -> Doc:
        found = list(self._said(doc))
        for f in sorted([*found, *self._articles(doc, found)], key=lambda f: f.start):
            b = f.bound
            mark_chars(
                doc, GROUP, f.start, f.end, f.dimension, rule=f.rule, value=b.value, min=b.min, max=b.max,
                unit=f.unit, of=f.of, subset=f.subset,
            )  # fmt: skip
        return doc

    def _said(self, doc: Doc) -> Iterator[Finding]:
        """The quantities that a number or a fraction says."""
        text, last = doc.text, None
        for e in self.grammar.expressions(text):
            if e.unit:
                found = _measure(doc, text, e)
            else:
                found = _labelled(text, e) or _count(doc, text, e, self.plurals)
                if found and last and found.start < last.end:  # the 737 of "two 737 jets"
                    continue
            if found is None:
                continue
            if found.unit == "count":
                if last is None or not _doer(doc, found, last):
                    found = _elided(text, found, last)
                last = found
            yield found

    def _articles(self, doc: Doc, found: list[Finding]) -> Iterator[Finding]:
        """The quantities that an article says."""
        spans = (doc.char_span(f.start, f.end, alignment_mode="expand") for f in found if f.unit == "count")
        for s in singles(doc, [(x.start, x.end) for x in spans if x is not None], self.materiel):
            last = doc[s.end - 1]
            yield Finding(doc[s.start].idx, last.idx + len(last), Bound(1, 1, 1), "count", "count", s.of, "article")


def _measure(doc: Doc, text: str, e: Expression) -> Finding | None:
    """A number with a unit, and what it is a measure of."""
    assert e.unit is not None
    if e.unit.dimension == "time" and _calendar(text, e):
        return None
    end, of = e.end, None
    rule = e.unit.dimension if e.unit.dimension in ("money", "ratio") else "unit"
    if (m := _OF.match(text, e.end)) and e.unit.dimension in _HELD:
        held = _noun(doc, text, m.end())
        if held:
            of = held[1]
            whole = (
                e.unit.dimension in ("mass", "volume") or e.close == e.end
            )  # "half of its men", not "5 % of its men"
            end = held[0] if whole else end
    elif held := _noun(doc, text, e.end):
        of = held[1]
    return Finding(e.start, end, e.bound, e.unit.symbol, e.unit.dimension, of, rule)


def _calendar(text: str, e: Expression) -> bool:
    """Does a time stand for a date ("the past 24 hours", "two days later") or for none ("one day they will pay")?"""
    assert e.unit is not None
    if _RUNNING.search(text, max(0, e.start - 12), e.start):
        return True
    if _ONE_DAY.match(text[e.start : e.end]) and not _DURING.search(text, max(0, e.start - 10), e.start):
        return True
    return text.startswith(" ago", e.end) if e.unit.symbol in _FINE else bool(_AWAY.match(text, e.end))


def _noun(doc: Doc, text: str, char: int) -> tuple[int, str] | None:
    """The noun phrase that begins at a character, past an article: where it ends, and the noun."""
    span = doc.char_span(char, min(len(text), char + 40), alignment_mode="expand")
    if span is None or not len(span):
        return None
    i = span.start if span[0].idx >= char else span.start + 1
    while i < len(doc) and doc[i].tag_ in ("DT", "PRP$"):
        i += 1
    held = phrase(doc, i) if i < len(doc) else None
    if held is None or held[1].lower_ in _NOT_OF or doc[i].is_punct:
        return None
    last = doc[held[0] - 1]
    return last.idx + len(last), singular(doc, i, held[0], held[1])


def _labelled(text: str, e: Expression) -> Finding | None:
    """ "tanks – 14": the count of a bulletin's line."""
    m = _LABEL.search(text, max(0, e.start - 72), e.start)
    if m is None or not _LABELLED.match(text, e.end) or not _PLURAL_LABEL.search(m["label"]):
        return None
    return Finding(m.start("label"), e.end, e.bound, "count", "count", m["label"], "list")


def _count(doc: Doc, text: str, e: Expression, plurals: frozenset[str]) -> Finding | None:
    """A number without a unit, and what it counts."""
    vague = e.bound.value is None and not text[e.number].isdigit()
    if _TIMES.match(text, e.end) or (vague and text[e.end : e.end + 6].lower() == " times"):
        return None
    span = doc.char_span(e.number, e.end, alignment_mode="expand")
    if span is None or not len(span) or span[0].like_url or span[0].like_email or (e.word and e.word not in _COMPOUNDS):
        return None
    if e.word:
        return Finding(e.start, e.end + 1 + len(e.word), e.bound, "count", "count", e.word, "noun")
    found = counted(doc, span.start, span.end, e.bound.value, plurals, cued=e.start < e.number)
    if found is None and _cued(text, e):
        found = Counted(span.end, None, "bare")
    if found is None or (found.rule == "bare" and _LABEL.search(text, max(0, e.start - 72), e.start)):
        return None  # "Page: 12"
    last = doc[found.end - 1]
    end = max(e.end, last.idx + len(last))
    if late := _OR_SO.match(text, end):
        end = late.end()
    subset = found.subset or bool(_PART_OF.search(text, max(0, e.start - 40), e.start))
    return Finding(e.start, end, e.bound, "count", "count", found.of, found.rule, subset)


def _cued(text: str, e: Expression) -> bool:
    """Is the number bounded by words that only a count takes ("about 60", "60-plus")?"""
    b = e.bound
    return b.value is not None and not b.value == b.min == b.max and not _SPATIAL.match(text, e.start)


def _doer(doc: Doc, f: Finding, last: Finding) -> bool:
    """Does the last count stand for those who did it to this one ("two bombers attacked, killing 17")?"""
    span, told = doc.char_span(f.start, f.end), doc.char_span(last.start, last.end)
    if f.rule != "bare" or span is None or told is None or span.root.dep_ not in OBJECT:
        return False
    return any(told.start <= n.i < told.end for n in surface_subject(span.root.head))


def _elided(text: str, f: Finding, last: Finding | None) -> Finding:
    """A count whose noun is left out, with that of the last count in the same sentence or the one before."""
    if f.of is not None or f.rule not in ("bare", "partitive") or last is None:
        return f
    between = text[last.end : f.start]
    return replace(f, of=last.of) if len(between) < 300 and between.count(". ") <= 1 else f
