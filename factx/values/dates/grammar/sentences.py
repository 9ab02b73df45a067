"""Whole expressions as they stand in a sentence: lists, bounds and nights, and where any of them may begin."""

from __future__ import annotations

from collections.abc import Iterator

from factx.values.dates.expressions import ByEnd, Day, Hours, Month, Night, Part, Range, Since, Unit
from factx.values.dates.grammar.clocks import clock
from factx.values.dates.grammar.days import day_of_month, month
from factx.values.dates.grammar.lists import Found, days_of_a_month
from factx.values.dates.grammar.moments import TO, moment, one_or_range, range_after, span
from factx.values.dates.grammar.pairs import alike, shared
from factx.values.dates.grammar.parts import a_day, edge
from factx.values.dates.grammar.rules import Read, Tokens, first, skip

#: Kinds of token, and words, with which an expression can begin. Everything else is passed over at once.
_KINDS = frozenset({
    "month", "weekday", "season", "number", "ordinal", "nth", "part", "edge", "day", "which", "holiday",
    "fixed", "iso", "dtg", "numeric", "stamp", "clock", "decade", "int",
})  # fmt: skip
_WORDS = frozenset({
    "the", "a", "an", "since", "from", "between", "shortly", "just", "soon", "about", "around", "approximately",
    "roughly", "circa", "nearly", "almost", "exactly", "before", "after", "overnight", "tonight", "earlier",
    "later", "by", "until", "till", "q", "h", "latter", "opening", "final", "these",
})  # fmt: skip
#: Plain words that go on a date after an article or a number.
_GO_ON = frozenset({
    "opening", "latter", "final", "closing", "late", "early", "later", "earlier", "very", "to", "and", "or", "until",
    "till", "through", "of", "local", "hours", "hrs", "o", "in", "at", "z", "h", "night", "into",
})  # fmt: skip
#: Kinds of token that a number in a row of numbers may have around it without being a day, a time or a count of days.
_PLAIN = frozenset({
    "int", "nth", "number", "ordinal", "figure", "mark", "word", "possessive", "gap", "end",
})  # fmt: skip
_ROW = 14  #: tokens of the longest list of days before its month
_EVERY = frozenset({
    "every", "each", "per", "any", "some", "no",
})  # fmt: skip


def expressions(t: Tokens) -> Iterator[Found]:
    """All dates of a text, in order. None overlaps another."""
    i = 0
    while t[i].kind != "end":
        found: list[Found] = []
        if _can_begin(t, i):
            found = days_of_a_month(t, i)
            if not found and (read := expression(t, i)):
                found = [Found(read[0], i, read[1])]
        yield from _with_year_of_next(t, found)
        i = found[-1].end if found else i + 1


def _can_begin(t: Tokens, i: int) -> bool:
    """May an expression begin here? Most articles and numbers are told by the word after them, cheaply."""
    token, after = t[i], t[i + 1]
    if (token.kind not in _KINDS and token.text not in _WORDS) or (i and t[i - 1].text in _EVERY):
        return False
    if token.kind == "int" and after.kind == "mark" and len(token.text) < 3:
        return any(of.kind not in _PLAIN for of in t[i + 2 : i + _ROW])
    if after.kind != "word" or after.text in _GO_ON:
        return True
    return not (token.text in ("the", "a", "an") or (token.kind in ("int", "number") and len(token.text) < 4))


def _with_year_of_next(t: Tokens, found: list[Found]) -> list[Found]:
    """ "In April and June 1955": the year is the first month's too."""
    if (
        not found
        or t[found[-1].end].text not in ("and", "or", ",", "/")
        or not isinstance(found[-1].said, (Day, Month))
    ):
        return found
    one = found[-1]
    two = first(t, skip(t, one.end + 1, "and", "or"), day_of_month, month)
    if two and type(two[0]) is type(one.said):
        return [*found[:-1], one._replace(said=shared(one.said, two[0])[0])]
    return found


def expression(t: Tokens, i: int) -> Read:
    return first(t, i, _since, _by_end, _bracket, _night, one_or_range)


def _since(t: Tokens, i: int) -> Read:
    """since Friday, since the start of the month, since the coup of February 2021."""
    if t[i].text != "since":
        return None
    found = span(t, skip(t, i + 1, "the") if t[i + 2].kind == "fixed" else i + 1)
    if not found and t[i + 1].text in ("the", "a", "an", "its", "his", "her", "their"):
        j = i + 2
        while (
            t[j].kind in ("word", "unit", "edge", "which", "ordinal")
            and t[j].text not in ("of", "in", "on")
            and j < i + 7
        ):
            j += 1
        # "the coup of February" names the event by its date; "the coup in February" only tells when it was
        found = span(t, j + 1) if t[j].text == "of" else None
    return (Since(found[0]), found[1]) if found else None


def _by_end(t: Tokens, i: int) -> Read:
    """by, before or until the end of July; by year-end."""
    if t[i].text not in ("by", "before", "until", "till"):
        return None
    if t[i + 1].text in ("year", "month") and t[i + 2].text in ("-", "'s", "’s") and t[i + 3].text == "end":
        return ByEnd(Unit(t[i + 1].text, 0)), i + 4
    found = edge(t, i + 1)
    return (ByEnd(found[0].of), found[1]) if found and isinstance(found[0], Part) and found[0].edge == "end" else None


def _bracket(t: Tokens, i: int) -> Read:
    """from 24 February 2022 to 21 November 2023, between Thursday and Sunday; "from May" alone is May."""
    if t[i].text not in ("from", "between"):
        return None
    if times := clock(t, i):
        return times
    joints = frozenset(("and",)) if t[i].text == "between" else TO
    if listed := days_of_a_month(t, i + 1):
        one: Read = (listed[0].said, listed[-1].end)
        if t[i].text == "between" and len(listed) == 2:
            return Range(listed[0].said, listed[1].said), listed[-1].end
        if isinstance(listed[0].said, Range):
            return range_after(t, (listed[0].said, listed[0].end), joints) or one
        return None
    one = moment(t, i + 1)
    if not one:
        return None
    and_ = skip(t, one[1], ",")
    if t[i].text == "between" and t[and_].text == "and":
        two = moment(t, and_ + 1)
        return (Range(*shared(one[0], two[0])), two[1]) if two and alike(one[0], two[0]) else None
    return range_after(t, one, joints)


def _night(t: Tokens, i: int) -> Read:
    """overnight [on Monday], the night of 12 to 13 May, the night from Friday to Saturday, overnight into Tuesday."""
    if t[i].text == "overnight":
        j = skip(t, i + 1, "on", "from", "between")
        into = t[i + 1].text == "into"
        found = _nights(t, i + 2 if into else j)
        if not found:
            return Night(), i + 1
        return (found[0] if isinstance(found[0], Range) else Night(found[0])), found[1]
    j = skip(t, i, "the")
    if t[j].text != "night" or t[j + 1].text not in ("of", "between", "from"):
        return None
    found = _nights(t, j + 2)
    if not found:
        return None
    return (found[0] if isinstance(found[0], Range) else Hours("night", found[0])), found[1]


def _nights(t: Tokens, i: int) -> Read:
    """The day or the two days of a night."""
    if listed := days_of_a_month(t, i):
        first_, last = listed[0], listed[-1]
        return (first_.said if first_ is last else Range(first_.said, last.said)), last.end
    one = a_day(t, i)
    if not one:
        return None
    if t[one[1]].text in (*TO, "and") and (two := a_day(t, one[1] + 1)):
        return Range(*shared(one[0], two[0])), two[1]
    return one
