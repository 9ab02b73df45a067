"""What a folder holds, on this machine or wherever fsspec can look."""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Protocol

from factx.errors import InputError
from factx.intake.paths import shown, why


class Folders(Protocol):
    """A file system, as far as a walk needs it. A folder's name ends with "/"."""

    def names(self, folder: str) -> tuple[list[str], frozenset[str]]:
        """What a folder holds, sorted, and which of it may be no file at all."""

    def identity(self, folder: str) -> Hashable:
        """The same for two paths of one folder."""


class Local:
    """The machine's own file system."""

    def names(self, folder: str) -> tuple[list[str], frozenset[str]]:
        found, odd = [], set()
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_folder(entry):
                    found.append(entry.name + "/")
                    continue
                found.append(entry.name)
                if not entry.is_file(follow_symlinks=False):
                    odd.add(entry.name)
        return sorted(found), frozenset(odd)

    def identity(self, folder: str) -> Hashable:
        status = os.stat(folder)  # noqa: PTH116 - Path would rewrite the name
        return status.st_dev, status.st_ino


@dataclass(frozen=True, slots=True)
class Remote:
    """A file system of fsspec."""

    fs: Any

    @classmethod
    def of(cls, path: str) -> Remote:
        """The file system that a path names. Raises InputError where its driver is not installed."""
        import fsspec

        try:
            return cls(fsspec.core.url_to_fs(path)[0])
        except ImportError as e:
            raise InputError(shown(path), "what opens such paths is not installed", f"{e}") from e
        except ValueError as e:
            raise InputError(shown(path), f"no such kind of path: {e}") from e

    def is_folder(self, path: str) -> bool:
        """Whether a path is a folder. A web page with links is none, though its driver says so."""
        import fsspec

        return not path.startswith("http") and bool(self.fs.isdir(fsspec.core.url_to_fs(path)[1]))

    def names(self, folder: str) -> tuple[list[str], frozenset[str]]:
        import fsspec

        inside = fsspec.core.url_to_fs(folder)[1].rstrip("/")
        found = set()
        for entry in self.fs.ls(inside, detail=True):
            name = entry["name"].rstrip("/").rpartition("/")[2]
            if entry["name"].strip("/") != inside.strip("/"):  # object stores list a folder in itself
                found.add(name + "/" if entry["type"] == "directory" else name)
        return sorted(found), frozenset()

    def identity(self, folder: str) -> Hashable:
        return folder


def refusal(path: str) -> str | None:
    """Why what stands at a path in a folder cannot be read as a file; it is not opened. None where it can."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path would rewrite the name
    except FileNotFoundError as e:
        return "is a link to nothing" if os.path.islink(path) else why(e)  # noqa: PTH114
    except OSError as e:
        return why(e)
    if stat.S_ISREG(mode):
        return None
    kinds = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))
    return f"is {next((what for is_, what in kinds if is_(mode)), 'a device')}, not a file"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle of links
        return False
