"""Zip and tar archives → their members, read in place. Nothing is ever written by a member's name."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO, Any

from factx.errors import InputError
from factx.intake.formats import listed
from factx.intake.paths import why
from factx.intake.salvage import salvaged

#: A file in an archive: its name there, and what opens it, until the next is asked for.
Member = tuple[str, Callable[[], IO[bytes]]]
_LOCAL_HEADER = 30  #: bytes, without the name


class Damaged(OSError):
    """An archive cannot be read from there on."""


def zipped(path: str, stream: IO[bytes], largest: int) -> Iterator[Member | InputError]:
    """The files in a zip archive that may be reports, in its own order; of one that is cut off, those before the cut.
    Raises InputError and Damaged."""
    try:
        archive = zipfile.ZipFile(stream)
    except Exception as e:  # BadZipFile, mostly; a list with wild offsets makes it raise others
        yield from (found for found in salvaged(stream, largest) if _wanted(found[0]))
        raise Damaged("is no zip archive, or is damaged or cut off") from e
    with archive:
        infos = archive.infolist()
        if {"[Content_Types].xml", "mimetype"} & {i.filename for i in infos}:
            raise InputError(path, "is an office document or a book, not text", "save it as text, PDF or DOCX")
        shared = _overlapping(infos)
        if many := sum(i.header_offset in shared for i in infos):
            yield InputError(path, f"{many} of its files share their bytes, as in a bomb; they are not read")
        wanted = [i for i in infos if not i.is_dir() and _wanted(i.filename) and i.header_offset not in shared]
        locked = sum(i.flag_bits & 1 for i in wanted)
        if locked:
            yield InputError(path, f"{locked} of its files are encrypted", "unpack it with its password")
        for info in wanted:
            if not info.flag_bits & 1:
                yield info.filename, partial(archive.open, info)


def tarred(stream: IO[bytes]) -> Iterator[Member]:
    """The files in a tar archive that may be reports, in its order. Raises Damaged, as opening and reading do."""
    watched: Any = _Watched(stream)
    with tarfile.open(fileobj=watched, mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it keeps them all, for those who look back
            if info.isreg() and _wanted(info.name):
                member = archive.extractfile(info)
                assert member is not None
                yield info.name, lambda member=member: member  # type: ignore[misc]


def leads_out(name: str) -> bool:
    """Whether a member would be written outside the archive's folder, were it unpacked by its name."""
    name = name.replace("\\", "/")
    return name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts


def _wanted(name: str) -> bool:
    """Whether a member may be a report; hidden ones, and the twins that macOS puts in, are none."""
    parts = PurePosixPath(name).parts
    hidden = any(p.startswith(".") and p != ".." for p in parts) or "__MACOSX" in parts
    return bool(parts) and not hidden and listed(parts[-1])


def _overlapping(infos: Sequence[zipfile.ZipInfo]) -> set[int]:
    """The header offsets of members whose bytes other members use too."""
    spans = sorted((i.header_offset, _LOCAL_HEADER + len(i.orig_filename) + i.compress_size) for i in infos)
    return {at for (a, size), (b, _) in pairwise(spans) if a + size > b for at in (a, b)}


class _Watched:
    """The stream of a tar archive. What is wrong with it is of the archive, whichever member is being read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            read = self._stream.read(size)
        except Exception as e:  # whatever a file system or a decompressor raises
            raise Damaged(why(e)) from e
        if not read and size:
            raise Damaged("is cut off: the end is missing")
        return read


class _Header(tarfile.TarInfo):
    """`tarfile` takes a header that it cannot read for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Any:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as e:
            raise Damaged(f"is damaged: {e}") from e
