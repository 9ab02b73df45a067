"""Articles that count: "two tanks and a howitzer". A reading of a Doc, no component.

An article is as good as "one" where what it stands before is materiel and is listed together with something counted:
side by side ("an infirmary and eight houses"), or as the object of a verb of loss that is joined to one whose object
is counted ("captured three carriers and shot down a drone"). A lone "hit a depot" counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factx.pipes.phrases import phrase, singular

#: Verbs of loss, whose listed objects are counted across clauses.
_LOSS = frozenset(
    "destroy down shoot sink capture seize intercept lose damage disable burn wreck eliminate hit knock neutralise"
    " neutralize deliver supply send receive".split()
)
_ARTICLES = frozenset(("a", "an"))
_JOINTS = frozenset((",", ";", "and", "plus", "&"))


@dataclass(frozen=True, slots=True)
class Single:
    """One thing by its article: tokens `start` to `end`, and the noun."""

    start: int
    end: int
    of: str
    arms: bool


def singles(doc: Doc, counted: list[tuple[int, int]], materiel: Mapping[str, str]) -> Iterator[Single]:
    """The articles that count, given the token ranges of the phrases that are counted already and the nouns of
    materiel (noun to "arms" or "site")."""
    if not counted:
        return
    found = [s for t in doc if t.lower_ in _ARTICLES and (s := _single(doc, t, materiel))]
    listed = {s.start for s in _listed(doc, found, counted)}
    things = [(a, b) for a, b in counted if kind(doc[b - 1], materiel)]
    sites = {s.start for s in _listed(doc, found, things)}
    listed = {s.start for s in found if s.start in sites or (s.start in listed and s.arms)}
    objects = {_governor(doc, a, b) for a, b in counted}
    for single in found:
        if single.start in listed or _joined_loss(doc, single, objects):
            yield single


def _listed(doc: Doc, found: list[Single], counted: list[tuple[int, int]]) -> Iterator[Single]:
    """Those that stand side by side with something counted, or with another of them that does."""
    ends, starts = {b for _, b in counted}, {a for a, _ in counted}
    after = []
    for single in found:
        if _before(doc, single.start) in ends:
            ends.add(single.end)
            after.append(single)
    yield from after
    for single in reversed(found):
        if single not in after and _after(doc, single.end) in starts:
            starts.add(single.start)
            yield single


def _single(doc: Doc, article: Token, materiel: Mapping[str, str]) -> Single | None:
    """The noun phrase of materiel behind an article."""
    read = phrase(doc, article.i + 1)
    sort = kind(read[1], materiel) if read else None
    if read is None or sort is None:
        return None
    return Single(article.i, read[0], singular(doc, article.i + 1, read[0], read[1]), sort == "arms")


def kind(head: Token, materiel: Mapping[str, str]) -> str | None:
    """Whether a noun is "arms" or "site", by itself or with the word before it."""
    two = f"{head.nbor(-1).lower_} {head.lemma_.lower()}" if head.i else ""
    return materiel.get(two) or materiel.get(head.lemma_.lower()) or materiel.get(head.text)


def _before(doc: Doc, i: int) -> int:
    """The token after which the item that begins at `i` is listed, or -1."""
    j = i
    while j > 0 and i - j < 3 and doc[j - 1].lower_ in _JOINTS:
        j -= 1
    return j if j < i else -1


def _after(doc: Doc, i: int) -> int:
    """The token at which the item after one that ends at `i` begins, or -1."""
    j = i
    while j < len(doc) and j - i < 3 and doc[j].lower_ in _JOINTS:
        j += 1
    return j if j > i else -1


def _governor(doc: Doc, start: int, end: int) -> Token | None:
    """The verb whose object or passive subject the phrase is."""
    root = doc[start:end].root
    while root.dep_ == "conj" and root.head.pos_ in ("NOUN", "PROPN", "NUM"):
        root = root.head
    return root.head if root.dep_ in ("dobj", "nsubjpass") else None


def _joined_loss(doc: Doc, single: Single, objects: set[Token | None]) -> bool:
    verb = _governor(doc, single.start, single.end)
    if verb is None or verb.lemma_.lower() not in _LOSS or not single.arms:
        return False
    verbs = [verb]
    while verbs[-1].dep_ == "conj" and verbs[-1].head.pos_ == "VERB":
        verbs.append(verbs[-1].head)
    joined = {v for top in verbs for v in (top, *top.conjuncts)}
    return any(v in objects for v in joined if v is not verb and v.lemma_.lower() in _LOSS)
