"""Where items begin that print no numbers: at a case number, at the mark of an open item, where sections come again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from referat.agenda import Opening
from referat.outline import CASE, CLOSED, HEADING, META, NOISE, OPEN, TEXT, Row
from referat.titles import row_text

_TITLE_LIMIT = 200
_LISTED = ("-", "•", "·", "*", "–")


def unnumbered(text: str, rows: Sequence[Row]) -> list[Opening]:
    """The items by their boundaries, numbered from 1.

    >>> from referat.outline import outline
    >>> text = "Cykelsti\\nSagsid.: 30/1234\\nResume\\nVejen er smal.\\n\\nSagsid.: 30/1235\\nResume\\nIntet."
    >>> [(opening.number, opening.title) for opening in unnumbered(text, outline(text))]
    [(1, 'Cykelsti'), (2, '')]
    """
    bounds = list(_marks(rows))
    if not bounds:
        bounds = list(_recurrences(text, rows))
    return [_opening(text, rows, number, bound) for number, bound in enumerate(bounds, 1)]


def _marks(rows: Sequence[Row]) -> Iterator[int]:
    """Lines of a case number or a mark; those that follow one another are one boundary."""
    last = -10
    for index, row in enumerate(rows):
        if row.kind in (CASE, OPEN, CLOSED):
            between = [r.kind for r in rows[last + 1 : index]] if last >= 0 else [TEXT]
            if any(kind not in (META, NOISE) for kind in between):
                yield index
            last = index


def _recurrences(text: str, rows: Sequence[Row]) -> Iterator[int]:
    """The first section of each item: where a name comes again, or a line above it looks like a title."""
    seen: set[str] = set()
    turning: int | None = None
    for index, row in enumerate(rows):
        if row.kind != HEADING or row.heading is None:
            continue
        name = " ".join(text[row.begin : row.heading.body].split()).casefold().strip("*_:. ")
        if not seen:
            yield index
        elif name in seen:
            yield index if turning is None else turning
            seen, turning = {name}, None
        elif turning is None and _title_row(text, rows, index) is not None:
            turning = index
        seen.add(name)


def _opening(text: str, rows: Sequence[Row], number: int, bound: int) -> Opening:
    row = _title_row(text, rows, bound)
    if row is None:
        return Opening(number, bound, bound, "", "", 0)
    return Opening(number, row, bound, row_text(text, rows[row]), "", 0)


def _title_row(text: str, rows: Sequence[Row], bound: int) -> int | None:
    """The row above a boundary that is its item's title: short, set off, no sentence."""
    index = bound - 1
    while index >= 0 and rows[index].kind == NOISE:
        index -= 1
    if index < 0 or rows[index].kind != TEXT:
        return None
    title = row_text(text, rows[index])
    if not title or len(title) > _TITLE_LIMIT or title.endswith((".", ":", ",", ";", "!", "?")) or title[0] in _LISTED:
        return None
    if not (title[0].isupper() or title[0] in "\"“”„»'"):
        return None
    set_off = index == 0 or rows[index - 1].kind != TEXT or "\n\n" in text[rows[index - 1].end : rows[index].start]
    return index if set_off else None
