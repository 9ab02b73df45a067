"""Who says what stands at any words of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from factx.facts.references import References
from factx.schema import Attribution, Mention, Reading, Reference

_HE = frozenset(("he", "she", "him", "her"))
_THEY = frozenset(("it", "they", "them"))
#: How many characters back a pronoun may go on a speaker.
REACH = 900
#: How many speakers back a common noun may go on one.
MEMORY = 12


class Attributions:
    """The sources of one document, by the stretches of text that they vouch for."""

    def __init__(self, reading: Reading, references: References) -> None:
        self.text = reading.document.text
        self.references = references
        mentions = sorted(reading.of("statements"), key=lambda m: (m.notes["at"]["clause"], m.start, m.end))
        self._speakers: dict[tuple[int, int], Reference] = {}
        self._last: list[Reference] = []  # who spoke so far, by name or description
        spans = ((s, e, m) for m in mentions for s, e in m.notes["at"]["scope"])
        self._scopes: list[tuple[int, int, Mention]] = sorted(spans, key=lambda s: (s[0], -s[1]))
        self._starts = [s[0] for s in self._scopes]
        self._wider: list[int] = []  # of each scope the last one before it that ends behind it, -1 for none
        for k, (_, end, _) in enumerate(self._scopes):
            wider = k - 1
            while wider >= 0 and self._scopes[wider][1] <= end:
                wider = self._wider[wider]
            self._wider.append(wider)
        for m in mentions:
            self._hear(m)

    def of(self, start: int, end: int) -> Attribution | None:
        """Who says what stands at these offsets: the innermost source, a named one before "reportedly" and the like."""
        mention = self.statement(start, end)
        if mention is None:
            return None
        a, b = mention.notes["at"]["cue"]
        return Attribution(self.speaker(mention), self.text[a:b], a, b)

    def statement(self, start: int, end: int) -> Mention | None:
        """The statement that `of` takes for what stands at these offsets."""
        best: tuple[tuple[bool, int], Mention] | None = None
        for length, mention in self._over(start, end):
            rank = (mention.notes["at"]["speaker"] is None, length)
            if best is None or rank < best[0]:
                best = rank, mention
        return best[1] if best else None

    def speaker(self, mention: Mention) -> Reference | None:
        """Who says a statement, None where nobody is named."""
        where = mention.notes["at"]["speaker"]
        return self._speakers[tuple(where)] if where else None

    def _over(self, start: int, end: int) -> Iterator[tuple[int, Mention]]:
        """The statements whose scope holds these offsets, each with the scope's length; not where the cue stands."""
        k = bisect_right(self._starts, start) - 1
        while k >= 0:
            a, b, mention = self._scopes[k]
            if b < end:
                k = self._wider[k]
                continue
            cue = mention.notes["at"]["clause"]
            if not cue[0] <= start < cue[1]:
                yield b - a, mention
            k -= 1

    def _hear(self, mention: Mention) -> None:
        where = mention.notes["at"]["speaker"]
        if not where or tuple(where) in self._speakers:
            return
        start, end = where
        own = self.references.at(start, end)
        word = own.text.casefold()
        before = self._before(own, word)
        if before is not None:
            own = Reference(own.text, own.start, own.end, before.name, before.id, before.country)
        elif word not in _HE | _THEY:
            self._last.append(own)
        self._speakers[start, end] = own

    def _before(self, own: Reference, word: str) -> Reference | None:
        """The earlier speaker that a pronoun or a single common noun ("the source") stands for."""
        for said in reversed(self._last[-MEMORY:]):
            if word in _HE | _THEY and own.start - said.end > REACH:
                return None
            if word in _HE or word in _THEY:
                kind = self.references.type_of(said)
                if (kind == "person") == (word in _HE) or (word in _HE and kind is None):
                    return None if self._others(said, own, person=word in _HE) else said
            elif own.text.islower() and word.isalpha() and word in f"{said.text} {said.name}".casefold().split():
                return said
        return None

    def _others(self, said: Reference, own: Reference, person: bool) -> bool:
        """Does the report itself name somebody else of the kind between an earlier speaker and a pronoun?"""
        for name in self.references.within(said.end, own.start):
            kind = name.record.kind
            fits = kind == "person" if person else kind in ("organisation", "place")
            if fits and name.record.id != said.id and not any(self._over(name.start, name.end)):
                return True
        return False
