"""A capital that stands for its government: "Moscow denied", "pressure on Kyiv", but "fighting in Khartoum".

The words beside the name decide, and they are data (`state_acts.tsv`): what a state does, what is done to it, what is
its own. Runs before places and organisations, which both read `doc.spans["metonyms"]`: spans labelled GOVERNMENT (IGO
for Brussels) with the country as `kb_id_`. They carry no notes, so that they are lifted by the organisations alone;
their `id_` are the tables' rows that they rest on, one a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from factx.lexicon import Lexicon, lexicon
from factx.values.phrases import split

GROUP = "metonyms"
SUBJECT, OBJECT = frozenset({"nsubj"}), frozenset({"dobj", "nsubjpass", "dative"})
#: Between the capital and its verb, where the parser loses the thread: "Kyiv has not yet confirmed".
BETWEEN = frozenset(
    "has had have is was 's also not n't never again already still since repeatedly later earlier meanwhile now then"
    " yet would will could should may might must did does do has been reportedly officially immediately".split()
)
BARRIERS = frozenset({"ADP", "DET", "PROPN", "NUM", "ADJ"})


class Metonymy:
    """Marks the capitals that act, by the parse and by the verb that follows."""

    def __init__(self, tables: Lexicon) -> None:
        acts = tables.table("state_acts")
        self.acts = {row["word"]: (frozenset(split(row["slots"])), row.source) for row in acts}
        self.according = next((r.source for r in tables.table("attribution_cues") if r["cue"] == "according to"), "")
        self.seats: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = {}
        for name, label, country, source in _seats(tables):
            wording = tuple(name.split())
            self.seats.setdefault(wording[0], []).append((wording, label, country, source))

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[GROUP] = list(self._acting(doc))
        return doc

    def _acting(self, doc: Doc) -> Iterator[Span]:
        """The capitals that act, each with its row and that of its act."""
        for span, source in self._capitals(doc):
            act = self._acts(span)
            if act is not None:
                rows = "\n".join(filter(None, (source, act)))
                yield Span(doc, span.start, span.end, label=span.label_, kb_id=span.kb_id_, span_id=rows)

    def _capitals(self, doc: Doc) -> Iterator[tuple[Span, str]]:
        for token in doc:
            for wording, label, country, source in self.seats.get(token.text, ()):
                span = doc[token.i : token.i + len(wording)]
                if tuple(t.text for t in span) == wording:
                    yield Span(doc, span.start, span.end, label=label, kb_id=country), source
                    break

    def _acts(self, span: Span) -> str | None:
        """The row of the word beside a capital by which it acts; None where it does not."""
        doc, end = span.doc, span.end
        after = doc[end] if end < len(doc) else None
        before = doc[span.start - 1] if span.start else None
        if after is not None and after.text in ("'s", "’s", "’", "'") and after.tag_ == "POS":
            return self._is(_possessed(span), "possession")
        if after is not None and (after.pos_ == "PROPN" or (after.text in ("-", ",") and _names_more(doc, end))):
            return None
        if before is not None and ((before.pos_ == "PROPN" and not before.is_sent_start) or before.text == "-"):
            return None
        act = self._by_parse(span.root)
        return act if act is not None else self._by_order(before, span)

    def _is(self, word: Token | None, slot: str) -> str | None:
        """The row of a word that does to a state what the slot says, or has it done by one."""
        if word is None:
            return None
        lemma = word.lemma_.lower()
        said = [lemma, word.lower_, *(f"{lemma} {c.lower_}" for c in word.children if c.dep_ in ("prt", "advmod"))]
        rows = (self.acts[s] for s in said if s in self.acts)
        return next((source for slots, source in rows if slot in slots), None)

    def _by_parse(self, root: Token) -> str | None:
        while root.dep_ in ("conj", "appos") and root.head.pos_ == "PROPN" and root.head is not root:
            root = root.head
        head = root.head
        if root.dep_ in SUBJECT:
            ascribed = (self._is(c, "predicate") for c in head.children if c.dep_ in ("acomp", "attr", "prep"))
            return self._is(head, "subject") or next(filter(None, ascribed), None)
        if root.dep_ in OBJECT:
            return self._is(head, "object")
        if root.dep_ == "pobj" and head.pos_ in ("ADP", "SCONJ"):
            if head.lower_ == "to" and head.head.lower_ == "according":
                return self.according
            act = self._is(head.head, head.lower_)
            if act is None and head.dep_ == "agent":
                return self._is(head.head, "subject") or self._is(head.head, "by")
            return act
        return None

    def _by_order(self, before: Token | None, span: Span) -> str | None:
        """The capital opens its clause and a verb of state follows, whatever the parser made of them."""
        if before is not None and not span[0].is_sent_start and before.pos_ in BARRIERS:
            return None
        for token in span.doc[span.end : span.end + 4]:
            if token.lower_ not in BETWEEN:
                verbal = token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
                return self._is(token, "subject") if verbal else None
        return None


def _seats(tables: Lexicon) -> Iterator[tuple[str, str, str, str]]:
    """(name, label, country, row) of the towns that may stand for a government; a town that is also its country's name
    is the country."""
    never = {row["name"] for row in tables.table("seats") if row["kind"] == "never"}
    for row in tables.table("countries"):
        states = {row["name"], *split(row["aliases"])}
        for name in split(row["capital"]):
            if name not in states and name not in never:
                yield name.replace(",", " ,"), "GOVERNMENT", row["iso"], row.source
    for row in tables.table("seats"):
        if row["kind"] == "city":
            for name in (row["name"], *split(row["aliases"])):
                yield name, "IGO" if row["type"] == "igo" else "GOVERNMENT", row["country"], row.source


def _possessed(span: Span) -> Token | None:
    """The noun that the capital's possessive belongs to: the head of its phrase, or the first noun that ends one."""
    head = span.root.head
    if head.i > span.end and head.pos_ in ("NOUN", "PROPN") and head.i - span.end <= 6:
        return head
    nouns = [t for t in span.doc[span.end + 1 : span.end + 5] if t.pos_ == "NOUN"]
    return nouns[0] if nouns else None


def _names_more(doc: Doc, i: int) -> bool:
    """Does "Moscow-…" or "Moscow, …" go on with another part of a name ("Washington, DC", "Kyiv-Pechersk")?"""
    return doc[i].text == "-" or (i + 1 < len(doc) and doc[i + 1].text in ("D.C.", "DC"))


@Language.factory("factx_metonymy", default_config={"lexicon": []})
def make_metonymy(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Metonymy(_tables(tuple(lexicon)))


def _tables(folders: tuple[str, ...]) -> Lexicon:
    return lexicon(folders)
