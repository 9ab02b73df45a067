"""Statements: quotations with who speaks them, reported speech, and the words for which somebody else vouches.

Quotations are found in the text first, since the parse is unreliable around them; then the acts of saying outside them;
each quotation takes the act beside it, and the acts that are left take what they govern or are set in.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import lexicon as tables
from factx.pipes.contents import content
from factx.pipes.labels import labels
from factx.pipes.pairing import leftover, pairs
from factx.pipes.quotes import Quoted
from factx.pipes.reporting import Report, adjuncts, reports
from factx.pipes.reportwords import Vocabulary
from factx.pipes.sources import sources
from factx.pipes.speakers import Speakers
from factx.spans import mark_chars

GROUP = "statements"


class Statements:
    """Marks the span group "statements": label DIRECT, INDIRECT or SCOPE (attribution only) over what is said. Notes:
    `rule`, `channel`, `source`; `at`: "speaker", "cue" and "clause" (the whole cue) as pairs, "scope" as pairs of
    the stretches that the source vouches for."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def __call__(self, doc: Doc) -> Doc:
        quoted = Quoted(doc, self.words.ranks)
        speakers = Speakers(doc, self.words.ranks)
        acts = reports(doc, self.words, quoted, speakers)
        paired = pairs(doc, quoted, acts)
        for pair in paired.values():
            self._mark(doc, "DIRECT", pair.quote.start, pair.quote.end, pair.act, quoted, pair.rule)
        told = set(paired)
        for act in acts:
            if not act.quoted:
                self._indirect(doc, act, quoted, told)
        self._unverbal(doc, quoted, speakers, told)
        for n, act in leftover(quoted, acts, told):
            self._mark(doc, "DIRECT", quoted.quotes[n].start, quoted.quotes[n].end, act, quoted, "fragment")
        return doc

    def _indirect(self, doc: Doc, act: Report, quoted: Quoted, paired: set[int]) -> None:
        """Mark what an act says in reported speech, and the quotations within, which join those that are `paired`."""
        span = content(act, self.words, quoted)
        if span is None or span[1] - span[0] < 2:
            return
        start, end = _chars(doc, span)
        held = sorted({quoted.at(i) for i in range(*span)} - {-1})
        inner = [quoted.quotes[n] for n in held]
        end = max([end, *(q.outer_end for q in inner)])  # a quotation within reaches to its closing mark
        told = sum(q.outer_end - q.outer_start for q in inner)
        if "clause" not in act.frames and not paired.isdisjoint(held):  # "called … “pure fiction”"
            told = end - start
        label = (
            "SCOPE"
            if told > 0.7 * (end - start) or act.sense == "opinion" or (act.speaker is None and not act.passive)
            else "INDIRECT"
        )
        self._mark(doc, label, start, end, act, quoted, "clause")
        for n, quote in zip(held, inner, strict=True):
            if n not in paired and quote.fragment and quote.words > 1 and act.speaker:
                paired.add(n)
                self._mark(doc, "DIRECT", quote.start, quote.end, act, quoted, "fragment")

    def _unverbal(self, doc: Doc, quoted: Quoted, speakers: Speakers, told: set[int]) -> None:
        """Mark what words other than verbs attribute."""
        for said in chain(sources(doc, self.words, quoted, speakers), labels(doc, quoted, speakers)):
            cue = _chars(doc, said.cue)
            at: dict[str, Any] = {"speaker": None, "cue": cue, "clause": cue, "scope": [[said.start, said.end]]}
            if said.speaker:
                at["speaker"] = _chars(doc, said.speaker)
                at["clause"] = [min(cue[0], at["speaker"][0]), max(cue[1], at["speaker"][1])]
            label = "DIRECT" if said.rule == "turn" else "INDIRECT" if said.speaker else "SCOPE"
            rows = [said.source] if said.source else []
            mark_chars(doc, GROUP, said.start, said.end, label, rule=said.rule, channel=None, source=rows, at=at)
            for n, quote in quoted.within(said.start, said.end) if said.speaker else ():
                if n not in told and quote.fragment and quote.words > 1:
                    told.add(n)
                    here = {**at, "scope": [[quote.start, quote.end]]}
                    mark_chars(
                        doc, GROUP, quote.start, quote.end, "DIRECT", rule="fragment", channel=None, source=rows,
                        at=here,
                    )  # fmt: skip

    def _mark(self, doc: Doc, label: str, start: int, end: int, act: Report, quoted: Quoted, rule: str) -> None:
        close = adjuncts(act, quoted)
        clause = _chars(doc, (min(act.start, act.verb.i), close))
        if clause[0] < start:  # what is said may hang on the verb as an adjunct does ("accused … of …")
            clause[1] = min(clause[1], start)
        at = {
            "speaker": _chars(doc, act.speaker) if act.speaker else None,
            "cue": _chars(doc, act.cue()),
            "clause": clause,
            "scope": [[start, end]],
        }
        channel = self.words.channel(doc, act.left, close)
        source = [self.words.rows[act.verb.lemma_.lower()], *([channel.source] if channel else [])]
        said_on = channel["channel"] if channel else None
        mark_chars(doc, GROUP, start, end, label, rule=rule, channel=said_on, source=source, at=at)


def _chars(doc: Doc, span: tuple[int, int]) -> list[int]:
    last = doc[span[1] - 1]
    return [doc[span[0]].idx, last.idx + len(last)]


@Language.factory("factx_statements", default_config={"lexicon": []})
def make_statements(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Statements(Vocabulary(tables(tuple(lexicon))))
