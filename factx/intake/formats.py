"""What a file is, by its first bytes where they tell, else by its name; and which files of a folder may be reports."""

from __future__ import annotations

import os
from typing import Literal

Form = Literal["text", "html", "lines", "table", "pdf", "docx", "mail", "zip", "tar", "gz", "bz2", "xz", "zst"]

COMPRESSED: frozenset[Form] = frozenset({"gz", "bz2", "xz", "zst"})
ARCHIVES: frozenset[Form] = frozenset({"zip", "tar"})
_SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "table", ".tsv": "table",
    ".pdf": "pdf", ".docx": "docx", ".eml": "mail", ".zip": "zip", ".tar": "tar",
    ".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst",
    ".tgz": "gz", ".tbz2": "bz2", ".txz": "xz", ".tzst": "zst",
}  # fmt: skip
_TARS = frozenset({".tgz", ".tbz2", ".txz", ".tzst"})
#: What is read in a folder. A file without a suffix is read where it is text.
READ = frozenset(_SUFFIXES)
#: What a person keeps reports in and we do not read: in a folder these are errors; any other file is passed over.
UNREAD = frozenset({".doc", ".odt", ".rtf", ".epub", ".msg", ".7z", ".rar"})

HEAD = 4096  #: bytes of a file that are looked at
_MAGIC: tuple[tuple[int, bytes, Form], ...] = (
    (0, b"\x1f\x8b", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zst"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (257, b"ustar", "tar"),
    (0, b"%PDF-", "pdf"),
)


def suffix(name: str) -> str:
    """The last suffix of a file's name, in lower case."""
    last = os.path.splitext(name)[1].lower()  # noqa: PTH122 - called for every file, and Path is ten times as slow
    return last if last != "." else ""


def unpacked(name: str) -> str:
    """The name of what a compressed file holds: "a.txt" of "a.txt.gz", "a.tar" of "a.tgz"."""
    last = suffix(name)
    if _SUFFIXES.get(last) not in COMPRESSED:
        return name
    return name[: -len(last)] + (".tar" if last in _TARS else "")


def form(name: str, head: bytes) -> Form:
    """The form of a file of that name that begins with `head`; "text" where nothing speaks for another."""
    by_name = _SUFFIXES.get(suffix(name), "text")
    by_head = next((kind for at, magic, kind in _MAGIC if head.startswith(magic, at)), None)
    if by_head == "zip" and by_name == "docx":
        return "docx"
    return by_head or by_name


def bare(name: str) -> bool:
    """Whether a name does not tell what the file is: it is read where it turns out to be text."""
    return not suffix(unpacked(name))


def listed(name: str) -> bool:
    """Whether a file that is met in a folder or an archive may be a report."""
    last = suffix(unpacked(name))
    return not name.startswith(".") and (not last or last in READ or last in UNREAD)
