"""Paths as they are shown, and why one cannot be opened."""

from __future__ import annotations

import re

#: What would break a line, a terminal or JSON: control and bidirectional characters, and halves of characters.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")


def shown(path: str) -> str:
    r"""A path as a record can hold it: what cannot be shown is escaped ("\n"; "\xff" for a byte that is no UTF-8)."""
    return _UNSHOWN.sub(_escaped, path)


def remote(path: str) -> bool:
    """Whether a path is for fsspec ("s3://…", "memory://…") and not for the machine's own file system."""
    return _REMOTE.match(path) is not None


def why(error: BaseException) -> str:
    """The reason that an error gives, in a few words on one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    said = shown(" ".join(str(error).split()))[:200]
    return said or type(error).__name__


def _escaped(m: re.Match[str]) -> str:
    code = ord(m.group())
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte of a name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return m.group().encode("unicode_escape").decode("ascii")
