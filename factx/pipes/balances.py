"""Balances of fighting: "its losses amounted to 40 soldiers and two tanks", and a bulletin's lines under a heading of
losses. No component: of what they list, the people are casualties and the things losses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from factx.pipes.figures import Figure, Figures, occurrences
from factx.syntax import possessors, under

_LOSSES = frozenset(map(get_string_id, ("loss", "losses")))
_AMOUNT = frozenset("amount include comprise total be number reach make exceed stand".split())
_HEADING = re.compile(r"\b(?:loss(?:es)?|lost|destroyed|eliminated|liquidated|neutrali[sz]ed)\b", re.I)
#: How far before its first line, and a line before the next, a bulletin's heading may stand, in characters.
HEADED, SPACED = 200, 40


@dataclass(frozen=True, slots=True)
class Balance:
    """What is listed, the characters of the word that says it was lost, the evidence, and who lost it."""

    figures: list[Figure]
    cue: tuple[int, int]
    rule: str
    whose: Token | None


def balances(doc: Doc, figures: Figures) -> Iterator[Balance]:
    """The balances that a Doc draws."""
    for i in occurrences(doc, "LOWER", _LOSSES):
        if doc[i].pos_ == "NOUN":
            yield from _nominal(doc[i], figures)
    lines: list[Figure] = []
    for f in [f for f in figures.counted if f.kind == "listed"]:
        if lines and f.first - lines[-1].last > SPACED:
            yield from _bulletin(doc, lines)
            lines = []
        lines.append(f)
    if lines:
        yield from _bulletin(doc, lines)


def _nominal(noun: Token, figures: Figures) -> Iterator[Balance]:
    heads = [h for c in noun.children if c.lower_ in ("of", "including") for h in under(c)]
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _AMOUNT:
        heads += [h for c in verb.children if c.dep_ == "prep" for h in under(c)]
        heads += [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    owners = possessors(noun) or [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.i < noun.i]
    for head in heads:
        figure = figures.around(head)
        if figure is not None and figure.kind != "name":
            listed = [figure, *figures.listed(figure, lambda f: f.kind != "name")]
            yield Balance(listed, (noun.idx, noun.idx + len(noun)), "noun", owners[-1] if owners else None)


def _bulletin(doc: Doc, lines: list[Figure]) -> Iterator[Balance]:
    headings = list(_HEADING.finditer(doc.text, max(0, lines[0].first - HEADED), lines[0].first))
    if headings:
        word = doc.char_span(*headings[-1].span(), alignment_mode="expand")
        owners = possessors(word.root) if word is not None else []
        yield Balance(lines, headings[-1].span(), "list", owners[0] if owners else None)
