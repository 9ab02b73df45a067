"""Intake: bytes as received → `Document`s. The text is never rewritten; what is not body is a zone beside it."""

from factx.intake.documents import document
from factx.intake.layout import line_breaks, pieces
from factx.intake.sources import read

__all__ = ["document", "line_breaks", "pieces", "read"]
