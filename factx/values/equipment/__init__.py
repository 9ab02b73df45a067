"""Equipment: the tables as a tree of word pieces, and the mentions that they find in a text."""
