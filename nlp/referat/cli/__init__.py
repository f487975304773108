"""The command `referat`: reads arguments, calls one function each, and says what went wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from referat import __version__
from referat.cli.evaluate import convert, evaluate
from referat.cli.options import form_of, with_labels, with_meeting_date, with_model, with_ocr
from referat.cli.streams import Tell, identities, tell, watched, writing
from referat.output import FORMATS, render

if TYPE_CHECKING:
    from referat.read import Source
    from referat.values import Record

#: What is read out of a folder; a file named on the command line is read whatever its name.
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="referat")
def main() -> None:
    """Danish municipal minutes and agendas in, records out.

    referat finds dates, amounts, percentages, case numbers, organisations, projects, times, laws,
    persons and places, normalises each (`den 21. juni` in minutes of October 2022 is 2022-06-21), and
    links each to its agenda item and section.

    \b
    Examples:
      referat extract minutes.txt                    read one document on the terminal
      referat extract folder/ -o records.jsonl       one record a line for many
      referat enrich --text-field body < in.jsonl    add entities and items to each line
      referat explain minutes.txt --at 1516          why an entity is what it is
      referat evaluate gold/                         scores on your own labelled minutes
    """


@main.command()
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
    meeting_date: str | None, model: str | None, with_text: bool, save_text: Path | None, ocr: bool,
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
      curl -s URL | referat extract - --format json      from standard input
    """
    if marked is not None and (len(paths) != 1 or paths[0] == "-" or Path(paths[0]).is_dir()):
        raise click.UsageError("--marked marks one PDF: give the name of one file")
    job = _Job(labels, meeting_date, model, ocr, save_text, marked)
    files = list(job.files(paths))
    job.protected = identities(files)
    usual = "table" if out is None and sys.stdout.isatty() else "jsonl"
    form = format_ or form_of(out, FORMATS) or usual
    text = True if with_text else False if save_text is not None else None
    several = len(paths) > 1 or Path(paths[0]).is_dir()
    width = shutil.get_terminal_size().columns
    with writing(out, inputs=files) as stream, watched(files, stream) as (each, job.tell):
        for piece in render(job.records(each), form, several=several, with_text=text, width=width):
            stream.write(piece.encode("utf-8", "backslashreplace"))
    sys.exit(1 if job.failed else 0)


@dataclass
class _Job:
    """Many documents, one after the other; trouble with one is told and does not stop the others."""

    labels: tuple[str, ...] | None
    meeting_date: str | None
    model: str | None
    ocr: bool
    save_text: Path | None
    marked: Path | None
    tell: Tell = tell
    failed: bool = False
    #: The files that are read, and those that were written for them.
    protected: set[tuple[int, int]] = field(default_factory=set)

    def records(self, files: Iterable[str]) -> Iterator[Record]:
        """The records of all documents that can be read."""
        from referat.model import ModelError
        from referat.pipeline import extract_source

        for path in files:
            try:
                source = _source(path, ocr=self.ocr)
                record = extract_source(source, meeting_date=self.meeting_date, labels=self.labels, model=self.model)
                self._written(record, path)
                for remark in record.remarks:
                    self.tell(f"{path}: {remark}")
                yield record
            except ModelError as error:
                raise click.ClickException(str(error)) from None
            except (OSError, ValueError) as error:
                self._report(path, error)

    def _written(self, record: Record, path: str) -> None:
        """Writes what was asked for beside the record."""
        if self.save_text is not None:
            self.save_text.mkdir(parents=True, exist_ok=True)
            self._save(self.save_text / f"{record.id}.txt", record.text.encode("utf-8", "surrogatepass"))
        if self.marked is not None:
            from referat.marked_pdf import mark

            self._save(self.marked, mark(Path(path).read_bytes(), record))

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


def _source(path: str, *, ocr: bool) -> Source:
    from referat.read import ReadError, read_file, read_stream

    stdin = path == "-"
    source = read_stream(sys.stdin.buffer, id="stdin", source="-", ocr=ocr) if stdin else read_file(path, ocr=ocr)
    if not source.text.strip():
        raise ReadError(f"{path}: {'; '.join(source.remarks) or 'there is no text in it, so there is nothing to read'}")
    return source


@main.command()
@click.option("--text-field", required=True, help="The field that holds the text of the minutes.")
@click.option("--date-field", help="The field that holds the meeting's date (YYYY-MM-DD), if there is one.")
@click.option(
    "--prefix", default="", help="Put before the names of the fields that are added (items, entities, meeting)."
)
@with_model
def enrich(text_field: str, date_field: str | None, prefix: str, model: str | None) -> None:
    """Add entities, items and the meeting to each line of JSON Lines.

    Reads standard input, writes standard output. The order of the lines and all other fields are kept.
    Offsets count Unicode code points into the field's text, from 0. A line that is no JSON is left out,
    one without text is passed through; each is reported by its number on standard error, and the exit
    status is 1 at the end.

    \b
    Example:
      referat enrich --text-field body --date-field held < in.jsonl > out.jsonl
    """
    import io

    from referat.enrich import enrich as enriched_lines
    from referat.model import ModelError

    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape")
    failed = False
    try:
        with writing(None) as stream:
            for row in enriched_lines(lines, text_field=text_field, date_field=date_field, prefix=prefix, model=model):
                if row.problem is not None:
                    failed = True
                    tell(f"line {row.line}: {row.problem}")
                if row.output is not None:
                    stream.write(row.output.encode("utf-8", "backslashreplace") + b"\n")
    except ModelError as error:
        raise click.ClickException(str(error)) from None
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("path", type=click.Path(allow_dash=True))
@click.option("--at", "offset", required=True, type=int, help="The place in the text, in characters from its start.")
@with_meeting_date
@with_model
@with_ocr
def explain(path: str, offset: int, meeting_date: str | None, model: str | None, ocr: bool) -> None:
    """Say why the text at an offset is an entity, or why it is none.

    Names the rule and the parts it matched, what else was found there and gave way, and how the agenda
    item and the section came about. PATH is a document as for `referat extract`; the offset counts Unicode
    code points from 0, as `start` in a record does, into the record's text.

    \b
    Example:
      referat explain minutes.txt --at 1516
    """
    from referat.explain import explain as explanation
    from referat.explain import render as in_sentences

    try:
        told = in_sentences(explanation(_source(path, ocr=ocr), offset, meeting_date=meeting_date, model=model))
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    with writing(None) as stream:
        stream.write(told.encode("utf-8", "backslashreplace"))


@main.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    import json

    from referat.record import schema as record_schema

    with writing(None) as stream:
        stream.write(json.dumps(record_schema(), ensure_ascii=False, indent=1).encode() + b"\n")


main.add_command(evaluate)
main.add_command(convert)
