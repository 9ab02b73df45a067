"""The page as one string: its parts in `browser/` put together with the data, under a policy that lets nothing else in.

The policy names the hashes of the one script and the one style sheet, so nothing that a report holds could run, even
if it came out of the data; and it allows no request at all, but for pictures of the tile server that the user names.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from factx.errors import FactxError
from factx.view.payload import payload, to_json
from factx.view.records import Report

BROWSER = Path(__file__).parent / "browser"
#: One scope to them all; each may use what stands before it when it runs.
SCRIPTS = "dom state words marks facts filters text documents world map timeline tolls keys".split()


def page(found: list[Report], tiles: str | None = None) -> str:
    """The page of these reports. `tiles` is the template of a tile server's addresses, with {z}, {x} and {y}.

    Raises FactxError where there is no report, an offset lies outside its text, or `tiles` is no such template.
    """
    if not found:
        raise FactxError("nothing to show", "no document was read")
    style = _read("page.css")
    script = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    parts = {
        "policy": _policy(style, script, _origin(tiles)),
        "title": escape(_title(found)),
        "style": style,
        "data": to_json(payload(found, tiles)),
        "world": _read("world.json").strip(),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda slot: parts[slot[1]], _read("page.html"))


def is_page(path: Path) -> bool:
    """Whether a file is such a page, by what its head says made it."""
    with path.open("rb") as stream:
        return b'<meta name="generator" content="factx">' in stream.read(4096)


def _read(name: str) -> str:
    return (BROWSER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str, tiles: str | None) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": tiles or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _origin(tiles: str | None) -> str | None:
    """The server of a template, and nothing that could add a rule to the policy."""
    if tiles is None:
        return None
    address = urlsplit(tiles)
    wanted = all(slot in tiles for slot in ("{z}", "{x}", "{y}"))
    if address.scheme not in ("http", "https") or not re.fullmatch(r"[\w.-]+(:\d+)?", address.netloc) or not wanted:
        raise FactxError(f"--tiles {tiles}", "is no template of tiles", "https://tiles.example.org/{z}/{x}/{y}.png")
    return f"{address.scheme}://{address.netloc}"


def _title(found: list[Report]) -> str:
    first = found[0].document
    return f"{first.get('title') or first.get('path') or first['id']}" if len(found) == 1 else f"{len(found)} reports"
