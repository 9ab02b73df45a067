"""Finds dates: the grammar reads the text, the parse says which words are none and when the clause around them is."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from factx.lexicon import lexicon
from factx.pipes.tense import clause
from factx.spans import mark_chars
from factx.syntax import DEPTH, verbal
from factx.values import dates
from factx.values.dates.expressions import Season, Shift, Since

_LONGEST_EVENT = 12  #: tokens


@Language.factory("factx_dates", default_config={"lexicon": []})
def make(nlp: Language, name: str, lexicon: list[str]) -> Dates:
    return Dates(tuple(lexicon))


class Dates:
    """Marks the group "dates". Notes: `said` (the expression, as plain values), `tense` and `verb` of the clause,
    `before` (the word before the date); in `at`, `barred`: the words
    of its sentence that it does not date."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self.words = dates.words(folders)
        rows = lexicon(folders).table("tense_words")
        self.prospective = frozenset(r["word"] for r in rows if r["class"] == "prospective")
        self.report = frozenset(r["word"] for r in rows if r["class"] == "report")

    def __call__(self, doc: Doc) -> Doc:
        for found in dates.find(doc.text, self.words):
            span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is not None and isinstance(found.said, Since) and _has_verb(span):
                found = self._inside(found, doc.text)
                span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is None or _is_verb(span):
                continue
            event = None
            if isinstance(found.said, Shift) and found.said.anchor == "" and (event := _event(doc, span.end)) is None:
                continue
            self._mark(doc, span, found, event)
        return doc

    def _mark(self, doc: Doc, span: Span, found: dates.Found, event: Span | None) -> None:
        said = found.said
        if event is not None:
            said = replace(cast(Shift, said), anchor=event.text)
        tense, verb = clause(span, self.prospective)
        before = doc[span.start - 1].lower_ if span.start else ""
        if isinstance(said, Season) and said.which is None and before == "in" and tense == "present":
            return  # "roads are impassable in winter": any winter
        mark_chars(
            doc, "dates", found.start, event.end_char if event else found.end, dates.grain(said).upper(),
            rule=dates.rule(said), said=dates.plain(said), tense=tense, verb=verb, before=before,
            at={"barred": _barred(span, self.report)},
        )  # fmt: skip

    def _inside(self, since: dates.Found, text: str) -> dates.Found:
        """The date inside a clause: of "since the war began in August" only "August" is one."""
        start = since.start + len("since")
        inner = next(dates.find(text[start : since.end], self.words), None)
        return inner._replace(start=start + inner.start, end=start + inner.end) if inner else since


def _barred(span: Span, report: frozenset[str]) -> list[list[int]]:
    """The words of a date's sentence, in characters, that it does not date: those outside the relative clause that it
    stands in; what was said on that day."""
    token, sentence = span.root, span.sent
    for _ in range(DEPTH):
        if verbal(token):
            said = [c for c in token.children if c.dep_ == "ccomp"]
            if token.lemma_.lower() in report and token.i < span.start:
                who = next((c.left_edge for c in token.lefts if c.dep_ == "nsubj"), None)
                if token.dep_ == "conj" and who is not None and who.i and who.nbor(-1).text == ",":
                    return [[sentence.start_char, who.idx]]  # "…, residents told us on Monday"
                return [[c.left_edge.idx, c.right_edge.idx + 1] for c in said]
            if token.dep_ == "relcl":
                return [[sentence.start_char, token.left_edge.idx], [token.right_edge.idx + 1, sentence.end_char]]
            if token.dep_ not in ("conj", "xcomp"):
                return []
        token = token.head
    return []


def _has_verb(span: Span) -> bool:
    return any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in span)


def _is_verb(span: Span) -> bool:
    """Is the one word a verb after all: "march", "may", "fall"?"""
    return len(span) == 1 and span[0].tag_ in ("MD", "VB", "VBD", "VBG", "VBP", "VBZ")


def _event(doc: Doc, start: int) -> Span | None:
    """The words from `start` on that name an event ("the attack on Pan Set"): what hangs on the "before" or "after"
    before them, up to the first mark."""
    link = doc[start - 1]
    most = min(start + _LONGEST_EVENT, link.sent.end)
    if link.dep_ == "prep":
        most = min(most, link.right_edge.i + 1)
    end = next((t.i for t in doc[start:most] if t.is_punct and t.text not in "-’'"), most)
    return doc[start:end] if end > start else None
