"""Bytes as they come: files opened, compressed ones unpacked on the way, and what unpacks without end found out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO

from factx.errors import InputError
from factx.intake.folders import refusal
from factx.intake.formats import HEAD, Form
from factx.intake.listing import Source
from factx.intake.paths import remote

#: Bytes of the largest document, unpacked. The longest reports there are, books of a million words, have a tenth.
LARGEST = 100_000_000
#: A stream that unpacks to this many bytes between one document and the next …
_IDLE = 250_000_000
#: … and to this many times its packed size is a bomb: reports pack to a tenth or a fiftieth, pictures not at all.
_RATIO = 200
_STEP = 1024  #: packed bytes given to zstd at a time, of which it may make 32 MB
_BUFFER = 1 << 16
_TELLING = 512  #: bytes; the mark of a tar archive ends at 262


@contextmanager
def opened(source: Source, stdin: BinaryIO | None = None) -> Iterator[IO[bytes]]:
    """The bytes of a source. A pipe or a device is opened only where the user named it himself. Raises InputError,
    OSError, and what a driver of fsspec raises."""
    if source.path == "-":
        yield stdin or sys.stdin.buffer
    elif remote(source.path):
        import fsspec

        with fsspec.open(source.path, "rb") as stream:
            yield stream
    else:
        if not source.named and (refused := refusal(source.path)):
            raise InputError(source.shown, refused)
        with open(source.path, "rb") as stream:  # noqa: PTH123 - Path would rewrite the name
            yield stream


def beginning(stream: IO[bytes]) -> bytes:
    """The first bytes of a stream, enough to tell what it is: of a pipe what is there, if that is a line at least."""
    head = b""
    while len(head) < _TELLING and b"\n" not in head and (read := _some(stream, HEAD)):
        head += read
    return head


def _some(stream: IO[bytes], size: int) -> bytes:
    """The next bytes, of a pipe those that are there: its documents are not to wait for more of them."""
    read: bytes = getattr(stream, "read1", stream.read)(size)
    return read


class _Replayed(io.RawIOBase):
    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = self._head[: len(buffer)] if self._head else _some(self._rest, len(buffer))
        self._head = self._head[len(read) :]
        buffer[: len(read)] = read
        return len(read)


def replayed(head: bytes, rest: IO[bytes]) -> BinaryIO:
    """A stream with `head`, what was read of it, put back in front."""
    return io.BufferedReader(_Replayed(head, rest), _BUFFER)


class Unpacked(io.RawIOBase):
    """What a compressed stream holds. Raises OSError where that is broken or cut off, or is a bomb."""

    def __init__(self, form: Form, packed: IO[bytes]) -> None:
        self._packed = _Counted(packed)
        self._unpacked = _UNPACK[form](io.BufferedReader(self._packed, _BUFFER))
        self._made = self._made_before = self._took_before = 0

    def readable(self) -> bool:
        return True

    def rest(self) -> None:
        """A document was found: what comes next is counted from here."""
        self._made_before, self._took_before = self._made, self._packed.count

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            read = _some(self._unpacked, min(len(buffer), _BUFFER))
        except EOFError as e:
            raise OSError("is cut off: the end is missing") from e
        except OSError as e:
            raise OSError(f"is damaged: {e.strerror or e}") from e
        except Exception as e:  # zlib.error, LZMAError, ZstdError: each is its own, and of no common kind
            raise OSError(f"is damaged: {e}") from e
        self._made += len(read)
        idle, took = self._made - self._made_before, self._packed.count - self._took_before
        if idle > _IDLE and idle > _RATIO * took:
            raise OSError(f"unpacks to over {_IDLE // 10**6} MB without a document, {_RATIO} times its size and more")
        buffer[: len(read)] = read
        return len(read)


class _Counted(io.RawIOBase):
    """A stream that knows how many of its bytes were read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = _some(self._stream, len(buffer))
        self.count += len(read)
        buffer[: len(read)] = read
        return len(read)


class _Zstd(io.RawIOBase):
    """Zstandard frames, one after the other. The library's own reader takes a cut for an end."""

    def __init__(self, packed: IO[bytes]) -> None:
        from zstandard import ZstdDecompressor

        self._packed, self._frames = packed, ZstdDecompressor()
        self._frame = self._frames.decompressobj()
        self._begun, self._input, self._ready = False, b"", memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            self._input = self._input or self._packed.read(_STEP)
            if not self._input:
                if self._begun:
                    raise EOFError
                return 0
            self._ready = memoryview(self._frame.decompress(self._input))
            self._begun, self._input = not self._frame.eof, self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = self._frames.decompressobj()
        read, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(read)] = read
        return len(read)


_UNPACK: dict[Form, Callable[[Any], Any]] = {
    "gz": gzip.open,
    "bz2": bz2.open,
    "xz": lzma.open,
    "zst": lambda packed: io.BufferedReader(_Zstd(packed), _BUFFER),
}
