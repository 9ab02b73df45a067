"""What stands before a title: words of the title itself ("deputy defence minister") and what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factx.values.people.line import Line
from factx.values.people.phrases import ARTICLES, ITS, NOMINAL, aged, compound, opens, over_former
from factx.values.people.titles import Title, Titles

_PRAISE = frozenset("prominent influential well known popular respected outspoken famous same".split())
_QUALIFYING = frozenset(["ADJ", "NOUN", "PROPN", "ADV", "PARTICIPLE"])


@dataclass(frozen=True, slots=True)
class Role:
    """A title over the words `start` to `end` of a line.

    `of` are the words of what it belongs to; where they stand inside the title ("former Ukrainian president") they are
    no part of it. `antecedent`: it belongs to a body named before, the "nearest" or the "subject" of its sentence.
    `posted`: `of` is where the person serves, not whom ("ambassador to Chad"). `source`: where the title's row stands.
    """

    start: int
    end: int
    of: tuple[int, int] | None = None
    antecedent: str = ""
    plural: bool = False
    rank: bool = False
    posted: bool = False
    source: str = ""


class Premodifiers:
    """Reads leftwards from a title."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def read(self, line: Line, title: Title, floor: int = 0) -> Role:
        """The title with the words before it, none of them before `floor`."""
        role = Role(title.start, title.end, plural=title.plural, rank=title.kind == "rank", source=title.source)
        capital = line.capital(title.start)
        i = title.start
        while i > floor:
            if line.possessive(i - 1):
                return self._of(line, role, self._owner(line, i - 1, floor), floor)
            if line.low(i - 1) in ITS:
                return replace(role, antecedent="nearest" if line.low(i - 1) == "whose" else "subject")
            if line.low(i - 1) in ARTICLES:
                return role
            body = line.bodies[i] if line.bodies.get(i, -1) >= floor else self.titles.body(line, i)
            if body is not None:
                return self._of_body(line, role, body, i, floor)
            begin = compound(line, i, floor)
            if begin == i - 1 and self._names(line, begin):
                if line.tags[begin] not in NOMINAL:
                    return role
                return self._of(line, role, self._owner(line, i, floor), floor)
            if aged(line, i - 1) or not (begin < i - 1 or self._qualifies(line, begin, capital)):
                return role
            i = begin
            role = replace(role, start=begin)
        return role

    def _names(self, line: Line, i: int) -> bool:
        """Is the word a name, of a people, a country or a body?"""
        if line.tags[i] in ("NORP", "GPE"):
            return True
        return line.capital(i) and line.low(i) not in self.titles.modifiers and not opens(line, i)

    def _qualifies(self, line: Line, i: int, capital: bool) -> bool:
        """Is the word a part of the title after it? A title in capitals takes in no common nouns ("in his address
        President")."""
        if line.low(i) in _PRAISE:
            return False
        if capital:
            return line.low(i) in self.titles.modifiers and (line.capital(i) or over_former(line, i + 1, i) == i)
        return line.low(i) in self.titles.modifiers or line.tags[i] in _QUALIFYING

    def _of(self, line: Line, role: Role, of: tuple[int, int], floor: int) -> Role:
        """The role with what it belongs to; in "former Ukrainian president" the title reaches over it."""
        former = over_former(line, of[0], floor)
        return replace(role, of=of, start=former if former < of[0] else role.start)

    def _of_body(self, line: Line, role: Role, body: int, end: int, floor: int) -> Role:
        """The role of a body ("army chief"); in "Ethiopia's former army chief" the army belongs to the title."""
        former = over_former(line, body, floor)
        if former < body and line.possessive(former - 1):
            return replace(role, start=former, of=self._owner(line, former - 1, floor))
        return self._of(line, role, self._owner(line, end, floor, body), floor)

    def _owner(self, line: Line, end: int, floor: int, start: int | None = None) -> tuple[int, int]:
        """The words of the body or the country that end just before `end`; `start` where they are known to begin."""
        i = end if start is None else start
        while i > floor:
            chunk = line.ends.get(i, -1)
            if chunk >= floor and "]" not in line.words[chunk:i]:
                i = chunk
            elif line.words[i - 1] == "-" and i - 1 > floor:
                i -= 2
            elif i < end and line.possessive(i - 1):
                i -= 1
            elif over_former(line, i, floor) < i or self.titles.ending(line, i, before_name=False):
                break
            elif line.words[i - 1][0].isalnum() and self._proper(line, i - 1):
                i -= 1
            elif i == end:
                return self._common(line, end, floor), end
            else:
                break
        return min(i, end - 1), end

    def _proper(self, line: Line, i: int) -> bool:
        return line.tags[i] in ("PROPN", "NORP", "GPE", "X") or (line.capital(i) and line.tags[i] in NOMINAL)

    def _common(self, line: Line, end: int, floor: int) -> int:
        """Where a noun phrase in small letters begins that owns the office ("the charter school's headmaster")."""
        i = end - 1
        while i > floor and line.tags[i - 1] in ("NOUN", "ADJ", "PROPN"):
            i -= 1
        return i
