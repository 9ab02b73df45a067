"""Acts of saying in a Doc: the verb, who speaks, and the stretch of text that the cue itself takes up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factx.lexicon import Lexicon
from factx.pipes.quotes import Quoted
from factx.pipes.speakers import Speakers, after, before, subject

#: Dependents of a verb of saying that belong to the cue, and not to what is said.
CUE = frozenset("prep npadvmod advmod dobj dative prt aux auxpass neg agent oprd".split())
#: Verbs that only lead to a verb of saying ("went on to say", "was quoted as saying").
LEADING = frozenset("go continue add quote cite be have use want like love come try".split())
_CLOSED = frozenset(".!?;")


class Vocabulary:
    """The tables of reporting words."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.table("reporting_verbs")
        self.verbs = {row["verb"]: frozenset(row["frames"].split("|")) for row in table}
        self.senses = {row["verb"]: row["sense"] for row in table}
        cues = lexicon.table("attribution_cues")
        self.adverbs = frozenset(row["cue"] for row in cues if row["kind"] == "adverb")
        self.nouns = frozenset(row["cue"] for row in cues if row["kind"] == "noun")
        self.sources = [tuple(row["cue"].split()) for row in cues if row["kind"] == "source"]
        self.channels = {row["words"]: row["channel"] for row in lexicon.table("channels")}


@dataclass(slots=True)
class Report:
    """One act of saying: tokens `start` to `end` are the cue with its speaker and adjuncts; `speaker` is a noun phrase
    by its tokens, None where nobody is named; `left` and `right` are how far its clause reaches."""

    verb: Token
    frames: frozenset[str]
    sense: str
    speaker: tuple[int, int] | None
    start: int
    end: int
    left: int
    right: int
    passive: bool = False
    quoted: bool = False  #: a quotation of its own was found for it

    def cue(self) -> tuple[int, int]:
        """The words of the cue: the verb, with "as saying" and the like left out."""
        return self.verb.i, self.verb.i + 1


def reports(doc: Doc, words: Vocabulary, quoted: Quoted, speakers: Speakers) -> list[Report]:
    """The acts of saying outside quotations, in order."""
    found = []
    for token in doc:
        if quoted.at(token.i) >= 0 or not _verbal(token):
            continue
        frames = words.verbs.get(token.lemma_.lower())
        if frames is None or _negated(token):
            continue
        found.append(_report(token, frames, words, quoted, speakers))
    return found


def _verbal(token: Token) -> bool:
    if token.pos_ == "VERB":
        return token.dep_ not in ("amod", "compound")
    # "…, the UN estimates.": a verb at the end that was taken for a noun
    return (
        token.tag_ == "NNS" and token.dep_ == "ROOT" and any(c.dep_ == "ccomp" and c.i < token.i for c in token.lefts)
    )


def _negated(verb: Token) -> bool:
    """Is nothing said ("did not say", "declined to comment")?"""
    node = verb
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    if node.dep_ == "xcomp" and node.tag_ == "VB":
        return node.head.lemma_ not in LEADING
    return False


def _report(verb: Token, frames: frozenset[str], words: Vocabulary, quoted: Quoted, speakers: Speakers) -> Report:
    doc = verb.doc
    left, right = quoted.clause(verb.i)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    head = None if passive else _speaker(verb, words, quoted, left, right)
    if passive:
        head = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    report = Report(verb, frames, words.senses[verb.lemma_.lower()], None, verb.i, verb.i + 1, left, right, passive)
    for child in verb.lefts:
        if child.dep_ in ("aux", "advmod", "neg", "auxpass") and child.i >= left:
            report.start = min(report.start, child.i)
    if head is not None and quoted.at(head.i) < 0:
        report.speaker = speakers.phrase(head)
        lo, hi = speakers.extent(head)
        if (
            left <= head.i < verb.i
            and verb.i - head.i < 40
            and not any(doc[i].text in _CLOSED for i in range(head.i, verb.i))
        ):
            report.start = min(report.start, max(lo, left), report.speaker[0])
        elif verb.i < head.i < right:
            report.end = max(report.end, min(hi, right))
    return report


def _speaker(verb: Token, words: Vocabulary, quoted: Quoted, left: int, right: int) -> Token | None:
    if verb.lemma_ in ("quote", "cite") and any(
        c.lower_ == "as" and any(True for _ in c.children) for c in verb.rights
    ):
        return next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in ("quote", "cite", "report"):
        quoting = verb.head.head  # "quoted him as saying", "was quoted as saying"
        for child in quoting.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return child
    head = subject(verb, words.verbs)
    if head is not None and (quoted.at(head.i) >= 0 or head.lower_ in ("there", "what")):
        head = None
    return head or after(verb, right) or before(verb, left)


def adjuncts(report: Report, quoted: Quoted) -> int:
    """Where the adjuncts after a cue end ("said on Monday in a statement"): a token index, at most at `right`."""
    end = report.end
    for child in report.verb.rights:
        if child.dep_ in CUE and report.verb.i < child.i < report.right and quoted.at(child.i) < 0:
            reach = child.right_edge.i + 1
            if child.left_edge.i <= end + 1:
                end = max(end, min(reach, report.right))
    return end


def adverbs(doc: Doc, words: Vocabulary, quoted: Quoted) -> Iterator[Token]:
    """The adverbs by which somebody unnamed vouches ("reportedly")."""
    for token in doc:
        if token.lower_ in words.adverbs and quoted.at(token.i) < 0 and token.head is not token:
            yield token
