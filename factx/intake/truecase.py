"""Case restored to dispatches in capitals, so that a model trained on ordinary news can read them.

The result has the length of the text, character by character, so offsets stay. Ordinary words (words.txt.gz) go to
lower case and every other word is taken for a name; which words are both, and where ordinary words are parts of a name,
the neighbours and the document tell (cased.tsv): titles before names, unit nouns after them, and what stands before its
abbreviation in brackets, "NATIONAL LIBERATION FRONT (FMLN)", is a name throughout the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factx.intake.forms import Forms, forms, kind

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_OPENS = re.compile(r"[.!?][\"”’')\]]*\s|\n\s*\n|:\s+[\"“]")
_ENDS = frozenset('.!?"”]-–—:\n')
_DASHED = re.compile(r"\s(?:--+|[-–—])\s")
_SUFFIX = re.compile(r"['’](?:S|T|LL|RE|VE|D|M)?$")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S)$")
_MEASURE = re.compile(r"\d+(?:MM|KM|CM|KG|M|AM|PM|KPH|MPH)$")
_ROMAN = re.compile(r"(?:X{0,2})(?:I{2,3}|IV|VI{0,3}|IX)$")
_BRACKETED = re.compile(r"(?P<out>[^\W_]+)\s[(\[](?P<in>[A-Z][A-Z -]{1,79})[)\]]")
_LINKS = frozenset({"OF", "THE", "AND", "FOR", "DE", "DEL", "LA", "Y", "DO", "DA"})
_STOPS = frozenset(
    {
        "BY",
        "THAT",
        "WITH",
        "FROM",
        "WHO",
        "WAS",
        "WERE",
        "IS",
        "ARE",
        "HAS",
        "HAVE",
        "HAD",
        "IN",
        "ON",
        "AT",
        "TO",
        "AS",
        "A",
    }
    | {
        "AN",
        "OR",
        "BUT",
        "SAID",
        "WHICH",
        "AGAINST",
        "BETWEEN",
        "ITS",
        "THEIR",
        "HIS",
        "HER",
        "THIS",
        "BE",
        "BEEN",
        "WILL",
    }
)
_PREFIXES = frozenset({"MID", "POST", "PRE", "SUB", "PER", "AGE", "BY", "TO", "OVER", "FROM"})
_CALENDAR = frozenset({"IN", "SINCE", "OF", "LAST", "UNTIL", "NEXT", "EARLY", "LATE", "BY", "DURING", "FROM", "THIS"})
_PRONOUN_AFTER = frozenset(
    {"TO", "FOR", "WITH", "LET", "TELL", "TOLD", "GIVE", "GAVE", "HELP", "AMONG", "BEHIND", "ALL"}
)
_SPECIAL = frozenset({"MAY", "MARCH", "US"})
_UPPER, _LOWER = bytes(range(65, 91)), bytes(range(97, 123))
_CAPITALS = 0.7  #: the share of capitals among the letters of a dispatch in capitals
_EXPANSION = 9  #: words before a bracket that may spell its letters out


@dataclass(slots=True)
class Token:
    """A word in capitals: where it stands, without its 's, and what it is taken for: "lower", "either", "name",
    "upper" (kept) or, for numbers and words that are not in capitals, "other"."""

    start: int
    word: str
    suffix: str
    gap: str  #: what stands before it
    kind: str
    pinned: bool = False  #: part of a known name; neighbours change it no more
    form: str | None = None

    @property
    def joined(self) -> bool:
        """Only a space stands before it."""
        return self.gap == " "


def truecase(text: str) -> str:
    """`text` with its case restored where it is in capitals; the same string where nothing is.

    A text is a dispatch in capitals where seven letters in ten are; in any other, only the lines of three words or more
    that hold no small letter (a headline, a heading) are restored.
    """
    plain = text.encode("ascii", "ignore")
    capitals, small = (len(plain) - len(plain.translate(None, case)) for case in (_UPPER, _LOWER))
    if capitals > _CAPITALS * (capitals + small) and " " in text:
        return _restored(text)
    lines = text.split("\n")
    if not any(map(_heading, lines)):
        return text
    return "\n".join(_restored(line) if _heading(line) else line for line in lines)


def _heading(line: str) -> bool:
    return line.isupper() and line.count(" ") > 1 and len(line) < 300


def _restored(text: str) -> str:
    known = forms()
    tokens = _tokens(text)
    _pin(tokens, _expanded(text, tokens))
    _pin(tokens, known.phrases)
    for i, token in enumerate(tokens):
        if not token.pinned and (token.kind != "lower" or token.word in known.roles or token.word in _SPECIAL):
            _settle(tokens, i, known)
    both = {t.word for t in tokens if t.kind == "name" and t.word in known.ambiguous}
    parts, last, opens = [], 0, True
    for i, token in enumerate(tokens):
        if token.kind == "lower" and token.word in both:
            token.kind = "name"
        opens = i == 0 or (token.gap != " " and _opens(text, token, tokens[i - 1], known))
        written = _written(token, known, opens)
        end = token.start + len(token.word) + len(token.suffix)
        parts += [text[last : token.start], written if len(written) == end - token.start else text[token.start : end]]
        last = end
    return "".join([*parts, text[last:]])


def _tokens(text: str) -> list[Token]:
    found, last = [], 0
    for m in _TOKEN.finditer(text):
        word, start = m.group(), m.start()
        suffix = _SUFFIX.search(word) if "'" in word or "’" in word else None
        if suffix:
            word = word[: suffix.start()]
        found.append(Token(start, word, suffix.group() if suffix else "", text[last:start], kind(word)))
        last = m.end()
    return found


def _pin(tokens: list[Token], phrases: dict[str, list[tuple[str, ...]]]) -> None:
    """Fix the case of known names of several words wherever they stand; the longest first."""
    for i in [i for i, token in enumerate(tokens) if token.word in phrases]:
        for written in phrases[tokens[i].word]:
            run = tokens[i : i + len(written)]
            if len(run) < len(written) or any(t.word != w.upper() for t, w in zip(run, written, strict=True)):
                continue
            if all(t.joined for t in run[1:]) and not any(t.pinned for t in run):
                for t, w in zip(run, written, strict=True):
                    t.kind, t.form, t.pinned = "name", w, True
                break


def _expanded(text: str, tokens: list[Token]) -> dict[str, list[tuple[str, ...]]]:
    """The names that stand before their abbreviation in brackets, or in brackets after it; the abbreviations themselves
    keep their capitals."""
    starts = {t.start: i for i, t in enumerate(tokens)}
    short: set[str] = set()
    found: dict[str, list[tuple[str, ...]]] = {}
    for m in _BRACKETED.finditer(text):
        i, j = starts.get(m.start("in")), starts.get(m.start("out"))
        if i is None or j is None:
            continue
        name = _words(tokens, i, m.end("in"))
        abbreviation, run = (tokens[i], _spelled(tokens, i)) if len(name) == 1 else (tokens[j], name)
        letters = set(abbreviation.word)
        matched = len(letters & {t.word[0] for t in run})
        if matched < 2 or (abbreviation.kind in ("lower", "either") and matched < 0.6 * len(letters)):
            continue
        if len(name) > 1 and matched < len(run) / 2:
            continue
        short.add(abbreviation.word)
        words = tuple(t.word.lower() if t.word in _LINKS else t.word.capitalize() for t in run)
        found.setdefault(run[0].word, []).append(words)
    for token in tokens if short else ():
        if token.word in short and not token.pinned:
            token.kind = "upper"
    return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}


def _words(tokens: list[Token], i: int, end: int) -> list[Token]:
    """The tokens from `i` up to the offset `end`."""
    return [t for t in tokens[i : i + _EXPANSION] if t.start < end]


def _spelled(tokens: list[Token], i: int) -> list[Token]:
    """The words before token `i`, an abbreviation in brackets, that it stands for: the fewest that hold as many of its
    letters as initials as all do. In another language's letters (ELN, MIR) some remain over."""
    letters, matched, begin = set(tokens[i].word), 0, i
    for j in range(i - 1, max(-1, i - 1 - _EXPANSION), -1):
        token = tokens[j]
        if token.word in _STOPS or token.kind == "other" or (j < i - 1 and tokens[j + 1].gap not in (" ", "-", "  ")):
            break
        if token.word[0] in letters and token.word not in _LINKS:
            letters.remove(token.word[0])
            matched, begin = matched + 1, j
    return tokens[begin:i]


