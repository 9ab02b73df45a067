"""What became of somebody or something: the words of a table that tell it, with the nouns that it befell.

A reading of the parse, no component. A verb is looked up by its lemma, alone or with the word that completes it ("take
hostage", "shoot down"); a noun with "of" ("death of"); an adjective with "be" ("be missing").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factx.syntax import arguments, meant, of_noun, surface_subject

VERBAL = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
PAST = frozenset(("VBN", "VBD"))
#: How far behind a verb the word may stand that completes it.
REACH = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word that tells it, the row of the table, the nouns it befell and those who brought it about."""

    word: Token
    row: Mapping[str, str]
    heads: list[Token]
    agents: list[Token]


class Outcomes:
    """The words of a table with the columns `words`, `status` and, where they are not all verbs, `form` and `victim`."""

    def __init__(self, table: Sequence[Mapping[str, str]]) -> None:
        self.verbs: dict[str, list[tuple[str, Mapping[str, str]]]] = defaultdict(list)
        self.nouns: dict[str, Mapping[str, str]] = {}
        self.adjectives: dict[str, Mapping[str, str]] = {}
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

    def __call__(self, doc: Doc) -> Iterator[Outcome]:
        for token in doc:
            lemma = token.lemma_.lower()
            if lemma in self.verbs and token.tag_ in VERBAL:
                row = self.row(token)
                if row is not None:
                    yield _of_verb(token, row)
            elif lemma in self.nouns and token.pos_ == "NOUN":
                heads = [meant(a.head) for a in of_noun(token) if a.role in ("of", "poss")]
                yield Outcome(token, self.nouns[lemma], heads, [a.head for a in of_noun(token) if a.role == "by"])
            elif lemma in self.adjectives and token.dep_ in ("acomp", "oprd", "attr", "ROOT", "conj"):
                verb = token.head
                found = arguments(verb) if verb is not token else []
                heads = [a.head for a in found if a.role == "object"] or surface_subject(verb)
                yield Outcome(token, self.adjectives[lemma], heads, [])

    def row(self, verb: Token) -> Mapping[str, str] | None:
        """The row of a verb, with the word that completes it where the verb needs one."""
        near = {w for t in verb.doc[verb.i + 1 : verb.i + REACH] for w in (t.lower_, t.lemma_.lower())}
        near |= {w for t in verb.children for w in (t.lower_, t.lemma_.lower())}
        return next((row for rest, row in self.verbs.get(verb.lemma_.lower(), ()) if not rest or rest in near), None)


def _of_verb(verb: Token, row: Mapping[str, str]) -> Outcome:
    roles = ("object", "subject") if row.get("victim") == "both" else (row.get("victim") or "object",)
    found = arguments(verb)
    heads = [a.head for a in found if a.role in roles]
    agents = [a.head for a in found if a.role == "subject"]
    if not heads and "object" in roles and verb.tag_ in PAST:  # "and 13 wounded": a passive without its auxiliary
        heads, agents = [h for h in agents if h.i < verb.i <= h.i + 3], []
    return Outcome(verb, row, [h for head in heads for h in dict.fromkeys((head, meant(head)))], agents)
