"""What may reach a terminal: words of a report without the characters that command it, in an encoding it has."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from typing import IO

#: Characters that act on a terminal instead of standing on it: controls (an escape sequence begins with one), marks
#: that turn the direction of what follows, and halves of characters, which no encoding can write.
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
#: One for one, so that columns stay columns.
_PLAIN = str.maketrans("‘’‚“”„«»‐‑–—−…·•×→│─�", '\'\',"""""-----.|*x>|-?')


def safe(text: str) -> str:
    """The text with each acting character shown as a replacement character: same length, same offsets, same lines."""
    return _ACTING.sub("\ufffd", _LINE_ENDS.sub("\n", text).replace("\r\n", " \n").replace("\t", " "))


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(safe(text).split())


def safe_data(text: str, *, json: bool) -> str:
    """Data that a person watches: in JSON the acting characters are escaped, which changes no value."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}" if json else "\ufffd", text)


def degrade(stream: IO[str]) -> None:
    """Let a stream write what its encoding lacks as the nearest that it has, instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error("factx.plain", _plain)
        stream.reconfigure(errors="factx.plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(map(_nearest, lacking)), error.end


def _nearest(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.translate(_PLAIN))
    return plain[0] if plain[0].isascii() else "?"
