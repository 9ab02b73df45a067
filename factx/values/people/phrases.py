"""Where phrases begin and end in a line: noun phrases, prepositional ones, appositions to a name."""

from __future__ import annotations

from collections.abc import Iterator

from factx.values.people.line import Line

ARTICLES = frozenset("the a an one another some".split())
ITS = frozenset("its their whose".split())  # the office belongs to a body named before
HIS = frozenset("his her my our your".split())
#: Tags of the words that a noun phrase is made of.
NOMINAL = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "NORP", "GPE", "PART", "X"])
#: Prepositions after a title that tell what it belongs to, whatever stands before it, and those that only may.
STRONG = frozenset("of for".split())
WEAK = frozenset("at in to with from under".split())
FARTHEST = 16  # words of a phrase

_FORMER = frozenset("former ex acting interim late then deputy vice".split())
_INSIDE = frozenset(["ADJ", "NOUN", "PROPN", "PARTICIPLE"])  # what a participle or adverb of a noun phrase goes before
_CLAUSE = frozenset("who whose whom which that as when while after before since during on by and but".split())
_CLOSING = frozenset(
    [",", ".", ";", ":", ")", "(", "–", "—", '"', "”", "’", "''", "and", "but", "of", "!", "?", "-", "]"]
)
_AGE = frozenset("year years old aged month months".split())
_BESIDE = frozenset([",", "(", "–", "—", "-", ":"])
_ALSO = frozenset("now then currently himself herself also formerly once".split())
#: Words that lead from what a person is to his name.
_LINKS = tuple(
    link.split()
    for link in (
        "who goes by the name of", "who gave his name as", "who gave her name as", "who identified himself as",
        "who identified herself as", "identified as", "known as", "nicknamed", "named", "called",
    )
)  # fmt: skip


def opening(line: Line, name: int) -> int:
    """Where the words before a name end, without the comma or the words that lead to it ("identified as NAME")."""
    i = name
    for link in _LINKS:
        if [line.low(k) for k in range(i - len(link), i)] == link:
            i -= len(link)
            break
    return i - 1 if line.at(i - 1) in _BESIDE else i


def apposition(line: Line, end: int) -> int | None:
    """The first word of what is set beside the name that ends before `end`: after its comma, its age, "who is"."""
    if line.low(end) in ("is", "was") and line.low(end + 1) in ("the", "a", "an"):
        return end + 1
    if line.at(end) not in _BESIDE - {"-", ":"} or not line.at(end + 1):
        return None
    if line.at(end + 1).isdigit() and line.low(end + 2) in (",", "and"):
        return end + 3
    if line.low(end + 1) == "aged" and line.at(end + 3) == ",":
        return end + 4
    if line.low(end + 1) == "who" and line.low(end + 2) in ("is", "was"):
        return end + 3
    return end + 2 if line.low(end + 1) in _ALSO else end + 1


def closed(line: Line, stop: int, article: bool) -> bool:
    """Does an apposition end before `stop`? "NAME, the governor said" is none, "NAME, head of X said" is one."""
    if stop >= len(line.words) or line.words[stop] in _CLOSING or line.low(stop) in _CLAUSE | WEAK:
        return True
    return line.tags[stop] in ("SPACE", "SCONJ") or (line.tags[stop] in ("VERB", "AUX") and not article)


def ended(line: Line, end: int) -> bool:
    """Does the clause or the apposition end with the name that ends before `end`?"""
    return end >= len(line.words) or line.words[end] in _CLOSING


def prepositional(line: Line, start: int, limit: int) -> Iterator[tuple[int, int, str]]:
    """The prepositional phrases that follow one another from `start`, before `limit`: the first word of the noun
    phrase, the word after its last, the preposition."""
    while start < limit - 1 and (preposition := line.low(start)) in STRONG | WEAK:
        if [line.low(start + k) for k in range(3)] == ["in", "charge", "of"]:
            start, preposition = start + 2, "of"
        first, end = noun_phrase(line, start + 1, limit)
        if first >= end:
            return
        yield first, end, preposition
        start = end


def noun_phrase(line: Line, start: int, limit: int) -> tuple[int, int]:
    """The bounds of the noun phrase that begins at `start`, without its article, with its own "of" phrases."""
    while start < limit and (line.tags[start] in ("DET", "PRON") or line.low(start) in ARTICLES | ITS | HIS):
        start += 1
    if line.possessive(start + 1) and line.at(start).islower():  # "the city's Saudi Hospital"
        start += 2
    i = start
    while i < min(limit, start + FARTHEST):
        if i in line.chunks and line.chunks[i] <= limit:
            i = line.chunks[i]
        elif (
            (line.tags[i] in NOMINAL and line.low(i) not in _CLAUSE)
            or (i > start and (line.words[i] == "-" or line.at(i) in ("'s", "’s", "'", "’")))
            or (i == start and line.tags[i] == "PARTICIPLE" and line.tag(i + 1) in _INSIDE)
        ):
            i += 1
        elif line.low(i) == "of" and start < i < limit - 1 and line.tags[i + 1] in NOMINAL | {"DET"}:
            i += 2 if line.tags[i + 1] == "DET" else 1
        else:
            break
    return start, i


def inside(line: Line, i: int) -> bool:
    """May the word stand inside a noun phrase, before its head?"""
    if line.tags[i] in NOMINAL or line.words[i] == "-" or aged(line, i):
        return True
    if line.tags[i] == "DET":
        return line.possessive(i - 1)
    return line.tags[i] in ("PARTICIPLE", "ADV") and line.tag(i + 1) in _INSIDE


def compound(line: Line, end: int, floor: int) -> int:
    """Where the word that ends before `end` begins, with what hyphens join to it ("Russian-installed")."""
    begin = end - 1
    while begin - 2 >= floor and line.words[begin - 1] == "-":
        begin -= 2
    return begin


def aged(line: Line, i: int) -> bool:
    """Is the word one of an age ("41-year-old"), which the model takes for a date?"""
    return line.low(i) in _AGE or (line.tags[i] == "DATE" and line.at(i + 1) == "-")


def opens(line: Line, i: int) -> bool:
    """Is the word an ordinary one that has its capital from the beginning of the sentence?"""
    return line.tags[i] in ("ADJ", "ADV") and line.at(i - 1) in ("", ".", '"', "“", "\n", "!", "?")


def over_former(line: Line, i: int, floor: int) -> int:
    """Where the words like "former" begin that end just before `i`."""
    while i > floor and line.low(i - 1) in _FORMER:
        i -= 1
    return i
