"""Records beside gold items: which go together, what was missed, what is wrong; and the counts that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Mine = TypeVar("Mine")
Theirs = TypeVar("Theirs")


@dataclass(frozen=True, slots=True)
class Matching(Generic[Mine, Theirs]):
    pairs: list[tuple[Mine, Theirs]]
    missed: list[Theirs]
    wrong: list[Mine]


def match(
    found: Sequence[Mine], gold: Iterable[Theirs], fits: Callable[[Mine, Theirs], float]
) -> Matching[Mine, Theirs]:
    """Each gold item, in order, takes the record left that fits it best, the first of equals; 0 is no fit."""
    left = list(found)
    pairs: list[tuple[Mine, Theirs]] = []
    missed: list[Theirs] = []
    for item in gold:
        grades = [fits(record, item) for record in left]
        best = max(range(len(left)), key=lambda i: (grades[i], -i), default=None)
        if best is None or not grades[best]:
            missed.append(item)
        else:
            pairs.append((left.pop(best), item))
    return Matching(pairs, missed, left)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the gold has it: where it stands in the report, its words, and what is the matter."""

    layer: str
    report: str
    side: Literal["missed", "wrong"]
    span: tuple[int, int] | None  #: null where a record of another tool does not tell
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class Score:
    right: int = 0
    found: int = 0
    gold: int = 0
    faults: tuple[Fault, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.found + other.found, self.gold + other.gold, self.faults + other.faults
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0
