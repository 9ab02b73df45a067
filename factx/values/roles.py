"""Roles: what a report calls a person, read from the words before and after the name.

    Ukraine's former army chief, Gen. NAME      NAME, a surgeon at the Saudi Maternity Hospital, said

A role is a title and what it belongs to: what is possessive, the name of a people or a body, or a body's common noun
("army") before the title, or the noun phrase after its "of", "for" or "at". All positions are word indices of a `Line`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factx.values.titles import Line, Title, Titles

_ARTICLES = frozenset("the a an one another some".split())
_ITS = frozenset("its their whose".split())  # the office belongs to a body named before
_HIS = frozenset("his her my our your".split())
_STRONG = frozenset("of for".split())  # name the body even where an adjective stands before ("the Ukrainian head of …")
_WEAK = frozenset("at in to with from under".split())
_PORTFOLIO = frozenset("minister ministers secretary undersecretary commissioner rapporteur".split())
_FORMER = frozenset("former ex acting interim late then deputy vice".split())
_PRAISE = frozenset("prominent influential well known popular respected outspoken famous local-born self same".split())
_CLOSING = frozenset([",", ".", ";", ":", ")", "(", "–", "—", '"', "”", "’", "''", "and", "but", "of", "!", "?", "-", "]"])
_CLAUSE = frozenset("who whose whom which that as when while after before since during on by and but".split())
_PHRASE = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "NORP", "GPE", "PART", "X"])
_AFTER_ADVERB = (["NOUN"], ["ADJ"], ["PROPN"], ["PARTICIPLE"])
_AGE = frozenset("year years old aged month months".split())
_FARTHEST = 16  # words between a name and the head of its title


@dataclass(frozen=True, slots=True)
class Role:
    """A title over the words `start` to `end`. `of` are the words of what it belongs to; where they stand inside the
    title ("former Ukrainian president") they are no part of it. `antecedent`: it belongs to a body named before."""

    start: int
    end: int
    of: tuple[int, int] | None = None
    antecedent: str = ""
    plural: bool = False
    rank: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a name: its roles, and the word where the titles that touch the name begin."""

    roles: tuple[Role, ...]
    start: int
    titled: bool


