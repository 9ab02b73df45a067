"""What a number counts, by the grammar around it: "eight private houses", "14 of the vehicles", "killed 12".

A reading of spaCy's tags and parse, no component: the words to the right of a number that make one noun phrase with
it, or the sign that the number stands for a noun left out, or that it counts nothing ("Group 13", "Leopard 2 tanks").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

#: Nouns that are plural though they do not look it.
_PLURAL = frozenset(
    "aircraft spacecraft watercraft craft hovercraft personnel people police cattle livestock crew staff infantry cavalry"
    " artillery equipment cannon sheep fish deer offspring dead wounded injured missing teeth feet mice fedayeen"
    " mujahideen mujahidin mujahedeen peshmerga militia others more rank hardware ordnance ammunition".split()
)
_PLURAL_ENDS = ("s", "men", "people", "folk", "children")
#: Adjectives and participles that stand for people ("15 dead", "some thirty injured").
_PEOPLE = frozenset("dead wounded injured missing others sick killed displaced hurt detained arrested captured".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow".split())
_WHOLE = frozenset("the these those them whom which its their his her our your us you all both".split())
#: Nouns that are only the vessel of what is counted, and take it along ("rounds of ammunition", "members of a family").
_VESSELS = frozenset(
    "round box bag crate case cache piece pair load truckload busload boatload planeload ton tonne barrel bottle can"
    " stick block sheet bale sack litre liter gallon kilogram gram pound batch burst salvo wave bundle pallet".split()
)
#: Verbs whose bare "one" is a victim or a thing lost ("killing one"), not a pronoun.
_LOSS = frozenset("kill wound injure hurt destroy down shoot sink capture seize intercept arrest detain free release".split())

#: What sets a figure ("put the toll at 11").
_SETS = frozenset("put stand place estimate remain set number toll figure count peak keep trade close end open finish".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """The phrase of a number by tokens, `start` to `end`; the noun counted, None where it is left out; which evidence
    ("noun", "partitive", "bare"); and whether it is a part of something counted before."""

    end: int
    of: str | None
    rule: str
    subset: bool = False


def counted(doc: Doc, first: int, last: int, value: int | float | None, vague: bool) -> Counted | None:
    """What the number over the tokens `first` to `last` (exclusive) counts; None where it counts nothing."""
    if _designates(doc, first, last):
        return None
    part = _partitive(doc, first, last, vague)
    if part:
        return part
    found = phrase(doc, last)
    if found:
        end, head = found
        if value != 1 and not _many(head) and (head.pos_ == "PROPN" or head.text[0].isupper() or _named(doc, first)):
            return None
        if value == 1 and _many(head) and doc[first].lower_ == "one":
            return None
        return Counted(_with_vessel(doc, end, head), singular(doc, last, end, head), "noun")
    return _bare(doc, first, last, value)


def phrase(doc: Doc, i: int) -> tuple[int, Token] | None:
    """The noun phrase that begins at token `i`, without determiner: where it ends, and its head."""
    j, head = i, None
    while j < len(doc):
        t = doc[j]
        if t.is_space or t.lower_ in _DAYS:
            break
        if t.pos_ in ("NOUN", "PROPN") or t.lower_ in _PEOPLE and head is None and not _nominal(doc, j + 1):
            head = t
        elif not _modifies(doc, j, head):
            break
        j += 1
    if head is None:
        return None
    parsed = _parsed_head(doc, i, head)
    return parsed.i + 1, parsed


def _parsed_head(doc: Doc, i: int, head: Token) -> Token:
    """The head of the phrase: where the parser ends the noun phrase of its first word earlier, there."""
    t = doc[i - 1] if i else head
    if t.dep_ == "nummod" and i <= t.head.i < head.i and t.head.pos_ in ("NOUN", "PROPN") and doc[t.head.i + 1].head != t.head:
        return t.head if doc[t.head.i].dep_ != "compound" else head
    return head


def _modifies(doc: Doc, j: int, head: Token | None) -> bool:
    """Can token `j` stand inside a noun phrase before its head?"""
    t = doc[j]
    if head is not None and head.tag_ in ("NNS", "NNPS") and t.pos_ != "PART":
        return t.lower_ in ("and", "or") and t.i + 1 < len(doc) and _coordinated(doc, t.i, head)
    if t.pos_ in ("ADJ",) or t.tag_ in ("VBN", "VBG", "JJ", "JJR", "JJS", "AFX"):
        return t.lower_ not in ("such", "due") and _nominal(doc, j + 1)
    if t.pos_ == "ADV":
        return t.lower_ in ("more", "other") or j + 1 < len(doc) and doc[j + 1].pos_ in ("ADJ", "VERB") and _nominal(doc, j + 2)
    if t.is_quote or t.tag_ == "HYPH" or t.text in "-/'":
        return _nominal(doc, j + 1)
    if t.pos_ == "PART":
        return t.tag_ == "POS"
    if t.pos_ == "NUM":
        named = doc[j - 1].pos_ == "PROPN" or j + 1 < len(doc) and doc[j + 1].pos_ == "PROPN"
        return _nominal(doc, j + 1) and (not t.text.isdigit() or named or _hyphened(doc, j))
    return t.lower_ in ("and", ",") and t.i > 0 and doc[t.i - 1].pos_ == "ADJ" and j + 1 < len(doc) and doc[j + 1].pos_ == "ADJ"


def _hyphened(doc: Doc, j: int) -> bool:
    return j + 1 < len(doc) and (doc[j + 1].tag_ == "HYPH" or not doc[j].whitespace_)


def _coordinated(doc: Doc, j: int, head: Token) -> bool:
    """ "soldiers and militiamen": does the noun after the conjunction at `j` share the number of `head`?"""
    n = doc[j + 1]
    return n.pos_ in ("NOUN",) and n.tag_ == "NNS" and n.head == head and n.dep_ == "conj" and not list(n.rights)


def _nominal(doc: Doc, j: int) -> bool:
    """Do the words from `j` on still lead to a noun of the same phrase?"""
    for t in doc[j : j + 5]:
        if t.pos_ in ("NOUN", "PROPN"):
            return t.lower_ not in _DAYS
        if t.lower_ in ("and", ",") and t.i and t.nbor(-1).pos_ == "ADJ" and t.i + 1 < len(doc) and t.nbor().pos_ == "ADJ":
            continue
        if not (t.pos_ in ("ADJ", "NUM") or t.tag_ in ("HYPH", "VBN", "VBG", "AFX") or t.is_quote or t.tag_ == "POS"):
            return False
    return False


def _many(head: Token) -> bool:
    """Does the noun stand in the plural, or for several?"""
    return head.tag_ in ("NNS", "NNPS") or head.lower_ in _PLURAL or head.lower_.endswith(_PLURAL_ENDS) and len(head) > 3


def _named(doc: Doc, first: int) -> bool:
    """Is the word right before the number a name that the number may belong to?"""
    return first > 0 and doc[first - 1].pos_ == "PROPN" and not doc[first - 1].is_punct


def _designates(doc: Doc, first: int, last: int) -> bool:
    """Is the number a part of a name: "Group 13", "Resolution 2254", "Leopard 2 tanks", "page 12"?"""
    if not first:
        return False
    left, number = doc[first - 1], doc[last - 1]
    if left.pos_ not in ("NOUN", "PROPN") or left.is_punct or left.like_num:
        return False
    if number.head == left and number.dep_ in ("nummod", "appos", "nmod", "npadvmod"):
        return True
    right = doc[last] if last < len(doc) else None
    if left.head == number.head and left.dep_ in ("compound", "nmod", "amod") and number.dep_ == "nummod":
        return left.i > 0
    return (right is None or right.pos_ not in ("NOUN", "ADJ", "PROPN")) and number.text[:1].isdigit()


def _partitive(doc: Doc, first: int, last: int, vague: bool) -> Counted | None:
    """ "14 of the vehicles", "two of them", "dozens of elderly residents": the whole after "of"."""
    if last + 1 >= len(doc) or doc[last].lower_ != "of":
        return None
    t = doc[last + 1]
    if t.lower_ in ("them", "whom", "which", "us", "you", "these", "those") and phrase(doc, last + 2) is None:
        return Counted(last + 2, None, "partitive", not vague or t.lower_ != "us")
    if t.like_num:
        return None
    whole = t.lower_ in _WHOLE
    if not (whole or vague):
        return None
    found = phrase(doc, last + 2 if whole else last + 1)
    if found is None:
        return None
    end, head = found
    if any(w.tag_ in ("JJS", "RBS") for w in doc[last + 1 : end]):  # "one of the deadliest attacks"
        return None
    if any(w.like_num for w in doc[last + 1 : end]):  # "some 1,000 of the initial 12,000 soldiers": two counts
        return Counted(last, singular(doc, last + 1 + whole, end, head), "partitive", whole)
    return Counted(end, singular(doc, last + 1 + whole, end, head), "partitive", whole)


def _with_vessel(doc: Doc, end: int, head: Token) -> int:
    """The end of a phrase with what its head holds ("rounds of ammunition")."""
    if head.lemma_.lower() not in _VESSELS or end >= len(doc) or doc[end].lower_ != "of":
        return end
    start = end + 1
    while start < len(doc) and doc[start].tag_ in ("DT", "PRP$"):
        start += 1
    held = phrase(doc, start)
    return held[0] if held else end


def _bare(doc: Doc, first: int, last: int, value: int | float | None) -> Counted | None:
    """A number whose noun is left out ("killed 12 and wounded 21"): where grammar gives it a noun's place."""
    t = doc[last - 1]
    if t.dep_ in ("nummod", "compound", "dep", "punct", "npadvmod", "meta", "intj"):
        return None
    if t.lower_ == "one" and not _stands_for_a_noun(t):
        return None
    if t.dep_ == "pobj" and not _governed(t.head, value):
        return None
    if isinstance(value, float) and not (t.dep_ == "pobj" and t.head.lower_ in ("at", "to")):
        return None
    return Counted(last, None, "bare")


