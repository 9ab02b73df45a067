"""Times of day: "about 4:30 a.m.", "0315 (0915 GMT)", "18:00 on 21 November", "from 02:50 until 05:40"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factx.values.dates.expressions import Clock, Expression, Hours, Range
from factx.values.dates.grammar.parts import a_day, hours
from factx.values.dates.grammar.rules import Read, Tokens, joined, skip

_ABOUT = frozenset({
    "about", "around", "approximately", "roughly", "circa", "nearly", "almost", "exactly", "precisely",
})  # fmt: skip
_NEXT_TO = frozenset({
    "shortly", "just", "soon", "immediately", "minutes", "moments",
})  # fmt: skip
_HOURS = frozenset(("hours", "hrs", "hour", "hr", "h"))
#: What may follow four figures after "at" for them to be a time and no count.
_AFTER = frozenset({
    "on", "in", "when", "as", "and", "but", "local", "this", "that", "today", "yesterday", "to", "until",
    "with", "by", "for", "while", "near", "the", "from",
})  # fmt: skip


@dataclass(frozen=True)
class _Time:
    """A time as written; `half` is whether a.m., p.m. or a colon settles its half of the day."""

    hour: int
    minute: int | None
    settled: bool


def clock(t: Tokens, i: int) -> Read:
    """A time of day or a stretch of times, with its zone, and with the day beside it."""
    found = _stretch(t, i) or _single(t, i)
    if not found:
        return None
    said, j = found
    j = _meanwhile_elsewhere(t, j)
    return _with_day(t, said, j) or (said, j)


def after_day(t: Tokens, i: int, day: Expression) -> Read:
    """The time that follows a day: "July 4 at 2:15 p.m.", "the same day, at about 11:50 p.m."."""
    j = skip(t, i, ",")
    j = skip(t, j, "at")
    found = _stretch(t, j) or _single(t, j)
    if not found or (j == i and not (t[j].kind in ("clock", "int") or t[j].text in _ABOUT)):
        return None
    return _on(found[0], day), _meanwhile_elsewhere(t, found[1])


def _on(said: Expression, day: Expression) -> Expression:
    if isinstance(said, Range):
        return Range(_on(said.first, day), _on(said.last, day))
    return replace(said, of=day) if isinstance(said, Clock) else said


def _with_day(t: Tokens, said: Expression, i: int) -> Read:
    j = skip(t, skip(t, i, ","), "on")
    found = hours(t, j) or a_day(t, j)
    if not found:
        return None
    day = found[0].of if isinstance(found[0], Hours) and found[0].of else found[0]
    return _on(said, day), found[1]


def _single(t: Tokens, i: int) -> Read:
    """[about] 4:30 a.m. [local time]; [shortly before] 2 a.m. is told to the minute."""
    j, near = i, False
    if t[j].text in _ABOUT:
        j += 1
    elif t[j].text in _NEXT_TO and t[j + 1].text in ("before", "after"):
        j, near = j + 2, True
    before = t[j - 1].text if j else ""
    time = _time(t, j)
    if not time:
        return None
    said, k = time
    zone, k = _zone(t, k)
    at = t[j - 2].text if j > 1 and before in _ABOUT else before
    if not said.settled and zone is None and at != "at" and _meanwhile_elsewhere(t, k) == k:
        return None
    return Clock(said.hour, 0 if near and said.minute is None else said.minute, zone or ""), k


def _stretch(t: Tokens, i: int) -> Read:
    """between 2:15 and 4:40 p.m., from 02:50 until 05:40, 6-8 a.m."""
    opening = t[i].text
    j = skip(t, i, "between", "from")
    j = skip(t, j, *_ABOUT)
    one = _time(t, j) or _bare_hour(t, j)
    if not one:
        return None
    zone, k = _zone(t, one[1])
    joint = t[k].text
    allowed = ("and",) if opening == "between" else ("to", "until", "till", "through", "-", "–")
    if joint not in allowed:
        return None
    two = _time(t, skip(t, k + 1, *_ABOUT))
    if not two or not (two[0].settled or one[0].settled):
        return None
    zone, end = _zone(t, two[1])
    a, b = one[0], two[0]
    if a.hour <= 12 <= b.hour and not _has_half(t, one[1]) and _has_half(t, two[1]) and a.hour + 12 <= b.hour:
        a = replace(a, hour=a.hour + 12)  # the p.m. of the second is the first's too
    first = Clock(a.hour, a.minute if a.minute is not None else 0, zone or "")
    return Range(first, Clock(b.hour, b.minute if b.minute is not None else 0, zone or "")), end


def _has_half(t: Tokens, end: int) -> bool:
    return t[end - 1].kind == "meridiem"


def _bare_hour(t: Tokens, i: int) -> tuple[_Time, int] | None:
    if t[i].kind == "int" and len(t[i].text) <= 2 and 1 <= int(t[i].value) <= 12:
        return _Time(int(t[i].value), None, False), i + 1
    return None


def _time(t: Tokens, i: int) -> tuple[_Time, int] | None:
    token = t[i]
    if token.kind == "clock":
        if ":" not in token.text and "." not in token.text:
            return None
        hour, minute = (int(p) for p in token.text.replace(".", ":").split(":")[:2])
        return _half(t, i + 1, hour, minute, True)
    if token.kind != "int":
        return None
    if len(token.text) == 4 and (t[i + 1].text in _HOURS or _four_figures(t, i)):
        hour, minute = divmod(int(token.value), 100)
        settled = t[i + 1].text in _HOURS
        return (_Time(hour, minute, settled), i + 1) if hour < 24 and minute < 60 else None
    if len(token.text) <= 2 and t[i + 1].kind == "meridiem":
        return _half(t, i + 1, int(token.value), None, True)
    if t[i + 1].text == "o" and t[i + 2].text in ("'", "’") and t[i + 3].text == "clock":
        return _half(t, i + 4, int(token.value), None, True)
    return None


def _four_figures(t: Tokens, i: int) -> bool:
    """May four figures without a colon be a time? After "at", or with a zone, and not before a noun."""
    after = t[i + 1]
    noun = after.kind in ("word", "month", "unit", "number", "nth", "int", "figure") and after.text not in _AFTER
    return not noun or bool(_zone(t, i + 1)[0])


def _half(t: Tokens, i: int, hour: int, minute: int | None, settled: bool) -> tuple[_Time, int] | None:
    """The hour put into its half of the day by what follows: a.m., p.m., in the evening."""
    j = i
    if t[i].kind == "meridiem":
        if not 1 <= hour <= 12:
            return (_Time(hour, minute, settled), i + 1) if hour < 24 else None
        hour, j = hour % 12 + (12 if t[i].text[0] == "p" else 0), i + 1
    elif 1 <= hour <= 12 and (end := _part_named(t, i)):
        late = t[end - 1].value in ("afternoon", "evening") or (t[end - 1].value == "night" and hour > 5)
        hour, j = hour % 12 + (12 if late else 0), end
    if hour == 24 and not minute:
        hour, minute = 23, 59
    return (_Time(hour, minute, settled), j) if hour < 24 else None


def _part_named(t: Tokens, i: int) -> int:
    """The token after "in the evening", "at night"; 0 where neither stands there."""
    if t[i].text == "in" and t[i + 1].text == "the" and t[i + 2].kind == "part":
        return i + 3
    return i + 2 if t[i].text == "at" and t[i + 1].text == "night" else 0


def named_hour(t: Tokens, i: int) -> Read:
    """noon, midday, midnight, with the day beside it."""
    j = i
    if t[j].text in _ABOUT:
        j += 1
    elif t[j].text in _NEXT_TO and t[j + 1].text in ("before", "after"):
        j += 2
    if t[j].kind != "clock" or not str(t[j].value)[0].isdigit() or t[j].text[0].isdigit():
        return None
    zone, k = _zone(t, j + 1)
    said = Clock(int(str(t[j].value)[:2]), None, zone or "")
    return _with_day(t, said, k) or (said, k)


def _zone(t: Tokens, i: int) -> tuple[str | None, int]:
    """The zone of a time: "GMT", "local time", "(Sanaa time)", "hours", "Z". Its offset, empty where only its name is
    known, None where there is none; and the token after it."""
    j, found = i, False
    if t[j].text in _HOURS and (t[j].text != "h" or joined(t, j)):
        j, found = j + 1, True
    opened = t[j].text in ("(", "[")
    k = j + 1 if opened else skip(t, j, ",") if t[j + 1].text == "local" else j
    offset, end = _zone_name(t, k)
    if offset is not None and opened:
        if t[end].text not in (")", "]"):
            offset = None
        end += 1
    if offset is None:
        return ("" if found else None), j
    return offset, end


def _zone_name(t: Tokens, k: int) -> tuple[str | None, int]:
    if t[k].kind == "zone" and (t[k].capital or t[k].text in ("zulu", "gmt", "utc")):
        end = k + 1
        if t[end].text in ("+", "-") and t[end + 1].kind == "int":  # GMT+3
            hours_on = int(t[end + 1].value)
            return (f"{t[end].text}{hours_on:02}:00" if hours_on <= 14 else ""), end + 2
        return str(t[k].value), skip(t, end, "time")
    if t[k].text == "z" and joined(t, k):
        return "+00:00", k + 1
    if t[k].text == "local":
        return "", skip(t, k + 1, "time")
    for words in (1, 2, 3):  # Moscow time, Eastern European Summer time
        if not (t[k + words - 1].kind in ("word", "season") and t[k + words - 1].capital):
            break
        if t[k + words].text == "time":
            return "", k + words + 1
    return None, k


def _meanwhile_elsewhere(t: Tokens, i: int) -> int:
    """The place after the same time in another zone: "(0915 GMT)", "/ 0915 GMT"."""
    if t[i].text not in ("(", "/", "["):
        return i
    found = _time(t, i + 1)
    if not found:
        return i
    zone, end = _zone(t, found[1])
    if t[i].text == "/":
        return end if zone is not None else i
    return end + 1 if t[end].text in (")", "]") else i
