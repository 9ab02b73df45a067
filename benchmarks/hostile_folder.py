"""A folder of everything that may go wrong, and what has to become of each file in it."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import random
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import zstandard

#: One of these has to become of each path: read, passed over, either read or an error, an error for whatever reason;
#: other words are part of the reason for which it has to be in errors.jsonl.
READ, PASSED, EITHER, FAILED = "*read*", "*passed over*", "*either*", ""
Fates = dict[str, str]

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it: characters of the single line, tiny files and how many of these differ, bytes that the bombs
    unpack to, and one of nothing but blank lines."""

    line: int
    tiny: int
    distinct: int
    bomb: int
    blank: int


FULL = Size(line=50_000_000, tiny=100_000, distinct=5_000, bomb=2_000_000_000, blank=2_000_000_000)
SMALL = Size(line=200_000, tiny=300, distinct=50, bomb=300_000_000, blank=3_000_000)


def build(folder: Path, size: Size) -> Fates:
    """Make the folder; what has to become of each path below it, as it is shown (one path more for each line of JSON
    Lines and each member of an archive)."""
    fates: Fates = {}
    for name, content, fate in (*_files(), *_packed(), *_bombs(size), *_long(size)):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        fates |= {name + inside: what for inside, what in (fate if isinstance(fate, dict) else {"": fate}).items()}
    return fates | _links(folder) | _names(folder) | _unreadable(folder) | _tiny(folder / "tiny", size)


def report() -> str:
    """A report that no other is a copy of."""
    n = next(_numbers)
    return (
        f"KYIV, 3 March 2024 - Russian shelling killed {n + 20} people in Kherson, governor Oleksandr Prokudin said.\n"
    )


def raw() -> bytes:
    return report().encode()


def _files() -> Iterator[tuple[str, bytes, str | dict[str, str]]]:
    """Files by themselves: name, bytes, fate."""
    noise = random.Random(5).randbytes(5000)
    record = json.dumps({"text": report()})
    yield "plain.txt", raw(), READ
    yield "utf-16.txt", report().encode("utf-16"), READ
    yield "no-suffix", raw(), READ
    yield "empty.txt", b"", "is empty"
    yield "blank.txt", b" \r\n\t\n" * 500, "is empty"
    yield "only-a-mark.txt", b"\xef\xbb\xbf", "is empty"
    yield "binary.txt", noise, "is binary"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + noise, "is a picture"
    yield "database.html", b"SQLite format 3\0" + noise, "is a database"
    yield "binary-no-suffix", noise, PASSED
    yield "program.exe", noise, PASSED
    yield ".hidden.txt", raw(), PASSED
    yield (
        "russian.txt",
        "Российские войска обстреляли Херсон, сообщил губернатор области.\n".encode() * 5,
        "not in English",
    )
    yield "punctuation.txt", b"(" * 100_000, EITHER
    yield "digits.txt", b"1,1 " * 5_000, EITHER
    yield "accents.txt", (report() + "e" + "\u0301" * 100_000).encode(), READ
    yield "line-ends.txt", report().replace(" ", "\u2028\u0085\r").encode(), READ
    yield "deep.html", b"<div>" * 100_000 + raw() + b"</div>" * 100_000, EITHER
    yield "no-text.html", b"<html><script>" + b"x" * 10_000, "no main text"
    yield "cut-off.pdf", b"%PDF-1.7\n1 0 obj\n<<", "cannot be read as PDF"
    yield "noise.pdf", b"%PDF-1.7\n" + noise, "cannot be read as PDF"
    yield "noise.docx", b"PK\x03\x04" + noise, "cannot be read as DOCX"
    yield "nested.eml", b'Content-Type: multipart/mixed; boundary="a"\n\n--a\n' * 2000, EITHER
    yield "lines.jsonl", f"{record}\n{{\n[]\n{record}\n".encode(), {
        ":1": READ, ":2": "not valid JSON", ":3": "not a JSON object", ":4": READ,
    }  # fmt: skip
    deep = {":1": "nested too deeply", ":2": "half a character", ":3": READ}
    yield "deep.jsonl", b'{"text":' + b"[" * 200_000 + b'\n{"text": "\\ud800"}\n' + record.encode(), deep
    yield "table.csv", b"text\n" + raw().replace(b",", b" -") + b'"never closed\n', {":2": READ, ":3": "is no row"}


