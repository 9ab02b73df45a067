"""The text is marked just where the records say; facts and words lead to one another; filters choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pages import Open, assert_marked, made_up, marked, words_in
from playwright.sync_api import expect

from factx.view import Report, page


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
    report = made_up(text, spans)
    tab = opened(page([report]))
    assert words_in(tab) == text
    assert_marked(tab, report)


def test_a_fact_leads_to_its_words_and_words_to_their_facts(opened: Open, report: Report) -> None:
    tab = opened(page([report]))
    event = next(r for r in report.records if r["kind"] == "event" and r["evidence"]["start"] > 1500)
    tab.locator(f'#view-facts .card[data-id="{event["id"]}"] .line').click()
    assert "".join(tab.locator(".text .chosen").all_text_contents()) == event["mentions"][0]["text"]
    expect(tab.locator(".text .chosen").first).to_be_in_viewport()
    roles = {e.get_attribute("data-role") for e in tab.locator(".text [data-role]").all()}
    assert roles & {"who", "whom", "where", "by", "says"}
    tab.locator(".text .found", has_text="Pletenchuk").first.click()
    card = tab.locator('#view-facts .card:has([aria-expanded="true"])')
    assert "Dmytro Pletenchuk" in card.inner_text()
    expect(card).to_be_in_viewport()


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
