"""`python -m referat.cli` is the command `referat`."""

from referat.cli import main

main()
