"""What stands beside a name and speaks for a person, or against one."""

from __future__ import annotations

import re

from factx.values.people.line import Line

_PLACING = frozenset("in near at around outside inside towards toward across into onto through via off".split())
_TO_A_PLACE = frozenset("to from of the".split())
_WITH_A_PERSON = frozenset("by with against under for whom like than".split())
_AFTER_SPEECH = frozenset(["PUNCT", "SPACE", "SCONJ", "PRON", "ADP", "CCONJ", ""])
_SPEECH = re.compile(
    r"(?:sa(?:ys?|id|ying)|t(?:ells?|old|elling)|wr(?:ites?|ote|iting)|repl(?:y|ies|ied|ying)|den(?:y|ies|ied|ying)"
    r"|(?:add|allege?|ask|claim|comment|complain|confirm|explain|insist|joke?|lament|maintain|mention|post|recall"
    r"|recount|remark|report|respond|reveal|stress|tweet|vow|warn|whisper|testif|not|stat|declar|conced|argu|announc"
    r"|acknowledg|describ|emphasi[sz]|estimat|observ|predict|promis|urg|assert)(?:s|e|es|ed|ied|ing)?)\Z"
)


def placed(line: Line, start: int) -> bool:
    """Does a preposition of place stand before the name?"""
    return line.low(start - 1) in _PLACING


def aged(line: Line, end: int) -> bool:
    """Does an age follow the name ("NAME, 68, …")?"""
    age = line.at(end + 1)
    return line.at(end) == "," and age.isdigit() and len(age) < 3 and line.at(end + 2) in (",", ".", ")")


def speaks(line: Line, start: int, end: int) -> bool:
    """Is the name the subject of a verb of speech next to it ("NAME said", "said NAME,")?"""
    if _SPEECH.match(line.at(end)) and line.tag(end) in ("VERB", "PARTICIPLE"):
        return True
    return line.at(start - 1) in ("said", "says", "added", "wrote") and line.tag(end) in _AFTER_SPEECH


def acts(line: Line, start: int, end: int) -> bool:
    """Does a single word stand as the name of a person does: owner, subject, or beside a preposition not of place?"""
    before = line.low(start - 1)
    if before in _TO_A_PLACE or line.at(end) == "-":
        return False
    return line.tag(end) in ("VERB", "AUX") or line.at(end) in ("'s", "’s") or before in _WITH_A_PERSON


def longer(line: Line, start: int, end: int) -> bool:
    """Do the words stand in a longer name ("Ponce Battalion")?"""
    return any(line.capital(i) and line.tag(i) == "PROPN" for i in (start - 1, end))
