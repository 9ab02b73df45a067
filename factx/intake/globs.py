"""Which files of a folder are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from factx.errors import FactxError


class Globs:
    """Patterns of .gitignore's kind, turned round as ripgrep's -g are: one that fits wants a file, one with "!" before
    it does not, and the last that fits decides. Where any wants something, what none fits is not wanted. Raises
    FactxError on a pattern that is none."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._choosy = any(not p.startswith("!") for p in patterns)
        self._spec = None
        if patterns:
            from pathspec import GitIgnoreSpec

            try:
                self._spec = GitIgnoreSpec.from_lines(patterns)
            except ValueError as e:
                raise FactxError("glob", f"{e}") from e

    def says(self, path: str) -> bool | None:
        """Whether a path below the folder is wanted; None leaves that to its suffix. A folder's path ends with "/":
        only False says something of it, that nothing below is wanted."""
        if self._spec is None:
            return None
        said = self._spec.check_file(path).include
        return said if said is not None or not self._choosy or path.endswith("/") else False
