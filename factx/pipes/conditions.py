"""Which of a trigger's rows holds: the kinds of the nouns that stand in its roles, and what it was done with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from factx.pipes.kinds import NONE, Kinds
from factx.pipes.nounphrases import meant
from factx.pipes.triggerwords import Match
from factx.syntax import Argument, passive
from factx.values.events.triggers import Clause

#: Roles that no preposition gives.
GRAMMATICAL = frozenset("subject object dative poss modifier".split())
#: Roles in which a weapon may stand.
WITH = frozenset("subject by with using modifier in from".split())


def fitting(rows: Iterable[Match], clause: Clause, tools: list[Token], kinds: Kinds) -> Iterator[Match]:
    """The rows whose conditions hold, those of several words first: of each, those that ask for a weapon by the first
    weapon named, then the others."""
    for several in (True, False):
        some = [(row, words) for row, words in rows if (len(row.words) > 1) is several]
        asking = [(row, words) for row, words in some if any(key == "weapon" for key, _ in row.wanted)]
        for tool in tools if asking else ():
            with_it = replace(clause, weapon=kinds.of(tool))
            yield from ((row, words) for row, words in asking if row.holds(with_it))
        yield from ((row, words) for row, words in some if (row, words) not in asking and row.holds(clause))


def tools(found: list[Argument], kinds: Kinds) -> list[Token]:
    """The nouns among the arguments that may be what it was done with, in the order of the text."""
    tools = [meant(a.head) for a in found if a.role in WITH or (a.role == "of" and kinds.weapon(a.head))]
    tools += [c for a in found if a.role == "subject" for c in a.head.children if c.dep_ == "compound"]
    return sorted(tools, key=lambda t: t.i)


def clause_of(found: list[Argument], head: Token, kinds: Kinds) -> Clause:
    def of(*roles: str) -> frozenset[str]:
        heads = [meant(a.head) for a in found if a.role in roles]
        return frozenset().union(*(kinds.of(h) for h in heads)) if heads else NONE

    if head.pos_ != "VERB":
        subject = of("subject", "by", "poss", "modifier", "with", "between")
        object_ = of("object", "of", "on", "against", "for")
    else:
        subject, object_ = of("subject"), of("object")
        object_ = of("into", "across", "over") if object_ == NONE else object_
    roles = {a.role for a in found} | {c.dep_ for c in head.children}
    modifiers = frozenset(a.head.lower_ for a in found if a.role == "modifier")
    turned = head.pos_ == "VERB" and passive(head)
    under = {role: of(role) for role in {a.role for a in found} - GRAMMATICAL}
    return Clause(subject, object_, under, frozenset(), frozenset(roles), modifiers, turned)
