"""JSON Lines and CSV → their documents, line by line and row by row."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from typing import IO

from factx.errors import InputError
from factx.intake.encoding import Undecodable, decode
from factx.intake.entry import Entry, Fields
from factx.intake.streams import replayed

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"
_WIDE = 4  #: bytes of a character in a cell that `csv` reads
_PASSED = 1 << 20
_BLANK = 1000  #: lines above the first
_BLANKS = 1_000_000  #: lines in a row that nobody writes


def lines(path: str, stream: IO[bytes], fields: Fields, largest: int) -> Iterator[Entry | InputError]:
    """The lines of JSON Lines that are not blank; `path` with the number of its line is the path of each."""
    empty = True
    for number, line in enumerate(bounded(stream, largest), 1):
        raw = line.removeprefix(codecs.BOM_UTF8) if line and number == 1 else line
        if raw is None:
            yield InputError(f"{path}:{number}", too_large(largest))
        elif raw.strip():
            yield Entry(f"{path}:{number}", raw, "record", fields)
        else:
            continue
        empty = False
    if empty:
        yield InputError(path, "is empty")


def is_line(line: bytes, fields: Fields) -> bool:
    """Whether a line is a document of JSON Lines."""
    if not line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        given = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return False
    return isinstance(given, dict) and fields.text in given


def table(path: str, stream: IO[bytes], fields: Fields, largest: int) -> Iterator[Entry | InputError]:
    """The rows of CSV or TSV that are not blank; the first names the columns. `path` with the number of its row, as a
    spreadsheet counts them, is the path of each.

    Commas and quotes are looked for in the bytes, a character each: they are the same in every encoding but UTF-16.
    Each cell is then decoded by itself.
    """
    names: list[str] | None = None
    empty = True
    for found in _cells(path, stream, largest):
        if isinstance(found, InputError):
            yield found
        elif names is None:
            names = [_name(cell.encode("latin-1").decode("utf-8", "replace")) for cell in found[1]]
            if fields.text.casefold() not in names:
                hint = "its first row names the columns; factx batch --text-field names another"
                yield InputError(path, f'has no column "{fields.text}"', hint)
                return
            continue
        else:
            try:
                yield _row(f"{path}:{found[0]}", found[1], names, fields)
            except InputError as e:
                yield e
        empty = False
    if empty:
        yield InputError(path, "is empty")


def is_header(head: bytes, fields: Fields) -> bool:
    """Whether the first line that is not blank names the columns of CSV: that of the text, and at least one more."""
    text = head.decode("utf-16" if head.startswith(_UTF16) else "utf-8-sig", "replace").lstrip()
    line = text.splitlines()[0] if text else ""
    try:
        (row,) = csv.reader([line], delimiter=_delimiter(line), strict=True)
    except (csv.Error, ValueError):
        return False
    return len(row) > 1 and fields.text.casefold() in map(_name, row)


def too_large(largest: int) -> str:
    """The reason that a document is not read whose length is past the bound."""
    return f"is larger than {largest // 10**6} MB"


def _name(cell: str) -> str:
    """How the name of a column is compared."""
    return cell.strip().casefold()


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _row(path: str, row: Sequence[str], names: Sequence[str], fields: Fields) -> Entry:
    """The document of a row. One with too many cells has lost the end of its text to an unquoted comma."""
    if len(row) > len(names):
        raise InputError(path, f"has {len(row)} cells and the header {len(names)}", "a comma outside quotes?")
    told: dict[str, str] = {}
    said: list[str] = []
    for name in (fields.text, fields.id, fields.date, fields.title):
        at = names.index(name.casefold()) if name.casefold() in names else len(row)
        if at < len(row) and row[at]:
            try:
                told[name], warning = _decoded(row[at])
            except Undecodable as e:
                raise InputError(path, f'its "{name}" {e}') from e
            said += [warning] if warning else []
    if not told.get(fields.text, "").strip():
        raise InputError(path, "is empty")
    return Entry(path, json.dumps(told).encode(), "record", fields, tuple(dict.fromkeys(said)))


def _cells(path: str, stream: IO[bytes], largest: int) -> Iterator[tuple[int, list[str]] | InputError]:
    """The rows that are not blank, with their numbers; the first line that is not blank shows what parts cells."""
    csv.field_size_limit(largest // _WIDE)  # of the process; the module has no other
    written = _written(stream, largest)
    number, head = 1, ""
    try:
        begin = []
        for line in islice(written, _BLANK):
            begin.append(line)
            if head := line.strip():
                break
        reader = csv.reader(chain(begin, written), delimiter=_delimiter(head), strict=True)
        for number in count(1):
            try:
                row = next(reader, None)
            except csv.Error as e:
                yield InputError(f"{path}:{number}", f"is no row that can be read: {e}", "a quote that nothing closes?")
                continue
            if row is None:
                return
            if any(row):
                yield number, row
    except _TooLong:
        yield InputError(f"{path}:{number}", f"{too_large(largest)}; nothing after it is read")


class _TooLong(Exception):
    """A line that is longer than any document."""


def _written(stream: IO[bytes], largest: int) -> Iterator[str]:
    """The lines of a table, a character for each byte; UTF-16 is made UTF-8 first."""
    head = stream.read(len(codecs.BOM_UTF8))
    if head[:2] in _UTF16:
        wide = io.TextIOWrapper(replayed(head, stream), "utf-16", "replace", newline="\n")
        while line := wide.readline(largest):
            yield line.encode("utf-8", "replace").decode("latin-1")
        return
    for raw in bounded(replayed(head.removeprefix(codecs.BOM_UTF8), stream), largest):
        if raw is None:
            raise _TooLong
        yield raw.decode("latin-1")


def _decoded(cell: str) -> tuple[str, str | None]:
    if "\x00" in cell:
        raise Undecodable("is binary, not text")
    return decode(cell.encode("latin-1"))


def bounded(stream: IO[bytes], largest: int) -> Iterator[bytes | None]:
    """The lines of a stream, None for one of more than `largest` bytes; such a one is passed over. Raises OSError where
    there are blank lines without end, of which a small compressed file may hold hundreds of millions."""
    blank = 0
    while line := stream.readline(largest + 1):
        blank = blank + 1 if line.isspace() else 0
        if blank > _BLANKS:
            raise OSError(f"has over {_BLANKS:,} blank lines in a row; nothing after them is read")
        if len(line) <= largest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PASSED)
        yield None
