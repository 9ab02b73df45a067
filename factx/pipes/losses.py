"""Finds losses: equipment and works that were destroyed, damaged, captured, intercepted or lost, each item of a list.

Findings go to the group "losses": the span is the item's phrase, the label what became of it; notes give the noun, its
class and the bound, and in `at` the word that tells it, who did it (`by`) and who lost it (`whose`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from factx.lexicon import lexicon as tables
from factx.pipes.balances import balances
from factx.pipes.figures import Figure, Figures
from factx.pipes.nounphrases import meant, noun_phrase
from factx.pipes.outcomes import Outcome, Outcomes, opens
from factx.spans import findings, mark_chars
from factx.syntax import of_noun, possessors
from factx.values.losses import UNMANNED, flying, status, thing, things

GROUP = "losses"
_VAGUE = frozenset("others other more them these whom".split())


@dataclass(frozen=True, slots=True)
class Loss:
    figure: Figure
    class_: str
    status: str
    cue: tuple[int, int]
    rule: str
    source: str  #: the table's row; "" where a balance tells it
    by: Token | None = None
    whose: Token | None = None


@Language.factory("factx_losses", default_config={"lexicon": []})
def make_losses(nlp: Language, name: str, lexicon: Sequence[str]) -> Losses:
    """The component; `lexicon` names the user's table folders."""
    return Losses(tuple(lexicon))


class Losses:
    """Marks the losses of a Doc."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        lexicon = tables(folders)
        self.outcomes = Outcomes(lexicon.table("loss_verbs"))
        self.people = frozenset(row["noun"] for row in lexicon.table("victims"))
        self.named = things(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        for loss in sorted(_Reading(doc, self).found(), key=lambda x: x.figure.first):
            f, b = loss.figure, loss.figure.bound
            at = {"cue": list(loss.cue), "by": _span(loss.by), "whose": _span(loss.whose) or _span(_owner(f))}
            mark_chars(
                doc, GROUP, f.first, f.last, loss.status, rule=loss.rule, noun=f.noun, value=b.value, min=b.min,
                max=b.max, at=at, source=[loss.source] if loss.source else [], **{"class": loss.class_},
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

    def __init__(self, doc: Doc, of: Losses) -> None:
        self.doc, self.outcomes, self.named, self.people = doc, of.outcomes, of.named, of.people
        self.figures = Figures(doc)
        self.ends = [f.end for f in self.figures.counted]
        self.classes = {i: s.label_ for s in findings(doc, "equipment") for i in range(s.start, s.end)}
        self.kept: dict[int, Loss] = {}

    def found(self) -> list[Loss]:
        for outcome in self.outcomes(self.doc):
            self._befallen(outcome)
        for balance in balances(self.doc, self.figures):
            for f in balance.figures:
                held = self.thing(f)
                if held is None and balance.rule == "list" and not self._people(f):
                    held = ("other", f.noun or "")
                if held is not None:
                    self._keep(f, held, "lost", balance.cue, balance.rule, "", None, balance.whose)
        return list(self.kept.values())

    def thing(self, f: Figure) -> tuple[str, str] | None:
        """The class of the thing that a figure names, and its noun; None where it is no thing."""
        noun = f.noun or ""
        if f.noun is None or f.head.lower_ in _VAGUE:
            return self._previous(f)
        if found := self.classes.get(f.head.i):
            return found, noun
        if named := thing(noun, self.named):
            return named.class_, noun
        inner = [self.classes[i] for i in range(f.start, f.end) if i in self.classes]
        return (inner[-1], noun) if inner and f.head.lemma_.lower() not in self.people else None

    def _people(self, f: Figure) -> bool:
        return f.noun is None or bool(self.people & {f.noun.lower(), f.noun.lower().rpartition(" ")[2]})

    def _previous(self, f: Figure) -> tuple[str, str] | None:
        """What an open figure goes on about: the last thing counted before it."""
        past = bisect_right(self.ends, f.start)
        for other in reversed(self.figures.counted[max(0, past - 4) : past]):
            near = self.doc[other.start : f.start].text.count(". ") <= 1
            if near and other.noun is not None and other.head.lower_ not in _VAGUE and (held := self.thing(other)):
                return held
        return None

    def _befallen(self, o: Outcome) -> None:
        if any(c.dep_ == "neg" for c in o.word.children):
            return
        cue = (o.word.idx, o.word.idx + len(o.word))
        found = [self.figures.around(h) or self.figures.around(meant(h)) for h in o.heads]
        if not any(found) and opens(o.word):
            found = [self.figures.governed(o.word)]
        for figure in [*found, *self._gapped(o.word)]:
            if figure is None or figure.kind in ("listed", "name"):
                continue
            listed = self.figures.listed(figure, lambda f: f.kind != "name")
            self._told([*self.figures.before(figure), figure, *listed], o, cue)

    def _gapped(self, verb: Token) -> list[Figure]:
        """Counts joined to a verb, or to the one that reports it, whose own verb is left out ("shot down two drones
        on Monday, and five jets a day before")."""
        verbs = [verb, verb.head] if verb.dep_ == "ccomp" else [verb]
        joined = [c for v in verbs for c in v.children if c.dep_ == "conj" and c.pos_ == "NOUN" and c.i > verb.i]
        clauseless = (c for c in joined if not any(d.dep_ in ("relcl", "acl") for d in c.children))
        found = [self.figures.around(c) for c in clauseless]
        return [f for f in found if f is not None and f.kind == "counted"]

    def _told(self, figures: list[Figure], o: Outcome, cue: tuple[int, int]) -> None:
        named = [self.thing(f) for f in figures]
        ground = any(t is not None and t[0] not in UNMANNED for t in named)
        loser = o.row["status"] == "lost"
        agent = o.agents[0] if o.agents else None
        for figure, held in zip(figures, named, strict=True):
            if held is None or figure.first in self.kept:
                continue
            airborne = agent is not None and not ground
            said = status(o.row["status"], flying(*held), o.row["words"], airborne=airborne)
            if said is not None:
                by, whose = (None, agent) if loser else (agent, None)
                self._keep(figure, held, said, cue, "verb", o.row.source, by, whose)

    def _keep(
        self, f: Figure, held: tuple[str, str], said: str, cue: tuple[int, int], rule: str, source: str,
        by: Token | None = None, whose: Token | None = None,
    ) -> None:  # fmt: skip
        """Ground and buildings that change hands are an event, and no loss."""
        if held[0] != "infrastructure" or said not in ("captured", "lost"):
            loss = Loss(replace(f, noun=held[1]), held[0], said, cue, rule, source, by, whose)
            self.kept.setdefault(f.first, loss)
