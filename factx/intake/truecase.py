"""Case restored to dispatches in capitals, so that a model trained on ordinary news can read them.

The result has the length of the text, character by character, so offsets stay. Ordinary words (words.txt.gz) go to
lower case and every other word is taken for a name; which words are both, and where ordinary words are parts of a name,
the neighbours and the document tell (cased.tsv): titles before names, unit nouns after them, and what stands before its
abbreviation in brackets, "NATIONAL LIBERATION FRONT (FMLN)", is a name throughout the document.
"""

from __future__ import annotations

from collections.abc import Iterator

_UPPER, _LOWER = bytes(range(65, 91)), bytes(range(97, 123))
_CAPITALS = 0.7  #: the share of capitals among the letters of a dispatch in capitals
_PIECE = 1_000_000  #: characters; no dispatch is as long, and every word takes memory while its case is settled


def truecase(text: str) -> str:
    """`text` with its case restored where it is in capitals; the same string where nothing is.

    A text is a dispatch in capitals where seven letters in ten are; in any other, only the lines of three words or more
    that hold no small letter (a headline, a heading) are restored.
    """
    plain = text.encode("ascii", "ignore")
    capitals, small = (len(plain) - len(plain.translate(None, case)) for case in (_UPPER, _LOWER))
    whole = capitals > _CAPITALS * (capitals + small) and " " in text
    lines = [] if whole else text.split("\n")
    if not whole and not any(map(_heading, lines)):
        return text
    from factx.intake.restoration import restored  # its tables are read only where there is something to restore

    if whole:
        return "".join(map(restored, _pieces(text)))
    return "\n".join(restored(line) if _heading(line) else line for line in lines)


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces of a bounded length, cut at the end of a line, else between words, else anywhere."""
    start = 0
    while len(text) - start > _PIECE:
        cuts = (text.rfind(mark, start + 1, start + _PIECE) for mark in "\n ")
        end = next((cut for cut in cuts if cut > 0), start + _PIECE)
        yield text[start:end]
        start = end
    yield text[start:]


def _heading(line: str) -> bool:
    return line.isupper() and line.count(" ") > 1 and len(line) < 300
