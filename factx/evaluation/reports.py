"""Gold on disk: NAME.txt and, beside it, NAME.json; read with an eye for slips of the annotator."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from factx.errors import FactxError
from factx.evaluation.gold import Gold

_LAYERS = "places people organisations dates quantities events casualties losses statements".split()


@dataclass(frozen=True, slots=True)
class GoldReport:
    path: Path
    text: str
    gold: Gold


def read(folder: Path) -> Iterator[GoldReport | FactxError]:
    """The gold reports of a folder, by name; of one that is not well made, what is wrong with it."""
    for path in sorted(folder.glob("*.json")):
        if not path.with_suffix(".txt").is_file() and _annotates(path):
            yield FactxError(str(path), f"has no {path.stem}.txt beside it")
    for path in sorted(folder.glob("*.txt")):
        try:
            yield _report(path)
        except FactxError as e:
            yield e


def _annotates(path: Path) -> bool:
    """Whether a JSON file is meant for a gold: it has a layer."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and any(isinstance(told.get(layer), list) for layer in _LAYERS)


def _report(path: Path) -> GoldReport:
    beside = path.with_suffix(".json")
    text = _decoded(path)
    if not beside.is_file():
        raise FactxError(str(path), f"has no {beside.name} beside it")
    try:
        gold: Gold = TypeAdapter(Gold).validate_json(_decoded(beside))
    except ValidationError as e:
        raise FactxError(str(beside), _few([_told(dict(x)) for x in sorted(e.errors(), key=_weight)])) from e
    if wrong := list(_faults(text, gold)):
        raise FactxError(str(beside), _few(wrong))
    return GoldReport(path, text, gold)


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as e:
        raise FactxError(str(path), e.strerror or str(e)) from e
    except UnicodeDecodeError as e:
        raise FactxError(str(path), f"is not UTF-8 at byte {e.start}") from e


def _weight(error: Mapping[str, Any]) -> tuple[bool, int]:
    """A name that there is not comes first, and a layer's before all: it may be what all else comes of."""
    return error["type"] != "unexpected_keyword_argument", len(error["loc"])


def _told(error: dict[str, Any]) -> str:
    where = "".join(f"[{x}]" if isinstance(x, int) else f".{x}" for x in error["loc"]).lstrip(".")
    if error["type"] == "unexpected_keyword_argument":
        return f"{where}: unknown field; known are {', '.join(_names(error['loc']))}"
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}" if where else error["msg"]


def _names(loc: tuple[str | int, ...]) -> list[str]:
    """The fields of the thing in which an unknown one stands ("losses", 0, "clas")."""
    of: Any = Gold
    for name in (x for x in loc[:-1] if isinstance(x, str)):
        of = get_type_hints(of)[name]
        while not is_dataclass(of):
            of = get_args(of)[0]
    return [f.name.rstrip("_") for f in fields(of)]


def _few(faults: list[str]) -> str:
    more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
    return "; ".join(faults[:3]) + more


def _faults(text: str, gold: Gold) -> Iterator[str]:
    """What the types do not tell: words that are not in the report, bounds and days the wrong way round."""
    for where, words, nth in _copied(gold):
        if (times := _count(text, words, nth)) < nth:
            yield f"{where}: {words!r} is " + (f"in the text {times} times, not {nth}" if times else "not in the text")
    for i, place in enumerate(gold.places or ()):
        if place.type != "country" and place.geonames is None and (place.lat is None or place.lon is None):
            yield f"places[{i}]: has neither geonames nor lat and lon"
    for i, event in enumerate(gold.events or ()):
        if event.trigger not in event.evidence:
            yield f"events[{i}].trigger: {event.trigger!r} is not in its evidence"
    for layer in ("dates", "events"):
        for i, item in enumerate(getattr(gold, layer) or ()):
            if item.start and item.end and item.start > item.end:
                yield f"{layer}[{i}]: ends before it starts"
    for layer in ("quantities", "casualties", "losses"):
        for i, item in enumerate(getattr(gold, layer) or ()):
            if item.min is not None and item.max is not None and item.min > item.max:
                yield f"{layer}[{i}]: its min is above its max"


def _copied(gold: Gold) -> Iterator[tuple[str, str, int]]:
    """All that must be in the report to the letter: where it stands in the gold, the words, and which occurrence."""
    for i, words in enumerate(gold.boilerplate):
        yield f"boilerplate[{i}]", words, 1
    for layer in _LAYERS:
        for i, item in enumerate(getattr(gold, layer) or ()):
            for name in ("text", "evidence", "quote", "trigger", "source", "speaker"):
                if told := getattr(item, name, None):
                    yield f"{layer}[{i}].{name}", told, item.nth if name in ("text", "quote", "trigger") else 1
            for name in ("also", "actors", "targets", "places", "weapons"):
                yield from ((f"{layer}[{i}].{name}", told, 1) for told in getattr(item, name, None) or ())
            for role in getattr(item, "roles", ()):
                yield f"{layer}[{i}].roles", role.title, 1
                if role.of:
                    yield f"{layer}[{i}].roles", role.of, 1


def _count(text: str, words: str, most: int) -> int:
    """How often the words occur, overlaps included; counted up to `most`."""
    times, at = 0, text.find(words)
    while at >= 0 and times < most:
        times, at = times + 1, text.find(words, at + 1)
    return times
