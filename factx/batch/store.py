"""The output folder, wherever fsspec can put one: files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import fsspec

from factx.errors import FactxError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: What a file is called while it is written.
ASIDE = ".aside-"
#: Says that a folder is ours; locked by the run that writes there.
MARK = ".factx"


@contextmanager
def _failing() -> Iterator[None]:
    """Drivers of object stores raise what they like: OSError of it all."""
    try:
        yield
    except (OSError, FactxError):
        raise
    except Exception as e:
        raise OSError(f"{type(e).__name__}: {e}") from e


class Store:
    """A folder by path or URL. Local files are written aside, synced and renamed; object stores put a file in place
    when it is closed. What cannot be read or written raises OSError."""

    def __init__(self, url: str) -> None:
        self.url = url if "://" in url else str(Path(url).absolute())
        try:
            self._fs, self._root = fsspec.core.url_to_fs(self.url)
        except (ImportError, ValueError) as e:  # an optional driver, or no such protocol
            raise FactxError(url, str(e)) from e
        self.local = Path(self._root) if "file" in _protocols(self._fs) else None

    def claim(self) -> None:
        """Make the folder ours. Raises FactxError where it holds something else."""
        with _failing():
            found = self._fs.ls(self._root, detail=False) if self._fs.exists(self._root) else []
            if self._fs.exists(self._path(MARK)):
                return
            if found:
                raise FactxError(self.url, "holds other files", "name a new folder, or one that factx batch made")
            self._fs.makedirs(self._root, exist_ok=True)
            self._fs.touch(self._path(MARK))

    def holds(self, path: str) -> bool:
        """Whether a path, of a file or a folder, is this folder or stands in it."""
        if self.local is None or "://" in path:
            return f"{path.rstrip('/')}/".startswith(f"{self.url.rstrip('/')}/")
        real, ours = os.path.realpath(path), os.path.realpath(self.local)  # Path's own raises on a circle of links
        return Path(real).is_relative_to(ours)

    def make(self, folder: str) -> None:
        with _failing():
            self._fs.makedirs(self._path(folder), exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One run at a time, where the folder is local; what a killed one was writing is cleared away.

        Raises FactxError where another run has the folder.
        """
        if self.local is None or fcntl is None:
            yield
            return
        with (self.local / MARK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as e:
                raise FactxError(self.url, "another run writes here") from e
            for folder in self.local.glob(f"{ASIDE}*"):
                shutil.rmtree(folder)
            for file in self.local.glob(f"*/{ASIDE}*"):
                file.unlink()
            yield

    def put(self, name: str, content: bytes, durable: bool = True) -> None:
        """Write a file, whole or not at all; `durable`: so that it outlives the machine's crash."""
        if self.local is None:
            with _failing():
                self._fs.pipe_file(self._path(name), content)
            return
        path = self.local / name
        aside = path.with_name(f"{ASIDE}{os.getpid()}-{path.name}")
        try:
            with aside.open("wb") as stream:
                stream.write(content)
                if durable:
                    stream.flush()
                    os.fsync(stream.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        if durable:
            _sync(path.parent)

    def place(self, file: Path, name: str) -> None:
        """Move a local file, which is whole, to its place."""
        if self.local is None:
            with _failing():
                self._fs.put_file(str(file), self._path(name))
            file.unlink()
            return
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
        file.replace(self.local / name)
        _sync(self.local)

    def read(self, name: str) -> bytes:
        with _failing():
            return cast(bytes, self._fs.cat_file(self._path(name)))

    def open(self, name: str) -> IO[bytes]:
        with _failing():
            return cast("IO[bytes]", self._fs.open(self._path(name), "rb"))

    def has(self, name: str) -> bool:
        with _failing():
            return bool(self._fs.exists(self._path(name)))

    def names(self, folder: str = "") -> list[str]:
        """The names of the files right in a folder, sorted; of what is being written, nothing."""
        path = self._path(folder)
        with _failing():
            if not self._fs.exists(path):
                return []
            found: list[dict[str, Any]] = self._fs.ls(path, detail=True, refresh=True)
        names = (Path(f["name"]).name for f in found if f["type"] == "file")
        return sorted(n for n in names if not n.startswith("."))

    def remove(self, name: str) -> None:
        """Remove a file that may be gone already."""
        with suppress(FileNotFoundError), _failing():
            self._fs.rm_file(self._path(name))

    def drop(self, folder: str) -> None:
        """Remove a folder that may be gone already, with all that is in it or was being written there."""
        path = self._path(folder)
        with _failing():
            if self._fs.exists(path):
                self._fs.rm(path, recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def _sync(folder: Path) -> None:
    """Make a rename last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
