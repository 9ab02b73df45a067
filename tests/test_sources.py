"""What reports are kept in: every format read back, folders and globs, what fsspec opens, the ids of a run."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import pickle
import subprocess
import sys
import tarfile
import zipfile
from datetime import date
from email.message import EmailMessage

import fsspec
import pytest
import zstandard

from factx.errors import FactxError, InputError
from factx.intake import Entry, Fields, Identities, Source, document, draft, entries, given, listing, read
from factx.schema import Document

REPORT = "Shells hit the town of Bor on Monday, the mayor said. Nobody was hurt.\n"
PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def pdf(*pages: str, title: str = "") -> bytes:
    """A PDF with a line of text a page; a page without one is as a scan is."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawn = f"BT /F1 12 Tf 72 720 Td ({page}) Tj ET".encode("latin-1") if page else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {len(objects)} 0 R >>".encode())
    refs = " ".join(f"{k} 0 R" for k in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} /MediaBox [0 0 612 792] >>".encode()
    objects.append(f"<< /Title ({title}) >>".encode())
    made, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + head + table + trailer % (len(at) + 1, len(at), len(made))


def docx() -> bytes:
    from docx import Document as Word

    word = Word()
    word.add_paragraph("Shells hit the town of Bor on Monday, the mayor said.")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Killed", "none"
    word.add_paragraph("Nobody was hurt.")
    word.core_properties.title = "Shells hit Bor"
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def mail(plain: str | None, html: str | None = None, **attached: bytes) -> bytes:
    made = EmailMessage()
    made["Subject"], made["Date"] = "Shells hit Bor, Ménaka quiet", "Tue, 05 Mar 2024 23:10:00 +0200"
    if plain is not None:
        made.set_content(plain)
    if html is not None:
        made.add_alternative(html, subtype="html") if plain is not None else made.set_content(html, subtype="html")
    for name, content in attached.items():
        made.add_attachment(content, "application", "octet-stream", filename=name.replace("_", "."))
    return made.as_bytes()


PAGE = f"<html><head><title>Bor</title></head><body><article><p>{REPORT * 5}</p></article></body></html>"
TABLE = f'id,text,published,more\r\nr1,"{REPORT}",2024-03-05,x\r\n\r\n,"Second, ""quoted"", in the town",,\r\n'


def shown(found: list[Document | InputError], below: object) -> list[str]:
    return [(f.path if isinstance(f, Document) else f"! {f.what}").replace(f"{below}/", "") for f in found]


def one(path: object, **options: object) -> Document:
    (found,) = read([str(path)], **options)  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


# ------------------------------------------------------------------------------------- formats


