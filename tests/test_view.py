"""The review page's data: records read back, offsets as JavaScript counts, and a page that lets nothing in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from factx import tables
from factx.cli import cli
from factx.errors import FactxError
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import DocumentRecord
from factx.view import Report, is_output, load, page
from factx.view.payload import payload
from factx.view.payload import to_json as to_script

SEED = Path(__file__).parent.parent / "seeds" / "zaporizhzhia-2024-10-09.txt"


@pytest.fixture(scope="module")
def lines(pipeline: Pipeline) -> list[str]:
    """The records of a report, as `factx extract --text` prints them."""
    from factx import intake

    (document,) = intake.read([str(SEED)])
    assert not isinstance(document, Exception)
    return [to_json(r) for r in pipeline.read(document)]


@pytest.fixture
def facts(lines: list[str], tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def loaded(path: Path) -> list[Report]:
    return [report for report in load(str(path)) if isinstance(report, Report)]


def a_report(text: str, *mentions: tuple[int, int], **more: Any) -> Report:
    """A document of this text and a person for each mention."""
    found = [
        {"kind": "person", "id": f"p{i}", "doc": "d", "confidence": 0.5, "rule": "x", "name": text[a:b], "roles": [],
         "mentions": [{"start": a, "end": b, "text": text[a:b]}], "country": None}
        for i, (a, b) in enumerate(mentions)
    ]  # fmt: skip
    return Report({"kind": "document", "id": "d", "path": "d.txt", "text": text, **more}, found)


def test_offsets_become_utf16() -> None:
    text = "🚀🚀 Ann met Bob"
    data = payload([a_report(text, (3, 6), (11, 14), boilerplate=[[0, 2]])])
    (document,) = data["docs"]
    units = text.encode("utf-16-le")
    spans = [(m["start"], m["end"]) for r in document["records"] for m in r["mentions"]]
    assert [units[2 * a : 2 * b].decode("utf-16-le") for a, b in spans] == ["Ann", "Bob"]
    assert document["boilerplate"] == [[0, 4]]


def test_what_the_text_tells_is_left_out(facts: Path) -> None:
    (document,) = payload(loaded(facts))["docs"]
    for record in document["records"]:
        assert "doc" not in record
        assert all("text" not in m for m in record["mentions"])
        assert None not in record.values()


def test_an_offset_outside_the_text_is_an_error() -> None:
    with pytest.raises(FactxError, match=r"p0.*outside the text"):
        payload([a_report("Ann", (0, 9))])


@pytest.mark.parametrize("text", ["</script><script>x</script>", "<!--", "\u2028\u2029", "\ud800 and \ude00", '"\\'])
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    written = to_script({"text": text})
    assert not re.search("[<\u2028\u2029]", written)
    read = json.loads(written.encode())  # it can be written as UTF-8
    assert read["text"] == re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_a_page_allows_its_own_script_and_style_only(facts: Path) -> None:
    html = page(loaded(facts))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    for tag, rule in (("style", "style-src"), ('script type="module"', "script-src")):
        code = html.split(f"<{tag}>")[1].split(f"</{tag.split()[0]}>")[0]
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none';")
    assert "img-src 'none'" in policy[1]
    shell = html.replace(html.split('id="data">')[1].split("</script>")[0], "")
    assert set(re.findall(r"https?://[^\s\"'`]+", shell)) <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    "tiles",
    ["tiles", "ftp://a.org/{z}/{x}/{y}", "https://a.org/{z}/{x}", "https://a.org; script-src */{z}/{x}/{y}.png"],
)
def test_a_template_of_tiles_is_checked(tiles: str) -> None:
    with pytest.raises(FactxError, match="no template of tiles"):
        page([a_report("Ann")], tiles)


def test_tiles_open_the_policy_for_their_server_alone() -> None:
    assert "img-src https://a.org:8080;" in page([a_report("Ann")], "https://a.org:8080/t/{z}/{x}/{y}.png?k=1")


def test_nothing_to_show_is_said() -> None:
    with pytest.raises(FactxError, match="nothing to show"):
        page([])


# ---------------------------------------------------------------------------------------- records as they were written


@pytest.mark.parametrize("form", tables.FORMATS)
def test_the_folder_of_a_batch_is_shown_as_its_records_are(
    form: str, lines: list[str], facts: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with tables.open_tables(form, folder) as out:
        out.write(lines)
    assert is_output(str(folder))
    by_id = sorted(payload(loaded(facts))["docs"][0]["records"], key=lambda r: r["id"])
    (document,) = payload(loaded(folder))["docs"]
    assert document["text"] == SEED.read_text(encoding="utf-8")
    assert sorted(document["records"], key=lambda r: r["id"]) == by_id


def without_text(lines: list[str], path: Path) -> str:
    document = {**json.loads(lines[0]), "text": None, "path": str(path)}
    return "\n".join([json.dumps(document), *lines[1:]])


def test_a_text_that_the_records_lack_is_read_where_it_was(lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text(without_text(lines, SEED), encoding="utf-8")
    (report,) = loaded(tmp_path / "facts.jsonl")
    assert report.document["text"] == SEED.read_text(encoding="utf-8")


def test_a_text_that_changed_or_went_is_an_error(lines: list[str], tmp_path: Path) -> None:
    moved = tmp_path / "report.txt"
    (tmp_path / "facts.jsonl").write_text(without_text(lines, moved), encoding="utf-8")
    (lost,) = load(str(tmp_path / "facts.jsonl"))
    assert re.search(r"report\.txt.*neither.*--text", str(lost))
    moved.write_text(
        "Three people were killed in Kherson on Monday, the governor of the region said.", encoding="utf-8"
    )
    (lost,) = load(str(tmp_path / "facts.jsonl"))
    assert re.search(r"report\.txt.*has changed.*--text", str(lost))


def test_a_text_is_read_again_out_of_a_mail_and_a_lost_one_costs_only_itself(tmp_path: Path) -> None:
    from factx import intake

    mail = tmp_path / "mail.eml"
    head = "From: a@example.org\nSubject: Notes\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    told = "Content-Type: text/plain\n{}\nThe shelling of the town killed three people on Monday, the mayor said.\n"
    parts = (told.format(""), told.format("Content-Disposition: attachment; filename=annex.txt\n") + "More on this.\n")
    mail.write_text(head + "".join(f"--x\n{part}\n" for part in parts) + "--x--\n")
    read = [d for d in intake.read([str(mail)]) if not isinstance(d, Exception)]
    assert [d.path.removeprefix(str(mail)) for d in read] == ["", "/annex.txt"]
    rows = [{"kind": "document", "id": d.id, "path": d.path, "sha256": d.sha256} for d in read]
    facts = tmp_path / "facts.jsonl"
    gone = {"kind": "document", "id": "gone", "path": str(tmp_path / "gone.txt"), "sha256": "0"}
    facts.write_text("".join(json.dumps(row) + "\n" for row in [*rows, gone]), encoding="utf-8")
    *shown, lost = load(str(facts))
    assert [r.document["text"] for r in shown if isinstance(r, Report)] == [d.text for d in read]
    assert isinstance(lost, FactxError)
    done = CliRunner().invoke(cli, ["view", str(facts), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 1 and "gone.txt" in done.output and "2 documents" in done.output


# -------------------------------------------------------------------------------------------------- where it is written


def test_no_output_is_written_over_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    report = folder / "sudan.txt"
    report.write_text("A report.", encoding="utf-8")
    (tmp_path / "same.txt").symlink_to(report)
    for output in ("reports/sudan.txt", "same.txt"):
        for command, source in (("view", report), ("extract", report), ("extract", folder), ("view", folder)):
            done = CliRunner().invoke(cli, [command, str(source), "-o", output])
            assert done.exit_code == 1 and "over what is read" in done.output, (command, source, output)
    assert report.read_text(encoding="utf-8") == "A report."


def test_the_page_of_a_page_has_a_name_of_its_own(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = Path("facts.html")  # beside facts.jsonl, and no page of ours
    report.write_text("<p>A report.", encoding="utf-8")
    for _ in range(2):
        assert CliRunner().invoke(cli, ["view", str(facts)]).exit_code == 0
        assert report.read_text(encoding="utf-8") == "<p>A report."
        assert Path("facts.facts.html").is_file()
    Path("facts.facts.html").replace(report)
    assert CliRunner().invoke(cli, ["view", str(facts)]).exit_code == 0
    assert not Path("facts.facts.html").exists(), "an older page of ours is replaced"


BROKEN = {
    "{": "not valid JSON",
    '{"kind": "place"}': "is no record",
    "[1]": "is no record",
    '{"kind": "place", "id": "x", "doc": "other", "mentions": []}': "no record of its document",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_named(line: str, lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{lines[0]}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(FactxError, match=rf"facts\.jsonl:3: .*{BROKEN[line]}"):
        load(str(path))


def test_documents_of_jsonl_are_reports_and_not_records(tmp_path: Path) -> None:
    assert not is_output(str(SEED.parent / "dispatches.jsonl"))
    assert not is_output(str(SEED.parent))
    assert not is_output(str(tmp_path / "missing"))


def test_the_command_writes_reports_and_records_into_one_page(facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    other = SEED.parent / "cabo-delgado-2021-03-29.txt"
    done = CliRunner().invoke(cli, ["view", str(facts), str(other), "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert "2 documents" in done.output
    html = target.read_text(encoding="utf-8")
    assert "<title>2 reports</title>" in html
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_report_that_fails_is_named_and_the_rest_are_shown(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = CliRunner().invoke(cli, ["view", str(facts), str(tmp_path / "empty.txt"), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 1
    assert "empty.txt: is empty" in done.output
    assert (tmp_path / "page.html").is_file()


def test_a_document_record_is_all_that_a_page_needs(lines: list[str]) -> None:
    fields = set(DocumentRecord.__dataclass_fields__)
    assert set(payload([Report(json.loads(lines[0]))])["docs"][0]) - fields == {"records"}
