"""A page of 500 reports: what it weighs, and that all of it can be reached."""

from __future__ import annotations

import time
from typing import Any

from pages import Open, words_in

from factx.view import Report, page


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
    told = sum("cabo delgado" in r.document["text"].lower() for r in many)
    assert tab.locator("#hits").inner_text().startswith(f"{told} reports with")
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
