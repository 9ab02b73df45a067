"""What is said in reported speech: the clause or noun phrase that an act of saying governs, or that it is set in."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factx.pipes.objects import Span, nominal, trimmed
from factx.pipes.quotes import Quoted
from factx.pipes.reporting import Report, adjuncts
from factx.pipes.reportwords import Vocabulary

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_VERBAL = _FINITE | {"VBN"}
#: Conjunctions that make of a clause after a verb of saying the time or the ground of the saying.
_ASIDE = frozenset("after before when as while since until because although though whereas once".split())
#: Conjunctions after a reported clause by which the report goes on in its own voice.
_CONTRAST = frozenset(("while", "although", "though", "whereas"))
#: Conjunctive adverbs: the writer's own thread.
_GOING_ON = frozenset(
    "meanwhile however moreover furthermore additionally separately nevertheless nonetheless therefore consequently"
    " besides likewise similarly elsewhere also".split()
)
_OWN = frozenset(("while", "as", "although", "though", "whereas"))


def content(report: Report, words: Vocabulary, quoted: Quoted) -> Span | None:
    """The tokens of what is said, None where the act has no indirect content."""
    if report.passive:
        return _right(report, words) if "clause" in report.frames else None
    found = None
    if "clause" in report.frames:
        found = _right(report, words)
        if found is not None and _headless(report.verb.doc, found[0]):
            return None
        if found is None:
            found = _set_in(report, words, quoted)
    return found or nominal(report, words)


def _right(report: Report, words: Vocabulary) -> Span | None:
    """A finite clause after the verb."""
    verb, doc = report.verb, report.verb.doc
    for child in verb.rights:
        if child.dep_ in ("ccomp", "parataxis") and child.i < report.right and _clausal(child):
            if any(c.dep_ == "nsubj" and c.i == verb.i for c in child.lefts):
                continue
            start = max(child.left_edge.i, verb.i + 1)
            if report.speaker and report.speaker[0] > verb.i:
                start = max(start, report.speaker[1])
            return trimmed(doc, start, _stretched(report, child, words))
    for i in range(verb.i + 1, min(verb.i + 14, report.right - 2)):
        if doc[i].lower_ == "that" and doc[i].tag_ == "IN":
            return trimmed(doc, i + 1, _before_next_act(report, i + 1, words))
        if doc[i].text == ",":
            break
        if doc[i].tag_ in _FINITE:
            if report.speaker and doc[i].i > verb.i + 1 and report.speaker[1] <= verb.i and doc[verb.i + 1].text != ",":
                head = next((c for c in doc[i].lefts if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
                if head is not None and head.left_edge.i > verb.i and _clausal(doc[i]):
                    return trimmed(doc, head.left_edge.i, _before_next_act(report, i, words))
            break
    return None


def _headless(doc: Doc, start: int) -> bool:
    """Does a clause begin with its finite verb, as where a participle was taken for the verb of saying ("the truce
    agreed in May was broken")?"""
    return doc[start].tag_ in ("VBD", "VBZ", "MD") and doc[start].pos_ == "AUX"


def _clausal(token: Token) -> bool:
    """May a word head the clause that is said?"""
    if any(c.lower_ in _ASIDE and c.dep_ in ("mark", "advmod") for c in token.lefts):
        return False
    return token.tag_ in _FINITE or any(c.dep_ in ("nsubj", "nsubjpass", "expl", "aux", "auxpass") for c in token.lefts)


def _stretched(report: Report, child: Token, words: Vocabulary) -> int:
    """Where the clause of `child` ends: what the parser hung on the verb of saying, but stands after it, counts too."""
    end = min(child.right_edge.i + 1, report.right)
    for other in report.verb.rights:
        if other.i <= child.i or other.i >= report.right or other.dep_ in ("punct", "cc"):
            continue
        if other.dep_ in ("prep", "npadvmod", "advmod", "ccomp", "dobj", "pobj") or _goes_on(other, words):
            end = max(end, min(other.right_edge.i + 1, report.right))
        else:
            break
    return _cut(report, child.i, end, words)


def _goes_on(token: Token, words: Vocabulary) -> bool:
    """Does a clause hung on the verb of saying belong to what is said?"""
    if token.lemma_.lower() in words.verbs and token.dep_ in ("conj", "advcl"):
        return False
    if token.dep_ == "advcl":
        return not any(c.dep_ == "mark" and c.lower_ in _OWN for c in token.lefts) and token.tag_ != "VBG"
    if token.dep_ == "conj":
        return any(
            c.lower_ == "that" or (c.dep_ == "aux" and c.lower_ != "has") or c.dep_ == "nsubj" for c in token.lefts
        )
    return False


def _cut(report: Report, start: int, end: int, words: Vocabulary) -> int:
    """The content ends where another act of the same speaker begins: ", adding that …", "and denied …"."""
    doc = report.verb.doc
    for i in range(start + 1, end - 1):
        if doc[i].text == "," and doc[i + 1].lower_ in _CONTRAST:
            return i
        if doc[i].text in (",", "and", "but") and doc[i + 1].pos_ == "VERB" and doc[i + 1].lemma_ in words.verbs:
            act = doc[i + 1]
            if act.tag_ == "VBG" and doc[i].text == "," and "clause" in words.verbs[act.lemma_]:
                return i
            if act.dep_ == "conj" and _shared(act, report.verb):
                return i
    return end


def _shared(act: Token, verb: Token) -> bool:
    """Is an act of saying in the past the speaker's second one ("said that they had … and denied that …")?"""
    if act.head == verb:
        return True
    if act.tag_ != "VBD" or verb.tag_ not in ("VBD", "VBN"):
        return False
    return (
        act.tag_ == "VBD"
        and verb.tag_ in ("VBD", "VBN")
        and act.head.head == verb
        and not any(c.dep_ == "nsubj" for c in act.lefts)
    )


def _before_next_act(report: Report, start: int, words: Vocabulary) -> int:
    return _cut(report, start, report.right, words)


def _set_in(report: Report, words: Vocabulary, quoted: Quoted) -> Span | None:
    """The sentence that an act of saying is set in or ends ("…, officials said", "…, he said, …")."""
    doc = report.verb.doc
    if doc[report.start].lower_ == "as" and report.start <= report.left + 1:  # "As X said on Monday, …"
        comma = next((i for i in range(report.end, min(report.end + 12, report.right)) if doc[i].text == ","), None)
        return trimmed(doc, comma, report.right) if comma else None
    at = report.start - 1
    while at > report.left and (doc[at].pos_ == "SPACE" or doc[at].text in ('"', "”", "’", "'")):
        at -= 1
    if at <= report.left + 1 or doc[at].text not in (",", "-", "–", "—", "--"):
        return None
    start = max([report.left, *(i for i in range(report.left, at - 2) if doc[i].text == ":" and quoted.at(i) < 0)])
    opening = {doc[i].lemma_.lower() for i in range(start, min(start + 6, at))}
    verbs = [doc[i] for i in range(start, at) if doc[i].tag_ in _VERBAL]
    report.end = adjuncts(report, quoted)
    goes_on = report.end < report.right - 1 and any(t.tag_ in _FINITE for t in doc[report.end : report.right])
    if not any(_main(v) for v in verbs) and not goes_on:  # "In a statement issued on Friday, X urged …" is no content
        adjunct = doc[start].pos_ == "ADP" and all(doc[i].text != "," for i in range(start, at))
        if not verbs or adjunct or not opening.isdisjoint(words.nouns | words.channels.keys()):
            return None
    return trimmed(doc, _opened(doc, start), _floating(report, report.end, at, words))


def _opened(doc: Doc, start: int) -> int:
    """Where a sentence begins behind the adverb by which the writer goes on from the one before."""
    while start + 1 < len(doc) and doc[start].is_space:
        start += 1
    return start + 2 if doc[start].lower_ in _GOING_ON and doc[start + 1].text == "," else start


def _main(token: Token) -> bool:
    """May a word be the verb of a main clause (in a headline a participle too)?"""
    return token.dep_ not in ("acl", "amod", "advcl", "relcl", "aux")


def _floating(report: Report, end: int, at: int, words: Vocabulary) -> int:
    """Where the content ends that a cue ending at `end` is set in: before the cue, or behind it where it goes on."""
    doc = report.verb.doc
    i = end
    while i < report.right and doc[i].text != ",":
        i += 1
    if i + 2 >= report.right:
        return at
    follows = doc[i + 1]
    if (
        follows.lower_ in _OWN
        or follows.lower_ in ("who", "which", "whose", "where", "citing")
        or follows.tag_ == "VBG"
    ):
        return at
    joined = follows.lower_ in ("and", "but", "or", "because", "before", "after", "until", "unless", "if", "when")
    if joined and doc[i + 2].lemma_ not in words.verbs:
        return report.right
    rooted = any(t.tag_ in _FINITE and t.head.i < at for t in doc[i + 1 : report.right])
    if follows.tag_ in _FINITE or (rooted and follows.dep_ != "appos"):
        return report.right
    return at
