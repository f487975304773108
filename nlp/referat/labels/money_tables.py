"""What a record says of a table as a whole: its head, its unit of money, and that a unit is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from referat.labels.money_cells import Heads, texts_of
from referat.numbers import is_year
from referat.patterns import load
from referat.values import Table

_NAME_LIMIT = 60


def described(table: Table, heads: Heads) -> Table:
    """A table with the number of its head rows, and the unit that holds for all of it.

    >>> from referat.labels.money_cells import heads_of
    >>> from referat.structure.tables import find_tables
    >>> text = "Driften i t.kr.\\nOmråde\\t2022\\t2023\\nSkoler\\t1.200\\t1.300\\nVeje\\t300\\t310\\n"
    >>> [table] = find_tables(text)
    >>> described(table, heads_of(text, table)).unit
    'DKK 1000'
    """
    return replace(table, header=heads.rows, unit=None if heads.table is None else str(heads.table[0]))


def unit_missing(text: str, table: Table, heads: Heads) -> str | None:
    """A remark on a table of amounts whose unit stands nowhere; None where there is nothing to remark.

    A lost `1.000 kr.` would make every figure wrong by a thousand, so none of them is given a value.

    >>> from referat.labels.money_cells import heads_of
    >>> from referat.structure.tables import find_tables
    >>> text = "Budget\\t2022\\t2023\\nSkoler\\t1.200\\t1.300\\nVeje\\t300\\t310\\n"
    >>> [table] = find_tables(text)
    >>> unit_missing(text, table, heads_of(text, table))
    'the table "Budget 2022 2023" names no unit of money; its numbers are no amounts'
    """
    if _has_unit(heads) or not any(_is_figure(cell) for row in texts_of(text, table)[heads.rows :] for cell in row[1:]):
        return None
    caption = text[table.caption.start : table.caption.end] if table.caption else ""
    head = " ".join(name for name in heads.names if name)
    if not any(_amount().search(words) for words in (caption, head)):
        return None
    name = " ".join((head or caption).split())
    shown = name if len(name) <= _NAME_LIMIT else name[: _NAME_LIMIT - 1] + "…"
    return f'the table "{shown}" names no unit of money; its numbers are no amounts'


def _has_unit(heads: Heads) -> bool:
    return heads.table is not None or any(column.unit for column in heads.columns)


def _is_figure(cell: str) -> bool:
    return not is_year(cell) and _number().fullmatch(cell) is not None


@cache
def _number() -> re.Pattern[str]:
    return load("money").compile("{cell_number}")


@cache
def _amount() -> re.Pattern[str]:
    return load("money").compile("{amount_column}")
