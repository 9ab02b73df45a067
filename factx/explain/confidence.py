"""Why a record is as sure as it is: the counts of its rule and of its kind, and how the two make one figure."""

from __future__ import annotations

from factx.explain.grounds import Step, code, table
from factx.facts import confidence
from factx.schema import Record


def step(record: Record) -> Step | None:
    """The confidence of a record with its rows of `models/calibration.tsv`."""
    if record.kind == "document":
        return None
    rule, kind = confidence.counted(record.kind, record.rule)
    because = []
    if rule:
        because.append(
            f"of the records found by {record.kind} / {record.rule}, {_share(rule)} were right on our reports"
        )
    else:
        because.append(f"records found by {record.kind} / {record.rule} were too few to be counted: it has no row")
    if kind:
        because.append(f"of all {record.kind} records, {_share(kind)} were right on reports that no rule was made with")
    because.append(
        f"the rule's share is drawn to the kind's as if by {confidence.PRIOR} records more: {record.confidence:.2f}"
    )
    lowered = _lowered(rule, kind)
    sources = table([r.source for r in (rule, kind) if r])
    return Step("confidence", f"{record.confidence:.2f}: {lowered}", tuple(because), (*sources, code(_CODE)))


_CODE = "factx.facts.confidence:share"


def _share(row: dict[str, str]) -> str:
    return f"{row['right']} of {row['total']}"


def _lowered(rule: dict[str, str] | None, kind: dict[str, str] | None) -> str:
    """What keeps it from being certain."""
    wrong = {"the rule": _wrong(rule), "its kind": _wrong(kind)}
    told = [f"{what} was wrong {n} times in {of}" for what, (n, of) in wrong.items() if n]
    if rule is None:
        return "nothing was counted of the rule itself, so it is as sure as its kind: " + (told or ["never wrong"])[0]
    return "lowered since " + " and ".join(told) if told else "never wrong where it was counted"


def _wrong(row: dict[str, str] | None) -> tuple[int, int]:
    return (int(row["total"]) - int(row["right"]), int(row["total"])) if row else (0, 0)