def _packed() -> Iterator[tuple[str, bytes, str | dict[str, str]]]:
    """Archives and compressed files, whole, broken and sly."""
    # noise, so that a cut falls into what is being read
    numbers = random.Random(7)
    body = raw() + b" ".join(b"%d" % numbers.getrandbits(64) for _ in range(2000))
    zst = zstandard.ZstdCompressor(write_checksum=True).compress
    for name, pack in (("gz", gzip.compress), ("xz", lzma.compress), ("zst", zst)):
        yield f"whole.txt.{name}", pack(raw()), READ
        yield f"cut-off.txt.{name}", pack(body)[:-2000], "is cut off"
        yield f"damaged.txt.{name}", _damaged(pack(body)), "is damaged"
        yield f"noise.{name}", b"no such thing" * 99, "is damaged"
    two = {"/a.txt": READ, "/b.txt": READ}
    yield "whole.zip", zipped({"a.txt": raw(), "b.txt": raw()}), two
    yield "whole.tgz", gzip.compress(tarred({"a.txt": raw(), "b.txt": raw()})), two
    yield "cut-off.zip", zipped({"a.txt": body})[:-100], "is no zip archive"
    yield "noise.zip", b"no such thing", "is no zip archive"
    yield "cut-off.tar", tarred({"a.txt": raw(), "b.txt": body})[:-20_000], {"/a.txt": READ, "": "is cut off"}
    yield "cut-off.tar.gz", gzip.compress(tarred({"a.txt": body}))[:-2000], "is cut off"
    yield "damaged-member.zip", _damaged(zipped({"a.txt": body}), 300), {"/a.txt": "is damaged"}
    yield "locked.zip", _locked(), "encrypted"
    yield "nested.zip", zipped({"in.zip": zipped({"a.txt": raw()}), "b.txt": raw()}), {
        "/in.zip": "an archive in an archive", "/b.txt": READ,
    }  # fmt: skip
    yield "twice.txt.gz", gzip.compress(gzip.compress(raw())), "is compressed twice"
    out = {"../../outside.txt": raw(), "/etc/outside.txt": raw(), "C:\\outside.txt": raw()}
    yield "out.zip", zipped(out), {f"/{name}": READ for name in out}
    yield "out.tar", tarred({"../outside.txt": raw()}), {"/../outside.txt": READ}
    yield "devices.tar", _devices(), {"/a.txt": READ}


def _bombs(size: Size) -> Iterator[tuple[str, bytes, str | dict[str, str]]]:
    """Little files that unpack to much."""
    spaces = _gzipped_spaces(size.bomb)
    yield "bomb.txt.gz", spaces, "is larger than"
    yield "bomb-of-blank-lines.jsonl.gz", _gzipped_spaces(size.blank, b"\n"), FAILED
    yield "bomb-within-a-bomb.txt.gz", gzip.compress(spaces), "is compressed twice"
    yield "bomb.zip", _spaces_zipped(size.bomb), {"/a.txt": "is larger than"}
    yield "bomb-shared.zip", _sharing(zipped({"a.txt": b" " * 10_000})), "share their bytes"
    many = {f"{n}.txt": b"" for n in range(1000)}
    yield "empty-members.zip", zipped(many), {f"/{name}": "is empty" for name in many}


