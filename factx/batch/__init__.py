"""Documents in any number: read, extracted by workers, kept in parts, written as tables."""
