"""Minutes that are set in a table of two columns, the heading on the left: `| Beslutning | Godkendt. |`.

Markdown made of such a page has one row for each section. The rules read a heading on a line and its text below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.patterns import load
from referat.slips import Edit

_ROW = re.compile(
    r"^(?P<left>\|[ \t]*)(?P<head>[^|\n]{2,50}?)(?P<bar>[ \t:*]*\|[ \t]*)(?P<text>[^|\n]+?)(?P<right>[ \t]*\|[ \t]*)$",
    re.MULTILINE,
)
#: So many rows tell that the table is a page.
_LEAST = 2


def cells(text: str) -> Iterator[Edit]:
    r"""The bars that are left out, and those for which a line end is read.

    >>> list(cells("| Resume | Kort. |\n| Beslutning | Godkendt. |"))
    [(0, 2, ''), (8, 11, '\n'), (16, 18, ''), (19, 21, ''), (31, 34, '\n'), (43, 45, '')]
    >>> list(cells("| Navn | Parti |\n| Beslutning | Godkendt. |"))
    []
    """
    if "|" not in text:
        return
    rows = [row for row in _ROW.finditer(text) if row["head"].strip("* ").casefold() in _headings()]
    if len({row["head"] for row in rows}) >= _LEAST:
        for row in rows:
            yield from ((*row.span("left"), ""), (*row.span("bar"), "\n"), (*row.span("right"), ""))


@cache
def _headings() -> frozenset[str]:
    """What heads a section, in small letters."""
    lists = load("headings").facts["sections"].values()
    ranks = ("headings", "marked", "fallback")
    return frozenset(word.casefold() for names in lists for rank in ranks for word in names.get(rank, ()))
