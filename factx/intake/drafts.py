"""A raw document → a `Document`: decoded, read by its form, refused where it is empty or not English."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from factx.errors import InputError
from factx.intake import days, language, mail, markup, papers
from factx.intake.documents import document
from factx.intake.encoding import Undecodable, decode
from factx.intake.entry import Entry
from factx.intake.paths import why
from factx.schema import Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORCE = "--force reads it all the same"


@dataclass(frozen=True, slots=True)
class _Told:
    """The text of an entry and what it says of itself."""

    text: str
    title: str | None = None
    id: str | None = None
    sha256: str | None = None
    told: date | None = None
    metadata: date | None = None
    warnings: tuple[str, ...] = ()


def draft(
    entry: Entry, *, published: date | None = None, force: bool = False, lexicon: tuple[str, ...] = ()
) -> Document:
    """The Document of an entry. Its id is the one given with it or made of its content: a run has to settle them.

    `published` is the day of a report that does not tell its own; `force` lets other languages than English through;
    `lexicon` are the user's folders of tables. Raises InputError where the entry cannot be read. Everything that may
    be slow, or stumble over hostile bytes, happens in here.
    """
    try:
        told = _READERS[entry.form](entry)
    except InputError:
        raise
    except Undecodable as e:
        raise InputError(entry.path, str(e)) from e
    except Exception as e:  # what the readers of PDF, DOCX, HTML and mail raise over broken files
        raise InputError(entry.path, f"cannot be read as {_NAMES[entry.form]}: {why(e)}") from e
    _check(entry.path, told)
    guess = language.of(told.text)
    if guess != "en" and not force:
        raise InputError(entry.path, f"is not in English, it seems to be {language.name(guess)}", _FORCE)
    return document(
        told.text,
        path=entry.path,
        published=published,
        title=told.title,
        id=told.id,
        sha256=told.sha256,
        metadata=told.metadata,
        told=told.told,
        language=guess,
        lexicon=lexicon,
        warnings=(*entry.warnings, *told.warnings),
    )


def _check(path: str, told: _Told) -> None:
    if not told.text.strip():
        raise InputError(path, "is empty")
    for value in (told.text, told.id or "", told.title or ""):
        if half := _SURROGATE.search(value):
            raise InputError(path, f"holds half a character (\\u{ord(half.group()):04x}) at offset {half.start()}")


def _text(entry: Entry) -> _Told:
    text, warning = decode(entry.raw, markup.declared(entry.raw) if entry.form == "html" else None)
    title, day = None, None
    if entry.form == "html" or markup.is_page(text):
        text, title, day = markup.page(text)
        if not text:
            raise InputError(entry.path, "no main text found in the page")
    said = (warning,) if warning else ()
    return _Told(text, _mended(title), sha256=_sha256(entry), metadata=day, warnings=said)


def _record(entry: Entry) -> _Told:
    fields, path = entry.fields, entry.path
    given = _object(path, entry.raw)
    wanted = (fields.text, fields.id, fields.date, fields.title)
    if isinstance(given, _Repeating) and (twice := next((n for n in wanted if n in given.repeated), None)):
        raise InputError(path, f'gives "{twice}" twice')
    for name in wanted:
        value = given.get(name)
        if name == fields.id and isinstance(value, int) and not isinstance(value, bool):
            given[name] = str(value)
        elif value is None and name == fields.text:
            raise InputError(path, f'has no "{name}"')
        elif value is not None and not isinstance(value, str):
            raise InputError(path, f'its "{name}" is not a string')
    written, id_ = given.get(fields.date), given.get(fields.id)
    if id_ == "":
        raise InputError(path, "its id is empty")
    day = days.parse(written or "")
    said = () if day or not written else (f'"{fields.date}": "{written[:40]}" is no day',)
    return _Told(given[fields.text], given.get(fields.title), id_, told=day, warnings=said)


def _object(path: str, raw: bytes) -> dict[str, Any]:
    """The JSON object of a line."""
    try:
        given = json.loads(raw.decode("utf-8"), object_pairs_hook=_object_of)
    except UnicodeDecodeError as e:
        raise InputError(path, f"is not UTF-8 at byte {e.start}") from e
    except json.JSONDecodeError as e:
        raise InputError(path, f"is not valid JSON: {e.msg} (column {e.colno})") from e
    except (RecursionError, ValueError) as e:
        raise InputError(path, "is not JSON that can be read: nested too deeply, or a number too long") from e
    if not isinstance(given, dict):
        raise InputError(path, "is not a JSON object", 'wanted is {"text": "…", "id": "…", "published": "…"}')
    return given


class _Repeating(dict[str, Any]):
    """A JSON object that gives a key twice: which value is meant, nobody knows."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = {name for name, times in Counter(name for name, _ in pairs).items() if times > 1}


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(pairs)
    return given if len(given) == len(pairs) else _Repeating(pairs)


def _pdf(entry: Entry) -> _Told:
    paper = papers.pdf(entry.path, entry.raw)
    return _Told(_mended(paper.text) or "", _mended(paper.title), sha256=_sha256(entry), warnings=paper.warnings)


def _docx(entry: Entry) -> _Told:
    paper = papers.docx(entry.path, entry.raw)
    return _Told(paper.text, paper.title, sha256=_sha256(entry))


def _mail(entry: Entry) -> _Told:
    read = mail.mail(entry.raw)
    said = (read.warning,) if read.warning else ()
    return _Told(read.text, _mended(read.subject), sha256=_sha256(entry), metadata=read.day, warnings=said)


def _mended(text: str | None) -> str | None:
    """A text that a reader made, without halves of characters."""
    return _SURROGATE.sub("\ufffd", text) if text else None


def _sha256(entry: Entry) -> str:
    return hashlib.sha256(entry.raw).hexdigest()


_READERS = {"text": _text, "html": _text, "record": _record, "pdf": _pdf, "docx": _docx, "mail": _mail}
_NAMES = {"text": "text", "html": "a page", "record": "JSON", "pdf": "PDF", "docx": "DOCX", "mail": "mail"}
