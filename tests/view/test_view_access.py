"""The page for everyone: no serious fault that axe can find, narrow screens, the dark, paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import NARROW, WIDE, Open
from playwright.sync_api import expect

from factx.view import Report, page


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["wide-light", "narrow-dark"])
def test_axe_finds_no_serious_fault(scheme: str, size: dict[str, int], opened: Open, seeds: list[Report]) -> None:
    tab = opened(page(seeds[-2:]), size, color_scheme=scheme)

    def faults(where: str) -> list[str]:
        found = Axe().run(tab).response["violations"]
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
    expect(tab.locator("#sheet .card")).to_be_in_viewport()
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