@pytest.mark.parametrize("packed", ["", *PACK])
@pytest.mark.parametrize(
    ("name", "raw", "texts"),
    [
        ("a.txt", REPORT.encode(), [REPORT]),
        ("a", REPORT.encode(), [REPORT]),
        ("a.html", PAGE.encode(), None),
        ("a.jsonl", json.dumps({"text": REPORT, "id": "x"}).encode(), [REPORT]),
        ("a.csv", TABLE.encode(), [REPORT, 'Second, "quoted", in the town']),
        ("a.tar", tarred({"d/b.txt": REPORT.encode()}), [REPORT]),
        ("a.docx", docx(), None),
    ],
)
def test_formats_plain_and_compressed(tmp_path, name, raw, texts, packed):
    file = tmp_path / (f"{name}.{packed}" if packed else name)
    file.write_bytes(PACK[packed](raw) if packed else raw)
    found = list(read([str(file)], published=date(2024, 3, 5)))
    assert all(isinstance(f, Document) for f in found), found
    assert texts is None or [f.text for f in found] == texts
    assert all(f.path.startswith(str(file)) for f in found)
    assert "Shells hit the town" in found[0].text


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tgz", "tar.xz", "tar.zst"])
def test_archives_are_read_in_place(tmp_path, kind):
    members = {
        "d/a.txt": REPORT.encode(),
        "d/b.txt.gz": gzip.compress(b"Second report on the town of Bor.\n"),
        "c.jsonl": b'{"text": "Third report on the town of Bor."}\n{broken\n',
        "t.csv": b"text\nFourth report on the town of Bor.\n",
        "p.html": PAGE.encode(),
        "in.zip": zipped({"x.txt": b"x"}),
        "empty.txt": b"",
        "picture.png": b"\x89PNG",
        ".hidden.txt": REPORT.encode(),
        "__MACOSX/._a.txt": REPORT.encode(),
        "noname": bytes(range(256)),
    }
    raw = zipped(members) if kind == "zip" else tarred(members)
    if kind not in ("zip", "tar"):
        raw = PACK[kind.rpartition(".")[2].replace("tgz", "gz")](raw)
    file = tmp_path / f"all.{kind}"
    file.write_bytes(raw)
    assert shown(list(read([str(file)])), file) == [
        "d/a.txt", "d/b.txt.gz", "c.jsonl:1", "! c.jsonl:2", "t.csv:2", "p.html", "! in.zip", "! empty.txt",
    ]  # fmt: skip
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_the_bytes_tell_what_a_file_is(tmp_path):
    for name, raw in {"a.txt": gzip.compress(REPORT.encode()), "b": zipped({"x.txt": REPORT.encode()})}.items():
        (tmp_path / name).write_bytes(raw)
        assert one(tmp_path / name).text == REPORT
    for raw in (PACK["xz"](REPORT.encode()), zipped({"x.txt": REPORT.encode()}), tarred({"x.txt": REPORT.encode()})):
        (found,) = read(["-"], stdin=io.BytesIO(raw))
        assert isinstance(found, Document) and found.text == REPORT


