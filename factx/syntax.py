"""What spaCy's parse says of a word: who does it, to whom, with what, where; and the noun phrase around a head.

A reading of the dependency tree that several components share: coordination is spread, passives are turned, reduced
and relative clauses find their noun, and a clause without a subject takes that of the clause it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span, Token

SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECT = frozenset(("dobj", "obj"))
RELATIVE = frozenset("who which that whom".split())
#: Children on the left that belong to a noun phrase; determiners and numerals do not.
INNER = frozenset("amod compound nmod poss npadvmod nn".split())
#: Heads that only count or gather what their of-phrase names.
COUNTERS = frozenset(
    "dozen hundred thousand million score handful number series couple lot majority total some most many part"
    " all one chunk swathe swath piece portion bulk remainder rest"
    " two three four five six seven eight nine ten several both each none half quarter third wave pair volley".split()
)
QUANTIFIERS = frozenset("several many few numerous other various more some such last first next".split())
#: Under which of a verb's prepositions a clause is about the verb's object: "accused them of", "kept them from".
BLAMED = frozenset(("of", "for", "from", "into"))
#: How far up or down a chain of clauses, of-phrases or prepositions is followed: hostile text has endless ones.
DEPTH = 4
#: How many coordinated words, and how many words of a clause, are looked at.
MOST, WORDS = 60, 300


class Argument(NamedTuple):
    """A noun that belongs to a word: `role` is subject, object, dative, or the preposition that it stands under."""

    role: str
    head: Token


def coordinated(token: Token) -> list[Token]:
    """The token and those that are coordinated with it, on and on; a coordination of nouns stops at a verb."""
    found = [token]
    i = 0
    while i < len(found) < MOST:
        found += [c for c in found[i].children if c.dep_ == "conj" and (c.pos_ != "VERB" or token.pos_ == "VERB")]
        i += 1
    return found


def leading(token: Token) -> Token:
    """The first of the nouns that a noun is coordinated with."""
    for _ in range(MOST):
        if token.dep_ != "conj" or verbal(token.head):
            break
        token = token.head
    return token


def verbal(token: Token) -> bool:
    """Is the token a verb of a clause?"""
    return token.pos_ in ("VERB", "AUX")


def passive(verb: Token, depth: int = DEPTH) -> bool:
    """Is the surface subject of a verb what it is done to?"""
    children = {c.dep_ for c in verb.children}
    if children & {"nsubjpass", "auxpass", "agent"}:
        return True
    if verb.tag_ != "VBN" or "aux" in children or children & OBJECT:
        return False
    if verb.dep_ == "conj" and verbal(verb.head):
        return "nsubj" not in children and depth > 0 and passive(verb.head, depth - 1)
    return verb.dep_ in ("acl", "advcl", "ROOT", "relcl", "ccomp", "oprd")


def surface_subject(verb: Token, depth: int = DEPTH) -> list[Token]:
    """The nouns that stand as the subject of a verb, its own or those of the clause that it hangs on."""
    own = [c for c in verb.children if c.dep_ in SUBJECT and c.dep_ != "csubj"]
    if own:
        return [n for c in own for n in coordinated(_antecedent(c, verb))]
    if not depth:
        return []
    dep, head = verb.dep_, verb.head
    if dep in ("acl", "relcl"):
        return _of_noun(verb, head)
    if dep == "pcomp":
        above = head.head
        blamed = [n for c in above.children if c.dep_ in OBJECT for n in coordinated(c)]
        if head.lower_ in BLAMED and verbal(above) and blamed:
            return blamed
        return surface_subject(above, depth - 1) if verbal(above) else possessors(above)
    if dep in ("conj", "advcl", "xcomp", "ccomp") and verbal(head):
        if dep == "xcomp" or (dep == "ccomp" and _infinitive(verb)):
            objects = [n for c in head.children if c.dep_ in OBJECT for n in coordinated(c)]
            if objects:
                return objects
        if dep == "ccomp" and not _infinitive(verb):
            return []
        return surface_subject(head, depth - 1)
    if dep == "acomp" or (dep in ("xcomp", "advcl") and head.pos_ == "ADJ"):
        return surface_subject(head.head, depth - 1) if verbal(head.head) else []
    return []


def arguments(verb: Token) -> list[Argument]:
    """The nouns that belong to a verb, by their roles in the active voice."""
    turned = passive(verb)
    found = [Argument("object" if turned else "subject", n) for n in surface_subject(verb)]
    for child in verb.children:
        if child.dep_ in OBJECT or (child.dep_ == "attr" and verb.pos_ == "VERB"):
            found += [Argument("object", n) for n in coordinated(_antecedent(child, verb))]
        elif child.dep_ == "dative" and child.pos_ != "ADP":
            found += [Argument("dative", n) for n in coordinated(child)]
        elif child.dep_ in ("prep", "agent", "dative"):
            role = "subject" if child.dep_ == "agent" and turned else child.lower_
            found += [Argument(role, n) for n in under(child)]
    if not any(a.role == "object" for a in found) and not turned:
        found += [Argument("object", n) for n in _shared_object(verb)]
    return found


def of_noun(noun: Token) -> list[Argument]:
    """The nouns that belong to a noun: under its prepositions, its possessors ("poss") and modifiers ("modifier")."""
    found = [Argument("poss", n) for n in possessors(noun)]
    for child in noun.children:
        if child.dep_ in ("prep", "agent"):
            found += [Argument(child.lower_, n) for n in under(child)]
        elif child.dep_ in ("compound", "nmod", "amod") and child.i < noun.i:
            found += [Argument("modifier", m) for m in coordinated(child)]
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            found += [Argument("by", n) for c in child.children if c.dep_ == "agent" for n in under(c)]
    return found


def under(preposition: Token, depth: int = DEPTH) -> list[Token]:
    """The nouns under a preposition, and those under one that it governs ("from under the bridge")."""
    found = []
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and not verbal(child):
            found += coordinated(child)
        elif depth and (child.dep_ == "prep" or (child.dep_ == "conj" and child.pos_ == "ADP")):
            found += under(child, depth - 1)
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose a noun is: "Moscow's forces"."""
    return [n for c in noun.children if c.dep_ == "poss" for n in coordinated(c)]


