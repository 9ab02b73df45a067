"""Marks of Markdown inside a sentence, blanked in the copy that the model reads, where they would break names."""

from __future__ import annotations

import re

_EMPHASIS = re.compile(r"(?<![\w*])(?P<star>\*{1,3})(?=[^\s*])(?P<text>[^*\n]{1,300})(?<=\S)(?P=star)(?![\w*])")
_UNDERLINED = re.compile(r"(?<!\w)(?P<line>_{1,3})(?=[^\s_])(?P<text>[^_\n]{1,300})(?<=\S)(?P=line)(?!\w)")
_LINK = re.compile(r"(?<![\w\]])!?\[(?P<text>[^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")


def plain(text: str) -> str:
    """`text` with spaces for the marks of emphasis and links; the same length, the same string where there are none."""
    for marks, pattern in (("*", _EMPHASIS), ("_", _UNDERLINED), ("](", _LINK)):
        if marks in text:
            text = pattern.sub(_blanked, text)
    return text


def _blanked(m: re.Match[str]) -> str:
    before, after = m.start("text") - m.start(), m.end() - m.end("text")
    return " " * before + m["text"] + " " * after
