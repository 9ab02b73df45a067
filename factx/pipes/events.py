"""Events: the words that tell of them, and the noun phrases that fill their slots, over the dependency parse.

Vocabulary and conditions are the tables `triggers`, `light_verbs` and `noun_classes`; the role grammar is
`factx.values.events.frames`. Marks the span group "events": label = the event's type, span = the trigger, note `at` =
the noun phrases of its actors, targets, places and weapons, and the dates of its clause, `roles` = how each of the
former stands to the trigger, `source` = the trigger's row.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import Lexicon
from factx.lexicon import lexicon as tables
from factx.pipes.kinds import Kinds, noun_kinds
from factx.pipes.slots import Slots
from factx.pipes.tellings import Finder
from factx.pipes.triggerwords import heads
from factx.spans import mark
from factx.values.events.triggers import triggers

GROUP = "events"


class Events:
    """Marks the events of a Doc."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.triggers = triggers(lexicon.table("triggers"))
        self.light = {row["verb"]: row["subject"] for row in lexicon.table("light_verbs")}
        self.heads = heads(self.triggers)
        self.nouns = noun_kinds(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        kinds = Kinds(doc, self.nouns)
        finder, slots = Finder(doc, kinds, self.triggers, self.light, self.heads), Slots(doc, kinds)
        for telling in sorted(finder.tellings(), key=lambda t: t.span):
            at, roles = slots.of(telling.when if slots.dates else [], telling.trigger, telling.arguments)
            mark(
                doc,
                GROUP,
                *telling.span,
                telling.trigger.type,
                rule="noun" if telling.noun else "verb",
                definite=telling.definite,
                word=telling.head.lemma_.lower(),
                source=[telling.trigger.source],
                roles=roles,
                at=at,
            )
        return doc


@Language.factory("factx_events", default_config={"lexicon": []})
def make_events(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Events(tables(tuple(lexicon)))
