"""Finds losses: the equipment and works that were destroyed, damaged, captured, intercepted or lost, each item of a list.

Findings go to the group "losses": the span is the item's phrase, the label what became of it; notes give the noun, its
class and the bound, and in `at` the word that tells it, who did it (`by`) and who lost it (`whose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from factx.lexicon import lexicon as tables
from factx.pipes.figures import Figure, Figures
from factx.pipes.outcomes import Outcome, Outcomes
from factx.spans import findings, mark_chars
from factx.syntax import noun_phrase, of_noun, possessors, under
from factx.values.losses import MUNITIONS, status

GROUP = "losses"
#: Nouns that are the losses of somebody.
_LOSSES = frozenset(("loss", "losses"))
_AMOUNT = frozenset("amount include comprise total be number reach make exceed stand".split())
#: A heading under which a bulletin lists what was lost, and how far before the list it may stand.
_HEADING = re.compile(r"\b(?:loss(?:es)?|lost|destroyed|eliminated|liquidated|neutrali[sz]ed)\b", re.I)
_PERSONNEL = re.compile(r"\b(?:personnel|servicemen|troops|soldiers|manpower)\b", re.I)
HEADED = 200
_VAGUE = frozenset("others other more".split())


@dataclass(frozen=True, slots=True)
class Loss:
    figure: Figure
    class_: str
    status: str
    cue: tuple[int, int]
    rule: str
    by: Token | None = None
    whose: Token | None = None


@Language.factory("factx_losses", default_config={"lexicon": []})
def make_losses(nlp: Language, name: str, lexicon: Sequence[str]) -> Losses:
    """The component; `lexicon` names the user's table folders."""
    return Losses(tuple(lexicon))


