"""What became of somebody or something: the words of a table that tell it, with the nouns that it befell.

A reading of the parse, no component. A verb is looked up by its lemma, alone or with the word that completes it ("take
hostage", "shoot down"); a noun with "of" ("death of"); an adjective with "be" ("be missing").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from factx.lexicon import Row
from factx.pipes.figures import LONGEST, occurrences
from factx.syntax import arguments, of_noun, passive, surface_subject

VERBAL = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
PAST = frozenset(("VBN", "VBD"))
#: What stands in the table for the name of a place as the object.
PLACE = "@place"
_TRIALS = frozenset("attempt bid effort plot scheme conspiracy try attempt fail seek mission refuse conspire".split())
#: How far behind a verb the word may stand that completes it.
REACH = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word that tells it, the row of the table, the nouns it befell and those who brought it about."""

    word: Token
    row: Row
    heads: list[Token]
    agents: list[Token]


class Outcomes:
    """The words of a table: `words`, `status`, and `form` and `victim` where they are not all verbs with objects."""

    def __init__(self, table: Sequence[Row]) -> None:
        self.verbs: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        self.nouns: dict[str, Row] = {}
        self.adjectives: dict[str, Row] = {}
        for row in table:
            first, _, rest = row["words"].partition(" ")
            match row.get("form", "verb"):
                case "noun":
                    self.nouns[first] = row
                case "adjective":
                    self.adjectives[rest] = row
                case _:
                    self.verbs[first].append((rest, row))
        for entries in self.verbs.values():
            entries.sort(key=lambda e: e[0] == "")
        self._lemmas = frozenset(map(get_string_id, {*self.verbs, *self.nouns}))
        self._adjectives = frozenset(map(get_string_id, self.adjectives))

    def __call__(self, doc: Doc) -> Iterator[Outcome]:
        told = {*occurrences(doc, "LEMMA", self._lemmas), *occurrences(doc, "LOWER", self._adjectives)}
        for token in (doc[i] for i in sorted(told)):
            lemma = token.lemma_.lower()
            if lemma in self.verbs and token.tag_ in VERBAL:
                found = self._of_verb(token)
            elif lemma in self.nouns and token.pos_ == "NOUN":
                found = self._of_noun(token, self.nouns[lemma])
            elif token.lower_ in self.adjectives and (token.pos_ != "VERB" or token.tag_ == "VBG"):
                found = self._of_adjective(token, self.adjectives[token.lower_])
            else:
                continue
            if found is not None:
                yield found

    def _of_verb(self, verb: Token) -> Outcome | None:
        row = self.row(verb)
        return _befallen(verb, row) if row is not None and not attempted(verb) else None

    def _of_noun(self, noun: Token, row: Row) -> Outcome:
        found = of_noun(noun)
        heads = [a.head for a in found if a.role in ("of", "poss")]
        return Outcome(noun, row, heads, [a.head for a in found if a.role == "by"])

    def _of_adjective(self, word: Token, row: Row) -> Outcome | None:
        if word.i and (told := self._shot(word.nbor(-1), word)) is not None:
            return Outcome(word, told, [c for c in word.children if c.dep_ == "dobj" and c.i > word.i], [])
        verb = _copula(word)
        if verb is None:
            return None
        objects = [a.head for a in arguments(verb) if a.role == "object"] if verb is not word else []
        return Outcome(word, row, objects or surface_subject(verb), [])

    def _shot(self, before: Token, word: Token) -> Row | None:
        """ "Shot dead", where the model takes the participle for a noun ("gunmen shot dead two men")."""
        if before.lower_ != "shot" or before.pos_ != "NOUN":
            return None
        return next((row for rest, row in self.verbs.get("shoot", ()) if rest and rest == word.lower_), None)

    def row(self, verb: Token) -> Row | None:
        """The row of a verb, with the word that completes it where the verb needs one."""
        near = {w for t in verb.doc[verb.i + 1 : verb.i + REACH] for w in (t.lower_, t.lemma_.lower())}
        near |= {w for t in verb.children for w in (t.lower_, t.lemma_.lower())}
        near |= {PLACE for t in verb.children if t.dep_ == "dobj" and t.pos_ == "PROPN" and t.ent_type_ != "ORG"}
        return next((row for rest, row in self.verbs.get(verb.lemma_.lower(), ()) if not rest or rest in near), None)


def active(verb: Token) -> bool:
    """Can what stands behind a verb be what it befell?"""
    deps = {c.dep_ for c in verb.children}
    return "auxpass" not in deps and (verb.tag_ != "VBN" or "aux" in deps)


def opens(verb: Token) -> bool:
    """Can what it befell stand behind a verb, or behind the colon that follows it ("were destroyed: two tanks")?"""
    return active(verb) or (verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ":")


def _counted(noun: Token) -> bool:
    return noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in noun.children)


def _copula(word: Token) -> Token | None:
    """The verb that ascribes an adjective or a state ("are missing", "remain in captivity")."""
    be = next((c for c in word.children if c.dep_ == "aux" and c.lemma_ == "be"), None)
    if be is not None and word.tag_ == "VBG":  # "are missing", taken for a verb
        if any(c.dep_ == "dobj" for c in word.children):
            return None
        return be if any(c.dep_ == "nsubj" for c in be.children) else word
    if word.dep_ == "pobj" and word.head.lower_ in ("in", "among"):
        return word.head.head
    return word.head if word.dep_ in ("acomp", "oprd", "attr") else None


def _those(head: Token) -> list[Token]:
    """Who is meant by those in front of "be": "among those detained was Jan Kowalski"."""
    if head.lower_ not in ("those", "them") or head.dep_ != "pobj" or head.head.lower_ != "among":
        return [head]
    verb = head.head.head
    return surface_subject(verb) if verb.lemma_ == "be" else [head]


def attempted(verb: Token) -> bool:
    """Is it only what somebody tried ("a failed attempt to arrest him")?"""
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    return infinitive and verb.head.lemma_.lower() in _TRIALS


def _befallen(verb: Token, row: Row) -> Outcome:
    roles = ("object", "subject") if row.get("victim") == "both" else (row.get("victim") or "object",)
    found = arguments(verb)
    completed = row["words"].partition(" ")[2]
    held = any(c.lower_ == completed and c.dep_ == "dobj" for c in verb.children)
    if held and roles == ("object",) and not passive(verb):
        roles = ("to",)  # "set fire to the depot"
    heads = [n for a in found if a.role in roles and a.head.lower_ != completed for n in _those(a.head)]
    agents = [a.head for a in found if a.role == "subject"]
    if not heads and "object" in roles and verb.tag_ in PAST:  # "and 13 wounded": a passive without its auxiliary
        counted = [h for h in agents if h.i < verb.i <= h.i + 3 and _counted(h)]
        heads, agents = counted, [] if counted else agents
    return Outcome(verb, row, heads[:LONGEST], agents)
