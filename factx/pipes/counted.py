"""What a number counts, by the grammar around it: "eight private houses", "14 of the vehicles", "killed 12".

A reading of spaCy's tags and parse, no component: the words to the right of a number that make one noun phrase with
it, or the sign that the number stands for a noun left out, or that it counts nothing ("Group 13", "Leopard 2 tanks").
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from factx.pipes.phrases import phrase, singular

_PLURAL_ENDS = ("s", "men", "people", "folk", "children", "ese")
_WHOLE = frozenset("the these those them whom which its their his her our your us you all both".split())
_PRONOUNS = frozenset("them whom which us you these those".split())
#: Nouns that take along what they are of ("rounds of ammunition", "prisoners of war").
_VESSELS = frozenset(
    "prisoner weapon chief head round box bag crate case cache piece pair load truckload busload boatload planeload ton"
    " tonne barrel bottle can"
    " stick block sheet bale sack litre liter gallon kilogram gram pound batch burst salvo wave bundle pallet".split()
)
#: Nouns with which "one" is a phrase of its own ("on the one hand", "one day", "in one such raid").
_IDIOMS = frozenset("hand thing way time point night day morning evening side such reason instance case sense".split())
#: Verbs whose bare "one" is a victim or a thing lost ("killing one"), not a pronoun.
_LOSS = frozenset(
    "kill wound injure hurt destroy down shoot sink capture seize intercept arrest detain free release".split()
)
#: What sets a figure ("put the toll at 11").
_SETS = frozenset(
    "put stand place estimate remain set number toll figure count peak keep trade close end open finish".split()
)
_TIMES = frozenset("in on for since until before after during as".split())
_AGES = frozenset("under over above below".split())
_SPEAKERS = frozenset("i he she you".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the token after its phrase; the noun, None where it is left out; which evidence ("noun",
    "partitive", "bare"); and whether it is a part of something counted before."""

    end: int
    of: str | None
    rule: str
    subset: bool = False


def counted(
    doc: Doc, first: int, last: int, value: int | float | None, plurals: Set[str], *, cued: bool
) -> Counted | None:
    """What the number over the tokens `first` to `last` (exclusive) counts; None where it counts nothing.

    `value` is None for a range or a vague number; `plurals` are the nouns that are plural though they do not look it;
    `cued` tells that words of estimate stand before the number, so that it belongs to no name.
    """
    if not cued and _designates(doc, first, last):
        return None
    if part := _partitive(doc, first, last, vague=value is None or not doc[first].text[:1].isdigit()):
        return part
    found = phrase(doc, last)
    if found is None:
        return _bare(doc, last, value)
    end, head = found
    several = _several(head, plurals)
    unknown = isinstance(value, float) and head.is_upper  # a unit that we do not know ("0.5 WAR")
    if value != 1 and not (several or unknown) and (_name(head) or _named(doc, first)):
        return None
    if value == 1 and doc[first].lower_ == "one" and (several or (head.lower_ in _IDIOMS and head.i == last)):
        return None
    return _whole_phrase(doc, last, end, head, Counted(end, None, "noun"))


def _several(head: Token, plurals: Set[str]) -> bool:
    """Does the noun stand in the plural, or for several?"""
    word = head.lower_
    return head.tag_ in ("NNS", "NNPS") or word in plurals or (word.endswith(_PLURAL_ENDS) and len(word) > 3)


def _name(head: Token) -> bool:
    """Is the noun a name of which there is one, and not a type of weapon ("two T-72")?"""
    return head.text[0].isupper() and not any(c.isdigit() for c in head.text)


def _named(doc: Doc, first: int) -> bool:
    """Is the word right before the number a name that the number may belong to?"""
    return first > 0 and doc[first - 1].pos_ == "PROPN" and not doc[first - 1].is_punct


def _designates(doc: Doc, first: int, last: int) -> bool:
    """Is the number a part of a name: "Group 13", "Resolution 2254", "Leopard 2 tanks", "TV One", "page 12"?"""
    if not first:
        return False
    left, number = doc[first - 1], doc[last - 1]
    if left.pos_ not in ("NOUN", "PROPN") or left.is_punct or left.like_num:
        return False
    if number.head == left and number.dep_ in ("nummod", "appos", "nmod", "npadvmod"):
        return True
    if left.head == number.head and left.dep_ in ("compound", "nmod", "amod") and number.dep_ == "nummod":
        return True
    if left.pos_ == "PROPN" and number.is_title:
        return True
    right = doc[last] if last < len(doc) else None
    return (right is None or right.pos_ not in ("NOUN", "ADJ", "PROPN")) and number.text[:1].isdigit()


