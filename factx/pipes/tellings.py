"""The words of a text that tell of an event, each with the table's row that fits and the nouns that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from factx.pipes.conditions import clause_of, fitting, tools
from factx.pipes.kinds import Kinds
from factx.pipes.triggerwords import Heads, Match, matches
from factx.syntax import (
    WORDS,
    Argument,
    arguments,
    clause,
    coordinated,
    leading,
    nearer_subject,
    of_noun,
    reduced,
    surface_subject,
    under,
    verbal,
)
from factx.values.events.triggers import Trigger, Triggers

#: Kinds of nouns that are events themselves, and do nothing.
HAPPENING = frozenset(("attack", "blast", "fire", "hostility", "blow"))
#: Frames whose object is the event's name: the noun tells no event of its own.
OVER_NOUN = frozenset(("repel", "object-event", "light-only"))
#: Prepositions under which an event stands as the cause of what the verb tells.
CAUSE = frozenset("in by during from".split())


#: Where an event was of which a verb only tells that it took place.
BESIDE = frozenset("in near around at over across outside inside along between from".split())
#: Types whose complement is what is asked or threatened, and no event of its own; but for what may be ordered.
OVER_CLAUSE = {"demand": frozenset(("evacuation", "withdrawal")), "threat": frozenset[str]()}


DEFINITE = frozenset("the this that these those such".split())
#: What an attempt at it is: who tries to take ground attacks.
ATTEMPT = {"capture": "assault", "siege": "assault", "advance": "assault"}
#: What a strike is of which is only said that somebody plans it.
PLANNED = "assault"
#: Nouns that gather the attacks that their of-phrase names: "a barrage of attacks".
GATHERING = frozenset("barrage volley salvo campaign wave series string spate flurry".split())
TRYING = frozenset("attempt try bid".split())


@dataclass(slots=True)
class Telling:
    """A trigger found: its words, the row that fits, its arguments; `head` is the word that they belong to."""

    head: Token
    span: tuple[int, int]
    trigger: Trigger
    arguments: list[Argument]
    noun: bool = False
    definite: bool = False
    light: bool = False  #: is it told by a verb over the noun?

    @property
    def when(self) -> list[Token]:
        """The words whose dates are the event's: those of the clause, but of a noun that is no subject its own."""
        if self.noun and not self.light and self.head.dep_ not in ("nsubj", "nsubjpass"):
            return list(islice(self.head.subtree, WORDS))
        return list(clause(self.head))


