"""Is it English? Told by script and by function words, offline and in less than a millisecond.

A third or more of the words of English prose are among some eighty function words, in capitals too; a table or a
bulletin has few of any language. So a text is English unless its letters are of another script, or another language's
function words outnumber the English ones. Words with a capital are left out ("Los Angeles, La Paz, El Fasher") save in
texts in capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from factx.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOREIGN = re.compile(r"[^\W\d_\x00-\x7f]")
_COMBINING = re.compile("[\u0300-\u036f]")
_SAMPLE = 6000  #: characters at the head, in the middle and at the end
_PROSE = 0.25  #: a share of English function words that no other language's text has
_ENOUGH = 4  #: function words of another language that speak against English


def of(text: str) -> str:
    """The ISO 639-1 code of the language of `text`: "en" unless something speaks against it, "und" where it is some
    other that the table does not have."""
    sample = _sample(text)
    scripts = Counter(map(_script, _FOREIGN.findall(sample)))
    script, most = scripts.most_common(1)[0] if scripts else ("", 0)
    if script != "LATIN" and most > sum(map(str.isalpha, sample)) / 2:
        return _by_letters(sample, script)
    capitals = sample.isupper()
    words = [w for w in _WORD.findall(_bare(sample)) if capitals or w[0].islower()]
    words = [w.lower() for w in words] if capitals else words
    codes = _function_words()
    hits = Counter(code for w in words if w in codes for code in codes[w])
    english = hits.pop("en", 0)
    if not hits or english > _PROSE * len(words):
        return "en"
    code = min(hits, key=lambda c: (-hits[c], c))
    return code if hits[code] >= _ENOUGH and hits[code] > 1.5 * english else "en"


def _bare(text: str) -> str:
    """A text without accents, which capitals often lose, and with straight apostrophes."""
    return text if text.isascii() else _COMBINING.sub("", unicodedata.normalize("NFD", text)).replace("’", "'")


def name(code: str) -> str:
    """The English name of a language that `of` gives."""
    return next((row["name"] for row in _table() if row["code"] == code), "another language")


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@cache
def _script(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name: LATIN, CYRILLIC, ARABIC, CJK …"""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _by_letters(sample: str, script: str) -> str:
    """Of the languages of a script, the one whose own letters occur, else the first in the table."""
    rows = [row for row in _table() if row["script"].upper() == script]
    held = set(sample.casefold())
    for row in rows:
        if row["letters"] and held & set(row["letters"]):
            return row["code"]
    return next((row["code"] for row in rows if not row["letters"]), "und")


@cache
def _function_words() -> dict[str, list[str]]:
    """Each function word, with the languages that have it."""
    found: dict[str, list[str]] = {}
    for row in _table():
        for word in _bare(row["words"]).split():
            found.setdefault(word, []).append(row["code"])
    return found


def _table() -> Sequence[Mapping[str, str]]:
    return lexicon().table("languages")
