"""Where the names of places may stand in a Doc: runs of capitalised words, cut by the gazetteer and by the model.

A run is `C (glue* C)*` with C a capitalised word and glue the small words inside names ("Deir al-Balah", "Gulf of
Aden", "Rostov-on-Don"). Out of each come the longest stretches that the gazetteer knows, then what the model calls a
place, then, where neither speaks, the run as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from factx.lexicon.entries import Entry
from factx.pipes.cues import COMPASS, Cues
from factx.pipes.line import Line

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
_KNOWN = 0.55  #: importance of a place that the model's longer name does not swallow
_LONGEST = 6  #: words in a name that the gazetteer is asked for


#: Do the tokens from and to name somebody whose office stands beside them?
Holder = Callable[[int, int], bool]


@dataclass(slots=True)
class Candidate:
    """A stretch of a Doc that may name a place."""

    start: int
    end: int
    name: str  #: as it is looked up, without articles and type words
    entries: tuple[Entry, ...]
    label: str  #: what the model calls it; "" where it says nothing
    cover: tuple[int, int]  #: the model's whole name that it belongs to, or the run


@dataclass(frozen=True, slots=True)
class Proposer:
    """Finds the candidates of a line. `known` asks the gazetteer; `joined` are the words before an "and" inside a name
    ("Bosnia and Herzegovina"); a name that is an `ordinary` word too is not cut out of a longer run."""

    known: Callable[[str], tuple[Entry, ...]]
    joined: frozenset[str]
    cues: Cues
    ordinary: frozenset[str]

    def candidates(self, line: Line, person: Holder) -> Iterator[Candidate]:
        """The candidates in the order of the text; they do not overlap. `person` tells of the tokens from and to
        whether somebody's office stands beside them: then no look-up splits them."""
        names = {i: e for e in line.doc.ents if e.label_ in NAMED for i in range(e.start, e.end)}
        for start, end in self._runs(line):
            if self.cues.road(line, start, end):
                continue
            start, end = _trim(line, start, end)
            if person(start, end) and not self.known(line.words(start, end)):
                continue
            for c in self._cut(line, start, end, names):
                if self._eligible(line, c, end - start):
                    yield c

    def _eligible(self, line: Line, c: Candidate, run: int) -> bool:
        single = c.end - c.start == 1
        word = line.lower[c.start]
        if single and (word in _ALONE or word in self.cues.kinds):
            return False
        if not c.entries:
            return c.end - c.start <= 2 * _LONGEST and not self.cues.generic(line, c.start, c.end)
        return not single or run == 1 or c.label in PLACES or word not in self.ordinary

    def _runs(self, line: Line) -> Iterator[tuple[int, int]]:
        i = 0
        while i < len(line):
            if not line.capital[i]:
                i += 1
                continue
            end = i + 1
            while (following := self._continued(line, end)) is not None:
                end = following + 1
            yield i, end
            i = end

    def _continued(self, line: Line, end: int) -> int | None:
        """The next capitalised word of the same run, across glue."""
        for i in range(end, min(end + 4, len(line))):
            before, word = line.text[i - 1], line.lower[i]
            if line.opens[i] and not (before.endswith(".") and len(before) <= 3):
                return None
            if line.capital[i]:
                return i if line.spaced[i - 1] or before in ("-", "'", "’") else None
            inner = before == "-" and len(word) <= 4 and word.isalpha()
            linked = word in _OF or (word == "the" and line.lower[i - 1] in _OF)
            paired = (word == "and" and before in self.joined) or (word in ("'s", "’s") and before == "People")
            if not (inner or linked or paired or line.text[i] in _GLUE or line.hyphen(i)):
                return None
        return None

    def _cut(self, line: Line, start: int, end: int, names: dict[int, Span]) -> Iterator[Candidate]:
        i = rest = start
        while i < end:
            if building := self._building(line, names, i, end):
                yield from _unknown(line, rest, i, names)
                yield _candidate(line, i, building, self.known(line.words(i, building)), names, (start, end))
                i = rest = building
                continue
            for j in range(min(end, i + 2 * _LONGEST), i, -1) if line.capital[i] else ():
                if not _cuts_person(line, names, i, j) and (entries := self._known(line, names, i, j)):
                    yield from _unknown(line, rest, i, names)
                    yield _candidate(line, i, j, entries, names, (start, end))
                    i = rest = j
                    break
            else:
                i += 1
        yield from _unknown(line, rest, end, names)

    def _building(self, line: Line, names: dict[int, Span], i: int, end: int) -> int | None:
        """Where the name of a building ends that the model begins here: "Nur al-Hayat *Hospital*" names no Nur."""
        name = names.get(i)
        if name is None or name.label_ not in ("FAC", "ORG") or (i > name.start and line.capital[i - 1]):
            return None
        stop = min(name.end, end)
        kind = self.cues.last(line, i, stop)
        return stop if kind and kind.type == "facility" and not self.cues.generic(line, i, kind.start) else None

    def _known(self, line: Line, names: dict[int, Span], i: int, j: int) -> tuple[Entry, ...]:
        """The gazetteer's places of the stretch, if it may be a name: a whole one, not half of a hyphenated word, and
        not a part of a longer name that the model takes for a place's."""
        if not line.capital[j - 1] or j - i - line.text[i:j].count("-") > _LONGEST:
            return ()
        if (i and line.hyphen(i - 1)) or (j < len(line) - 1 and line.hyphen(j) and line.capital[j + 1]):
            return ()
        if j - i == 1 and (line.lower[i] in FUNCTION or len(line.text[i]) < 2):
            return ()
        entries = self.known(line.words(i, j))
        obscure = max((e.importance for e in entries), default=0.0) < _KNOWN
        quarter = i > 0 and line.capital[i - 1] and line.lower[i - 1] in COMPASS and line.spaced[i - 1]
        if quarter and (obscure or line.lower[i] in COMPASS):
            return ()  # "West Midlands" is not the Midlands of Zimbabwe
        if obscure and any(line.lower[k] not in _PARTS for k in _rest(line, names, i, j, ("GPE", "LOC"))):
            return ()
        return entries


