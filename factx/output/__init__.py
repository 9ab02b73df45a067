"""One writer a file. Each is a generator of text: records of one document after another in, lines of output out."""
