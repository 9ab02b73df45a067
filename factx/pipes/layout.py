"""Sentences end where the layout of the report ends them: set before the parser, which adds its own."""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from factx.spans import BREAKS


@Language.component("factx_layout")
def layout(doc: Doc) -> Doc:
    """Start a sentence at the first word at or after each offset (characters of the Doc) in `doc.user_data`."""
    starts = [t.idx for t in doc]
    for offset in doc.user_data.pop(BREAKS, ()):
        i = bisect_left(starts, offset)
        while i < len(doc) and doc[i].is_space:
            i += 1
        if 0 < i < len(doc):
            doc[i].is_sent_start = True
    return doc
