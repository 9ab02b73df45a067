"""Persons: how their names join, where names stand in a line of words, what a title is and which role it gives."""
