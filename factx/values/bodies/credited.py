"""Names that stand beside what they are: "the broadcaster Suspilne", "Rybar, a Telegram channel", "Wagner group"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factx.values.bodies.closed import FUNCTION, PARTICLES, RANKS, TITLES
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import Noun, Vocabulary
from factx.values.phrases import Word, said

LONGEST = 5
REACH = 7
#: Platforms are no sources, and what a creed or a people is called is no name of a group.
NO_NAMES = frozenset(
    "telegram facebook twitter x whatsapp instagram youtube tiktok viber signal zoom vkontakte vk weibo wechat "
    "islamist islamic sunni shia shiite shi'ite shi'a kurdish christian muslim hindu buddhist jewish arab tuareg hutu "
    "tutsi alawite druze baloch baluch pashtun tamil western african asian european american maoist marxist communist "
    "jihadist salafist sufi takfiri ethnic northern southern eastern western central".split()
)
#: What a noun phrase goes on with; before anything else the noun is not its head ("a company commander"), or the
#: phrase is a sentence ("north of Arbinda, the group said").
AFTER_NOUN = frozenset("of that which in with for at on from by run based linked close known whose owned and".split())
#: Nouns that belong to the name after them, where they are capitalised: "Radio Okapi".
AIR = frozenset(["radio", "television", "tv", "channel"])
#: Nouns for bodies that are not said of a name in apposition.
UNAPPOSED = frozenset(["government", "authority", "ministry"])


def credited(words: Sequence[Word], text: str, i: int, v: Vocabulary) -> Iterator[Finding]:
    """The names that the noun at the word `i` explains."""
    if words[i].key not in v.noun_openers:
        return
    n, noun = _noun(words, i, v)
    if noun is None:
        return
    kind, named, before, row = noun
    source = (row,)
    after = i + n
    if before and after < len(words) and words[after].joined and _starts(words, after, v):
        last = run(words, after)
        if last < len(words) and words[last].joined and words[last].key in TITLES | RANKS:
            return
        country = _country_before(words, i, v)
        if kind != "armed_group" or not named:
            first = i if words[i].key in AIR and words[i].capital else after
            yield Finding(first, last, kind, said(words[first:last]), "beside", country, source=source)
        return
    end = i if i and words[i].joined else _before_gloss(words, text, i)
    if end and not words[i].capital:
        first = _run_back(words, end - 1, v)
        if first < end:
            last = after if named and end == i else end
            yield Finding(first, last, _fighting(words, i, kind), said(words[first:last]), "name", source=source)
            return
    if words[i].key not in UNAPPOSED:
        yield from _apposed(words, text, i, after, noun, v)


def _before_gloss(words: Sequence[Word], text: str, i: int) -> int:
    """The word that a bracketed gloss before the word `i` begins at: "Operation Dudula (Push Back) movement", or
    0."""
    if not i or text[words[i - 1].end : words[i].start] != ") ":
        return 0
    for k in range(i - 1, max(0, i - REACH), -1):
        if text[words[k - 1].end : words[k].start] == " (":
            return k
    return 0


def _fighting(words: Sequence[Word], i: int, kind: str) -> str:
    """The type of a body so called: a group of forces is an army's, another group with a name most often fights."""
    if words[i].key not in ("group", "network", "militia"):
        return kind
    after = [w.key for w in words[i + 1 : i + 4]]
    return "military" if after[:1] == ["of"] and {"forces", "troops"} & set(after) else "armed_group"


def _noun(words: Sequence[Word], i: int, v: Vocabulary) -> tuple[int, Noun | None]:
    for n in (2, 1):
        run = words[i : i + n]
        if len(run) == n and all(w.joined for w in run[1:]):
            found = v.nouns.get(" ".join(w.key for w in run))
            if found:
                return n, found
    return 0, None


def _starts(words: Sequence[Word], i: int, v: Vocabulary) -> bool:
    word = words[i]
    if not word.text[0].isupper() or word.key in FUNCTION | TITLES | RANKS | NO_NAMES or len(word.text) < 2:
        return False
    return not v.nations.at(words, i)


def run(words: Sequence[Word], i: int) -> int:
    """The end of the capitalised run that begins at the word `i`."""
    j = i
    while j < len(words) and j - i < LONGEST and (j == i or words[j].joined):
        small = words[j].key in PARTICLES and j + 1 < len(words) and words[j + 1].text[0].isupper()
        if not ((words[j].text[0].isupper() and words[j].key not in FUNCTION - {"a", "the"}) or small):
            break
        j += 1
    return j


def _run_back(words: Sequence[Word], i: int, v: Vocabulary) -> int:
    """Where the capitalised run that ends with the word `i` begins: `i + 1` where it is no name."""
    first = i + 1
    while first > 0 and i + 1 - first < LONGEST and words[first - 1].text[0].isupper():
        word = words[first - 1]
        if word.key in FUNCTION | TITLES or word.key in NO_NAMES:
            break
        first -= 1
        if not words[first].joined:
            break
    if first > i or not words[first].text.isalpha() or v.nations.at(words, first):
        return i + 1
    return first if first and words[first - 1].key == "the" and words[first].joined else i + 1


def _apposed(words: Sequence[Word], text: str, i: int, after: int, noun: Noun, v: Vocabulary) -> Iterator[Finding]:
    """ "DTEK, the largest private energy company in …": the name before the comma, if the noun heads its phrase."""
    ends = after >= len(words) or not words[after].joined or words[after].key in AFTER_NOUN
    if not ends or (after < len(words) and words[after].key == "'s"):
        return
    k = i
    while k > max(0, i - REACH) and words[k].joined:
        k -= 1
    if k == i or k == 0 or words[k].joined or words[k].key not in ("a", "an", "the", "one"):
        return
    if text[words[k - 1].end : words[k].start].strip() != "," or any(w.key in FUNCTION for w in words[k + 1 : i]):
        return
    last = k
    first = last
    while first > 0 and last - first < LONGEST and words[first - 1].text[0].isupper():
        first -= 1
        if words[first].key in FUNCTION | TITLES:
            first += 1
            break
        if not words[first].joined:
            break
    if first < last and not v.nations.at(words, first) and words[first].text.isalnum():
        country = _country_before(words, i, v, k)
        yield Finding(first, last, noun.type, said(words[first:last]), "beside", country, source=(noun.source,))


def _country_before(words: Sequence[Word], i: int, v: Vocabulary, start: int | None = None) -> str:
    """The nation that an adjective before the noun gives."""
    for k in range(i - 1, max(-1, i - 5 if start is None else start), -1):
        for _, things in v.nations.at(words, k):
            return things[0].iso
        if not words[k].joined:
            break
    return ""
