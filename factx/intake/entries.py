"""A file → the raw documents in it, one at a time: itself, its lines, its rows, its members."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, BinaryIO, cast

from factx.errors import InputError
from factx.intake import archives, rows
from factx.intake.encoding import binary
from factx.intake.entry import Entry, EntryForm, Fields
from factx.intake.formats import ARCHIVES, COMPRESSED, Form, bare, form, listed, unpacked
from factx.intake.listing import Source
from factx.intake.mail import attached
from factx.intake.paths import shown, why
from factx.intake.streams import LARGEST, Unpacked, beginning, opened, replayed

_CHUNK = 1 << 20
_EVERY = Fields()


@dataclass(frozen=True, slots=True)
class _File:
    """An open file, archive or member: its path as shown, the name that tells its form, and what it lies in."""

    path: str
    name: str
    stream: IO[bytes]
    sure: bool
    packed: bool = False
    member: bool = False


def entries(source: Source, fields: Fields = _EVERY, stdin: BinaryIO | None = None) -> Iterator[Entry | InputError]:
    """The documents of one source as they lie there, lazily, in its order; what cannot be read yields its InputError.

    Never more than one document is in memory, and none of more than `LARGEST` bytes. An archive is read as a folder
    is, "archive.zip/folder/a.txt" the path of its files, and so are a mail's attachments; these may be compressed or
    JSON Lines or CSV, but no archives. Where a file breaks off, the whole documents before the break are kept.
    """
    try:
        with opened(source, stdin) as stream:
            yield from _found(_File(source.shown, source.path, stream, source.sure), fields)
    except InputError as e:
        yield e
    except Exception as e:  # over hostile bytes the decoders raise anything, and so do fsspec's drivers
        yield InputError(source.shown, why(e))


def _found(file: _File, fields: Fields) -> Iterator[Entry | InputError]:
    """The documents of a file, by its first bytes and its name."""
    head = beginning(file.stream)
    kind = form(file.name, head)
    if not head:
        yield InputError(file.path, "is empty")
    elif kind in COMPRESSED:
        yield from _unpacked(file, kind, head, fields)
    elif kind in ARCHIVES:
        yield from _members(file, kind, head, fields)
    elif kind == "lines":
        yield from rows.lines(file.path, replayed(head, file.stream), fields, LARGEST)
    elif kind == "table":
        yield from rows.table(file.path, replayed(head, file.stream), fields, LARGEST)
    elif kind == "text" and not file.sure and binary(head):
        return
    elif kind == "text" and rows.is_header(head, fields):
        yield from rows.table(file.path, replayed(head, file.stream), fields, LARGEST)
    elif kind == "text" and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _maybe_lines(file, replayed(head, file.stream), fields)
    else:
        entry = _whole(file, head, cast(EntryForm, kind))
        yield entry
        if kind == "mail":
            yield from _attached(entry, fields)


def _unpacked(file: _File, kind: Form, head: bytes, fields: Fields) -> Iterator[Entry | InputError]:
    """The documents of a compressed file."""
    if file.packed:
        raise InputError(file.path, "is compressed twice")
    stream = Unpacked(kind, replayed(head, file.stream))
    inner = replace(file, name=unpacked(file.name), stream=io.BufferedReader(stream), packed=True)
    for found in _found(inner, fields):
        yield found
        stream.rest()


def _members(file: _File, kind: Form, head: bytes, fields: Fields) -> Iterator[Entry | InputError]:
    """The documents of an archive."""
    if file.member:
        raise InputError(file.path, "is an archive in an archive", "unpack the outer one")
    if kind == "tar":
        yield from _each(file, archives.tarred(replayed(head, file.stream)), fields)
    elif file.packed:
        raise InputError(file.path, "is a zip archive in a compressed file", "unpack that")
    elif file.stream.seekable():
        yield from _each(file, archives.zipped(file.path, file.stream, LARGEST), fields)
    else:
        with tempfile.TemporaryFile() as copy:  # a pipe: the list of a zip archive's files stands at its end
            shutil.copyfileobj(replayed(head, file.stream), copy)
            yield from _each(file, archives.zipped(file.path, copy, LARGEST), fields)


def _each(file: _File, members: Iterator[archives.Member | InputError], fields: Fields) -> Iterator[Entry | InputError]:
    empty = True
    for member in members:
        empty = False
        if isinstance(member, InputError):
            yield member
            continue
        name, open_ = member
        path = f"{file.path}/{shown(name)}"
        said = (f'its name in the archive, "{shown(name)}", leads out of it',) if archives.leads_out(name) else ()
        yield from _member(path, name, open_, said, fields)
    if empty:
        yield InputError(file.path, "no report in this archive")


def _member(
    path: str, name: str, open_: Callable[[], IO[bytes]], said: tuple[str, ...], fields: Fields
) -> Iterator[Entry | InputError]:
    """The documents of a file in another. Its damage, of whatever kind, is its own; Damaged is the archive's."""
    try:
        with open_() as stream:
            for found in _found(_File(path, name, stream, sure=not bare(name), member=True), fields):
                yield replace(found, warnings=(*said, *found.warnings)) if isinstance(found, Entry) and said else found
    except archives.Damaged:
        raise
    except InputError as e:
        yield e
    except Exception as e:
        yield InputError(path, why(e) if isinstance(e, OSError) else f"is damaged: {why(e)}")


def _attached(mail: Entry, fields: Fields) -> Iterator[Entry | InputError]:
    """The files attached to a mail that may be reports, as if it were an archive."""
    for name, content in attached(mail.raw):
        if listed(name):
            yield from _member(f"{mail.path}/{shown(name)}", name, partial(io.BytesIO, content), (), fields)


def _maybe_lines(file: _File, stream: IO[bytes], fields: Fields) -> Iterator[Entry | InputError]:
    """A text whose first line looks like JSON: JSON Lines where that is a document, whatever its name."""
    read = b""
    for line in rows.bounded(stream, LARGEST):
        read += line or b""
        if line is None or line.strip():
            break
    again = replayed(read, stream)
    if line and rows.is_line(line, fields):
        yield from rows.lines(file.path, again, fields, LARGEST)
    else:
        yield _whole(file, b"", "text", again)


def _whole(file: _File, head: bytes, kind: EntryForm, rest: IO[bytes] | None = None) -> Entry:
    """A file that is one document. Raises InputError where it is too large, which is found without reading it all."""
    chunks, size = [head], len(head)
    stream = rest or file.stream
    while size <= LARGEST and (chunk := stream.read(_CHUNK)):
        chunks.append(chunk)
        size += len(chunk)
    if size > LARGEST:
        raise InputError(file.path, rows.too_large(LARGEST))
    return Entry(file.path, b"".join(chunks), kind)
