"""Names with an office set beside them ("NAME, a spokesman for the front, told"): told by the grammar of roles before
any place is looked for, so that the gazetteer doesn't take a surname for a village."""

from __future__ import annotations

from functools import cache, cached_property

from spacy.tokens import Doc

from factx.lexicon import Lexicon
from factx.lexicon import lexicon as tables
from factx.pipes.wording import Wording
from factx.values.people import evidence, names
from factx.values.people.roles import Grammar
from factx.values.people.titles import Titles

_LONGEST = 4  # words of a name


class Offices:
    """The names of a Doc to which an office is set in apposition."""

    def __init__(self, doc: Doc, folders: tuple[str, ...]) -> None:
        self.doc, self.grammar = doc, grammar(folders)

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.doc)

    def holder(self, start: int, end: int) -> bool:
        """Are the tokens, capitalised all, the name of somebody whose office follows it?"""
        if not 1 < end - start <= _LONGEST or end >= len(self.doc) or self.doc[end].text != ",":
            return False
        where = self._wording.where(self.doc[start:end])
        if where is None:
            return False
        line, titles = self._wording.line, self.grammar.titles
        if evidence.placed(line, where[0]) or not names.plausible(line.words[slice(*where)], titles):
            return False
        return bool(self.grammar.after(line, *where))


@cache
def grammar(folders: tuple[str, ...]) -> Grammar:
    """The grammar of roles over the tables, the user's among them."""
    lexicon = tables(folders)
    bodies = [row["word"].split()[-1] for row in lexicon.table("body_words")]
    bodies += [row["word"] for row in lexicon.table("placewords") if row["form"] in ("after", "line")]
    return Grammar(Titles(lexicon.table("titles"), lexicon.table("ranks"), bodies, _peoples(lexicon)))


def _peoples(lexicon: Lexicon) -> list[str]:
    """The adjectives and names of peoples, of one word."""
    rows = lexicon.table("countries")
    words = [w for row in rows for column in ("adjectives", "demonyms") for w in row[column].split("|")]
    return [*(w for w in words if " " not in w), *(row["word"] for row in lexicon.table("peoples"))]
