"""What "they" and "them" stand for: a noun phrase of people before them, by the parse.

No component; the slots of events use it. Within a sentence the subjects come first, in their order, then the others;
the nouns of the pronoun's own verb are none. Names alone are the concern of `factx.facts.references`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from factx.syntax import SUBJECT, verbal

PLURAL = frozenset(("they", "them"))
#: How many sentences back the noun may stand.
REACH = 2
#: How many words back: hostile text has endless sentences.
FAR = 120
_ROLES = SUBJECT | {"dobj", "pobj", "conj", "attr"}


def antecedent(pronoun: Token, people: Callable[[Token], bool]) -> Token | None:
    """The head of the noun phrase that a plural pronoun stands for; `people` tells the nouns that name people."""
    if pronoun.lower_ not in PLURAL:
        return None
    for first, end in _stretches(pronoun):
        nouns = [t for t in pronoun.doc[first:end] if _plural(t) and not _mate(t, pronoun) and people(t)]
        if nouns:
            return min(nouns, key=lambda t: (t.dep_ not in SUBJECT, t.i))
    return None


def _stretches(pronoun: Token) -> Iterator[tuple[int, int]]:
    """The tokens before a pronoun in its sentence, then those of the sentences before it."""
    sentence, far = pronoun.sent, max(0, pronoun.i - FAR)
    yield max(far, sentence.start), pronoun.i
    for _ in range(REACH):
        if sentence.start <= far:
            return
        sentence = pronoun.doc[sentence.start - 1].sent
        yield max(far, sentence.start), sentence.end


def _plural(t: Token) -> bool:
    return t.tag_ in ("NNS", "NNPS") and t.dep_ in _ROLES


def _mate(noun: Token, pronoun: Token) -> bool:
    """Does a noun belong to the same verb as the pronoun?"""
    return noun.head == pronoun.head and verbal(noun.head)
