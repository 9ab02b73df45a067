"""Which words of a dispatch in capitals are names, by the table, the document and the neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factx.intake.forms import Forms

ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S)$")
_ROMAN = re.compile(r"(?:X{0,2})(?:I{2,3}|IV|VI{0,3}|IX)$")
_BRACKETED = re.compile(r"(?P<out>[^\W_]+)\s[(\[](?P<in>[A-Z][A-Z -]{1,79})[)\]]")
_LINKS = frozenset({"OF", "THE", "AND", "FOR", "DE", "DEL", "LA", "Y", "DO", "DA"})
_PREFIXES = frozenset({"MID", "POST", "PRE", "SUB", "PER", "AGE", "BY", "TO", "OVER", "FROM"})
_CALENDAR = frozenset({"IN", "SINCE", "OF", "LAST", "UNTIL", "NEXT", "EARLY", "LATE", "BY", "DURING", "FROM", "THIS"})
_PRONOUN_AFTER = frozenset(
    {"TO", "FOR", "WITH", "LET", "TELL", "TOLD", "GIVE", "GAVE", "HELP", "AMONG", "BEHIND", "ALL"}
)
_DATED = frozenset({"MAY", "MARCH"})
#: What is no word in brackets, though it stands for a name in another language: "(HVO)", "(UCK)".
_INITIALS = re.compile(r"[A-Z]{3}$|[B-DF-HJ-NP-TV-XZ]{2,5}$")
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


def settle(text: str, tokens: list[Token], known: Forms) -> None:
    """Decide the kind of every word."""
    _pin(tokens, _expanded(text, tokens, known))
    _pin(tokens, known.phrases)
    american = any(t.word == "U.S." for t in tokens)
    for i, token in enumerate(tokens):
        if american and token.word == "US":
            token.kind = "lower"
        elif not token.pinned and (token.kind != "lower" or token.word in known.roles or _numbered(tokens, i)):
            _settle(tokens, i, known)
    both = {t.word for t in tokens if t.kind == "name" and t.word in known.ambiguous and t.word not in known.roles}
    for token in tokens if both else ():
        if token.kind == "lower" and token.word in both:
            token.kind = "name"


def _numbered(tokens: list[Token], i: int) -> bool:
    """Whether an ordinary word may be something else by a figure beside it."""
    return tokens[i].word in _DATED or (
        i + 1 < len(tokens) and tokens[i + 1].gap == "-" and tokens[i + 1].kind == "other"
    )


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


def _expanded(text: str, tokens: list[Token], known: Forms) -> dict[str, list[tuple[str, ...]]]:
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
        abbreviation, run = (tokens[i], _spelled(tokens, i, known)) if len(name) == 1 else (tokens[j], name)
        letters = set(abbreviation.word)
        if any(t.word == abbreviation.word for t in run):
            continue
        matched = len(letters & {t.word[0] for t in run})
        if len(name) == 1 and abbreviation.kind == "name" and _INITIALS.match(abbreviation.word):
            short.add(abbreviation.word)
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


def _spelled(tokens: list[Token], i: int, known: Forms) -> list[Token]:
    """The words before token `i`, an abbreviation in brackets, that it stands for: the fewest that hold as many of its
    letters as initials as all do. In another language's letters (ELN, MIR) some remain over."""
    letters, matched, begin = set(tokens[i].word), 0, i
    for j in range(i - 1, max(-1, i - 1 - _EXPANSION), -1):
        token = tokens[j]
        apart = j < i - 1 and tokens[j + 1].gap not in (" ", "-", "  ")
        if apart or token.kind == "other" or "stop" in known.roles.get(token.word, ()):
            break
        if token.word[0] in letters and token.word not in _LINKS:
            letters.remove(token.word[0])
            matched, begin = matched + 1, j
    if begin > 1 and tokens[begin - 1].word == "OF" and tokens[begin - 2].kind == "lower" and matched > 1:
        begin -= 2
    return tokens[begin:i]


