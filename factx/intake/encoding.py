"""Bytes → text: UTF-8, UTF-16, and the three code pages in which newsrooms still send files.

A wrong guess is mojibake that nobody notices, so there are few candidates, each has to show itself, and whatever was
guessed or repaired is said in a warning. (charset-normalizer, held to the same three code pages, is no better on
reports, where a handful of quotes, accents and quoted words is all there is to go by, and misreads KOI8-R capitals.)
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CYRILLIC_RUN = re.compile(rb"[\xa3\xa8\xb3\xb8\xaa\xba\xaf\xbf\xb2\xc0-\xff]{3,}")
_LATIN_WORD = re.compile(
    rb"[A-Za-z][\xc0-\xff]{1,2}(?=[A-Za-z\s.,;:'\"!?)-]|$)|(?<![\x80-\xff])[\xc0-\xff]{1,2}(?=[A-Za-z])"
)
#: The letters of Russian and Ukrainian, the commonest first.
_LETTERS = "оеаинтсрвлкмдпуяыьігзбчйхжшюцщэїєфъґё"
_WEIGHT = {letter: len(_LETTERS) - rank for rank, letter in enumerate(_LETTERS)}


class Undecodable(ValueError):
    """The bytes are no text, for the reason that the message gives."""


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of `raw`, without its byte order mark, and a warning where its encoding had to be guessed.

    `declared` is the encoding that the markup itself names; it is believed where the bytes fit it. Line ends stay as
    they are. Raises Undecodable where the bytes are a binary format or fit none of the encodings.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, name), None
    if no_text := binary(raw):
        raise Undecodable(no_text)
    if utf16 := _utf16(raw):
        return _strictly(raw, utf16), "the encoding was guessed: UTF-16 without a byte order mark"
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        return _legacy(raw, declared)


def binary(raw: bytes) -> str | None:
    """Why bytes, or the first of them, are no text; None where they may be."""
    if raw.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    for magic, what in _FORMATS:
        if raw.startswith(magic):
            return f"is {what}, not text"
    zero = b"\x00" in raw
    text = _utf16(raw) if zero else len(_CONTROL.findall(raw)) <= len(raw) // 200
    return None if text else "is binary, not text"


def _strictly(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as e:
        raise Undecodable(f"begins as {name.upper().removesuffix('-SIG')} but is not, from byte {e.start} on") from e


def _utf16(raw: bytes) -> str | None:
    """Without a mark, the zero bytes of spaces and Latin letters show which byte of each pair is the high one."""
    if b"\x00" not in raw or len(raw) % 2:
        return None
    even, odd = raw[::2], raw[1::2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if b"\x00" not in low and len(set(high)) < 12 and high.count(0) > len(high) // 20:
            return name
    return None


def _legacy(raw: bytes, declared: str | None) -> tuple[str, str]:
    if declared:
        try:
            return raw.decode(declared), f"the encoding is {declared}, as the file says"
        except (LookupError, UnicodeDecodeError):
            pass
    damaged = raw.decode("utf-8", errors="replace")
    bad = damaged.count("�")
    if sum(c > "\x7f" for c in damaged) > 4 * bad:
        return damaged, f"damaged UTF-8: {bad} unreadable bytes stand as U+FFFD"
    for name in _code_pages(raw):
        try:
            return raw.decode(name), f"the encoding was guessed: {name}"
        except UnicodeDecodeError:
            continue
    raise Undecodable("is in no encoding that is read here (UTF-8, UTF-16, Windows-1252, Windows-1251, KOI8-R)")


def _code_pages(raw: bytes) -> tuple[str, ...]:
    """The code pages in the order of likelihood. Whole words of high bytes are Cyrillic; single high bytes beside ASCII
    letters are accents of Western names. Quotes and dashes alone are the same in both Windows pages."""
    runs = _CYRILLIC_RUN.findall(raw)
    if sum(map(len, runs)) <= 2 * len(_LATIN_WORD.findall(raw)):
        return ("cp1252", "cp1251", "koi8_r")
    words = b" ".join(runs)
    scores = {name: _russian(words.decode(name, errors="replace")) for name in ("cp1251", "koi8_r")}
    return tuple(sorted(scores, key=lambda name: -scores[name]))


def _russian(text: str) -> float:
    """How like Russian or Ukrainian words `text` is: common letters, and no capital after a small letter (read in the
    other code page, the cases change places)."""
    common = sum(_WEIGHT.get(c, -9) for c in text.lower() if c != " ")
    return common - 20 * sum(a.islower() and b.isupper() for a, b in pairwise(text))
