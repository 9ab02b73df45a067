"""Statements: quotations with who speaks them, reported speech, and the words for which somebody else vouches.

Quotations are found in the text first, since the parse is unreliable around them; then the acts of saying outside them;
each quotation takes the act beside it, and the acts that are left take what they govern or are set in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import lexicon as tables
from factx.pipes.contents import according, content
from factx.pipes.pairing import pairs
from factx.pipes.quotes import Quoted
from factx.pipes.reporting import Report, Vocabulary, adjuncts, adverbs, reports
from factx.pipes.speakers import Speakers
from factx.spans import mark_chars

GROUP = "statements"
_JOINED = frozenset("and but while although who which where whose".split())
_BELIEVED = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?P<verb>said|believed|thought|reported|understood|alleged|rumou?red|suspected|presumed|assumed|claimed)\s+to\b"
)


class Statements:
    """Marks the span group "statements": label DIRECT, INDIRECT or SCOPE (attribution only) over what is said. Notes:
    `rule`, `channel`; `at`: "speaker", "cue" and "clause" (the whole cue) as pairs, "scope" as pairs of the stretches
    that the source vouches for."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def __call__(self, doc: Doc) -> Doc:
        quoted = Quoted(doc)
        speakers = Speakers(doc)
        acts = reports(doc, self.words, quoted, speakers)
        paired = pairs(doc, quoted, acts)
        for pair in paired.values():
            self._mark(doc, "DIRECT", pair.quote.start, pair.quote.end, pair.act, quoted, pair.rule)
        for act in acts:
            if not act.quoted:
                self._indirect(doc, act, quoted, set(paired))
        self._sources(doc, quoted, speakers)
        self._unnamed(doc, quoted)
        return doc

    def _indirect(self, doc: Doc, act: Report, quoted: Quoted, paired: set[int]) -> None:
        """Mark what an act says in reported speech, and the quotations within."""
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
        fragments = [quoted.quotes[n] for n in held if n not in paired and quoted.quotes[n].words > 1]
        label = (
            "SCOPE"
            if told > 0.7 * (end - start) or act.sense == "opinion" or (act.speaker is None and not act.passive)
            else "INDIRECT"
        )
        self._mark(doc, label, start, end, act, quoted, "clause")
        for quote in fragments if act.speaker else ():
            if quote.fragment:
                self._mark(doc, "DIRECT", quote.start, quote.end, act, quoted, "fragment")

    def _sources(self, doc: Doc, quoted: Quoted, speakers: Speakers) -> None:
        for start, end, head in according(doc, self.words, quoted):
            speaker = speakers.phrase(head)
            left, right = quoted.clause(start)
            close = max(speaker[1], min(speakers.extent(head)[1], right))
            follows = doc[speaker[1] + 1].lower_ if speaker[1] + 1 < len(doc) else ""
            after = next((i for i in range(speaker[1], min(close + 3, right)) if doc[i].text == ","), None)
            if start - left <= 2:  # it opens the sentence
                if after is None:
                    continue
                said = (max(after + 1, close if doc[close - 1].text != "," else after + 1), right)
                said = (after + 1, right) if said[1] - said[0] < 3 else said
            else:
                said = (left, start)
                opened = start - 1 > left and doc[start - 1].text == ","
                if after is not None and right - after > 4 and opened and close <= after and follows not in _JOINED:
                    said = (left, right)
            a, b = doc[said[0]].idx, doc[said[1] - 1].idx + len(doc[said[1] - 1])
            text = doc.text[a:b]
            a += len(text) - len(text.lstrip(" ,\n"))
            b = a + len(text[a:b].rstrip(" ,.\n–—-"))
            if b - a < 8:
                continue
            at = {"speaker": _chars(doc, speaker), "cue": _chars(doc, (start, end)), "scope": [[a, b]]}
            at["clause"] = _chars(doc, (start, speaker[1]))
            mark_chars(doc, GROUP, a, b, "INDIRECT", rule="according", channel=None, at=at)

    def _unnamed(self, doc: Doc, quoted: Quoted) -> None:
        for adverb in adverbs(doc, self.words, quoted):
            head = adverb.head
            start, end = head.left_edge.i, head.right_edge.i + 1
            self._scope(doc, start, end, (adverb.i, adverb.i + 1), "adverb")
        for m in _BELIEVED.finditer(quoted.text):
            verb = doc[quoted.token(m.start("verb"))]
            token = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
            if token is not None and quoted.at(verb.i) < 0:
                cue = (quoted.token(m.start()), verb.i + 1)
                self._scope(doc, verb.left_edge.i, token.right_edge.i + 1, cue, "believed")

    def _scope(self, doc: Doc, start: int, end: int, cue: tuple[int, int], rule: str) -> None:
        a, b = _chars(doc, (start, end))
        at = {"speaker": None, "cue": _chars(doc, cue), "scope": [[a, b]], "clause": _chars(doc, cue)}
        mark_chars(doc, GROUP, a, b, "SCOPE", rule=rule, channel=None, at=at)

    def _mark(self, doc: Doc, label: str, start: int, end: int, act: Report, quoted: Quoted, rule: str) -> None:
        close = adjuncts(act, quoted)
        at = {
            "speaker": _chars(doc, act.speaker) if act.speaker else None,
            "cue": _chars(doc, act.cue()),
            "clause": _chars(doc, (min(act.start, act.verb.i), close)),
            "scope": [[start, end]],
        }
        mark_chars(doc, GROUP, start, end, label, rule=rule, channel=self._channel(doc, act, close), at=at)

    def _channel(self, doc: Doc, act: Report, close: int) -> str | None:
        """Where it is said: the noun after "on", "in", "at", "via" or "by" in the cue."""
        for i in range(act.left, close):
            if doc[i].lower_ in ("on", "in", "at", "via", "by", "during", "to") and doc[i].pos_ == "ADP":
                for j in range(i + 1, min(i + 6, close + 6, len(doc))):
                    pair_ = f"{doc[j].lower_} {doc[j + 1].lower_}" if j + 1 < len(doc) else ""
                    known = self.words.channels.get(pair_) or self.words.channels.get(doc[j].lower_)
                    if known and (doc[j].pos_ in ("NOUN", "PROPN") or pair_ in self.words.channels):
                        return known
                    if doc[j].pos_ not in ("DET", "ADJ", "PRON", "NOUN", "PROPN", "PART"):
                        break
        return None


def _chars(doc: Doc, span: tuple[int, int]) -> list[int]:
    last = doc[span[1] - 1]
    return [doc[span[0]].idx, last.idx + len(last)]


@Language.factory("factx_statements", default_config={"lexicon": []})
def make_statements(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Statements(Vocabulary(tables(tuple(lexicon))))
