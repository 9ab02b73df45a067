"""The report itself with what was found in it marked: by colour, or in brackets where there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from factx.output.screen import safe
from factx.output.terminal.palette import KIND
from factx.schema import DocumentRecord, Record

Span = tuple[int, int, str]  #: start, end, kind


class Marked:
    """The text of a document. Where mentions overlap, the shorter one colours the words that both cover, and what a
    fact changes (weight, underline, slope) is added to the colour. What yielded nothing by design is dim."""

    def __init__(self, document: DocumentRecord, records: list[Record]) -> None:
        self.text = document.text or ""
        self.silent = document.boilerplate
        order = list(KIND)
        spans = {(m.start, m.end, r.kind) for r in records if r.kind != "document" for m in r.mentions}
        self.spans: list[Span] = sorted(spans, key=lambda s: (s[0] - s[1], s[0], order.index(s[2])))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        plain = console.no_color or console.color_system is None
        yield self.bracketed() if plain else self.coloured()

    def coloured(self) -> Text:
        text = Text(safe(self.text))
        for start, end in self.silent:
            text.stylize("dim", start, end)
        for start, end, kind in self.spans:
            text.stylize(KIND[kind], start, end)
        kinds = {kind for _, _, kind in self.spans}
        legend = Text("  ").join([Text(kind, style) for kind, style in KIND.items() if kind in kinds])
        return Text("\n\n").join([legend, text])

    def bracketed(self) -> Text:
        """ "[Kursk region:place]"; statements, which are whole sentences, are left to their cards."""
        kinds: dict[tuple[int, int], list[str]] = defaultdict(list)
        for start, end, kind in self.spans:
            if kind != "statement":
                kinds[start, end].append(kind)
        text, parts, at = safe(self.text), [], 0
        for place, *_, sign in sorted(_signs(kinds)):
            parts += [text[at:place], sign]
            at = place
        return Text("".join([*parts, text[at:]]))


def _signs(kinds: dict[tuple[int, int], list[str]]) -> Iterator[tuple[int, int, int, str]]:
    """Where each bracket stands, and its rank at that spot: closing before opening, what opened last closed first."""
    for (start, end), of in kinds.items():
        yield end, 0, end - start, f":{'+'.join(of)}]"
        yield start, 1, -end, "["
