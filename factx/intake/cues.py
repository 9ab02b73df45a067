"""The cue phrases of `zones.tsv`: what stands around the body of a report, and how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factx.lexicon import lexicon
from factx.schema import ZoneKind

_DECOR = " \t\u00a0\ufeff•◦▪●■*#>»›→▶►|–—-[](){}_=~:·✓☰📷"
_ENDING = " :,;|–—-!.…?»›→>"
_LABELLED = re.compile(r"\s*(?:[:|/»›>]|[–—-]\s*(?!\d)|$)")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "©": "© "})
_COPYRIGHT = re.compile(r"\(c\)", re.IGNORECASE)
_LONGEST = 8  #: words of a phrase
_WIDE = 200  #: characters of a line that a cue may be looked for in


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line begins with a cue: its kind, what follows it, and whether a colon, bar or dash, or nothing, sets it
    off as a label."""

    kind: ZoneKind
    rest: str
    label: bool


class Cues:
    """The phrases by scope. A look-up takes the line as written; most lines fail at the first word."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._phrases: dict[str, dict[str, ZoneKind]] = {}
        self._firsts: set[str] = set()
        self._within: dict[str, ZoneKind] = {}
        for row in lexicon(folders).table("zones"):
            phrase = row["phrase"].rstrip(_ENDING)
            scopes: dict[str, ZoneKind] = dict.fromkeys(row["scope"].split(), row["kind"])  # type: ignore[arg-type]
            if kind := scopes.pop("within", None):
                self._within[phrase] = kind
            self._phrases.setdefault(phrase, {}).update(scopes)
            self._firsts.add(phrase.split(" ", 1)[0].rstrip(_ENDING))

    def alone(self, line: str, scope: str) -> ZoneKind | None:
        """The kind of a line that is a phrase of `scope` and nothing else."""
        if len(line) > _WIDE or not self._known(line):
            return None
        return self._phrases.get(plain(line).strip(_DECOR).rstrip(_ENDING), {}).get(scope)

    def opens(self, line: str) -> dict[str, Opening]:
        """How a line begins with a phrase, by scope; of several phrases of a scope, the longest."""
        if not self._known(line):
            return {}
        found: dict[str, Opening] = {}
        text = plain(line[:_WIDE]).lstrip(_DECOR)
        words = text.split(" ", _LONGEST)[:_LONGEST]
        for n in range(1, len(words) + 1):
            phrase = " ".join(words[:n]).rstrip(_ENDING)
            for scope, kind in self._phrases.get(phrase, {}).items():
                rest = text[len(phrase) :]
                found[scope] = Opening(kind, rest.strip(_DECOR + _ENDING), _LABELLED.match(rest) is not None)
        return found

    def holds(self, line: str) -> ZoneKind | None:
        """The kind of a short line that holds a phrase of scope `within`."""
        if len(line) > _WIDE:
            return None
        text = plain(line)
        return next((kind for phrase, kind in self._within.items() if phrase in text), None)

    def made_of(self, words: list[str], scope: str) -> bool:
        """Whether every one of `words` is a phrase of `scope`."""
        return all(scope in self._phrases.get(word, ()) for word in words)

    def _known(self, line: str) -> bool:
        """Whether some phrase begins with the line's first word."""
        first = line[:_WIDE].lstrip(_DECOR).split(None, 1)[:1]
        return bool(first) and (plain(first[0]).split(" ", 1)[0].rstrip(_ENDING) in self._firsts)


@cache
def cues(folders: tuple[str, ...] = ()) -> Cues:
    """The cues with the user's tables on top; read once a process."""
    return Cues(folders)


def plain(line: str) -> str:
    """A line as the table writes it: lower case, straight quotes, single spaces."""
    return " ".join(_COPYRIGHT.sub("© ", line).translate(_PLAIN).casefold().split())
