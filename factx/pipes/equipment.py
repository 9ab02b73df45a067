"""Equipment: designations and common nouns of weapons, vehicles, aircraft and vessels, by the tables."""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import lexicon as tables
from factx.spans import mark_chars
from factx.values.equipment.armoury import Armoury
from factx.values.equipment.finding import find


class Equipment:
    """Marks the span group "equipment": the label is the class; notes `rule`, `name`, `source` and
    `designation` (or None)."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        lexicon = tables(folders)
        self.armoury = Armoury(lexicon.table("equipment"), lexicon.table("equipment_classes"))

    def __call__(self, doc: Doc) -> Doc:
        starts: list[int] = doc.to_array("IDX").tolist()

        def noun(end: int) -> bool:
            last = doc[bisect_left(starts, end) - 1]
            return last.pos_ in ("NOUN", "PROPN") or last.text[:2].isupper()  # abbreviations are tagged as anything

        for item in find(doc.text, self.armoury, noun):
            mark_chars(
                doc, "equipment", item.start, item.end, item.class_, rule=item.rule, name=item.name,
                designation=item.designation, source=list(item.source),
            )  # fmt: skip
        return doc


@Language.factory("factx_equipment", default_config={"lexicon": []})
def equipment(nlp: Language, name: str, lexicon: list[str]) -> Equipment:
    return Equipment(tuple(lexicon))