def _cuts_person(line: Line, names: dict[int, Span], i: int, j: int) -> bool:
    return bool(_rest(line, names, i, j, ("PERSON",)))


def _rest(line: Line, names: dict[int, Span], i: int, j: int, labels: tuple[str, ...]) -> list[int]:
    """The capitalised words, outside the stretch, of the model's names that the stretch would cut."""
    rest: list[int] = []
    for edge, outside in ((names.get(i), i - 1), (names.get(j - 1), j)):
        if edge is not None and edge.label_ in labels and edge.start <= outside < edge.end:
            rest += [k for k in range(edge.start, edge.end) if not i <= k < j and line.capital[k]]
    return rest


def _unknown(line: Line, start: int, end: int, names: dict[int, Span]) -> Iterator[Candidate]:
    """What the gazetteer does not know of a run: the model's names in it, or the whole."""
    start, end = _trim(line, start, end)
    i = start
    while i < end:
        name = names.get(i)
        j = min(end, name.end) if name is not None else next((k for k in range(i, end) if k in names), end)
        a, b = _trim(line, i, j)
        if b > a:
            yield _candidate(line, a, b, (), names, (start, end))
        i = j


def _candidate(
    line: Line, start: int, end: int, entries: tuple[Entry, ...], names: dict[int, Span], run: tuple[int, int]
) -> Candidate:
    name = names.get(start) or names.get(end - 1)
    label = name.label_ if name is not None else ""
    cover = run if name is None else (max(name.start, run[0]), min(name.end, run[1]))
    return Candidate(start, end, line.words(start, end), entries, label, cover)


def _trim(line: Line, start: int, end: int) -> tuple[int, int]:
    """The run without function words, hyphens and glue at its ends."""
    while start < end and (line.lower[start] in FUNCTION or not line.capital[start]):
        start += 1
    while end > start and (line.lower[end - 1] in FUNCTION or not line.capital[end - 1]):
        end -= 1
    return start, end
