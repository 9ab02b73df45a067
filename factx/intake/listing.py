"""Paths and folders → the files that may be reports, one by one; nothing is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from factx.errors import InputError
from factx.intake.folders import Folders, Local, Remote, refusal
from factx.intake.formats import READ, bare, listed
from factx.intake.globs import Globs
from factx.intake.paths import remote, shown, why


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read. `path` opens it, `shown` is how records and messages give it; `named` by the user himself,
    who may name a pipe; where it is not `sure`, it is read if its content turns out to be text, else passed over."""

    path: str
    shown: str
    named: bool = False
    sure: bool = True


def listing(paths: Sequence[str], globs: Sequence[str] = ()) -> Iterator[Source | InputError]:
    """The files of `paths`, lazily, in an order that is the same on every machine: as given, folders sorted by path.

    A path is a file, a folder (all below it, hidden ones left out), "-" (stdin), or anything that fsspec can open
    ("s3://…"). `globs` choose among what folders hold, as ripgrep's -g does: "*.txt" only these, "!draft*" not these,
    the last that fits decides; one that fits a file has it read whatever its suffix. Links are followed; a folder is
    read once, however many links lead to it, and a link back into a folder that holds it is an error.
    """
    chosen = Globs(globs)
    for path in paths:
        try:
            yield from _files(path, chosen)
        except InputError as e:
            yield e
        except Exception as e:  # fsspec's drivers raise what they like
            yield InputError(shown(path), why(e))


def missing(path: str) -> bool:
    """Whether it is plain that nothing stands at a path: of what fsspec opens that is not."""
    if path == "-" or remote(path):
        return False
    try:
        os.stat(path)  # noqa: PTH116 - Path would rewrite the name
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def _files(path: str, globs: Globs) -> Iterator[Source | InputError]:
    if path == "-":
        folders: Folders | None = None
    elif remote(path):
        found = Remote.of(path)
        folders = found if found.is_folder(path) else None
    else:
        folders = Local() if stat.S_ISDIR(os.stat(path).st_mode) else None  # noqa: PTH116 - Path would rewrite the name
    if folders is None:
        yield Source(path, shown(path), named=True)
        return
    empty = True
    for file in _below(path if path.endswith("/") else path + "/", folders, globs):
        empty = False
        yield file
    if empty:
        yield InputError(shown(path), "no report in this folder", f"read are {' '.join(sorted(READ))}")


def _below(root: str, folders: Folders, globs: Globs) -> Iterator[Source | InputError]:
    """The reports below a folder, whose path ends with "/". A stack of its own: a path may be deeper than Python's."""
    seen: set[Hashable] = set()
    stack: list[tuple[str, Hashable, Iterator[str], frozenset[str]]] = []

    def enter(folder: str) -> InputError | None:
        try:
            identity = folders.identity(folder)
            if any(identity == above for _, above, _, _ in stack):
                return InputError(shown(folder.rstrip("/")), "is a link back to a folder that holds it")
            if identity not in seen:
                names, odd = folders.names(folder)
                stack.append((folder, identity, iter(names), odd))
                seen.add(identity)
        except Exception as e:  # fsspec's drivers raise what they like
            return InputError(shown(folder.rstrip("/")), why(e))
        return None

    if failed := enter(root):
        yield failed
    while stack:
        folder, _, names, odd = stack[-1]
        name = next(names, None)
        if name is None:
            stack.pop()
        elif name.endswith("/"):
            wanted = not name.startswith(".") and globs.says(f"{folder}{name}"[len(root) :]) is not False
            if wanted and (failed := enter(folder + name)):
                yield failed
        elif found := _chosen(folder, name, globs.says(f"{folder}{name}"[len(root) :])):
            refused = refusal(found.path) if name in odd else None
            yield InputError(found.shown, refused) if refused else found


def _chosen(folder: str, name: str, said: bool | None) -> Source | None:
    """The source that a file of a folder makes, given what the globs say of it."""
    if said is False or name.startswith(".") or (said is None and not listed(name)):
        return None
    path = folder + name
    return Source(path, shown(path), sure=said is True or not bare(name))
