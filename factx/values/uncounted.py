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
_SERIAL_BEFORE = re.compile(r"\w$|[#№@°′″\\_=&]$|\d['’:]$|\w[-‐‑./]$|\d[–−]$|\+$|\d\s?[x×]\s?$|\bnos?\.?\s?$|\bnumbers?\s$|//\S*$|(?<!\d)\d{1,3}\s$", re.I)
_SERIAL_AFTER = re.compile(rf"\w|[:/.,{_DASH}]\d|[°′″/]|\s?°|-[A-Z0-9]|\s?[x×]\s?\d|\.[a-z]|@|\s\d\d")
_CLOCK = re.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|hrs?\b|hours?\s(?:local|gmt|utc|on\b|moscow|kyiv)|gmt\b|utc\b|z\b|local time|[A-Z]{3,4}T\b)", re.I)
_OLD = re.compile(r"[-\s](?:year|month|week|day)s?[-\s](?:olds?\b|of[-\s]age)|[-\s]?y/?o\b|-?somethings?\b", re.I)
_OLD_UNIT = re.compile(r"[-\s]olds?\b|[-\s]of[-\s]age\b")
_AGED = re.compile(
    r"\b(?:aged?|ages(?:\sof)?|age\sof|older\sthan|younger\sthan|man\sof|woman\sof|boy\sof|girl\sof|turn(?:ed|ing|s)?|under\sthe\sage\sof|over\sthe\sage\sof"
    r"|aged?\s(?:from|between|over|under|just|about|around|only)|between\sthe\sages\sof)\s$",
    re.I,
)
_DAY_BEFORE = re.compile(rf"\b{_MONTH}\.?\s$|\b{_DAY},?\s$|\b{_MONTH}\.?\s\d{{1,2}}(?:\s?(?:,|-|–|and|to)\s?)$", re.I)
_DAY_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b|-{_MONTH}\b|/{_MONTH}\b", re.I)
_YEAR_BEFORE = re.compile(rf"(?:\b(?:in|since|by|until|till|during|before|after|early|late|mid|circa|spring|summer|autumn|fall|winter|{_MONTH}|year)[,-]?\s|[-–/’'])$", re.I)
_NOUN_NEXT = re.compile(r"\s[a-z]{3,}")
#: A name's age after it, between commas or brackets: "Marchenko, 68," and "Marchenko (68)".
_APPOSED = re.compile(r"[A-ZÀ-Ý][\w’'-]*(?:,\s|\s\()$")
_APPOSED_END = re.compile(r"\s?[),.;]|\s(?:and\s[A-Z]|who\b|of\b|from\b|was\b|a\b|an\b|the\b)|$")


def uncounted(text: str, start: int, end: int) -> bool:
    """Is the number at `text[start:end]`, beside which no unit stands, a part of a name, date, time, score or age?"""
    before, after = text[max(0, start - 32) : start], text[end : end + 24]
    digits = text[start].isdigit() or text[start] == "."
    if aged(text, start, end):
        return True
    if not digits:
        return bool(_DAY_AFTER.match(after) or _CLOCK.match(after))
    return (
        bool(_SERIAL_BEFORE.search(before) or _SERIAL_AFTER.match(after) or _CLOCK.match(after))
        or text[start] == "0" and text[start + 1 : start + 2].isdigit()
        or _calendar(text[start:end], before, after)
        or bool(_APPOSED.search(before) and end - start <= 3 and _APPOSED_END.match(after))
    )


def aged(text: str, start: int, end: int) -> bool:
    """Is the number, with the unit beside it if there is one, somebody's age ("a 54-year-old", "aged 3 months")?"""
    return bool(_OLD.match(text, end) or _OLD_UNIT.match(text, end) or _AGED.search(text, max(0, start - 32), start))


def _calendar(number: str, before: str, after: str) -> bool:
    """Is a number in digits a day beside its month, or a year?"""
    if len(number) <= 2 and (_DAY_AFTER.match(after) or _DAY_BEFORE.search(before)):
        return True
    first = number[:4]
    if not (first.isdigit() and 1500 <= int(first) <= 2100 and re.fullmatch(r"\d{4}(?:\s?[-–/]\s?\d{2,4})?", number)):
        return False
    return bool(_YEAR_BEFORE.search(before)) or not _NOUN_NEXT.match(after)