def _settle(tokens: list[Token], i: int, known: Forms) -> None:
    """Decide a word by its roles and its neighbours."""
    token, roles = tokens[i], known.roles.get(tokens[i].word, ())
    before = (
        tokens[i - 1]
        if i and (token.gap in (" ", "-") or (token.gap == ". " and len(tokens[i - 1].word) == 1))
        else None
    )
    after = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].gap in (" ", "-", ". ") else None
    named = after is not None and after.kind == "name"
    if after and after.gap == "-" and after.word[0].isdigit() and len(token.word) < 5 and token.word not in _PREFIXES:
        token.kind, token.form = ("name", known.names[token.word]) if "designator" in roles else ("upper", None)
    elif "unit" in roles and before and before.word[-1].isdigit():
        token.kind = "lower"
    elif token.word in ("MAY", "MARCH"):
        dated = any(t is not None and t.word[0].isdigit() for t in (before, after))
        token.kind = "name" if dated or (before and before.word in _CALENDAR) else "lower"
    elif token.word == "US":
        token.kind = (
            "lower" if before and before.word in _PRONOUN_AFTER and (not after or after.kind == "lower") else "upper"
        )
    elif "title" in roles and (
        named or (after and "title" in known.roles.get(after.word, ()) and _titled(tokens, i, known))
    ):
        token.kind = "name"
    elif "before" in roles and named:
        token.kind = "name"
    elif "of" in roles and after and after.word == "OF" and i + 2 < len(tokens):
        if tokens[i + 2].kind == "name" or "head" in roles:
            token.kind = tokens[i + 2].kind = "name"
    elif (
        "particle" in roles
        and (named or (after and after.gap == "-"))
        and (token.word == "AL" or (before and before.kind == "name"))
    ):
        token.kind = "lower"
    elif "article" in roles:
        token.kind = "lower" if before and before.word in ("DE", "Y") else "name"
    elif "head" in roles and before and token.kind != "name":
        _unit_name(tokens, i)
    elif token.kind == "either":
        initial = before is not None and ("." in before.word or len(before.word) == 1)
        token.kind = "name" if before and (before.kind == "name" or initial) and not before.suffix else "lower"
    elif _ROMAN.match(token.word):
        token.kind = "upper"


