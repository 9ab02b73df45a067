"""The rules that records rest on, in words, and where each stands in the code."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What a rule says, and the function or class that applies it ("module:name")."""

    says: str
    code: str


_ARMS, _BODIES = "factx.values.equipment.finding:_Search", "factx.pipes.organisations"
_NATION = "factx.values.bodies.national"
_PEOPLE, _PLACES, _HARM = (
    "factx.pipes.people:People._judge",
    "factx.pipes.evidence:Found.rule",
    "factx.pipes.casualties",
)
_COUNT, _MEASURE = "factx.pipes.quantities:_count", "factx.pipes.quantities:_measure"
_LOSS, _SAYING, _DATE = "factx.pipes.losses", "factx.pipes.pairing:pairs", "factx.values.dates.grammar:expressions"
#: A record's kind and rule → what that says.
RULES: dict[tuple[str, str], Rule] = {
    ("place", "country"): Rule("the name of a state", _PLACES),
    ("place", "model+gazetteer"): Rule("the model calls it a place and the gazetteer has it", _PLACES),
    ("place", "gazetteer"): Rule("the gazetteer has it, and the words beside it speak for a place", _PLACES),
    ("place", "facility"): Rule("a name with the word for a building or a site", _PLACES),
    ("place", "model"): Rule("the model alone calls it a place; the gazetteer does not have it", _PLACES),
    ("place", "context"): Rule("the words beside it alone speak for a place", _PLACES),
    ("place", "position"): Rule("a written position", "factx.values.positions:find"),
    ("organisation", "table"): Rule("a name of the tables", "factx.values.bodies.known:known"),
    ("organisation", "unit"): Rule("the name of a military unit or ship", "factx.values.bodies.units:unit"),
    ("organisation", "nation"): Rule("a body that every state has, with whose it is", f"{_NATION}:national"),
    ("organisation", "head"): Rule("a body that every state has, said alone", f"{_NATION}:_local"),
    ("organisation", "definition"): Rule("a name that the report itself gives", f"{_BODIES}:Organisations._defined"),
    ("organisation", "name"): Rule("a name that ends in a word for bodies", "factx.values.bodies.proper:proper"),
    ("organisation", "beside"): Rule("a noun beside the name says what it is", "factx.values.bodies.credited:credited"),
    ("organisation", "metonym"): Rule("a capital that acts as its government", "factx.pipes.metonymy:Metonymy._acts"),
    ("organisation", "model"): Rule("the model's label ORG alone", "factx.values.bodies.opinion:believed"),
    ("person", "title"): Rule("a title or rank stands before the name", _PEOPLE),
    ("person", "role"): Rule("a role stands beside the name", _PEOPLE),
    ("person", "model"): Rule("the model's label PERSON alone, over a name of several words", _PEOPLE),
    ("person", "speech"): Rule("the name speaks, or an age follows it", _PEOPLE),
    ("person", "word"): Rule("the model's label PERSON, and one word that stands as a person's name does", _PEOPLE),
    ("person", "surname"): Rule("a name that was found repeats in it", "factx.pipes.people:People._repeated"),
    ("equipment", "type"): Rule("a designation or name of the table", f"{_ARMS}._typed"),
    ("equipment", "series"): Rule("a member of a series of the table", f"{_ARMS}._typed"),
    ("equipment", "context"): Rule("a name that is other things too, by the words around it", f"{_ARMS}._typed"),
    ("equipment", "pattern"): Rule("a designation of no table, before a noun of its class", f"{_ARMS}._unlisted"),
    ("equipment", "noun"): Rule("a common noun of the table", f"{_ARMS}._common"),
    ("date", "absolute"): Rule("a date with its year", _DATE),
    ("date", "anaphoric"): Rule("a date counted from what the text speaks of", _DATE),
    ("date", "clock"): Rule("a time of day", _DATE),
    ("date", "deictic"): Rule("a date counted from the day of the report", _DATE),
    ("date", "partial"): Rule("a date without its year", _DATE),
    ("date", "weekday"): Rule("a day of the week", _DATE),
    ("date", "year"): Rule("a year", _DATE),
    ("quantity", "article"): Rule("an article that counts in a list of materiel", "factx.pipes.articles:singles"),
    ("quantity", "bare"): Rule("a number whose noun is left out", "factx.pipes.counted:_bare"),
    ("quantity", "list"): Rule("the label of a bulletin's line, and its figure", "factx.pipes.quantities:_labelled"),
    ("quantity", "noun"): Rule("a number before the noun that it counts", "factx.pipes.counted:counted"),
    ("quantity", "partitive"): Rule("a number of a whole", "factx.pipes.counted:_partitive"),
    ("quantity", "money"): Rule("a number with a currency", _MEASURE),
    ("quantity", "ratio"): Rule("a share", _MEASURE),
    ("quantity", "unit"): Rule("a number with a unit of measure", _MEASURE),
    ("event", "verb"): Rule("a verb of the table of triggers", "factx.pipes.tellings:Finder._verb"),
    ("event", "noun"): Rule("a noun of the table of triggers", "factx.pipes.tellings:Finder._noun"),
    ("casualty", "verb"): Rule("whom a verb of harm befell", f"{_HARM}:_Reading._befallen"),
    ("casualty", "adjective"): Rule("an adjective of harm said of them", f"{_HARM}:_Reading._befallen"),
    ("casualty", "noun"): Rule("a noun of harm, or the figure's own word, tells it", f"{_HARM}:_Reading._inherent"),
    ("casualty", "beside"): Rule("the figure stands right beside the word that tells", f"{_HARM}:_Reading._beside"),
    ("casualty", "list"): Rule("listed with others who met that fate", f"{_HARM}:_Reading._listed"),
    ("casualty", "part"): Rule("a part of a figure told before", "factx.pipes.parts:parts"),
    ("casualty", "toll"): Rule("the figure of a toll", "factx.pipes.tolls:toll"),
    ("loss", "verb"): Rule("what a verb of loss befell", f"{_LOSS}:_Reading._befallen"),
    ("loss", "noun"): Rule("what losses are said to amount to", "factx.pipes.balances:_nominal"),
    ("loss", "list"): Rule("a bulletin's line under a heading of losses", "factx.pipes.balances:_bulletin"),
    ("statement", "quote"): Rule("a quotation with the act of saying beside it", _SAYING),
    ("statement", "fragment"): Rule("a quotation inside a sentence that somebody says", _SAYING),
    ("statement", "carried"): Rule("a quotation that goes on with the one before", _SAYING),
    ("statement", "clause"): Rule("what a verb of saying governs", "factx.pipes.contents:content"),
    ("statement", "according"): Rule("what words like “according to” attribute", "factx.pipes.sources:_according"),
    ("statement", "noun"): Rule("what a noun of saying holds", "factx.pipes.sources:_nouns"),
    ("statement", "adverb"): Rule("an adverb like “reportedly”", "factx.pipes.sources:_adverbs"),
    ("statement", "believed"): Rule("“is said to” and the like", "factx.pipes.sources:_believed"),
    ("statement", "turn"): Rule("a turn of a printed interview", "factx.pipes.labels:labels"),
    ("statement", "label"): Rule("a speaker before a colon", "factx.pipes.labels:labels"),
}
