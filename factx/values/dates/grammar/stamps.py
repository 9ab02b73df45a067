"""Dates in figures: numeric ones, ISO 8601, the military date-time group, and what else stamps are written in."""

from __future__ import annotations

from datetime import date

from factx.values.dates.expressions import Clock, Day, Figures
from factx.values.dates.grammar.rules import Read, Tokens


def century(two: int) -> int:
    return two + (2000 if two < 50 else 1900)


def valid(day: Day, end: int) -> Read:
    try:
        date(day.year or 2000, day.month or 1, day.day)
    except ValueError:
        return None
    return day, end


def numeric(t: Tokens, i: int) -> Read:
    """14.05.2024, 5/14/2024, 2024/05/14. Day and month that could be either are left open, but not with dots."""
    if t[i].kind != "numeric":
        return None
    sign = next(c for c in t[i].text if not c.isdigit())
    parts = [int(p) for p in t[i].text.split(sign)]
    if parts[0] > 31:
        return valid(Day(parts[2], parts[1], parts[0]), i + 1) if 1 <= parts[1] <= 12 else None
    a, b, y = parts
    if y < 100:
        if sign != "/" and (b > 12 or a > 31):
            return None
        y = century(y)
    if not 1000 <= y < 2200:
        return None
    if 1 <= b <= 12 and (a > 12 or sign == "." or a == b):
        return valid(Day(a, b, y), i + 1)
    if 1 <= a <= 12 and b > 12:
        return valid(Day(b, a, y), i + 1)
    return (Figures(a, b, y), i + 1) if 1 <= a <= 12 and 1 <= b <= 12 else None


def iso(t: Tokens, i: int) -> Read:
    """2024-05-14, 2024-05-14T09:10Z, and the military 141430ZMAY24."""
    if t[i].kind == "iso":
        text = t[i].text
        if not (found := valid(Day(int(text[8:10]), int(text[5:7]) if text[5:7] <= "12" else 0, int(text[:4])), i + 1)):
            return None
        if len(text) < 16:
            return found
        tail = text[16:].lstrip(":0123456789.").strip()
        zone = "+00:00" if tail in ("z", "utc") else tail[:3] + ":" + tail[-2:] if tail else ""
        return (Clock(int(text[11:13]), int(text[14:16]), zone, found[0]), i + 1) if text[11:13] < "24" else None
    return _dtg(t, i) if t[i].kind == "dtg" else None


_LETTERS = {letter: hours for hours, letter in enumerate("abcdefghiklm", 1)} | {
    letter: -hours for hours, letter in enumerate("nopqrstuvwxy", 1)
}


def _dtg(t: Tokens, i: int) -> Read:
    text = t[i].text.replace(" ", "")
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    digits, letter, month, tail = text[:6], text[6], text[7:10], text[10:]
    found = valid(
        Day(int(digits[:2]), months.index(month) + 1, int(tail) if len(tail) == 4 else 2000 + int(tail)), i + 1
    )
    if not found or digits[2:4] > "23":
        return None
    zone = "" if letter == "j" else f"{_LETTERS.get(letter, 0):+03}:00"
    return Clock(int(digits[2:4]), int(digits[4:]), zone, found[0]), i + 1


def stamp(t: Tokens, i: int) -> Read:
    """14-May-2024, 14/May/24: unusual, but absolute. Read by dateparser, which is slow to load and seldom needed."""
    if t[i].kind != "stamp":
        return None
    import dateparser

    read = dateparser.parse(t[i].text, languages=["en"], settings={"DATE_ORDER": "DMY"})
    return (Day(read.day, read.month, read.year), i + 1) if read else None
