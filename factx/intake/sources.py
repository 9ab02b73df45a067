"""Everything that reports are kept in → Documents, one by one, in the order given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from factx.errors import InputError
from factx.intake.drafts import draft
from factx.intake.entries import entries
from factx.intake.entry import Fields
from factx.intake.identities import Identities
from factx.intake.listing import listing
from factx.schema import Document

_USUAL = Fields()


def read(
    paths: Sequence[str],
    *,
    published: date | None = None,
    force: bool = False,
    lexicon: tuple[str, ...] = (),
    globs: Sequence[str] = (),
    fields: Fields = _USUAL,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | InputError]:
    """The documents of `paths`, in the order given, each as soon as it is read; one that fails yields its InputError.

    A path is what `listing` takes, with its `globs`: a file, a folder, "-" (`stdin`, by default the process's), what
    fsspec can open. `published` is the day of the reports that do not tell their own; `force` lets documents through
    that are not in English; `lexicon` are the user's folders of tables; `fields` are the names in JSON Lines and CSV.
    The `path` of a document is the one given, with ":7" after it for line 7 of JSON Lines or row 7 of CSV. Documents of
    the same bytes get the first one's id with "-2", "-3" … after it, and `duplicate_of`; an `id` given twice is an
    error of the second.
    """
    ids = Identities()
    for source in listing(paths, globs):
        if isinstance(source, InputError):
            yield source
            continue
        for entry in entries(source, fields, stdin):
            try:
                found = (
                    entry
                    if isinstance(entry, InputError)
                    else draft(entry, published=published, force=force, lexicon=lexicon)
                )
                yield found if isinstance(found, InputError) else ids.settle(found)
            except InputError as e:
                yield e
