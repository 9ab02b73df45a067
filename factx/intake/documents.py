"""A decoded text → a `Document`."""

from __future__ import annotations

import hashlib
from datetime import date

from factx.schema import Document


def document(
    text: str,
    *,
    path: str = "",
    published: date | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Document:
    """The Document of a text that is already decoded. Its id is made of the content where none is given."""
    sha = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(id or sha[:16], path, text, text, sha, published=published, title=title, language="en")
