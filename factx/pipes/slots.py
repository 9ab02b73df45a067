"""The slots of an event: which noun phrases of the text stand for its actors, targets, places and weapons."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from factx.pipes.kinds import Kinds
from factx.pipes.nounphrases import meant, noun_phrase
from factx.pipes.pronouns import FAR, antecedent
from factx.syntax import WORDS, Argument
from factx.values.events.frames import COMMON, slot
from factx.values.events.triggers import Trigger

Stretch = list[int]
#: What makes a noun one that was spoken of before.
DEFINITE = frozenset("the this that same".split())
#: In which role the noun phrase of each stretch of each slot stands.
Roles = dict[str, list[str]]
NAMES = ("actors", "targets", "places", "weapons")
#: What can act.
ACTING = frozenset("force group country government person civilian pronoun named unit aircraft artillery ship".split())
#: Types whose object, where it is "it", is a place or a building; and the kinds of such.
SEIZED = frozenset("capture siege assault shelling airstrike destruction looting advance".split())
GROUND = frozenset("territory building".split())
#: What "they" may stand for.
PEOPLE = frozenset("force civilian person".split())
#: What happens, is agreed on or is measured: it fills no slot.
IDLE = frozenset("measure attack blast fire hostility blow talk truce agreement sanction opinion control".split())
#: Kinds of carriers of weapons that act in their own name ("Turkish artillery fired").
MANNED = frozenset("aircraft helicopter ship artillery mortar mlrs tank vehicle ifv apc air_defence".split())
#: Types in which a country is a party, and no place.
BETWEEN_STATES = frozenset(
    "accusation demand threat sanction negotiation agreement ceasefire arms_supply aid_delivery"
    " prisoner_exchange".split()
)
#: Types in which what moves acts, where nobody is said to move it.
MOVED = frozenset(("deployment", "withdrawal"))
#: Only these types are told by what they were done with.
ARMED = frozenset(
    "assault clash ambush airstrike drone_strike missile_strike shelling explosion interception naval_attack killing"
    " arms_supply destruction incursion siege".split()
)


class Slots:
    """Fills the slots of the events of one Doc."""

    def __init__(self, doc: Doc, kinds: Kinds) -> None:
        self.kinds = kinds
        self.places = {s.end - 1: [s.start_char, s.end_char] for s in doc.spans.get("places", ())}
        dates = doc.spans.get("dates", ())
        self.dates = {i: [s.start_char, s.end_char] for s in dates for i in range(s.start, s.end)}
        self.counted = {s.start_char for s in dates if _counted(doc, s.start)}

    def of(
        self, when: list[Token], trigger: Trigger, arguments: list[Argument]
    ) -> tuple[dict[str, list[Stretch] | None], Roles]:
        """The noun phrases of each slot, as `[start, end]` in characters of the Doc, and "time": the dates in the
        words `when`, None where it has none; and the roles of the former."""
        found: dict[str, list[Stretch]] = {name: [] for name in NAMES}
        self.stands: list[Stretch] = []
        roles: dict[tuple[int, int], str] = {}
        for role, noun in arguments:
            for each in (*self._joined(noun), noun):
                if not self._dated(each):
                    self._put(found, role, each, trigger.frame, trigger.type)
            roles |= {(a, b): role for of in found.values() for a, b in of if (a, b) not in roles}
        for name in NAMES:
            found[name] = _once(found[name])
        if trigger.type in MOVED and not found["actors"]:  # "the brigade was sent" is told of the brigade
            found["actors"], found["targets"] = found["targets"], []
        taken = found["actors"]
        found["targets"] = [t for t in found["targets"] if t not in taken]
        said = {name: [roles[a, b] for a, b in of] for name, of in found.items()}
        return {**found, "time": self._dates(when) or None, "stands": self.stands}, said

    def _put(self, found: dict[str, list[Stretch]], role: str, noun: Token, frame: str, type_: str) -> None:
        name = slot(frame, role)
        noun = self._apposed(meant(noun))
        kinds = self.kinds.of(noun)
        if role in COMMON and COMMON[role] == "places":
            found["places"] += self._places(noun)
            if name == "places":
                return
        if name in (None, "event", "places") or kinds & IDLE:
            if name == "places":
                found["places"] += self._places(noun)
            return
        if name in ("targets", "weapons") or (noun.dep_ == "pobj" and noun.head.dep_ == "agent"):
            self._places_beside(found, noun)
        if self.kinds.weapon(noun) and self._weapon(found, name, role, noun, kinds, type_):
            return
        if name == "weapons":
            return
        if noun.pos_ in ("NUM", "PUNCT", "SYM", "ADV"):
            return
        if name == "targets" and (spot := self._spot(noun)):
            found["places"].append(spot)  # the facts tell whether it is a place or, where none was named, a target
        party = type_ in BETWEEN_STATES and "country" in kinds
        if not party and self._is_place(noun, kinds) and (name == "targets" or role == "modifier"):
            found["places"] += self._places(noun)
            return
        if noun.lower_ == "it" and role == "object" and type_ in SEIZED and (it := self._it(noun)) is not None:
            self._put(found, role, it, frame, type_)
            return
        if (stood := antecedent(noun, self._people)) is not None:
            self.stands.append([noun.idx, noun.idx + len(noun), *self._phrase(stood)])
        if name == "actors" and (not kinds & ACTING or (role == "modifier" and not self._names_party(noun, kinds))):
            return
        found[name].append(list(self._phrase(noun)))

    def _apposed(self, noun: Token) -> Token:
        """The name in apposition to a noun that is none: "its chief, Ann Lee"."""
        if noun.i in self.kinds.names or noun.tag_ != "NN":
            return noun
        named = (c for c in noun.children if c.dep_ == "appos" and c.i > noun.i)
        return next((c for c in named if self.kinds.groups.get(c.i) in ("people", "organisations")), noun)

    def _joined(self, noun: Token) -> list[Token]:
        """The people whom the parse takes for modifiers of the one that they are coordinated with."""
        if self.kinds.groups.get(noun.i) != "people":
            return []
        left = [c for c in noun.children if c.i < noun.i]
        left += [c for child in left for c in child.children if c.i < child.i]
        people = self.kinds.groups
        return [c for c in left if people.get(c.i) == "people" and any(d.dep_ == "cc" for d in c.children)]

    def _places_beside(self, found: dict[str, list[Stretch]], noun: Token) -> None:
        """The places under a noun that are the event's: "attacked a bus near Raqqa"."""
        for child in noun.children:
            if child.dep_ == "prep" and COMMON.get(child.lower_) == "places":
                for inner in child.children:
                    found["places"] += self._places(inner)

    def _weapon(
        self,
        found: dict[str, list[Stretch]],
        name: str | None,
        role: str,
        noun: Token,
        kinds: frozenset[str],
        type_: str,
    ) -> bool:
        """Put a weapon where it belongs; False where it is a target like any other."""
        if name == "targets":
            return False
        if type_ in ARMED or role == "using":
            found["weapons"].append(list(self._phrase(noun)))
        if name == "actors" or role == "subject":
            owners = [c for c in noun.children if c.i in self.kinds.nations or c.dep_ == "poss"]
            if kinds & MANNED and role == "subject" and name == "actors":
                found["actors"].append(list(self._phrase(noun)))
            else:
                found["actors"] += [list(self._phrase(o)) for o in owners]
        return True

    def _names_party(self, noun: Token, kinds: frozenset[str]) -> bool:
        """Does a modifier name who acts: an adjective of a people, a body, a kind of fighter?"""
        if noun.i in self.kinds.nations or noun.i in self.kinds.names:
            return True
        return noun.dep_ != "amod" and bool(kinds & frozenset(("force", "group")))

    def _is_place(self, noun: Token, kinds: frozenset[str]) -> bool:
        if "territory" not in kinds:
            return False
        return "place" in kinds or "country" in kinds or bool(self._named(noun))

    def _places(self, noun: Token) -> list[Stretch]:
        """The places in a noun phrase: those named, else itself where it speaks of one named before."""
        named, spot = self._named(noun), self._spot(noun)
        return named or ([spot] if spot else [])

    def _named(self, noun: Token) -> list[Stretch]:
        """The named places in a noun phrase, without those of its clauses."""
        if noun.lower_ == "there":
            return [self.places[t.i] for t in _back(noun) if t.i in self.places][:1]
        held, inside = [noun], [noun.i]
        while held and len(inside) < WORDS:
            word = held.pop()
            for child in word.children:
                if child.dep_ not in ("relcl", "acl", "advcl", "poss") and not (child.dep_ == "prep" and _apart(child)):
                    held.append(child)
                    inside.append(child.i)
        return [self.places[i] for i in sorted(inside) if i in self.places]

    def _it(self, pronoun: Token) -> Token | None:
        """The last place or building of the sentence before an "it" that is seized or hit."""
        return next((t for t in _back(pronoun) if t.tag_ in ("NN", "NNP") and self.kinds.of(t) & GROUND), None)

    def _people(self, noun: Token) -> bool:
        return bool(self.kinds.of(noun) & PEOPLE)

    def _spot(self, noun: Token) -> Stretch | None:
        """ "The town", "the same region": a place named before, which the facts look for."""
        alone = all(c.dep_ == "det" or c.lower_ == "same" for c in noun.children if c.i < noun.i or c.lower_ == "of")
        definite = any(c.lower_ in DEFINITE for c in noun.children)
        if not (alone and definite) or noun.tag_ != "NN" or "territory" not in self.kinds.of(noun):
            return None
        return list(self._phrase(noun))

    def _phrase(self, noun: Token) -> tuple[int, int]:
        return noun_phrase(noun, self.kinds.names.get(noun.i))

    def _dated(self, noun: Token) -> bool:
        return noun.i in self.dates

    def _dates(self, when: list[Token]) -> list[Stretch]:
        if not self.dates:
            return []
        return _once([d for t in when if (d := self.dates.get(t.i)) and d[0] not in self.counted])


def _back(token: Token) -> Iterator[Token]:
    """The words of a token's sentence before it, the nearest first, as far as anything is looked for."""
    return reversed(token.doc[max(token.sent.start, token.i - FAR) : token.i])


def _counted(doc: Doc, start: int) -> bool:
    """Does a date say only since when something is counted: "for the second time since August", "was the third attack
    since August"?"""
    since = doc[start] if doc[start].lower_ == "since" else doc[max(0, start - 1)]
    if since.lower_ != "since" or not since.i:
        return False
    return since.nbor(-1).lower_ in ("time", "times") or any(t.lemma_ == "be" for t in (since.head, since.head.head))


def _apart(preposition: Token) -> bool:
    return preposition.lower_ in ("with", "for", "by", "since", "after", "before")


def _once(stretches: list[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    for s in sorted(stretches):
        if s not in kept:
            kept.append(s)
    return kept
