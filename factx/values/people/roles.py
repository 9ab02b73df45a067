"""Roles: what a report calls a person, read from the words before and after the name.

    Ukraine's former army chief, Gen. NAME      NAME, a surgeon at the Saudi Maternity Hospital, said

A role is a title and what it belongs to: what is possessive, the name of a people or a body, or a body's common noun
("army") before the title, or the noun phrase after its "of", "for" or "at". All positions are word indices of a `Line`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factx.values.people import phrases
from factx.values.people.line import Line
from factx.values.people.phrases import ARTICLES, FARTHEST, HIS, ITS, STRONG
from factx.values.people.premodifiers import Premodifiers, Role
from factx.values.people.titles import Title, Titles

__all__ = ["Before", "Grammar", "Role"]

#: Those who are sent: what follows their "for" or "to" is where they serve.
_SENT = frozenset("ambassador envoy representative coordinator rapporteur correspondent consul delegate".split())
_PORTFOLIO = frozenset("minister ministers secretary undersecretary commissioner rapporteur".split())
_BREAKS = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”", "\n"])
_ROLES = 3  # appositions to one name


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a name: its roles, and the rows of the titles that touch the name."""

    roles: tuple[Role, ...]
    titles: tuple[str, ...]

    @property
    def titled(self) -> bool:
        """Does a title touch the name?"""
        return bool(self.titles)


class Grammar:
    """Reads the roles around a name by the tables of titles."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles
        self.premodifiers = Premodifiers(titles)

    def before(self, line: Line, name: int, end: int) -> Before:
        """The roles before the name over the words `name` to `end`: "army chief Gen. NAME", "the mayor, NAME"."""
        roles: list[Role] = []
        start, titles = name, []
        while title := self.titles.ending(line, start):
            start = title.start
            titles.append(title.source)
            if title.kind == "rank":
                roles.append(Role(title.start, title.end, rank=True, plural=title.plural, source=title.source))
            elif title.kind != "honorific":
                roles.append(self.belonging(line, self.premodifiers.read(line, title), end))
                return Before(tuple(roles), tuple(titles))
        opened = phrases.opening(line, start)
        if (opened == start or phrases.ended(line, end)) and (role := self._apart(line, opened)) is not None:
            roles.append(role)
        return Before(tuple(roles), tuple(titles))

    def after(self, line: Line, name: int, end: int) -> tuple[Role, ...]:
        """The roles after the name over the words `name` to `end`: "NAME, 54, head of the council and a farmer"."""
        start = phrases.apposition(line, end)
        if line.at(end) in ("is", "was") and line.tag(name - 1) == "ADP":  # "the bishop of NAME was a witness"
            start = None
        found: list[Role] = []
        while start is not None and len(found) < _ROLES and (parsed := self._apposition(line, start)):
            role, stop = parsed
            found.append(role)
            stop += line.at(stop) == "," and line.low(stop + 1) == "and"
            start = stop + 1 if line.low(stop) == "and" else None
        return tuple(found)

    def belonging(self, line: Line, role: Role, end: int) -> Role:
        """What a title before the name belongs to may stand after it ("Presidents NAME of Congo and …")."""
        if role.of is None and not role.antecedent and line.at(end) == "of":
            of = phrases.noun_phrase(line, end + 1, len(line.words))
            if of[0] < of[1] and line.capital(of[0]):
                return replace(role, of=of)
        return role

    def _apart(self, line: Line, stop: int) -> Role | None:
        """The role whose noun phrase ends just before `stop`: "the head of the regional administration ,"."""
        for end in range(stop, max(0, stop - FARTHEST), -1):
            title = self.titles.ending(line, end, before_name=False)
            if title and title.kind != "honorific" and not title.plural and (end < stop or title.kind != "rank"):
                role, ended = self._complete(line, self.premodifiers.read(line, title), stop)
                return role if ended == stop else None
            if line.words[end - 1] in _BREAKS or line.tags[end - 1] in ("VERB", "AUX"):
                break
        return None

    def _apposition(self, line: Line, start: int) -> tuple[Role, int] | None:
        """The role of an apposition that begins at `start`, and the word after it; None where it is none."""
        first = start
        while line.low(first) in ARTICLES | ITS | HIS:
            first += 1
        head: Title | None = None
        i = first
        while i < min(len(line.words), first + FARTHEST):
            title = self.titles.starting(line, i)
            if title and title.kind != "honorific" and not title.plural:
                head, i = title, title.end
            elif phrases.inside(line, i) or line.low(i) in self.titles.modifiers:
                i += 1
            else:
                break
        if head is None or head.end != i:
            return None
        role, stop = self._complete(line, self.premodifiers.read(line, head, start), len(line.words))
        return (role, stop) if phrases.closed(line, stop, article=first > start) else None

    def _complete(self, line: Line, role: Role, limit: int) -> tuple[Role, int]:
        """The role with the phrases after its title, and the word after the last of them (at most `limit`)."""
        stop = role.end
        for start, end, preposition in phrases.prepositional(line, stop, limit):
            if preposition in STRONG and stop == role.end and self._portfolio(line, role, start, end):
                role = replace(role, end=end)
            elif role.rank:
                break
            elif role.of is None and not (role.antecedent and preposition not in STRONG):
                posted = preposition in ("for", "to", "in") and line.low(role.end - 1) in _SENT
                role = replace(role, of=(start, end), antecedent="", posted=posted)
            elif stop == role.end and self._outranks(line, role, preposition):
                role = replace(role, of=(start, end))
            stop = end
        return role, stop

    def _outranks(self, line: Line, role: Role, preposition: str) -> bool:
        """Does the phrase after the title tell what it belongs to, though something stands before the title? "of" does
        ("the Ukrainian head of …"); "for" does after the name of a people, but an envoy is of who sends him."""
        if role.of is None or preposition not in STRONG or line.possessive(role.of[1]):
            return False
        people = all(tag in ("NORP", "GPE") for tag in line.tags[slice(*role.of)])
        return preposition == "of" or (people and line.low(role.end - 1) not in _SENT)

    def _portfolio(self, line: Line, role: Role, start: int, end: int) -> bool:
        """What a minister is of is his title ("minister of defence"), unless it is a state or a body."""
        if line.low(role.end - 1) not in _PORTFOLIO or self.titles.body(line, end) is not None:
            return False
        return not any(tag in ("GPE", "NORP") for tag in line.tags[start:end])
