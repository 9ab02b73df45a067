"""Organisations in running text: what they are called, as grammars over a line of words. No spaCy.

`vocabulary` holds the tables and `closed` the closed classes of words; `known` finds the names of the tables,
`national` the bodies that every state has, `proper` capitalised names that end in a word for a body, `units` the units
of armies, `ships` warships, `credited` names that stand beside what they are ("the broadcaster Suspilne"), `defined`
abbreviations in brackets; `opinion` weighs what the model calls an organisation. All give `finding.Finding`s, of which
`finding.settle` lets the best stand.
"""
