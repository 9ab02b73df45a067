"""Records are marked right or wrong, and the marks are kept and downloaded."""

from __future__ import annotations

import json
from pathlib import Path

from pages import Open

from factx.view import Report, page


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