def _long(size: Size) -> Iterator[tuple[str, bytes, str]]:
    """Lines without an end: read, or set aside by the time limit."""
    yield "line.txt", raw().strip() * (size.line // 100), EITHER
    yield "word.txt", b"a" * size.line, EITHER


def _links(folder: Path) -> Fates:
    """What is no file, or seems to be one."""
    (folder / "loop").mkdir()
    (folder / "loop" / "in.txt").write_text(report(), encoding="utf-8")
    (folder / "loop" / "back").symlink_to(folder)
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "nothing.txt").symlink_to("not-there")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    os.mknod(folder / "socket.txt", stat.S_IFSOCK)
    return {
        "loop/in.txt": READ, "loop/back": "a link back", "itself.txt": "symbolic links", "pipe.txt": "is a pipe",
        "nothing.txt": "link to nothing", "endless.txt": "is a device", "socket.txt": "is a socket",
    }  # fmt: skip


def _names(folder: Path) -> Fates:
    """Names that break lines, terminals and encodings; as bytes, and as they are shown."""
    names = {
        b"new\nline.txt": r"new\nline.txt", b"caf\xe9.txt": r"caf\xe9.txt", b"\x1b[2Jclear.txt": r"\x1b[2Jclear.txt",
        "right\u202eto-left.txt".encode(): r"right\u202eto-left.txt", b"-rf.txt": "-rf.txt", b" .txt": " .txt",
        b"%s{0}$HOME;'\".txt": "%s{0}$HOME;'\".txt", b"n" * 251 + b".txt": "n" * 251 + ".txt",
    }  # fmt: skip
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 - a name in bytes
            file.write(raw())
    return dict.fromkeys(names.values(), READ)


def _unreadable(folder: Path) -> Fates:
    """Root may read them."""
    (folder / "locked").mkdir()
    for path in (folder / "unreadable.txt", folder / "locked" / "in.txt"):
        path.write_text(report(), encoding="utf-8")
    (folder / "unreadable.txt").chmod(0)
    (folder / "locked").chmod(0)
    if os.access(folder / "unreadable.txt", os.R_OK):
        return {"unreadable.txt": READ, "locked/in.txt": READ}
    return {"unreadable.txt": "permission denied", "locked": "permission denied"}


def _tiny(folder: Path, size: Size) -> Fates:
    """Many files of one short sentence, most of them copies."""
    folder.mkdir()
    fates = {}
    for n in range(size.tiny):
        (folder / f"{n:06}.txt").write_text(f"Shelling killed {n % size.distinct + 2} people.\n", encoding="utf-8")
        fates[f"tiny/{n:06}.txt"] = READ
    return fates


# ------------------------------------------------------------------------------------------------------------ packing


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def _devices() -> bytes:
    """A tar archive with links and devices beside a report: only the report is a file."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"{kind.decode()}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        content = raw()
        info = tarfile.TarInfo("a.txt")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def _damaged(packed: bytes, at: int | None = None) -> bytes:
    middle = at or len(packed) // 2
    return packed[:middle] + bytes(b ^ 0x5A for b in packed[middle : middle + 8]) + packed[middle + 8 :]


def _locked() -> bytes:
    """A zip archive that says its member is encrypted."""
    packed = bytearray(zipped({"a.txt": raw()}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _sharing(packed: bytes) -> bytes:
    """A zip archive whose list has the one member over and over."""
    at, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    entry, times = packed[at:end], 500
    tail = bytearray(packed[end:])
    tail[8:10] = tail[10:12] = times.to_bytes(2, "little")
    tail[12:16] = (len(entry) * times).to_bytes(4, "little")
    return packed[:at] + entry * times + bytes(tail)


def _gzipped_spaces(size: int, character: bytes = b" ") -> bytes:
    """Members of gzip, one after the other."""
    step = min(size, 50_000_000)
    return gzip.compress(character * step) * (size // step)


def _spaces_zipped(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(size // 10_000_000):
            member.write(b" " * 10_000_000)
    return made.getvalue()
