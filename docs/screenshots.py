"""The pictures of the README, made anew out of the reports in `seeds/`: python docs/screenshots.py"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console, RenderableType
from rich.terminal_theme import TerminalTheme

import factx
from factx import intake
from factx.output import terminal
from factx.output.encode import to_dict
from factx.output.terminal.marked import Marked
from factx.schema import DocumentRecord, Record
from factx.view import Report, page

HERE = Path(__file__).parent
SEED = "seeds/zaporizhzhia-2024-10-09.txt"
FACTS = ("event", "casualty", "loss")

#: The pictures of the page: the colours of the system, and the keys that are pressed.
PAGES = (("page.png", "light", "j j"), ("page-map.png", "dark", "2"))

#: Black, red, green, yellow, blue, magenta, cyan, white; and the same, bright.
NORMAL = "1e1e1e ff7b72 7ee787 e3b341 58a6ff d2a8ff 56d4dd c9d1d9"
BRIGHT = "6e7681 ffa198 aff5b4 f0c94d 79c0ff e2c5ff b3f0ff ffffff"


def main() -> None:
    terminal_pictures()
    page_pictures()


def terminal_pictures() -> None:
    """The view of `factx extract` on a terminal: the facts, and the text marked."""
    records = _records()
    document = next(r for r in records if isinstance(r, DocumentRecord))
    _svg("terminal.svg", f"factx extract {SEED} --kind {','.join(FACTS)}", terminal.render(records, kinds=FACTS))
    _svg("terminal-text.svg", f"factx extract {SEED} --text", [Marked(document, records)])


def page_pictures() -> None:
    """The page of `factx view` in Chromium: an event in its text, and the map in the dark."""
    rows = [to_dict(r) for r in _records()]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_bytes(page([Report(rows[0], rows[1:])]).encode())
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, scheme, keys in PAGES:
            tab = chromium.new_page(viewport={"width": 1280, "height": 820}, color_scheme=scheme)
            tab.goto(path.as_uri())
            for key in keys.split():
                tab.keyboard.press(key)
            if scheme == "dark":
                tab.get_by_role("button", name="Zaporizhzhia").click()
            tab.screenshot(path=HERE / name)
        chromium.close()


def _theme() -> TerminalTheme:
    normal, bright = ([(*bytes.fromhex(c),) for c in row.split()] for row in (NORMAL, BRIGHT))
    return TerminalTheme((13, 17, 23), (201, 209, 217), normal, bright)


def _records() -> list[Record]:
    (document,) = intake.read([str(HERE.parent / SEED)])
    assert not isinstance(document, Exception), document
    return factx.load().read(replace(document, path=SEED))


def _svg(name: str, title: str, parts: Iterable[RenderableType]) -> None:
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for part in parts:
        console.print(part)
    picture = console.export_svg(title=title, theme=_theme())
    # rich's template fetches a font from the net; the reader's own will do
    (HERE / name).write_text(re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    main()
