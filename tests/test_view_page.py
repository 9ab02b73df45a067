"""The review page in a browser: it shows what the records say, by mouse and by keys, and hostile text does nothing."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factx.output.encode import to_dict
from factx.pipeline import Pipeline
from factx.view import Report, page

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SEEDS = Path(__file__).parent.parent / "seeds"
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
Page = Any
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk. At the end there must have been no error and no request but for the file itself."""
    contexts, faults = [], []

    def open_(html: str, size: dict[str, int] = WIDE, allowed: str = "file:", **options: Any) -> Page:
        path = tmp_path / "page.html"
        path.write_bytes(html.encode())
        context = browser.new_context(viewport=size, accept_downloads=True, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(5000)
        tab.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda e: faults.append(str(e)))
        tab.on("dialog", lambda d: (faults.append(f"dialog {d.message}"), d.dismiss()))
        tab.on("request", lambda r: None if r.url.startswith((allowed, "file:", "blob:")) else faults.append(r.url))
        tab.goto(path.as_uri())
        tab.wait_for_selector(".text, .documents")
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def read(pipeline: Pipeline, *paths: Path) -> list[Report]:
    from factx import intake
    from factx.schema import Document

    documents = [d for d in intake.read([str(p) for p in paths]) if isinstance(d, Document)]
    rows = [[to_dict(r) for r in pipeline.read(d)] for d in documents]
    return [Report(document, records) for document, *records in rows]


@pytest.fixture(scope="module")
def seeds(pipeline: Pipeline) -> list[Report]:
    return read(pipeline, *sorted(SEEDS.iterdir()))


@pytest.fixture(scope="module")
def report(seeds: list[Report]) -> Report:
    return next(r for r in seeds if "zaporizhzhia" in r.document["path"])


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


# ----------------------------------------------------------------------------------------------------- text and facts


def test_highlighting_equals_the_offsets_of_every_record(opened: Open, seeds: list[Report]) -> None:
    tab = opened(page(seeds))
    for i, report in enumerate(seeds):
        tab.locator(".document").nth(i).click()
        assert words_in(tab) == report.document["text"]
        assert_marked(tab, report)
        tab.keyboard.press("a")


def test_highlighting_counts_code_points(opened: Open) -> None:
    text = "🚀🇺🇦 Ann\r\n\r\n\tmet 𝔅ob\u0301 at 👩\u200d🚒.\n"
    spans = [(i, i + len(w)) for w in ("Ann", "𝔅ob\u0301", "👩\u200d🚒", "ob") for i in [text.index(w)]]
    report = hostile(text, spans)
    tab = opened(page([report]))
    assert words_in(tab) == text
    assert_marked(tab, report)


