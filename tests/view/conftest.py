"""A browser with the review page in it, and the reports of `seeds/` to show."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import TILES, WIDE, Open, Page
from playwright.sync_api import sync_playwright

from factx.output.encode import to_dict
from factx.pipeline import Pipeline
from factx.view import Report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(
    scope="module"
)  # not longer: while it runs, this thread has an event loop, which other tests would meet
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH")
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk. At the end there must have been no error and no request but for the file itself."""
    contexts, faults = [], []

    def open_(
        html: str, size: dict[str, int] = WIDE, tiles: Callable[[Any], object] | None = None, **options: Any
    ) -> Page:
        expected = ("file:", "blob:", TILES) if tiles else ("file:", "blob:")
        path = tmp_path / "page.html"
        path.write_bytes(html.encode())
        context = browser.new_context(viewport=size, accept_downloads=True, **options)
        contexts.append(context)
        if tiles:
            context.route(f"{TILES}**", tiles)
        tab = context.new_page()
        tab.set_default_timeout(20_000)
        tab.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda e: faults.append(str(e)))
        tab.on("dialog", lambda d: (faults.append(f"dialog {d.message}"), d.dismiss()))
        tab.on("request", lambda r: None if r.url.startswith(expected) else faults.append(r.url))
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


@pytest.fixture(scope="session")
def seeds(pipeline: Pipeline) -> list[Report]:
    return read(pipeline, *sorted(SEEDS.iterdir()))


@pytest.fixture(scope="session")
def report(seeds: list[Report]) -> Report:
    return next(r for r in seeds if "zaporizhzhia" in r.document["path"])
