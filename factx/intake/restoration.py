"""A text in capitals, word by word, in the case that its words are found to have."""

from __future__ import annotations

import re

from factx.intake.capitals import ORDINAL, Token, settle
from factx.intake.forms import Forms, forms, kind

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_OPENS = re.compile(r"[.!?][\"”’')\]]*\s|\n\s*\n|:\s+[\"“]")
_ENDS = frozenset('.!?"”]-–—:\n')
_DASHED = re.compile(r"\s(?:--+|[-–—])\s")
_SUFFIX = re.compile(r"(?:N['’]T|['’](?:S|LL|RE|VE|D|M)?)$")
_MEASURE = re.compile(r"\d+(?:MM|KM|CM|KG|M|AM|PM|KPH|MPH)$")


def restored(text: str) -> str:
    """`text`, which is in capitals, with its case restored; the same length."""
    known = forms()
    tokens = _tokens(text)
    settle(text, tokens, known)
    parts, last = [], 0
    for i, token in enumerate(tokens):
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
        taken = "lower" if suffix and suffix.group()[0] == "N" else kind(word)
        found.append(Token(start, word, suffix.group() if suffix else "", text[last:start], taken))
        last = m.end()
    return found


def _opens(text: str, token: Token, before: Token, known: Forms) -> bool:
    """Whether a word begins a sentence, by what stands before it."""
    if before.start < 200 and _DASHED.search(token.gap):
        return True
    if token.gap.startswith("]") and not _OPENS.search(token.gap):
        bracket = text.rfind("[", max(0, token.start - 200), token.start)
        return bracket < 1 or text[max(0, bracket - 4) : bracket].rstrip(" ")[-1:] in _ENDS
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
    if token.kind == "other" and (ORDINAL.match(word) or _MEASURE.match(word)):
        return word.lower() + suffix
    return (word.lower() if word in ("A.M.", "P.M.") else word) + suffix


def _title(word: str) -> str:
    """A name as it is written: Martinez, O'Neill, D'Aubuisson, McDonald."""
    parts = [p.capitalize() for p in re.split(r"(['’])", word)]
    if len(parts) == 1 and word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return "".join(parts)
