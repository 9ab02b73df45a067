"""Where the names of places may stand in a Doc: runs of capitalised words, cut by the gazetteer and by the model.

A run is `C (glue* C)*` with C a capitalised word and glue the small words inside names ("Deir al-Balah", "Gulf of
Aden", "Rostov-on-Don"). Out of each come the longest stretches that the gazetteer knows, then what the model calls a
place, then, where neither speaks, the run as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from factx.lexicon.entries import Entry
from factx.pipes.cues import COMPASS, Cues

PLACES = frozenset({"GPE", "LOC", "FAC"})
#: Names that the model finds and that are neither figures nor times.
NAMED = PLACES | {"PERSON", "ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
_SMALL = (
    "al el ul ez es ash as ad an ar at az de del della la las los le les lez di da do dos das du der den van von y e"
    " bin ibn en sur sous aux auf am bei ou abu umm wal"
)
_GLUE = frozenset(_SMALL.split())
_OF = frozenset({"of", "de", "del"})
_CLOSED = (
    "the a an in on at near from to of and or but for with by as is are was were be been has have had will would can"
    " could may might not no its their his her our your my this that these those it he she they we you i after before"
    " over under into amid against between during while when where who what why how all some any both each more most"
    " than then there here also if so up out off about across along around towards toward through since until says"
    " said via per"
)
#: Capitalised in headlines and at the beginning of sentences, never part of a name's beginning or end.
FUNCTION = frozenset(_CLOSED.split())
_CALENDAR = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat"
    " sun christmas easter ramadan"
)
#: Never a place when they stand alone, whatever villages are called so.
_ALONE = COMPASS | frozenset(_CALENDAR.split())
#: Words that the model may join to a place's name although the name is whole without them.
_PARTS = COMPASS | FUNCTION
_KNOWN = 0.5  #: importance of a place that the model's longer name does not swallow
_LONGEST = 6  #: words in a name that the gazetteer is asked for


@dataclass(slots=True)
class Candidate:
    """A stretch of a Doc that may name a place."""

    start: int
    end: int
    name: str  #: as it is looked up, without articles and type words
    entries: tuple[Entry, ...]
    label: str  #: what the model calls it; "" where it says nothing
    cover: tuple[int, int]  #: the model's whole name that it belongs to, or the run


def capital(token: Token) -> bool:
    """Is this a word of letters that begins with a capital?"""
    text = token.text
    return text[0].isupper() and (text.isalpha() or (any(c.isalpha() for c in text[1:]) and not text[-1].isdigit()))


def runs(doc: Doc, joined: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words as token bounds. `joined` are the first words of names that hold an "and"."""
    i = 0
    while i < len(doc):
        if not capital(doc[i]):
            i += 1
            continue
        end = i + 1
        while (following := _continued(doc, end, joined)) is not None:
            end = following + 1
        yield i, end
        i = end


def _continued(doc: Doc, end: int, joined: frozenset[str]) -> int | None:
    """The next capitalised word of the same run, across glue."""
    i = end
    while i < len(doc) and i - end < 4:
        token, before = doc[i], doc[i - 1]
        if token.is_sent_start and not (before.text.endswith(".") and len(before.text) <= 3):
            return None
        if capital(token):
            return i if before.whitespace_ or before.text in ("-", "'", "’") else None
        hyphened = token.text == "-" and not before.whitespace_ and not token.whitespace_
        inner = before.text == "-" and token.is_lower and len(token) <= 4
        linked = token.lower_ in _OF or (token.lower_ == "the" and before.lower_ in _OF)
        paired = (token.lower_ == "and" and before.text in joined) or (token.tag_ == "POS" and before.text == "People")
        if not (hyphened or inner or linked or paired or token.text in _GLUE):
            return None
        i += 1
    return None


