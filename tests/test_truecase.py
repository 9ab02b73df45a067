"""Dispatches in capitals: case restored, the length kept, everything else left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.intake import document
from factx.intake.truecase import truecase
from factx.lexicon.tables import rows

CASES = [
    pytest.param(row["capitals"], row["cased"], id=row["cased"][:40])
    for row in rows(Path(__file__).parent / "cases" / "intake_truecase.tsv")
]


@pytest.mark.parametrize(("capitals", "cased"), CASES)
def test_truecase(capitals, cased):
    assert truecase(capitals) == cased


def test_mixed_case_is_the_same_string():
    text = "NATO said on Monday that the FMLN had attacked.\n\nThe UN agreed."
    assert truecase(text) is text
    read = document(text)
    assert read.cased is read.text


def test_headings_of_a_mixed_text():
    text = "REBELS SEIZE PORT OF BERBERA\n\nRebels seized the port on Monday, officials said.\n\nUN\n"
    assert truecase(text) == text.replace("REBELS SEIZE PORT OF BERBERA", "Rebels seize port of Berbera")


@given(st.text(max_size=200), st.booleans())
def test_length_is_kept(text, upper):
    text = text.upper() if upper else text
    cased = truecase(text)
    assert len(cased) == len(text)
    assert all(a == b or a == b.upper() for a, b in zip(text, cased, strict=True))
