"""The ids of one run: no two documents have one, and copies know their first."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from factx.errors import InputError
from factx.schema import Document


class Identities:
    """What a run has to remember. Both mappings may be given, to be kept elsewhere: `numbers`, each id that was taken
    with the last number that was appended to it (1: none), and `first`, the id of each content's first document."""

    def __init__(
        self, numbers: MutableMapping[str, int] | None = None, first: MutableMapping[str, str] | None = None
    ) -> None:
        self._numbers: MutableMapping[str, int] = {} if numbers is None else numbers
        self._first: MutableMapping[str, str] = {} if first is None else first

    def settle(self, document: Document) -> Document:
        """The document with its id and `duplicate_of` in this run. Raises InputError on an id that was given
        before; one that is made of the content gets a number after it."""
        id_ = document.id
        if id_ in self._numbers:
            if given(document):
                raise InputError(document.path, f'its id "{id_}" was given before')
            id_ = self._numbered(id_)
        self._numbers[id_] = 1
        first = self._first.setdefault(document.sha256, id_)
        return replace(document, id=id_, duplicate_of=first if first != id_ else None)

    def _numbered(self, id_: str) -> str:
        number = self._numbers[id_] + 1
        while f"{id_}-{number}" in self._numbers:
            number += 1
        self._numbers[id_] = number
        return f"{id_}-{number}"


def given(document: Document) -> bool:
    """Whether a document brought its id along; else that is made of its content."""
    return document.id != document.sha256[:16]
