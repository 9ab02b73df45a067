"""`python -m factx` is the `factx` command."""

from factx.cli import main

main()
