"""The tables of reporting words, as the pipe of statements reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc

from factx.lexicon import Lexicon, Row

_PLACING = frozenset(("on", "in", "at", "via", "by", "during", "to"))
_WITHIN = frozenset(("DET", "ADJ", "PRON", "NOUN", "PROPN", "PART"))


class Vocabulary:
    """`verbs`: the frames of each verb of saying; `senses`: what it does with what is said; `nouns` of saying;
    `evidence`: the nouns that "show" and "find"; `sources` and `adverbs` match their cues in text; `rows`: where the
    row of a verb or a cue stands."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.table("reporting_verbs")
        self.verbs = {row["verb"]: frozenset(row["frames"].split("|")) for row in table}
        self.senses = {row["verb"]: row["sense"] for row in table}
        self.lemmas = np.array([get_string_id(v) for v in self.verbs], dtype=np.uint64)
        attributing = lexicon.table("attribution_cues")
        self.rows = {row["cue"].casefold(): row.source for row in attributing}
        self.rows |= {row["verb"]: row.source for row in table}
        cues = [(row["cue"], row["kind"].split("|")) for row in attributing]
        self.nouns = frozenset(cue for cue, kinds in cues if "noun" in kinds)
        self.evidence = frozenset(cue for cue, kinds in cues if "evidence" in kinds)
        self.sources = _either(cue for cue, kinds in cues if "source" in kinds)
        self.adverbs = _either(cue for cue, kinds in cues if "adverb" in kinds)
        forms = (f for row in lexicon.table("ranks") for f in row["abbreviations"].split(","))
        self.ranks = frozenset(word for form in forms for word in form.split())
        self.channels = {row["words"]: row for row in lexicon.table("channels")}

    def channel(self, doc: Doc, start: int, end: int) -> Row | None:
        """Where something is said: the row of the first noun after "on", "in" and the like that is a channel."""
        for i in range(start, end):
            if doc[i].lower_ not in _PLACING or doc[i].pos_ != "ADP":
                continue
            for j in range(i + 1, min(i + 6, len(doc))):
                two = f"{doc[j].lower_} {doc[j + 1].lower_}" if j + 1 < len(doc) else ""
                found = self.channels.get(two)
                if found is None and doc[j].pos_ in ("NOUN", "PROPN"):
                    found = self.channels.get(doc[j].lower_)
                if found:
                    return found
                if doc[j].pos_ not in _WITHIN:
                    break
        return None


def _either(cues: Iterable[str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(c) for c in sorted(cues, key=len, reverse=True))
    return re.compile(rf"\b(?:{forms or '(?!)'})\b", re.I)
