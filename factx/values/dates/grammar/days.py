"""Days, weekdays and months by their names."""

from __future__ import annotations

from dataclasses import replace

from factx.values.dates.expressions import Day, Month, Weekday
from factx.values.dates.grammar.rules import Read, Tokens, cued, first, joined, skip
from factx.values.dates.grammar.stamps import century, numeric, valid

_WHICH = {"last": "last", "past": "last", "previous": "previous", "next": "next", "coming": "next", "this": "this",
          "following": "following", "that": "that", "same": "that"}  # fmt: skip

AFTER_DAY = frozenset({
    "in", "on", "at", "when", "where", "which", "the", "a", "an", "he", "she", "it", "they", "and", "but", "to",
    "of", "after", "before", "with", "by",
})  # fmt: skip


def year(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year in four figures, where only a year can stand."""
    token = t[i]
    if token.kind == "int" and len(token.text) == 4 and 1000 <= int(token.value) <= 2199:
        return int(token.value), i + 1
    return None


def year_after(t: Tokens, i: int, short: bool = False) -> tuple[int | None, int]:
    """The year after a day or month: "May 1940", "May of 1940", "May 10, 1940", "12 JAN 90", "May '41"."""
    for j in (i, skip(t, i, ",", "of")):
        if found := year(t, j):
            return found
    if t[i].text in ("'", "’") and joined(t, i + 1) and t[i + 1].kind == "int" and len(t[i + 1].text) == 2:
        return century(int(t[i + 1].value)), i + 2
    if short and t[i].kind == "int" and len(t[i].text) == 2 and t[i + 1].kind in ("mark", "gap", "end"):
        return century(int(t[i].value)), i + 1
    return None, i


def month_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """A capitalised month name, and the stop of its abbreviation where a number follows it."""
    if t[i].kind != "month" or not t[i].capital:
        return None
    j = i + 1
    if t[i].doubt == "number" and t[j].text == "." and joined(t, j):
        after = t[j + 1]
        j += after.kind in ("int", "nth") or (after.kind == "word" and not after.capital)
    return int(t[i].value), j


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    if t[i].kind in ("int", "nth") and len(t[i].text) <= 4 and 1 <= int(t[i].value) <= 31:
        return int(t[i].value), i + 1
    return None


def day_of_month(t: Tokens, i: int) -> Read:
    """[Monday,] 5 [of] May [2024], [Monday,] May 5[, 2024], a numeric date."""
    weekday = None
    j = i
    if t[i].kind == "weekday" and t[i].capital:
        weekday = int(t[i].value)
        j = i + 2 if t[i].doubt and t[i + 1].text == "." else i + 1
        j = skip(t, skip(t, j, ","), "the")
    found = first(t, j, _day_month, _month_day, numeric)
    if not found or weekday is None or not isinstance(found[0], Day):
        return found
    return replace(found[0], weekday=weekday), found[1]


def _day_month(t: Tokens, i: int) -> Read:
    if not (number := day_number(t, skip(t, i, "the") if t[i + 1].kind == "nth" else i)):
        return None
    j = skip(t, number[1], "of") if t[number[1] - 1].kind == "nth" else skip(t, number[1], "-")
    if not (month := month_name(t, j)):
        return None
    in_year, j = year_after(t, month[1], short=True)
    return valid(Day(number[0], month[0], in_year), j)


def _month_day(t: Tokens, i: int) -> Read:
    if not (month := month_name(t, i)):
        return None
    j = skip(t, month[1], "the") if t[month[1] + 1].kind == "nth" else month[1]
    if not (number := day_number(t, j)):
        return None
    # "In May 12 soldiers were killed" counts soldiers
    counted = t[j].kind == "int" and t[j + 1].kind in ("word", "number") and t[j + 1].text not in AFTER_DAY
    if i and t[i - 1].text == "in" and counted:
        return None
    in_year, j = year_after(t, number[1])
    return valid(Day(number[0], month[0], in_year), j)


def weekday(t: Tokens, i: int) -> Read:
    """Friday, last Friday, the following Friday, Friday last week, Friday of next week."""
    which, j = which_of(t, i)
    if t[j].kind != "weekday" or (t[j].doubt and which is None):
        return None
    before, after = t[i - 1].text if i else "", t[j + 1]
    if before == "the" and after.capital and after.kind == "word":  # the Sunday Times
        return None
    if before == "a" and (after.kind != "word" or after.text in AFTER_DAY):  # "on a Friday" is any
        return None
    number = int(t[j].value)
    j += 1
    if which is None:
        k = skip(t, j, "of")
        if t[k].text in ("last", "this", "next") and t[k + 1].text == "week":
            return Weekday(number, week={"last": -1, "this": 0, "next": 1}[t[k].text]), k + 2
    return Weekday(number, which), j


def which_of(t: Tokens, i: int) -> tuple[str | None, int]:
    """A demonstrative of time before a name: "last", "the following", "this past", "that same"."""
    j = skip(t, i, "the") if t[i + 1].kind == "which" else i
    if t[j].text == "this" and t[j + 1].text in ("past", "coming"):
        return _WHICH[t[j + 1].text], j + 2
    if t[j].text == "that" and t[j + 1].text == "same":
        return "that", j + 2
    if t[j].kind == "which" and t[j].text in _WHICH:
        return _WHICH[t[j].text], j + 1
    return None, i


_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its"))


def _article(t: Tokens, i: int) -> bool:
    """ "a March operation": a month between an article and a noun."""
    return bool(i) and t[i - 1].text in ("a", "an") and t[i + 1].kind == "word" and t[i].doubt != "number"


def month(t: Tokens, i: int) -> Read:
    """May, May 2024, last May, that May."""
    which, j = which_of(t, i)
    if not (name := month_name(t, j)):
        return None
    in_year, k = year_after(t, name[1])
    if in_year is None and i and t[i - 1].text in _ARTICLES and t[j].doubt and t[k].text in AFTER_DAY:
        return None  # "the March to the sea"
    if in_year is None and which is None and t[j].doubt and not cued(t, j) and not _article(t, j):
        return None
    if in_year is None and t[k].capital and t[k].kind == "word" and t[j].doubt == "cue" and not cued(t, j):
        return None
    return Month(name[0], in_year, None if in_year else which), k


def lone_day(t: Tokens, i: int) -> Read:
    """ "on the 15th": a day of the month under discussion, where no noun follows that it could number."""
    if (
        t[i].text != "the"
        or t[i + 1].kind != "nth"
        or not i
        or t[i - 1].text not in ("on", "until", "by", "since", "from")
    ):
        return None
    number, after = day_number(t, i + 1), t[i + 2]
    if not number or after.kind not in ("mark", "gap", "end") or after.text in ("-", "–", "/", "'", "’"):
        return None
    return Day(number[0]), number[1]
