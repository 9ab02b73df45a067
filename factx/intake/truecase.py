"""Case restored to dispatches in capitals, so that a model trained on ordinary news can read them.

The result has the length of the text, character by character, so offsets stay. Ordinary words (words.txt.gz) go to
lower case and every other word is taken for a name; which words are both, and where ordinary words are parts of a name,
the neighbours and the document tell (cased.tsv): titles before names, unit nouns after them, and whatever stands before
its abbreviation in brackets, "NATIONAL LIBERATION FRONT (FMLN)", is a name throughout the document.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from factx.lexicon import lexicon, models

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_END = re.compile(r"[.!?][\"”’)\]]*\s|\n\s*\n|:\s+[\"“]|[.!?][\"”’)\]]*\s*\[|\]\s*$")
_APOSTROPHE = re.compile(r"['’](?:S|T|LL|RE|VE|D|M)$")
_NUMBERED = re.compile(r"\d+(?:ST|ND|RD|TH)$")
_MEASURED = re.compile(r"[\d.,]+(?:MM|KM|CM|KG|M|AM|PM|KPH|MPH|S)$")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_ROMAN = re.compile(r"(?:XX|X|V)?(?:I{1,3}|IV|IX|V|X)$")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z0-9-]{1,11})[)\]]")
_LOWER = bytes(range(97, 123))
_CAPITALS = 0.7  #: the share of capitals in a dispatch in capitals
_LINKS = frozenset({"OF", "THE", "AND", "FOR", "IN", "ON", "TO", "OF THE", "DE", "DEL", "LA", "Y", "DO", "DA"})


@dataclass(slots=True)
class _Token:
    """A word: where it begins, as it stands, and what it is taken for: "lower", "either", "name", "upper" or "keep"."""

    start: int
    word: str
    kind: str
    opens: bool  #: it begins a sentence
    gap: str  #: what stands between it and the token before
    pinned: bool = False  #: it is part of a known name, which its neighbours change no more


def truecase(text: str) -> str:
    """`text` with its case restored where it is in capitals; the same string where nothing is.

    A text is a dispatch in capitals where seven letters in ten are; in any other, only the lines that hold no small
    letter (a headline, a heading) are restored.
    """
    plain = text.encode("ascii", "ignore")
    letters = sum(map(str.isalpha, text[:20000]))
    small = len(text[:20000].encode("ascii", "ignore")) - len(text[:20000].encode("ascii", "ignore").translate(None, _LOWER))
    if letters and small < (1 - _CAPITALS) * letters and len(plain) > 40:
        return _restored(text)
    if not any(_heading(line) for line in text.split("\n")):
        return text
    return "\n".join(_restored(line) if _heading(line) else line for line in text.split("\n"))


def _heading(line: str) -> bool:
    """A line of three words or more without a small letter."""
    return line.isupper() and len(line.split()) > 2 and len(line) < 300


def _restored(text: str) -> str:
    known = _forms()
    tokens = _tokens(text, known)
    abbreviations = _expanded(text, tokens)
    _phrases(tokens, {**known.phrases, **abbreviations})
    _neighbours(tokens, known)
    cased = list(text)
    for i, token in enumerate(tokens):
        written = _written(token, i, tokens, known)
        if len(written) == len(token.word):
            cased[token.start : token.start + len(written)] = written
    return "".join(cased)
