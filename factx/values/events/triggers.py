"""The table `triggers`: which words tell of which event, and under what conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from factx.lexicon import Row


@dataclass(frozen=True, slots=True)
class Clause:
    """What the conditions look at: the kinds of the nouns in each role, the prepositions and modifiers of the word.

    `subject` and `object` hold "none" where there is no such noun.
    """

    subject: frozenset[str] = frozenset({"none"})
    object: frozenset[str] = frozenset({"none"})
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)  #: of the nouns under each preposition
    weapon: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    passive: bool = False

    def of(self, key: str) -> frozenset[str]:
        """The values of a condition's key."""
        if key == "passive":
            return frozenset({"yes"} if self.passive else ())
        if key in self.under:
            return self.under[key]
        if key == "any":
            return self.subject | self.object | self.weapon
        values: frozenset[str] = getattr(self, key, frozenset())
        return values


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row: the words (the first is the head's lemma for a verb), the type told (none: no event), the frame,
    and where it stands."""

    words: tuple[str, ...]
    type: str
    frame: str
    wanted: tuple[tuple[str, frozenset[str]], ...] = ()
    barred: tuple[tuple[str, frozenset[str]], ...] = ()
    source: str = ""

    def holds(self, clause: Clause) -> bool:
        """Do all its conditions hold?"""
        return all(clause.of(k) & v for k, v in self.wanted) and not any(clause.of(k) & v for k, v in self.barred)


@dataclass(slots=True)
class Triggers:
    """The rows by the lemma of their head: the last word of a noun ("air strike"), the first of a verb and of a noun
    with an of-phrase ("exchange of fire"). The longer names come first, then the order of the table."""

    verbs: dict[str, list[Trigger]] = field(default_factory=dict)
    nouns: dict[str, list[Trigger]] = field(default_factory=dict)


def forms_of(head: str) -> set[str]:
    """The words that may be read as a head of the table: as it stands, in capitals, and with -ed or -ing."""
    forms = {head, head.title(), head.upper()}
    if head.endswith("e"):
        forms |= {head + "d", head[:-1] + "ing"}
    return forms


def triggers(rows: Iterable[Row]) -> Triggers:
    """The triggers of the table's rows."""
    found = Triggers()
    for row in rows:
        words = tuple(row["lemma"].split())
        wanted, barred = _conditions(row["when"])
        noun = row["pos"] == "NOUN"
        head = words[-1] if noun and "of" not in words else words[0]
        table = found.nouns if noun else found.verbs
        table.setdefault(head, []).append(Trigger(words, row["type"], row["frame"], wanted, barred, row.source))
    for table in (found.verbs, found.nouns):
        for group in table.values():
            group.sort(key=lambda t: -len(t.words))
    return found


Conditions = tuple[tuple[str, frozenset[str]], ...]


def _conditions(text: str) -> tuple[Conditions, Conditions]:
    wanted, barred = [], []
    for part in text.split(";"):
        key, _, values = part.strip().partition("=")
        if not key:
            continue
        said = frozenset(values.split("|")) if values else frozenset({"yes"})
        if key.startswith("!"):
            barred.append((key[1:], said))
        else:
            wanted.append((key, said))
    return tuple(wanted), tuple(barred)
