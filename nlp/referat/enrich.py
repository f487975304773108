"""Enrichment: JSON Lines in, the same lines out with what was found in one of their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from referat.model import SHIPPED, ModelError
from referat.parallel import in_order
from referat.pipeline import extract
from referat.record import to_dict

#: What enrichment adds to each line.
ADDED = ("meeting", "items", "entities")
#: What Python's `surrogateescape` makes of bytes that are no UTF-8.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Enriched:
    """One line of output, or of trouble: `line` counts from 1, `problem` says what was wrong with it."""

    line: int
    output: str | None
    problem: str | None = None


def enrich(
    lines: Iterable[str],
    *,
    text_field: str,
    date_field: str | None = None,
    prefix: str = "",
    model: str | None = SHIPPED,
    n_process: int = 1,
) -> Iterator[Enriched]:
    """Each line with the record's meeting, items and entities added; order and other fields are kept.

    A line that is no JSON object is left out; one that has no text, or a date that is none, is passed through as it
    is. Each carries a `problem`. Blank lines are skipped. `model` is as for `extract`; `n_process` lines are worked on
    at a time, each in a process of its own. Raises ModelError where the model cannot be used, WorkerError where a
    process dies.

    >>> [enriched] = enrich(['{"id": 7, "body": "steg 3,4 %"}'], text_field="body")
    >>> json.loads(enriched.output)["entities"][0]["value"]
    '3.4'
    """
    work = partial(_enriched, text_field=text_field, date_field=date_field, prefix=prefix, model=model)
    yield from in_order(work, ((number, line) for number, line in enumerate(lines, 1) if line.strip()), n_process)


def _enriched(
    numbered: tuple[int, str], *, text_field: str, date_field: str | None, prefix: str, model: str | None
) -> Enriched:
    number, line = numbered
    try:
        row = _row(line)
    except ValueError as error:
        return Enriched(number, None, f"{error}; the line is left out")
    try:
        added = _added(row, text_field, date_field, prefix, model)
    except ModelError:
        raise  # no line of any file could be read with it
    except ValueError as error:
        return Enriched(number, line.strip(), f"{error}; the line is passed through as it is")
    return Enriched(number, _with(line, added))


def _row(line: str) -> dict[str, Any]:
    """The object that a line holds. Raises ValueError."""
    if escaped := _ESCAPED_BYTE.search(line):
        raise ValueError(f"byte 0x{ord(escaped[0]) - 0xDC00:02x} is not UTF-8")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    return row


def _added(
    row: dict[str, Any], text_field: str, date_field: str | None, prefix: str, model: str | None
) -> dict[str, Any]:
    """What a row gets. Raises ValueError where it has no text, or a date that is none, or a field of that name."""
    if not isinstance(row.get(text_field), str):
        raise ValueError(f"no text in the field {text_field!r}")
    if taken := [prefix + key for key in ADDED if prefix + key in row]:
        raise ValueError(f"it has a field {taken[0]!r} already; choose another --prefix")
    date = (row.get(date_field) or None) if date_field else None  # an empty field tells none
    found = to_dict(extract(row[text_field], meeting_date=date, model=model))
    return {prefix + key: found[key] for key in ADDED}


def _with(line: str, added: dict[str, Any]) -> str:
    """A line with fields put behind its own, which stay to the letter: a number may have more digits than a float."""
    return f"{line.strip().removesuffix('}').rstrip()}, {json.dumps(added, ensure_ascii=False).removeprefix('{')}"
