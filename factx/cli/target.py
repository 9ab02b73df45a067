"""The file that a command writes: whole or not at all, and never over what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from factx.errors import FactxError


def spare(target: Path, sources: Iterable[str]) -> None:
    """Raises FactxError where the target is one of the sources, or a file in a folder of them that would be read."""
    for source in sources:
        if _reads(Path(source), target):
            raise FactxError(
                str(target), f"would be written over what is read ({source})", "give --output another name"
            )


def _reads(source: Path, target: Path) -> bool:
    from factx.intake.formats import listed

    try:
        if source.is_dir():
            return target.is_file() and listed(target.name) and target.resolve().is_relative_to(source.resolve())
        return source.exists() and target.exists() and source.samefile(target)
    except (OSError, ValueError):  # a URL, "-", a name that no file can have
        return False


@contextmanager
def written(target: Path) -> Iterator[IO[str]]:
    """A stream in UTF-8 that is written aside, and put in place when it is whole.

    Raises FactxError where that cannot be done.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        aside.replace(target)
    except OSError as e:
        raise FactxError(str(target), e.strerror or str(e)) from e
    finally:
        aside.unlink(missing_ok=True)
