"""Names that stand in the tables, wherever they are written as names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factx.values.bodies.finding import Finding, Option
from factx.values.bodies.vocabulary import Name, Vocabulary
from factx.values.phrases import Word, key

#: What stands small or large at the end of a name alike.
COMMON = frozenset(
    "group network front movement brigade brigades battalion militia cartel agency news radio tv force forces "
    "regiment channel party ministry office army division rebels fighters militants gang house".split()
)
SMALL = frozenset("al el of the and for de del la du des e i wal bin ibn fi ad ar as ash az an in on to ul".split())


def known(words: Sequence[Word], i: int, vocabulary: Vocabulary) -> Finding | None:
    """The longest name of the tables that begins at the word `i`."""
    for n, names in vocabulary.names.at(words, i):
        run = words[i : i + n]
        fitting = [name for name in names if written(run, name)]
        if fitting:
            options = tuple(dict.fromkeys(name.option for name in fitting))
            weak = all(name.weak for name in fitting)
            first = options[0]
            source = tuple(dict.fromkeys(name.source for name in fitting))
            return Finding(
                i, i + n, first.type, first.name, "table", first.country, unsure=weak, options=options, source=source
            )
    return None


def written(run: Sequence[Word], name: Name) -> bool:
    """Are the words written as this name is? An abbreviation in its capitals, a name capitalised where it is (the
    common nouns at its end may be small: "Wagner group")."""
    if name.short:
        letters = "".join(w.text for w in run).replace(".", "")
        wanted = "".join(c for c in name.wording if c.isalnum())
        return letters == wanted or (len(letters) > 3 and letters == wanted.upper())
    tokens = [t for t in name.wording.replace("-", " ").replace("/", " ").split() if any(c.isalnum() for c in t)]
    if not run[0].capital and run[0].key not in SMALL and tokens[0][0].isupper():
        return False
    if tokens[0] == "The" and not run[0].capital:
        return False
    if len(run) == 1:
        return run[0].capital or not tokens[0][0].isupper()
    return len(run) > 2 or sum(w.capital for w in run) >= sum(
        t[0].isupper() for t in tokens if key(t) not in COMMON | SMALL
    )


def options_of(options: Sequence[Option]) -> Iterator[list[object]]:
    """The options as plain values, for a note."""
    for o in options:
        yield [o.name, o.type, o.country, list(o.also)]
