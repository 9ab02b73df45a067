"""Cues that take what they govern out of the plain "it happened": negation, denial, plan, possibility, condition.

As in ConText, a cue has a category, a direction and a scope, and its scope ends where another clause begins; here the
parse gives direction and end. The cues are the table `assertion_cues`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from factx.lexicon import lexicon as tables
from factx.spans import mark

GROUP = "assertion"
#: How many words a cue may reach: hostile text has endless clauses.
WORDS = 200
#: What a word takes as its clause or object.
COMPLEMENTS = frozenset("ccomp xcomp dobj pobj obj prep pcomp acl nsubjpass attr relcl oprd advcl".split())
#: Words that tell when or why: what they govern did happen ("suspended its work after an attack").
TEMPORAL = frozenset("after since before during following when while as because although though".split())
#: Where a cue's force ends: side clauses that the report tells in its own voice.
ENDS = frozenset("relcl advcl appos parataxis".split())
#: Verbs of the report that take a future: "was to leave", "is set to meet".
FINITE = frozenset(("VBZ", "VBP", "VBD"))

#: What a cue makes of what it governs, how far it reaches, and where its row stands ("" for the infinitive after "be").
Cue = tuple[str, str, str]


class Assertion:
    """Marks the cues of a Doc, each with the stretches of text in its force."""

    def __init__(self, cues: dict[tuple[str, str], Cue]) -> None:
        self.cues = cues

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            found = self._cue(token)
            if found is None:
                continue
            category, scope, source = found
            stretches = [[a.idx, b.idx + len(b)] for a, b in _stretches(token, scope)]
            if stretches:
                mark(
                    doc, GROUP, token.i, token.i + 1, category, rule="cue" if source else "be to",
                    at={"scope": stretches}, source=[source] if source else [],
                )  # fmt: skip
        return doc

    def _cue(self, token: Token) -> Cue | None:
        if token.lemma_ == "be" and token.tag_ in FINITE and _to_infinitive(token):
            return "planned", "complement", ""
        pos = "AUX" if token.tag_ == "MD" else token.pos_
        key = token.lower_ if pos in ("AUX", "ADV", "PART", "DET") else token.lemma_.lower()
        if pos == "PART":
            pos = "ADV"
        if pos == "ADJ" and token.dep_ != "amod":
            return self._of(key, "complement", pos)
        if token.dep_ == "amod":
            return self._of(token.lower_, "modifier", "ADJ") or self._of(key, "modifier", "ADJ")
        for child in token.children if pos == "VERB" else ():
            if child.dep_ == "prt" and (f"{key} {child.lower_}", pos) in self.cues:
                return self.cues[f"{key} {child.lower_}", pos]
        return self.cues.get((key, pos))

    def _of(self, key: str, scope: str, pos: str) -> Cue | None:
        return self.cues.get((f"{key}/{scope}", pos))


def _to_infinitive(token: Token) -> bool:
    return any(
        c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN") and any(g.tag_ == "TO" for g in c.children)
        for c in token.children
    )


def _stretches(cue: Token, scope: str) -> Iterator[tuple[Token, Token]]:
    """The first and last word of each stretch of text in the cue's force."""
    if scope == "modifier":
        yield cue.head, cue.head
        for child in cue.head.children:  # "a failed attempt to storm the town"
            if child.dep_ == "acl" and child.tag_ == "VB":
                yield from _reach(child)
        return
    if scope == "clause":
        yield from _reach(cue.head)
        return
    if scope == "head":
        yield from _reach(cue.head if cue.dep_ in ("aux", "auxpass", "neg", "advmod") else cue)
        return
    for child in cue.children:
        if child.dep_ in COMPLEMENTS and not _beside(child) and (child.i > cue.i or child.dep_ == "nsubjpass"):
            yield from _reach(child)


def _beside(token: Token) -> bool:
    """Does it only tell when or why?"""
    return token.lower_ in TEMPORAL or any(c.dep_ in ("mark", "advmod") and c.lower_ in TEMPORAL for c in token.lefts)


def _reach(top: Token) -> Iterator[tuple[Token, Token]]:
    """The words under `top`, without the side clauses and the coordinated clauses that have a subject of their own."""
    held = [top]
    i = 0
    while i < len(held) < WORDS:
        held += [c for c in held[i].children if not _ends(c)]
        i += 1
    held.sort(key=lambda t: t.i)
    start = held[0]
    for a, b in pairwise(held):
        if b.i > a.i + 1:
            yield start, a
            start = b
    yield start, held[-1]


def _ends(token: Token) -> bool:
    if token.dep_ in ENDS:
        return True
    own = token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
    return own and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)


@Language.factory("factx_assertion", default_config={"lexicon": []})
def make_assertion(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    cues: dict[tuple[str, str], Cue] = {}
    for row in tables(tuple(lexicon)).table("assertion_cues"):
        said = (row["category"], row["scope"], row.source)
        key = f"{row['cue']}/{row['scope']}" if row["pos"] == "ADJ" else row["cue"]
        cues[key, row["pos"]] = said
    return Assertion(cues)
