"""`python -m referat` is the command `referat`."""

from referat.cli import main

main(prog_name="referat")
