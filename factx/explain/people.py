"""Why names are one person, and what the report says he or she is."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.schema import Mention, PersonRecord
from factx.values.people.joining import parts


def steps(record: PersonRecord, case: Case) -> Iterator[Step]:
    """The joined names, the roles, the country."""
    mentions = case.mentions(record)
    if len(mentions) > 1:
        full = parts(record.name)
        options = tuple(_named(m, record.name, full) for m in mentions)
        yield Step(
            "names", f"{len(mentions)} names are one person: {record.name}", (_JOINED,), (code(_GATHER),), options
        )
    rows = {str(said["title"]).casefold(): said["source"] for m in mentions for said in m.notes["roles"]}
    for role in record.roles:
        of = f" of {role.of}" if role.of else ""
        source = rows.get(role.title.casefold(), "")
        because = f"“{case.document.text[role.start : role.end]}”"
        yield Step("role", f"{role.title}{of}", (because,), (*table([source]), code(_ROLES)))
    if record.country:
        homes = [role.of for role in record.roles if role.of]
        because = f"what a role belongs to is of it: {', '.join(homes)}"
        yield Step("country", record.country, (because,), (code("factx.facts.people:_countries"),))


_GATHER = "factx.values.people.joining:gather"
_ROLES = "factx.values.people.roles:Grammar"
_JOINED = "a shorter form joins the person last named before it whose full form it fits, else the first after it"


def _named(m: Mention, name: str, full: tuple[str, ...]) -> dict[str, object]:
    own = parts(m.text)
    if own == full:
        why = "the full name" if m.text == name else "the full name, in another spelling"
    elif len(own) == 1:
        why = "the surname" if own[0] == full[-1] else "the first word of the name"
    else:
        why = "words of the name, in its order"
    return {"words": m.text, "at": m.start, "rule": m.notes["rule"], "is": why, "row": ", ".join(m.notes["source"])}
