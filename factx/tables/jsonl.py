"""JSON Lines: `place.jsonl` and so on, the records' lines as they are."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from factx.schema import KINDS


class Writer:
    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._files = {
            kind: self._stack.enter_context((folder / f"{kind}.jsonl").open("w", encoding="utf-8", newline=""))
            for kind in KINDS
        }

    def put(self, kind: str, lines: list[str]) -> None:
        self._files[kind].writelines(f"{line}\n" for line in lines)

    def finish(self) -> None:
        """Nothing comes after the last record."""

    def close(self) -> None:
        self._stack.close()
