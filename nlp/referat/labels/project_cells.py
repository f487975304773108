"""Names of projects in tables of applications: a column of projects, or of purposes, beside one of those who apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from referat.labels.project_names import AROUND
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
    >>> rows = "Ansøger\\tAktivitet\\nKor\\tFestivalen Ild på kajen, juli\\nKor\\tHus i uge 8\\nKor\\tSaft og kage\\n"
    >>> [mention.value for mention in find_cells(bare(rows, tables=find_tables(rows)))]
    ['Ild på kajen']
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
            yield from (_bare(row[column], text) for row in rows if column < len(row))
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
    """`Kend din by`, and names in quotation marks at the start of cells with no book or play told of behind them."""
    for cell in cells:
        called = regex("{called_on}").match(text, cell.start, cell.end)
        if called is not None and called.end() in (cell.end, _bare(cell, text).end):
            yield Cell(cell.start, called.end())
        quoted = regex("{quoted}").match(text, cell.start, cell.end)
        if quoted is not None and regex("{other_noun}|(?i:{made})").search(text, quoted.end(), cell.end) is None:
            yield Cell(*quoted.span("span"))


def _line_above(text: str, start: int) -> list[str]:
    """The cells of the line above a table: the extraction may have parted the heads from their rows by a blank line."""
    return text[max(start - _LINE, 0) : start].rstrip(" \n").rpartition("\n")[2].split("\t")


def _bare(cell: Cell, text: str) -> Cell:
    """A cell without the quotation marks around it, the noun before its name and what is told behind a comma.

    Where the text has the name again with its comma, that is part of it.
    """
    start, end = cell.start, cell.end
    if (quoted := regex("{quoted}\\Z").match(text, start, end)) is not None:
        return Cell(*quoted.span("span"))
    if (noun := regex("{cell_noun}").match(text, start, end)) is not None:
        start = noun.end()
    told = regex(",{sp}(?=[a-zæøå0-9])").search(text, start, end)
    if told is not None and text[max(start - AROUND, 0) : end + AROUND].count(text[start:end]) > 1:
        told = None
    return Cell(start, told.start() if told is not None else end)


def _is_name(cell: Cell, text: str) -> bool:
    """Whether a cell holds a name: what is to be bought is one plain word as often, other than `Byttebordet`.

    What is done then and then, or two things in a row, are told of and not named.
    """
    name = text[cell.start : cell.end]
    shown = regex("{mark}").match(text, cell.start - 1) is not None
    plain = " " not in name and not shown and not name.endswith(tuple(grammar().words["definite_form"]))
    described = not shown and regex("{described}").search(name) is not None
    other = plain or described or is_works(name) or is_other(name)
    return name[:1].isupper() and 2 < len(name) <= _LONGEST and not other