def test_a_fact_leads_to_its_words_and_words_to_their_facts(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    event = next(r for r in report.records if r["kind"] == "event" and r["evidence"]["start"] > 1500)
    tab.locator(f'#view-facts .card[data-id="{event["id"]}"] .line').click()
    assert "".join(tab.locator(".text .chosen").all_text_contents()) == event["mentions"][0]["text"]
    playwright.expect(tab.locator(".text .chosen").first).to_be_in_viewport()
    roles = {e.get_attribute("data-role") for e in tab.locator(".text [data-role]").all()}
    assert roles & {"who", "whom", "where", "by", "says"}
    tab.locator(".text .found", has_text="Pletenchuk").first.click()
    card = tab.locator('#view-facts .card:has([aria-expanded="true"])')
    assert "Dmytro Pletenchuk" in card.inner_text()
    playwright.expect(card).to_be_in_viewport()


def test_overlapping_words_give_their_facts_one_after_the_other(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    word = tab.locator(".text .found", has_text="Shahed drones").first
    kinds = []
    for _ in range(4):
        word.click()
        kinds.append(tab.locator('#view-facts .card:has([aria-expanded="true"])').get_attribute("data-kind"))
    assert {"equipment", "quantity", "loss"} <= set(kinds)


def test_boilerplate_is_dimmed(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    dimmed = "".join(tab.locator(".text .silent").all_text_contents())
    assert "Related stories" in dimmed
    assert dimmed == "".join(report.document["text"][a:b] for a, b in report.document["boilerplate"])


FILTERS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "kind": lambda r: r["kind"] == "loss",
    "type": lambda r: r["kind"] == "event" and r["type"] == "advance",
    "assertion": lambda r: r.get("assertion") == "claimed",
    "source": lambda r: (
        (r.get("speaker") or {}).get("name") == "DeepState"
        or ((r.get("attribution") or {}).get("source") or {}).get("name") == "DeepState"
    ),
    "confidence": lambda r: r["confidence"] >= 0.9,
    "find": lambda r: r["kind"] == "place" and "huliaipole" in r["name"].lower(),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters(name: str, opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    if name == "kind":
        tab.get_by_role("button", name="Losses").click()
    elif name == "find":
        tab.keyboard.press("/")
        tab.keyboard.type("huliaipole")
        tab.get_by_role("button", name="Places").click()
    else:
        tab.keyboard.press("f")
        if name == "confidence":
            for _ in range(18):
                tab.locator("#confidence").press("ArrowRight")
        else:
            value = {"type": "event: advance", "assertion": "claimed", "source": "DeepState"}[name]
            tab.locator(f"#by-{name}").select_option(value)
    wanted = {r["id"] for r in report.records if FILTERS[name](r)}
    found = {c.get_attribute("data-id") for c in tab.locator("#view-facts .card").all()}
    assert found == wanted != set()
    kinds = {k for p in marked(tab) for k in (p["kinds"] or "").split()}
    assert kinds == {r["kind"] for r in report.records if r["id"] in wanted}
    tab.get_by_role("button", name="Show all").click()
    assert tab.locator("#view-facts .card").count() == len(report.records)


# ---------------------------------------------------------------------------------------------- map, timeline, tolls


def test_the_map_by_mouse_and_keys(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("2")
    points = tab.locator("#view-map .point")
    before = points.count()
    assert before >= 3  # towns and regions with events
    land = tab.locator("#view-map .land")
    at = land.get_attribute("transform")
    chart = tab.locator("#view-map svg.chart")
    chart.focus()
    for key in ("ArrowLeft", "+", "-", "ArrowDown"):
        tab.keyboard.press(key)
        assert land.get_attribute("transform") != at
        at = land.get_attribute("transform")
    tab.keyboard.press("0")
    assert points.count() == before
    tab.mouse.move(900, 300)
    tab.mouse.wheel(0, -600)
    assert land.get_attribute("transform") != at
    at = land.get_attribute("transform")
    tab.mouse.down()
    tab.mouse.move(850, 340, steps=4)
    tab.mouse.up()
    assert land.get_attribute("transform") != at
    tab.get_by_role("button", name="Show where it happened").click()
    tab.locator('#view-map .point[aria-label^="Zaporizhzhia"]').focus()
    tab.keyboard.press("Enter")
    first = tab.locator("#spot .card .line").first
    assert "Zaporizhzhia" in tab.locator("#spot h2").inner_text()
    first.click()
    assert tab.locator(".text .chosen").count() > 0
    tab.locator('#view-map .point[aria-label^="Huliaipole"]').click()
    assert "Huliaipole" in tab.locator("#spot h2").inner_text()


def test_the_map_puts_places_where_they_are(opened: Open) -> None:
    """Longitude grows to the right, latitude upwards, both as in Web Mercator."""
    text = "Aa Bb Cc"
    places = [(0, 2, 0.0, 0.0), (3, 5, 0.0, 90.0), (6, 8, 66.51326, 0.0)]  # 66.5° lies as far north as 90° lies east
    rows = [
        {"kind": "place", "id": text[a:b], "doc": "d", "confidence": 1, "name": text[a:b], "type": "settlement",
         "lat": lat, "lon": lon, "mentions": [{"start": a, "end": b, "text": text[a:b]}]}
        for a, b, lat, lon in places
    ]  # fmt: skip
    tab = opened(page([Report({"kind": "document", "id": "d", "path": "d", "text": text}, rows)]))
    tab.keyboard.press("2")
    xy = {}
    for row in rows:
        moved = tab.locator(f'#view-map .point[aria-label^="{row["name"]}"]').get_attribute("transform")
        xy[row["name"]] = [float(n) for n in moved.removeprefix("translate(").rstrip(")").split()]
    east, north = xy["Bb"][0] - xy["Aa"][0], xy["Aa"][1] - xy["Cc"][1]
    assert east > 50
    assert north == pytest.approx(east, rel=0.01)
    assert xy["Bb"][1] == pytest.approx(xy["Aa"][1])


def test_tiles_are_asked_from_the_given_server_only(opened: Open, report: Report) -> None:
    asked: list[str] = []
    tab = opened(page([report], "https://tiles.example/{z}/{x}/{y}.png"), allowed="https://tiles.example/")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    tab.route("https://tiles.example/**", lambda r: (asked.append(r.request.url), r.fulfill(body=pixel)))
    tab.keyboard.press("2")
    tab.wait_for_timeout(200)
    assert asked
    assert all(u.startswith("https://tiles.example/") for u in asked)


def test_the_timeline_shows_precision_as_width(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("3")
    dated = {
        r["id"]: r for r in report.records if r["kind"] in ("event", "casualty", "date") and r["start"] and r["end"]
    }
    width = {
        b.get_attribute("data-bar"): float(b.locator("rect").get_attribute("width"))
        for b in tab.locator("#view-time .bar").all()
    }
    assert dated.keys() <= width.keys()
    long = next(i for i, r in dated.items() if r["mentions"][0]["text"] == "since August")
    day = next(i for i, r in dated.items() if r["mentions"][0]["text"] == "Wednesday")
    days = 1 + _day(dated[long]["end"]) - _day(dated[long]["start"])
    assert days > 60
    assert width[long] == pytest.approx(days * width[day], rel=0.01)


def _day(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def test_the_timeline_by_mouse_and_keys(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("3")
    axis = tab.locator("#view-time .when")
    chart = tab.locator("#view-time svg.chart")
    seen = axis.all_text_contents()
    chart.focus()
    for key in ("+", "+", "+", "ArrowLeft"):
        tab.keyboard.press(key)
    assert axis.all_text_contents() != seen
    tab.keyboard.press("0")
    assert axis.all_text_contents() == seen
    chart.hover(position={"x": 200, "y": 60})
    tab.mouse.wheel(0, -900)
    assert axis.all_text_contents() != seen
    tab.get_by_role("button", name="Show when it happened").click()
    bar = tab.locator("#view-time .bar").first
    bar.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#moment .card").count() == 1
    assert tab.locator(".text .chosen").count() > 0
    tab.locator("#view-time .bar text", has_text="Wednesday").click()
    assert "Wednesday" in "".join(tab.locator(".text .chosen").all_text_contents())


def test_rival_tolls_stand_side_by_side_with_who_says_so(opened: Open) -> None:
    text = "Strike in Xtown. Police say 12 died. The mayor says at least 30 died. Three were children."

    def told(id_: str, words: str, by: str | None, low: int, high: int | None, **more: Any) -> dict[str, Any]:
        at = text.index(words)
        source = by and {"text": by, "start": text.index(by), "end": text.index(by) + len(by), "name": by}
        return {
            "kind": "casualty", "id": id_, "doc": "d", "confidence": 0.9, "text": words, "status": "killed",
            "who": "unknown", "value": low, "min": low, "max": high, "event": "e", "start": "2024-05-01",
            "end": "2024-05-01", "assertion": "claimed" if by else "asserted",
            "attribution": source and {"source": source, "cue": "say", "start": 0, "end": 1},
            "mentions": [{"start": at, "end": at + len(words), "text": words}], **more,
        }  # fmt: skip

    event = {"kind": "event", "id": "e", "doc": "d", "type": "airstrike", "confidence": 0.9, "assertion": "asserted",
             "mentions": [{"start": 0, "end": 6, "text": "Strike"}]}  # fmt: skip
    rows = [event, told("a", "12 died", "Police", 12, 12), told("b", "at least 30 died", "mayor", 30, None),
            told("c", "Three", None, 3, 3, who="child", subset_of="a")]  # fmt: skip
    tab = opened(page([Report({"kind": "document", "id": "d", "path": "d", "text": text}, rows)]))
    tab.keyboard.press("4")
    assert tab.locator(".account").count() == 1
    assert "Accounts differ on the killed" in tab.locator(".account").inner_text()
    tolls = [" ".join(t.split()) for t in tab.locator(".toll").all_inner_texts()]
    assert tolls == [
        "at least 30 mayor claimed",
        "12 Police claimed",
        "3 the report itself · child · part of the above",
    ]
    tab.locator(".toll").nth(1).click()
    assert "".join(tab.locator(".text .chosen").all_text_contents()) == "12 died"


# ---------------------------------------------------------------------------------------------------------- marking


def test_marks_by_keys_and_mouse_are_downloaded_as_json_lines(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    for key in ("j", "r", "j", "w", "j", "w", "w"):  # the last is taken back
        tab.keyboard.press(key)
    place = next(r for r in report.records if r["kind"] == "place")
    card = tab.locator(f'#view-facts .card[data-id="{place["id"]}"]')
    card.locator(".line").click()
    card.get_by_role("button", name="Wrong").click()
    card.get_by_label("Note").fill('the other "one"')
    card.get_by_label("Note").press("Tab")
    with tab.expect_download() as caught:
        tab.get_by_role("button", name="Save 3 marks").click()
    assert caught.value.suggested_filename == "zaporizhzhia-2024-10-09.marks.jsonl"
    rows = [json.loads(line) for line in Path(caught.value.path()).read_text(encoding="utf-8").split("\n")[:-1]]
    assert [r["mark"] for r in rows] == ["right", "wrong", "wrong"]
    assert rows[-1]["note"] == 'the other "one"'
    assert rows[-1]["type"] == place["type"]
    for row in rows:
        assert row["doc"] == report.document["id"]
        assert report.document["text"][row["start"] : row["end"]] == row["text"]
        record = next(r for r in report.records if r["id"] == row["id"])
        assert (row["kind"], row["rule"]) == (record["kind"], record["rule"])


def test_marks_are_there_when_the_page_is_opened_again(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("j")
    tab.keyboard.press("r")
    tab.reload()
    assert tab.locator("#save").inner_text() == "Save 1 mark"


def test_a_page_without_storage_keeps_its_marks_while_it_is_open(opened: Open, report: Report) -> None:
    html = page([report])
    tab = opened(html)
    tab.context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})")
    tab.reload()
    tab.keyboard.press("j")
    tab.keyboard.press("w")
    assert tab.locator("#save").inner_text() == "Save 1 mark"


# --------------------------------------------------------------------------------------------------- hostile documents

NASTY = (
    '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"> \'"`${window.pwned=3}` '
    "javascript:window.pwned=4 <!-- ]]> \u202eevil\u202c \u2066hidden\u2069 a\u2028b\u2029c\u0085d \u200b\ufeff "
    "\x00\x07\x1b[31m {{data}} &lt;b&gt; \\u003cscript"
)


def hostile(text: str, spans: list[tuple[int, int]], name: str | None = None) -> Report:
    rows = [
        {"kind": "organisation", "id": f"o{i}", "doc": "d", "confidence": 0.5, "rule": name or "x", "type": "other",
         "name": name or text[a:b], "country": name, "mentions": [{"start": a, "end": b, "text": text[a:b]}]}
        for i, (a, b) in enumerate(spans)
    ]  # fmt: skip
    return Report({"kind": "document", "id": "d", "path": name or "d.txt", "title": name, "text": text}, rows)


def test_hostile_text_never_runs_and_never_breaks_the_page(opened: Open) -> None:
    text = f"{NASTY}\n\nAnn met Bob. {NASTY}"
    at = text.index("Ann")
    report = hostile(text, [(0, len(NASTY)), (3, 40), (at, at + 3)], NASTY)
    reference = {"text": "Ann", "start": at, "end": at + 3, "name": NASTY, "id": NASTY, "country": NASTY}
    report.records.append({
        "kind": "event", "id": NASTY, "doc": "d", "type": NASTY, "confidence": 0.4, "rule": NASTY, "assertion": NASTY,
        "actors": [reference], "targets": [reference], "places": [reference], "weapons": [],
        "start": NASTY, "end": NASTY,
        "attribution": {"source": reference, "cue": NASTY, "start": at, "end": at + 3},
        "mentions": [{"start": at, "end": at + 3, "text": "Ann"}], "evidence": {"start": 0, "end": len(text)},
    })  # fmt: skip
    report.records.append({
        "kind": "place", "id": "toString", "doc": "d", "name": NASTY, "type": "settlement", "lat": 1.0, "lon": 2.0,
        "confidence": 0.4, "mentions": [{"start": at, "end": at + 3, "text": "Ann"}],
    })  # fmt: skip
    twin = Report({**report.document, "id": NASTY, "warnings": [NASTY]}, [])
    tab = opened(page([report, twin]))
    tab.locator(".document").first.click()
    assert words_in(tab) == text
    for key in ("j", "r", "f", "Escape", "Escape", "1", "j", "j", "2", "3", "4", "?", "Escape", "1"):
        tab.keyboard.press(key)
    tab.locator("#by-source").select_option(index=1)
    tab.locator("#by-type").select_option(index=1)
    with tab.expect_download() as caught:
        tab.locator("#save").click()
    (row,) = Path(caught.value.path()).read_text(encoding="utf-8").split("\n")[:-1]
    assert json.loads(row)["mark"] == "right"
    assert tab.evaluate("window.pwned") is None
    assert tab.locator("script").count() == 3
    assert tab.locator("main img, main iframe, main object, main a").count() == 0


def test_marks_of_direction_are_shown_and_do_not_act(opened: Open) -> None:
    """What stands before and after an override keeps its place; the override itself shows its number."""
    text = "one \u202etwo three"
    tab = opened(page([hostile(text, [(0, 3), (5, 8), (9, 14)])]))
    assert tab.locator(".text .unseen-mark").get_attribute("data-code") == "U+202E"
    shown = tab.locator(".text .unseen-mark").evaluate("e => getComputedStyle(e, '::before').content")
    assert "U+202E" in shown or "data-code" in shown
    left = [tab.locator(".text .found", has_text=w).bounding_box()["x"] for w in ("one", "two", "three")]
    assert left == sorted(left)


# --------------------------------------------------------------------------------------------------- shape and access


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["wide-light", "narrow-dark"])
def test_axe_finds_no_serious_fault(scheme: str, size: dict[str, int], opened: Open, seeds: list[Report]) -> None:
    tab = opened(page(seeds[-2:]), size, color_scheme=scheme)

    def faults(where: str) -> list[str]:
        found = axe.Axe().run(tab).response["violations"]
        return [
            f"{where}: {v['id']}: {v['nodes'][0]['html'][:120]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]

    found = faults("documents")
    tab.locator(".document").last.click()
    tab.keyboard.press("j")
    found += faults("text and facts")
    tab.keyboard.press("r")
    tab.keyboard.press("f")
    tab.keyboard.press("Escape")
    for key, name in (("1", "facts"), ("2", "map"), ("3", "timeline"), ("4", "tolls"), ("?", "keys")):
        tab.keyboard.press(key)
        found += faults(name)
    assert found == []


def test_nothing_sticks_out_at_360_pixels(opened: Open, report: Report) -> None:
    tab = opened(page([report]), NARROW)
    for name in ("Text", "Facts", "Map", "Timeline", "Tolls"):
        tab.get_by_role("tab", name=name).click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        assert tab.locator("#reading").evaluate("e => e.scrollWidth <= e.clientWidth")
    tab.get_by_role("tab", name="Text").click()
    tab.locator(".text .found").first.click()
    playwright.expect(tab.locator("#sheet .card")).to_be_in_viewport()
    tab.get_by_role("button", name="Close").click()
    assert not tab.locator("#sheet").is_visible()


def test_dark_and_light(opened: Open, report: Report) -> None:
    tab = opened(page([report]), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = tab.evaluate(ground)
    tab.keyboard.press("t")
    light = tab.evaluate(ground)
    assert sum(map(int, dark[4:-1].split(","))) < 150 < 600 < sum(map(int, light[4:-1].split(",")))


def test_on_paper_stand_the_text_and_the_facts(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("2")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in (".text", "#view-facts .card >> nth=0", "#view-facts .card >> nth=-1"):
        assert tab.locator(shown).is_visible()
    for hidden in (".top", "#tabs", "#filters", "#view-map"):
        assert not tab.locator(hidden).is_visible()


# ---------------------------------------------------------------------------------------------------------- a batch


def test_a_page_of_500_reports(opened: Open, seeds: list[Report]) -> None:
    """The seeds again and again under other ids; what the page weighs and how soon it can be used is printed."""

    def again(value: Any, n: int) -> Any:
        if isinstance(value, dict):
            return {k: f"{v}-{n}" if k in ("id", "doc", "event") and v else again(v, n) for k, v in value.items()}
        return [again(v, n) for v in value] if isinstance(value, list) else value

    many = [Report(again(r.document, n), again(r.records, n)) for n in range(72) for r in seeds][:500]
    html = page(many)
    assert len(html.encode()) < 15e6
    begun = time.perf_counter()
    tab = opened(html)
    tab.wait_for_selector("#view-facts .card")
    took = time.perf_counter() - begun
    print(f"500 reports, {sum(len(r.records) for r in many):,} records: {len(html) / 1e6:.1f} MB, open in {took:.2f} s")
    assert "500 reports" in tab.locator("#reading h1").inner_text()
    assert tab.locator(".document").count() < 100
    assert tab.locator("#view-facts .card").count() < 200
    tab.locator("#search").fill("cabo delgado")
    assert (
        tab.locator("#hits").inner_text().startswith("71 reports") or "72 reports" in tab.locator("#hits").inner_text()
    )
    tab.locator(".document").nth(3).click()
    assert "Mozambican gas town" in tab.locator(".text h1").inner_text()
    tab.keyboard.press("]")
    assert "Mozambican gas town" not in words_in(tab)
    tab.keyboard.press("a")
    for key in ("2", "3", "4"):
        tab.keyboard.press(key)
    assert tab.locator(".toll").count() > 0
    tab.locator(".toll").first.click()
    assert tab.locator(".text .chosen").count() > 0