def test_a_zip_archive_in_a_pipe(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": REPORT.encode()}))
    command = "import sys; from factx.intake import read; print([d.path for d in read(sys.argv[1:])])"
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -c '{command}' - <(cat a.zip) < <(cat a.zip)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("['-/x.txt', '/dev/fd/") and done.stdout.endswith("/x.txt']\n")


def test_pdf(tmp_path):
    file = tmp_path / "r.pdf"
    file.write_bytes(pdf("Shells hit the town of Bor on Monday.", "", "Nobody was hurt.", title="Shells hit Bor"))
    found = one(file)
    assert found.text == "Shells hit the town of Bor on Monday.\n\nNobody was hurt."
    assert found.title == "Shells hit Bor" and found.published is None


def test_docx(tmp_path):
    file = tmp_path / "r.docx"
    file.write_bytes(docx())
    found = one(file)
    assert found.text.split("\n\n")[1:] == ["Killed\tnone", "Nobody was hurt."]
    assert found.title == "Shells hit Bor" and found.published is None


@pytest.mark.parametrize(("name", "library"), [("r.pdf", "pypdf"), ("r.docx", "docx")])
def test_what_is_not_installed_is_named(tmp_path, monkeypatch, name, library):
    (tmp_path / name).write_bytes(pdf("Shells fell.") if name == "r.pdf" else docx())
    monkeypatch.setitem(sys.modules, library, None)
    (found,) = read([str(tmp_path / name)])
    assert isinstance(found, InputError) and found.hint == "pip install 'factx[documents]'"


@pytest.mark.parametrize(("plain", "html"), [(REPORT, None), (REPORT, PAGE), (None, PAGE)])
def test_mail(tmp_path, plain, html):
    file = tmp_path / "m.eml"
    file.write_bytes(mail(plain, html, notes_txt=b"Bor is quiet, the mayor said.\n", photo_png=b"\x89PNG"))
    found, note = read([str(file)])
    assert isinstance(found, Document) and isinstance(note, Document)
    assert (found.title, found.published) == ("Shells hit Bor, Ménaka quiet", date(2024, 3, 5))
    assert found.text == REPORT if plain else REPORT.strip() in found.text
    assert (note.path, note.text) == (f"{file}/notes.txt", "Bor is quiet, the mayor said.\n")


# ------------------------------------------------------------------------------------- tables


def test_a_table(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(TABLE, newline="")
    first, second = read([str(file)])
    assert (first.path, first.id, first.published) == (f"{file}:2", "r1", date(2024, 3, 5))
    assert (second.path, second.id) == (f"{file}:4", second.sha256[:16])


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("t.tsv", b"id\ttext\n1\tThe caf\xc3\xa9, in Menaka\n"),
        ("t.csv", b"id;text\n1;The caf\xc3\xa9, in Menaka\n"),
        ("t.csv", b"\xef\xbb\xbf Text , ID \n\"The caf\xc3\xa9, in Menaka\",1\n"),
        ("t.csv", b'id,text\r\n1,"The caf\xe9, in Menaka"\r\n'),
        ("t.csv", 'id\ttext\n1\tThe café, in Menaka\n'.encode("utf-16")),
        ("t.csv", b'\n\nid,text,x,y\n1,"The caf\xc3\xa9, in Menaka"\n'),
    ],
)  # fmt: skip
def test_tables_as_they_come(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    found = one(tmp_path / name)
    assert (found.id, found.text) == ("1", "The café, in Menaka")


def test_bad_rows(tmp_path):
    rows = {
        "a,b,c,d": "4 cells", ",7": "is empty", 'x"y",8': None, '"x"y,9': "no row", "n\0ul,3": "binary",
        f"{REPORT.strip().replace(',', '')},5": None, '"never closed,4': "no row",
    }  # fmt: skip
    file = tmp_path / "t.csv"
    file.write_text("\n".join(["text,id", *rows]), newline="")
    found = list(read([str(file)]))
    for number, (row, reason) in enumerate(zip(found, rows.values(), strict=True), 2):
        assert isinstance(row, Document) if reason is None else reason in row.why, row
        assert (row.path if isinstance(row, Document) else row.what) == f"{file}:{number}"


@pytest.mark.parametrize("raw", [b"a,b\n1,2\n", b"Shells fell on the town,1\n", b"\n\n", b"text"])
def test_a_table_without_documents(tmp_path, raw):
    (tmp_path / "t.csv").write_bytes(raw)
    (found,) = read([str(tmp_path / "t.csv")])
    assert isinstance(found, InputError) and found.what == str(tmp_path / "t.csv")


def test_fields_have_other_names(tmp_path):
    fields = Fields("body", "key", "day", "head")
    (tmp_path / "a.csv").write_text(f'key,body,day,head\nk1,"{REPORT}",2024-03-05,Bor\n')
    (tmp_path / "b.jsonl").write_text(json.dumps({"key": 2, "body": REPORT, "day": "2024-03-05", "head": "Bor"}))
    for found, key in zip(read([str(tmp_path)], fields=fields), ("k1", "2"), strict=True):
        assert (found.id, found.title, found.published, found.text) == (key, "Bor", date(2024, 3, 5), REPORT)


def test_keys_given_twice(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a", "text": "b"}\n{"text": "Bor fell", "x": 1, "x": {"y": 1, "y": 2}}')
    twice, fine = read([str(tmp_path / "a.jsonl")])
    assert 'gives "text" twice' in twice.why and fine.text == "Bor fell"


# ------------------------------------------------------------------------------------- folders and globs

TREE = ("a.txt", "b/draft.txt", "b/c.txt", "b-1.txt", "b.md", "b/z/d.md", "z.py", "notes", ".h.txt", ".g/x.txt")


@pytest.mark.parametrize(
    ("globs", "names"),
    [
        ([], "a.txt b-1.txt b.md b/c.txt b/draft.txt b/z/d.md notes"),
        (["*.txt"], "a.txt b-1.txt b/c.txt b/draft.txt"),
        (["!draft*"], "a.txt b-1.txt b.md b/c.txt b/z/d.md notes"),
        (["*.txt", "!draft*"], "a.txt b-1.txt b/c.txt"),
        (["/*.txt"], "a.txt b-1.txt"),
        (["b/**/*.md", "*.py"], "b/z/d.md z.py"),
        (["!b/"], "a.txt b-1.txt b.md notes"),
    ],
)
@pytest.mark.parametrize("where", ["local", "memory"])
def test_globs(tmp_path, globs, names, where):
    root = f"{tmp_path}/r" if where == "local" else f"memory://{tmp_path.name}"
    fs, path = fsspec.core.url_to_fs(root)
    for name in TREE:
        fs.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
        fs.pipe_file(f"{path}/{name}", REPORT.encode())
    found = list(listing([root], globs))
    assert [f.shown.removeprefix(f"{root}/") for f in found] == names.split()
    assert all(isinstance(next(entries(f)), Entry) for f in found)


def test_a_bad_glob(tmp_path):
    with pytest.raises(FactxError, match="glob"):
        list(listing([str(tmp_path)], ["a[", "!"]))


def test_links_are_followed_and_folders_read_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.txt").write_text(REPORT)
    for name in ("a/up", "a/twin"):
        (tmp_path / name).symlink_to("..")
    (tmp_path / "latest").symlink_to("a")
    (tmp_path / "x.txt").symlink_to("a/x.txt")
    assert shown(list(read([str(tmp_path)])), tmp_path) == ["! a/twin", "! a/up", "a/x.txt", "x.txt"]


@pytest.fixture
def deep(tmp_path):
    """A folder in 1,500 folders."""
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with os.fdopen(os.open("x.txt", os.O_WRONLY | os.O_CREAT, dir_fd=at), "w") as file:
        file.write(REPORT)
    os.close(at)
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # it is deeper than pytest's own broom, too


def test_a_tree_deeper_than_python(deep):
    (found,) = read([str(deep)])
    assert isinstance(found, Document) and found.path.endswith("d/d/x.txt")


# ------------------------------------------------------------------------------------- what fsspec opens


def test_archives_and_single_files_elsewhere():
    fs = fsspec.filesystem("memory")
    fs.pipe_file("/elsewhere/a.zip", zipped({"d/x.txt": REPORT.encode()}))
    fs.pipe_file("/elsewhere/b.jsonl.zst", zstandard.compress(json.dumps({"text": REPORT, "id": "b"}).encode()))
    found = list(read(["memory://elsewhere", "memory://elsewhere/b.jsonl.zst", "memory://elsewhere/none.txt"]))
    assert shown(found, "memory://elsewhere") == ["a.zip/d/x.txt", "b.jsonl.zst:1", "! b.jsonl.zst:1", "! none.txt"]


@pytest.mark.parametrize("path", ["abfs://bucket/reports", "no-such-thing://x/y.txt"])
def test_a_missing_driver_is_named(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "adlfs", None)
    (found,) = listing([path])
    assert isinstance(found, InputError) and found.what == path
    assert ("adlfs" in str(found)) == path.startswith("abfs")


# ------------------------------------------------------------------------------------- stages


def test_stages_can_be_sent_to_another_process(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (source,) = listing([str(tmp_path)])
    (entry,) = entries(source)
    assert isinstance(source, Source) and isinstance(entry, Entry)
    assert pickle.loads(pickle.dumps((source, entry, Fields()))) == (source, entry, Fields())
    assert draft(pickle.loads(pickle.dumps(entry))) == one(tmp_path / "a.txt")


def test_identities():
    texts = ["One.", "One.", "Two.", "One."]
    ids, kept = Identities(), ({}, {})
    made = [ids.settle(document(text)) for text in texts]
    first = made[0].id
    assert [m.id for m in made] == [first, f"{first}-2", made[2].id, f"{first}-3"]
    assert [m.duplicate_of for m in made] == [None, first, None, first]
    half, rest = Identities(*kept), Identities(*kept)
    assert [half.settle(document(t)) for t in texts[:2]] + [rest.settle(document(t)) for t in texts[2:]] == made
    brought = ids.settle(document("One.", id="mine"))
    assert (brought.id, brought.duplicate_of, given(brought), given(made[0])) == ("mine", first, True, False)
    with pytest.raises(InputError, match="given before"):
        ids.settle(document("Three.", id="mine"))


def test_many_copies_are_numbered_in_linear_time():
    ids, copy = Identities(), document("One.")
    assert [ids.settle(copy).id for _ in range(20_000)][-1] == f"{copy.id}-20000"
