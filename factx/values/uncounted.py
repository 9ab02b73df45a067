"""Numbers that count nothing, told by their shape and neighbours: times, dates, ages, scores, serial numbers.

These are tests of the characters around a number alone; what takes grammar (half of a unit's name, a bare year before
a noun) is for the pipe.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?"
_DASH = "-‐‑–−"
#: What may not stand right before a number with no unit.
_SERIAL_BEFORE = re.compile(
    r"\w$|[\w.,)]\[$|[#№]\s?$|[@°′″\\_=&]$|\d['’:]$|\w[-‐‑./]$|[A-Za-z]\s[-‐‑]$|\b[A-Z]{1,3}\s-\s$|\d[–−]$|\+$|\d\s?[x×]\s?$|\bnos?\.?\s?$|\bnumbers?\s$|\(\d{2,6}\)\s?$|(?-i:\bGroup\sof\s$)|(?<!\d)\d{1,3}\s$",
    re.I,
)
_SERIAL_AFTER = re.compile(
    rf"\w|[:/.,{_DASH}]\d|[°′″/]|\s?°|-[A-Z0-9]|\s?[x×]\s?\d|\.[a-z]|@|\s\d\d|\)\s?\d\d\d|-\d\d\d\d\b|[-\s]?cal(?:ib(?:re|er))?\b"
)
_SUSPENDED = re.compile(r"[-‐‑][\s,]")  # "four- and six-storey"
_CLUB = re.compile(r"\b(?:Group|Gang|Big)\s(?:of\s)?$")  # "the Group of Seven"
_CLOCK = re.compile(
    r"\s?(?:[ap]\.?\s?m\b|o['’]clock|hrs?\b|hours?\s(?:local|gmt|utc|on\b)|gmt\b|utc\b|z\b|local time"
    r"|(?-i:[A-Z]{2,3}T\b))",
    re.I,
)
_OLD = re.compile(
    r"(?:[-\s](?:year|month|week|day)s?)?[-\s](?:olds?\b|of[-\s]age\b)|[-\s]?y/?o\b|-?somethings?\b", re.I
)
_AGED = re.compile(
    r"\b(?:aged?|ages(?:\sof)?|age\sof|older\sthan|younger\sthan|man\sof|woman\sof|boy\sof|girl\sof|turn(?:ed|ing|s)?|under\sthe\sage\sof|over\sthe\sage\sof"
    r"|aged?\s(?:from|between|over|under|just|about|around|only)|between\sthe\sages\sof)\s$",
    re.I,
)
#: The last words of those that make an age: most numbers have none of them before.
_AGE_WORDS = frozenset(
    "age aged ages of than turn turned turning turns from between over under just about around only".split()
)
_DAY_BEFORE = re.compile(rf"\b{_MONTH}\.?\s$|\b{_DAY},?\s$|\b{_MONTH}\.?\s\d{{1,2}}(?:\s?(?:,|-|–|and|to)\s?)$", re.I)
_DAY_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b|-{_MONTH}\b|/{_MONTH}\b", re.I)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|by|until|till|during|before|after|early|late|mid|circa|spring|summer|autumn|fall|winter|{_MONTH}|year)"
    r"[,-]?\s|[-–/’'])$",
    re.I,
)
_NOUN_NEXT = re.compile(r"\s[a-z]{3,}")
_PLURAL_NEXT = re.compile(r"\s(?:[a-z-]+\s){0,2}(?:[a-z]+s|people|men|women|children|personnel)\b")
_YEARS = re.compile(r"[12]\d{3}(?:\s?(?:[-–/]|and|to)\s?\d{2,4})?$")
#: A name's age after it, between commas or brackets: "Marchenko, 68," and "Marchenko (68)".
_APPOSED = re.compile(r"[^\W\d_]{2,}[’'\w-]*,\s$|[A-ZÀ-Ý][\w’'-]*\s\($")
_APPOSED_END = re.compile(r"[),]|[.;](?:\s|$)|\s(?:and\s[A-Z]|who\b|from\b|was\b)|$")


def uncounted(text: str, start: int, end: int) -> bool:
    """Is the number at `text[start:end]`, beside which no unit stands, a part of a name, date, time, score or age?"""
    if aged(text, start, end) or _SUSPENDED.match(text, end):
        return True
    before, after = text[max(0, start - 16) : start], text[end : end + 24]
    if not (text[start].isdigit() or text[start] == "."):
        return bool(_DAY_AFTER.match(after) or _CLOCK.match(after) or _CLUB.search(before))
    return (
        bool(_SERIAL_BEFORE.search(before[-10:]) or _SERIAL_AFTER.match(after) or _CLOCK.match(after))
        or (text[start] == "0" and text[start + 1 : start + 2].isdigit())
        or _calendar(text[start:end], before, after)
        or bool(end - start <= 3 and _APPOSED_END.match(after) and _APPOSED.search(text, max(0, start - 24), start))
    )


def aged(text: str, start: int, end: int) -> bool:
    """Is the number, with the unit beside it if there is one, somebody's age ("a 54-year-old", "aged 3 months")?"""
    if _OLD.match(text, end):
        return True
    words = text[max(0, start - 32) : start].split()
    return bool(words) and words[-1].lower() in _AGE_WORDS and bool(_AGED.search(text, max(0, start - 32), start))


def _calendar(number: str, before: str, after: str) -> bool:
    """Is a number in digits a day beside its month, or a year?"""
    if len(number) <= 2 and (_DAY_AFTER.match(after) or _DAY_BEFORE.search(before)):
        return True
    if not _YEARS.match(number):
        return False
    round_ = number.endswith("00") and _PLURAL_NEXT.match(after)
    recent = "1900" <= number[:4] <= "2099"
    return not round_ if recent else bool(_YEAR_BEFORE.search(before)) or not _NOUN_NEXT.match(after)
