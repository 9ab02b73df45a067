"""What a report says of what it tells: that it happened, that somebody says so, that it did not, may or shall."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from factx.schema import Assertion, Attribution, Mention, Reading

#: Which of several cues over the same words counts: a denied plan is denied, a planned possibility conditional.
RANK: tuple[Assertion, ...] = ("denied", "negated", "conditional", "planned", "possible")


class Assertions:
    """The assertion of any words of one document."""

    def __init__(self, reading: Reading) -> None:
        scopes = ((s, e, m) for m in reading.of("assertion") for s, e in m.notes["at"]["scope"])
        self._scopes: list[tuple[int, int, Mention]] = sorted(scopes, key=lambda s: (s[0], s[1]))
        self._starts = [s[0] for s in self._scopes]
        self._longest = max((e - s for s, e, _ in self._scopes), default=0)

    def of(self, start: int, end: int, attribution: Attribution | None) -> Assertion:
        """The assertion of what stands at these offsets: by the strongest cue in whose force it lies, otherwise claimed
        where somebody says so, otherwise asserted."""
        cue = self.cue(start, end)
        return cast(Assertion, cue.label) if cue else "claimed" if attribution else "asserted"

    def cue(self, start: int, end: int) -> Mention | None:
        """The strongest cue in whose force lies what stands at these offsets; a plan that may be one is possible."""
        over = [m for m in self._over(start, end) if m.label in RANK]
        best = min(over, key=lambda m: RANK.index(m.label), default=None)
        if best is not None and best.label == "planned":
            return next((m for m in self._over(best.start, best.end) if m.label == "possible"), best)
        return best

    def _over(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [m for _, e, m in self._scopes[first:last] if e > start and not m.start <= start < m.end]
