"""The map, the timeline and the tolls, by mouse and by keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pages import TILES, Open

from factx.view import Report, page


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
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    asked: list[str] = []

    def serve(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(body=pixel, content_type="image/png")

    tab = opened(page([report], TILES + "{z}/{x}/{y}.png"), tiles=serve)
    assert asked == []
    with tab.expect_response(f"{TILES}**"):
        tab.keyboard.press("2")
    assert asked[0].endswith(".png")


def test_the_timeline_shows_precision_as_width(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    tab.keyboard.press("3")
    facts = {r["id"]: r for r in report.records if r["kind"] in ("event", "casualty")}
    bars = {b.get_attribute("data-bar"): b for b in tab.locator("#view-time .bar").all()}
    assert facts.keys() <= bars.keys(), "what tells no day stands at the report's"
    for id_, record in facts.items():
        hollow = "reported" in (bars[id_].get_attribute("class") or "")
        assert hollow is not bool(record["start"] or record["end"])
    tab.locator('button.kind[data-kind="date"]').click()
    dated = {r["id"]: r for r in report.records if r["kind"] == "date" and r["start"] and r["end"]}
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
    tab.locator('button.kind[data-kind="date"]').click()
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
