"""Organisations in running text: what they are called, as grammars over a line of words. No spaCy.

`vocabulary` holds the tables; `known` finds the names in them, `national` the bodies that every state has, `proper`
the capitalised names that end in a word for a body, `units` the units of armies, `ships` warships, `credited` names
that stand beside what they are ("the broadcaster Suspilne"), `defined` abbreviations in brackets.
"""
