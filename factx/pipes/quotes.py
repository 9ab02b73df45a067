"""The quotations of a Doc by its tokens, and where its clauses end between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc

from factx.values.quotes import Quotation, quotations

#: How many tokens to either side of a word count as its sentence at most: beyond them nothing is looked for.
REACH = 120
_CLOSED = frozenset(".!?;…")
_CLOSING = np.array([get_string_id(c) for c in sorted(_CLOSED)], dtype=np.uint64)
_FREE = frozenset(".!?…,:;\n-–—―”\"'’")


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


class Quoted:
    """Which words of a Doc are quoted. `text` is the Doc's, `starts` the offset of each token, `ranks` are words whose
    abbreviations ("Brig. Gen.") end no sentence."""

    def __init__(self, doc: Doc, ranks: frozenset[str]) -> None:
        self.text = doc.text  # which spaCy puts together anew each time
        table = doc.to_array(["IDX", "ORTH", "SENT_START"])
        self.starts: list[int] = table[:, 0].tolist()
        self.quotes = [self._quote(q) for q in quotations(self.text)]
        self._begins = [q.start for q in self.quotes]
        self._at = [-1] * len(doc)
        for n, quote in enumerate(self.quotes):
            self._at[quote.first : quote.last] = [n] * (quote.last - quote.first)
        closed = [i for i in np.flatnonzero(np.isin(table[:, 1], _CLOSING)).tolist() if not _abbreviated(doc, i, ranks)]
        opened = [i for i in np.flatnonzero(table[:, 2] == 1).tolist() if not (i and _abbreviated(doc, i - 1, ranks))]
        self._stops = sorted({0, len(doc), *self._boundaries(closed, opened)})

    def at(self, i: int) -> int:
        """The quotation that token `i` stands in, marks included; -1 for none."""
        return self._at[i]

    def clause(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence around token `i`, up to a free-standing quotation; of an endless one, those within
        reach."""
        k = bisect_right(self._stops, i)
        return max(self._stops[k - 1], i - REACH), min(self._stops[k], i + REACH)

    def within(self, start: int, end: int) -> Iterator[tuple[int, Quote]]:
        """The quotations, by their number, that begin within these characters."""
        for n in range(bisect_left(self._begins, start), bisect_left(self._begins, end)):
            yield n, self.quotes[n]

    def together(self, i: int, j: int) -> bool:
        """Do two tokens stand in one clause?"""
        return bisect_right(self._stops, i) == bisect_right(self._stops, j)

    def token(self, offset: int) -> int:
        """The token that holds a character."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def _boundaries(self, closed: list[int], opened: list[int]) -> Iterator[int]:
        for quote in self.quotes:
            if not quote.fragment:
                yield quote.first
                yield quote.last
            elif self.text[quote.end - 1] in _CLOSED:
                yield quote.last
        for i in closed:
            if self._at[i] < 0:
                yield i
                yield i + 1
        for i in opened:
            goes_on = i and self._at[i - 1] >= 0 and self.text[self.starts[i]].islower()
            if self._at[i] < 0 and not goes_on:
                yield i

    def _quote(self, q: Quotation) -> Quote:
        text = self.text
        before = text[max(0, q.outer_start - 3) : q.outer_start].rstrip(" ")
        free = not before or before[-1] in _FREE
        end = q.end - 1 if text[q.end - 1] == "," and q.end > q.start + 1 else q.end
        first, last = self.token(q.outer_start), bisect_left(self.starts, q.outer_end)
        return Quote(
            q.start, end, q.outer_start, q.outer_end, first, last, len(text[q.start : q.end].split()), not free
        )


def _abbreviated(doc: Doc, i: int, ranks: frozenset[str]) -> bool:
    """Does token `i` end with the full stop of an abbreviated rank, before a name or another rank?"""
    if i + 1 >= len(doc) or not doc[i].text.endswith(".") or not doc[i + 1].text[0].isupper():
        return False
    word = doc[i].lower_[:-1] or (doc[i - 1].lower_ if i and not doc[i - 1].whitespace_ else "")
    return word in ranks