class Losses:
    """Marks the losses of a Doc."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        table = tables(folders).table
        self.outcomes = Outcomes(table("loss_verbs"))
        self.sites = {row["noun"] for row in table("materiel") if row["kind"] == "site"}
        self.sites |= {
            row["noun"] for row in table("noun_classes") if {"building", "infrastructure"} & set(row["classes"].split("|"))
        } - {row["noun"] for row in table("victims")}

    def __call__(self, doc: Doc) -> Doc:
        for loss in sorted(_Reading(doc, self.outcomes, self.sites).found(), key=lambda x: x.figure.first):
            f, b = loss.figure, loss.figure.bound
            at = {"cue": list(loss.cue), "by": _span(loss.by), "whose": _span(loss.whose) or _span(_owner(f))}
            mark_chars(
                doc, GROUP, f.first, f.last, loss.status, rule=loss.rule, noun=f.noun, value=b.value, min=b.min,
                max=b.max, at=at, **{"class": loss.class_},
            )  # fmt: skip
        return doc


def _span(head: Token | None) -> list[int] | None:
    return list(noun_phrase(head)) if head is not None else None


def _owner(f: Figure) -> Token | None:
    """Whose a thing is by its own phrase: "its tanks", "23 of the fleet's warships", "a depot of the army"."""
    owners = possessors(f.head)
    if owners:
        return owners[0]
    return next((a.head for a in of_noun(f.head) if a.role == "of"), None)


class _Reading:
    """The losses of one Doc."""

    def __init__(self, doc: Doc, outcomes: Outcomes, sites: set[str]) -> None:
        self.doc, self.outcomes, self.sites = doc, outcomes, sites
        self.figures = Figures(doc)
        self.classes = {i: s.label_ for s in findings(doc, "equipment") for i in range(s.start, s.end)}
        self.kept: dict[int, Loss] = {}

    def found(self) -> list[Loss]:
        for outcome in self.outcomes(self.doc):
            self._befallen(outcome)
        for token in self.doc:
            if token.lemma_.lower() in _LOSSES:
                self._nominal(token)
        for figure in self.figures.counted:
            if figure.kind == "listed" and figure.first not in self.kept:
                self._bulletin(figure)
        return list(self.kept.values())

    def class_of(self, f: Figure) -> str | None:
        """The class of the thing that a figure names; None where it is no thing."""
        if found := self.classes.get(f.head.i):
            return found
        inner = [self.classes[i] for i in range(f.start, f.end) if i in self.classes]
        noun = (f.noun or "").lower()
        if noun in _VAGUE or f.noun is None or f.head.lower_ in ("them", "whom", "these", "others"):
            return self._previous(f)
        words = noun.split(" of ")[0].split()
        for n in (3, 2, 1):
            if len(words) >= n and " ".join(words[-n:]) in self.sites:
                return "infrastructure"
        return inner[-1] if inner and f.kind in ("counted", "listed") and f.head.i - f.start < 2 else None

    def _previous(self, f: Figure) -> str | None:
        """The class of what an open figure goes on about: the last thing counted before it."""
        for other in reversed([k for k in self.figures.counted if k.end <= f.start][-4:]):
            if self.doc[other.start : f.start].text.count(". ") <= 1 and (held := self.classes.get(other.head.i)):
                return held
        return None

    def _befallen(self, o: Outcome) -> None:
        if any(c.dep_ == "neg" for c in o.word.children):
            return
        cue = (o.word.idx, o.word.idx + len(o.word))
        for head in o.heads:
            figure = self.figures.around(head)
            if figure is None or figure.kind in ("listed", "name") or self.class_of(figure) is None:
                continue
            things = [*self._leftward(figure), figure, *self.figures.listed(figure, lambda f: f.kind != "name")]
            self._told(things, o, cue)

    def _leftward(self, figure: Figure) -> Iterator[Figure]:
        """What stands before a figure in its list ("665 aircraft, 283 helicopters and 81 tanks were destroyed")."""
        while (figure := self.figures.before(figure)) is not None:  # type: ignore[assignment]
            yield figure

    def _told(self, things: list[Figure], o: Outcome, cue: tuple[int, int]) -> None:
        classes = [self.class_of(f) for f in things]
        ground = any(c is not None and c not in MUNITIONS and c != "drone" for c in classes)
        loser = o.row["status"] == "lost"
        agent = o.agents[0] if o.agents else None
        for figure, class_ in zip(things, classes, strict=True):
            if class_ is None or figure.first in self.kept:
                continue
            said = status(o.row["status"], class_, o.row["words"], airborne=agent is not None and not ground)
            self.kept[figure.first] = Loss(
                figure, class_, said, cue, "verb", None if loser else agent, agent if loser else None
            )

    def _nominal(self, noun: Token) -> None:
        """ "Its losses amounted to 40 soldiers and two tanks", "for the loss of a helicopter"."""
        heads = [h for c in noun.children if c.lower_ in ("of", "including") for h in under(c)]
        verb = noun.head
        if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _AMOUNT:
            heads += [h for c in verb.children if c.dep_ == "prep" for h in under(c)]
            heads += [c for c in verb.children if c.dep_ in ("dobj", "attr")]
        owners = possessors(noun) or [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.i < noun.i]
        for head in heads:
            figure = self.figures.around(head)
            if figure is None or figure.kind == "name":
                continue
            for f in [figure, *self.figures.listed(figure, lambda f: f.kind != "name")]:
                if (class_ := self.class_of(f)) is not None:
                    cue = (noun.idx, noun.idx + len(noun))
                    whose = owners[-1] if owners else None
                    self.kept.setdefault(f.first, Loss(f, class_, "lost", cue, "noun", None, whose))

    def _bulletin(self, first: Figure) -> None:
        """The lines of a bulletin under a heading of losses."""
        text = self.doc.text
        lines = [first]
        for f in self.figures.counted[self.figures.counted.index(first) + 1 :]:
            if f.kind != "listed" or f.first - lines[-1].last > 40:
                break
            lines.append(f)
        heading = list(_HEADING.finditer(text, max(0, first.first - HEADED), first.first))
        if not heading:
            return
        cue = (heading[-1].start(), heading[-1].end())
        word = self.doc.char_span(*cue, alignment_mode="expand")
        owners = possessors(word.root) if word is not None else []
        for f in lines:
            if not _PERSONNEL.search(f.noun or ""):
                class_ = self.class_of(f) or "other"
                self.kept.setdefault(f.first, Loss(f, class_, "lost", cue, "list", None, owners[0] if owners else None))
