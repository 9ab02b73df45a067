"""What is said where it is no finite clause: the object of an act of saying, an infinitive, a deed or a name given."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factx.pipes.reporting import Report
from factx.pipes.reportwords import Vocabulary

_TRIM = frozenset((",", ";", ":", "-", "–", "—", '"', "“", "”", "and", "but", "that"))
#: Objects of a verb of reporting that are no content.
_EMPTY = frozenset("responsibility life credit victory power comment question statement name lead member".split())
#: Prepositions by which the deed goes on that somebody is accused of ("firing rockets from school yards").
_DEED = frozenset("from with against into at near to over across using through inside".split())

Span = tuple[int, int]


def nominal(report: Report, words: Vocabulary) -> Span | None:
    """Content that is no finite clause: an object, an infinitive, "accused … of …", "called … a sham"."""
    frames = report.frames
    doc = report.verb.doc
    for child in report.verb.rights:
        if child.i >= report.right:
            break
        if child.dep_ == "xcomp" or (child.dep_ in ("ccomp", "advcl") and child.tag_ == "VBG"):
            infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts)
            if ("to" in frames and infinitive) or ("gerund" in frames and child.tag_ == "VBG"):
                return trimmed(doc, child.left_edge.i, min(child.right_edge.i + 1, report.right))
        if child.dep_ == "prep" and child.lower_ == "of" and "of" in frames:
            end = min(child.right_edge.i + 1, report.right)
            if doc[end - 1].like_num and end < report.right and doc[end].pos_ == "ADJ":  # "15 dead"
                end += 1
            return trimmed(doc, child.i + 1, end if "clause" in frames else _deed(report, end, words))
        if child.dep_ == "prep" and child.lower_ == "for" and "for" in frames:
            return trimmed(doc, child.i + 1, _deed(report, min(child.right_edge.i + 1, report.right), words))
        if child.dep_ == "prep" and child.lower_ == "as" and "as" in frames:
            return trimmed(doc, child.i + 1, min(child.right_edge.i + 1, report.right))
        if child.dep_ in ("dobj", "nsubj") and child.i > report.verb.i:
            found = _object(report, child, words)
            if found:
                return found
        if child.dep_ in ("oprd", "ccomp") and "small" in frames:
            return trimmed(doc, report.verb.i + 1, min(child.right_edge.i + 1, report.right))
    return None


def _object(report: Report, child: Token, words: Vocabulary) -> Span | None:
    doc, frames = report.verb.doc, report.frames
    end = min(child.right_edge.i + 1, report.right)
    if "at" in frames:
        at = next((c for c in [*report.verb.rights, *child.subtree] if c.lower_ == "at" and c.i > child.i), None)
        numbered = at is not None and any(t.like_num for t in at.subtree)
        return trimmed(doc, child.left_edge.i, min(at.right_edge.i + 1, report.right)) if at and numbered else None
    if "small" in frames:
        return None
    counted = "counted" in frames and any(t.like_num for t in doc[child.left_edge.i : end])
    if (
        (counted or "object" in frames)
        and child.lemma_ not in _EMPTY
        and child.pos_ != "PRON"
        and child.lemma_ not in words.nouns
    ):
        return trimmed(doc, child.left_edge.i, end)
    if "of" in frames and "clause" not in frames:  # "accused Rwanda of …": the preposition may hang on the object
        of = next((c for c in child.rights if c.lower_ == "of"), None)
        if of is not None:
            return trimmed(doc, of.i + 1, _deed(report, min(of.right_edge.i + 1, report.right), words))
    if "for" in frames:  # "blamed the militia for …"; "blamed the fire on …"
        cause = next((c for c in child.rights if c.lower_ == "for"), None)
        if cause is not None:
            return trimmed(doc, cause.i + 1, _deed(report, min(cause.right_edge.i + 1, report.right), words))
        on = next((c for c in [*report.verb.rights, *child.rights] if c.lower_ == "on" and c.i > child.i), None)
        if on is not None and child.pos_ != "PRON":
            return trimmed(doc, child.left_edge.i, min(on.right_edge.i + 1, report.right))
    return None


def _deed(report: Report, end: int, words: Vocabulary) -> int:
    """Where the deed ends that somebody is accused of: its adjuncts may hang on the verb of saying."""
    for child in report.verb.rights:
        if child.left_edge.i < end or child.dep_ == "punct":
            continue
        doing = child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() not in words.verbs
        if child.right_edge.i >= report.right or not (doing or (child.dep_ == "prep" and child.lower_ in _DEED)):
            break
        end = child.right_edge.i + 1
    return end


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens without marks and conjunctions at the edges, None where nothing is left."""
    while start < end and (doc[start].lower_ in _TRIM or doc[start].is_space):
        start += 1
    while start < end and (doc[end - 1].text in _TRIM or doc[end - 1].is_space or doc[end - 1].text in ".!?"):
        end -= 1
    return (start, end) if start < end else None