class Grammar:
    """Reads the roles around a name by the tables of titles."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def before(self, line: Line, name: int, name_end: int) -> Before:
        """The roles before the name over the words `name` to `name_end`: "army chief Gen. NAME", "the mayor, NAME"."""
        roles: list[Role] = []
        start, titled = name, False
        while title := self.titles.ending(line, start):
            if title.kind == "honorific":
                start = title.start
            elif title.kind == "rank":
                roles.append(Role(title.start, title.end, rank=True, plural=title.plural))
                start = title.start
            else:
                role = self._premodified(line, title, 0)
                roles.append(self.belonging(line, role, name_end))
                return Before(tuple(roles), min(role.start, role.of[0] if role.of else role.start), True)
            titled = True
        opened, closed = _opening(line, start), name_end >= len(line.words) or line.words[name_end] in _CLOSING
        if opened < start and not closed:
            return Before(tuple(roles), start, titled)
        if (apart := self._apart(line, opened)) is not None:
            roles.append(apart)
        return Before(tuple(roles), start, titled)

    def after(self, line: Line, name: int, end: int) -> tuple[Role, ...]:
        """The roles after the name over the words `name` to `end`: "NAME, 54, head of the council and a farmer"."""
        start = _apposition(line, end)
        if start == end + 1 and line.words[end] in ("is", "was") and name and line.tags[name - 1] == "ADP":
            start = None
        found: list[Role] = []
        while start is not None and len(found) < 3 and (parsed := self._phrase(line, start)):
            role, stop = parsed
            found.append(role)
            more = line.words[stop : stop + 1] == ["and"] or line.words[stop : stop + 2] == [",", "and"]
            start = stop + 1 + (line.words[stop] == ",") if more else None
        return tuple(found)

    def belonging(self, line: Line, role: Role, name_end: int) -> Role:
        """"Presidents NAME of Congo and …": what the title belongs to may stand after the name."""
        if role.of is None and not role.antecedent and line.words[name_end : name_end + 1] == ["of"]:
            start, end = _noun_phrase(line, name_end + 1, len(line.words))
            if start < end and line.words[start][:1].isupper():
                return replace(role, of=(start, end))
        return role

    def _apart(self, line: Line, stop: int) -> Role | None:
        """The role whose noun phrase ends just before `stop`: "the head of the regional administration ,"."""
        for end in range(stop, max(0, stop - _FARTHEST), -1):
            title = self.titles.ending(line, end, before_name=False)
            if title and title.kind != "honorific" and not title.plural and (end < stop or title.kind != "rank"):
                role = self._complete(line, self._premodified(line, title, 0), stop)
                return role[0] if role[1] == stop else None
            if line.words[end - 1] in (",", ".", ";", ":", "(", ")", '"', "“", "”") or line.tags[end - 1] in ("VERB", "AUX"):
                break
        return None

    def _phrase(self, line: Line, start: int) -> tuple[Role, int] | None:
        """The role of an apposition that begins at `start`, and the word after it; None where it is none."""
        first = start
        while first < len(line.words) and line.words[first].casefold() in _ARTICLES | _ITS | _HIS:
            first += 1
        head: Title | None = None
        i = first
        while i < min(len(line.words), first + _FARTHEST):
            title = self.titles.starting(line, i)
            if title and title.kind != "honorific" and not title.plural:
                head, i = title, title.end
            elif line.tags[i] in _PHRASE or line.words[i] == "-" or line.words[i].casefold() in self.titles.modifiers:
                i += 1
            elif line.tags[i] == "DET" and line.words[i - 1] in ("'s", "’s") or _old(line, i):
                i += 1
            elif line.tags[i] in ("PARTICIPLE", "ADV") and line.tags[i + 1 : i + 2] in _AFTER_ADVERB:
                i += 1
            else:
                break
        if head is None or head.end != i:
            return None
        role, stop = self._complete(line, self._premodified(line, head, start), len(line.words))
        return (role, stop) if _closed(line, stop, article=first > start) else None

    def _premodified(self, line: Line, title: Title, floor: int) -> Role:
        """The title with the words before it: its own ("deputy defence minister") and what it belongs to."""
        role = Role(title.start, title.end, plural=title.plural, rank=title.kind == "rank")
        i = title.start
        while i > floor:
            word, tag = line.words[i - 1], line.tags[i - 1]
            low = word.casefold()
            if i in line.bodies and line.bodies[i] >= floor:
                return self._former(line, replace(role, of=(line.bodies[i], i)), floor)
            if word in ("'s", "’s", "'", "’") and tag != "PUNCT":
                return self._former(line, replace(role, of=self._owner(line, i - 1, floor)), floor)
            if low in _ITS:
                return replace(role, antecedent="nearest" if low == "whose" else "subject")
            if (body := self.titles.body(line, i)) is not None:
                return self._former(line, replace(role, of=self._owner(line, i, floor, body)), floor)
            begin = _compound(line, i, floor)
            if begin < i - 1:
                if low in _AGE:
                    return role
                i = begin
                role = replace(role, start=begin)
            elif tag in ("NORP", "GPE") or (word[:1].isupper() and low not in self.titles.modifiers and not _opens(line, i - 1)):
                if tag not in _PHRASE:
                    return role
                return self._former(line, replace(role, of=self._owner(line, i, floor)), floor)
            elif not self._qualifies(line, i - 1, line.words[title.start][:1].isupper()):
                return role
            else:
                i -= 1
                role = replace(role, start=i)
        return role

    def _qualifies(self, line: Line, i: int, capital: bool) -> bool:
        """Is the word a part of the title after it? Common nouns are not of one in capitals ("in his address President")."""
        low = line.words[i].casefold()
        if low in _PRAISE or low in _ARTICLES:
            return False
        return low in self.titles.modifiers or (not capital and line.tags[i] in ("ADJ", "NOUN", "PROPN", "ADV", "PARTICIPLE"))

    def _owner(self, line: Line, end: int, floor: int, start: int | None = None) -> tuple[int, int]:
        """The words of the body or the country that end just before `end`; `start` where they are known to begin."""
        i = end if start is None else start
        while i > floor:
            if i in line.ends and line.ends[i] >= floor and "]" not in line.words[line.ends[i] : i]:
                i = line.ends[i]
            elif line.words[i - 1] == "-" and i - 1 > floor:
                i -= 2
            elif line.words[i - 1] in ("'s", "’s") and i < end:
                i -= 1
            elif line.words[i - 1].casefold() in _FORMER or self.titles.ending(line, i, before_name=False):
                break
            elif not line.words[i - 1][0].isalnum():
                break
            elif line.tags[i - 1] in ("PROPN", "NORP", "GPE", "X") or (line.words[i - 1][:1].isupper() and line.tags[i - 1] in _PHRASE):
                i -= 1
            elif line.words[end - 1 : end] and i == end and line.tags[i - 1] in ("NOUN", "ADJ"):
                i -= 1
                while i > floor and line.tags[i - 1] in ("NOUN", "ADJ", "PROPN"):
                    i -= 1
                break
            else:
                break
        return (min(i, end - 1), end)

    def _former(self, line: Line, role: Role, floor: int) -> Role:
        """"former Ukrainian president": the title reaches over what it belongs to."""
        if role.of and role.of[0] > floor and line.words[role.of[0] - 1].casefold() in _FORMER:
            return replace(role, start=role.of[0] - 1)
        return role

    def _complete(self, line: Line, role: Role, limit: int) -> tuple[Role, int]:
        """The role with the phrases after its title, and the word after the last of them (at most `limit`)."""
        stop = role.end
        for start, end, preposition in _phrases(line, stop, limit):
            if preposition in _STRONG and stop == role.end and self._portfolio(line, role, start, end):
                role = replace(role, end=end)
            elif role.rank:
                break
            elif preposition in _STRONG and stop <= role.end and not _possessed(line, role):
                role = replace(role, of=(start, end), antecedent="")
            elif role.of is None and not role.antecedent:
                role = replace(role, of=(start, end))
            stop = end
        return role, stop

    def _portfolio(self, line: Line, role: Role, start: int, end: int) -> bool:
        """"minister of defence", "Minister for the Middle East": what a minister is of is his title."""
        if line.words[role.end - 1].casefold() not in _PORTFOLIO:
            return False
        return self.titles.body(line, end) is None and not any(line.tags[i] in ("GPE", "NORP") for i in range(start, end))


def _opening(line: Line, name: int) -> int:
    """Where the words before a name end, without the comma or the phrase that leads to it ("identified as NAME")."""
    i = name
    words = [w.casefold() for w in line.words[max(0, i - 8) : i]]
    for link in ("who goes by the name of", "who gave his name as", "who gave her name as", "who identified himself as",
                 "who identified herself as", "identified as", "known as", "nicknamed", "named", "called"):  # fmt: skip
        n = len(link.split())
        if " ".join(words[-n:]) == link:
            i -= n
            break
    return i - 1 if i > 0 and line.words[i - 1] in (",", "(", "–", "—", "-", ":") else i


def _apposition(line: Line, end: int) -> int | None:
    """The first word of what is set beside a name: after its comma, its age, "who is" or "is the"."""
    words = [w.casefold() for w in line.words[end : end + 6]]
    if not words:
        return None
    if words[0] in (",", "(", "–", "—") and len(words) > 1:
        i = end + 1
        if line.tags[i] == "NUM" and words[2:3] in ([","], ["and"]):
            i += 2
        elif words[1] == "aged" and words[3:4] == [","]:
            i += 3
        elif words[1] == "who" and words[2:3] in (["is"], ["was"]):
            i += 2
        elif words[1] in ("now", "then", "currently", "himself", "herself", "also", "formerly", "once"):
            i += 1
        return i
    if words[0] in ("is", "was") and words[1:2] in (["the"], ["a"], ["an"]):
        return end + 1
    return None


def _phrases(line: Line, start: int, limit: int) -> Iterator[tuple[int, int, str]]:
    """The prepositional phrases that follow one another from `start`: (first word, word after the last, preposition)."""
    while start < limit - 1 and (preposition := line.words[start].casefold()) in _STRONG | _WEAK:
        if line.words[start : start + 3] == ["in", "charge", "of"]:
            start, preposition = start + 2, "of"
        first, end = _noun_phrase(line, start + 1, limit)
        if first >= end:
            return
        yield first, end, preposition
        start = end


def _noun_phrase(line: Line, start: int, limit: int) -> tuple[int, int]:
    """The bounds of the noun phrase that begins at `start`, without its article, with its own "of" phrases."""
    while start < limit and (line.tags[start] in ("DET", "PRON") or line.words[start].casefold() in _ARTICLES | _ITS | _HIS):
        start += 1
    if line.words[start + 1 : start + 2] in (["'s"], ["’s"]) and line.words[start].islower():  # "the city's Saudi Hospital"
        start += 2
    i = start
    while i < min(limit, start + _FARTHEST):
        if i in line.chunks and line.chunks[i] <= limit:
            i = line.chunks[i]
        elif line.words[i] in ("-", "'s", "’s", "'", "’") and i > start or line.tags[i] in _PHRASE and line.words[i].casefold() not in _CLAUSE:
            i += 1
        elif line.tags[i] == "PARTICIPLE" and line.tags[i + 1 : i + 2] in _AFTER_ADVERB and i == start:
            i += 1
        elif line.words[i].casefold() == "of" and start < i < limit - 1 and line.tags[i + 1] in _PHRASE | {"DET"}:
            i += 2 if line.tags[i + 1] == "DET" else 1
        else:
            break
    return start, i


def _compound(line: Line, end: int, floor: int) -> int:
    """Where the word that ends before `end` begins, with what hyphens join to it ("Russian-installed")."""
    begin = end - 1
    while begin - 2 >= floor and line.words[begin - 1] == "-":
        begin -= 2
    return begin


def _old(line: Line, i: int) -> bool:
    """Is the word one of an age ("41-year-old"), which the model takes for a date?"""
    return line.tags[i] == "DATE" and (line.words[i].casefold() in _AGE or line.words[i + 1 : i + 2] == ["-"])


def _possessed(line: Line, role: Role) -> bool:
    return role.of is not None and line.words[role.of[1] : role.of[1] + 1] in (["'s"], ["’s"], ["'"], ["’"])


def _opens(line: Line, i: int) -> bool:
    """Is the word an ordinary one that has its capital from the beginning of the sentence?"""
    return line.tags[i] in ("ADJ", "ADV") and (i == 0 or line.words[i - 1] in (".", '"', "“", "\n", "!", "?"))


def _closed(line: Line, stop: int, article: bool) -> bool:
    """Does the apposition end where it was read to? "NAME, the governor said" is none, "NAME, head of X said" is one."""
    if stop >= len(line.words) or line.words[stop] in _CLOSING or line.words[stop].casefold() in _CLAUSE | _WEAK:
        return True
    return line.tags[stop] in ("SPACE", "SCONJ") or (line.tags[stop] in ("VERB", "AUX") and not article)
