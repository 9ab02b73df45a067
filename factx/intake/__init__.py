"""Intake: bytes as received → `Document`s. The text is never rewritten; what is not body is a zone beside it.

In stages, each of which can be driven by itself: `listing` (which files), `entries` (the raw documents of a file),
`draft` (a Document), `Identities` (its id in this run); `read` is all of them in a row.
"""

from factx.intake.documents import document
from factx.intake.drafts import draft
from factx.intake.entries import entries
from factx.intake.entry import Entry, Fields
from factx.intake.identities import Identities, given
from factx.intake.layout import line_breaks, pieces
from factx.intake.listing import Source, listing, missing
from factx.intake.paths import shown
from factx.intake.sources import read

__all__ = [
    "Entry", "Fields", "Identities", "Source",
    "document", "draft", "entries", "given", "line_breaks", "listing", "missing", "pieces",
    "read", "shown",
]  # fmt: skip
