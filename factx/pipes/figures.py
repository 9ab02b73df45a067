"""Phrases that may be a figure of a bulletin: counted ("12 soldiers", "34 of 41 drones", "eleven wounded"), one by its
article ("a soldier", "its driver") or one by name. No component; casualties and losses both read these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from factx.pipes.nounphrases import noun_phrase
from factx.pipes.phrases import phrase, singular
from factx.spans import findings, notes
from factx.values.quantities import Bound, bounds

ONE, _TWO = Bound(1, 1, 1), Bound(2, 2, 2)
ARTICLES = frozenset("a an the another his her its their my our this that".split())
_INSIDE = frozenset("det poss amod compound nmod npadvmod nummod".split())
#: Words that join the items of a list.
JOINTS = frozenset((",", ";", "and", "&", "or", "plus", "•"))
#: Heads that stand for a share of something and count nothing by themselves.
_SHARES = frozenset("third half quarter fifth majority minority number group part lot handful dozen".split())
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_NONE = frozenset("no any every each such neither which what".split())
_DETERMINERS = ARTICLES | {"the"}
FINITE = frozenset(("VBD", "VBZ", "VBP"))
_PRONOUNS = frozenset("them whom these those us".split())
#: How many words of rank and title may stand before a name.
TITLE = 4
#: How many items a list may have; a bulletin has some twenty.
LONGEST = 60


def occurrences(doc: Doc, attribute: str, words: Set[int]) -> list[int]:
    """The tokens whose attribute ("LOWER", "LEMMA") is one of the hashes of `words`; far quicker than to visit each."""
    return [i for i, key in enumerate(doc.to_array([attribute]).ravel().tolist()) if key in words]


@dataclass(frozen=True, slots=True)
class Figure:
    """A phrase over the tokens `start` to `end` and the characters `first` to `last`, with the noun counted (None
    where it is left out) and its bound. `kind` is the evidence: "counted", "listed", "article" or "name"."""

    start: int
    end: int
    first: int
    last: int
    head: Token
    noun: str | None
    bound: Bound
    kind: str
    part: bool = False

    @property
    def elided(self) -> bool:
        """Is the noun left out, so that `noun` is that of a figure before?"""
        return self.kind == "counted" and self.head.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB")

    @property
    def anaphoric(self) -> bool:
        """Does it count people or things only spoken of by a pronoun ("three of whom")?"""
        return self.kind == "counted" and self.head.doc[self.end - 1].lower_ in _PRONOUNS


class Figures:
    """The figures of a Doc, to be found by a word inside them or by their first word."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        named = {i: s for s in findings(doc, "equipment") for i in range(s.start, s.end)}
        self._things = frozenset(named)
        self.counted = [_whole(f, named) for s in findings(doc, "quantities") if (f := _counted(s)) is not None]
        self._at = {i: f for f in self.counted for i in range(f.start, f.end)}
        self._names = {i: s for s in findings(doc, "people") for i in range(s.start, s.end)}

    def around(self, head: Token) -> Figure | None:
        """The figure whose head or number is `head`; None for a pronoun, a plural without number and the like."""
        if found := self._at.get(head.i):
            return found
        if name := self._names.get(head.i):
            return self._apposed(_named(name))
        lefts = [c for c in head.lefts if c.dep_ in _INSIDE]
        if head.tag_ == "JJ" and head.i and head.lower_ in _ORDINALS and head.nbor(-1).lower_ in ("a", "another"):
            return replace(_single(self.doc, head.i - 1, head.i + 1, head), noun=None, kind="counted")
        if head.tag_ == "NNS" and (pair := _pair(head)) is not None:
            return pair
        if head.tag_ not in ("NN", "NNP") or any(c.lower_ in _NONE for c in lefts):
            return None
        if head.lower_ in _SHARES and head.i + 1 < len(self.doc) and self.doc[head.i + 1].lower_ == "of":
            return None
        if any(c.lower_ == "whose" for c in lefts):
            apposed = [f for c in head.children if c.dep_ == "appos" and (f := self.around(c)) is not None]
            return apposed[0] if apposed else _single(self.doc, head.i, head.i + 1, head)
        left = min((c.left_edge.i for c in lefts), default=head.i)
        if any(c.dep_ == "nummod" and c.lower_ != "one" and c.i not in self._things for c in lefts):
            return None
        return self._apposed(_single(self.doc, left, head.i + 1, head))

    def starting(self, i: int) -> Figure | None:
        """The figure that begins with token `i`; of a person by office and name, the name."""
        found = self._plain(i)
        return self._apposed(found) if found is not None and found.kind == "article" else found

    def _plain(self, i: int) -> Figure | None:
        if i >= len(self.doc):
            return None
        if (found := self._at.get(i)) and found.start == i:
            return found
        if name := self._name(i):
            return _named(name)
        if self.doc[i].lower_ not in ARTICLES:
            return None
        held = phrase(self.doc, i + 1)
        if held is None or held[1].tag_ not in ("NN", "NNP"):
            return None
        return _single(self.doc, i, held[0], held[1])

    def _name(self, i: int) -> Span | None:
        """The name that begins with token `i`, or after the rank or title that does ("Colonel Jan Kowalski")."""
        for k in range(i, min(i + TITLE, len(self.doc))):
            if name := self._names.get(k):
                return name if name.start == k else None
            if self.doc[k].pos_ != "PROPN":
                return None
        return None

    def beside(self, word: Token, between: frozenset[str]) -> Figure | None:
        """The count right before a word, but for words that may stand `between`; not one under a preposition."""
        i = word.i - 1
        while i > 0 and word.i - i < 6 and self.doc[i].lower_ in between:
            i -= 1
        found = self._at.get(i) if i >= 0 else None
        under = found is not None and found.start > 0 and self.doc[found.start - 1].pos_ == "ADP"
        return None if found is None or found.end != i + 1 or under else found

    def ends(self, i: int) -> bool:
        """Does a count end right before token `i`?"""
        return (found := self._at.get(i - 1)) is not None and found.end == i

    def governed(self, word: Token) -> Figure | None:
        """The figure right behind a verb, or behind one joined to it ("destroyed or disabled 15")."""
        i = word.i + 1
        if i + 1 < len(self.doc) and self.doc[i].lower_ in ("and", "or"):
            i += 2
        i += i < len(self.doc) and self.doc[i].text == ":"
        return self.starting(i + (i < len(self.doc) and self.doc[i].is_quote))

    def listed(self, figure: Figure, fits: Callable[[Figure], bool]) -> Iterator[Figure]:
        """The figures that stand in one list with a figure, behind it, as long as they fit."""
        at = figure.end
        for _ in range(LONGEST):
            i = _past_of(self.doc, at)
            joined = i
            while joined < len(self.doc) and self.doc[joined].lower_ in JOINTS:
                joined += 1
            found = self.starting(joined) if joined > i else None
            if found is None or found.anaphoric or self._speaks(found, figure) or not fits(found):
                return
            if {figure.kind, found.kind} == {"name", "article"} and joined == i + 1 and self.doc[i].text == ",":
                return
            yield found
            at = found.end

    def _apposed(self, figure: Figure) -> Figure:
        """ "The mayor, Jan Kowalski" is the name, with the noun; and so is "Jan Kowalski, a former officer"."""
        comma = _past_of(self.doc, figure.end)
        other = self._plain(comma + 1) if comma < len(self.doc) and self.doc[comma].text == "," else None
        if other is None and figure.kind == "article" and figure.start > 1 and self.doc[figure.start - 1].text == ",":
            before = self._names.get(figure.start - 2)
            other = _named(before) if before is not None and figure.head.dep_ == "appos" else None
        if other is not None and other.kind == "article" and figure.kind == "article":
            figure = _unfound(figure)
        if other is None or {figure.kind, other.kind} != {"name", "article"}:
            return figure
        name, plain = (figure, other) if figure.kind == "name" else (other, figure)
        return replace(name, noun=plain.noun)

    def _speaks(self, figure: Figure, first: Figure) -> bool:
        """Is it the speaker of a clause of its own ("..., a doctor said")?"""
        i = figure.end + (figure.end < len(self.doc) and self.doc[figure.end].text == ",")
        verb = self.doc[i] if i < len(self.doc) else figure.head
        if verb.tag_ in FINITE and any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children):
            return True
        head = figure.head
        while head.dep_ in ("appos", "conj") and head.head.i < head.i:
            head = head.head
            if head == first.head:
                return False
        verb = head.head
        if verb.i + 1 < len(self.doc) and verb.nbor(1).lower_ in ("with", "by"):  # a participle: "a truck mounted with"
            return False
        return head.dep_ == "nsubj" and verb.tag_ in FINITE and verb.i > figure.start

    def heard(self, listed: list[Figure]) -> list[Figure]:
        """A list behind a verb without those who speak at its end ("killing two, a doctor and a nurse told us")."""
        after = listed[-1].end if listed else len(self.doc)
        if after < len(self.doc) and self.doc[after].lower_ == "and":
            last = self.starting(after + 1)
            return listed[:-1] if last is not None and self._speaks(last, listed[0]) else listed
        if after == len(self.doc) or self.doc[after].tag_ not in FINITE or self.doc[after].pos_ == "AUX":
            return listed
        while listed and self.doc[listed[-1].start - 1].lower_ == "and":
            listed = listed[:-1]
        return listed[:-1]

    def opened(self, figure: Figure, word: Token) -> Figure | None:
        """The whole of which a figure set off by commas is a part ("ten people, among them a boy, killed")."""
        i = figure.start - 1
        if word.i <= figure.end or self.doc[figure.end].text != ",":
            return None
        i -= i > 0 and self.doc[i].lower_ in _PRONOUNS and self.doc[i - 1].lower_ == "among"
        if i < 2 or self.doc[i].lower_ not in ("including", "among") or self.doc[i - 1].text != ",":
            return None
        whole = self._at.get(i - 2)
        return whole if whole is not None and whole.end == i - 1 else None

    def before(self, figure: Figure) -> list[Figure]:
        """The counts that stand before a figure in its list, the nearest first."""
        found: list[Figure] = []
        while len(found) < LONGEST:
            i = figure.start - 1
            while i >= 0 and self.doc[i].lower_ in JOINTS:
                i -= 1
            other = self._at.get(i) if 0 <= i < figure.start - 1 else None
            if other is None:
                break
            found.append(other)
            figure = other
        return found


