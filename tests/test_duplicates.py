"""Which documents are copies of an earlier one, and which only look like it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from factx.batch.duplicates import fingerprint
from factx.batch.ledger import Ledger
from factx.intake import document
from factx.schema import Document

LEAD = (
    "KYIV, 3 March 2024 - Russian forces shelled the port city of Kherson on Sunday, killing three people and wounding "
    "nine others, the head of the regional military administration, Oleksandr Prokudin, said on Telegram.\n\n"
)
BODY = (
    "The shells hit two apartment blocks and a school in the Korabelnyi district shortly before dawn. Rescue workers "
    "pulled an elderly woman from the rubble, and 12 residents were taken to a hospital across the river. "
    "Prokudin said that the attack came from positions on the left bank of the Dnipro.\n\n"
    "Moscow did not comment on the reports. Both sides deny that they aim at civilians in the war, now in its third "
    "year. On 15 February a similar attack on the same district damaged the heating plant and left 400 homes cold.\n"
)
REPORT = LEAD + BODY

COPIES = {
    "the same": REPORT,
    "the last sentence cut": REPORT[: REPORT.index(" On 15 February")] + "\n",
    "the comment of the other side cut": REPORT.replace("Moscow did not comment on the reports. ", ""),
    "other spaces and line ends": REPORT.replace("\n\n", "\n \n").replace(". ", ".  "),
    "words put in place of others": REPORT.replace("pulled an elderly woman", "got an elderly woman out"),
}
UPDATES = {
    "another toll": REPORT.replace("killing three people", "killing four people"),
    "another toll in digits": REPORT.replace("12 residents", "14 residents"),
    "a toll that stands elsewhere": REPORT.replace("12 residents", "15 residents"),
    "tolls that changed places": REPORT.replace("killing three", "killing X")
    .replace("wounding nine", "wounding three")
    .replace("killing X", "killing nine"),
    "another district": REPORT.replace("Korabelnyi", "Dniprovskyi"),
    "another day": REPORT.replace("on Sunday", "on Monday"),
    "a paragraph more": REPORT + "The mayor of Odesa said that 30 families would be taken in.\n",
}


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger()
    yield ledger
    ledger.close()


def settled(ledger: Ledger, text: str, day: str | None = "2024-03-03", path: str = "a.txt") -> Document:
    from datetime import date

    draft = document(text, path=path, published=date.fromisoformat(day) if day else None)
    print_ = fingerprint(draft)
    found = ledger.settle(draft, print_)
    ledger.enter(found, print_, found.id)
    return found


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_marked_with_its_original(ledger: Ledger, text: str) -> None:
    first, second = settled(ledger, REPORT), settled(ledger, text)
    assert second.duplicate_of == first.id
    assert second.similarity is not None
    assert second.similarity >= 0.8


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES)
def test_an_update_is_no_copy(ledger: Ledger, text: str) -> None:
    assert text != REPORT
    settled(ledger, REPORT)
    second = settled(ledger, text)
    assert (second.duplicate_of, second.similarity) == (None, None)


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_in_capitals_too(ledger: Ledger, text: str) -> None:
    first, second = settled(ledger, REPORT.upper()), settled(ledger, text.upper())
    assert second.duplicate_of == first.id


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES)
def test_an_update_in_capitals_is_no_copy(ledger: Ledger, text: str) -> None:
    settled(ledger, REPORT.upper())
    assert settled(ledger, text.upper()).similarity is None


BULLETIN = "The situation in the operational zone has not changed. No enemy strike groups were seen near the border.\n"


@pytest.mark.parametrize(
    ("first", "second", "copy"),
    [
        ("2024-03-03", "2024-03-03", True),
        ("2024-03-03", "2024-03-05", True),
        ("2024-03-03", "2024-03-06", False),
        ("2024-03-05", "2024-03-03", True),
        ("2023-03-03", "2024-03-03", False),
        (None, "2024-03-03", True),
        ("2024-03-03", None, True),
    ],
)
def test_the_same_words_of_another_day_are_a_report_of_their_own(
    ledger: Ledger, first: str | None, second: str | None, copy: bool
) -> None:
    a, b = settled(ledger, BULLETIN, first), settled(ledger, BULLETIN, second)
    assert b.id == f"{a.id}-2"
    assert b.duplicate_of == a.id  # of the record contract: the content is the same
    assert (b.similarity is not None) == copy


def test_copies_of_copies_name_the_original(ledger: Ledger) -> None:
    first = settled(ledger, REPORT)
    found = [settled(ledger, text) for text in (*COPIES.values(), REPORT)]
    assert {f.duplicate_of for f in found} == {first.id}
    assert [f.id for f in found] == list(dict.fromkeys(f.id for f in found)), "ids are unique"


def test_each_day_s_copies_name_that_day_s_original(ledger: Ledger) -> None:
    days = ["2024-03-03", "2024-03-03", "2024-04-03", "2024-04-03"]
    a, b, c, d = (settled(ledger, BULLETIN, day) for day in days)
    assert (b.duplicate_of, d.duplicate_of) == (a.id, c.id)
    assert (c.similarity, d.similarity) == (None, 1.0)


def test_what_is_longer_is_no_copy_of_its_beginning(ledger: Ledger) -> None:
    settled(ledger, LEAD)
    assert settled(ledger, REPORT).similarity is None


def test_short_messages_are_compared_whole(ledger: Ledger) -> None:
    first = settled(ledger, "Air raid alert in Kharkiv region, all to the shelters.")
    assert settled(ledger, "Air raid alert in Kharkiv region, everyone to the shelters.").similarity is None
    assert settled(ledger, "Air raid alert in Kharkiv region, all to the shelters.").duplicate_of == first.id
