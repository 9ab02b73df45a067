"""Names of places made comparable: `fold` for spelling, `skeletons` for the ways of writing one name in Latin letters.

A fold loses what a newsroom's keyboard loses (case, diacritics, apostrophes, hyphens). A skeleton loses what
romanisation varies: Avdeyevka and Avdiivka have one, so have El Fasher and Al-Fāshir. It is made for two families of
scripts, and a place has skeletons only of the family that its country writes, so the rules of one don't blur the names
of the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart, and marks that stand for a soft sign, an ayn or a glottal stop.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h"}
    | {"Ħ": "h", "ı": "i", "ə": "a", "Ə": "a", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ŋ": "ng", "ƙ": "k"}
    | {"ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ɛ": "e", "ɔ": "o"}
)
_MARKS = str.maketrans(dict.fromkeys("'`´‘’‛ʼʻʽʾʿˈ′″“”\"ʹʺˊˋ", "") | dict.fromkeys("-‐‑‒–—―−/_.,;:·・()[]\u00a0", " "))
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
#: Whatever is not a letter of Latin, Cyrillic, Hebrew or Arabic or a mark that names have.
_FOREIGN = re.compile(
    r"[^A-Za-z '.\-\u00a0\u00b4\u00c0-\u024f\u0250-\u02ff\u0300-\u036f\u0400-\u052f\u0590-\u06ff\u0750-\u077f"
    r"\u1e00-\u1eff\u200c\u2010-\u2015\u2018-\u201b]"
)
_UNCASED = re.compile(r"[\u05d0-\u06ff\u0750-\u077f]")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(1 << 15)
def fold(name: str) -> str:
    """The form under which a name is looked up: "Al-Fāshir" and "al Fashir", "St. Petersburg" and "Saint Petersburg",
    "the Hague" and "The Hague" are each one. Letters of any script are kept."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
    else:
        name = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.translate(_LETTERS)))
    words = name.translate(_MARKS).casefold().split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        if not _SHORT.keys().isdisjoint(words):
            words = [_SHORT.get(w, w) for w in words]
    return " ".join(words)


def readable(form: str) -> bool:
    """Could a text have this other name? In a script of the lands at war, in Latin capitalised; no code, no number, no
    address, and not GeoNames' machine-made romanisation ("erufasha"), which is in small letters."""
    if _FOREIGN.search(form):
        return False
    if form.isascii():
        return form != form.lower() and not (form.isupper() and len(form) <= 4)
    return form != form.lower() or bool(_UNCASED.search(form))


# ------------------------------------------------------------------------------------------------ romanisations

#: Countries whose names reach English out of Russian or a language near it.
SLAVIC = frozenset({"UA", "RU", "BY", "MD", "KZ", "KG", "UZ", "TJ", "TM", "GE", "AM", "AZ", "BG"})
#: Countries whose names reach English out of Arabic, or in its spelling.
ARABIC = frozenset(
    {"SY", "IQ", "YE", "SD", "SS", "LB", "JO", "PS", "IL", "SA", "AE", "OM", "QA", "BH", "KW", "EG", "LY", "TN", "DZ"}
    | {"MA", "EH", "MR", "SO", "DJ", "ER", "ET", "TD", "ML", "NE", "KM"}
)
#: Countries whose names reach English out of Persian, Pashto or Urdu.
PERSIAN = frozenset({"IR", "AF", "PK"})

