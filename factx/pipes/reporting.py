"""Acts of saying in a Doc: the verb, who speaks, and the stretch of text that the cue itself takes up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from factx.pipes.quotes import Quoted
from factx.pipes.reportwords import Vocabulary
from factx.pipes.speakers import NOMINAL, Speakers, after, before, subject

#: Dependents of a verb of saying that belong to the cue, and not to what is said.
CUE = frozenset("prep npadvmod advmod dobj dative prt aux auxpass neg agent oprd".split())
#: Verbs that only lead to a verb of saying ("went on to say", "was quoted as saying").
LEADING = frozenset("go continue add quote cite be have use want like love come try".split())
_CLOSED = frozenset(".!?;")
_PUT = frozenset(("quote", "clause"))
_AUX = frozenset(("aux", "auxpass"))
#: Who does not speak in a report but writes it.
_WRITER = frozenset("we i you one".split())


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
        return self.verb.i, self.verb.i + (2 if _put(self.verb) else 1)


def reports(doc: Doc, words: Vocabulary, quoted: Quoted, speakers: Speakers) -> list[Report]:
    """The acts of saying outside quotations, in order."""
    found = []
    for i in np.flatnonzero(np.isin(doc.to_array("LEMMA"), words.lemmas)).tolist():
        token = doc[i]
        if quoted.at(i) >= 0 or not _verbal(token):
            continue
        frames = words.verbs.get(token.lemma_.lower())
        if frames is None or _negated(token):
            continue
        if _put(token):
            frames = _PUT
        act = _report(token, frames, words, quoted, speakers)
        if _trusted(act, words):
            found.append(act)
    return found


def _trusted(act: Report, words: Vocabulary) -> bool:
    """Does somebody speak: no writer of the report, and for "shows", "suggests" and the like no mere thing?"""
    if act.speaker is None:
        return act.sense != "evidence"
    doc = act.verb.doc
    last = doc[act.speaker[1] - 1]
    if last.lower_ in _WRITER:
        return False
    if act.sense != "evidence":
        return True
    nouns = {doc[i].lemma_.lower() for i in range(*act.speaker)}
    return last.pos_ in ("PROPN", "PRON") or last.ent_type_ in ("PERSON", "ORG") or bool(nouns & words.evidence)


def _verbal(token: Token) -> bool:
    if token.pos_ == "VERB":
        bare = token.tag_ == "VBN" and token.dep_ in ("acl", "relcl", "amod", "advcl")
        return token.dep_ not in ("amod", "compound") and not (bare and not any(c.dep_ in _AUX for c in token.lefts))
    # "…, the UN estimates.": a verb at the end that was taken for a noun
    return (
        token.tag_ == "NNS" and token.dep_ == "ROOT" and any(c.dep_ == "ccomp" and c.i < token.i for c in token.lefts)
    )


def _put(verb: Token) -> bool:
    """Does a verb say how somebody words a thing: "as X put it"?"""
    if verb.lemma_ != "put" or verb.i + 1 >= len(verb.doc) or verb.nbor().lower_ != "it":
        return False
    return any(t.lower_ in ("as", "how") for t in verb.doc[max(0, verb.i - 12) : verb.i])


def _negated(verb: Token) -> bool:
    """Is nothing said ("did not say", "declined to comment")?"""
    node = verb
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.lemma_ in ("quote", "cite") and any(c.lower_ == "as" for c in verb.rights):
        return True  # "was quoted as saying": the other verb says it
    if node.dep_ == "xcomp" and node.tag_ == "VB":
        return node.head.lemma_ not in LEADING
    return False


def _report(verb: Token, frames: frozenset[str], words: Vocabulary, quoted: Quoted, speakers: Speakers) -> Report:
    doc = verb.doc
    left, right = quoted.clause(verb.i)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    head = None if passive else _speaker(verb, words, quoted, speakers, left, right)
    if passive:
        head = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    named = None
    if head is None and not passive:
        named = _stretch(verb, quoted, left)
    report = Report(verb, frames, words.senses[verb.lemma_.lower()], None, verb.i, verb.i + 1, left, right, passive)
    for child in verb.lefts:
        if child.dep_ in ("aux", "advmod", "neg", "auxpass") and child.i >= left:
            report.start = min(report.start, child.i)
    if named is not None:
        report.speaker, report.start = named, min(report.start, named[0])
    elif head is not None and quoted.at(head.i) < 0:
        report.speaker = speakers.phrase(head)
        lo, hi = speakers.extent(head)
        if (
            left <= head.i < verb.i
            and verb.i - head.i < 40
            and not any(doc[i].text in _CLOSED for i in range(head.i, verb.i))
        ):
            report.start = min(report.start, max(lo, left), report.speaker[0])
            if doc[verb.i - 1].text == "," and report.start > left and doc[report.start - 1].text == ",":
                report.start = _described(doc, report.start - 1, left)
        elif verb.i < head.i < right:
            report.end = max(report.end, min(max(hi, report.speaker[1]), right))
    if left < report.start < verb.i and doc[report.start - 1].lower_ == "as" and doc[report.start - 1].dep_ == "mark":
        report.start -= 1  # "…, as X said"
    return report


def _speaker(verb: Token, words: Vocabulary, quoted: Quoted, speakers: Speakers, left: int, right: int) -> Token | None:
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in ("quote", "cite", "report"):
        quoting = verb.head.head  # "quoted him as saying", "was quoted as saying"
        for child in quoting.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return child
    doc = verb.doc
    behind = None if _put(verb) else after(verb, right)
    if behind is not None and behind.dep_ == "nsubj" and behind.head == verb:
        return behind  # "…, said X"
    head = subject(verb, words.verbs)
    if head is not None and (quoted.at(head.i) >= 0 or head.lower_ in ("there", "what")):
        head = None
    stretch = _stretch(verb, quoted, left)
    relative = stretch is not None and doc[stretch[1]].lower_ in ("that", "which")
    if stretch is not None and not relative:
        spilt = head is None or not stretch[0] <= head.i < stretch[1] or head.left_edge.i < stretch[0]
        if spilt:
            return None
    beside = before(verb, left)
    if doc[verb.i - 1].text == "," and (described := speakers.described(verb.i - 1, left)) is not None:
        beside = described
    if head is not None and beside is not None and beside != head and speakers.person(beside):
        lo, hi = speakers.extent(head)
        apart = doc[verb.i - 1].text == "," and beside.head != head
        return beside if apart or not lo <= beside.i < hi else head
    return head or behind or beside


def _stretch(verb: Token, quoted: Quoted, left: int) -> tuple[int, int] | None:
    """The noun phrase between a comma or a quotation and a verb that ends its clause ("…, local sources said."): found
    by the words, since the parse often takes such a phrase for part of what is said. None where there is no such."""
    doc = verb.doc
    if any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.rights):
        return None
    last = verb.i - 1
    while last > left and doc[last].pos_ in ("ADV", "AUX") and doc[last].text.islower():
        last -= 1
    start = last
    while start > left and start > last - 14 and doc[start].text != "," and quoted.at(start) < 0:
        start -= 1
    if start == left and left and quoted.at(left - 1) >= 0:
        start -= 1
    if start == last or not (doc[start].text == "," or quoted.at(start) >= 0):
        return None
    end = start + 1
    while end <= last and doc[end].lower_ not in ("who", "which", "that"):
        if doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "IN/that") and doc[end].i < last:
            return None
        end += 1
    if doc[start + 1].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM") or not _nominal(doc[end - 1]):
        return None
    return start + 1, end


def _described(doc: Doc, comma: int, left: int) -> int:
    """Where "the governor, Ann Lee, said" begins, from the comma before the name."""
    start = comma
    while start > left and doc[start - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "NUM"):
        start -= 1
    return start if start > left and doc[start - 1].text in (",", '"', "”") else comma + 1


def _nominal(token: Token) -> bool:
    return token.pos_ in NOMINAL or token.text.istitle()


def adjuncts(report: Report, quoted: Quoted) -> int:
    """Where the adjuncts after a cue end ("said on Monday in a statement"): a token index, at most at `right`."""
    end = report.end
    for child in report.verb.rights:
        if child.dep_ in CUE and report.verb.i < child.i < report.right and quoted.at(child.i) < 0:
            reach = child.right_edge.i + 1
            if child.left_edge.i <= end + 1:
                end = max(end, min(reach, report.right))
    return end
