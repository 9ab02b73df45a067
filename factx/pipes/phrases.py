"""Noun phrases to the right of a number or an article, read off spaCy's tags; no component.

The parser's own noun chunks end too early in lists and at designations ("five Magura V5 drones"), so the phrase is the
run of words that can stand before a noun, up to the last noun, and the parse only cuts it short. Words that the group
"equipment" holds are nouns, whatever the tagger makes of them ("two T-72 tanks").
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

#: Adjectives and participles that stand for people ("15 dead", "some thirty injured").
_PEOPLE = frozenset("dead wounded injured missing others sick killed displaced hurt detained arrested captured".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow".split())
#: Words before a noun that are no part of what is counted ("two more batteries", "20 other people").
_FURTHER = frozenset("more other further additional extra another".split())
_PARTICIPLES = ("VBN", "VBG")
#: Units that, with a number, tell a kind of arms ("three 82 mm mortars").
_CALIBRES = frozenset("mm cm inch calibre caliber cal pound lb kg ton tonne kiloton megaton".split())
#: Where a Doc's data hold the tokens of its equipment.
_ARMS = "factx_arms"
#: What a participle before its noun is to it; elsewhere it begins a clause ("12 soldiers killed", "$5m buying arms").
_ATTRIBUTES = frozenset("amod compound nmod conj npadvmod advmod poss det nummod nsubj dobj ROOT".split())


def phrase(doc: Doc, i: int) -> tuple[int, Token] | None:
    """The noun phrase that begins at token `i`, without determiner: the token after it, and its head."""
    j, head = i, None
    while j < len(doc):
        t = doc[j]
        if t.is_space or t.lower_ in _DAYS:
            break
        if _arms(doc, j) and t.text[-1].isalnum():
            head = t
        elif _hyphen(doc, i, j):  # "surface-to-air missiles": what is joined is one word, whatever its tags
            j += 1
            head = doc[j] if doc[j].pos_ in ("NOUN", "PROPN") else head
        elif t.pos_ in ("NOUN", "PROPN") or (head is None and _person(doc, i, j)):
            head = t
        elif not _modifies(doc, j, head):
            break
        j += 1
    if head is None:
        return None
    head = _parsed_head(doc, i, head)
    return head.i + 1, head


def singular(doc: Doc, start: int, end: int, head: Token) -> str:
    """The words of a phrase with its head, and what is joined to it, in the singular ("armoured combat vehicle")."""
    while start < head.i and doc[start].lower_ in _FURTHER:
        start += 1
    words = ""
    for t in doc[start:end]:
        one = t == head or (t.dep_ == "conj" and t.head == head) or (head.dep_ == "conj" and head.head == t)
        words += (_one(t) if one else t.text) + t.whitespace_
    return " ".join(words.translate(_UNQUOTED).split())


_UNQUOTED = str.maketrans("", "", '"“”')


def _one(t: Token) -> str:
    """A noun in the singular, its capitals kept ("Kalashnikovs", "SOLDIERS")."""
    if t.tag_ not in ("NNS", "NNPS") or t.lower_ == "others":
        return t.text
    if t.tag_ == "NNPS":
        return t.text[:-1] if t.lower_.endswith("s") and not t.lower_.endswith(("ss", "us", "is")) else t.text
    lemma = t.text.lower()[:-1] if t.lower_.endswith("pses") else t.lemma_  # spaCy makes "corps" of "corpses"
    return lemma if t.text.islower() or not lemma.islower() else t.text[0] + lemma[1:]


def _arms(doc: Doc, j: int) -> bool:
    """Is token `j` a word of a piece of equipment?"""
    arms = doc.user_data.get(_ARMS)
    if arms is None:
        arms = doc.user_data[_ARMS] = bytearray(len(doc))
        for s in doc.spans.get("equipment", ()):
            arms[s.start : s.end] = b"\x01" * len(s)
    return bool(arms[j])


def _hyphen(doc: Doc, i: int, j: int) -> bool:
    """Is token `j` a hyphen between two words of a phrase that begins at `i`?"""
    inner = i < j < len(doc) - 1 and doc[j].text in "-‐‑"
    return inner and not doc[j - 1].whitespace_ and not doc[j].whitespace_ and doc[j + 1].is_alpha


def _person(doc: Doc, i: int, j: int) -> bool:
    """Does the adjective or participle at `j` stand for people ("40 wounded"), and is it no verb of the number before
    the phrase ("four captured a bridge", "four captured")?"""
    t = doc[j]
    if t.lower_ not in _PEOPLE or _nominal(doc, j + 1):
        return False
    return not (i and doc[i - 1].head == t and doc[i - 1].dep_ in ("nsubj", "nsubjpass"))


def _parsed_head(doc: Doc, i: int, head: Token) -> Token:
    """The head of the phrase: where the parser ends the noun phrase of the number before it earlier, there."""
    t = doc[i - 1] if i else head
    said = t.head
    if t.dep_ != "nummod" or not i <= said.i < head.i or said.pos_ not in ("NOUN", "PROPN"):
        return head
    return head if said.dep_ in ("compound", "nmod") or doc[said.i + 1].head == said else said


def _modifies(doc: Doc, j: int, head: Token | None) -> bool:
    """Can token `j` stand inside a noun phrase, before its head or between two nouns joined to one?"""
    t = doc[j]
    if head is not None and head.tag_ in ("NNS", "NNPS") and t.pos_ != "PART":
        return t.lower_ in ("and", "or") and _coordinated(doc, j, head)
    if t.pos_ == "PART":
        return bool(t.tag_ == "POS")
    if (t.tag_ in _PARTICIPLES and t.pos_ != "ADJ") or (t.tag_ == "VBD" and t.dep_ == "amod"):
        return t.dep_ in _ATTRIBUTES and _nominal(doc, j + 1)
    if t.pos_ == "ADJ" or t.tag_ in ("JJ", "JJR", "JJS", "AFX"):
        return t.lower_ not in ("such", "due") and _nominal(doc, j + 1)
    if t.pos_ == "ADV":
        after = doc[j + 1] if j + 1 < len(doc) else None
        qualifies = after is not None and (after.pos_ == "ADJ" or after.dep_ == "amod") and _nominal(doc, j + 2)
        return t.lower_ in ("more", "other") or qualifies
    if t.is_quote or t.tag_ == "HYPH" or t.text in "-/'":
        return _nominal(doc, j + 1)
    if t.pos_ == "NUM":
        return _nominal(doc, j + 1) and (not t.text.isdigit() or _designated(doc, j))
    return _between_adjectives(t)


def _designated(doc: Doc, j: int) -> bool:
    """Are the digits part of a name or measure inside a phrase ("two new 737 Max jets", "two 500-pound bombs")?"""
    if doc[j - 1].pos_ == "PROPN" or not doc[j].whitespace_:
        return True
    after = doc[j + 1] if j + 1 < len(doc) else None
    return after is not None and (after.pos_ == "PROPN" or after.tag_ == "HYPH" or after.lower_ in _CALIBRES)


def _between_adjectives(t: Token) -> bool:
    """ "regional and international nations", "three mobile, armed vehicles"."""
    inner = 0 < t.i < len(t.doc) - 1
    return inner and t.lower_ in ("and", ",") and t.nbor(-1).pos_ == "ADJ" and t.nbor().pos_ in ("ADJ", "VERB")


def _coordinated(doc: Doc, j: int, head: Token) -> bool:
    """ "soldiers and militiamen": does the noun after the conjunction at `j` share the number of `head`?"""
    if j + 1 >= len(doc):
        return False
    n = doc[j + 1]
    return n.pos_ == "NOUN" and n.tag_ == "NNS" and n.head == head and n.dep_ == "conj" and n.n_rights == 0


def _nominal(doc: Doc, j: int) -> bool:
    """Do the words from `j` on still lead to a noun of the same phrase?"""
    for t in doc[j : j + 5]:
        if t.pos_ in ("NOUN", "PROPN") or _arms(doc, t.i):
            return t.lower_ not in _DAYS
        inside = (
            t.pos_ in ("ADJ", "NUM") or t.tag_ in ("HYPH", "VBN", "VBG", "AFX", "POS") or t.is_quote or t.dep_ == "amod"
        )
        if not (inside or _between_adjectives(t)):
            return False
    return False
