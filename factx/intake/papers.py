"""PDF and DOCX → text, by the libraries of the extra `factx[documents]`, which are imported when one comes.

What the file says of its own making is not the day of a report: the day is that of a printer or of a template.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from factx.errors import InputError
from factx.intake.streams import LARGEST

_EXTRA = "pip install 'factx[documents]'"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a reader made of a file: paragraphs set apart by blank lines."""

    text: str
    title: str | None
    warnings: tuple[str, ...] = ()


def pdf(path: str, raw: bytes) -> Paper:
    """The text of a PDF, page by page, the lines broken as they are printed. Raises InputError where the library is not
    there, the file is encrypted, or no page has text; and what pypdf raises over a broken one."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError
    except ImportError as e:
        raise InputError(path, "reading PDF takes pypdf, which is not installed", _EXTRA) from e
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on sloppy files are nothing to act on
    reader = PdfReader(io.BytesIO(raw))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise InputError(path, "is encrypted", "save a copy without a password")
    pages: list[str] = []
    unread: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        try:
            pages.append(page.extract_text())
        except Exception:  # one broken page: the others are read, and it is named
            unread.append(number)
    said = (f"could not be read: page {', '.join(map(str, unread))}",) if unread else ()
    text = "\n\n".join(filter(None, map(str.strip, pages)))
    if not text:
        raise InputError(
            path,
            said[0] if said else "no text in it: a scan?",
            "" if said else "text recognition (OCR) makes it readable",
        )
    title = reader.metadata.title if reader.metadata else None
    return Paper(text, title.strip() or None if title else None, said)


def docx(path: str, raw: bytes) -> Paper:
    """The paragraphs and tables of a Word document, in order; of a table, a line a row. Raises InputError where the
    library is not there or the file unpacks to too much; and what python-docx raises over a broken one."""
    try:
        from docx import Document
    except ImportError as e:
        raise InputError(path, "reading DOCX takes python-docx, which is not installed", _EXTRA) from e
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:  # which reads no more of a member than it says here
        if sum(i.file_size for i in archive.infolist()) > LARGEST:
            raise InputError(path, f"unpacks to more than {LARGEST // 10**6} MB")
    opened = Document(io.BytesIO(raw))
    text = "\n\n".join(filter(None, map(str.strip, _blocks(opened))))
    return Paper(text, opened.core_properties.title.strip() or None)


def _blocks(container: object) -> Iterator[str]:
    from docx.table import Table

    for block in container.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield "\n".join("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
        else:
            yield block.text
