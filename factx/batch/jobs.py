"""What a worker does: a chunk of documents → a part. Any engine runs this one function."""

from __future__ import annotations

import contextlib
import hashlib
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from confection import Config

import factx
from factx import __version__
from factx.batch import chunks, parts
from factx.batch.chunks import Chunk
from factx.batch.parts import Result
from factx.batch.store import Store
from factx.errors import FactxError
from factx.lexicon import models
from factx.lexicon.gazetteer import gazetteer
from factx.output.encode import to_json
from factx.schema import Document

if TYPE_CHECKING:
    from factx.pipeline import Outcome, Pipeline


@dataclass(frozen=True, slots=True)
class Setup:
    """What the records of a document depend on besides the document."""

    model: str | None = None
    folders: tuple[str, ...] = ()
    text: bool = True  #: whether the document's record carries its text


@dataclass(frozen=True, slots=True)
class Job:
    """A chunk, the store that it waits in and its part shall stand in, what shall read it, and the seconds that it may
    take."""

    out: str
    chunk: Chunk
    setup: Setup
    limit: float


@dataclass(frozen=True, slots=True)
class Report:
    """A part that is in place."""

    part: str
    results: tuple[Result, ...]


def ready(setup: Setup) -> None:
    """Load the pipeline, which the process keeps."""
    factx.load(setup.model, setup.folders)


def run(job: Job) -> Report:
    """Extract a chunk's documents and put the part in place.

    Raises LexiconError where the pipeline cannot be loaded, OSError where the store fails.
    """
    store = Store(job.out)
    documents = chunks.documents(store, job.chunk)
    pipeline = factx.load(job.setup.model, job.setup.folders)
    results: list[Result] = []
    records: list[str] = []
    for key, outcome, seconds in _outcomes(pipeline, documents, job.chunk.keys):
        if isinstance(outcome, FactxError):
            results.append(Result(key, seconds=seconds, reason=outcome.why, traceback=_traceback(outcome)))
            continue
        written = [to_json(r if job.setup.text or r.kind != "document" else replace(r, text=None)) for r in outcome]
        counts = tuple(sorted(Counter(r.kind for r in outcome).items()))
        results.append(Result(key, len(written), seconds, counts))
        records += written
    return Report(parts.write(store, results, records), tuple(results))


def _outcomes(
    pipeline: Pipeline, documents: Sequence[Document], keys: Sequence[str]
) -> Iterator[tuple[str, Outcome, float]]:
    """What comes of each document, and the seconds that it took. A copy has its own record and no facts."""
    paired = iter(zip(documents, keys, strict=True))
    while batch := list(islice(paired, pipeline.batch)):
        originals = [d for d, _ in batch if d.similarity is None]
        found, seconds = _timed(pipeline.stream(originals))
        took = iter(_shares(originals, seconds))
        outcomes = iter(found)
        for document, key in batch:
            if document.similarity is None:
                yield key, next(outcomes), next(took)
            else:
                yield key, [pipeline.record(document)], 0.0


def _timed(stream: Iterable[Outcome]) -> tuple[list[Outcome], list[float]]:
    """All of a stream, and the seconds that each took to come."""
    found: list[Outcome] = []
    seconds: list[float] = []
    since = time.perf_counter()
    for outcome in stream:
        now = time.perf_counter()
        found.append(outcome)
        seconds.append(now - since)
        since = now
    return found, seconds


def _shares(documents: Sequence[Document], seconds: Sequence[float]) -> list[float]:
    """The seconds of each document, where the model reads all of them when the first is asked for: what the first took
    beyond the others' usual pace is shared by length."""
    lengths = [len(d.text) + 1 for d in documents]
    if len(lengths) < 2:
        return list(seconds)
    pace = sum(seconds[1:]) / sum(lengths[1:])
    model = max(0.0, seconds[0] - pace * lengths[0])
    own = [seconds[0] - model, *seconds[1:]]
    return [s + model * n / sum(lengths) for s, n in zip(own, lengths, strict=True)]


def _traceback(error: FactxError) -> str:
    return "".join(traceback.format_exception(error.__cause__ or error))


def made_by(setup: Setup) -> str:
    """What stands for everything that the records of a document depend on besides the document, a line each: this code,
    the model, the gazetteer, the tables."""
    code = _hash(Path(factx.__file__).parent, "*.py")
    libraries = " ".join(f"{name} {metadata.version(name)}" for name in ("spacy", "dateparser"))
    tables = " ".join(_hash(f, "*.tsv", "*.cfg", "*.gz") for f in (models(), *map(Path, setup.folders)))
    return "\n".join(
        (f"{__version__} {code} {libraries}", _model(setup), gazetteer(setup.folders).hash, f"{tables} {setup.text}")
    )


def _model(setup: Setup) -> str:
    """The model as it is: its content where it is a folder, else its version."""
    name = setup.model or Config().from_disk(models() / "config.cfg")["nlp"]["model"]
    if Path(name).is_dir():
        return _hash(Path(name), "*")
    with contextlib.suppress(metadata.PackageNotFoundError):
        return f"{name} {metadata.version(name)}"
    return str(name)


def _hash(folder: Path, *patterns: str) -> str:
    """Of a folder's files, their names and contents."""
    sha = hashlib.sha256()
    for path in sorted({p for pattern in patterns for p in folder.rglob(pattern) if p.is_file()}):
        sha.update(f"{path.relative_to(folder)}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return sha.hexdigest()
