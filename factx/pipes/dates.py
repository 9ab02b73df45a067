"""Finds dates: the grammar reads the text, the parse says which words are none and when the clause around them is."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from factx.lexicon import lexicon
from factx.pipes.tense import clause
from factx.spans import mark_chars
from factx.values import dates
from factx.values.dates.expressions import Season, Shift, Since

_LONGEST_EVENT = 12  #: tokens


@Language.factory("factx_dates", default_config={"lexicon": []})
def make(nlp: Language, name: str, lexicon: list[str]) -> Dates:
    return Dates(tuple(lexicon))


class Dates:
    """Marks the group "dates". Notes: `said` (the expression, as plain values), `tense` and `verb` of the clause,
    `before` (the word before the date)."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self.words = dates.words(folders)
        rows = lexicon(folders).table("tense_words")
        self.prospective = frozenset(r["word"] for r in rows if r["class"] == "prospective")

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
        )  # fmt: skip

    def _inside(self, since: dates.Found, text: str) -> dates.Found:
        """The date inside a clause: of "since the war began in August" only "August" is one."""
        start = since.start + len("since")
        inner = next(dates.find(text[start : since.end], self.words), None)
        return inner._replace(start=start + inner.start, end=start + inner.end) if inner else since


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
