"""Enrichment: JSON Lines in, the same lines out with what was found in one of their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from referat.model import SHIPPED, ModelError
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
) -> Iterator[Enriched]:
    """Each line with the record's meeting, items and entities added; order and other fields are kept.

    A line that is no JSON object is left out; one that has no text, or a date that is none, is passed through as it
    is. Each carries a `problem`. Blank lines are skipped. `model` is as for `extract`; raises ModelError where it
    cannot be used.

    >>> [enriched] = enrich(['{"id": 7, "body": "steg 3,4 %"}'], text_field="body")
    >>> json.loads(enriched.output)["entities"][0]["value"]
    '3.4'
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _enriched(number, line, text_field, date_field, prefix, model)


def _enriched(
    number: int, line: str, text_field: str, date_field: str | None, prefix: str, model: str | None
) -> Enriched:
    if escaped := _ESCAPED_BYTE.search(line):
        byte = ord(escaped[0]) - 0xDC00
        return Enriched(number, None, f"byte 0x{byte:02x} is not UTF-8; the line is left out, save the file as UTF-8")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Enriched(number, None, f"not JSON ({error}); the line is left out")
    if not isinstance(row, dict):
        return Enriched(number, None, "not a JSON object; the line is left out")
    problem = _problem(row, text_field, prefix)
    if problem is None:
        try:
            date = (row.get(date_field) or None) if date_field else None  # an empty field tells none
            record = extract(row[text_field], meeting_date=date, model=model)
        except ModelError:
            raise  # no line of any file could be read with it
        except ValueError as error:
            problem = str(error)
        else:
            found = to_dict(record)
            return Enriched(number, _with(line, {prefix + key: found[key] for key in ADDED}))
    return Enriched(number, line.strip(), f"{problem}; the line is passed through as it is")


def _with(line: str, added: dict[str, Any]) -> str:
    """A line with fields put behind its own, which stay to the letter: a number may have more digits than a float."""
    return f"{line.strip().removesuffix('}').rstrip()}, {json.dumps(added, ensure_ascii=False).removeprefix('{')}"


def _problem(row: dict[str, Any], text_field: str, prefix: str) -> str | None:
    if not isinstance(row.get(text_field), str):
        return f"no text in the field {text_field!r}"
    taken = [prefix + key for key in ADDED if prefix + key in row]
    return f"it has a field {taken[0]!r} already; choose another --prefix" if taken else None
