"""What the tests of the page share: sizes, made-up reports, and what the text of a page is marked with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factx.view import Report

WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
TILES = "https://tiles.example/"
Page = Any
Open = Callable[..., Page]


def made_up(text: str, spans: list[tuple[int, int]], name: str | None = None) -> Report:
    """A report of these words with an organisation at each span; all that can be named is named `name`."""
    rows = [
        {"kind": "organisation", "id": f"o{i}", "doc": "d", "confidence": 0.5, "rule": name or "x", "type": "other",
         "name": name or text[a:b], "country": name, "mentions": [{"start": a, "end": b, "text": text[a:b]}]}
        for i, (a, b) in enumerate(spans)
    ]  # fmt: skip
    return Report({"kind": "document", "id": "d", "path": name or "d.txt", "title": name, "text": text}, rows)


def words_in(tab: Page) -> str:
    return str(tab.locator(".text").evaluate("e => e.textContent"))


def marked(tab: Page) -> list[dict[str, Any]]:
    """The pieces of the text with the kinds that they are marked with, in UTF-16 offsets."""
    piece = "({start: +e.dataset.start, end: +e.dataset.end, text: e.textContent, kinds: e.dataset.kinds})"
    return list(tab.locator(".text span[data-start]").evaluate_all(f"all => all.map(e => {piece})"))


def assert_marked(tab: Page, report: Report) -> None:
    """Every mention of every record is marked, with its kind, on exactly its words; nothing else is."""
    text: str = report.document["text"]
    units = text.encode("utf-16-le")
    pieces = marked(tab)
    wanted: dict[int, set[str]] = {}
    for record in report.records:
        for m in record["mentions"]:
            start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in (m["start"], m["end"]))
            over = [p for p in pieces if start <= p["start"] and p["end"] <= end]
            assert "".join(p["text"] for p in over) == m["text"] == units[2 * start : 2 * end].decode("utf-16-le")
            for p in over:
                wanted.setdefault(p["start"], set()).add(record["kind"])
    assert {p["start"]: set(p["kinds"].split()) for p in pieces if p["kinds"]} == wanted
