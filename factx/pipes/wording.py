"""A Doc as the line of words that the grammar of names and roles reads, with what else the words are said to be."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Span

from factx.spans import findings
from factx.values.people.line import Line

_ATTRIBUTES: list[int | str] = ["ORTH", "POS", "TAG", "ENT_TYPE", "SENT_START"]
_GROUPS = ("organisations", "places", "equipment")
_MODEL = frozenset(["ORG", "FAC", "GPE", "LOC"])
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday easter ramadan christmas eid "
    "spring summer autumn winter today tomorrow yesterday tonight".split()
)


class Wording:
    """The words of a Doc without white space, but for a line feed where a paragraph ends.

    `line` are the words, `persons` the model's persons as (first word, word after the last), `walls` the words at which
    a place or a body begins or has ended.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._tokens: list[int] = []  # of each word
        self._place: dict[int, int] = {}  # and the other way round
        self._sentences: list[int] = [0]  # the words at which they begin
        self._headline: dict[int, bool] = {}
        words, tags = self._read()
        self.persons = [where for e in doc.ents if e.label_ == "PERSON" and (where := self.where(e))]
        chunks, self._things = self._named()
        bodies = {b: a for a, b, group in self._things.values() if group == "organisations"}
        self.line = Line(words, tags, chunks, {b: a for a, b in chunks.items()}, bodies)
        self.walls = frozenset(w for a, b, _ in self._things.values() for w in (a, b))

    def _read(self) -> tuple[list[str], list[str]]:
        """The words and their tags, from the Doc's arrays: an object for every token would cost more than all else."""
        words: list[str] = []
        tags: list[str] = []
        strings = self.doc.vocab.strings
        known: dict[tuple[int, int, int], str] = {}

        def add(word: str, tag: str, token: int) -> None:
            words.append(word)
            tags.append(tag)
            self._tokens.append(token)

        broken = False  # a line ends before the word
        for i, (form, pos, fine, entity, opens) in enumerate(self.doc.to_array(_ATTRIBUTES).tolist()):
            word = strings[form]
            if word.isspace():
                broken = "\n" in word
                if words and "\n\n" in word:
                    add("\n", "SPACE", i)
                continue
            if opens == 1 and broken and words and words[-1] != "\n":
                add("\n", "SPACE", i - 1)
            if opens == 1:
                self._sentences.append(len(words))
            broken = False
            key = (pos, fine, entity)
            tag = known.get(key) or known.setdefault(key, _tag(strings[pos], strings[fine], strings[entity]))
            self._place[i] = len(words)
            add(word, strings[pos] if tag == "DATE" and not _dated(word) else tag, i)
        return words, tags

    def where(self, span: Span) -> tuple[int, int] | None:
        """The words of a span: the first and the one after the last; None where it begins or ends in white space."""
        start, last = self._place.get(span.start), self._place.get(span.end - 1)
        return None if start is None or last is None else (start, last + 1)

    def _named(self) -> tuple[dict[int, int], dict[int, tuple[int, int, str]]]:
        """All named things but persons, first word → word after the last; and those of our own findings, by word. A
        place within the model's person ("Olena Kravets") is none."""
        person = {i: end - start for start, end in self.persons for i in range(start, end)}
        chunks: dict[int, int] = {}
        things: dict[int, tuple[int, int, str]] = {}
        spans = [(e, "") for e in self.doc.ents if e.label_ in _MODEL]
        spans += [(s, group) for group in _GROUPS for s in findings(self.doc, group)]
        for span, group in spans:
            if (where := self.where(span)) is None:
                continue
            start, end = where
            chunks[start] = max(end, chunks.get(start, 0))
            if group and person.get(start, 0) <= end - start:
                things.update(dict.fromkeys(range(start, end), (start, end, group)))
        return chunks, things

    def span(self, start: int, end: int) -> Span:
        """The tokens of the words `start` to `end`."""
        return self.doc[self._tokens[start] : self._tokens[end - 1] + 1]

    def thing(self, start: int, end: int) -> str:
        """What else the words are found to be: "" nothing, "part" of something longer, else its group."""
        found = [self._things[i] for i in range(start, end) if i in self._things]
        if not found:
            return ""
        return "part" if any(a < start or b > end for a, b, _ in found) else found[0][2]

    def headline(self, i: int) -> bool:
        """Does the word stand in a sentence most of whose words have capitals, as those of headlines may?"""
        n = bisect_right(self._sentences, i)
        if n not in self._headline:
            end = self._sentences[n] if n < len(self._sentences) else len(self.line.words)
            span = range(self._sentences[n - 1], end)
            long = [i for i in span if self.line.words[i].isalpha() and len(self.line.words[i]) > 3]
            small = [i for i in long if not self.line.capital(i)]
            told = any(self.line.tags[i] == "VERB" for i in small)  # a headline in capitals has them on its verbs
            self._headline[n] = len(long) > 3 and len(small) < 0.25 * len(long) and not told
        return self._headline[n]


def _tag(pos: str, fine: str, entity: str) -> str:
    """The coarse tag that a `Line` wants."""
    if entity in ("DATE", "TIME") and pos in ("PROPN", "NOUN", "NUM"):
        return "DATE"
    if entity in ("NORP", "GPE") and pos in ("ADJ", "PROPN", "NOUN"):
        return entity
    return "PARTICIPLE" if pos == "VERB" and fine in ("VBN", "VBG") else pos


def _dated(word: str) -> bool:
    """Is a word of what the model takes for a date one indeed, and no surname ("said NAME, 68")?"""
    return not word[0].isupper() or word.casefold().strip(".") in _CALENDAR
