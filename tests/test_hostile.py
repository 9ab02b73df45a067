"""A folder of everything that may go wrong: each is reported once with its reason, and all that can be read is read."""

from __future__ import annotations

import copy
import gzip
import io
import json
import os
import random
import socket
import sys
import zipfile
from pathlib import Path

import pytest
from test_sources import PACK, REPORT, mail, pdf, tarred, zipped

from factx.errors import InputError
from factx.intake import Entry, Source, document, draft, entries, listing, read
from factx.schema import Document

RAW = REPORT.encode()
#: Six reports that compress badly, so that a cut falls between them.
SIX = {f"{n}.txt": RAW + b" ".join(b"%d" % random.Random(n).getrandbits(64) for _ in range(300)) for n in range(6)}
LINES = b"".join(json.dumps({"text": text.decode()}).encode() + b"\n" for text in SIX.values())


def flagged(**changes: int) -> bytes:
    """A zip archive whose list has the members of `changes` with these flag bits."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, bits in changes.items():
            archive.writestr(f"{name}.txt", f"{name}: {REPORT}")
            archive.getinfo(f"{name}.txt").flag_bits |= bits
    return made.getvalue()


def overlapping() -> bytes:
    """A zip archive in which two of three members are the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", RAW)
        twin = copy.copy(archive.getinfo("a.txt"))
        twin.filename = "b.txt"
        archive.filelist.append(twin)
        archive.writestr("c.txt", RAW)
    return made.getvalue()


def locked_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Shells fell."))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def changed(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :]


