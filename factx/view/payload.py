"""Reports → the data of the page: what it shows and nothing else, with offsets as JavaScript counts them.

A record keeps the names of its fields. What can be read off the text is left out (the words of a mention or a
reference), and so is what is null, false or empty; `start` and `end` become UTF-16 code units. Half characters, which
no report of factx's holds but another tool's records may, are shown as U+FFFD: one for one, so no offset moves.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from factx.errors import FactxError
from factx.view.records import Report, Row, name

#: What the page asks a document for.
DOCUMENT = "id path title published updated language boilerplate duplicate_of warnings".split()
#: What it does not ask a record for: known by its place, or told by its mentions.
UNSHOWN = frozenset({"doc", "trigger", "also"})
_HALF = re.compile("[\ud800-\udfff]")
#: In a script element "<" could end it, and these two end lines to some readers.
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})

Offset = Callable[[int], int]


def payload(found: list[Report], tiles: str | None = None) -> dict[str, Any]:
    """The data of a page.

    Raises FactxError where an offset of a record lies outside its text.
    """
    made = found[0].document if found else {}
    return {
        "name": name(found),
        "made": {k: made.get(k) for k in ("version", "model", "gazetteer")},
        "tiles": tiles,
        "docs": [_document(report) for report in found],
    }


def to_json(data: Any) -> str:
    """JSON that may stand inside a script element of a page in UTF-8."""
    return _whole(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPES)


def _document(report: Report) -> Row:
    text: str = report.document["text"]
    at = _utf16(text)
    shown = {k: v for k in DOCUMENT if (v := report.document.get(k))}
    shown["boilerplate"] = [[at(a), at(b)] for a, b in shown.get("boilerplate", ())]
    return {**shown, "text": text, "records": [_record(r, text, at) for r in report.records]}


def _record(record: Row, text: str, at: Offset) -> Row:
    mentions = record.get("mentions") or []
    words = mentions[0].get("text") if mentions else None
    try:
        shown: Row = _shown({k: v for k, v in record.items() if k not in UNSHOWN}, at)
    except IndexError as e:
        raise FactxError(str(record["id"]), "points outside the text of its document", "was the text changed?") from e
    for known in ("text", "quote"):
        if words is not None and shown.get(known) == words:
            del shown[known]
    return shown


def _shown(value: Any, at: Offset) -> Any:
    """A value of a record without what the page does not need."""
    if isinstance(value, list):
        return [_shown(v, at) for v in value]
    if isinstance(value, dict):
        kept = {k: _shown(v, at) for k, v in value.items() if v is not None and v is not False and v not in ("", [])}
        if type(kept.get("start")) is int and type(kept.get("end")) is int:
            kept["start"], kept["end"] = at(kept["start"]), at(kept["end"])
            kept.pop("text", None)
        return kept
    return round(value, 5) if isinstance(value, float) else value


def _utf16(text: str) -> Offset:
    """From code points to UTF-16 code units: each astral character before an offset counts twice."""
    astral = [i for i, c in enumerate(text) if c > "\uffff"] if not text.isascii() else []

    def at(offset: int) -> int:
        if not 0 <= offset <= len(text):
            raise IndexError(offset)
        return offset + bisect_left(astral, offset)

    return at


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)
