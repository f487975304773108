"""Names of projects in tables of applications: a column of projects beside one of those who apply."""

from __future__ import annotations

from collections.abc import Iterator

from referat.labels.project_words import is_other, is_works, listed, mention, regex
from referat.org_text import Text
from referat.values import Cell, Mention, Minutes, Table

RULE = "project:column"
#: A longer cell describes what it does not name.
_LONGEST = 80


def find_cells(minutes: Minutes) -> Iterator[Mention]:
    """The names in the columns of projects.

    >>> from referat.tables import find_tables
    >>> from referat.values import bare
    >>> text = "Ansøger\\tProjekt\\nBy IF\\tTryg hjemtur\\nBy IF\\tKøb af bolde\\n"
    >>> [mention.value for mention in find_cells(bare(text, tables=find_tables(text)))]
    ['Tryg hjemtur']
    """
    text = Text(minutes.text)
    for table in minutes.tables:
        column = _project_column(minutes.text, table)
        if column is None:
            continue
        for row in table.rows[1:]:
            if column < len(row) and _is_name(cell := _unmarked(row[column], minutes.text), minutes.text):
                yield mention(cell.start, cell.end, text, RULE)


def _project_column(text: str, table: Table) -> int | None:
    """The column of projects, where the table has one of applicants too."""
    heads = [text[cell.start : cell.end].strip(" *_:") for cell in table.rows[0]]
    columns = [number for number, head in enumerate(heads) if listed(head, "project_column")]
    return (
        columns[0] if columns and any(listed(head.partition(" (")[0], "applicant_column") for head in heads) else None
    )


def _unmarked(cell: Cell, text: str) -> Cell:
    """A cell without the quotation marks around it."""
    quoted = regex("{quoted}\\Z").match(text, cell.start, cell.end)
    return Cell(*quoted.span("span")) if quoted is not None else cell


def _is_name(cell: Cell, text: str) -> bool:
    name = text[cell.start : cell.end]
    return name[:1].isupper() and 2 < len(name) <= _LONGEST and not is_works(name) and not is_other(name)