def _settle(tokens: list[Token], i: int, known: Forms) -> None:
    """Decide a word by its form, its roles and its neighbours."""
    token = tokens[i]
    before, after = _before(tokens, i), _after(tokens, i)
    kind = _by_number(token, before, after, known) or _by_role(tokens, i, before, after, known)
    if kind:
        token.kind = kind
    elif token.kind == "either":
        named = before is not None and not before.suffix and (before.kind == "name" or len(before.word.strip(".")) == 1)
        token.kind = "name" if named or (before and "." in before.word) else "lower"


def _before(tokens: list[Token], i: int) -> Token | None:
    """The word right before, or an initial and its full stop."""
    if i == 0 or (tokens[i].gap not in (" ", "-") and not (tokens[i].gap == ". " and len(tokens[i - 1].word) == 1)):
        return None
    return tokens[i - 1]


def _after(tokens: list[Token], i: int) -> Token | None:
    """The word right after, past the full stop of an abbreviation."""
    return tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].gap in (" ", "-", ". ") else None


def _by_number(token: Token, before: Token | None, after: Token | None, known: Forms) -> str | None:
    """What figures beside a word make of it: "MIG-29", "UH-1H", "20 KM", "MARCH 3"; and "US", the pronoun or not."""
    roles = known.roles.get(token.word, ())
    if after and after.gap == "-" and after.word[0].isdigit() and len(token.word) < 5 and token.word not in _PREFIXES:
        if "designator" not in roles:
            return "upper"
        token.form = known.names[token.word]
        return "name"
    if "unit" in roles and before and before.word[-1].isdigit():
        return "lower"
    if token.word in _DATED:
        dated = any(t is not None and t.word[0].isdigit() for t in (before, after))
        return "name" if dated or (before and before.word in _CALENDAR) else "lower"
    if token.word == "US":
        spoken = before is not None and before.word in _PRONOUN_AFTER and (after is None or after.kind == "lower")
        return "lower" if spoken else "upper"
    return "upper" if _ROMAN.match(token.word) else None


def _by_role(tokens: list[Token], i: int, before: Token | None, after: Token | None, known: Forms) -> str | None:
    """What the table says of a word that stands where it stands."""
    token, roles = tokens[i], known.roles.get(tokens[i].word, ())
    named = after is not None and after.kind == "name"
    if ("title" in roles and _titled(tokens, i, known)) or ("before" in roles and named):
        return "name"
    if "of" in roles and after and after.word == "OF" and i + 2 < len(tokens):
        if tokens[i + 2].kind == "name" or "head" in roles:
            tokens[i + 2].kind = "name"
            return "name"
    elif "particle" in roles:
        if token.word == "AL" and after is not None and after.gap == "-":
            return "lower"
        if (
            before
            and before.kind == "name"
            and after
            and (named or (token.word[0] == "D" and not _stops(after, known)))
        ):
            after.kind = "name"
            return "lower"
    elif "article" in roles:
        return "lower" if before and before.word in ("DE", "Y") else "name"
    elif "head" in roles and before and token.kind != "name":
        _unit_name(tokens, i, known)
    return None


def _titled(tokens: list[Token], i: int, known: Forms) -> bool:
    """Whether a run of title words that begins at `i` ends before a name: "VICE PRESIDENT FRANCISCO MERINO"."""
    for token in tokens[i + 1 : i + 6]:
        if not token.joined and token.gap not in ("-", ". "):
            return False
        if token.kind == "name":
            return True
        if "title" not in known.roles.get(token.word, ()):
            return False
    return False


def _unit_name(tokens: list[Token], i: int, known: Forms) -> None:
    """Capitals for the noun after a name ("ATLACATL BATTALION") and all after a number ("6TH INFANTRY BRIGADE")."""
    if tokens[i - 1].kind in ("name", "upper") and not tokens[i - 1].suffix and tokens[i].gap == " ":
        tokens[i].kind = "name"
        return
    for j in range(i - 1, max(-1, i - 4), -1):
        if ORDINAL.match(tokens[j].word) or _ROMAN.match(tokens[j].word):
            for token in tokens[j + 1 : i + 1]:
                token.kind = "name"
            return
        if tokens[j].kind != "lower" or _stops(tokens[j], known) or not tokens[j + 1].joined:
            return


def _stops(token: Token, known: Forms) -> bool:
    return token.word in _LINKS or "stop" in known.roles.get(token.word, ())
