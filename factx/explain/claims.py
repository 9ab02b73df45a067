"""Who says it, and whether it happened: the cue, its row, and the words in whose force it lies."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.schema import Assertion, Attribution, Mention, Reference


def steps(case: Case, said: tuple[int, int], told: tuple[int, int], how: Assertion, who: Attribution | None,
          whose: str = "") -> Iterator[Step]:  # fmt: skip
    """The steps of an attribution and an assertion: `said` are the words that somebody vouches for, `told` those that
    say whether it happened; `whose` explains an attribution that is another telling's."""
    yield attribution(case, said, who, whose)
    yield assertion(case, told, how, who)


def attribution(case: Case, said: tuple[int, int], who: Attribution | None, whose: str = "") -> Step:
    if who is None:
        return Step("attribution", "the report says it itself", (), (code("factx.facts.attribution:Attributions.of"),))
    statement = case.assembly.attributions.statement(*said)
    if statement is None or statement.notes["at"]["cue"] != [who.start, who.end]:
        statement = _of_cue(case, who)
    named = reference(who.source) if who.source else "nobody is named"
    because = [f"the cue is “{who.cue}”; it vouches for the words in which this stands"]
    because += [whose] if whose else []
    because += [f"who speaks: {named}"] if who.source else []
    rows = table(statement.notes["source"]) if statement else ()
    decided = f"{who.source.name if who.source else 'somebody not named'} says so"
    return Step("attribution", decided, tuple(because), (*rows, code("factx.facts.attribution:Attributions.of")))


def _of_cue(case: Case, who: Attribution) -> Mention | None:
    at = [who.start, who.end]
    return next((m for m in case.assembly.reading.of("statements") if m.notes["at"]["cue"] == at), None)


def assertion(case: Case, told: tuple[int, int], how: Assertion, who: Attribution | None) -> Step:
    cue = case.assembly.assertions.cue(*told)
    if cue is not None and cue.label == how:
        rows = table(cue.notes["source"]) or (code("factx.pipes.assertion:Assertion._cue"),)
        return Step("assertion", how, (f"it lies in the force of “{cue.text}”",), rows)
    by = (code("factx.facts.assertion:Assertions.of"),)
    if how == "claimed" and who is not None:
        return Step("assertion", how, ("no cue takes it out of what happened; somebody says so",), by)
    if how == "claimed":
        return Step("assertion", how, ("the word itself is a claim",), by)
    return Step(
        "assertion", how, ("no cue takes it out of what is said to have happened, and nobody else says so",), by
    )


def reference(r: Reference) -> str:
    """What words were resolved to."""
    if r.id is None:
        return f"“{r.text}”, no record of its own" + (f", of {r.country}" if r.country else "")
    return f"“{r.text}” is {r.name} ({r.id})" if r.text != r.name else f"“{r.text}” ({r.id})"
