"""What commands read, where they write, and how they show on a terminal how far they are."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from referat.read import Source

#: Takes a line for the user, not for the program that reads the output.
Tell = Callable[[str], None]


def document(path: str, *, ocr: bool) -> Source:
    """The document in a file, or on standard input where `path` is -. Raises OSError and ReadError."""
    from referat.read import ReadError, read_file, read_stream

    stdin = path == "-"
    source = read_stream(sys.stdin.buffer, id="stdin", source="-", ocr=ocr) if stdin else read_file(path, ocr=ocr)
    if not source.text.strip():
        raise ReadError(f"{path}: {'; '.join(source.remarks) or 'there is no text in it, so there is nothing to read'}")
    return source


@contextmanager
def writing(out: str | None, *, inputs: Iterable[str | Path] = ()) -> Iterator[IO[bytes]]:
    """The file called `out`, or standard output; one line says why it cannot be written.

    A file that is one of the `inputs` is refused before it is emptied.
    """
    if out is not None:
        refuse_input(Path(out), inputs)
    try:
        with click.open_file(out or "-", "wb") as stream:
            yield stream
            stream.flush()
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # click ends quietly where a reader has had enough
        if out is None:
            _drop_standard_output()
        raise click.ClickException(f"{out or 'standard output'} cannot be written: {error.strerror}") from None


def refuse_input(target: Path, inputs: Iterable[str | Path]) -> None:
    """Ends the command where a file to write is one of those to read."""
    if identities([target]) & identities(inputs):
        raise click.ClickException(f"{target} is one of the files to read; write somewhere else")


def identities(paths: Iterable[str | Path]) -> set[tuple[int, int]]:
    """What tells the files that are there apart, whatever they are called: device and number."""
    found = set()
    for path in paths:
        with suppress(OSError, ValueError):
            about = os.stat(path)
            found.add((about.st_dev, about.st_ino))
    return found


def _drop_standard_output() -> None:
    """What could not be written is still held back, and would be tried again, and told again, at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def watched(files: Sequence[str], stream: IO[bytes]) -> Iterator[tuple[Iterable[str], Tell]]:
    """The files, and what tells of trouble with one.

    On a terminal a bar shows how many are done, where the records do not go there too.
    """
    if len(files) < 2 or stream.isatty() or not sys.stderr.isatty():
        yield files, tell
        return
    with click.progressbar(files, file=sys.stderr, label="Reading", item_show_func=_name) as bar:
        yield bar, lambda line: tell(line, over="\r\x1b[K")  # the bar is drawn again below


def tell(line: str, *, over: str = "") -> None:
    """A line on standard error, behind what clears the line `over` which it is written."""
    click.echo(f"{over}referat: {line}", err=True)


def _name(path: str | None) -> str | None:
    return None if path is None else Path(path).name
