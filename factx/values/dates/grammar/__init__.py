"""The grammar of dates in English: tokens → expressions. A rule takes the tokens and where to begin, and gives what is
said and where it ends, or None. Every rule looks a few tokens ahead at most, so a text is read in linear time."""

from factx.values.dates.grammar.sentences import expressions

__all__ = ["expressions"]
