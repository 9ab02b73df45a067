"""Scores, faults and verdicts for a person, as tables, and for a program, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from factx.evaluation.marks import Verdict
from factx.evaluation.matching import Fault
from factx.evaluation.scores import Evaluation
from factx.output.screen import line

_SIDE = {"missed": "red", "wrong": "yellow"}


def to_json(evaluation: Evaluation | None, marks: Sequence[Verdict], faults: Sequence[Fault] | None) -> str:
    """`faults` are left out where they were not asked for (null)."""
    shown: dict[str, Any] = {}
    if evaluation:
        shown |= {
            "reports": evaluation.reports,
            "mean": round(evaluation.mean, 4),
            "off": evaluation.off,
            "leaks": evaluation.leaks,
            "layers": {
                layer: {
                    "p": round(s.precision, 4),
                    "r": round(s.recall, 4),
                    "f": round(s.f1, 4),
                    "right": s.right,
                    "found": s.found,
                    "gold": s.gold,
                }
                for layer, s in evaluation.layers.items()
            },
        }
    if marks:
        shown["marks"] = [
            {"kind": v.kind, "rule": v.rule, "right": v.right, "wrong": v.wrong, "p": round(v.precision, 4)}
            for v in marks
        ]
    if faults is not None:
        shown["errors"] = [_plain(f) for f in faults]
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _plain(fault: Fault) -> dict[str, Any]:
    start, end = fault.span or (None, None)
    where = {"layer": fault.layer, "report": fault.report, "side": fault.side, "start": start, "end": end}
    return {**where, "text": fault.text, "says": fault.says}


def score_table(evaluation: Evaluation) -> Iterator[RenderableType]:
    table = _table("layer", "precision", "recall", "F1", "right", "found", "gold")
    for layer, s in evaluation.layers.items():
        shares = (f"{100 * share:.1f}" for share in (s.precision, s.recall, s.f1))
        table.add_row(layer, *shares, *(f"{count:,}" for count in (s.right, s.found, s.gold)))
    table.add_row("mean", "", "", Text(f"{100 * evaluation.mean:.1f}", "bold"))
    yield table
    yield Text(
        f"{evaluation.reports} reports; {evaluation.off} ids repeated or offsets off; "
        f"{evaluation.leaks} records out of boilerplate",
        "dim",
    )


def verdict_table(verdicts: Sequence[Verdict]) -> Table:
    table = _table("marked", "rule", "precision", "right", "wrong")
    table.columns[1].justify = "left"
    for v in verdicts:
        table.add_row(v.kind, line(v.rule), f"{100 * v.precision:.1f}", str(v.right), str(v.wrong))
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for i, head in enumerate(heads):
        table.add_column(head, justify="right" if i else "left", no_wrap=True)
    return table


def fault_list(faults: Sequence[Fault]) -> Iterator[RenderableType]:
    """Layer by layer, each with its place in its report."""
    for layer in dict.fromkeys(f.layer for f in faults):
        yield ""
        yield Rule(Text(layer, "bold"), align="left", style="dim")
        for fault in (f for f in faults if f.layer == layer):
            yield _row(fault)


def _row(fault: Fault) -> Table:
    where = fault.report + ("" if fault.span is None else f":{fault.span[0]}-{fault.span[1]}")
    text = Text.assemble((line(where), "dim"), "  ", (line(fault.text), "bold"))
    if fault.says != fault.text:
        text.append(f"  {line(fault.says)}")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=6, no_wrap=True)
    grid.add_column()
    grid.add_row(Text(fault.side, _SIDE[fault.side]), text)
    return grid
