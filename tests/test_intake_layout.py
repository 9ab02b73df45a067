"""Zones, the day of the report and line breaks, on reports laid out as pages, feeds and bulletins are."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.intake import document, line_breaks

KINDS = {
    "h": "headline", "d": "dateline", "s": "stamp", "y": "byline", "c": "caption", "t": "teaser", "b": "boilerplate",
}  # fmt: skip


def _cases():
    path = Path(__file__).parent / "cases" / "intake_layout.txt"
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, body = block.partition("\n")
        name, _, day = head.partition(" | ")
        yield pytest.param(day.strip(), body.rstrip("\n").split("\n"), id=name)


def _read(rows):
    """The text of a case, its zones as (kind, words), and the offsets of its line breaks."""
    text, zones, breaks = "", [], []
    for row in rows:
        mark, bar, line = row.partition("| ")
        if bar:
            if mark.strip() != "+":
                breaks.append(len(text))
            before, dash, rest = line.partition("||")
            if dash:
                zones.append((KINDS["d"], before.strip()))
                breaks.append(len(text) + len(before))
                line = before + rest
            elif mark.strip() in KINDS:
                zones.append((KINDS[mark.strip()], line.strip()))
        text += line + "\n"
    return text, zones, breaks


@pytest.mark.parametrize(("day", "rows"), list(_cases()))
def test_zones(day, rows):
    text, zones, breaks = _read(rows)
    read = document(text)
    assert [(z.kind, text[z.start : z.end].strip()) for z in read.zones] == zones
    assert str(read.published or "-") == day
    assert line_breaks(read) == breaks
