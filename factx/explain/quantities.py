"""Why a quantity has its value, bounds and unit: the number's words, the words that bound it, the unit's row."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.schema import Mention, QuantityRecord
from factx.values.numerals import lexemes
from factx.values.quantities import Expression, grammar
from factx.values.units import known


def steps(record: QuantityRecord, case: Case) -> Iterator[Step]:
    """The number, its bounds, its unit and what it counts."""
    mention = next(iter(case.mentions(record)), None)
    if mention is None:
        return
    yield number(mention, case)
    if record.unit != "count":
        yield _unit(record, case)
    yield _of(record, case)
    if record.subset_of:
        whole = case.record(record.subset_of)
        words = f"“{whole.text}”" if isinstance(whole, QuantityRecord) else ""
        because = ("the words before it make it a part", "the nearest larger count in its sentence or the one before")
        yield Step("part", f"of {words} ({record.subset_of})", because, (code("factx.facts.quantities:_whole"),))


def number(mention: Mention, case: Case) -> Step:
    """The number that a mention says, with its bounds."""
    n = mention.notes
    decided = f"value {_said(n['value'])}, at least {_said(n['min'])}, at most {_said(n['max'])}"
    start, text = _sentence(mention, case)
    found = next((e for e in grammar(case.folders).expressions(text) if _inside(e, start, mention)), None)
    if found is None:
        return Step("number", decided, ("no numeral: the article or the noun itself tells one",), ())
    words = text[found.number : found.close]
    vague = [x.source for x in lexemes(words) if x.source]
    because = [f"the number is “{words}”"]
    before, after = text[found.start : found.number].strip(), text[found.close : found.end].strip()
    bounding = [c for c in found.cues if c.sense]
    if bounding:
        senses = {"min": "opens it upwards", "max": "opens it downwards", "about": "opens it both ways"}
        told = " and ".join(dict.fromkeys(senses.get(c.sense, f"is of sense {c.sense}") for c in bounding))
        because.append(f"“{before or after}” {told}")
    if vague:
        because.append("a vague word: bounds, and no value")
    rows = table([*vague, *(c.source for c in found.cues)])
    return Step("number", decided, tuple(because), (*rows, code("factx.values.quantities:Grammar._dress")))


def _sentence(mention: Mention, case: Case) -> tuple[int, str]:
    start, end = mention.sentence.start, max(mention.sentence.end, mention.end)
    return start, case.document.cased[start:end]


def _inside(e: Expression, start: int, mention: Mention) -> bool:
    return start + e.number < mention.end and mention.start < start + e.close


def _said(value: float | None) -> str:
    return "open" if value is None else f"{value:,}"


def _unit(record: QuantityRecord, case: Case) -> Step:
    unit = known(case.assembly.lexicon).symbol(record.unit)
    because = []
    if unit and record.si:
        offset = f" + {unit.offset:g}" if unit.offset else ""
        value = next((v for v in (record.value, record.min, record.max) if v is not None), None)
        converted = next((v for v in (record.si.value, record.si.min, record.si.max) if v is not None), None)
        because.append(f"in {record.si.unit}: {value} × {unit.factor:g}{offset} = {converted}")
    return Step("unit", f"{record.unit} ({record.dimension})", tuple(because), table(unit.source if unit else ()))


def _of(record: QuantityRecord, case: Case) -> Step:
    if record.of is None:
        return Step("counts", "nothing named", (), ())
    rows = []
    if record.rule == "article":
        words = record.of.casefold().split()
        named = {r["noun"]: r.source for r in case.assembly.lexicon.table("materiel")}
        rows = [named[w] for w in (" ".join(words[-2:]), words[-1]) if w in named][:1]
    own = record.of.split()[-1][:3].casefold() in record.text.casefold()
    because = (
        "the head of its noun phrase, in the singular" if own else "its noun is left out: what was counted before it"
    )
    return Step("counts", record.of, (because,), table(rows))
