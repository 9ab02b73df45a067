"""Mentions of equipment in a text: designations ("T-72B3M", "Shahed-136 drones") and common nouns ("howitzers").

A name that is something else too ("Hawk", "M4") is equipment only where its class is said beside it, where it stands in
a list of equipment or is counted, or where that is so elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factx.values.equipment.armoury import PLURAL, Armoury, Entry, Match, Piece, pieces
from factx.values.equipment.context import Found, settle

_SUFFIX = 3  # characters of a piece that may stand behind a listed designation ("T-72" + "BZ")
_LETTERS = 4  # of a designation in no table
_MODIFIERS = 8  # before one noun
_JOINS = frozenset([" ", "-", "\n", "\u00a0", "\u2010", "\u2011"])
_ROAD = frozenset("highway motorway road route junction expressway freeway street avenue exit".split())
_SURE_TAILS = frozenset(["system", "battery", "complex"])
#: What a man carries: an unsure name before a noun of this kind is no vehicle ("M1 carbine"), and the other way round.
_CARRIED = frozenset(["small_arms", "mine"])


def find(text: str, armoury: Armoury, noun: Callable[[int], bool]) -> list[Found]:
    """The equipment that a text names, in order. `noun(end)` tells whether the word that ends there is a noun."""
    search = _Search(text, armoury, noun)
    return settle(text, search.line, list(search.run()))


class _Search:
    """One text, in pieces, and the tables to look them up in."""

    def __init__(self, text: str, armoury: Armoury, noun: Callable[[int], bool]) -> None:
        self.text, self.armoury, self.noun = text, armoury, noun
        self.line = pieces(text)
        self._nouns: dict[int, Match | None] = {}
        self._modifiers: dict[int, Match | None] = {}

    def run(self) -> Iterator[Found]:
        """All that may be equipment, some of it unsure."""
        line, i = self.line, 0
        while i < len(line):
            hit = None
            if i == 0 or line[i].gap:
                hit = self._at(i) if self.armoury.begins(line[i]) else self._unlisted(i)
            if hit is None:
                i += 1
                continue
            i, item = hit
            if item is not None:
                yield item

    def _at(self, i: int) -> tuple[int, Found | None] | None:
        """What begins at the piece `i`: the piece after it, and the equipment if it is any; None where nothing does."""
        kind = self.armoury.type(self.line, i)
        if kind and not self._acceptable(i, kind):
            kind = None
        common = self._common(i)
        if kind and (common is None or kind.end > common[0] or kind.entry.case != "any"):
            return self._typed(i, kind)
        return common or self._unlisted(i)

    def _acceptable(self, i: int, match: Match) -> bool:
        """Is the name written as one, and no road ("the M4 motorway") or age ("An-26-year-old")?"""
        if not self._cased(i, match) and not (self._word(i)[:1].isupper() and self._headed(match.end)):
            return False
        if match.end == len(self.line):
            return True
        after = self.line[match.end]
        compound = after.gap == "-" and self._word(match.end).islower() and len(after.fold) > 2
        return after.fold not in _ROAD and not (compound and match.entry.kind == "series")

    def _cased(self, i: int, match: Match) -> bool:
        """Has the word the case that its entry wants? A plural "s" is small behind an abbreviation ("UAVs")."""
        word = self._word(i)
        if match.entry.case == "upper":
            return word.isupper() or word.isdigit() or (match.plural and word[:-1].isupper())
        return match.entry.case == "any" or word[:1].isupper() or word.isdigit()

    def _headed(self, i: int) -> bool:
        """Does a noun of a class follow? Then an abbreviation need not be in capitals ("Fal rifle", case restored)."""
        if i >= len(self.line) or self.line[i].gap != " " or self.line[i - 1].fold.isdigit():
            return False
        after = self._listed(i)
        return after is not None and after.entry.kind == "head"

    def _typed(self, i: int, match: Match) -> tuple[int, Found | None] | None:
        """A listed type, with the rest of an unlisted variant and the common noun behind it."""
        line, entry = self.line, match.entry
        grown = self._variant(match.end)
        if grown is None:
            return None
        again = self.armoury.type(line, grown) if grown < len(line) and line[grown].gap == " " else None
        if again and again.entry.name == entry.name and self._acceptable(grown, again):  # "F/A-18E" + "Super Hornet"
            match, grown = again, again.end
        stop = grown + (self._piece(grown)[0] == PLURAL)
        words = self.text[line[i].start : line[grown - 1].end]
        name = words[:-1] if match.plural and words.endswith("s") else words
        own = words if grown > match.end or entry.kind == "series" else entry.name
        class_, unsure = entry.class_, entry.unsure
        source: tuple[str, ...] = (entry.source,)
        if stop < len(line) and line[stop].gap == " ":
            behind, tail = self._common(stop), self._listed(stop)
            if behind and (head := behind[1]) is not None:
                stop, unsure, source = behind[0], False, source + head.source
                if entry.unsure and (head.class_ in _CARRIED) != (class_ in _CARRIED):
                    class_, own = head.class_, name
                name = f"{name} {head.name}"
            elif tail and tail.entry.kind == "tail" and not self._no_weapon(tail.end):
                stop, name, source = tail.end, f"{name} {tail.entry.name}", (*source, tail.entry.source)
                unsure = unsure and tail.entry.name not in _SURE_TAILS
        if unsure and grown > match.end:
            return None
        rule = "series" if entry.kind == "series" else "context" if entry.unsure else "type"
        return stop, self._found(i, stop, name, class_, own, rule, unsure, source)

    def _variant(self, i: int) -> int | None:
        """The piece after the letters and figures directly behind a designation; None where it is a longer word."""
        while i < len(self.line) and (self.line[i].gap == "" or self._dashed(i)):
            word = self._word(i)
            if self.line[i].fold == PLURAL and (i + 1 == len(self.line) or self.line[i + 1].gap):
                break
            if not (word.isdigit() or word.isupper() or len(word) == 1) or len(word) > _SUFFIX:
                return None
            i += 1
        return i

    def _dashed(self, i: int) -> bool:
        """Is it a mark of a variant behind a hyphen ("G3-A3")?"""
        word = self._word(i)
        _, after = self._piece(i + 1)
        return self.line[i].gap == "-" and word.isupper() and len(word) < 3 and after == "" and i + 1 < len(self.line)

    def _common(self, i: int) -> tuple[int, Found | None] | None:
        """A common noun with the modifiers before it; (end, None) for an idiom or a noun that is no weapon here."""
        cuts: list[tuple[int, str, tuple[str, ...]]] = [(i, "", ())]
        while len(cuts) < _MODIFIERS and (modifier := self._modifier(cuts[-1][0], i)):
            word = modifier.entry
            cuts.append((modifier.end, f"{cuts[-1][1]}{word.name} ", (*cuts[-1][2], word.source)))
        best: tuple[int, Found | None] | None = None
        for at, said, rows in cuts:
            match = self._noun_at(at, i)
            if match is None or (best and match.end <= best[0]):
                continue
            entry, end = match.entry, self.line[match.end - 1].end
            if entry.kind == "idiom" or self._work(at) or self._no_weapon(match.end) or not self.noun(end):
                best = match.end, None
            else:
                unsure = entry.unsure and not said
                name, source = said + entry.name, (entry.source, *rows)
                if (longer := self._head_on(match.end)) is not None:  # "military helicopter" + "gunship"
                    grown, match = longer
                    name = f"{name.rpartition(' ')[0]} {grown.name}".strip()
                    source = (*source, grown.source)
                    entry = grown
                best = match.end, self._found(i, match.end, name, entry.class_, None, "noun", unsure, source)
        return best

    def _head_on(self, end: int) -> tuple[Entry, Match] | None:
        """The longer noun that the last piece before `end` begins, where what ends there is only its beginning."""
        match = self._listed(end - 1) if end < len(self.line) and self.line[end].gap in _JOINS else None
        if match is None or match.end <= end or match.entry.kind != "head" or not self.noun(self._end(match)):
            return None
        return match.entry, match

    def _end(self, match: Match) -> int:
        """The character after the last of a match."""
        return self.line[match.end - 1].end

    def _work(self, i: int) -> bool:
        """Does the word before the noun at the piece `i` make a work of it ("propane tank", "bauxite mine")?"""
        return i > 0 and self.line[i].gap in _JOINS and self.armoury.work(self.line, i)

    def _noun_at(self, i: int, start: int) -> Match | None:
        """The noun of a class, or idiom, at the piece `i` of a phrase from `start` on."""
        if i >= len(self.line) or (i > start and self.line[i].gap not in _JOINS):
            return None
        match = self._listed(i)
        if match is None or match.entry.kind in ("no weapon", "tail"):
            return None
        return match if match.entry.case != "upper" or self._cased(i, match) else None

    def _modifier(self, i: int, start: int) -> Match | None:
        """The modifier at the piece `i` of a phrase from `start` on."""
        if i >= len(self.line) or (i > start and self.line[i].gap not in _JOINS):
            return None
        if i not in self._modifiers:
            self._modifiers[i] = self.armoury.modifier(self.line, i)
        return self._modifiers[i]

    def _listed(self, i: int) -> Match | None:
        """The entry of the table of nouns at the piece `i`."""
        if i not in self._nouns:
            self._nouns[i] = self.armoury.noun(self.line, i)
        return self._nouns[i]

    def _no_weapon(self, i: int) -> bool:
        """Does a word follow that makes the noun before it another thing ("tank battalion")?"""
        if i >= len(self.line) or self.line[i].gap not in _JOINS:
            return False
        after = self._listed(i)
        return after is not None and after.entry.kind == "no weapon"

    def _unlisted(self, i: int) -> tuple[int, Found | None] | None:
        """A designation in no table before a noun of its class ("Zh-11 rockets")."""
        figures, gap = self._piece(i + 1)
        if gap != "-" or not figures.isdigit() or len(figures) > 4:
            return None
        if not self._word(i)[:1].isupper() or len(self._word(i)) > _LETTERS:
            return None
        end = self._variant(i + 2)
        if end is None or end >= len(self.line) or self.line[end].gap != " ":
            return None
        behind = self._common(end)
        if behind is None or behind[1] is None:
            return None
        name, noun = self.text[self.line[i].start : self.line[end - 1].end], behind[1]
        said = f"{name} {noun.name}"
        return behind[0], self._found(i, behind[0], said, noun.class_, name, "pattern", source=noun.source)

    def _found(
        self, start: int, end: int, name: str, class_: str, designation: str | None, rule: str, unsure: bool = False,
        source: tuple[str, ...] = (),
    ) -> Found:  # fmt: skip
        first, last = self.line[start].start, self.line[end - 1].end
        return Found(first, last, (start, end), name, class_, designation, rule, unsure, source)

    def _word(self, i: int) -> str:
        """The piece as it is written."""
        piece: Piece = self.line[i]
        return self.text[piece.start : piece.end]

    def _piece(self, i: int) -> tuple[str, str]:
        """The folded piece and the gap before it; ("", "") behind the end."""
        return (self.line[i].fold, self.line[i].gap) if i < len(self.line) else ("", "")
