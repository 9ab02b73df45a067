"""Names of places made comparable: folds and skeletons."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.lexicon.names import fold, readable, skeletons
from factx.lexicon.tables import rows

ROMANISATIONS = list(rows(Path(__file__).parent / "cases" / "romanisations.tsv"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Al-Fāshir", "al fashir"),
        ("Kharkivs’ka Oblast’", "kharkivska oblast"),
        ("Sana'a", "Sanaʼa"),
        ("Sanaa", "Sana‘a"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Sault Ste. Marie", "Sault Sainte Marie"),
        ("Mt. Hermon", "Mount Hermon"),
        ("Ft Worth", "FORT WORTH"),
        ("the Hague", "The Hague"),
        ("Rostov-on-Don", "Rostov on Don"),
        ("Port‑au‑Prince", "Port-au-Prince"),
        ("Usulután", "USULUTAN"),
        ("Łódź", "Lodz"),
        ("Tromsø", "Tromso"),
        ("Đà Nẵng", "Da Nang"),
        ("Şanlıurfa", "Sanliurfa"),
        ("Khan  Yunis ", "Khan Yunis"),
        ("İstanbul", "istanbul"),
        ("Авдіївка", "АВДІЇВКА"),
    ],
)
def test_spellings_that_are_one(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"), [("Goma", "Gomo"), ("Mali", "Malie"), ("St", "Saint"), ("Sumy", "Sumi"), ("The", "")]
)
def test_spellings_that_are_two(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize("case", ROMANISATIONS, ids=lambda c: f"{c['country']} {c['left']}={c['right']}")
def test_romanisations(case: dict[str, str]) -> None:
    left, right = (set(skeletons(fold(case[side]), case["country"])) for side in ("left", "right"))
    assert bool(left & right) == (case["meet"] == "yes"), (left, right)


def test_skeletons_are_of_the_country_s_script() -> None:
    assert [s[0] for s in skeletons("kramatorsk", "UA")] == ["s"]
    assert [s[0] for s in skeletons("salamiyah", "SY")] == ["a"]
    assert [s[0] for s in skeletons("kandahar", "AF")] == ["p"]
    assert [s[0] for s in skeletons("kandahar")] == ["s", "a", "p"]
    assert skeletons("springfield", "US") == ()


def test_short_and_foreign_names_have_no_skeleton() -> None:
    assert skeletons("hama", "SY") == ()
    assert skeletons("авдіївка", "UA") == ()
    assert skeletons("a" * 100_000, "SY") == ()


@pytest.mark.parametrize("form", ["Bakhmut", "al-Fashir", "Київ", "الفاشر", "Đà Nẵng", "Sana'a"])
def test_readable(form: str) -> None:
    assert readable(form)


@pytest.mark.parametrize(
    "form", ["ELF", "erufasha", "http://x.org/Kyiv", "Lyon 5e", "巴赫穆特", "Fehtlon [a. 973]", ""]
)
def test_not_readable(form: str) -> None:
    assert not readable(form)


@given(st.text(max_size=200))
def test_folding_settles(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    skeletons(folded)
    skeletons(folded, "UA")
    skeletons(folded, "SY")
