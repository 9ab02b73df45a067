"""The marks that a reader sets in the page of `factx view`: how often the records of each kind and rule were right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factx.errors import FactxError
from factx.evaluation.likeness import Row
from factx.evaluation.matching import Fault
from factx.evaluation.records import lines, parsed
from factx.schema import KINDS

SUFFIX = ".marks.jsonl"


@dataclass(frozen=True, slots=True)
class Mark:
    doc: str
    id: str
    kind: str
    rule: str
    start: int
    end: int
    text: str
    right: bool
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The marks of one kind and rule ("" where a mark does not tell its rule)."""

    kind: str
    rule: str
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)


def read(path: Path) -> Iterator[Mark | FactxError]:
    """The marks of a file; of a line that is none, what is wrong with it; of records instead of marks, that once."""
    for where, text in lines(path):
        try:
            row = parsed(text, where)
            if row.get("kind") in KINDS and "mark" not in row:
                yield FactxError(str(path), "holds records, not marks", f"factx evaluate GOLD --records {path}")
                return
            yield _mark(row, where)
        except FactxError as e:
            yield e


def _mark(row: Row, where: str) -> Mark:
    start, end, text = row.get("start"), row.get("end"), row.get("text")
    if not isinstance(row.get("id"), str) or not isinstance(row.get("doc"), str) or row.get("kind") not in KINDS:
        raise FactxError(where, "is no mark: it has no id, no doc or no kind that there is")
    if row.get("mark") not in ("right", "wrong"):
        raise FactxError(where, f"its mark is neither right nor wrong: {row.get('mark')!r}")
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(text, str) or end - start != len(text):
        raise FactxError(where, "its start and end do not fit its text")
    rule, note = (str(row.get(name) or "") for name in ("rule", "note"))
    return Mark(row["doc"], row["id"], row["kind"], rule, start, end, text, row["mark"] == "right", note)


def last(marks: Iterable[Mark]) -> list[Mark]:
    """Of a record that is marked more than once, the last mark."""
    return list({(m.doc, m.id): m for m in marks}.values())


def faults(marks: Iterable[Mark]) -> list[Fault]:
    """What was marked as wrong; of each its kind and the reader's note."""
    return [
        Fault("marks", m.doc, "wrong", (m.start, m.end), m.text, f"{m.kind} {m.note}".rstrip())
        for m in marks
        if not m.right
    ]


def verdicts(marks: Iterable[Mark]) -> list[Verdict]:
    """By kind and rule."""
    groups: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.kind, mark.rule), []).append(mark)
    ordered = sorted(groups.items(), key=lambda g: (KINDS.index(g[0][0]), g[0][1]))
    return [
        Verdict(kind, rule, sum(m.right for m in group), sum(not m.right for m in group))
        for (kind, rule), group in ordered
    ]
