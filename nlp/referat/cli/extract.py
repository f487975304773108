"""`referat extract`: documents in, records out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from referat.cli.options import form_of, with_labels, with_meeting_date, with_model, with_n_process, with_ocr
from referat.cli.streams import Tell, document, identities, tell, watched, writing
from referat.output import FORMATS, render

if TYPE_CHECKING:
    from referat.values import Record

    #: What became of a document: its record, or why there is none.
    Found = Record | OSError | ValueError

#: What is read out of a folder; a file named on the command line is read whatever its name.
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False), help="Write here instead of to standard output."
)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS),
    help="The form of the records; json is an object for one document, an array for several or a folder. "
    "Default: that of the output's suffix, else table on a terminal and jsonl elsewhere.",
)  # fmt: skip
@with_labels("Only these labels, separated by commas (DATE,MONEY,ORG).")
@with_meeting_date
@with_model
@with_n_process
@click.option(
    "--with-text", is_flag=True,
    help="Put the text that the offsets refer to into each record. That of PDF, HTML and DOCX is there anyway.",
)  # fmt: skip
@click.option(
    "--save-text", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
    help="Write the text of each document to FOLDER, as ID.txt, and leave it out of the record.",
)  # fmt: skip
@with_ocr
@click.option(
    "--marked", metavar="OUT.pdf", type=click.Path(dir_okay=False, path_type=Path),
    help="Write a copy of the one PDF that is given, with every entity marked on its pages.",
)  # fmt: skip
def extract(
    paths: tuple[str, ...], out: str | None, format_: str | None, labels: tuple[str, ...] | None,
    meeting_date: str | None, model: str | None, n_process: int, with_text: bool, save_text: Path | None, ocr: bool,
    marked: Path | None,
) -> None:  # fmt: skip
    """Turn minutes and agendas into records.

    PATHS are texts (.txt, .md), web pages, PDF and Word documents, folders of them, or - for standard input;
    what a file is, is told by its content. A file that cannot be read is reported on standard error, the
    others are done, and the exit status is 1.

    \b
    Examples:
      referat extract minutes.pdf                        a table on the terminal
      referat extract folder/ -o records.jsonl           one record (JSON) a line
      referat extract *.html -o bodies.csv --labels ORG  one name a line
      referat extract archive/ -o a.jsonl --n-process 8  eight documents at a time
      curl -s URL | referat extract - --format json      from standard input
    """
    if marked is not None and (len(paths) != 1 or paths[0] == "-" or Path(paths[0]).is_dir()):
        raise click.UsageError("--marked marks one PDF: give the name of one file")
    if n_process > 1 and "-" in paths:
        raise click.UsageError("--n-process is for files: standard input is one document")
    job = _Job(save_text, marked)
    files = list(job.files(paths))
    job.protected = identities(files)
    usual = "table" if out is None and sys.stdout.isatty() else "jsonl"
    form = format_ or form_of(out, FORMATS) or usual
    text = True if with_text else False if save_text is not None else None
    several = len(paths) > 1 or Path(paths[0]).is_dir()
    width = shutil.get_terminal_size().columns
    read = partial(_read, ocr=ocr, meeting_date=meeting_date, labels=labels, model=model)
    with writing(out, inputs=files) as stream, watched(files, stream) as (each, job.tell):
        for piece in render(job.records(each, read, n_process), form, several=several, with_text=text, width=width):
            stream.write(piece.encode("utf-8", "backslashreplace"))
    sys.exit(1 if job.failed else 0)


def _read(
    path: str, *, ocr: bool, meeting_date: str | None, labels: tuple[str, ...] | None, model: str | None
) -> tuple[str, Found]:
    """The record of a document, or why there is none; a whole job for a process of its own."""
    from referat.pipeline import extract_source

    try:
        return path, extract_source(document(path, ocr=ocr), meeting_date=meeting_date, labels=labels, model=model)
    except (OSError, ValueError) as error:
        return path, error


@dataclass
class _Job:
    """Many documents, one after the other; trouble with one is told and does not stop the others."""

    save_text: Path | None
    marked: Path | None
    tell: Tell = tell
    failed: bool = False
    #: The files that are read, and those that were written for them.
    protected: set[tuple[int, int]] = field(default_factory=set)

    def records(
        self, files: Iterable[str], read: Callable[[str], tuple[str, Found]], n_process: int
    ) -> Iterator[Record]:
        """The records of all documents that can be read."""
        from referat.model import ModelError
        from referat.parallel import WorkerError, in_order

        try:
            for path, found in in_order(read, files, n_process):
                if isinstance(found, ModelError):
                    raise found  # no document could be read with it
                if isinstance(found, (OSError, ValueError)):
                    self._report(path, found)
                elif self._written(found, path):
                    yield found
        except (ModelError, WorkerError) as error:
            raise click.ClickException(str(error)) from None

    def _written(self, record: Record, path: str) -> bool:
        """Writes what was asked for beside the record, and tells its remarks; whether all went well."""
        try:
            if self.save_text is not None:
                self.save_text.mkdir(parents=True, exist_ok=True)
                self._save(self.save_text / f"{record.id}.txt", record.text.encode("utf-8", "surrogatepass"))
            if self.marked is not None:
                from referat.marked_pdf import mark

                self._save(self.marked, mark(Path(path).read_bytes(), record))
        except (OSError, ValueError) as error:
            self._report(path, error)
            return False
        for remark in record.remarks:
            self.tell(f"{path}: {remark}")
        return True

    def _save(self, target: Path, data: bytes) -> None:
        """Writes a file that a record needs, but never over a document or what another record needs."""
        if identities([target]) & self.protected:
            raise ValueError(f"{target} would be overwritten; give this document another name or place")
        target.write_bytes(data)
        self.protected |= identities([target])

    def files(self, paths: Iterable[str]) -> Iterator[str]:
        """The files to read: those that are named, and in folders those whose names say that they are documents."""
        for path in paths:
            if path == "-" or not Path(path).is_dir():
                yield path
                continue
            inside = sorted(self._documents(path))
            if not inside:
                self._report(path, ValueError(f"no file in this folder ends in {' or '.join(SUFFIXES)}"))
            yield from inside

    def _documents(self, folder: str) -> Iterator[str]:
        """The documents in a folder and those below it; one that may not be looked into is told."""
        for place, _, names in os.walk(folder, onerror=lambda error: self._report(str(error.filename), error)):
            yield from (os.path.join(place, name) for name in names if name.lower().endswith(SUFFIXES))

    def _report(self, path: str, error: Exception) -> None:
        self.failed = True
        told = str(error)
        if isinstance(error, OSError) and error.strerror:
            told = error.strerror if error.filename in (None, path) else f"{error.filename}: {error.strerror}"
        self.tell(told if told.startswith(f"{path}: ") else f"{path}: {told}")
