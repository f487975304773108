"""Names of projects in tables of applications: a column of projects, or of purposes, beside one of those who apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from referat.labels.project_words import grammar, is_other, is_works, listed, mention, regex
from referat.organisations.text import Text
from referat.values import Cell, Mention, Minutes, Table

RULE = "project:column"
#: A longer cell describes what it does not name.
_LONGEST = 80
#: How much text before a table may hold its heads.
_LINE = 300


def find_cells(minutes: Minutes) -> Iterator[Mention]:
    """The names in the columns of projects, and those in quotation marks in columns of purposes.

    >>> from referat.structure.tables import find_tables
    >>> from referat.values import bare
    >>> text = "Ansøger\\tProjekt\\nBy IF\\tTryg hjemtur\\nBy IF\\tKøb af bolde\\n"
    >>> [mention.value for mention in find_cells(bare(text, tables=find_tables(text)))]
    ['Tryg hjemtur']
    >>> text = "Ansøger\\tFormål\\nBy IF\\t»Bold på bakken« i maj\\nBy IF\\tKøb af bolde\\n"
    >>> [mention.value for mention in find_cells(bare(text, tables=find_tables(text)))]
    ['Bold på bakken']
    """
    text = Text(minutes.text)
    for table in minutes.tables:
        for cell in _project_cells(minutes.text, table):
            if _is_name(cell, text.text):
                yield mention(cell.start, cell.end, text, RULE)


def _project_cells(text: str, table: Table) -> Iterator[Cell]:
    """The cells under a head for projects, where another head is one for those who apply."""
    heads = [text[cell.start : cell.end] for cell in table.rows[0]]
    for names, rows in ((heads, table.rows[1:]), (_line_above(text, table.start), table.rows)):
        if (column := _column(names, "project_column")) is not None:
            yield from (_unmarked(row[column], text) for row in rows if column < len(row))
            return
        if (column := _column(names, "purpose_column")) is not None:
            yield from _quoted(text, (row[column] for row in rows if column < len(row)))
            return


def _column(heads: list[str], words: str) -> int | None:
    """The column with a head of a list, where another one shows that projects are applied for."""
    names = [head.partition(" (")[0].strip(" *_:").lower() for head in heads]
    column = next((n for n, name in enumerate(names) if listed(name, words)), None)
    applied = any(listed(name, "applicant_column") for n, name in enumerate(names) if n != column)
    return column if applied else None


def _quoted(text: str, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The names in quotation marks at the start of cells, where no book or play is told of behind them."""
    for cell in cells:
        quoted = regex("{quoted}").match(text, cell.start, cell.end)
        if quoted is not None and regex("{other_noun}|(?i:{made})").search(text, quoted.end(), cell.end) is None:
            yield Cell(*quoted.span("span"))


def _line_above(text: str, start: int) -> list[str]:
    """The cells of the line above a table: the extraction may have parted the heads from their rows by a blank line."""
    return text[max(start - _LINE, 0) : start].rstrip(" \n").rpartition("\n")[2].split("\t")


def _unmarked(cell: Cell, text: str) -> Cell:
    """A cell without the quotation marks around it."""
    quoted = regex("{quoted}\\Z").match(text, cell.start, cell.end)
    return Cell(*quoted.span("span")) if quoted is not None else cell


def _is_name(cell: Cell, text: str) -> bool:
    """Whether a cell holds a name: what is to be bought is one plain word as often, other than `Byttebordet`."""
    name = text[cell.start : cell.end]
    shown = regex("{mark}").match(text, cell.start - 1) is not None
    plain = " " not in name and not shown and not name.endswith(tuple(grammar().words["definite_form"]))
    return name[:1].isupper() and 2 < len(name) <= _LONGEST and not (plain or is_works(name) or is_other(name))
