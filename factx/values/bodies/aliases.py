"""Other names that a report gives a body: "the Dawn Front, also known as the Dawn Brigades", "Meridian Corp, formerly
Atlas Holdings", "the DFF, or Dawn Fighters' Front,"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.values.bodies.closed import FUNCTION, TITLES
from factx.values.bodies.credited import run
from factx.values.bodies.vocabulary import Vocabulary
from factx.values.phrases import Word

#: What stands between a body and another name of it. "or" needs its commas on both sides.
_ALIAS = re.compile(
    r"[\"”'’)\]]{0,3}(?P<comma>,?)\s(?P<open>\(?)(?:(?:now|also|better|formerly|previously|once|commonly|locally|widely|originally)"
    r"\s)?(?P<by>known(?:\slocally|\ssimply|\swidely)?\s(?:as|by\s(?:its|the)\s[\w\s-]{0,40}?(?:acronym|initials|name))"
    r"|a\.?k\.?a\.?|formerly|previously|(?:also|formerly|previously)\scalled|or)\s(?:the\s)?[\"“'‘]?(?=[A-Z])"
)
_ENDS = re.compile(r"[\"”'’]?\s?[,.;)]")


class Alias(NamedTuple):
    """The words `first` to `last` (exclusive) are another name of the body whose name ends before the word `of`;
    `maybe` where they can be another body ("or")."""

    of: int
    first: int
    last: int
    maybe: bool


def aliases(words: Sequence[Word], text: str, v: Vocabulary) -> Iterator[Alias]:
    """The aliases in a text."""
    for m in _ALIAS.finditer(text):
        first = bisect_left(words, m.end(), key=lambda w: w.start)
        of = bisect_left(words, m.start(), key=lambda w: w.end)
        if first >= len(words) or words[first].start != m.end() or words[of].end != m.start():
            continue
        last = run(words, first)
        if words[first].key in FUNCTION | TITLES or last == first or v.nations.at(words, first):
            continue
        closed = _ENDS.match(text, words[last - 1].end)
        if m["by"] != "or" or (closed and (m["comma"] or m["open"])):
            yield Alias(of + 1, first, last, m["by"] == "or")
