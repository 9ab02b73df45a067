"""An e-mail (.eml) → its text. Its subject is the title, its date the day; what is attached is named, not read."""

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
from factx.intake.paths import shown


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says; `day` is that of its sender's clock."""

    text: str
    subject: str | None
    day: date | None
    warnings: tuple[str, ...]


def mail(raw: bytes) -> Mail:
    """The body of a mail: its plain text, else the main text of its page. Raises what `decode` does."""
    message = email.message_from_bytes(raw)
    texts = [part for part in _parts(message) if not part.get_filename()]
    attached = [part.get_filename() or "" for part in _parts(message) if part.get_filename()]
    plain = next((p for p in texts if p.get_content_type() == "text/plain"), None)
    page = next((p for p in texts if p.get_content_type() == "text/html"), None)
    said = [f"attached and not read: {', '.join(shown(_header(name)) for name in attached)}"] if attached else []
    text = ""
    for part in (plain, page):
        if part is not None and not text.strip():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            text, warning = decode(content, part.get_content_charset())
            said += [warning] if warning else []
            if part is page:
                text = markup.page(text)[0]
    return Mail(text, _header(message["subject"]).strip() or None, _day(message), tuple(said))


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


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
