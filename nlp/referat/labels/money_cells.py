"""Amounts in table cells, whose unit stands in a head, a caption or a note.

A row's or column's own unit goes before the table's; a row or column that counts something else
(`Antal`, `pct.`) holds no amounts; a table with no unit anywhere holds none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from referat.frozen import frozen
from referat.labels.money_units import Head, Unit, details, read_head, rising
from referat.numbers import is_year, to_decimal
from referat.patterns import load
from referat.values import Mention, Minutes, Table

Texts = list[str]
#: A unit and where it was read: 'row', 'column', 'header', 'caption' or 'note'.
Source = tuple[Unit, str]


def find_cells(minutes: Minutes) -> Iterator[Mention]:
    """The amounts of all tables: the cells that hold nothing but a number.

    >>> from referat.structure.tables import find_tables
    >>> from referat.values import bare
    >>> text = "t.kr.\\t2022\\t2023\\nDrift\\t1.200\\t-300\\n"
    >>> [mention.value for mention in find_cells(bare(text, tables=find_tables(text)))]
    ['1200000', '-300000']
    """
    for table in minutes.tables:
        yield from _amounts(minutes.text, table)


@frozen
class Heads:
    """What the head rows and the surroundings of a table say."""

    rows: int
    names: tuple[str, ...]
    columns: tuple[Head, ...]
    labelled: bool
    table: Source | None

    def name(self, column: int) -> str:
        return self.names[column] if column < len(self.names) else ""


def texts_of(text: str, table: Table) -> list[Texts]:
    """What stands in the cells of each row."""
    return [[text[cell.start : cell.end] for cell in row] for row in table.rows]


def _amounts(text: str, table: Table) -> Iterator[Mention]:
    texts, heads = texts_of(text, table), heads_of(text, table)
    grouped = any(_GROUPED.search(cell) for row in texts for cell in row)
    group: Source | None = None
    for cells, row in zip(table.rows[heads.rows :], texts[heads.rows :], strict=True):
        name = _row_name(row)
        head = read_head(name)
        if sum(map(bool, row)) == 1:
            group = (head.unit, "row") if head.unit else group
        own = (head.unit, "row") if head.unit else None
        if head.counts_other_things:
            continue
        for column, (cell, figures) in enumerate(zip(cells, row, strict=True)):
            source = _source(heads, column, own, group)
            found = _number(figures, source[0]) if source else None
            if source is None or found is None or (grouped and is_year(figures)):
                continue
            start, end, numbers = found
            names = {"row": name, "column": heads.name(column), "total": _is_total(name, heads.name(column))}
            more = {key: value for key, value in names.items() if value} | _year(heads.name(column), name)
            yield Mention(
                cell.start + start,
                cell.start + end,
                "MONEY",
                source[0].value(*numbers),
                f"money:cell-{source[1]}",
                details(source[0], numbers, source[1], **more),
            )


def heads_of(text: str, table: Table) -> Heads:
    """The head rows of a table, and the units that they and the lines around the table give."""
    texts = texts_of(text, table)
    rows = next((n for n, row in enumerate(texts) if _has_numbers(row)), len(texts))
    spanning = [" ".join(row) for row in texts[:rows] if sum(map(bool, row)) == 1]
    full = [row for row in texts[:rows] if sum(map(bool, row)) > 1]
    names = tuple(" ".join(row[n] for row in full if n < len(row) and row[n]) for n in range(max(map(len, texts))))
    labelled = any(row and any(map(str.isalpha, row[0])) for row in texts[rows:])
    corner = [names[0]] if labelled else []
    return Heads(
        rows=rows,
        names=names,
        columns=tuple(_columns(names, labelled)),
        labelled=labelled,
        table=_table_source(text, table, [*spanning, *corner]) or _by_form(text, table, texts[rows:]),
    )


def _columns(names: tuple[str, ...], labelled: bool) -> Iterator[Head]:
    """What each column's head says; beside a column called by a word for money, others count what they name."""
    money = any(_regex("{amount_column}").search(name) for name in names[labelled:])
    for column, name in enumerate(names):
        head = read_head(name)
        if labelled and column == 0:
            yield _NOTHING
        elif money and _regex("{counting_column}").match(name):
            yield Head(other=True)
        else:
            yield Head(head.unit, head.other or _is_counted(name))


