"""Files, folders, JSON Lines and stdin → Documents, one by one, in the order given."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from factx.errors import InputError
from factx.intake import days, language, markup
from factx.intake.documents import document
from factx.intake.encoding import Undecodable, decode
from factx.schema import Document

JSON_LINES = frozenset({".jsonl", ".ndjson"})
HTML = frozenset({".html", ".htm", ".xhtml"})
#: What is read in a folder. A file without a suffix is read where it is text.
TEXT = frozenset({".txt", ".text", ".md", ".markdown"}) | HTML | JSON_LINES
#: What a person keeps reports in and we do not read: in a folder these are errors; any other file is passed over.
UNREAD = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".eml", ".msg"})

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORCE = "--force reads it all the same"


def read(
    paths: Sequence[str],
    *,
    published: date | None = None,
    force: bool = False,
    lexicon: tuple[str, ...] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[Document | InputError]:
    """The documents of `paths`, in the order given, each as soon as it is read; one that fails yields its InputError.

    A path is a file, a folder (all below it, sorted by path, hidden ones left out) or "-" (`stdin`, by default the
    process's). `published` is the day of the reports that do not tell their own; `force` lets documents through that
    are not in English; `lexicon` are the user's folders of tables. The `path` of a document is the one given, with
    ":7" after it for line 7 of JSON Lines. Documents of the same bytes get the first one's id with "-2", "-3" … after
    it, and `duplicate_of`; an `id` that JSON Lines give twice is an error of the second line.
    """
    run = _Run(published, force, lexicon)
    for path in paths:
        if path == "-":
            yield from run.stream(path, stdin or sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from run.folder(path)
        else:
            yield from run.file(path)


class _Run:
    """What one run has to remember: the ids that it gave, and the contents that it saw."""

    def __init__(self, published: date | None, force: bool, lexicon: tuple[str, ...]) -> None:
        self.published, self.force, self.lexicon = published, force, lexicon
        self._ids: set[str] = set()
        self._first: dict[str, str] = {}

    def folder(self, path: str) -> Iterator[Document | InputError]:
        """All reports below a folder."""
        failed: list[InputError] = []
        found = sorted(_walk(path, failed))
        yield from failed
        if not found and not failed:
            yield InputError(path, "no report in this folder", f"read are {' '.join(sorted(TEXT))}")
        for file in found:
            suffix = Path(file).suffix.lower()
            if suffix in UNREAD:
                yield InputError(file, f"{suffix} files are not read", "save it as text or HTML")
            else:
                yield from self.file(file, listed=bool(suffix))

    def file(self, path: str, listed: bool = True) -> Iterator[Document | InputError]:
        """The documents of one file. A file that no one asked for (not `listed`) is passed over where it is no text."""
        try:
            with Path(path).open("rb") as stream:
                yield from self.stream(path, stream, listed)
        except OSError as e:
            yield InputError(path, _reason(e))

    def stream(self, path: str, stream: BinaryIO, listed: bool = True) -> Iterator[Document | InputError]:
        """The documents of an open file: JSON Lines by suffix, or where the first line is such an object."""
        suffix = Path(path).suffix.lower()
        read = []
        for line in stream:
            read.append(line)
            if line.strip():
                break
        if suffix in JSON_LINES or (suffix not in HTML and _is_json_line(read[-1] if read else b"")):
            yield from self._json_lines(path, chain(read, stream))
            return
        try:
            found = self._plain(path, suffix, b"".join([*read, stream.read()]))
        except _Binary as e:
            if listed:
                yield e
        except InputError as e:
            yield e
        else:
            yield found

    def _json_lines(self, path: str, lines: Iterable[bytes]) -> Iterator[Document | InputError]:
        empty = True
        for number, raw in enumerate(lines, 1):
            line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
            if not line.strip():
                continue
            empty = False
            try:
                found: Document | InputError = self._line(f"{path}:{number}", line)
            except InputError as e:
                found = e
            yield found
        if empty:
            yield InputError(path, "is empty")

    def _plain(self, path: str, suffix: str, raw: bytes) -> Document:
        """The document of a whole file."""
        title, day = None, None
        try:
            text, warning = decode(raw, markup.declared(raw) if suffix in HTML else None)
        except Undecodable as e:
            raise _Binary(path, str(e)) from e
        if suffix in HTML or markup.is_page(text):
            text, title, day = markup.page(text)
            if not text:
                raise InputError(path, "no main text found in the page")
        said = (warning,) if warning else ()
        sha256 = hashlib.sha256(raw).hexdigest()
        return self._settle(path, text, title=title, metadata=day, sha256=sha256, warnings=said)

    def _line(self, path: str, raw: bytes) -> Document:
        """The document of one line of JSON Lines."""
        try:
            given = json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError as e:
            raise InputError(path, f"is not UTF-8 at byte {e.start}") from e
        except json.JSONDecodeError as e:
            raise InputError(path, f"is not valid JSON: {e.msg} (column {e.colno})") from e
        except (RecursionError, ValueError) as e:
            raise InputError(path, "is not JSON that can be read: nested too deeply, or a number too long") from e
        if not isinstance(given, dict):
            raise InputError(path, "is not a JSON object", 'wanted is {"text": "…", "id": "…", "published": "…"}')
        for name, needed in (("text", True), ("id", False), ("published", False), ("title", False)):
            value = given.get(name)
            if name == "id" and isinstance(value, int) and not isinstance(value, bool):
                given[name] = str(value)
            elif value is None and needed:
                raise InputError(path, f'has no "{name}"')
            elif value is not None and not isinstance(value, str):
                raise InputError(path, f'its "{name}" is not a string')
        day = days.parse(given.get("published") or "")
        said = () if day or not given.get("published") else (f'"published": "{given["published"][:40]}" is no day',)
        return self._settle(path, given["text"], id=given.get("id"), title=given.get("title"), told=day, warnings=said)

    def _settle(self, path: str, text: str, **known: Any) -> Document:
        """Make the document, refuse what is empty or not English, and tell doubles."""
        if not text.strip():
            raise InputError(path, "is empty")
        surrogate = _SURROGATE.search(text)
        if surrogate:
            raise InputError(
                path, f"holds half a character (\\u{ord(surrogate.group()):04x}) at offset {surrogate.start()}"
            )
        guess = language.of(text)
        if guess != "en" and not self.force:
            raise InputError(path, f"is not in English, it seems to be {language.name(guess)}", _FORCE)
        given = known.get("id")
        if given is not None and (not given or given in self._ids):
            raise InputError(path, f'its id "{given}" was given before' if given else "its id is empty")
        made = document(text, path=path, language=guess, published=self.published, lexicon=self.lexicon, **known)
        first = self._first.setdefault(made.sha256, made.id)
        id_, n = made.id, 1
        while id_ in self._ids:
            n += 1
            id_ = f"{made.id}-{n}"
        self._ids.add(id_)
        return replace(made, id=id_, duplicate_of=first if first != id_ else None)


class _Binary(InputError):
    """A file that is no text."""


def _walk(folder: str, failed: list[InputError]) -> Iterator[str]:
    """The files below a folder that may be reports; hidden files and folders are left out."""
    for root, folders, files in os.walk(folder, onerror=lambda e: failed.append(InputError(e.filename, _reason(e)))):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in files:
            suffix = Path(name).suffix.lower()
            if not name.startswith(".") and (not suffix or suffix in TEXT or suffix in UNREAD):
                yield str(Path(root) / name)


def _is_json_line(line: bytes) -> bool:
    """Whether a line is a document of JSON Lines."""
    if not line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(given, dict) and "text" in given


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
