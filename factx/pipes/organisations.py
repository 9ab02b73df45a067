"""Organisations and military units: the grammars of `values.bodies` over the text's words, capitals and palaces that
stand for governments, and the model's ORG where it names what none of them knows.

Marks the span group "organisations", labelled with the type. Notes: `rule`, `type`, `country` (or None), `name` (the
canonical one), `head` (the word that joins a state's body's ways of being said), `alone` (only that word stands there:
"proper" or "actor"), `seat`, `unsure`, `army` (whose units are named so), `options` (bodies that share the name),
`source`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import lexicon as tables
from factx.spans import findings, mark_chars
from factx.values.bodies.aliases import aliases
from factx.values.bodies.credited import credited
from factx.values.bodies.defined import definitions
from factx.values.bodies.finding import Finding, settle
from factx.values.bodies.known import known, options_of
from factx.values.bodies.national import national
from factx.values.bodies.opinion import believed, plausible
from factx.values.bodies.proper import proper
from factx.values.bodies.ships import ship
from factx.values.bodies.units import listed, unit
from factx.values.bodies.vocabulary import vocabulary
from factx.values.phrases import Word, said, words

GROUP = "organisations"
#: What the model says: a label, and the words that it gives it to.
Opinion = tuple[str, int, int]
#: Rules by which a name is taken for a body's, by no table.
_GUESSED = frozenset(("beside", "name", "definition", "model"))


class Organisations:
    """Finds bodies in a Doc."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self.vocabulary = vocabulary(tables(folders))

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        line = words(text)
        opinions = [(e.label_, *_words_of(line, e.start_char, e.end_char)) for e in doc.ents]
        doc.spans[GROUP] = []
        found = settle(_within(line, list(self._grammars(line, text))), len(line))
        found = settle([*found, *self._defined(line, text, found)], len(line))
        found = [f for f in found if not (f.rule == "beside" and f.last - f.first > 1 and _is(f, "PERSON", opinions))]
        found += [*self._capitals(doc, line), *self._model(doc, line, found, opinions)]
        found = list(_undated(doc, line, found))
        organised = [o for o in opinions if o[0] == "ORG"]
        for f in settle(found, len(line)):
            if f.unsure:
                f = replace(f, unsure=not _is(f, "ORG", organised))
            if f.rule != "head" or f.last - f.first > 1:
                self._mark(doc, line, text, f)
            elif (use := _use(doc, line[f.first])) != "adjective":
                self._mark(doc, line, text, replace(f, alone=use) if use and f.alone == "named" else f)
        return doc

    def _grammars(self, line: Sequence[Word], text: str) -> Iterator[Finding]:
        v = self.vocabulary
        openers = v.openers
        titled = _titled(line, text)
        for i, word in enumerate(line):
            small = word.text[0].islower()
            if small and word.key not in openers:
                continue
            if not small:
                for found in (known(line, i, v), unit(line, i, v), ship(line, text, i, v)):
                    if found:
                        yield found
                        yield from listed(line, found) if found.rule == "unit" else ()
                yield from proper(line, i, v) if not titled[i] else ()
            else:
                found = known(line, i, v)
                if found:
                    yield found
            yield from national(line, i, v)
            yield from credited(line, text, i, v) if not titled[i] else ()

    def _defined(self, line: Sequence[Word], text: str, found: Iterable[Finding]) -> Iterator[Finding]:
        """Names with their abbreviations and aliases, and those wherever else they stand."""
        ending = {f.last: f for f in found}
        begun = {f.first: f for f in found}
        others: dict[tuple[str, ...], Finding] = {}
        for d in definitions(line, text):
            full = ending.get(d.last)
            if full and full.rule == "unit":
                continue  # "51st Combined Arms Army [CAA]": the abbreviation is of the kind
            if full is None and (d.first < 0 or not plausible(line[d.first : d.last], self.vocabulary)):
                continue
            if full is None:
                name = said(line[d.first : d.last])
                full = Finding(d.first, d.last, "other", name, "definition")
                yield full
            yield (short := _renamed(full, d.short_first, d.short_last))
            ending.setdefault(d.short_last, short)
            others.setdefault(_wording(line, short), short)
        for alias in aliases(line, text, self.vocabulary):
            full = ending.get(alias.of)
            own = begun.get(alias.first)
            if own and (alias.maybe or own.rule not in ("name", "beside")):
                continue
            if full and full.rule != "head":
                yield (other := _renamed(full, alias.first, own.last if own else alias.last))
                others.setdefault(_wording(line, other), other)
        yield from _again(line, others)

    def _capitals(self, doc: Doc, line: Sequence[Word]) -> Iterator[Finding]:
        for span in doc.spans.get("metonyms", ()):
            first, last = _words_of(line, span.start_char, span.end_char)
            kind = "igo" if span.label_ == "IGO" else "government"
            country = span.kb_id_ if kind == "government" else ""
            yield Finding(first, last, kind, span.text, "metonym", country, source=tuple(span.id_.split("\n")))

    def _model(
        self, doc: Doc, line: Sequence[Word], found: Iterable[Finding], opinions: Iterable[Opinion]
    ) -> Iterator[Finding]:
        """What the model alone takes for an organisation, if it looks like one."""
        taken = {i for f in found for i in range(f.first, f.last)}
        for span in doc.spans.get("places", ()):
            taken.update(range(*_words_of(line, span.start_char, span.end_char)))
        for label, first, last in opinions:
            if label == "ORG" and first < last and taken.isdisjoint(range(first, last)):
                opinion = believed(line, first, last, self.vocabulary)
                if opinion:
                    yield opinion

    def _mark(self, doc: Doc, line: Sequence[Word], text: str, f: Finding) -> None:
        start, end = line[f.first].start, line[f.last - 1].end
        if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
            end += 1
        notes = {
            "rule": f.rule,
            "type": f.type,
            "country": f.country or None,
            "name": f.name,
            "head": "" if f.rule == "unit" else f.head,
            "army": f.head if f.rule == "unit" else "",
            "alone": f.alone,
            "seat": f.seat,
            "unsure": f.unsure,
            "options": list(options_of(f.options)),
            "source": list(filter(None, f.source)),
        }
        mark_chars(doc, GROUP, start, end, f.type.upper(), **notes)


