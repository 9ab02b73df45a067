"""The bodies that every state has: "Russia's defence ministry", "Armed Forces of Ukraine", "Kherson regional military
administration", and the head alone, "the army", whose it is to be found in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factx.values.bodies.closed import FUNCTION, RANKS, TITLES
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import OFFICES, Head, Nation, Portfolio, Vocabulary
from factx.values.phrases import Word, said

#: Words that may stand between a nation and its body.
BETWEEN = frozenset(
    "interim transitional provisional new own main top ruling national federal state central regular elite powerful "
    "military-led royal de-facto imperial islamic republican popular people's joint combined supreme".split()
)
#: After these the body is only whose house it is.
PREMISES = frozenset("academy station headquarters post barracks checkpoint college school building compound".split())
#: Words that tell a kind of body, and not whose it is.
GENERAL = (BETWEEN - {"new"}) | frozenset("special local riot military armed general security traffic secret".split())
#: "Latin American" is of no nation.
CONTINENTS = frozenset("latin central south north native african pan inter trans all".split())
LEADERS = frozenset(["administration", "regime", "government", "junta"])
#: Bodies of a state that sit in another.
MISSIONS = frozenset(["embassy", "consulate"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A body's phrase at some word: how many words it takes, and what it means."""

    length: int
    head: Head
    said: str


def national(words: Sequence[Word], i: int, v: Vocabulary) -> Iterator[Finding]:
    """The findings of this grammar that begin at the word `i`."""
    for n, nations in v.nations.at(words, i):
        if i and words[i].joined and words[i - 1].key in CONTINENTS:
            break
        found = _owned(words, i + (words[i].key == "the"), i + n, nations[0], v)
        if found:
            yield found
            break
    phrase = phrase_at(words, i, v)
    if phrase is None:
        return
    owner = _of_nation(words, i + phrase.length, v)
    if owner:
        last, nation = owner
        yield _finding(i, last, phrase, nation)
        return
    yield from _local(words, i, phrase, v)


def phrase_at(words: Sequence[Word], i: int, v: Vocabulary) -> Phrase | None:
    """The body's phrase that begins at the word `i`: one of the table, or a ministry or department by its portfolio."""
    ministry = _ministry(words, i, v)
    for n, heads in v.heads.at(words, i):
        if ministry and ministry.length > n:
            break
        return Phrase(n, heads[0], said(words[i : i + n]))
    return ministry


def _ministry(words: Sequence[Word], i: int, v: Vocabulary) -> Phrase | None:
    for n, found in v.portfolios.at(words, i):
        end = i + n
        if end < len(words) and words[end].joined and words[end].key in ("ministry", "department"):
            return _portfolio(words, i, n + 1, found[0], words[end].key)
    if words[i].key not in OFFICES or not _next(words, i + 1, ("of", "for")):
        return None
    start = i + 2 + _next(words, i + 2, ("the",))
    if start >= len(words):
        return None
    for n, found in v.portfolios.at(words, start):
        return _portfolio(words, i, start + n - i, found[0], words[i].key)
    if words[i].capital and words[start].capital and words[start].joined and not v.nations.at(words, start):
        return _portfolio(words, i, start + 1 - i, Portfolio(words[start].key, ""), words[i].key)
    return None


def _portfolio(words: Sequence[Word], i: int, n: int, of: Portfolio, office: str) -> Phrase:
    head = Head(f"{of.key} ministry", "government", "both", "actor" if office == "ministry" else "", of.source)
    return Phrase(n, head, said(words[i : i + n]))


def _next(words: Sequence[Word], i: int, wanted: tuple[str, ...]) -> bool:
    return i < len(words) and words[i].joined and words[i].key in wanted


def _owned(words: Sequence[Word], first: int, i: int, nation: Nation, v: Vocabulary) -> Finding | None:
    """A nation, then its body: "Russia's [federal] security service", "Sudanese army"."""
    i += _next(words, i, ("'s",))
    for _ in range(3):
        if i >= len(words) or not words[i].joined:
            return None
        phrase = phrase_at(words, i, v)
        if phrase and not _is_rank(words, i, phrase):
            return _finding(first, _abroad(words, i + phrase.length, phrase.head.head), phrase, nation)
        if words[i].key not in BETWEEN:
            return None
        i += 1
    return None


def _abroad(words: Sequence[Word], i: int, head: str) -> int:
    """Where the name of a mission abroad ends: "U.S. Embassy in Beirut"."""
    start = i + 1
    if head not in MISSIONS or not _next(words, i, ("in", "to")) or start >= len(words):
        return i
    last = start
    while last < min(len(words), start + 3) and words[last].joined and _names(words, last):
        last += 1
    return last if last > start else i


