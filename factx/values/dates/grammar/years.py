"""Seasons, decades, feasts, and years that stand alone."""

from __future__ import annotations

from factx.values.dates.expressions import Day, Decade, Holiday, Season, Year
from factx.values.dates.grammar.days import which_of, year, year_after
from factx.values.dates.grammar.rules import Read, Tokens, cued, joined, skip

#: Nouns that a number after them numbers; it is no year.
_NUMBERS = frozenset({
    "resolution", "flight", "article", "no", "number", "nr", "route", "highway", "unit", "page", "channel",
    "model", "mark", "order", "decree", "law", "act", "chapter", "section", "room", "block", "building",
    "boeing", "mirage", "mig", "area", "phase", "protocol", "regulation", "hill", "height", "serial", "task",
})  # fmt: skip
_ABOUT = frozenset({
    "about", "some", "nearly", "almost", "over", "least", "most", "than", "approximately", "roughly", "up",
    "another", "around", "only",
})  # fmt: skip
#: What is counted or measured without an "s".
_COUNTED = frozenset({
    "people", "men", "women", "children", "personnel", "dead", "wounded", "injured", "percent", "per", "km", "kg", "mm",
    "cm", "ft", "mi", "lb", "ha", "sq", "square", "cubic", "m", "t", "g", "l", "kw", "mw", "hp", "knots", "rpm", "usd",
})  # fmt: skip
_NO_PLURAL = frozenset({
    "as", "was", "is", "has", "its", "his", "across", "towards", "besides", "perhaps", "this", "plus", "versus",
    "thus", "always", "sees", "shows", "marks", "hers", "us",
})  # fmt: skip


#: What is fought in a season.
_SEASONAL = frozenset({
    "offensive", "offensives", "counteroffensive", "counter", "campaign", "campaigns", "fighting",
})  # fmt: skip


def season(t: Tokens, i: int) -> Read:
    """the summer, last winter, spring 2024, the winter of 1942-43."""
    which, j = which_of(t, i)
    the = j
    if which is None and t[i].text == "the":
        j = i + 1
    if t[j].kind != "season":
        return None
    in_year, k = year_after(t, j + 1)
    if in_year is not None and t[k].text in ("-", "–", "/") and t[k + 1].kind == "int" and joined(t, k + 1):
        k += 2  # the second year of a winter
    name = str(t[j].value)
    if in_year is None and which is None:
        if (
            t[j].text == "fall"
            and t[k].text not in _SEASONAL
            and not (the < j and t[i - 1].text in ("in", "by", "before", "until", "since") and t[k].text != "of")
        ):
            return None
        if the == j and not cued(t, j) and t[k].text not in _SEASONAL:
            return None
        if t[k].text in ("of", "from"):  # "the spring of discontent"
            return None
        if t[j].capital and t[k].capital and t[k].kind == "word" and t[k].text not in _SEASONAL:  # a name
            return None
    return Season(name, in_year, None if in_year else which), k


def decade(t: Tokens, i: int) -> Read:
    """the 1980s, '90s, the 90s."""
    j = skip(t, i, "the")
    if t[j].kind != "decade":
        return None
    text = t[j].text.replace("’", "").replace("'", "").rstrip("s")
    if len(text) == 4:
        return Decade(int(text)), j + 1
    if t[j].text[0] in "'’" or (j > i and t[j - 1].text == "the"):
        return Decade(1900 + int(text) if int(text) >= 20 else 2000 + int(text)), j + 1
    return None


def bare_year(t: Tokens, i: int) -> Read:
    """A year alone: no count ("2000 soldiers"), number ("Resolution 1701") or type ("Mirage 2000")."""
    found = year(t, i)
    if not found:
        return None
    before, after, value = t[i - 1] if i else t[-1], t[i + 1], found[0]
    strong = before.text in (
        "in",
        "since",
        "of",
        "until",
        "till",
        "during",
        "by",
        "early",
        "late",
        "mid",
        "from",
        "between",
    )
    plural = after.text in _COUNTED or (after.text.endswith("s") and after.text not in _NO_PLURAL)
    counted = after.kind in ("unit", "number") or (after.kind == "word" and not after.capital and plural)
    if before.text in _NUMBERS or (before.text in _ABOUT and after.kind == "word"):
        return None
    if value % 100 == 0 and counted:
        return None
    if counted and not strong and before.text not in ("the", "a", "its", "his", "their", "(", "/"):
        return None
    if before.kind in ("int", "figure") or (not strong and (not 1700 <= value < 2100 or _named(t, i))):
        return None
    return Year(value), found[1]


def _named(t: Tokens, i: int) -> bool:
    """Does the number belong to a name before it (Mirage 2000)?"""
    before = t[i - 1] if i else t[-1]
    return before.kind == "word" and before.capital and int(t[i].value) % 50 == 0


def holiday(t: Tokens, i: int) -> Read:
    """Christmas Day, Easter 2022, last New Year's Eve; 9/11."""
    which, j = which_of(t, i)
    if t[j].kind == "fixed" and which is None:
        y, m, d = map(int, str(t[j].value).split("-"))
        return Day(d, m, y), j + 1
    if t[j].kind != "holiday":
        return None
    in_year, k = year_after(t, j + 1)
    return Holiday(str(t[j].value), in_year, None if in_year else which), k
