"""What spaCy's parse says of a word: who does it, to whom, with what, where.

A reading of the dependency tree that several components share: coordination is spread, passives are turned, reduced
and relative clauses find their noun, and a clause without a subject takes that of the clause it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECT = frozenset(("dobj", "obj"))
RELATIVE = frozenset("who which that whom".split())
#: Verbs whose object is the means of what their subject does: "used boats to land troops".
EMPLOYING = frozenset("use employ utilise utilize".split())
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


def reduced(verb: Token) -> Token | None:
    """The main verb of a clause whose first participle the parser takes for it: in "a missile fired from a drone struck
    a bus" it makes "struck" a verb coordinated with "fired", though nothing joins them."""
    if verb.tag_ not in ("VBN", "VBD") or any(c.dep_ in OBJECT or c.dep_ in ("aux", "auxpass") for c in verb.children):
        return None
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    main = next((c for c in verb.children if c.dep_ in ("conj", "dep") and verbal(c) and c.i > verb.i), None)
    if not own or main is None or main.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    joined = any(c.dep_ == "cc" or (c.text in ",;" and c.i < main.i) for c in verb.children)
    return None if joined or any(c.dep_ in SUBJECT for c in main.children) else main


def passive(verb: Token, depth: int = DEPTH) -> bool:
    """Is the surface subject of a verb what it is done to?"""
    children = {c.dep_ for c in verb.children}
    if reduced(verb) is not None:
        return True
    if children & {"nsubjpass", "auxpass", "agent"}:
        return True
    if verb.tag_ != "VBN" or "aux" in children or children & OBJECT:
        return False
    if verb.dep_ == "conj" and verbal(verb.head) and reduced(verb.head) != verb:
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
        if above.dep_ == "pobj" and above.head.dep_ == "agent":  # "were accused by residents of looting"
            above = above.head.head
        blamed = [n for c in above.children if c.dep_ in OBJECT for n in coordinated(c)]
        if head.lower_ in BLAMED and verbal(above) and blamed:
            return blamed
        return surface_subject(above, depth - 1) if verbal(above) else possessors(above)
    if dep in ("conj", "advcl", "xcomp", "ccomp") and verbal(head):
        if (dep == "xcomp" or (dep == "ccomp" and _infinitive(verb))) and head.lemma_ not in EMPLOYING:
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
    stranded = next((c.lower_ for c in verb.children if turned and _stranded(c, verb)), "object")
    found = [Argument(stranded if turned else "subject", n) for n in surface_subject(verb)]
    if verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in EMPLOYING and verb.tag_ == "VB":
        found += [Argument("using", n) for c in verb.head.children if c.dep_ in OBJECT for n in coordinated(c)]
    found += _there(verb)
    if verb.dep_ == "xcomp" and any(c.dep_ in OBJECT for c in verb.head.children):
        found += _there(verb.head)  # "urged people there to leave"
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


def _there(verb: Token) -> list[Argument]:
    """Where a verb says it to be by "there", with what is coordinated ("there and in a town, Korenevo, to leave")."""
    found = []
    for child in verb.children:
        if child.lower_ == "there" and child.dep_ == "advmod":
            also = [c for c in verb.children if c.dep_ == "npadvmod" and c.pos_ == "PROPN" and c.i > child.i]
            found += [Argument("in", n) for n in (child, *(n for c in child.conjuncts for n in under(c)), *also)]
    return found


def _stranded(preposition: Token, verb: Token) -> bool:
    """Is it a preposition whose noun is the subject of the passive: "the car was fired on"?"""
    governed = preposition.dep_ not in ("prep", "prt") or preposition.n_rights > 0
    return not governed and preposition.lower_ in ("on", "upon", "at") and preposition.i == verb.i + 1


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


def nearer_subject(verb: Token) -> list[Token]:
    """The subject of the last finite verb before a participle, which the parse may hang on a verb farther off: "the
    raid came after troops crossed the river, claiming …"."""
    for t in reversed(verb.doc[max(verb.sent.start, verb.i - WORDS) : verb.i]):
        own = [c for c in t.children if c.dep_ == "nsubj"] if t.tag_ in ("VBD", "VBZ", "VBP") else []
        if own:
            return [n for c in own for n in coordinated(_antecedent(c, t))]
    return []


def _infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children) or verb.tag_ in ("VB", "VBG")


def _shared_object(verb: Token) -> list[Token]:
    """The object of a verb that shares it with the verb coordinated with it ("shelled and burned the village")."""
    for other in verb.children:
        if other.dep_ == "conj" and verbal(other) and other.i - verb.i <= 3:
            return [n for c in other.children if c.dep_ in OBJECT for n in coordinated(c)]
    return []
