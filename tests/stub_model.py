"""A pipeline that is installed and loads at once, and on which reports go wrong as reports do: for tests of all that
stands around the model."""

from __future__ import annotations

from pathlib import Path

NAME = "stub_pipeline"
#: Words on which it takes for ever, deaf to everything but SIGKILL; dies with its process; is a little slow.
HANGS, CRASHES, SLOW = "Everlasting", "Deadly", "Slowly"
#: A word on which it raises.
RAISES = "Faulty"

_CODE = f'''
import os, re, signal, time
import spacy
from spacy.language import Language

@Language.component("mishaps")
def mishaps(doc):
    if "{HANGS}" in doc.text:
        re.match("(a+)+$", "a" * 50 + "b")
    if "{CRASHES}" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "{RAISES}" in doc.text:
        raise ValueError("a fault")
    if "{SLOW}" in doc.text:
        time.sleep(0.03)
    return doc

def load(**_):
    nlp = spacy.blank("en")
    nlp.add_pipe("mishaps")
    return nlp
'''


def install(folder: Path) -> Path:
    """Put it into a folder, which has to stand in `sys.path`."""
    package, about = folder / NAME, folder / f"{NAME}-1.0.dist-info"
    for made in (package, about):
        made.mkdir(parents=True)
    (package / "__init__.py").write_text(_CODE, encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n", encoding="utf-8")
    return folder
