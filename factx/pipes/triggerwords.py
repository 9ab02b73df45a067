"""Which words of a text may be a trigger: those that head a row of the table, with the words that a row has besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.strings import StringStore
from spacy.tokens import Token

from factx.values.events.triggers import Trigger, Triggers, forms_of

#: A row of the table, and the words of the text that its words are.
Match = tuple[Trigger, list[Token]]


class Heads(NamedTuple):
    """The numbers (spaCy's hashes) of the words that can head a row of the table, and of the marks of the parse."""

    nouns: frozenset[int]
    verbs: frozenset[int]
    noun: frozenset[int]
    verb: int
    subject: frozenset[int]


def heads(triggers: Triggers) -> Heads:
    """The heads of a table's nouns and verbs."""
    strings = StringStore()
    nouns, verbs = (
        frozenset(strings[form] for head in table for form in forms_of(head))
        for table in (triggers.nouns, triggers.verbs)
    )
    noun, subject = (frozenset(strings[mark] for mark in marks) for marks in (("NOUN", "PROPN"), ("nsubj", "csubj")))
    return Heads(nouns, verbs, noun, strings["VERB"], subject)


def matches(triggers: Triggers, token: Token, noun: bool) -> list[Match]:
    """The rows whose words a word and its neighbours are."""
    table = triggers.nouns if noun else triggers.verbs
    rows = next((table[form] for form in _forms(token) if form in table), ())
    found = ((row, _wording(token, row, noun)) for row in rows)
    return [(row, words) for row, words in found if words is not None]


def _forms(token: Token) -> Iterator[str]:
    """The forms under which a word may stand in the table: the lemma, the word, and the lemma of a verb in -e that the
    lemmatizer cuts short ("raped", "mobilising")."""
    yield token.lemma_.lower()
    yield token.lower_
    if token.lower_.endswith("ed"):
        yield token.lower_[:-1]
    elif token.lower_.endswith("ing"):
        yield token.lower_[:-3] + "e"


def _wording(head: Token, row: Trigger, noun: bool) -> list[Token] | None:
    """The words of the text that a row's words are, where the text has them."""
    if len(row.words) == 1:
        return [head]
    doc = head.doc
    if noun:
        n = len(row.words)
        start = head.i if head.lemma_.lower() == row.words[0] and "of" in row.words else head.i - n + 1
        window = doc[max(start, 0) : max(start, 0) + n]
        same = [t.lemma_.lower() == w or t.lower_ == w for t, w in zip(window, row.words, strict=False)]
        return list(window) if start >= 0 and len(same) == n and all(same) else None
    found, held = [head], head
    for word in row.words[1:]:
        near = [c for t in {head, held} for c in t.children if c.lower_ == word or c.lemma_.lower() == word]
        after = [c for c in near if c.i > head.i or c.dep_ in ("nsubjpass", "prt")]
        if not after:
            return None
        held = min(after, key=lambda c: c.i)
        found.append(held)
    return found