def _of_nation(words: Sequence[Word], i: int, v: Vocabulary) -> tuple[int, Nation] | None:
    """ "of Ukraine", "of the Russian Federation" after a body, and where it ends."""
    if not _next(words, i, ("of",)):
        return None
    i += 1 + _next(words, i + 1, ("the",))
    if i >= len(words) or not words[i].joined:
        return None
    for n, nations in v.nations.at(words, i):
        federal = _next(words, i + n, ("federation", "republic", "kingdom"))
        if nations[0].is_adjective and nations[0].name.casefold() != words[i].text.casefold() and not federal:
            continue
        return i + n + federal, nations[0]
    return None


def _finding(first: int, last: int, phrase: Phrase, nation: Nation) -> Finding:
    name = f"{nation.adjective} {phrase.head.head}"
    source = (phrase.head.source, nation.source)
    return Finding(first, last, phrase.head.type, name, "nation", nation.iso, phrase.head.head, source=source)


def _local(words: Sequence[Word], i: int, phrase: Phrase, v: Vocabulary) -> Iterator[Finding]:
    """A body of a town, a region or a leader, or no more than the body: the words before it tell."""
    last, head = i + phrase.length, phrase.head
    source = (head.source,)
    if _is_rank(words, i, phrase):
        return
    if last < len(words) and words[last].joined and (words[last].key in PREMISES or _heads_more(words, i, last)):
        return
    seat = _in_capital(words, last, v) if head.head in LEADERS or head.head.endswith("ministry") else None
    if seat:
        end = seat[0] if head.head in LEADERS else last
        name = f"{v.adjectives[seat[1]]} {head.head}"
        yield Finding(i, end, head.type, name, "nation", seat[1], head.head, source=source)
        return
    first = _seat(words, i, head, v)
    if first < i:
        seat_words = [w for w in words[first:i] if w.key != "'s"]
        own = said(seat_words)
        capital = next((things[0] for n, things in v.capitals.at(words, first) if n == len(seat_words)), "")
        if capital and head.head in LEADERS:
            name = f"{v.adjectives[capital]} {head.head}"
            yield Finding(first, last, head.type, name, "nation", capital, head.head, source=source)
        else:
            name, joined = f"{own} {phrase.said}", f"{own} {head.head}"
            yield Finding(first, last, head.type, name, "nation", head=joined, seat=own, source=source)
        return
    capitals = all(w.capital for w in words[i:last] if len(w.text) > 3)
    proper = capitals and (phrase.length > 1 or (head.alone == "proper" and not _opens(words, i)))
    if proper or head.alone == "actor" or phrase.length > 1 or head.head in LEADERS:
        alone = "proper" if proper else "actor" if head.alone == "actor" else "named"
        yield Finding(i, last, head.type, phrase.said, "head", head=head.head, alone=alone, source=source)


def _seat(words: Sequence[Word], i: int, head: Head, v: Vocabulary) -> int:
    """Where the capitalised words begin to which a local body belongs; `i` where there are none."""
    if not i or not words[i].joined or (head.of == "national" and head.head not in LEADERS):
        return i
    first = i - (words[i - 1].key == "'s")
    stop = max(0, first - 3)
    while first > stop and words[first].joined and _names(words, first - 1):
        first -= 1
    if (first < i and words[first].key == "'s") or v.nations.at(words, first):
        return i
    return first if any(w.key != "'s" for w in words[first:i]) else i


def _names(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    return word.text[0].isupper() and word.key not in FUNCTION | GENERAL and word.key != "'s"


def _heads_more(words: Sequence[Word], i: int, last: int) -> bool:
    """Does a capitalised head alone begin a longer name ("Government Secondary School")?"""
    after = words[last]
    return last == i + 1 and words[i].capital and after.text[0].isupper() and after.key not in TITLES | RANKS


def _in_capital(words: Sequence[Word], i: int, v: Vocabulary) -> tuple[int, str] | None:
    """ "in Bamako" after "junta", "in London" after "ministry": the end, and the country."""
    if _next(words, i, ("in",)) and i + 1 < len(words):
        for n, things in v.capitals.at(words, i + 1):
            return i + 1 + n, things[0]
    return None


def _is_rank(words: Sequence[Word], i: int, phrase: Phrase) -> bool:
    """Is it "Army General", "Air Force Colonel": the rank of a person?"""
    after = i + phrase.length
    return words[i].capital and after < len(words) and words[after].joined and words[after].key in RANKS


def _opens(words: Sequence[Word], i: int) -> bool:
    return i == 0 or not words[i].joined