ZIP, TAR = zipped(SIX), tarred(SIX)
#: File, its bytes, and what is read of it: paths of documents, "! path: why" of errors.
CASES: list[tuple[str, bytes, list[str]]] = [
    ("empty.txt", b"", ["! : is empty"]),
    ("empty.zip", b"", ["! : is empty"]),
    ("nothing.txt.gz", gzip.compress(b""), ["! : is empty"]),
    ("binary.txt", bytes(range(256)) * 9, ["! : is binary"]),
    ("nul.txt", RAW + b"\0", ["! : is binary"]),
    ("picture.txt", b"\x89PNG\r\n", ["! : is a picture"]),
    ("office.zip", zipped({"[Content_Types].xml": b"x"}), ["! : is an office document"]),
    ("old.doc", b"\xd0\xcf\x11\xe0", ["! : is an old office document"]),
    ("broken.docx", b"PK\x03\x04", ["! : cannot be read as DOCX"]),
    ("huge.docx", zipped({"word/document.xml": b" " * 2_000_000}), ["! : unpacks to more than"]),
    ("broken.pdf", pdf("Shells fell.")[:60], ["! : cannot be read as PDF"]),
    ("locked.pdf", locked_pdf(), ["! : is encrypted"]),
    ("scan.pdf", pdf("", ""), ["! : no text in it: a scan?"]),
    ("broken.eml", b"\0\xff\xfe" * 99, ["! : is binary"]),
    ("nested.eml", mail(REPORT, a_zip=ZIP, b_txt=b"", c_pdf=b"%PDF"),
     ["", "! /a.zip: is an archive in", "! /b.txt: is empty", "! /c.pdf: cannot be read as PDF"]),
    ("zip-of-zip.zip", zipped({"a.zip": ZIP, "b.tar.gz": PACK["gz"](TAR), "c.txt": RAW}),
     ["! /a.zip: is an archive in an", "! /b.tar.gz: is an archive in an", "/c.txt"]),
    ("cut.zip", ZIP[: len(ZIP) // 2], ["/0.txt", "/1.txt", "/2.txt", "/3.txt", "! : is no zip archive"]),
    ("no.zip", b"no archive at all", ["! : is no zip archive"]),
    ("crc.zip", changed(zipped({"a.txt": RAW, "b.txt": RAW}), 40), ["! /a.txt: ", "/b.txt"]),
    ("locked.zip", flagged(a=1, b=0), ["! : 1 of its files are encrypted", "/b.txt"]),
    ("bomb.zip", zipped({"a.txt": b"a" * 5_000_000, "b.txt": RAW}), ["! /a.txt: is larger than", "/b.txt"]),
    ("shared.zip", overlapping(), ["! : 2 of its files share their bytes", "/c.txt"]),
    ("many.zip", zipped({f"{n}.png": b"" for n in range(2000)}), ["! : no report in this archive"]),
    ("out.zip", zipped({"../../a.txt": RAW, "/b.txt": RAW, "C:\\c.txt": RAW, "../d.csv": b"text\nBor fell.\n"}),
     ["/../../a.txt", "//b.txt", "/C:\\c.txt", "/../d.csv:2"]),
    ("out.tar", tarred({"../../a.txt": RAW, "/b.txt": RAW}), ["/../../a.txt", "//b.txt"]),
    ("no.tar", b"x" * 5000, ["! : is damaged"]),
    ("cut.tar", TAR[:9000], ["/0.txt", "! : is cut off"]),
    ("between.tar", TAR[: TAR.index(b"2.txt\0")], ["/0.txt", "/1.txt", "! : is cut off"]),
    ("head.tar", TAR.replace(b"2.txt\0", b"2.tyt\0", 1), ["/0.txt", "/1.txt", "! : is damaged"]),
    ("bomb.tar.gz", PACK["gz"](tarred({"a.txt": RAW, "b.txt": b"a" * 9_000_000, "c.txt": RAW})),
     ["/a.txt", "! /b.txt: is larger than", "! : unpacks to over"]),
    ("bomb.jsonl.xz", PACK["xz"](b"a" * 9_000_000), ["! : unpacks to over"]),
    ("twice.txt.gz.gz", PACK["gz"](PACK["gz"](RAW)), ["! : is compressed twice"]),
    ("large.txt", b"a " * 600_000, ["! : is larger than"]),
    ("large.jsonl", b'{"text": "' + b"a " * 600_000 + b'"}\n' + b'{"text": "Bor fell."}',
     ["! :1: is larger than", ":2"]),
    ("giant.csv", b"text\n" + b"a" * 300_000 + b"\nBor fell.\n", ["! :2: is no row", ":3"]),
    ("endless.csv", b"text\nBor fell.\n" + b"a" * 1_100_000, [":2", "! :3: is larger than"]),
    ("blank.jsonl", b'{"text": "Bor fell."}' + b"\n" * 1_100_000, [":1", "! : has over 1,000,000 blank lines"]),
    ("blank.csv.gz", PACK["gz"](b"text\nBor fell." + b"\n" * 1_100_000), [":2", "! : has over 1,000,000 blank lines"]),
    ("deep.jsonl", b'{"a":' * 3000 + b'\n{"text": "a\\ud800"}\n{"text": "Bor fell.", "title": "\\ud800"}',
     ["! :1: is not", "! :2: holds half a character", "! :3: holds half a character"]),
]  # fmt: skip
#: Whole lines before a cut that takes three bytes: of zstd, whose block is larger than these lines, none.
_LATE = ([f":{n}" for n in range(1, 7)], [])
for _form, _pack in PACK.items():
    CASES += [
        (f"no.txt.{_form}", b"garbage" * 9, ["! : is damaged"]),
        (f"bomb.txt.{_form}", _pack(b"a" * 5_000_000), ["! : is larger than"]),
        (f"late.jsonl.{_form}", _pack(LINES)[:-3], [*_LATE[_form == "zst"], "! : is cut off"]),
    ]


@pytest.fixture(autouse=True)
def _small_bounds(monkeypatch):
    """Bombs of a few megabytes stand for those of gigabytes."""
    for module, name in (("entries", "LARGEST"), ("papers", "LARGEST")):
        monkeypatch.setattr(sys.modules[f"factx.intake.{module}"], name, 1_000_000)
    monkeypatch.setattr(sys.modules["factx.intake.streams"], "_IDLE", 3_000_000)


def told(found: list[Document | InputError], file: str) -> list[str]:
    return [f.path.removeprefix(file) if isinstance(f, Document) else f"! {f.what.removeprefix(file)}: {f.why}"
            for f in found]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_bad_files(tmp_path, name, raw, wanted):
    file = tmp_path / name
    file.write_bytes(raw)
    found = told(list(read([str(file)])), str(file))
    assert len(found) == len(wanted) and all(map(str.startswith, found, wanted)), found
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_names_that_lead_out_are_told(tmp_path):
    for name in ("out.zip", "out.tar"):
        (tmp_path / name).write_bytes(next(raw for file, raw, _ in CASES if file == name))
    for found in read([str(tmp_path)]):
        assert isinstance(found, Document) and "leads out of it" in found.warnings[0]


def test_a_hostile_folder(tmp_path):
    """All of the above, and what a file system has; the same in one process with the folder as the only path."""
    for name, raw, _ in CASES:
        (tmp_path / name).write_bytes(raw)
    for name in (b"new\nline.txt", b"bad\xff.txt", b"\xe2\x80\xaegnp.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(RAW + name[-7:-4].hex().encode())
    for name in ("pipe.txt", "pipe", "pipe.png"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/loop").symlink_to("..")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path is short
        listening.bind("s.txt")
        os.chdir(here)
        found = told(list(read([str(tmp_path)])), str(tmp_path))
    special = {
        "! /pipe.txt: is a pipe, not a file", "! /pipe: is a pipe, not a file", "! /s.txt: is a socket, not a file",
        "! /zero.txt: is a device, not a file", "! /gone.txt: is a link to nothing",
        "! /self.txt: too many levels of symbolic links", "! /sub/loop: is a link back to a folder that holds it",
        "/new\\nline.txt", "/bad\\xff.txt", "/\\u202egnp.txt",
    }  # fmt: skip
    assert special <= set(found) and len(found) == len(set(found))
    for name, _, wanted in CASES:
        mine = [f.replace(f"/{name}", "", 1) for f in found if f.removeprefix("! ").startswith(f"/{name}")]
        assert len(mine) == len(wanted) and all(map(str.startswith, mine, wanted)), name
    assert len(found) == len(special) + sum(len(wanted) for _, _, wanted in CASES)
    json.dumps(found, ensure_ascii=False).encode()  # no half of a character anywhere


def test_what_changes_between_listing_and_opening(tmp_path):
    for name in ("gone.txt", "pipe.txt", "folder.txt"):
        (tmp_path / name).write_bytes(RAW)
    sources = list(listing([str(tmp_path)]))
    for name in ("gone.txt", "pipe.txt", "folder.txt"):
        (tmp_path / name).unlink()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    reasons = [entry.why for source in sources for entry in entries(source)]
    assert reasons == ["is a folder, not a file", "no such file or directory", "is a pipe, not a file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_files_and_folders(tmp_path):
    (tmp_path / "a.txt").write_bytes(RAW)
    (tmp_path / "b").mkdir()
    (tmp_path / "c.txt").write_bytes(RAW)
    for name in ("a.txt", "b"):
        (tmp_path / name).chmod(0)
    assert told(list(read([str(tmp_path)])), str(tmp_path)) == [
        "! /a.txt: permission denied", "! /b: permission denied", "/c.txt",
    ]  # fmt: skip
    (tmp_path / "b").chmod(0o700)


@pytest.mark.parametrize("path", ["a\0b", "\udcff/x.txt", "x" * 5000, "://", "memory:", ""])
def test_paths_that_are_none(path):
    (found,) = read([path])
    assert isinstance(found, InputError) and str(found).isprintable()


def test_a_long_line_takes_linear_time_and_bounded_memory():
    """Shapes that patterns may stumble over, long enough that a square of their length would not come to an end; and
    capitals past the length that is settled at once."""
    for shape in ("a", "[", "- ", "*a ", "1", "BOR FELL. ", "On 3 March, ", "\n", "A\n", "By A\n", "a:b\n", '"', "A. "):
        text = shape * (50_000 // len(shape))
        assert document(text).text == text
    words = "SHELLS HIT THE TOWN OF BOR ON MONDAY "
    long = draft(Entry("x", words.encode() * 60_000))
    assert len(long.cased) == len(long.text) and long.cased.count("Bor") == 60_000


def test_a_source_that_was_never_there():
    (found,) = entries(Source("/no/such/file.txt", "/no/such/file.txt"))
    assert isinstance(found, InputError) and found.why == "no such file or directory"