#: In order. Capitals stand for one sound written with several letters; `g` and `h` are one (Luhansk, Lugansk), but kh
#: is another; the vowel of -ov, -ev, -iv and -yiv is one; a y, i or j before a vowel is left out.
_SLAVIC_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in [
        (r"shch|stsch|szcz|schtsch", "Q"),
        (r"tsch|tch|ch|cz", "C"),
        (r"sch|sh|sz", "S"),
        (r"zh", "Z"),
        (r"kh", "X"),
        (r"ts|tz", "T"),
        (r"h", "g"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ck", "k"),
        (r"(?:iy|yy|yi|ii|ij|yj|oy|oi|oj|y|i)$", "i"),
        (r"sk(?:oye|oe|oje|oie|e)$", "ske"),
        (r"sk(?:aya|aia|aja|a)$", "ska"),
        (r"(?:oye|oje|oie|oe|ye|ie|je|yo|o|e)$", "e"),
        (r"(?:aya|aia|aja)$", "a"),
        (r"(?:yo|io|jo)", "e"),
        (r"[yj]", "i"),
        (r"i+(?=[aeou])", ""),
        (r"ol(?=[bcdgkmnpstvzCSZTX])", "ov"),
        (r"[oei]+v(?=k|sk|C|S|T|$)", "iv"),
        (r"(.)\1+", r"\1"),
    ]
)

_ARTICLE = re.compile(r"^(?:al|el|il|ul)$")
#: An article that has taken the letter after it: as-Suwayda, ez-Zor, ash-Shaddadi.
_ASSIMILATED = re.compile(r"^[aeiou](sh|th|dh|[dlnrstz])$")
_JOINED = re.compile(r"^(?:[ae]l(?=[^l].{4})|[ae](?=([dnrstz])\1.{2})|[ae]sh(?=sh))")

#: In order. Short vowels are two, an open one (a, e, i, ay) and a round one (o, u, aw): dialects and transcribers agree
#: on no more. Consonants keep apart all but q, k and (not in Persian) g, dh and d, th and t.
_ARABIC_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in [
        (r"sch|sh|ch", "S"),
        (r"kh", "X"),
        (r"gh", "G"),
        (r"dj|dzh|zh", "j"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"[qg]", "k"),
        (r"^ou(?=[aeiy])", "w"),
        (r"(?<=[aeiouy])w(?=[aeiouy])|^w", "W"),
        (r"(?<=[aou])y(?=[aeiou])|^y(?=[aeou])", "Y"),
        (r"(?:[aeiy]*[ouw][aeiouwy]*)", "U"),
        (r"[aeiy]+", "A"),
        (r"(.)\1+", r"\1"),
        (r"A[ht]$", "A"),
    ]
)
_PERSIAN_RULES = tuple((re.compile("q") if to == "k" else pattern, to) for pattern, to in _ARABIC_RULES)
_RULES = {"s": _SLAVIC_RULES, "a": _ARABIC_RULES, "p": _PERSIAN_RULES}
_FAMILIES = dict.fromkeys(SLAVIC, "s") | dict.fromkeys(ARABIC, "a") | dict.fromkeys(PERSIAN, "p")
_LONGEST = 80  #: letters; no name has as many, and the rules are slow on what has thousands
_CONSONANTS = re.compile(r"[^aeiouyAU]")


def without_article(folded: str) -> str:
    """An Arabic name without its articles: "hudaydah" of "al hudaydah", "deir zor" of "deir ez zor"."""
    words = folded.split()
    kept = []
    for word, after in zip(words, [*words, ""][1:], strict=True):
        taken = _ASSIMILATED.match(word)
        if not after or not (_ARTICLE.match(word) or (taken and after.startswith(taken[1]))):
            kept.append(word)
    return " ".join(kept)


def skeletons(folded: str, country: str = "") -> tuple[str, ...]:
    """The skeletons of a folded name, by the script of its country: "s:" Slavic, "a:" Arabic, "p:" Persian; all three
    where the country is not known. None where the name is not in plain Latin letters, or has fewer consonants to hold
    on to than three, or four where the country is not known."""
    families = _FAMILIES.get(country, "") if country else "sap"
    if not families or not folded.isascii() or len(folded) > _LONGEST:
        return ()
    least = 3 if country else 4
    keys = (f"{family}:{_shaped(folded, family)}" for family in families)
    return tuple(key for key in keys if len(_CONSONANTS.findall(key, 2)) >= least)


def _shaped(folded: str, family: str) -> str:
    if family == "s":
        key = folded.replace(" ", "")
    else:
        key = "".join(_JOINED.sub("", word) for word in without_article(folded).split())
    for pattern, to in _RULES[family]:
        key = pattern.sub(to, key)
    return key