def _partitive(doc: Doc, first: int, last: int, *, vague: bool) -> Counted | None:
    """ "14 of the vehicles", "two of them", "dozens of elderly residents": the whole after "of"."""
    if last + 1 >= len(doc) or doc[last].lower_ != "of":
        return None
    if first and doc[first - 1].lower_ in ("every", "each", "any"):
        return None
    t = doc[last + 1]
    if t.lower_ in _PRONOUNS and phrase(doc, last + 2) is None:
        return Counted(last + 2, None, "partitive", True)
    whole = t.lower_ in _WHOLE
    if t.like_num or not (whole or vague):
        return None
    start = last + 1 + whole
    numbered = start < len(doc) and doc[start].like_num
    found = phrase(doc, start + numbered)
    if found is None:
        return None
    end, head = found
    if any(w.tag_ in ("JJS", "RBS") for w in doc[last + 1 : end]):  # "one of the deadliest attacks"
        return None
    if any(w.like_num for w in doc[last + 1 : end]):  # "some 1,000 of the initial 12,000 soldiers": two counts
        return Counted(last, singular(doc, start + numbered, end, head), "partitive", whole)
    return _whole_phrase(doc, start, end, head, Counted(end, None, "partitive", whole))


def _whole_phrase(doc: Doc, start: int, end: int, head: Token, counted: Counted) -> Counted:
    """`counted` with its noun, and with what the noun takes along."""
    of, held = singular(doc, start, end, head), _held(doc, end, head) or _mass(doc, end)
    if held is None:
        return replace(counted, of=of)
    return replace(counted, end=held, of=f"{of} of {doc[end + 1 : held].text}")


def _held(doc: Doc, end: int, head: Token) -> int | None:
    """The token after what a vessel that ends at `end` holds ("rounds of ammunition"), or None."""
    if head.lemma_.lower() not in _VESSELS or end >= len(doc) or doc[end].lower_ != "of":
        return None
    start = end + 1
    while start < len(doc) and doc[start].tag_ in ("DT", "PRP$"):
        start += 1
    held = phrase(doc, start)
    return held[0] if held else None


def _mass(doc: Doc, end: int) -> int | None:
    """The token after a bare mass noun that the noun ending at `end` is of ("acts of violence"), or None."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of" or doc[end + 1].tag_ != "NN":
        return None
    held = phrase(doc, end + 1)
    return held[0] if held and held[0] == end + 2 and doc[end + 1].text.islower() else None


def _bare(doc: Doc, last: int, value: int | float | None) -> Counted | None:
    """A number whose noun is left out ("killed 12 and wounded 21"): where grammar gives it a noun's place."""
    t = doc[last - 1]
    if t.dep_ in ("nummod", "compound", "dep", "punct", "npadvmod", "meta", "intj"):
        return None
    if t.lower_ == "one" and not _stands_for_a_noun(t):
        return None
    if t.dep_ == "pobj" and not _governed(t.head):
        return None
    if t.dep_ == "attr" and any(c.dep_ == "nsubj" and c.lower_ in _SPEAKERS for c in t.head.lefts):  # "I will be 80"
        return None
    if isinstance(value, float) and not (t.dep_ == "pobj" and t.head.lower_ in ("at", "to")):
        return None
    return Counted(last, None, "bare")


def _governed(preposition: Token) -> bool:
    """Can a bare number after the preposition be a count? "at 11" is a time of day but for words that set a figure;
    "were under 15" and "children under 5" are ages."""
    word = preposition.lower_
    if word in _TIMES:
        return False
    if word in _AGES:
        return preposition.head.lemma_ != "be" and preposition.head.pos_ not in ("NOUN", "PRON", "DET")
    return word != "at" or preposition.head.lemma_.lower() in _SETS


def _stands_for_a_noun(t: Token) -> bool:
    """Is "one" a count ("killing one", "one was wounded") and not a pronoun ("no one", "one can see")?"""
    if t.i and t.nbor(-1).pos_ in ("DET", "ADJ", "PRON"):
        return False
    if t.dep_ in ("dobj", "conj"):
        return t.head.lemma_.lower() in _LOSS or (t.dep_ == "conj" and t.head.pos_ in ("NUM", "NOUN"))
    return (
        t.dep_ in ("nsubj", "nsubjpass")
        and t.head.tag_ in ("VBN", "VBD")
        and not any(c.tag_ == "MD" for c in t.head.lefts)
    )