def _governed(preposition: Token, value: int | float | None) -> bool:
    """Can a bare number after the preposition be a count? "at 11" is a time of day but for verbs that set a figure;
    "were under 15" is an age."""
    word = preposition.lower_
    if word in ("in", "on", "for", "since", "until", "before", "after", "during", "as"):
        return False
    if word in ("under", "over", "above", "below"):
        return preposition.head.lemma_ != "be"
    return word != "at" or preposition.head.lemma_.lower() in _SETS


def _stands_for_a_noun(t: Token) -> bool:
    """Is "one" a count ("killing one", "one was wounded") and not a pronoun ("no one", "one can see")?"""
    if t.i and t.nbor(-1).pos_ in ("DET", "ADJ", "PRON"):
        return False
    if t.dep_ in ("dobj", "conj"):
        return t.head.lemma_.lower() in _LOSS or t.dep_ == "conj" and t.head.pos_ in ("NUM", "NOUN")
    return t.dep_ in ("nsubj", "nsubjpass") and t.head.tag_ in ("VBN", "VBD") and not any(c.tag_ == "MD" for c in t.head.lefts)


def singular(doc: Doc, start: int, end: int, head: Token) -> str:
    """The words of a phrase with its head in the singular, without quotes ("armoured combat vehicle")."""
    words = "".join(t.text_with_ws for t in doc[start : head.i])
    last = head.text
    if head.tag_ in ("NNS", "NNPS") and head.lemma_ != "-PRON-":
        lemma = head.lemma_ if head.tag_ == "NNS" else _unplural(head.text)
        last = lemma if lemma.lower() != lemma or head.text.islower() else head.text[0] + lemma[1:]
    return " ".join((words + last).replace('"', "").replace("“", "").replace("”", "").split())


def _unplural(name: str) -> str:
    """A name's plural taken off ("Kalashnikovs")."""
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name
