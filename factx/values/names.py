"""Where names of persons stand in a line of words: runs of capitals, what is name and what is title in them."""

from __future__ import annotations

from collections.abc import Iterator

from factx.values.people import PARTICLES
from factx.values.titles import Line, Titles

_LONGEST = 7  # words of the longest name that is believed, hyphens apart
_JOINTS = frozenset(["-", "'", "’"])


def runs(line: Line) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that may hold a name, with the particles and hyphens between them."""
    i, n = 0, len(line.words)
    while i < n:
        if not _capital(line, i):
            i += 1
            continue
        start, end = i, i + 1
        while True:
            j = end
            while j < n and j - end < 3 and (line.words[j].casefold() in PARTICLES or line.words[j] in _JOINTS):
                j += 1
            if j >= n or not _capital(line, j):
                break
            end = j + 1
        while start > 0 and line.words[start - 1].casefold() in PARTICLES and line.words[start - 1] in ("al", "el", "bin"):
            start -= 1
        if line.words[start - 1 : start + 1] == ["-", line.words[start]] and line.words[max(0, start - 2)] in ("al", "el", "ash"):
            start -= 2
        yield start, end
        i = end


def core(line: Line, titles: Titles, start: int, end: int) -> tuple[int, int]:
    """What is name within the words `start` to `end`: from after the last title to before what is no part of a name."""
    for i in range(end - 1, start, -1):
        title = titles.ending(line, i)
        if title and (title.start < start or _heads(line, titles, title.start, start)):
            start = i
            break
    while start < end and (not line.words[start][:1].isalpha() or line.tags[start] == "DET"):
        start += 1
    stop = start
    while stop < end and _namelike(line.words[stop]):
        stop += 1
    while stop > start and (not line.words[stop - 1][:1].isupper() or line.words[stop - 1] in _JOINTS):
        stop -= 1
    return start, stop


def plausible(words: list[str], titles: Titles) -> bool:
    """Do the words look like a person's name at all? No digits, no common noun of a body, few words."""
    long = [w for w in words if w not in _JOINTS]
    if not 1 <= len(long) <= _LONGEST or any(c.isdigit() for w in words for c in w):
        return False
    if all(len(w.strip(".")) < 2 for w in long) or any(w.casefold() in titles.bodies for w in long):
        return False
    return len(long) > 1 or not (long[0].isupper() and len(long[0]) > 1) and titles.plain(long[0])


def _heads(line: Line, titles: Titles, at: int, start: int) -> bool:
    """Is the title at `at` one that leads a name, and not the middle of it ("Martin Luther King", "Imran Khan")?"""
    before = line.words[at - 1].casefold() if at > start else ""
    return at == start or before in titles.modifiers or before in titles.bodies or line.tags[at - 1] != "PROPN"


def _capital(line: Line, i: int) -> bool:
    word = line.words[i]
    return word[:1].isupper() and line.tags[i] in ("PROPN", "GPE", "NORP", "X", "NOUN", "ADJ") and word not in ("I",)


def _namelike(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in PARTICLES or word in _JOINTS
