"""One colour a kind, in cards, lists and text alike: the sixteen that a person has set for his own terminal."""

from __future__ import annotations

from typing import Final

#: Kinds of things colour the words; kinds of facts, which lie over them, change the weight of the letters.
KIND: Final = {
    "place": "green",
    "person": "magenta",
    "organisation": "bright_blue",
    "equipment": "yellow",
    "date": "cyan",
    "quantity": "red",
    "event": "bold reverse",
    "casualty": "bold underline",
    "loss": "bold underline",
    "statement": "italic",
}
ASSERTION: Final = {
    "asserted": "bold",
    "claimed": "bold yellow",
    "denied": "bold red",
    "negated": "bold red",
    "planned": "bold cyan",
    "possible": "bold cyan",
    "conditional": "bold cyan",
}
