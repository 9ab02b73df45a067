"""Text of hostile documents never runs and never breaks the page."""

from __future__ import annotations

import json
from pathlib import Path

from pages import Open, made_up, words_in

from factx.view import Report, page

NASTY = (
    '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"> \'"`${window.pwned=3}` '
    "javascript:window.pwned=4 <!-- ]]> \u202eevil\u202c \u2066hidden\u2069 a\u2028b\u2029c\u0085d \u200b\ufeff "
    "\x00\x07\x1b[31m {{data}} &lt;b&gt; \\u003cscript"
)


def test_hostile_text_never_runs_and_never_breaks_the_page(opened: Open) -> None:
    text = f"{NASTY}\n\nAnn met Bob. {NASTY}"
    at = text.index("Ann")
    report = made_up(text, [(0, len(NASTY)), (3, 40), (at, at + 3)], NASTY)
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
    tab = opened(page([made_up(text, [(0, 3), (5, 8), (9, 14)])]))
    assert tab.locator(".text .unseen-mark").get_attribute("data-code") == "U+202E"
    shown = tab.locator(".text .unseen-mark").evaluate("e => getComputedStyle(e, '::before').content")
    assert "U+202E" in shown or "data-code" in shown
    left = [tab.locator(".text .found", has_text=w).bounding_box()["x"] for w in ("one", "two", "three")]
    assert left == sorted(left)
