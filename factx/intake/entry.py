"""The nouns between a file and a Document: a document as it lies there, and where a record of a table keeps what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntryForm = Literal["text", "html", "record", "pdf", "docx", "mail"]


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the columns of CSV, or keys of JSON Lines, that hold a document's text and what is known of it."""

    text: str = "text"
    id: str = "id"
    date: str = "published"
    title: str = "title"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as received. `raw` are its bytes, unpacked; those of a "record" are a JSON object with the keys that
    `fields` names."""

    path: str
    raw: bytes
    form: EntryForm = "text"
    fields: Fields = Fields()
    warnings: tuple[str, ...] = ()
