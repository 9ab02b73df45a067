"""The words of a Doc as plain lists: spaCy makes an object for every token asked for, and places ask often."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass(slots=True)
class Line:
    """A Doc and its words in parallel lists, by token index."""

    doc: Doc
    whole: str = field(init=False)  #: its text, which spaCy puts together anew whenever it is asked
    text: list[str] = field(init=False)
    lower: list[str] = field(init=False)
    spaced: list[bool] = field(init=False)  #: white space follows
    opens: list[bool] = field(init=False)  #: begins a sentence
    capital: list[bool] = field(init=False)  #: a word of letters that begins with a capital
    at: list[int] = field(init=False)  #: its first character

    def __post_init__(self) -> None:
        tokens = list(self.doc)
        self.whole = "".join([t.text_with_ws for t in tokens])
        self.text = [t.text for t in tokens]
        self.lower = [text.lower() for text in self.text]
        self.spaced = [bool(t.whitespace_) for t in tokens]
        self.opens = [bool(t.is_sent_start) for t in tokens]
        self.at = [t.idx for t in tokens]
        self.capital = [_capital(text) for text in self.text]

    def __len__(self) -> int:
        return len(self.text)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens `start` to `end`, every white space a single blank."""
        return " ".join(self.whole[self.at[start] : self.at[end - 1] + len(self.text[end - 1])].split())

    def hyphen(self, i: int) -> bool:
        """Is the token a hyphen inside a word?"""
        return self.text[i] == "-" and not self.spaced[i] and not (i and self.spaced[i - 1])


def _capital(text: str) -> bool:
    return text[0].isupper() and (text.isalpha() or (any(c.isalpha() for c in text[1:]) and not text[-1].isdigit()))
