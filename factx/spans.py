"""The whole dialect that factx speaks on spaCy's `Doc`: mark a finding, read findings back, lift them out.

Findings live in span groups (`doc.spans["dates"]`), which may overlap. A finding's notes are plain values (str, int,
float, bool, None, lists and dicts of them) in one dict in `doc.user_data`, keyed by the span's own id: `span._.x` is
keyed by offsets alone, so two findings over the same words would overwrite one another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from factx.schema import Mention, Sentence

NOTES = "factx"
#: What the pipeline tells the components about a Doc, in `doc.user_data`: the characters at which the layout ends a
#: sentence, and the document's zones, each `[start, end, kind]` in characters of the Doc.
BREAKS = "factx_breaks"
ZONES = "factx_zones"
#: The note that holds other words of the text: a dict of name → [start, end] or a list of such pairs or None, in
#: characters of the Doc, which `lift` moves into the document.
AT = "at"


def mark(doc: Doc, group: str, start: int, end: int, label: str, /, **notes: Any) -> Span:
    """Record a finding over the tokens `start` to `end` (exclusive) of `doc` in the span group `group`."""
    kept: dict[str, dict[str, Any]] = doc.user_data.setdefault(NOTES, {})
    key = f"{group}:{len(kept)}"
    span = Span(doc, start, end, label=label, span_id=key)
    if group not in doc.spans:
        doc.spans[group] = []
    doc.spans[group].append(span)
    kept[key] = notes
    return span


def mark_chars(doc: Doc, group: str, start: int, end: int, label: str, /, **notes: Any) -> Span | None:
    """Record a finding over the characters `start` to `end` of `doc`.

    Where the characters cut through tokens, the span covers the whole tokens and the exact offsets are kept beside
    it, so that `lift` gives the slice that was meant. None where the characters hold no token.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    if (span.start_char, span.end_char) != (start, end):
        notes["chars"] = [start, end]
    return mark(doc, group, span.start, span.end, label, **notes)


def notes(span: Span) -> dict[str, Any]:
    """The notes of a finding made by `mark`: the living dict, to read or to add to."""
    found: dict[str, Any] = span.doc.user_data[NOTES][span.id_]
    return found


def findings(doc: Doc, group: str) -> list[Span]:
    """The findings of a group in the order of the text, the longer of two that start together first."""
    if group not in doc.spans:
        return []
    return sorted(doc.spans[group], key=lambda s: (s.start, -s.end))


def lift(doc: Doc, text: str, offset: int = 0) -> tuple[list[Mention], list[Sentence]]:
    """Take everything that was found out of spaCy, as plain values in the order of the text.

    `text` is the whole document's text as received (the `Doc` may have been made of a case-restored copy of a piece
    of it that begins at `offset`); every offset and slice is of that text.
    """
    sents = list(doc.sents)
    sentences = [Sentence(offset + s.start_char, offset + s.end_char) for s in sents]
    mentions = _mentions(doc, text, offset, [s.start for s in sents], sentences)
    return sorted(mentions, key=lambda m: (m.start, -m.end, m.group, m.label)), sentences


def _mentions(
    doc: Doc, text: str, offset: int, starts: Sequence[int], sentences: Sequence[Sentence]
) -> Iterator[Mention]:
    """`starts` are the first tokens of the sentences: `span.sent` would walk to them over every token between."""
    kept = doc.user_data.get(NOTES, {})
    for group, spans in doc.spans.items():
        for span in spans:
            said = kept.get(span.id_)
            if said is None:  # another component's span group is none of ours
                continue
            start, end = said.get("chars", (span.start_char, span.end_char))
            start, end = offset + start, offset + end
            sentence = sentences[bisect_right(starts, span.start) - 1]
            if AT in said:
                said = {**said, AT: {name: _moved(where, offset) for name, where in said[AT].items()}}
            yield Mention(group, span.label_, start, end, text[start:end], sentence, said)


def _moved(where: Any, offset: int) -> Any:
    """Offsets, however deep the list they stand in, moved from the Doc into the document."""
    return [_moved(w, offset) for w in where] if isinstance(where, list) else where if where is None else where + offset