def _undated(doc: Doc, line: Sequence[Word], found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without the guesses that lie in a date: "since 10 May, the organization …" names no body May."""
    dates = [(s.start_char, s.end_char) for s in findings(doc, "dates")]
    days = {i for start, end in dates for i in range(*_words_of(line, start, end))}
    for f in found:
        if f.rule not in _GUESSED or not days.issuperset(range(f.first, f.last)):
            yield f


def _renamed(full: Finding, first: int, last: int) -> Finding:
    """The same body by another name."""
    rule = "unit" if full.rule == "unit" else "definition"
    return replace(full, first=first, last=last, rule=rule, unsure=False, inner=False)


def _wording(line: Sequence[Word], f: Finding) -> tuple[str, ...]:
    return tuple(w.text for w in line[f.first : f.last])


def _again(line: Sequence[Word], others: dict[tuple[str, ...], Finding]) -> Iterator[Finding]:
    """The names that a report gave bodies, wherever they stand."""
    lengths: dict[str, set[int]] = {}
    for wording in others:
        lengths.setdefault(wording[0], set()).add(len(wording))
    for i, word in enumerate(line if lengths else ()):
        for n in lengths.get(word.text, ()):
            known = others.get(tuple(w.text for w in line[i : i + n]))
            if known:
                yield replace(known, first=i, last=i + n)


def _titled(line: Sequence[Word], text: str) -> bytearray:
    """Which words stand in a headline that has nearly all its words capitalised: there, capitals tell nothing."""
    titled = bytearray(len(line))
    first = 0
    for i in range(1, len(line) + 1):
        if i == len(line) or "\n" in text[line[i - 1].end : line[i].start]:
            long = [w for w in line[first:i] if len(w.text) > 3]
            if len(long) > 4 and sum(w.text[0].isupper() for w in long) > 0.8 * len(long):
                titled[first:i] = b"\x01" * (i - first)
            first = i
    return titled


def _is(f: Finding, label: str, opinions: Iterable[Opinion]) -> bool:
    """Does the model give these words this label, an article or a possessive more or less?"""
    spans = {(f.first, f.last), (f.first - 1, f.last), (f.first, f.last + 1)}
    return any(given == label and (first, last) in spans for given, first, last in opinions)


def _words_of(line: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words that lie within the characters `start` to `end`."""
    first = bisect_left(line, start, key=lambda w: w.start)
    last = first
    while last < len(line) and line[last].end <= end:
        last += 1
    return first, last


def _use(doc: Doc, word: Word) -> str:
    """How a head alone is used: as an adjective ("military sources"), as part of what follows ("government soldiers"),
    or by itself."""
    span = doc.char_span(word.start, word.end)
    if span is None or span[0].tag_ == "JJ":
        return "adjective"
    return "part" if span[0].dep_ == "compound" else ""


def _within(line: Sequence[Word], found: list[Finding]) -> list[Finding]:
    """The findings, with those marked `inner` that another ends in after an "of": the "Armed Forces of Ukraine" of the
    "General Staff of the Armed Forces of Ukraine"."""
    longest: dict[int, int] = {}
    for f in found:
        longest[f.last] = min(f.first, longest.get(f.last, f.first))
    return [
        replace(f, inner=True)
        if longest[f.last] < f.first - 1 and f.country and line[f.first - 1].key in ("of", "the")
        else f
        for f in found
    ]


@Language.factory("factx_organisations", default_config={"lexicon": []})
def make_organisations(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Organisations(tuple(lexicon))
