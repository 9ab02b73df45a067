"""Everything that the command line turns into one clear line: what went wrong, why, and what to do."""

from __future__ import annotations


class FactxError(Exception):
    """A failure that a person can act on.

    `what` names the file (and line) or the thing at fault, `why` the reason, `hint` what would help (may be empty).
    """

    def __init__(self, what: str, why: str, hint: str = "") -> None:
        super().__init__(what, why, hint)
        self.what, self.why, self.hint = what, why, hint

    def __str__(self) -> str:
        return f"{self.what}: {self.why}" + (f" ({self.hint})" if self.hint else "")


class InputError(FactxError):
    """A document that cannot be read; the others go on."""


class LexiconError(FactxError):
    """A table, a gazetteer or a model that is missing or malformed; nothing can go on."""
