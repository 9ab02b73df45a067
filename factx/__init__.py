"""factx turns war reporting into facts that can be counted, mapped and checked.

    import factx
    for record in factx.extract("KYIV, 3 March 2024 - Shelling killed three people in Kherson."):
        print(record.kind, record)

`load` makes a pipeline to be used many times; `extract` reads one text. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import gc
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.pipeline import Pipeline
    from factx.schema import Record

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]


@cache
def load(model: str | None = None, lexicon: tuple[str, ...] = ()) -> Pipeline:
    """The pipeline: `model` is the name of any installed spaCy pipeline (None is ours), `lexicon` the folders of the
    user's own tables. Made once for the same arguments (about two seconds).

    Raises LexiconError where the model or a table is missing.
    """
    collecting = gc.isenabled()
    gc.disable()  # loading makes a million objects that last; the collector would walk them again and again
    try:
        from factx.pipeline import Pipeline

        return Pipeline(model, lexicon)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def extract(text: str, *, published: date | None = None, title: str | None = None) -> list[Record]:
    """The records of one report, the document's own first. `published` is the day of a report that tells none."""
    from factx.intake import document

    return load().read(document(text, published=published, title=title))
