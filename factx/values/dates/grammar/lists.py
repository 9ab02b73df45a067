"""Days of one month in a row: "6 and 7 February", "3-5 March 2024", "May 15, 17 and 24"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from factx.values.dates.expressions import Day, Expression, Range
from factx.values.dates.grammar.days import AFTER_DAY, day_number, month_name, year_after
from factx.values.dates.grammar.rules import Tokens, skip


class Found(NamedTuple):
    """An expression and the first and last token (exclusive) of its words."""

    said: Expression
    start: int
    end: int


def days_of_a_month(t: Tokens, i: int) -> list[Found]:
    """6 and 7 February, 3-5 March 2024, the 3rd and 4th of May, February 6, 7 and 9, May 15-24."""
    return _days_before_month(t, i) or _days_after_month(t, i)


_DAY_JOINTS = ("to", "-", "–", "and", "or", ",", "/", "&", "until", "till", "through", "into")


def _day_list(t: Tokens, i: int) -> tuple[list[tuple[int, int]], list[str], int]:
    """Day numbers with joints between them: [(number, its token)], the joints, and the token after."""
    days: list[tuple[int, int]] = []
    joints: list[str] = []
    j = i
    while number := day_number(t, skip(t, j, "the")):
        days.append((number[0], number[1] - 1))
        j = number[1]
        k = skip(t, j + 1, "and", "or") if t[j].text == "," else j + 1
        if t[j].text not in _DAY_JOINTS or len(days) > 6 or not day_number(t, skip(t, k, "the")):
            break
        joints.append(t[k - 1].text)
        j = k
    return days, joints, j


def _days_before_month(t: Tokens, i: int) -> list[Found]:
    start = i + 1 if t[i].text == "the" and t[i + 1].kind == "nth" else i
    if t[start].kind not in ("int", "nth") or t[start + 1].text not in _DAY_JOINTS:
        return []
    days, joints, j = _day_list(t, start)
    if len(days) < 2:
        return []
    name = month_name(t, skip(t, skip(t, j, "of"), "-"))
    if not name:
        return []
    in_year, end = year_after(t, name[1], short=True)
    return _as_found(t, days, joints, i, end, name[0], in_year)


def _days_after_month(t: Tokens, i: int) -> list[Found]:
    name = month_name(t, i)
    if not name:
        return []
    days, joints, j = _day_list(t, name[1])
    if len(days) > 1 and t[j].kind == "meridiem":  # "May 5, 6 p.m."
        return []
    if len(days) > 1 and (t[j].kind == "month" or _counts(t, j, days, joints[-1])):
        days, joints, j = days[:-1], joints[:-1], days[-2][1] + 1  # "May 5 and 6 June"; "May 5, 12 soldiers"
    if len(days) < 2:
        return []
    in_year, end = year_after(t, j)
    return _as_found(t, days, joints, i, end, name[0], in_year)


def _counts(t: Tokens, end: int, days: list[tuple[int, int]], joint: str) -> bool:
    """Does the last number of a list count the noun after it, rather than name one more day?"""
    noun = t[end].kind == "word" and t[end].text not in AFTER_DAY and t[days[-1][1]].kind == "int"
    return noun and (joint == "," or (joint == "and" and days[-1][0] != days[-2][0] + 1))


def _as_found(
    t: Tokens, days: list[tuple[int, int]], joints: list[str], start: int, end: int, of: int, in_year: int | None
) -> list[Found]:
    """One range where the days run on or are joined by "to", otherwise each day for itself."""
    said = [Day(number, of, in_year) for number, _ in days]
    runs_on = all(b.day == a.day + 1 for a, b in pairwise(said))
    if said[0].day < said[-1].day and (runs_on or (len(said) == 2 and joints[0] not in ("and", "or", ",", "&"))):
        return [Found(Range(said[0], said[-1]), start, end)]
    bounds = [start, *(at for _, at in days[1:]), end]
    ends = [*(at + 1 for _, at in days[:-1]), end]
    return [Found(d, a, b) for d, a, b in zip(said, bounds[:-1], ends, strict=True)]
