"""`factx evaluate`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.evaluation import Evaluation, GoldReport
    from factx.evaluation.marks import Mark
    from factx.evaluation.matching import Fault


def _layers(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """The layers whose errors are wanted; null where none are."""
    if value is None:
        return None
    from factx import evaluation

    known = (*evaluation.LAYERS, "marks")
    asked = tuple(" ".join(name.replace("-", " ").split()) for name in value.split(","))
    if unknown := sorted(set(asked) - {*known, "all"}):
        raise click.BadParameter(f"no such layer: {', '.join(unknown)}; there are {', '.join(known)}")
    return known if "all" in asked else asked


@click.command()
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--records", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Score these records (JSON Lines; of any tool) instead of making them.")  # fmt: skip
@click.option("--errors", "layers", is_flag=False, flag_value="all", callback=_layers, metavar="[LAYER,...]",
              help="List what was missed and what is wrong, in all layers or in these.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("auto", "table", "json")), default="auto", show_default=True,
              help="auto: tables on a terminal, otherwise JSON.")  # fmt: skip
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
@click.option("--lexicon", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False), help="Your own tables, on top of ours.")  # fmt: skip
@click.pass_context
def evaluate(
    ctx: click.Context,
    gold: Path,
    records: Path | None,
    layers: tuple[str, ...] | None,
    form: str,
    model: str | None,
    folders: tuple[str, ...],
) -> None:
    """Score factx on reports that you annotated, or by the marks that you set in the page of `factx view`.

    GOLD is a folder with NAME.txt and NAME.json for each report, or with NAME.marks.jsonl, or a file of marks.

    Exit code: 0; 1 where a gold file or a report is bad (the rest are scored); 2 on wrong usage.
    """
    from factx.evaluation import marks

    complaints = _Complaints()
    files = sorted(gold.glob(f"*{marks.SUFFIX}")) if gold.is_dir() else [gold]
    marked = marks.last(complaints.kept(chain.from_iterable(map(marks.read, files))))
    evaluation = None
    if gold.is_dir():
        evaluation = _scores(gold, records, model, folders, complaints)
    if evaluation is None and not marked:
        if not complaints.count:
            raise FactxError(str(gold), "holds neither NAME.txt with NAME.json nor marks of `factx view`")
        ctx.exit(1)
    _print(evaluation, marked, layers, form == "table" or (form == "auto" and sys.stdout.isatty()))
    ctx.exit(1 if complaints.count else 0)


class _Complaints:
    """Says on standard error what is wrong with an input, and counts it."""

    count = 0

    def say(self, error: FactxError) -> None:
        self.count += 1
        click.echo(f"factx: {error}", err=True)

    def kept(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items that are no errors."""
        for item in items:
            if isinstance(item, FactxError):
                self.say(item)
            else:
                yield item


def _scores(
    folder: Path, records: Path | None, model: str | None, folders: tuple[str, ...], complaints: _Complaints
) -> Evaluation | None:
    """The scores of the folder's gold reports; null where none can be read."""
    from factx import evaluation
    from factx.evaluation.records import read

    reports: list[GoldReport] = list(complaints.kept(evaluation.read(folder)))
    if not reports:
        return None
    rows = read(records) if records else _made(reports, model, folders, complaints)
    scores = evaluation.evaluate(reports, rows)
    for name in scores.absent if records else ():
        complaints.say(FactxError(name, f"is in {folder} and not in {records}: it counts as a report of no records"))
    return scores


def _made(
    reports: Sequence[GoldReport], model: str | None, folders: tuple[str, ...], complaints: _Complaints
) -> Iterator[dict[str, Any]]:
    """What factx makes of the reports; the day of the gold is that of a report which does not tell its own."""
    import factx
    from factx import intake
    from factx.output.encode import to_dict

    def inputs() -> Iterator[Any]:
        for report in reports:
            day = report.gold.published
            published = date.fromisoformat(day) if day else None
            yield from intake.read([str(report.path)], published=published, force=True, lexicon=folders)

    for records in complaints.kept(factx.load(model, folders).stream(inputs())):
        yield from map(to_dict, records)


def _print(evaluation: Evaluation | None, marked: list[Mark], layers: tuple[str, ...] | None, table: bool) -> None:
    from factx.evaluation import shown
    from factx.evaluation.marks import faults, verdicts

    by_layer = {layer: score.faults for layer, score in evaluation.layers.items()} if evaluation else {}
    by_layer["marks"] = tuple(faults(marked))
    chosen = [f for layer in layers or () for f in sorted(by_layer.get(layer, ()), key=_where)]
    if not table:
        click.echo(shown.to_json(evaluation, verdicts(marked), None if layers is None else chosen))
        return
    from rich.console import Console

    from factx.output import screen

    screen.degrade(sys.stdout)
    console = Console()
    parts = chain(
        shown.score_table(evaluation) if evaluation else (),
        [shown.verdict_table(verdicts(marked))] if marked else (),
        shown.fault_list(chosen),
    )
    for part in parts:
        console.print(part)


def _where(fault: Fault) -> tuple[str, tuple[int, int]]:
    return fault.report, fault.span or (0, 0)
