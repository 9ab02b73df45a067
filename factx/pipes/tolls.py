"""Tolls: "the death toll rose to 31", "put the toll at 11", "bringing the number killed to 40,270". No component."""

from __future__ import annotations

from spacy.tokens import Doc

from factx.pipes.figures import Figure
from factx.pipes.outcomes import Outcomes

#: What stands right before the figure of a toll.
_SETS = frozenset(
    "at to of is was stands stood reached exceeded surpassed passed topped hit : past beyond as over".split()
)
_TOLLS = frozenset(("toll", "tolls", "tally"))
_NUMBERS = frozenset("number numbers total figure count".split())
_STATUS = {
    "dead": "killed", "death": "killed", "deaths": "killed", "killings": "killed", "fatalities": "killed",
    "wounded": "wounded", "injured": "wounded", "injuries": "wounded", "missing": "missing", "displaced": "displaced",
}  # fmt: skip
REACH = 18


def toll(doc: Doc, figure: Figure, outcomes: Outcomes) -> tuple[str, int, str] | None:
    """The status that a toll's words give to a figure, the token that says so, and the table's row ("" for a word of
    tolls); None where there is no toll."""
    before = figure.start - 1
    if before < 0 or doc[before].lower_ not in _SETS:
        return None
    sentence = doc[before].sent
    first = max(sentence.start, before - REACH)
    if found := _said(doc, first, before, outcomes):
        return found
    return _said(doc, figure.end, min(sentence.end, figure.end + 8), outcomes)


def _said(doc: Doc, first: int, last: int, outcomes: Outcomes) -> tuple[str, int, str] | None:
    """The toll told between two tokens, the nearest to the end first."""
    words = [t.lower_ for t in doc[first:last]]
    for i in range(len(words) - 1, -1, -1):
        if words[i] in _TOLLS:
            kinds = [_STATUS[w] for w in words[max(0, i - 2) : i + 3] if w in _STATUS]
            return (kinds[0] if kinds else "killed"), first + i, ""
        if words[i] in _NUMBERS:
            return _counted(doc, first + i, outcomes)
        if (
            words[i] in ("dead", "wounded", "injured", "missing")
            and i
            and doc[first + i - 1].tag_ in ("DT", "POS", "PRP$")
        ):
            return _STATUS[words[i]], first + i, ""
    return None


def _counted(doc: Doc, number: int, outcomes: Outcomes) -> tuple[str, int, str] | None:
    """What "the number of people killed" counts."""
    for t in doc[number + 1 : number + 8]:
        if t.lower_ in _STATUS:
            return _STATUS[t.lower_], t.i, ""
        row = outcomes.row(t) if t.tag_ in ("VBN", "VBD") else None
        if row is not None:
            return row["status"], t.i, row.source
    return None
