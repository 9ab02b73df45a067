"""Reading: encodings, JSON Lines, folders, stdin, pages, front matter, and every kind of bad input."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import InputError
from factx.intake import days, document, language, line_breaks, pieces, read
from factx.intake.cues import cues
from factx.intake.dateline import find
from factx.lexicon.tables import rows
from factx.schema import Document

CASES = Path(__file__).parent / "cases"
REPORT = "Shells hit the town of Bor on Monday, the mayor said. Nobody was hurt.\n"


def _table(name):
    return [pytest.param(row, id=next(iter(row.values()))[:40] or "none") for row in rows(CASES / name)]


def _one(path, **options):
    (found,) = read([str(path)], **options)
    return found


# ------------------------------------------------------------------------------------- days, datelines, languages


@pytest.mark.parametrize("case", _table("intake_days.tsv"))
def test_days(case):
    assert str(days.parse(case["text"]) or "-") == case["day"]


@pytest.mark.parametrize("case", _table("intake_datelines.tsv"))
def test_datelines(case):
    text = f"{case['dateline']} {case['body']}".lstrip()
    found = find(text, 0, len(text), cues())
    assert (text[found.start : found.end].strip() if found else "") == case["dateline"]
    if found and found.day:
        day = found.day
        assert (str(day.date) if day.year else f"--{day.month:02}-{day.day:02}") == case["day"]


@pytest.mark.parametrize("case", _table("intake_languages.tsv"))
def test_languages(case):
    assert language.of(case["text"]) == case["language"]


def test_yearless_dateline():
    text = "KYIV, 3 March (Reuters) — Russian forces shelled the town on {}, officials said."
    assert document(text.format("it")).published is None
    assert "has no year" in document(text.format("it")).warnings[0]
    assert document(text.format("it"), published=date(2022, 3, 5)).published == date(2022, 3, 3)
    assert document(text.format("it"), published=date(2023, 1, 2)).published == date(2023, 3, 3)
    guessed = document(text.format("Thursday"))
    assert guessed.published and guessed.published.weekday() == 3 and "--date" in guessed.warnings[0]
    archive = document(text.format("Thursday") + " The war began in 1991.")
    assert archive.published is None


@pytest.mark.parametrize(
    ("text", "options", "day"),
    [
        ("KYIV, 3 March 2022 — Shells fell.", {"published": date(2024, 1, 1)}, "2022-03-03"),
        ("KYIV, 3 March 2022 — Shells fell.", {"told": date(2022, 3, 4)}, "2022-03-04"),
        ("KYIV — Shells fell.", {"published": date(2024, 1, 1)}, "2024-01-01"),
        ("KYIV — Shells fell.", {"metadata": date(2023, 1, 1), "published": date(2024, 1, 1)}, "2023-01-01"),
        ("Headline here\n03/04/2024\n\nShells fell on the town.", {}, "None"),
        ("Headline here\nUpdated: 3 April 2024\n\nShells fell on the town.", {}, "2024-04-03"),
    ],
)
def test_own_day_comes_first(text, options, day):
    assert str(document(text, **options).published) == day


def test_a_day_that_stays_unknown_is_told_once():
    said = ("the day of the report is unknown: give it with --date",)
    assert document("Shells fell on Monday. Two men were killed last week.").warnings == said
    assert document("Shells fell on 3 March 2022. Two men were killed.").warnings == ()
    assert document("Shells fell on Monday.", published=date(2022, 3, 8)).warnings == ()
    assert len(document("BOR, 3 March (AFP) - Shells fell yesterday.").warnings) == 1


def test_marks_of_markdown_are_blank_for_the_model():
    text = "He left **Wad Madani** for [El Obeid](http://example.org/a_b) on _Monday_; 5 * 3 * 2, snake_case_x, f***."
    cased = "He left   Wad Madani   for  El Obeid                          on  Monday ; 5 * 3 * 2, snake_case_x, f***."
    read = document(text)
    assert (read.text, read.cased) == (text, cased)


# ------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (REPORT, "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be cp1252 cp1251"),
        ("“We left,” she said – the town’s mayor.", "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be cp1252 cp1251"),
        ("General Traoré met Thérèse Wagner in Ménaka; it cost £61bn.", "utf-8 utf-16 utf-16-le cp1252"),
        ("The channel Рыбарь wrote that Суджа had fallen.", "utf-8 utf-8-sig utf-16 utf-16-le cp1251 koi8_r"),
        ("The word НАТО was painted on the wall of the ТЭЦ, he said.", "utf-8 utf-16 cp1251 koi8_r"),
        ("Line one\r\nLine two of the town\r\n", "utf-8 utf-8-sig utf-16 cp1252"),
    ],
)
def test_encodings(tmp_path, text, encodings):
    for encoding in encodings.split():
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(text.encode(encoding))
        found = _one(file, published=date(2024, 1, 2))
        assert found.text == text, encoding
        told = encoding.startswith("utf-8") or encoding == "utf-16" or text.isascii()
        assert bool(found.warnings) == (not told or encoding in ("utf-16-le", "utf-16-be")), (encoding, found.warnings)


def test_damaged_utf8_is_not_mojibake(tmp_path):
    raw = "“Général Traoré” – “Ménaka” – “N’Djaména”, he said.".encode()
    file = tmp_path / "a.txt"
    file.write_bytes(raw[:20] + b"\xff" + raw[20:])
    found = _one(file)
    assert found.text.count("�") == 1 and "Ménaka" in found.text and "damaged" in found.warnings[0]


# ------------------------------------------------------------------------------------- files, folders, JSON Lines


def test_ids_and_doubles(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text(REPORT)
    (tmp_path / "d").write_text(REPORT + "More.")
    found = list(read([str(tmp_path / name) for name in "abcd"]))
    first = found[0].id
    assert len(first) == 16 and first == document(REPORT).id
    assert [d.id for d in found[:3]] == [first, f"{first}-2", f"{first}-3"]
    assert [d.duplicate_of for d in found] == [None, first, first, None]
    assert found[0].path == str(tmp_path / "a")


def test_folder(tmp_path):
    for name in ("b.txt", "a.md", "c/a.html", "c/z.jsonl", ".hidden.txt", ".git/x.txt", "page.css", "notes"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(REPORT + name)
    page = f"<html><body><article><p>{REPORT * 5}</p></article></body></html>"
    (tmp_path / "c/a.html").write_text(page)
    (tmp_path / "c/z.jsonl").write_text(json.dumps({"text": REPORT, "id": "x"}) + "\n")
    (tmp_path / "program").write_bytes(b"\x7fELF\x00\x00\x01")
    (tmp_path / "old.docx").write_bytes(b"PK\x03\x04")
    found = [
        (f.path if isinstance(f, Document) else f.what).removeprefix(f"{tmp_path}/") for f in read([str(tmp_path)])
    ]
    assert found == ["a.md", "b.txt", "c/a.html", "c/z.jsonl:1", "notes", "old.docx"]


def test_json_lines(tmp_path):
    file = tmp_path / "x.jsonl"
    lines = [
        {
            "text": REPORT,
            "id": "one",
            "published": "2024-03-05T10:00:00Z",
            "title": "Bor",
            "url": "https://example.org",
        },
        {"text": "A line with \u2028 and \x85 in it, in the town."},
        {"text": REPORT, "id": "two", "published": "soon"},
    ]
    file.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines) + "\n\n", encoding="utf-8")
    one, other, two = read([str(file)])
    assert (one.id, one.published, one.title, one.path) == ("one", date(2024, 3, 5), "Bor", f"{file}:1")
    assert "\u2028" in other.text and other.id == document(other.text).id
    assert two.published is None and "soon" in two.warnings[0] and two.duplicate_of == "one"


def test_bad_json_lines(tmp_path):
    good = json.dumps({"text": REPORT, "id": "a"})
    bad = {
        "[1, 2]": "not a JSON object", '{"text": "x"': "not valid JSON", '{"id": "b"}': 'no "text"', good: "before",
        '{"text": 5}': "not a string", '{"text": "  "}': "is empty", '{"text": "a\\ud800b"}': "half a character",
        '{"text": "x", "id": ""}': "id is empty", "[" * 100_000: "nested too deeply",
    }  # fmt: skip
    file = tmp_path / "x.jsonl"
    file.write_bytes(
        "\n".join([good, *bad]).encode() + b'\n{"text": "\xff"}\n' + json.dumps({"text": "Last."}).encode()
    )
    found = list(read([str(file)]))
    assert isinstance(found[0], Document) and isinstance(found[-1], Document)
    for number, (error, why) in enumerate(zip(found[1:-1], [*bad.values(), "not UTF-8"], strict=True), 2):
        assert isinstance(error, InputError) and error.what == f"{file}:{number}" and why in error.why


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\r\n", "is empty"),
        ("bom.txt", b"\xef\xbb\xbf", "is empty"),
        ("binary.txt", bytes(range(256)) * 4, "binary"),
        ("report.txt", b"%PDF-1.7 ...", "PDF"),
        ("x.jsonl", b"\n\n", "is empty"),
        ("half.txt", b"\xff\xfeA", "UTF-16"),
        ("page.html", b"<html><body><script>x()</script></body></html>", "no main text"),
        ("uk.txt", "Українські війська зайняли місто.".encode(), "not in English, it seems to be Ukrainian"),
    ],
)
def test_bad_files(tmp_path, name, raw, why):
    (tmp_path / "good.txt").write_text(REPORT)
    (tmp_path / name).write_bytes(raw)
    found = list(read([str(tmp_path / name), str(tmp_path / "good.txt")]))
    assert isinstance(found[0], InputError) and found[0].what == str(tmp_path / name) and why in found[0].why
    assert isinstance(found[1], Document)


def test_missing_and_empty_folder(tmp_path):
    missing, empty = read([str(tmp_path / "none.txt"), str(tmp_path)])
    assert isinstance(missing, InputError) and "no such file" in missing.why
    assert isinstance(empty, InputError) and "no report" in empty.why


def test_force_lets_other_languages_through(tmp_path):
    file = tmp_path / "uk.txt"
    file.write_text("Українські війська зайняли місто.", encoding="utf-8")
    assert _one(file, force=True).language == "uk"


def test_stdin_is_sniffed():
    (plain,) = read(["-"], stdin=io.BytesIO(b"\n\n" + REPORT.encode()))
    assert plain.text == "\n\n" + REPORT and plain.path == "-"
    line = json.dumps({"text": REPORT, "id": "a"}).encode()
    found = list(read(["-"], stdin=io.BytesIO(b"\n" + line + b"\n{\n")))
    assert found[0].id == "a" and found[0].path == "-:2" and found[1].what == "-:3"


@pytest.mark.parametrize("raw", ["id,text\na,{}", "id;Text\r\na;{}", "\ntext\tid\n{}\ta\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_on_stdin(raw, encoding):
    (found,) = read(["-"], stdin=io.BytesIO(raw.format(f'"{REPORT.strip()}"').encode(encoding)))
    assert (found.id, found.text) == ("a", REPORT.strip())


@pytest.mark.parametrize("first", ["text", "Text of the report, in full", "a, b", '"text, id', "text: a, b"])
def test_what_is_no_header_is_a_text(first):
    (found,) = read(["-"], stdin=io.BytesIO(f"{first}\n{REPORT}".encode()))
    assert found.text == f"{first}\n{REPORT}"


def test_page(tmp_path):
    file = tmp_path / "p.html"
    file.write_bytes(
        '<html><head><meta charset="windows-1252"><title>Shells hit Bor</title>'
        '<meta property="article:published_time" content="2024-08-07T10:00:00Z"></head><body><nav><a>Home</a></nav>'
        f"<article><h1>Shells hit Bor</h1><p>{REPORT * 3}</p><p>“We left”, the mayor’s wife said. {REPORT}</p>"
        "</article></body></html>".encode("cp1252")
    )
    found = _one(file)
    assert found.title == "Shells hit Bor" and found.published == date(2024, 8, 7)
    assert found.text.startswith("Shells hit Bor\n\nShells hit the town") and "“We left”" in found.text
    assert found.zones[0].kind == "headline" and "Home" not in found.text


@pytest.mark.parametrize("times", [1, 2, 4])
def test_short_page_keeps_its_blocks(tmp_path, times):
    file = tmp_path / "p.html"
    story = "<p>Artillery <b>killed</b> three\npeople.<br>Nobody claimed it.</p>"
    file.write_text(
        "<html><head><title>Shells hit Bor</title></head><body><nav><a>Home</a></nav><article><h1>Shells hit Bor</h1>"
        f"<div>By Ann Lee</div>{story}<div>{REPORT * times}</div></article><footer>About</footer></body></html>"
    )
    shown = ["Shells hit Bor", "By Ann Lee", "Artillery killed three people.", "Nobody claimed it."]
    assert _one(file, published=date(2024, 1, 2)).text.split("\n\n")[:4] == shown


def test_front_matter(tmp_path):
    file = tmp_path / "r.md"
    file.write_text(f'---\ntitle: "Shells hit Bor"\ndate: 2024-08-07\n---\n\n# Shells hit Bor\n\n{REPORT}')
    found = _one(file)
    assert found.title == "Shells hit Bor" and found.published == date(2024, 8, 7)
    assert [(z.kind, found.text[z.start : z.end].split("\n")[0]) for z in found.zones] == [
        ("boilerplate", "---"),
        ("headline", "Shells hit Bor"),
    ]


# ------------------------------------------------------------------------------------- whatever comes


@given(st.text(max_size=400), st.integers(1, 60))
def test_any_text(text, size):
    found = document(text)
    assert found.text == text and len(found.cased) == len(text)
    assert all(0 <= z.start < z.end <= len(text) for z in found.zones)
    assert [z.start for z in found.zones] == sorted(z.start for z in found.zones)
    assert all(0 <= b < len(text) for b in line_breaks(found))
    cut = pieces(found, size)
    assert "".join(text[a:b] for a, b in cut) == text and all(b - a <= size for a, b in cut)


@given(st.binary(max_size=300))
def test_any_bytes(raw):
    for found in read(["-"], stdin=io.BytesIO(raw)):
        assert isinstance(found, Document | InputError)


def test_pieces_end_where_paragraphs_do():
    text = "One two three.\n\nFour five six seven.\nEight.\n\nNine ten eleven. Twelve"

    def cut(size):
        return [text[a:b] for a, b in pieces(document(text), size)]

    assert cut(50) == ["One two three.\n\nFour five six seven.\nEight.\n\n", "Nine ten eleven. Twelve"]
    assert cut(22) == ["One two three.\n\n", "Four five six seven.\n", "Eight.\n\n", "Nine ten eleven. ", "Twelve"]
    assert cut(5)[:2] == ["One ", "two "]
