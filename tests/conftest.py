"""What the tests share: the pipeline is loaded once a run."""

from __future__ import annotations

import pytest
from spacy.language import Language

import factx
from factx.lexicon import Lexicon, lexicon
from factx.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return factx.load()


@pytest.fixture(scope="session")
def nlp(pipeline: Pipeline) -> Language:
    return pipeline.nlp


@pytest.fixture(scope="session")
def tables() -> Lexicon:
    return lexicon()