def _titled(tokens: list[Token], i: int, known: Forms) -> bool:
    """Whether a run of title words that begins at `i` ends before a name: "VICE PRESIDENT FRANCISCO MERINO"."""
    for token in tokens[i + 1 : i + 5]:
        if not token.joined and token.gap not in ("-", ". "):
            return False
        if token.kind == "name":
            return True
        if "title" not in known.roles.get(token.word, ()):
            return False
    return False


def _unit_name(tokens: list[Token], i: int) -> None:
    """Capitals for the noun after a name ("ATLACATL BATTALION") and all after a number ("6TH INFANTRY BRIGADE")."""
    if tokens[i - 1].kind in ("name", "upper") and not tokens[i - 1].suffix and tokens[i].gap == " ":
        tokens[i].kind = "name"
        return
    for j in range(i - 1, max(-1, i - 4), -1):
        if _ORDINAL.match(tokens[j].word) or _ROMAN.match(tokens[j].word):
            for token in tokens[j + 1 : i + 1]:
                token.kind = "name"
            return
        if tokens[j].kind != "lower" or tokens[j].word in _STOPS | _LINKS or not tokens[j + 1].joined:
            return


def _opens(text: str, token: Token, before: Token, known: Forms) -> bool:
    """Whether a word begins a sentence, by what stands before it."""
    if before.start < 200 and _DASHED.search(token.gap):
        return True
    if token.gap.startswith("]"):
        bracket = text.rfind("[", max(0, token.start - 200), token.start)
        return bracket < 1 or text[:bracket].rstrip(" ")[-1:] in _ENDS
    if not _OPENS.search(token.gap):
        return False
    short = (
        len(before.word) == 1 or "title" in known.roles.get(before.word, ()) or before.word in ("NO", "ST", "MT", "FT")
    )
    return not (token.gap == ". " and short and len(before.word) < 6)


def _written(token: Token, known: Forms, opens: bool) -> str:
    word, suffix = token.word, token.suffix.lower()
    if token.kind == "lower":
        return (word.capitalize() if opens else word.lower()) + suffix
    if token.kind == "name":
        return (token.form or known.names.get(word) or _title(word)) + suffix
    if token.kind == "other" and (_ORDINAL.match(word) or _MEASURE.match(word)):
        return word.lower() + suffix
    return (word.lower() if word in ("A.M.", "P.M.") else word) + suffix


def _title(word: str) -> str:
    """A name as it is written: Martinez, O'Neill, D'Aubuisson, McDonald."""
    parts = [p.capitalize() for p in re.split(r"(['’])", word)]
    if len(parts) == 1 and word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return "".join(parts)
