"""When the clause that governs a date is: past, future or present, and the verb that says so."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

_MODALS = frozenset({
    "will", "shall", "would", "may", "might", "could", "can", "must", "should", "'ll", "’ll", "wo", "ca", "'d",
})  # fmt: skip
#: Acts that set a term: what was "extended until Friday" still lasts when it is told.
_TERM = frozenset({
    "adjourn", "ban", "close", "delay", "extend", "postpone", "prolong", "remand", "shut", "suspend",
})  # fmt: skip
_DEPTH = 12  #: heads to climb at most; a parse of a broken line can be very deep


class Clause(NamedTuple):
    """`tense` is "past", "future", "present" or "" (no verb); `verb` the lemma of the governing verb, or ""."""

    tense: str
    verb: str


def clause(span: Span, prospective: frozenset[str]) -> Clause:
    """The clause that governs a date. `prospective` are lemmas whose complement lies ahead ("expect", "due")."""
    token = span.root
    for _ in range(_DEPTH):
        if token.lemma_.lower() in prospective and token.pos_ in ("ADJ", "ADV"):
            return Clause("future", token.lemma_.lower())
        if token.pos_ in ("VERB", "AUX"):
            tense = _of_day(span.root, token, prospective)
            return Clause(tense, "" if _beside(span, token) else token.lemma_.lower())
        if any(c.lemma_.lower() in prospective for c in token.children if c.dep_ in ("amod", "acl")):
            return Clause("future", "")
        if token.head == token or (token.lower_ == "of" and token.dep_ == "prep"):
            break  # "an offensive like that of November": the clause says nothing of it
        token = token.head
    return Clause("", "")


def _beside(span: Span, verb: Token) -> bool:
    """Does the date stand before the verb's subject, in the midst of what is told ("a jet bombed it on Sunday,
    residents said")? Then the verb is none of its."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and verb.sent.start + 2 < span.start < span.end <= subject.left_edge.i


def _of_day(day: Token, verb: Token, prospective: frozenset[str]) -> str:
    """The tense of a verb as it bears on the day: of a day that is itself the subject something is said before it comes
    ("Monday has been declared a day of mourning"); the day of "Monday's attack" is over; what has been closed until
    Monday still is."""
    tense = _tense(verb, prospective)
    perfect = any(c.lower_ in ("has", "have", "'ve", "’ve") for c in verb.children if c.dep_ == "aux")
    bounded = day.dep_ == "pobj" and day.head.lower_ in ("until", "till")
    if bounded and (perfect or verb.lemma_.lower() in _TERM):
        return "future"  # "has shut airports until Saturday"
    if day.head == verb and day.dep_ in ("nsubj", "nsubjpass"):
        return "future" if perfect or tense in ("present", "future") else tense
    return "past" if day.dep_ == "poss" and tense == "present" else tense


def _tense(verb: Token, prospective: frozenset[str], depth: int = 0) -> str:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in helpers}
    if "could" in words and any(c.dep_ == "neg" for c in verb.children):
        return "past"  # "could not be reached on Monday"
    if words & _MODALS:
        return "past" if words & {"have", "'ve"} and not words & {"will", "shall"} else "future"
    lemma = verb.lemma_.lower()
    if "to" in words:
        return "past" if "have" in words else _of_infinitive(verb, prospective, depth)
    if lemma in prospective and (helpers or verb.tag_ == "VBN"):
        return "future"
    if words & {"had", "has", "have", "was", "were", "did", "been", "'d", "'ve"}:
        return "past"
    if verb.tag_ in ("VBD", "VBN"):
        return "past" if not words & {"is", "are", "be"} else "present"
    if words & {"is", "are", "am", "'s", "'re", "do", "does"}:
        return "future" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.head != verb and depth < _DEPTH and verb.head.pos_ in ("VERB", "AUX"):
        return _tense(verb.head, prospective, depth + 1)
    return "past" if verb.tag_ == "VBG" else ""


def _of_infinitive(verb: Token, prospective: frozenset[str], depth: int) -> str:
    """ "was to leave", "are due to meet", "plans to hold" look ahead; "managed to enter" does not."""
    head = verb.head
    if head == verb:
        return "future"
    if head.lemma_.lower() in prospective or head.lemma_.lower() == "be" or head.pos_ not in ("VERB", "AUX"):
        return "future"
    return _tense(head, prospective, depth + 1) if depth < _DEPTH else ""
