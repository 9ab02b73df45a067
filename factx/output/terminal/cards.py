"""A card: a label in the margin, a head, some lines, and the words of the report that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from factx.output.screen import line
from factx.output.terminal.sheet import Sheet
from factx.schema import Sentence

MARGIN = 11  #: columns: as wide as the longest label


def card(label: Text, head: RenderableType, lines: Iterable[RenderableType], confidence: float | None = None) -> Table:
    """`confidence` from 0 to 1 stands at the right of the head."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=MARGIN, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(width=4, justify="right")
    sure = Text(f"{confidence:.0%}" if confidence is not None else "", "dim")
    grid.add_row(label, Group(head, *lines), sure)
    return grid


def rows(pairs: Iterable[tuple[str, Text]]) -> Table:
    """Lines that each begin with a word in a column of its own ("killed", "says")."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column()
    for name, text in pairs:
        grid.add_row(name, text)
    return grid


def dotted(parts: Iterable[Text]) -> Text:
    """Those of the parts that say something, with dots between."""
    return Text(" · ", style="").join([p for p in parts if p.plain])


def excerpt(sheet: Sheet, sentence: Sentence, words: tuple[int, int]) -> Iterator[Excerpt]:
    """The line of the report around these words; none where the text is not at hand."""
    if sheet.text:
        yield Excerpt.of(sheet.text, (sentence.start, sentence.end), words)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """As much of a sentence as one line holds, around the words that matter, which are bold."""

    before: str
    words: str
    after: str

    @classmethod
    def of(cls, text: str, sentence: tuple[int, int], words: tuple[int, int]) -> Excerpt:
        start, end = min(sentence[0], words[0]), max(sentence[1], words[1])
        return cls(text[start : words[0]], text[words[0] : words[1]], text[words[1] : end])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        before, words, after = _flat(self.before).lstrip(), line(self.words), _flat(self.after).rstrip()
        room = max(0, width - len(words))
        left = min(len(before), max(room // 2, room - len(after)))
        right = min(len(after), room - left)
        shown = Text(style="dim")
        shown.append(before if left == len(before) else _tail(before, left))
        shown.append(words, "bold not dim")
        shown.append(after if right == len(after) else _head(after, right))
        shown.truncate(width, overflow="ellipsis")
        yield shown


def _flat(text: str) -> str:
    """On one line, with a space at either end where there was one."""
    return f"{' ' * text[:1].isspace()}{line(text)}{' ' * text[-1:].isspace()}" if text.strip() else " " * bool(text)


def _tail(text: str, room: int) -> str:
    """The last whole words that fit, behind an ellipsis."""
    kept = text[len(text) - max(0, room - 1) :]
    return "…" + kept[kept.find(" ") + 1 :]


def _head(text: str, room: int) -> str:
    kept = text[: max(0, room - 1)]
    return (kept[: kept.rfind(" ")].rstrip(" ,;:") if " " in kept.strip() else kept) + "…"