def noun_phrase(head: Token, name: Span | None = None, depth: int = DEPTH) -> tuple[int, int]:
    """The characters of the shortest full noun phrase around a head, without article and numeral: its modifiers, the
    `name` that it lies in, where it does, and its of-phrase."""
    first, last = head, head
    for child in head.children:
        if child.i < head.i and child.dep_ in INNER and not _counts(child):
            first = min(first, _left(child), key=lambda t: t.i)
    start, end = first.i, last.i + 1
    if name is not None:
        start, end = min(start, name.start) if not _person(name) else name.start, max(end, name.end)
    for child in head.children if name is None and depth else ():
        if child.lower_ == "of" and child.i >= end - 1 and child.dep_ == "prep":
            inner = [n for n in child.children if n.dep_ == "pobj"]
            if inner and child.i == end:
                return head.doc[start].idx, noun_phrase(inner[0], None, depth - 1)[1]
    tail = head.doc[end - 1]
    return head.doc[start].idx, tail.idx + len(tail)


def meant(head: Token) -> Token:
    """The noun that a counting head stands for: "dozens of fighters", "two of the drones"."""
    for _ in range(DEPTH):
        inner = [n for c in head.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
        if not inner or not (head.lemma_.lower() in COUNTERS or head.pos_ == "NUM"):
            return head
        head = inner[0]
    return head


def clause(token: Token) -> Iterator[Token]:
    """The words of the clause that a word stands in, without the clauses inside it that have a verb of their own."""
    top = token
    while top.head.i != top.i and not (verbal(top) and top.dep_ not in ("aux", "auxpass")):
        top = top.head
    held, seen = [top], 0
    while held and seen < WORDS:
        word, seen = held.pop(), seen + 1
        yield word
        held += [
            c for c in word.children if not (verbal(c) and c.dep_ in ("relcl", "advcl", "ccomp", "conj", "parataxis"))
        ]


def _person(name: Span) -> bool:
    return name.label_ == "PERSON"


def _counts(child: Token) -> bool:
    return (
        (child.dep_ == "poss" and child.pos_ == "PRON")
        or child.lower_ in QUANTIFIERS
        or child.pos_ == "NUM"
        or child.lower_ == "old"
    )


def _left(token: Token, depth: int = DEPTH) -> Token:
    """The first word of a modifier, its own modifiers in ("heavily armed", "Russia 's defence")."""
    kept = [c for c in token.children if c.i < token.i and c.dep_ not in ("det", "nummod", "predet", "cc", "punct")]
    return min((_left(c, depth - 1) for c in kept), key=lambda t: t.i) if kept and depth else token


def _antecedent(word: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if word.lower_ in RELATIVE and word.pos_ in ("PRON", "DET", "SCONJ"):
        top = verb
        while top.dep_ == "conj" and verbal(top.head):
            top = top.head
        if top.dep_ == "relcl":
            return top.head
    return word


def _of_noun(verb: Token, noun: Token) -> list[Token]:
    """The subject of a clause that stands under a noun: the noun, but for "their attempt to storm the town"."""
    if verb.dep_ == "acl" and _infinitive(verb):
        by = [n for c in noun.children if c.lower_ == "by" for n in under(c)]
        governor = noun.head
        if by or possessors(noun):
            return by or possessors(noun)
        return surface_subject(governor, 1) if verbal(governor) and noun.dep_ in OBJECT else []
    if verb.tag_ in ("VBN", "VBG") or (verb.dep_ == "relcl" and not any(c.dep_ in SUBJECT for c in verb.children)):
        return [noun]
    return []


def _infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children) or verb.tag_ in ("VB", "VBG")


def _shared_object(verb: Token) -> list[Token]:
    """The object of a verb that shares it with the verb coordinated with it ("shelled and burned the village")."""
    for other in verb.children:
        if other.dep_ == "conj" and verbal(other) and other.i - verb.i <= 3:
            return [n for c in other.children if c.dep_ in OBJECT for n in coordinated(c)]
    return []
