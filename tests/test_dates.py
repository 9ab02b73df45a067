"""Dates: the cases of tests/cases/dates.tsv, and the laws of the grammar and of the calendar."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from factx.facts import dates as facts
from factx.lexicon import lexicon
from factx.lexicon.tables import rows
from factx.schema import DateRecord, Document, Reading
from factx.spans import lift
from factx.values import dates
from factx.values.dates import calendar

CASES = list(rows(Path(__file__).parent / "cases" / "dates.tsv"))
MARK = re.compile(r"\[\[(.*?)\]\]")


def records(nlp: Language, text: str, published: str) -> list[DateRecord]:
    mentions, sentences = lift(nlp(text), text)
    day = None if published == "-" else date.fromisoformat(published)
    document = Document("d", "", text, text, "", published=day)
    mentions = [m for m in mentions if m.group == "dates"]
    return facts.records(Reading(document, tuple(mentions), tuple(sentences)), lexicon())


def value(record: DateRecord) -> str:
    if record.start is None and record.end is None:
        assert record.reason and record.edtf is None
        return "?"
    days = record.start if record.start == record.end else f"{record.start}..{record.end}"
    return f"{days} {record.precision}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["sentence"])
def test_case(nlp: Language, case: dict[str, str]) -> None:
    text = MARK.sub(r"\1", case["sentence"])
    found = records(nlp, text, case["published"])
    assert [r.text for r in found] == MARK.findall(case["sentence"])
    assert [value(r) for r in found] == [v for v in case["values"].split(" | ") if v]
    for r in found:
        assert text[r.mentions[0].start : r.mentions[0].end] == r.text


@pytest.fixture(scope="module")
def words() -> dates.Words:
    return dates.words()


def test_is_date(words: dates.Words) -> None:
    for text in ("5 January", "last night", "the past 24 hours", "1991-95", "early March", "Monday", "0315 (0915 GMT)"):
        assert dates.is_date(text, words), text
    for text in ("five days", "a 54-year-old", "47th Brigade", "may", "march on", "5 km", "second", "", "in 2022"):
        assert not dates.is_date(text, words), text


def test_an_expression_survives_being_written_down(words: dates.Words) -> None:
    for case in CASES:
        for found in dates.find(MARK.sub(r"\1", case["sentence"]), words):
            assert dates.read(dates.plain(found.said)) == found.said


HOSTILE = [
    "1,",
    "12-",
    "05/05/",
    "May 5, ",
    "since the a ",
    "the night of ",
    "from ",
    "'",
    "9",
    "late late on ",
    "Monday to ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_any_line_is_read_in_linear_time(words: dates.Words, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = process_time()
        for _ in dates.find(text, words):
            pass
        return process_time() - began

    assert seconds(40_000) < 12 * (seconds(10_000) + 0.01)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.-/:'’\nthe of in May Mon am Z GMT last from to"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    end = 0
    for found in dates.find(text, dates.words()):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        try:
            interval = dates.resolve(found.said, dates.Context(published=date(2024, 2, 29), day=date(2024, 2, 29)))
        except dates.Unresolved:
            continue
        assert interval.start is None or interval.end is None or interval.start <= interval.end


def test_feasts() -> None:
    assert [calendar.easter(y) for y in (1998, 2024, 2025)] == [date(1998, 4, 12), date(2024, 3, 31), date(2025, 4, 20)]
    assert [calendar.orthodox_easter(y) for y in (2024, 2025)] == [date(2024, 5, 5), date(2025, 4, 20)]
    assert calendar.holiday("11:3:4", 2024) == date(2024, 11, 28)
    assert calendar.holiday("05:0:-1", 2024) == date(2024, 5, 27)


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        (calendar.day(date(2024, 5, 14)), "2024-05-14"),
        (calendar.month(2024, 2), "2024-02"),
        (calendar.year(1999), "1999"),
        (calendar.decade(1980), "198X"),
        (calendar.season("winter", 2024), "2024-24"),
        (calendar.week(date(2024, 5, 14)), "2024-05-13/2024-05-19"),
        (dates.Interval(date(1854, 1, 1), None, "interval"), "1854-01-01/.."),
    ],
)
def test_edtf(interval: dates.Interval, written: str) -> None:
    assert dates.edtf(interval) == written


def test_parts_of_periods() -> None:
    assert calendar.part("late", calendar.month(2024, 2)).start == date(2024, 2, 21)
    assert calendar.part("early", calendar.month(2024, 2)).end == date(2024, 2, 10)
    assert calendar.part("mid", calendar.year(2024)).start == date(2024, 5, 1)
    assert calendar.part("h2", calendar.year(2024)).start == date(2024, 7, 1)
    assert calendar.part("late", calendar.decade(1980)).start == date(1987, 1, 1)
    assert calendar.part("early", calendar.day(date(2024, 2, 3))) == calendar.day(date(2024, 2, 3))
