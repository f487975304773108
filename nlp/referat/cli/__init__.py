"""The command `referat`: reads arguments, calls one function each, and says what went wrong."""

from __future__ import annotations

import sys

import click

from referat import __version__
from referat.cli.evaluate import convert, evaluate
from referat.cli.extract import extract
from referat.cli.options import with_meeting_date, with_model, with_n_process, with_ocr
from referat.cli.streams import document, tell, writing


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
@click.option("--text-field", required=True, help="The field that holds the text of the minutes.")
@click.option("--date-field", help="The field that holds the meeting's date (YYYY-MM-DD), if there is one.")
@click.option(
    "--prefix", default="", help="Put before the names of the fields that are added (items, entities, meeting)."
)
@with_model
@with_n_process
def enrich(text_field: str, date_field: str | None, prefix: str, model: str | None, n_process: int) -> None:
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
    from referat.parallel import WorkerError

    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape")
    rows = enriched_lines(
        lines, text_field=text_field, date_field=date_field, prefix=prefix, model=model, n_process=n_process
    )
    failed = False
    try:
        with writing(None) as stream:
            for row in rows:
                if row.problem is not None:
                    failed = True
                    tell(f"line {row.line}: {row.problem}")
                if row.output is not None:
                    stream.write(row.output.encode("utf-8", "backslashreplace") + b"\n")
    except (ModelError, WorkerError) as error:
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
        told = in_sentences(explanation(document(path, ocr=ocr), offset, meeting_date=meeting_date, model=model))
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


main.add_command(extract)
main.add_command(evaluate)
main.add_command(convert)
