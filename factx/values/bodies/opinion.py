"""The model's ORG as one opinion: what of it is an organisation, and what is a place, a person or a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factx.values.bodies.closed import FUNCTION, TITLES
from factx.values.bodies.credited import NO_NAMES
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import Vocabulary
from factx.values.phrases import Word, said

#: What the model takes for organisations and is none: materiel, documents, hours, titles, platforms.
THINGS = re.compile(
    r"(?:UAVs?|UAS|USVs?|IEDs?|EOD|HIMARS|ATACMS|MANPADS|ATGMs?|IFVs?|APCs?|AFVs?|MLRS|JDAM|FPVs?|POWs?|GMT|EST|EDT|CET|AM|PM"
    r"|IDPs?|NGOs?|GDP|HQ|CEO|PhD|TNT|SUVs?|EV|COVID|HIV|AIDS|SARS|VIP|AK|RPGs?|ICBMs?|TV|AI|IT|US|UK|WMDs?|ID|PR|URL|PDF|HTML)$"
)
#: Words of bodies' names wherever they stand in them.
NAMING = frozenset(
    "board center centre co company corporation council division federal fund global health institute inc "
    "international limited ltd ministry national office partner union united worker".split()
)
LAST = frozenset(
    "department departments region oblast province governorate district raion state city town village county street "
    "road avenue square bridge airport hospital river sea gulf strait lake mountains valley island islands border war "
    "day accord agreement treaty convention charter act law constitution resolution plan deal operation drone drones "
    "missile missiles tank tanks rifle jet system troops soldiers forces officials people residents citizens "
    "offensive front invasion attack strike minister president spokesman general colonel captain cup games league "
    "championship prize award virus syndrome disease index aircraft vehicle vehicles device devices weapon weapons "
    "launcher restaurant room building gymnasium school house management".split()
)


def believed(words: Sequence[Word], first: int, last: int, v: Vocabulary) -> Finding | None:
    """The model's ORG over these words as a finding, trimmed of articles and possessives; None where it is none."""
    while first < last and (words[first].key in FUNCTION or words[first].text.islower()):
        first += 1
    while first < last and (words[last - 1].key == "'s" or words[last - 1].key in FUNCTION):
        last -= 1
    run = words[first:last]
    if not run or not all(w.joined for w in run[1:]) or not run[0].text[0].isupper():
        return None
    if any(w.key in TITLES or w.key in NO_NAMES for w in (run[0], run[-1])) or run[-1].key in LAST:
        return None
    for n, _ in v.nations.at(words, first):
        if n == len(run):
            return None
    name = said(run)
    if len(run) == 1:
        short = run[0].text.isupper() and 2 < len(name) < 9 and name.isalpha() and not THINGS.match(name)
        return Finding(first, last, "other", name, "model") if short else None
    ending = next((v.endings[(w.key,)] for w in reversed(run) if (w.key,) in v.endings), None)
    kind = ending.type if ending else ""
    if not kind and not any(w.key.rstrip("s") in NAMING for w in run):
        return None
    return Finding(first, last, kind or "other", name, "model", source=(ending.source,) if ending else ())


def plausible(name: Sequence[Word], v: Vocabulary) -> bool:
    """Can words that a report abbreviates in brackets name a body? No state, no disease, no thing."""
    whole = any(n == len(name) for n, _ in v.nations.at(name, 0))
    return not whole and name[-1].key not in LAST and name[0].key not in TITLES
