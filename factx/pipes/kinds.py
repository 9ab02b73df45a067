"""What kind of thing a noun names, as far as the triggers of events ask: a force, a territory, a drone, a person …

The findings of the components before (places, bodies, people, equipment, metonyms) say it of names, the table
`noun_classes` of common nouns.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from factx.lexicon import Lexicon
from factx.spans import notes
from factx.values.phrases import split

NONE = frozenset({"none"})
#: The groups of findings that are names, the stronger last.
NAMING = ("equipment", "places", "people", "organisations", "metonyms")
OF_BODY = {
    "government": frozenset(("government", "group", "country")),
    "military": frozenset(("force", "group")),
    "military_unit": frozenset(("force", "group", "unit")),
    "armed_group": frozenset(("force", "group")),
}
PLATFORMS = frozenset("aircraft helicopter ship tank artillery mortar mlrs vehicle ifv apc air_defence".split())
VEHICLES = frozenset("vehicle tank ifv apc artillery mlrs air_defence radar ship".split())
PRONOUNS = {
    **dict.fromkeys("he she him her who whom".split(), frozenset(("person", "pronoun"))),
    **dict.fromkeys("they them we us i who".split(), frozenset(("person", "force", "group", "pronoun"))),
    "it": frozenset(("group", "country", "pronoun")),
}
OF_LABEL = {
    "PERSON": frozenset({"person"}),
    "GPE": frozenset({"territory", "country"}),
    "LOC": frozenset({"territory"}),
    "FAC": frozenset({"building"}),
    "ORG": frozenset({"group"}),
    "NORP": frozenset(("force", "group", "country")),
}


class Kinds:
    """The kinds of the nouns of one Doc, and the names that they lie in."""

    def __init__(self, doc: Doc, nouns: dict[str, frozenset[str]]) -> None:
        self.nouns = nouns
        self.names: dict[int, Span] = {}
        self.groups: dict[int, str] = {}
        for group in NAMING:
            for span in doc.spans.get(group, ()):
                for i in range(span.start, span.end):
                    held = self.names.get(i)
                    if held is None or len(held) <= len(span):
                        self.names[i], self.groups[i] = span, group
        self.nations = {i for s in doc.spans.get("demonyms", ()) for i in range(s.start, s.end)}

    def of(self, head: Token) -> frozenset[str]:
        """The kinds of the noun phrase of which this is the head."""
        if head.lower_ in PRONOUNS:
            return PRONOUNS[head.lower_]
        name = self.names.get(head.i)
        if name is not None and head.i == name.end - 1:
            common = self._common(head)
            found = self._named(head, name) | common
            return found - {"shell", "munition"} if "bullet" in common else found
        if head.i in self.nations:
            return frozenset(("force", "group", "country"))
        common = self._common(head)
        if common:
            return common
        if name is not None:
            return self._named(head, name)
        if head.pos_ == "PROPN":
            return OF_LABEL.get(head.ent_type_, frozenset({"named"}))
        return frozenset({"other"})

    def weapon(self, head: Token) -> bool:
        """Is it a weapon or what carries one?"""
        return bool(self.of(head) & frozenset(("weapon", "munition", "platform")))

    def _common(self, head: Token) -> frozenset[str]:
        before = head.nbor(-1).lower_ if head.i else ""
        lemma = head.lemma_.lower()
        for words in (f"{before} {lemma}", f"{before} {head.lower_}", lemma, head.lower_):
            if words in self.nouns:
                found = self.nouns[words]
                return found | {"munition"} if found & MUNITION else found
        return frozenset()

    def _named(self, head: Token, name: Span) -> frozenset[str]:
        group = self.groups[head.i]
        if group == "metonyms":
            return OF_BODY["government"]
        if group == "people":
            return frozenset({"person"})
        if group == "places":
            country = head.ent_type_ == "GPE" and notes(name).get("rule") == "country"
            return frozenset(("territory", "country", "group")) if country else frozenset(("territory", "place"))
        if group == "organisations":
            return OF_BODY.get(str(notes(name).get("type")), frozenset({"group"}))
        return _equipment(name)


MUNITION = frozenset("rocket shell grenade airbomb device suicide".split())


def _equipment(name: Span) -> frozenset[str]:
    label = name.label_
    if label == "infrastructure":
        return frozenset(("building", "infrastructure"))
    found = {label, "weapon"}
    if label in PLATFORMS:
        found.add("platform")
    elif label not in ("radar", "other", "small_arms"):
        found.add("munition")
    if label in VEHICLES:
        found.add("vehicle")
    if label == "ammunition":
        found.add("shell")
    return frozenset(found)


def noun_kinds(tables: Lexicon) -> dict[str, frozenset[str]]:
    """The table `noun_classes` by noun."""
    return {row["noun"]: frozenset(split(row["classes"])) for row in tables.table("noun_classes")}
