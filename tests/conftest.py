"""What the tests share: the pipeline is loaded once a run."""

from __future__ import annotations

import os
import tempfile

# before factx is imported: a developer's own dumps would change what the gazetteer answers
os.environ["FACTX_DATA"] = tempfile.mkdtemp()

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
