"""What is left of a zip archive that was cut off: its list stands at the end, but each file has a header of its own."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

_HEADER = struct.Struct("<4s5H3I2H")
_MARK, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZE_FOLLOWS, _UTF8 = 1, 8, 0x800
_CHUNK = 1 << 16


def salvaged(stream: IO[bytes], largest: int) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """The whole files that stand one after the other from the beginning on, with what opens each; `stream` can seek.
    Ends at the first that is encrypted, damaged, cut off, packed in a rare way or of more than `largest` bytes."""
    stream.seek(0)
    while len(head := stream.read(_HEADER.size)) == _HEADER.size:
        mark, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _HEADER.unpack(head)
        name = stream.read(name_size).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        stream.seek(extra_size, io.SEEK_CUR)
        if mark != _MARK or flags & _ENCRYPTED or size > largest:
            return
        if method == _DEFLATED:
            content = _inflated(stream, largest)
        elif method == _STORED and not flags & _SIZE_FOLLOWS:
            content = stream.read(packed)
        else:
            return
        if flags & _SIZE_FOLLOWS:
            crc = _described(stream)
        if content is None or zlib.crc32(content) != crc:
            return
        yield name, partial(io.BytesIO, content)


def _inflated(stream: IO[bytes], largest: int) -> bytes | None:
    """The content of a deflated file; the stream stands behind it. None where it does not end well."""
    inflater, content = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    waiting = b""
    while not inflater.eof:
        waiting = waiting or stream.read(_CHUNK)
        if not waiting or len(content) > largest:
            return None
        try:
            content += inflater.decompress(waiting, _CHUNK)
        except zlib.error:
            return None
        waiting = inflater.unconsumed_tail
    stream.seek(-len(inflater.unused_data), io.SEEK_CUR)
    return bytes(content)


def _described(stream: IO[bytes]) -> int | None:
    """The checksum that stands behind a file whose header does not know it."""
    words = stream.read(4)
    if words == _DESCRIPTOR:
        words = stream.read(4)
    stream.seek(8, io.SEEK_CUR)
    return struct.unpack("<I", words)[0] if len(words) == 4 else None