class Finder:
    """Finds the tellings of one Doc: verbs first, since they may take a noun up, then the nouns that are left."""

    def __init__(self, doc: Doc, kinds: Kinds, triggers: Triggers, light: dict[str, str], heads: Heads) -> None:
        self.doc = doc
        self.kinds = kinds
        self.triggers = triggers
        self.light = light
        self.heads = heads
        self.found: dict[tuple[int, bool], list[Match]] = {}  #: the rows of a word, once read
        self.dated = {i for s in doc.spans.get("dates", ()) for i in range(s.start, s.end)}
        self.consumed: set[int] = set()  #: nouns that another trigger has taken up
        self.effects: dict[int, Token] = {}  #: verbs that tell what an event did, by index: the event's noun

    def tellings(self) -> Iterator[Telling]:
        nouns, verbs, subjects = self._words()
        for noun in nouns:
            self._cause(noun)
        for verb in subjects:
            if self._light(verb.head) == "event":
                self.effects[verb.head.i] = verb
        found = [telling for verb in verbs if (telling := self._verb(verb)) is not None]
        taken = {t.head.i for t in found}
        for noun in nouns:
            if noun.i not in self.consumed:
                telling = self._noun(noun, taken)
                if telling is not None:
                    found.append(telling)
        over = [t for t in found if t.trigger.type in OVER_CLAUSE]
        yield from (t for t in found if not any(_asked(t, o) for o in over))

    def _words(self) -> tuple[list[Token], list[Token], list[Token]]:
        """The nouns and the verbs that the table knows, and the verbs that are subjects; chosen by numbers, since most
        words of a text are none of them."""
        doc, known_nouns, known_verbs, noun_marks, verb_mark, subject_marks = self.doc, *self.heads
        nouns, verbs, subjects = [], [], []
        for i, (pos, lemma, lower, dep) in enumerate(doc.to_array(["POS", "LEMMA", "LOWER", "DEP"]).tolist()):
            if pos in noun_marks:
                if (lemma in known_nouns or lower in known_nouns) and i not in self.dated:
                    nouns.append(doc[i])
            elif pos == verb_mark:
                if (lemma in known_verbs or lower in known_verbs) and i not in self.dated:
                    verbs.append(doc[i])
                if dep in subject_marks:
                    subjects.append(doc[i])
        return (
            [t for t in nouns if self._rows(t, noun=True)],
            [t for t in verbs if t.dep_ not in ("amod", "compound")],
            subjects,
        )

    def _rows(self, token: Token, noun: bool) -> list[Match]:
        key = (token.i, noun)
        if key not in self.found:
            self.found[key] = matches(self.triggers, token, noun)
        return self.found[key]

    def _cause(self, noun: Token) -> None:
        """Is the noun the subject or the cause of a verb that tells what it did ("the attack killed", "died in")?"""
        if not self.kinds.of(noun) & HAPPENING and not self._rows(noun, noun=True):
            return
        top = leading(noun)
        head = top.head
        if top.dep_ == "nsubj" and self._light(head) == "event":
            self.effects[head.i] = noun
        elif top.dep_ == "pobj" and head.lower_ in CAUSE and self._light(head.head) == "event":
            self.effects.setdefault(head.head.i, noun)

    def _light(self, verb: Token) -> str | None:
        """What the verb's subject is in the event that its object names."""
        if not verbal(verb):
            return None
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ in ("prt", "prep", "advmod") and f"{lemma} {child.lower_}" in self.light:
                return self.light[f"{lemma} {child.lower_}"]
        return self.light.get(lemma)

    def _verb(self, verb: Token) -> Telling | None:
        rows = self._rows(verb, noun=False)
        if not rows or verb.i in self.effects or self._follows(verb):
            return None
        if (main := reduced(verb)) is not None and self._rows(main, noun=False):
            return None  # "shells fired from the hills struck the town" tells of one event
        found = self._acting(verb, arguments(verb))
        if not any(a.role == "object" for a in found):
            found += self._hit(verb)
        for row, words in fitting(rows, clause_of(found, verb, self.kinds), tools(found, self.kinds), self.kinds):
            if row.type == "none":
                return None
            if row.frame in OVER_NOUN:
                found += self._take_up([a.head for a in found if a.role == "object"], row)
            found = [a for a in found if a.head not in words]
            self.consumed |= {w.i for w in words}
            last = max((w.i for w in words if w.i == verb.i + 1), default=verb.i)
            if verb.dep_ in ("xcomp", "acl") and verb.head.lemma_.lower() in TRYING:
                row = replace(row, type=ATTEMPT.get(row.type, row.type))
            if row.frame == "fire" and verb.dep_ == "acl" and self._told(verb.head):
                return None
            return Telling(verb, (verb.i, last + 1), row, found)
        return None

    def _acting(self, verb: Token, found: list[Argument]) -> list[Argument]:
        """The arguments of a verb; a participle whose subject would be an event takes that of the clause nearest."""
        idle = [a for a in found if a.role == "subject" and self.kinds.of(a.head) & HAPPENING]
        at = verb if verb.dep_ != "conj" else verb.head
        if not idle or verb.tag_ != "VBG" or at.dep_ != "advcl":
            return found
        acting = [Argument("subject", n) for n in nearer_subject(at)]
        return [*acting, *(a for a in found if a not in idle)] if acting else found

    def _told(self, noun: Token) -> bool:
        """Does a noun belong to another trigger ("shot down missiles fired from the sea")?"""
        head = noun.head.head if noun.dep_ == "pobj" else noun.head
        return head.pos_ == "VERB" and bool(self._rows(head, noun=False))

    def _follows(self, verb: Token) -> bool:
        """Does the verb tell what another trigger's act did ("shelled the town, killing five")?"""
        if self._light(verb) != "event" or verb.dep_ not in ("advcl", "conj"):
            return False
        if verb.tag_ != "VBG" and verb.dep_ != "conj":
            return False
        head = verb.head
        if reduced(head) == verb:
            return False
        return head.pos_ == "VERB" and (bool(self._rows(head, noun=False)) or self._light(head) is not None)

    def _take_up(self, objects: list[Token], row: Trigger) -> list[Argument]:
        """Take the event nouns under a verb for the verb: what belongs to them belongs to it."""
        more = []
        for noun in objects:
            if self._rows(noun, noun=True) or self.kinds.of(noun) & HAPPENING:
                self.consumed.add(noun.i)
                for role, head in of_noun(noun):
                    party = self.kinds.of(head) & frozenset(("force", "group", "country"))
                    if role == "modifier" and not party:
                        continue
                    if row.frame == "repel":
                        role = {"poss": "object", "by": "object", "modifier": "object"}.get(role, role)
                    if role != "object" or party:
                        more.append(Argument(role, head))
        return more

    def _noun(self, noun: Token, taken: set[int]) -> Telling | None:
        if (noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i) or self.kinds.groups.get(noun.i) == "equipment":
            return None
        if noun.lemma_.lower() in GATHERING and any(self._rows(n, noun=True) for r, n in of_noun(noun) if r == "of"):
            return None
        own = of_noun(noun)
        top = leading(noun)
        verb, lent = self._lent(top)
        found = own + lent
        rows, instruments = self._rows(noun, noun=True), tools(found, self.kinds)
        for row, words in fitting(rows, clause_of(found, noun, self.kinds), instruments, self.kinds):
            if row.type == "none":
                return None
            found = [a for a in found if a.head not in words or self.kinds.weapon(a.head)]
            first, last = min(w.i for w in words), max(w.i for w in words)
            light = verb is not None and verb.i not in taken and verb.i not in self.effects
            alone = light and len([n for n in coordinated(top) if self._rows(n, noun=True)]) == 1
            if lent and row.type == "explosion" and self._light(top.head) == "planner":
                row = replace(row, type=PLANNED)
            span = (verb.i, verb.i + 1) if verb is not None and alone else (first, last + 1)
            return Telling(
                noun,
                span,
                row,
                found,
                noun=True,
                definite=_definite(noun) or self._again(noun, row, taken),
                light=verb is not None or bool(lent),
            )
        return None

    def _again(self, noun: Token, row: Trigger, taken: set[int]) -> bool:
        """Does the noun only name again what its verb tells ("swept across the border in an offensive")?"""
        return row.type == "assault" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.i in taken

    def _lent(self, noun: Token) -> tuple[Token | None, list[Argument]]:
        """The light verb over an event noun, where it tells the event with it, and the arguments that it lends."""
        verb, role = noun.head, None
        if noun.dep_ == "pobj":
            verb = noun.head.head
            phrase = f"{verb.lemma_.lower()} {noun.head.lower_}"
            role = self.light.get(phrase) if verbal(verb) else None
        elif noun.dep_ in ("dobj", "nsubjpass") and verbal(verb):
            role = self._light(verb)
        if role in ("actors", "targets", "planner"):
            lent = arguments(verb)
            as_role = "object" if role == "targets" else "subject"
            turned = [Argument(as_role, a.head) for a in lent if a.role == "subject"]
            others = [a for a in lent if a.role not in ("subject", "object") and a.head.i != noun.i]
            return (None if role == "planner" else verb), turned + others
        hit = self._hit(noun)
        if hit:
            return None, hit
        if verbal(verb) and noun.dep_ in ("nsubj", "nsubjpass"):
            return None, [a for a in arguments(verb) if a.role in BESIDE]
        return None, []

    def _hit(self, cause: Token) -> list[Argument]:
        """What the verb tells that a cause did, as arguments of the cause: whom it hit, where."""
        effect = next((v for v, n in self.effects.items() if n.i == cause.i), None)
        if effect is None:
            return []
        told = self.doc[effect]
        lent = arguments(told)
        hit = [a for a in lent if a.role == "object"] or [
            Argument("object", n) for n in surface_subject(told) if cause.dep_ not in ("nsubj", "csubj")
        ]
        aimed = [c for c in cause.children if c.lower_ in ("on", "against", "of", "at")]
        if any("place" not in self.kinds.of(n) and n.i not in self.dated for c in aimed for n in under(c)):
            hit = []
        return hit + [a for a in lent if a.role not in ("object", "subject", "by") and a.head.i != cause.i]


def _definite(noun: Token) -> bool:
    """Is the event told as known: "the attack", "such raids", "the deadliest attack", "it was the ninth attack"?"""
    if any(c.lower_ in DEFINITE or c.tag_ in ("JJS", "RBS") for c in noun.children):
        return True
    return noun.dep_ == "attr" and any(c.lower_ in ("it", "this", "that") for c in noun.head.children)


def _asked(telling: Telling, over: Telling) -> bool:
    """Does a telling stand in what another one asks for or threatens?"""
    allowed = OVER_CLAUSE.get(over.trigger.type)
    if allowed is None or telling is over or telling.trigger.type in allowed or over.noun:
        return False
    word = telling.head
    for _ in range(6):
        if word.head.i == over.head.i:
            return word.dep_ in ("xcomp", "ccomp") or (word.dep_ == "prep" and word.lower_ in ("for", "to"))
        word = word.head
    return False
