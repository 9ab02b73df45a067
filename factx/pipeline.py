"""The composition root: `models/config.cfg` → a spaCy pipeline; documents → records, in order, in bounded memory."""

from __future__ import annotations

import importlib
import pkgutil
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from confection import Config
from spacy.language import Language
from spacy.tokens import Doc

from factx import __version__, pipes
from factx.errors import FactxError, InputError, LexiconError
from factx.facts import assembly
from factx.intake import layout
from factx.lexicon import lexicon, models
from factx.lexicon.gazetteer import gazetteer
from factx.schema import Document, DocumentRecord, Mention, Reading, Record, Sentence
from factx.spans import BREAKS, ZONES, lift

#: No word of a report, and more than spaCy's tokenizer reads in linear time: the model is shown spaces instead.
_RUN = re.compile(r"\S{500,}")
#: What a run of documents gives, one for one and in order: the records of each, or why there are none.
Outcome = list[Record] | FactxError


class Pipeline:
    """Everything that is loaded once: the spaCy pipeline with our components, and the lexicon."""

    def __init__(self, model: str | None = None, folders: tuple[str, ...] = ()) -> None:
        settings = Config().from_disk(models() / "config.cfg")["nlp"]
        self.lexicon = lexicon(folders)
        self.nlp = build(model or settings["model"], folders)
        self.model = "{lang}_{name}-{version}".format(**self.nlp.meta)
        self.gazetteer = gazetteer(folders).hash
        self.batch: int = settings["batch"]  #: documents that the model reads together
        self._pieces: int = settings["pieces"]

    def read(self, document: Document) -> list[Record]:
        """The records of one document, its own first."""
        return next(self._batched([document]))

    def stream(self, inputs: Iterable[Document | InputError]) -> Iterator[Outcome]:
        """The outcome of each input, in order. A document on which the pipeline fails is an outcome too."""
        for batch in _batches(inputs, self.batch, self._pieces):
            found = self._safely([d for d in batch if isinstance(d, Document)])
            yield from (next(found) if isinstance(d, Document) else d for d in batch)

    def _safely(self, documents: list[Document]) -> Iterator[Outcome]:
        """The outcomes of a batch. Where the pipeline fails, on which document is found by taking the rest one by
        one."""
        done = 0
        try:
            for records in self._batched(documents):
                yield records
                done += 1
        except Exception:
            yield from map(self._alone, documents[done:])

    def _alone(self, document: Document) -> Outcome:
        try:
            return self.read(document)
        except Exception as e:
            error = FactxError(document.path or document.id, f"{type(e).__name__}: {e}", "a defect of factx: report it")
            error.__cause__ = e
            return error

    def _batched(self, documents: list[Document]) -> Iterator[list[Record]]:
        cuts = [layout.pieces(d, self._pieces) for d in documents]
        docs = (doc for d, of in zip(documents, cuts, strict=True) for doc in self._docs(d, of))
        read = (doc for group in _groups(docs, self.batch, self._pieces) for doc in self.nlp.pipe(group))
        for document, of in zip(documents, cuts, strict=True):
            yield self._assemble(document, of, read)

    def reading(self, document: Document) -> Reading:
        """What was found in one document, before records are made of it."""
        cuts = layout.pieces(document, self._pieces)
        groups = _groups(self._docs(document, cuts), self.batch, self._pieces)
        return self._lifted(document, cuts, (doc for group in groups for doc in self.nlp.pipe(group)))

    def _assemble(self, document: Document, cuts: list[tuple[int, int]], docs: Iterator[Doc]) -> list[Record]:
        """The records of a document whose pieces, at `cuts`, are the next of `docs`."""
        reading = self._lifted(document, cuts, docs)
        return [self.record(document), *assembly.records(reading, self.lexicon)]

    def _lifted(self, document: Document, cuts: list[tuple[int, int]], docs: Iterator[Doc]) -> Reading:
        mentions: list[Mention] = []
        sentences: list[Sentence] = []
        for start, _ in cuts:
            found, sents = lift(next(docs), document.text, start)
            mentions += found
            sentences += sents
        return Reading(document, tuple(mentions), tuple(sentences))

    def _docs(self, document: Document, cuts: list[tuple[int, int]]) -> Iterator[Doc]:
        breaks = layout.line_breaks(document)
        for start, end in cuts:
            doc = self.nlp.make_doc(_RUN.sub(lambda run: " " * len(run[0]), document.cased[start:end]))
            doc.user_data[BREAKS] = [b - start for b in breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]]
            doc.user_data[ZONES] = [
                [z.start - start, z.end - start, z.kind] for z in document.zones if z.start < end and start < z.end
            ]
            yield doc

    def record(self, document: Document) -> DocumentRecord:
        """The record of the document itself."""
        return DocumentRecord(
            id=document.id,
            path=document.path,
            title=document.title,
            published=document.published.isoformat() if document.published else None,
            updated=document.updated.isoformat() if document.updated else None,
            language=document.language,
            sha256=document.sha256,
            chars=len(document.text),
            words=len(document.text.split()),
            boilerplate=[(z.start, z.end) for z in document.silent],
            duplicate_of=document.duplicate_of,
            similarity=document.similarity,
            warnings=list(document.warnings),
            model=self.model,
            gazetteer=self.gazetteer,
            version=__version__,
            text=document.text,
        )


def build(model: str, folders: tuple[str, ...] = ()) -> Language:
    """A spaCy pipeline of that name with our components around it, as `models/config.cfg` lists them.

    Raises LexiconError where no such pipeline is installed, or it cannot be loaded.
    """
    for module in pkgutil.iter_modules(pipes.__path__):  # each registers its factory
        importlib.import_module(f"{pipes.__name__}.{module.name}")
    settings = Config().from_disk(models() / "config.cfg")["nlp"]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # 3.7 weights under spaCy 3.8: measured, harmless
        try:
            nlp = spacy.load(model)
        except (OSError, ValueError) as e:
            if spacy.util.is_package(model) or Path(model).exists():
                raise LexiconError(f"model {model}", f"cannot be loaded: {e}") from e
            raise LexiconError(f"model {model}", "no such spaCy pipeline is installed", "pip install it first") from e
    for name in settings["before"]:
        nlp.add_pipe(name, first=True)
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", after=settings["before"][-1])
    for name in settings["after"]:
        nlp.add_pipe(name, config={"lexicon": list(folders)})
    return nlp


def _groups(docs: Iterable[Doc], most: int, characters: int) -> Iterator[list[Doc]]:
    """The Docs that the model reads together: its memory grows with their length, not with their number."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and (len(group) == most or size + len(doc.text) > characters):
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc.text)
    if group:
        yield group


def _batches(
    inputs: Iterable[Document | InputError], most: int, characters: int
) -> Iterator[list[Document | InputError]]:
    """Batches of at most `most` inputs, and of few enough characters that their Docs fit into memory together."""
    batch: list[Document | InputError] = []
    size = 0
    for item in inputs:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if len(batch) == most or size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