def _unfound(f: Figure) -> Figure:
    """A proper name that nobody has found to be one ("shot dead Maria del Carmen Lopez, a union leader")."""
    inner = f.head.doc[f.start : f.end]
    first = next((t for t in inner if t.text[0].isupper()), f.head)
    if f.head.tag_ != "NNP" or inner[0].lower_ in _DETERMINERS or f.end - first.i < 2:
        return f
    return replace(f, start=first.i, first=first.idx, kind="name")


def _past_of(doc: Doc, i: int) -> int:
    """The token after the of-phrase or the age that follows a noun ("members of the guard", "his sister, 9")."""
    if i < len(doc) and doc[i].lower_ == "of" and doc[i].i:
        head = doc[i].head
        end = noun_phrase(head)[1]
        while i < len(doc) and doc[i].idx < end:
            i += 1
    if i + 1 < len(doc) and doc[i].text == "," and doc[i + 1].text.isdigit() and len(doc[i + 1]) < 3:
        following = doc[i + 2] if i + 2 < len(doc) else None
        if following is None or following.is_punct or following.lower_ == "and":
            return i + 2
    return i


def _counted(span: Span) -> Figure | None:
    """A count as a figure; "34 of 41 drones" counts the 34."""
    n = notes(span)
    if n["unit"] != "count":
        return None
    doc, start, end = span.doc, span.start, span.end
    first, last = n.get("chars", (span.start_char, span.end_char))
    bound = Bound(n["value"], n["min"], n["max"])
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].pos_ == "NUM":
        said = bounds(doc[start - 2].text)
        if said is not None:
            start, bound = start - 2, said
            first = doc[start].idx
    kind = "listed" if n["rule"] == "list" else "counted"
    inner = doc[start:end]
    head = next((t for t in reversed(list(inner)) if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")), inner.root)
    return Figure(start, end, first, last, head, n["of"], bound, kind, bool(n["subset"]))


def _whole(f: Figure, named: dict[int, Span]) -> Figure:
    """A count that ends inside the name of a type ("five T-55" of "five T-55 tanks"), up to its end."""
    thing = named.get(f.end - 1)
    if thing is None or thing.end <= f.end or f.kind != "counted":
        return f
    return replace(f, end=thing.end, last=thing.end_char, head=thing[-1], noun=notes(thing)["name"])


def _named(name: Span) -> Figure:
    return Figure(name.start, name.end, name.start_char, name.end_char, name.root, None, ONE, "name")


def _pair(head: Token) -> Figure | None:
    """ "Both pilots" are two; "both soldiers and civilians" are not."""
    both = next((c for c in head.lefts if c.lower_ == "both" and c.dep_ != "preconj"), None)
    if both is None or any(c.dep_ == "conj" for c in head.children):
        return None
    single = _single(head.doc, both.i, head.i + 1, head)
    return replace(single, noun=singular(head.doc, both.i + 1, head.i + 1, head), bound=_TWO, kind="counted")


def _single(doc: Doc, start: int, end: int, head: Token) -> Figure:
    last = doc[end - 1]
    inner = start + (doc[start].lower_ in ARTICLES)
    return Figure(
        start, end, doc[start].idx, last.idx + len(last), head, singular(doc, inner, end, head), ONE, "article"
    )