def propose(
    doc: Doc, known: Callable[[str], tuple[Entry, ...]], joined: frozenset[str], cues: Cues, ordinary: frozenset[str]
) -> Iterator[Candidate]:
    """The candidates of a Doc in the order of the text; they do not overlap. `known` asks the gazetteer.

    A name that is an `ordinary` word too is not cut out of a longer run ("Treasury Police").
    """
    names = {i: e for e in doc.ents if e.label_ in NAMED for i in range(e.start, e.end)}
    for start, end in runs(doc, joined):
        if cues.line(doc, start, end):
            continue
        start, end = _trim(doc, start, end)
        for c in _cut(doc, start, end, names, known):
            if (
                c.entries
                and c.end - c.start == 1 < end - start
                and c.name.lower() in ordinary
                and c.label not in PLACES
            ):
                continue
            alone = c.end - c.start == 1 and (doc[c.start].lower_ in _ALONE or doc[c.start].lower_ in cues.kinds)
            if not alone and (c.entries or not cues.generic(doc, c.start, c.end)):
                yield c


def _cut(
    doc: Doc, start: int, end: int, names: dict[int, Span], known: Callable[[str], tuple[Entry, ...]]
) -> Iterator[Candidate]:
    i = rest = start
    while i < end:
        for j in range(min(end, i + 2 * _LONGEST), i, -1):
            if (entries := _known(doc, i, j, known)) and not _splits(names, i, j, entries):
                yield from _unknown(doc, rest, i, names)
                yield _candidate(doc, i, j, entries, names, (start, end))
                i = rest = j
                break
        else:
            i += 1
    yield from _unknown(doc, rest, end, names)


def _known(doc: Doc, i: int, j: int, known: Callable[[str], tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The gazetteer's places of the stretch, if it may be a name: a whole one, not half of a hyphenated word."""
    first, last = doc[i], doc[j - 1]
    if not (capital(first) and capital(last)) or sum(t.text != "-" for t in doc[i:j]) > _LONGEST:
        return ()
    if (i and _hyphen(doc, i - 1)) or (j < len(doc) - 1 and _hyphen(doc, j) and capital(doc[j + 1])):
        return ()
    if j - i == 1 and (first.lower_ in FUNCTION or len(first.text) < 2):
        return ()
    return known(doc[i:j].text)


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and not (i and doc[i - 1].whitespace_)


def _splits(names: dict[int, Span], i: int, j: int, entries: tuple[Entry, ...]) -> bool:
    """Would the stretch cut a person's name, or a longer name of a place, that the model has found?"""
    for edge, inside in ((names.get(i), i - 1), (names.get(j - 1), j)):
        if edge is None or not edge.start <= inside < edge.end:
            continue
        rest = [t for t in edge if not i <= t.i < j and capital(t)]
        if edge.label_ == "PERSON" and rest:
            return True
        obscure = max(e.importance for e in entries) < _KNOWN
        if edge.label_ in ("GPE", "LOC") and obscure and any(t.lower_ not in _PARTS for t in rest):
            return True
    return False


def _unknown(doc: Doc, start: int, end: int, names: dict[int, Span]) -> Iterator[Candidate]:
    """What the gazetteer does not know of a run: the model's places in it, or the whole."""
    start, end = _trim(doc, start, end)
    i = start
    while i < end:
        name = names.get(i)
        j = min(end, name.end) if name is not None else next((k for k in range(i, end) if k in names), end)
        a, b = _trim(doc, i, j)
        if b > a:
            yield _candidate(doc, a, b, (), names, (start, end))
        i = j


def _candidate(
    doc: Doc, start: int, end: int, entries: tuple[Entry, ...], names: dict[int, Span], run: tuple[int, int]
) -> Candidate:
    name = names.get(start) or names.get(end - 1)
    label = name.label_ if name is not None else ""
    cover = run if name is None else (max(name.start, run[0]), min(name.end, run[1]))
    return Candidate(start, end, " ".join(doc[start:end].text.split()), entries, label, cover)


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The run without function words, hyphens and glue at its ends."""
    while start < end and (doc[start].lower_ in FUNCTION or not capital(doc[start])):
        start += 1
    while end > start and (doc[end - 1].lower_ in FUNCTION or not capital(doc[end - 1])):
        end -= 1
    return start, end
