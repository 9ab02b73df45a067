"""The view on a terminal: what stands where, at any width, in any encoding, whatever the report holds."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from factx import intake
from factx.output import screen, terminal
from factx.output.terminal import words
from factx.output.terminal.marked import Marked
from factx.pipeline import Pipeline
from factx.schema import (
    Attribution,
    CasualtyRecord,
    DocumentRecord,
    EventRecord,
    QuantityRecord,
    Record,
    Reference,
    Sentence,
    Slice,
)

HERE = Path(__file__).parent
REPORTS = [
    HERE.parent / "seeds" / "zaporizhzhia-2024-10-09.txt",
    HERE.parent / "seeds" / "ayacucho-1989-06-17.txt",
    HERE / "gold" / "a04_strike_on_city.txt",
    HERE / "gold" / "b02_gaza_daily.txt",
]
#: An escape sequence, a title, a C1 control, marks of direction, a line separator, a bell, rich's own markup.
HOSTILE = (
    "KYIV, 3 March 2024 - Shelling killed \x1b[31mthree people\x1b[0m in Kherson, \u202egovernor\u202c Ivan "
    'Petrenko\x9b31m said.\r\n\r\n"We \x1b]0;mine now\x07 have [bold red]nothing[/] left," he said.\u2028Two '
    "T-72 tanks were destroyed near \u200fBakhmut on Friday, said Türkiye’s president – “Кириллица” – on 5 March.\n"
)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def read(pipeline: Pipeline, path: Path) -> list[Record]:
    (document,) = intake.read([str(path)])
    assert not isinstance(document, Exception)
    return pipeline.read(document)


def shown(records: list[Record], width: int = 80, with_text: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width)
    for part in terminal.render(records, with_text=with_text):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_too_long_and_no_word_is_broken(pipeline: Pipeline, path: Path, width: int) -> None:
    records = read(pipeline, path)
    lines = shown(records, width, with_text=True).splitlines()
    assert max(map(cell_len, lines)) <= width
    known = set(shown(records, 500, with_text=True).split())
    whole = {w for line in lines if "…" not in line for w in line.split() if "─" not in w}
    assert whole <= known


def test_facts_come_first_and_excerpts_show_their_words(pipeline: Pipeline) -> None:
    view = shown(read(pipeline, REPORTS[0]))
    heads = re.findall(r"^([A-Z][A-Z ]+) \d+ ─", view, re.M)
    assert heads[0] == "EVENTS"
    assert heads.index("STATEMENTS") < heads.index("PLACES") < heads.index("PEOPLE") < heads.index("QUANTITIES")
    for words_ in ("killed   at least 6", "Ivan Fedorov (regional governor)", "21 × Shahed drone (RU)", "glide bomb"):
        assert words_ in view
    assert "Three KAB-500 bombs struck a residential district" in view


DOC = DocumentRecord(
    id="d", path="d.txt", title=None, published=None, updated=None, language="en", sha256="", chars=9, words=2,
    boilerplate=[], duplicate_of=None, warnings=[], model="", gazetteer="", version="", text=None,
)  # fmt: skip


def event(id_: str = "eve-1") -> EventRecord:
    trigger = Slice(0, 6, "strike")
    return EventRecord(
        id=id_, doc="d", confidence=0.8, mentions=[trigger], type="airstrike", trigger=trigger, actors=[], targets=[],
        places=[], weapons=[], start=None, end=None, precision=None, attribution=None, assertion="claimed", also=[],
        evidence=Sentence(0, 9), acled=None, plover=None,
    )  # fmt: skip


def casualty(id_: str, least: int, says: str | None, **more: object) -> CasualtyRecord:
    source = Attribution(Reference(says, 0, 1, says), "said", 1, 2) if says else None
    record = CasualtyRecord(
        id=id_, doc="d", confidence=0.8, mentions=[Slice(0, 1, "x")], text="x", status="killed", who="unknown",
        value=least, min=least, max=least, event="eve-1", place=None, start=None, end=None, attribution=source,
        assertion="claimed", evidence=Sentence(0, 9),
    )  # fmt: skip
    return replace(record, **more)  # type: ignore[arg-type]


def test_competing_tolls_stand_side_by_side() -> None:
    tolls = [
        casualty("cas-1", 7, "the mayor"),
        casualty("cas-2", 11, "Interior Ministry", max=None),
        casualty("cas-3", 2, "Interior Ministry", who="child", subset_of="cas-2"),
        casualty("cas-4", 20, "Interior Ministry", status="wounded"),
    ]
    view = shown([DOC, event(), *tolls]).splitlines()
    rows = [re.split(r"\s{2,}", line.strip()) for line in view]
    assert ["the mayor", "Interior Ministry"] in rows
    killed, wounded = (next(r for r in rows if r[0] == status) for status in ("killed", "wounded"))
    assert killed == ["killed", "7", "at least 11 (of them 2 children)"]
    assert wounded == ["wounded", "20"]
    narrow = shown([DOC, event(), *tolls], 50).split()
    assert " ".join(narrow).count("20 says Interior Ministry") == 1


def test_a_toll_of_no_event_shown_and_one_of_a_source_told_already() -> None:
    alone = shown([DOC, casualty("cas-1", 7, "the mayor")])
    assert "TOLL" in alone and "killed  7" in alone and "the mayor" in alone
    told = replace(event(), attribution=casualty("cas-0", 1, "the mayor").attribution)
    assert shown([DOC, told, casualty("cas-1", 7, "the mayor")]).count("the mayor") == 1


FIGURES = [
    ((12, 12, 12), "12"),
    ((12, 12, None), "at least 12"),
    ((500, None, 500), "up to 500"),
    ((12, None, None), "about 12"),
    ((None, 12, 15), "12–15"),
    ((None, 2000, 9999), "2,000–9,999"),
    ((33.3, 33.3, 33.3), "33.3"),
    ((None, None, None), ""),
]


@pytest.mark.parametrize(("bound", "wanted"), FIGURES)
def test_a_bound_in_words(bound: tuple[float | None, ...], wanted: str) -> None:
    value, least, most = bound
    record = QuantityRecord(
        id="q", doc="d", confidence=1, mentions=[], text="", value=value, min=least, max=most, unit="count",
        dimension="count", of=None,
    )  # fmt: skip
    assert words.figure(record) == wanted


DAYS = [
    (("2024-08-06", "2024-08-06"), "2024-08-06"),
    (("2024-08-06", "2024-08-09"), "2024-08-06 – 2024-08-09"),
    (("2024-08-01", "2024-08-31"), "2024-08"),
    (("2024-02-01", "2024-02-29"), "2024-02"),
    (("2024-01-01", "2024-12-31"), "2024"),
    (("2024-06-01", "2024-08-31"), "2024-06-01 – 2024-08-31"),
    (("2024-08-06T02:30", "2024-08-06T02:30"), "2024-08-06 02:30"),
    (("2024-08-06T02:00", "2024-08-06T02:59"), "2024-08-06 02:00 – 02:59"),
    ((None, None), ""),
]


@pytest.mark.parametrize(("days", "wanted"), DAYS)
def test_days_in_words(days: tuple[str | None, str | None], wanted: str) -> None:
    assert words.when(*days) == wanted


def test_the_text_is_marked_where_its_records_stand(pipeline: Pipeline) -> None:
    records = read(pipeline, REPORTS[0])
    (document,) = (r for r in records if isinstance(r, DocumentRecord))
    coloured = Marked(document, records).coloured()
    before = len(coloured.plain) - len(document.text or "")
    marked = {(s.start - before, s.end - before) for s in coloured.spans}
    mentions = {(m.start, m.end) for r in records if r.kind != "document" for m in r.mentions}
    assert mentions <= marked
    dim = {(s.start - before, s.end - before) for s in coloured.spans if str(s.style) == "dim"}
    assert dim == set(document.boilerplate) != set()


def test_without_colour_brackets_mark_the_text_and_overlaps_nest() -> None:
    def record(kind: str, start: int, end: int) -> Record:
        made = casualty(f"{kind}-{start}", 1, None, mentions=[Slice(start, end, "")])
        object.__setattr__(made, "kind", kind)
        return made

    document = replace(DOC, text="two T-72 tanks near Kursk")
    spans = [("equipment", 4, 14), ("quantity", 0, 14), ("loss", 0, 14), ("place", 20, 25)]
    marked = Marked(document, [record(*span) for span in spans]).bracketed().plain
    assert marked == "[two [T-72 tanks:equipment]:quantity+loss] near [Kursk:place]"


def test_hostile_text_reaches_no_terminal_raw(pipeline: Pipeline) -> None:
    document = replace(intake.document(HOSTILE), path="a\x1b[2Jb\n.txt")
    view = shown(pipeline.read(document), with_text=True)
    assert not ACTING.search(view)
    assert "[bold red]nothing[/]" in view


def test_acting_characters_are_replaced_one_for_one() -> None:
    assert len(screen.safe(HOSTILE)) == len(HOSTILE) and not ACTING.search(screen.safe(HOSTILE))
    data = screen.safe_data(json.dumps(HOSTILE, ensure_ascii=False), json=True)
    assert not ACTING.search(data.replace("\u2028", ""))  # the encoder has escaped that
    assert json.loads(data) == HOSTILE


def on_a_terminal(*args: str, **env: str) -> bytes:
    """The bytes that a terminal of 80 columns gets from `factx extract`."""
    leader, follower = pty.openpty()
    settings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")}
    settings |= {"TERM": "xterm-256color", "COLUMNS": "80", **env}
    command = [sys.executable, "-m", "factx", "extract", *args]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=settings) as process:
        os.close(follower)
        got = b""
        try:
            while chunk := os.read(leader, 65536):
                got += chunk
        except OSError:  # Linux says EIO where the other end has closed
            pass
    os.close(leader)
    assert process.returncode == 0
    return got


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8", newline="")
    return str(path)


def test_colours_on_a_terminal_and_nothing_else_of_an_escape(hostile: str) -> None:
    view = on_a_terminal(hostile, "--text").decode()
    assert "\x1b[32m" in view
    plain = re.sub(r"\x1b\[[\d;]*m", "", view)
    assert not ACTING.search(plain.replace("\r\n", "\n"))
    assert ":place]" not in plain


@pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
def test_a_dumb_terminal_without_utf_8(hostile: str, encoding: str) -> None:
    view = on_a_terminal(hostile, "--text", TERM="dumb", LC_ALL="C", PYTHONIOENCODING=encoding).decode(encoding)
    assert not ACTING.search(view.replace("\r\n", "\n"))
    assert "[Kherson:place]" in view and "EVENTS 2 ----" in view
    assert "Turkiye" in view
    assert ("Кириллица" in view) is (encoding == "cp1251")
    assert max(map(len, view.splitlines())) <= 80


def test_data_on_a_terminal_is_data_without_commands(hostile: str) -> None:
    view = on_a_terminal(hostile, "--format", "jsonl", "--text").decode()
    assert not ACTING.search(view.replace("\r\n", "\n"))
    assert json.loads(view.splitlines()[0])["text"] == HOSTILE
