"""Parts of a figure: "five civilians, including a child", "44 bodies, those of 29 soldiers and ...", "one of them
critically". A reading of the words in their order, no component: the parse of such lists is seldom right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from spacy.strings import get_string_id
from spacy.tokens import Doc

from factx.pipes.figures import Figure, Figures, occurrences

#: What may open the parts of something, by hash.
_OPENERS = frozenset(map(get_string_id, ("including", "among", ":", "those", "of")))
_AMONG = frozenset("them whom those".split())
_SKIPPED = frozenset("them whom those were was are is of : , killed dead wounded injured victims the".split())
_WOUNDED = frozenset("critically seriously severely gravely badly heavily lightly slightly moderately".split())
_FATAL = frozenset("fatally mortally".split())
#: How many words may stand between a whole and the word that opens its parts.
REACH = 24


class Told(Protocol):
    @property
    def figure(self) -> Figure: ...


T = TypeVar("T", bound=Told)


def parts(
    doc: Doc, figures: Figures, wholes: Sequence[T], people: Callable[[Figure], bool]
) -> Iterator[tuple[T, Figure]]:
    """Each part that a list names, with the whole it belongs to, among the figures told, in order."""
    starts = [w.figure.start for w in wholes]
    for opening, start in openings(doc):
        last = bisect_left(starts, opening)
        if not last or opening - wholes[last - 1].figure.end > REACH:
            continue
        whole = wholes[last - 1]
        colon = doc[opening].text == ":"
        if colon and opening - whole.figure.end > 3 and whole.figure.noun is not None:
            continue
        first = figures.starting(start)
        if first is None or not people(first) or _larger(first, whole.figure):
            continue
        listed = [first, *figures.listed(first, people)]
        if colon and len(listed) < 2:
            continue
        for figure in listed:
            yield whole, figure


def severity(doc: Doc, figure: Figure) -> str | None:
    """What an adverb alone says of a part ("one of them critically")."""
    word = doc[figure.end].lower_ if figure.end < len(doc) else ""
    return "wounded" if word in _WOUNDED else "killed" if word in _FATAL else None


def openings(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where the parts of something are opened: the opening word, and the word with which the first may begin."""
    for t in (doc[k] for k in occurrences(doc, "LOWER", _OPENERS)):
        i = t.i + 1
        if i >= len(doc):
            return
        opens = t.lower_ == "including" or (t.lower_ == "among" and doc[i].lower_ in _AMONG)
        opens = opens or t.text == ":" or (t.lower_ == "those" and doc[i].lower_ == "of")
        opens = opens or (t.lower_ == "of" and doc[i].lower_ in _AMONG and _apposed(doc, i + 1))
        if opens:
            while i < len(doc) and doc[i].lower_ in _SKIPPED:
                i += 1
            yield t.i, i


def _apposed(doc: Doc, i: int) -> bool:
    """ "two civilians, one of them a boy": is it a noun phrase that follows the pronoun?"""
    return i < len(doc) and doc[i].lower_ in ("a", "an")


def _larger(part: Figure, whole: Figure) -> bool:
    size = part.bound.min or part.bound.value or 0
    return whole.bound.max is not None and size > whole.bound.max
