"""Who says what stands at any words of a document."""

from __future__ import annotations

from bisect import bisect_right

from factx.facts.references import References
from factx.schema import Attribution, Mention, Reading, Reference


class Attributions:
    """The sources of one document, by the stretches of text that they vouch for."""

    def __init__(self, reading: Reading, references: References) -> None:
        self.text = reading.document.text
        self.references = references
        spans = ((s, e, m) for m in reading.of("statements") for s, e in m.notes["at"]["scope"])
        self._scopes: list[tuple[int, int, Mention]] = sorted(spans, key=lambda s: (s[0], -s[1]))
        self._starts = [s[0] for s in self._scopes]
        self._ends: list[int] = []  # the furthest end of any scope up to here: how far back it pays to look
        for _, end, _ in self._scopes:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def of(self, start: int, end: int) -> Attribution | None:
        """Who says what stands at these offsets: the innermost source, a named one before "reportedly" and the like."""
        best: tuple[bool, int, Mention] | None = None
        k = bisect_right(self._starts, start) - 1
        while k >= 0 and self._ends[k] > start:
            a, b, mention = self._scopes[k]
            if a <= start and end <= b and not self._cue(mention, start):
                rank = (mention.notes["at"]["speaker"] is None, b - a, mention)
                if best is None or rank[:2] < best[:2]:
                    best = rank
            k -= 1
        return self._made(best[2]) if best else None

    def speaker(self, mention: Mention) -> Reference | None:
        """Who says a statement."""
        where = mention.notes["at"]["speaker"]
        return self.references.at(*where) if where else None

    def _cue(self, mention: Mention, start: int) -> bool:
        """Does this stand in the cue itself, which the report says in its own voice?"""
        a, b = mention.notes["at"]["clause"]
        return bool(a <= start < b)

    def _made(self, mention: Mention) -> Attribution:
        a, b = mention.notes["at"]["cue"]
        return Attribution(self.speaker(mention), self.text[a:b], a, b)
