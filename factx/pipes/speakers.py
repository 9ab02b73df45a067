"""Who speaks: the subject of a verb of saying, and the noun phrase or name that stands for it."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from factx.spans import findings

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
RELATIVE = frozenset(("who", "which", "that"))
_LEFT = frozenset("det amod compound poss nummod nmod predet quantmod advmod case neg".split())
_ASIDE = frozenset("appos relcl parataxis advcl ccomp".split())
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_OPENING = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADV"))  #: what an apposition begins with
_APPOSED = 25  #: tokens of an apposition
#: Verbs after which stands who is told.
_HEARD = frozenset("tell inform assure remind notify".split())


class Speakers:
    """The names of one Doc, and the phrases around them."""

    def __init__(self, doc: Doc, ranks: frozenset[str]) -> None:
        self.doc = doc
        self._ranks = ranks
        self._names: dict[int, tuple[int, int, str]] = {}
        for group in ("metonyms", "organisations", "people"):
            for span in findings(doc, group):
                for i in range(span.start, span.end):
                    self._names[i] = (span.start, span.end, group)

    def phrase(self, head: Token) -> tuple[int, int]:
        """The tokens of who speaks: the person named, alone; else the name in apposition; else the noun phrase without
        apposition and relative clause."""
        own = self._names.get(head.i)
        if own and own[2] == "people":
            return own[:2]
        for child in head.rights:
            if child.dep_ == "appos" and child.i - head.i < 25:
                name = self._names.get(child.i)
                if name and (name[2] == "people" or not own):
                    return name[:2]
                start = _start(child)
                if not own and head.pos_ == "NOUN" and start < child.i and _proper(self.doc, start, child.i + 1):
                    return start, child.i + 1
        if head.pos_ == "PRON":
            return head.i, head.i + 1
        if not own and (ranked := self._ranked(head.i)):
            return ranked
        start, end = _start(head), _end(head)
        first = self._names.get(start)
        if first and first[0] == start and first[2] == "people" and self.doc[min(first[1], end - 1)].text == ",":
            return first[:2]  # "Ann Lee, Ghana's envoy": the parse took the name for the owner's
        if not own and (beside := self._beside(end)):
            return beside
        if own:
            start, end = min(start, own[0]), max(end, own[1])
        return start, end

    def _beside(self, end: int) -> tuple[int, int] | None:
        """The person in apposition to the noun phrase that ends at a token, which the parse may have missed."""
        if end + 1 >= len(self.doc) or self.doc[end].text != ",":
            return None
        name = self._names.get(end + 1)
        if not name or name[0] != end + 1 or name[2] != "people":
            return None
        closed = name[1] == len(self.doc) or self.doc[name[1]].text in (",", ".", ";", '"', "”")
        return name[:2] if closed else None

    def described(self, comma: int, start: int) -> Token | None:
        """The end of the person's name to which the apposition is set that closes with the comma ("Ann Lee, an envoy of
        the EU, told"), not before the token `start`."""
        for i in range(comma - 1, max(start, comma - _APPOSED), -1):
            if self.doc[i].text == "," and self.person(self.doc[i - 1]) and self.doc[i + 1].pos_ in _OPENING:
                return self.doc[i - 1]
            if self.doc[i].pos_ in ("VERB", "AUX") or self.doc[i].text in ".;:":
                return None
        return None

    def _ranked(self, i: int) -> tuple[int, int] | None:
        """The person after an abbreviated rank, at which the parse may end its sentence ("Brig. Gen. Ann Lee")."""
        at = i
        while at < len(self.doc) and (self.doc[at].text == "." or self.doc[at].lower_.rstrip(".") in self._ranks):
            at += 1
        name = self._names.get(at)
        return name[:2] if at > i and name and name[2] == "people" else None

    def person(self, token: Token) -> bool:
        """Is a word part of a person's name?"""
        name = self._names.get(token.i)
        return name is not None and name[2] == "people"

    def named(self, token: Token) -> bool:
        """Is a word the end of a person's or a body's name?"""
        name = self._names.get(token.i)
        return name is not None and name[1] == token.i + 1

    def extent(self, head: Token) -> tuple[int, int]:
        """The tokens that the whole phrase takes up, apposition and relative clause included."""
        return head.left_edge.i, head.right_edge.i + 1


def subject(verb: Token, acts: Container[str]) -> Token | None:
    """The word that heads the subject of a verb: its own, or the one that it shares with the verb above it. `acts` are
    the lemmas of the verbs of saying."""
    node = verb
    for _ in range(5):
        for child in node.children:
            if child.dep_ in SUBJECTS and not (child.dep_ == "nsubjpass" and node != verb):
                if child.lower_ in RELATIVE and node.dep_ == "relcl":
                    return node.head
                return child
        if node.dep_ in ("acl", "relcl"):
            return node.head
        if node.dep_ not in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp") or node.head == node:
            return None
        if node.dep_ == "ccomp" and node.tag_ not in ("VBG", "VB"):
            return None
        shared = node.dep_ == "conj"
        node = node.head
        if shared and node.dep_ == "ccomp" and node.head.lemma_ in acts and verb.lemma_ in acts and verb.tag_ == "VBD":
            node = node.head  # "said that they had … and denied that …": the second act is the speaker's too
    return None


def after(verb: Token, end: int) -> Token | None:
    """The head of the noun phrase that follows a verb at once ("said Ikhlas Adam"), before the token `end`."""
    doc = verb.doc
    if verb.i + 1 >= end or verb.lemma_ in _HEARD:
        return None
    token = doc[verb.i + 1]
    if token.pos_ not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM") or token.lower_ in RELATIVE:
        return None
    while token.head.i > verb.i and token.head != token and token.head.i < end and token.pos_ != "VERB":
        token = token.head
    return token if token.pos_ in NOMINAL else None


def before(verb: Token, start: int) -> Token | None:
    """The head of the noun phrase that stands before a verb, over adverbs and auxiliaries, not before `start`."""
    i = verb.i - 1
    while i >= start and verb.doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    if i < start:
        return None
    token = verb.doc[i]
    if token.text == "," and i > start and verb.doc[i - 1].pos_ == "PROPN":  # "the governor, Ann Lee, said"
        return verb.doc[i - 1]
    if token.text == "," and token.head.pos_ in NOMINAL and start <= token.head.i < i:
        return token.head
    return token if token.pos_ in NOMINAL else None


def _proper(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].pos_ == "PROPN" and doc[i].text[0].isupper() for i in range(start, end))


def _start(token: Token) -> int:
    start = token.i
    for child in token.lefts:
        if child.dep_ in _LEFT and child.text not in ('"', "“"):
            start = min(start, _start(child))
    return start


def _end(token: Token) -> int:
    end = token.i + 1
    for child in token.rights:
        if child.dep_ == "punct" and child.text in (",", "-"):
            continue
        if child.dep_ in _ASIDE or child.dep_ == "punct":
            break
        gap = child.left_edge.i > end and token.doc[end].text == ","
        if gap and child.dep_ != "conj":
            break
        end = max(end, _end(child))
    return end
