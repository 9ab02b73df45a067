"""The quotations of a Doc by its tokens, and where its clauses end between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from factx.values.quotes import quotations

_CLOSED = frozenset(".!?;…")
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
    """Which words of a Doc are quoted."""

    def __init__(self, doc: Doc) -> None:
        self.quotes = _quotes(doc)
        self._at = [-1] * len(doc)
        for n, quote in enumerate(self.quotes):
            self._at[quote.first : quote.last] = [n] * (quote.last - quote.first)
        self._stops = sorted(set(self._boundaries(doc)))

    def at(self, i: int) -> int:
        """The quotation that token `i` stands in, marks included; -1 for none."""
        return self._at[i]

    def clause(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence around token `i`, as far as no free-standing quotation interrupts it."""
        k = bisect_right(self._stops, i)
        return self._stops[k - 1], self._stops[k]

    def _boundaries(self, doc: Doc) -> list[int]:
        found = [0, len(doc)]
        text = doc.text
        for quote in self.quotes:
            if not quote.fragment:
                found += (quote.first, quote.last)
            elif text[quote.end - 1] in _CLOSED:
                found.append(quote.last)
        for token in doc:
            if self._at[token.i] >= 0:
                continue
            if token.text in _CLOSED:
                found += (token.i, token.i + 1)
            elif token.is_sent_start and not (token.i and self._at[token.i - 1] >= 0 and token.text[0].islower()):
                found.append(token.i)
        return found


def _quotes(doc: Doc) -> list[Quote]:
    text = doc.text
    starts = [t.idx for t in doc]
    found = []
    for q in quotations(text):
        first = max(0, bisect_right(starts, q.outer_start) - 1)
        last = bisect_left(starts, q.outer_end)
        before = text[max(0, q.outer_start - 3) : q.outer_start].rstrip(" ")
        words = len(text[q.start : q.end].split())
        free = not before or before[-1] in _FREE
        end = q.end - 1 if text[q.end - 1] == "," and q.end > q.start + 1 else q.end
        found.append(Quote(q.start, end, q.outer_start, q.outer_end, first, last, words, not free))
    return found
