"""An e-mail (.eml) → its text, and what is attached to it. Its subject is the title, its date the day."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from factx.intake import markup
from factx.intake.encoding import decode


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says; `day` is that of its sender's clock, `warning` tells of a guessed encoding."""

    text: str
    subject: str | None
    day: date | None
    warning: str | None


def mail(raw: bytes) -> Mail:
    """The body of a mail: its plain text, else the main text of its page. Raises what `decode` does."""
    message = email.message_from_bytes(raw)
    texts = [part for part in _parts(message) if not part.get_filename()]
    text, warning = "", None
    for kind in ("text/plain", "text/html"):
        part = next((p for p in texts if p.get_content_type() == kind), None)
        if part is not None and not text.strip():
            text, warning = decode(_content(part), part.get_content_charset())
            if kind == "text/html":
                text = markup.page(text)[0]
    return Mail(text, _header(message["subject"]) or None, _day(message), warning)


def attached(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail: their names, and what they hold."""
    for part in _parts(email.message_from_bytes(raw)):
        if name := part.get_filename():
            yield _header(name), _content(part)


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(written: object) -> str:
    """A header as its reader sees it."""
    try:
        return " ".join(str(make_header(decode_header(str(written or "")))).split())
    except (ValueError, LookupError):
        return " ".join(str(written).split())


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date() if message["date"] else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
