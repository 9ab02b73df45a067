"""The closed classes of words by which the grammars tell where a name begins and ends."""

from __future__ import annotations

#: Words that never belong to a name, though a sentence may begin with them.
FUNCTION = frozenset(
    "the a an this that these those its his her their our my your in on at to from by with of for and or but nor as "
    "if when while after before since until under over between among against near into than then there here it he she "
    "they we i you who which what where how why both all some any no not only also even just according during despite "
    "although though because however meanwhile earlier later today yesterday now once still yet another other each "
    "every many most several one two three four five six seven eight nine ten dozens hundreds so such local is was "
    "are were has had have be been being says said via per following monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december".split()
)
#: Ranks: after "Army" they make it a person's.
RANKS = frozenset("general colonel captain major lieutenant sergeant corporal private col gen capt maj lt sgt".split())
#: Titles and the like, which stand before names and are no part of them.
TITLES = frozenset(
    "president minister premier chancellor king queen emir sultan sheikh mr mrs ms dr sir lord lady senator governor "
    "mayor ambassador secretary chief director commander chairman spokesman spokeswoman spokesperson deputy member "
    "members head leader former ex ruling opposition outlawed banned rebel leftist rightist".split()
)
#: Small words inside names.
PARTICLES = frozenset("al el ul ad ar as ash az ez de del la los las du des bin ibn e y i wal und der".split())
