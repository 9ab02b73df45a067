"""Where names of persons stand in a line of words: runs of capitals, what is name and what is title in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from factx.values.people.joining import LINKS, PARTICLES
from factx.values.people.line import Line
from factx.values.people.titles import Title, Titles

_LONGEST = 7  # words of the longest name that is believed, hyphens apart
_JOINTS = frozenset(["-", "'", "’"])
_QUOTES = frozenset(['"', "“", "”", "'", "‘", "’", "(", ")"])  # "Richard "Tex" Coe"
_LEADING = frozenset(["al", "el", "ash", "bin", "ibn", "de", "von", "van", "di", "da"])


def runs(line: Line, walls: Set[int]) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that may hold a name, with the particles, hyphens and nicknames between them. A
    run ends at the words of `walls`, where a named place or body begins or has ended, but for "Rivera y Damas"."""
    i, n = 0, len(line.words)
    while i < n:
        if not _capital(line, i):
            i += 1
            continue
        start, end = i, i + 1
        while (j := _next(line, end)) is not None and (j > end or j not in walls):
            end = j + 1
        while start > 0 and (line.words[start - 1] in _LEADING or (line.words[start - 1] == "-" and start > i - 2)):
            start -= 1
        yield (start, end) if line.words[start] != "-" else (i, end)
        i = end


def _next(line: Line, end: int) -> int | None:
    """The next capitalised word of a run that has come to `end`, over what may stand between two words of a name."""
    words = line.words
    if end + 3 < len(words) and words[end] in _QUOTES and words[end + 2] in _QUOTES and _capital(line, end + 1):
        return end + 3 if _capital(line, end + 3) else None
    j = end
    while j < len(words) and j - end < 3 and (words[j] in _JOINTS or words[j].casefold() in PARTICLES):
        j += 1
    if j >= len(words) or not _capital(line, j):
        return None
    return j if words[j - 1] == "-" or all(w in _JOINTS or w.casefold() in LINKS for w in words[end:j]) else None


def core(line: Line, titles: Titles, start: int, end: int) -> tuple[int, int]:
    """What is name within the words `start` to `end`: from after the last title to before what is no part of a name."""
    for i in range(end - 1, start, -1):
        title = titles.ending(line, i)
        if title and (title.start < start or _heads(line, titles, title, start)):
            start = i
            break
    while start < end and (not line.words[start][:1].isalpha() or line.tags[start] == "DET"):
        start += 1
    if start and line.words[start - 1] in ("of", "for", "and", "&"):  # "Minister of Health NAME"
        while start < end and line.words[start].casefold() in titles.modifiers:
            start += 1
    while end - start > 2 and line.words[start].casefold() in titles.modifiers and line.capital(start + 1):
        start += 1  # "the Communist NAME"
    stop = start
    while stop < end and (_namelike(line.words[stop]) or line.words[stop] in _QUOTES):
        stop += 1
    while stop > start and (not line.words[stop - 1][:1].isupper() or line.words[stop - 1] in ("A", "I", "The")):
        stop -= 1
    return start, stop


def plausible(words: Sequence[str], titles: Titles) -> bool:
    """Do the words look like a person's name at all? No digits, no common noun of a body, few words."""
    long = [w for w in words if w not in _JOINTS and w not in _QUOTES]
    if not 1 <= len(long) <= _LONGEST or any(c.isdigit() for w in words for c in w):
        return False
    if all(len(w.strip(".")) < 2 for w in long) or long[0].casefold() in titles.peoples:
        return False
    if (
        any(w.casefold() in titles.bodies for w in long)
        or {long[0].casefold(), long[-1].casefold()} & titles.institutions
    ):
        return False
    return len(long) > 1 or (not (long[0].isupper() and len(long[0]) > 1) and titles.plain(long[0]))


def words(name: Sequence[str]) -> int:
    """How many words a name has; what hyphens join is one, particles count for none."""
    parted = [w for i, w in enumerate(name) if i == 0 or (name[i - 1] != "-" and w != "-")]
    return sum(w[:1].isupper() for w in parted)


def _heads(line: Line, titles: Titles, title: Title, start: int) -> bool:
    """Does the title lead a name, and is no word of it ("Martin Luther King", "Peter Cook")?"""
    if title.start == start or line.tags[title.start - 1] != "PROPN" or titles.ending(line, title.start):
        return True
    if title.kind in ("office", "rank") and line.words[title.end - 1].casefold() not in titles.surnames:
        return True
    before = line.words[title.start - 1].casefold()
    return before in titles.modifiers or before in titles.bodies or before in titles.peoples


def _capital(line: Line, i: int) -> bool:
    word = line.words[i]
    return word[:1].isupper() and line.tags[i] in ("PROPN", "GPE", "NORP", "X", "NOUN", "ADJ") and word not in ("I",)


def _namelike(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in PARTICLES or word in _JOINTS
