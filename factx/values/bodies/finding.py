"""One finding of these grammars, and which of several over the same words stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Option(NamedTuple):
    """A body that the words may mean. `also`: other countries it acts in; they speak for it as its own does."""

    name: str
    type: str
    country: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The words `first` to `last` (exclusive) of a line, the body that they name, and how they name it.

    `head` is the word that joins its ways of being said ("defence ministry"), empty for a name of its own; `alone` is
    "proper" or "actor" where only that word stands there, and whose it is must come from the document. `unsure` asks
    for something else in the text that speaks for it, `seat` is the town or region that it belongs to. `source` are the
    tables' rows that it rests on.
    """

    first: int
    last: int
    type: str
    name: str
    rule: str
    country: str = ""
    head: str = ""
    alone: str = ""
    seat: str = ""
    unsure: bool = False
    options: tuple[Option, ...] = ()
    inner: bool = False
    source: tuple[str, ...] = ()


#: Which of two findings over the same words stands: the lower number.
RULES = ("table", "unit", "nation", "definition", "head", "name", "beside", "metonym", "model")
RANK = {rule: i for i, rule in enumerate(RULES)}


def settle(found: Iterable[Finding], length: int) -> list[Finding]:
    """The findings that stand, in the order of the text: the longest first, of equals the better founded. One that
    lies inside another stands only as a body of its own (`inner`: the "Armed Forces of Ukraine" of its general staff).
    """
    taken = bytearray(length)
    kept: list[Finding] = []
    for f in sorted(found, key=lambda f: (f.inner, f.first - f.last, f.unsure, RANK[f.rule], f.first)):
        if f.inner or not any(taken[f.first : f.last]):
            kept.append(f)
            taken[f.first : f.last] = b"\x01" * (f.last - f.first)
    spans: dict[tuple[int, int], Finding] = {}
    for f in kept:
        spans.setdefault((f.first, f.last), f)
    return sorted(spans.values(), key=lambda f: (f.first, -f.last))
