"""The nouns of factx: what a document is, what a finding is, and the records that are printed.

The record types are the product's API: their field names are the record contract, version 1, and `factx schema`
prints the JSON Schema that is generated from them. Everything here is frozen; offsets are Unicode code points into
the decoded text of the input, `end` exclusive, and `text` is exactly that slice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

# ------------------------------------------------------------------------------------------------ inside the pipeline

ZoneKind = Literal["headline", "dateline", "byline", "stamp", "caption", "boilerplate", "teaser"]
#: Zones that yield nothing. A headline and an inline dateline are body; the others are kept out of every record.
SILENT: frozenset[str] = frozenset({"byline", "stamp", "caption", "boilerplate", "teaser"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that is not plain body, and what it is."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Document:
    """One report as received. `text` is never rewritten; `cased` is the same length, with case restored for the model
    where the report is in capitals (else the same string)."""

    id: str
    path: str
    text: str
    cased: str
    sha256: str
    published: date | None = None
    updated: date | None = None
    title: str | None = None
    language: str | None = None
    zones: tuple[Zone, ...] = ()
    duplicate_of: str | None = None
    similarity: float | None = None  #: where it is read as a copy of `duplicate_of`: the share of wording they share
    warnings: tuple[str, ...] = ()

    @property
    def silent(self) -> tuple[Zone, ...]:
        """The zones out of which no record may come."""
        return tuple(z for z in self.zones if z.kind in SILENT)


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding, lifted out of spaCy: which group found it, its label there, where it stands and what was noted.

    `group` is "places", "people", "organisations", "equipment", "dates" or "quantities"; `notes["rule"]` names the
    evidence it rests on, which sets the record's confidence.
    """

    group: str
    label: str
    start: int
    end: int
    text: str
    sentence: Sentence
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and everything that was found in it, in the order of the text: what the facts are made of."""

    document: Document
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]

    def of(self, group: str) -> list[Mention]:
        """The mentions of one group."""
        return [m for m in self.mentions if m.group == group]


# ------------------------------------------------------------------------------------------------ inside the records


@dataclass(frozen=True, slots=True)
class Slice:
    """Words of the report: `text` is exactly the characters `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How a place is tied to the spot meant, "15 km north of X", "between X and Y": the words, and what they say."""

    start: int
    end: int
    text: str
    kind: Literal["near", "direction", "distance", "between", "within", "border", "toward", "from"]
    bearing: str | None = None  #: N, NNE, NE … as the words give it
    distance_km: float | None = None
    other: str | None = None  #: the other end of a "between"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    start: int
    end: int
    text: str
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for a record: what they are resolved to, and its country. `id` is null where no record is."""

    text: str
    start: int
    end: int
    name: str
    id: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the report gives it: the title without its organisation, what it belongs to, where it says so."""

    title: str
    of: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SI:
    """A measure in SI units; the bounds convert as the value does."""

    value: float | None
    min: float | None
    max: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the source (null where only "reportedly" or the like says it), and the cue's words and place."""

    source: Reference | None
    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Acled:
    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class Plover:
    event: str
    mode: str | None


Number = int | float | None
Precision = Literal["minute", "hour", "day", "week", "month", "season", "year", "decade", "interval"]
PlaceType = Literal["country", "admin1", "admin2", "settlement", "region", "water", "facility", "other"]
OrganisationType = Literal[
    "government", "military", "military_unit", "armed_group", "igo", "ngo", "media", "company", "other"
]
EquipmentClass = Literal[
    "tank", "ifv", "apc", "vehicle", "artillery", "mortar", "mlrs", "air_defence", "missile", "bomb", "drone",
    "aircraft", "helicopter", "ship", "naval_drone", "mine", "small_arms", "radar", "ammunition", "infrastructure",
    "other",
]  # fmt: skip

Assertion = Literal["asserted", "claimed", "denied", "negated", "planned", "possible", "conditional"]
EventType = Literal[
    "assault", "clash", "advance", "withdrawal", "capture", "repelled_attack", "siege", "incursion", "ambush",
    "airstrike", "drone_strike", "missile_strike", "shelling", "explosion", "interception", "naval_attack",
    "killing", "abduction", "arrest", "sexual_violence", "displacement", "evacuation", "release", "prisoner_exchange",
    "deployment", "mobilisation", "arms_supply", "destruction", "looting", "blockade",
    "ceasefire", "negotiation", "agreement", "sanction", "threat", "accusation", "demand", "protest", "aid_delivery",
    "election", "coup",
]  # fmt: skip
CasualtyStatus = Literal[
    "killed", "wounded", "captured", "missing", "displaced", "abducted", "detained", "evacuated", "released"
]
Who = Literal["civilian", "military", "child", "medic", "journalist", "aid_worker", "police", "mixed", "unknown"]
LossStatus = Literal["destroyed", "damaged", "captured", "intercepted", "lost"]

# ------------------------------------------------------------------------------------------------ the records


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    id: str
    path: str
    title: str | None
    published: str | None
    updated: str | None
    language: str | None
    sha256: str
    chars: int
    words: int
    boilerplate: list[tuple[int, int]]
    duplicate_of: str | None
    warnings: list[str]
    model: str
    gazetteer: str
    version: str
    similarity: float | None = None  #: of a copy, which has no facts of its own: the share of wording (1: identical)
    text: str | None = None
    kind: Literal["document"] = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What every record but the document's has."""

    id: str
    doc: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    rule: str = ""  #: what found it: the evidence that its confidence was measured on


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord(Found):
    mentions: list[PlaceMention]
    name: str
    type: PlaceType
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    candidates: int
    approximate: bool = False  #: the point is known to the tenth of a degree or so only
    reason: str | None = None  #: why there is no point
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Found):
    mentions: list[Slice]
    name: str
    roles: list[Role]
    country: str | None
    kind: Literal["person"] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord(Found):
    mentions: list[Slice]
    name: str
    type: OrganisationType
    country: str | None
    kind: Literal["organisation"] = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentRecord(Found):
    mentions: list[Slice]
    name: str
    class_: Annotated[EquipmentClass, Field(alias="class")]
    designation: str | None
    kind: Literal["equipment"] = "equipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord(Found):
    mentions: list[Slice]
    text: str
    start: str | None
    end: str | None
    precision: Precision
    edtf: str | None
    relative: bool
    reason: str | None = None  #: why it is on no calendar
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRecord(Found):
    mentions: list[Slice]
    text: str
    value: Number
    min: Number
    max: Number
    unit: str
    dimension: str
    of: str | None
    si: SI | None = None
    subset_of: str | None = None  #: the quantity that this one is a part of ("including", "among them")
    kind: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord(Found):
    mentions: list[Slice]  #: the trigger, then the retellings
    type: EventType
    trigger: Slice
    actors: list[Reference]
    targets: list[Reference]
    places: list[Reference]
    weapons: list[Reference]
    start: str | None
    end: str | None
    precision: Precision | None
    attribution: Attribution | None
    assertion: Assertion
    also: list[Slice]
    evidence: Sentence
    acled: Acled | None
    plover: Plover | None
    kind: Literal["event"] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyRecord(Found):
    mentions: list[Slice]
    text: str
    status: CasualtyStatus
    who: Who
    value: Number
    min: Number
    max: Number
    event: str | None
    place: Reference | None
    start: str | None
    end: str | None
    attribution: Attribution | None
    assertion: Assertion
    evidence: Sentence
    subset_of: str | None = None  #: the casualty record that this one is a part of
    kind: Literal["casualty"] = "casualty"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRecord(Found):
    mentions: list[Slice]
    text: str
    item: str
    class_: Annotated[EquipmentClass, Field(alias="class")]
    status: LossStatus
    value: Number
    min: Number
    max: Number
    side: str | None
    event: str | None
    attribution: Attribution | None
    assertion: Assertion
    evidence: Sentence
    kind: Literal["loss"] = "loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord(Found):
    mentions: list[Slice]
    speaker: Reference | None
    cue: str | None
    direct: bool
    quote: str
    channel: str | None
    date: str | None
    evidence: Sentence
    kind: Literal["statement"] = "statement"


Record = (
    DocumentRecord
    | PlaceRecord
    | PersonRecord
    | OrganisationRecord
    | EquipmentRecord
    | DateRecord
    | QuantityRecord
    | EventRecord
    | CasualtyRecord
    | LossRecord
    | StatementRecord
)
KINDS: tuple[str, ...] = tuple(
    "document place person organisation equipment date quantity event casualty loss statement".split()
)


def record_id(doc: str, kind: str, spans: Iterable[tuple[int, int]], type_: str = "") -> str:
    """A record's id: the same for the same words of the same document on every machine, never a running number."""
    where = ",".join(f"{a}-{b}" for a, b in spans)
    return kind[:3] + "-" + hashlib.sha256(f"{doc}|{kind}|{where}|{type_}".encode()).hexdigest()[:16]
