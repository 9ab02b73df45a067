"""The inline dateline: "KYIV, 3 March (Reuters) — ", and its relatives in every agency's style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factx.intake import days
from factx.intake.cues import Cues
from factx.intake.days import Day

_TAG = r"(?:\[[A-Z][A-Z .,/'-]{0,60}\]\s*)"
_DASH = r"(?:--+|[-–—−]|:)"
_WORD = r"(?:(?:St|Ft|Mt|Sgt|Dr|ST|FT|MT)\.|[^\W\d_](?:[\w’'`-]|\.(?=\w))*)"
_PLACE = rf"{_WORD}(?:[ ]{_WORD}){{0,4}}"
_HEAD = re.compile(rf"{_TAG}*(?P<place>{_PLACE}(?:\s?/\s?{_PLACE}){{0,2}})", re.UNICODE)
_AGENCY = re.compile(
    r"[,.]?\s*(?:[(\[](?P<in>[^()\[\]\n]{2,60}(?:\[[^\[\]\n]{1,20}\])?)[)\]]|/(?P<slashed>[A-Z][^/\n]{1,30})/)"
)
_END = re.compile(rf"\s*(?:{_DASH}(?=[\s\[(\"“‘'A-Z])|\.(?=\s+[A-Z]))\s*{_TAG}*")
_NO_PLACE = re.compile(rf"{_TAG}*\((?P<in>[\w .-]{{2,30}})\)\s*{_DASH}\s+")
_REGION = re.compile(rf"\s*(?:,\s*|\((?=[A-Z]))(?P<region>{_PLACE}\.?)\)?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where an inline dateline stands (its dash and the brackets after it included), its day as written, and whether a
    day or an agency vouches for it."""

    start: int
    end: int
    day: Day | None
    vouched: bool


def find(text: str, start: int, end: int, cues: Cues) -> Dateline | None:
    """The dateline that begins at `start`, or None.

    It is a place, perhaps with its country, then a day, an agency or both, then a dash; a place in capitals needs the
    dash only. TASS ("MOSCOW, March 3. /TASS/. ") and Interfax ("KYIV. March 3 (Interfax) - ") end in full stops.
    """
    end = min(end, start + 160)
    if m := _NO_PLACE.match(text, start, end):
        return Dateline(start, m.end(), None, True) if cues.alone(m["in"], "agency") else None
    head = _HEAD.match(text, start, end)
    if head is None or cues.made_of([head["place"].split()[0].casefold()], "flag"):
        return None
    at, day, agency = _details(text, head.end(), end, cues)
    closing = _END.match(text, at, end)
    if closing is None or not text[closing.end() : closing.end() + 1].strip():
        return None
    if not _plausible(text[head.start("place") : head.end()], day, agency, closing.group().strip()):
        return None
    vouched = agency or day is not None
    return None if text[closing.end()].isdigit() and not vouched else Dateline(start, closing.end(), day, vouched)


def _details(text: str, at: int, end: int, cues: Cues) -> tuple[int, Day | None, bool]:
    """Go over regions, day and agency, in any order, from `at`; where that ends, and what was there."""
    day: Day | None = None
    agency = False
    for _ in range(5):
        if day is None and (found := _day_at(text, at, end)):
            at, day = found.end, found
        elif m := _AGENCY.match(text, at, end):
            at, agency = m.end(), True
        elif m := _REGION.match(text, at, end):
            at, agency = m.end(), agency or cues.alone(m["region"], "agency") is not None
        else:
            break
    return at, day, agency


def _day_at(text: str, at: int, end: int) -> Day | None:
    """The day written at `at`, past a comma, a full stop or a dash."""
    begin = at + len(text[at : at + 4]) - len(text[at : at + 4].lstrip(",. –—-"))
    found = next(days.find(text, begin, min(end, begin + 40)), None)
    return found if found and found.start == begin else None


def _plausible(place: str, day: Day | None, agency: bool, dash: str) -> bool:
    """Whether what stands before the dash is a place: in capitals, or vouched for by a day or an agency."""
    letters = [c for c in place if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.8 * len(letters)
    named = all(
        w[0].isupper() or w in ("de", "el", "al", "the", "of", "and", "near", "in", "la") for w in place.split()
    )
    if dash.startswith((".", ":")):
        return capitals and (agency or day is not None) and len(letters) > 3
    return (capitals and len(letters) > 2) or (named and (day is not None or agency))