@lru_cache(maxsize=1024)
def _is_counted(name: str) -> bool:
    """Whether a word in the name of a column says by its end that it counts: `Forventet elevtal`."""
    return _regex("{counted_compound}").search(name) is not None


def _table_source(text: str, table: Table, header: list[str]) -> Source | None:
    """The unit of the whole table: of its header, else its caption, else the note below it."""
    caption = text[table.caption.start : table.caption.end] if table.caption else ""
    note = _regex("(?:[^\\n]*\\n)(?:[ \\t]*\\r?\\n)?(?P<note>{note})").match(text, table.end)
    places = [*((name, "header") for name in header), (caption, "caption"), (note["note"] if note else "", "note")]
    return next(((unit, place) for words, place in places if (unit := read_head(words).unit)), None)


def _by_form(text: str, table: Table, texts: list[Texts]) -> Source | None:
    """Kroner, where all numbers go to the øre, some of them in thousands, and the text above speaks of kroner."""
    numbers = [cell for row in texts for cell in row[1:] if any(map(str.isdigit, cell))]
    to_the_ore = numbers and all(_regex("{to_the_ore}").fullmatch(cell) for cell in numbers)
    if not to_the_ore or not any(map(_GROUPED.search, numbers)):
        return None
    above = _regex("{kroner}").search(text, max(table.start - _ABOVE, 0), table.start)
    return (Unit(), "text") if above else None


def _source(heads: Heads, column: int, row: Source | None, group: Source | None) -> Source | None:
    """The unit of a cell, and where it stands."""
    head = heads.columns[column] if column < len(heads.columns) else _NOTHING
    if head.counts_other_things or (column == 0 and (heads.labelled or not head.unit)):
        return None
    return row or ((head.unit, "column") if head.unit else group or heads.table)


def _number(cell: str, unit: Unit) -> tuple[int, int, tuple[Decimal, ...]] | None:
    """Where the number of a cell stands in it, and its value or the ends of its range."""
    if found := _regex("{cell_number}").fullmatch(cell):
        value = to_decimal(found["number"])
        end = found.end(max(("number", "no_ore", "minus_behind"), key=found.end))
        return value if value is None else (found.start("number"), end, (-value if found["minus_behind"] else value,))
    found = _regex("{cell_range}").fullmatch(cell)
    if found is None or is_year(found["low"]):
        return None
    ends = rising(found["low"], "", found["high"], unit)
    return ends and (0, len(cell), ends)


def _has_numbers(row: Texts) -> bool:
    return any(not is_year(cell) and _number(cell, Unit()) is not None for cell in row[1:])


def _row_name(row: Texts) -> str:
    """The words before the first number of a row."""
    words = []
    for column, cell in enumerate(row):
        if column and _regex("{cell_number}").fullmatch(cell):
            break
        if any(map(str.isalpha, cell)):
            words.append(cell)
    return " ".join(words)


def _year(*names: str) -> dict[str, str]:
    """The year that a column's or a row's name gives its amounts."""
    years = (_regex("(?<![0-9./-]){year}(?![0-9./-])").findall(name) for name in names)
    return next(({"year": found[0]} for found in years if len(set(found)) == 1), {})


def _is_total(*names: str) -> bool:
    return any(_regex("[*# ]*{total}(?![A-Za-zÆØÅæøå])").match(name) for name in names)


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)


_NOTHING = Head()
_ABOVE = 800  # characters of text above a table
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}\.[0-9]{3}(?![0-9])")
