"""A labelled document, and what must hold of one: a wrong offset in gold makes every score a lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from referat.labels import LABELS
from referat.model import label_map
from referat.pipeline import iso_date
from referat.read import decode
from referat.resolve import BLANK_LINE
from referat.values import Entity, Record

#: What forms without values and links leave open; see `referat.evaluation.comparison.compare`.
VALUE = frozenset({"value"})
LINKS = frozenset({"item", "section"})
STRUCTURE = frozenset({"structure"})
SPANS_ONLY = VALUE | LINKS | STRUCTURE

_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class GoldError(ValueError):
    """Labelled data with a mistake; the message names the place and the mistake."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled document, by a person or by a system: its record, its split, and what it does not tell."""

    record: Record
    split: str | None = None
    unjudged: frozenset[str] = frozenset()


#: Says where in a file an entity stands, or (for None) the document.
Where = Callable[[Entity | None], str]


def plain_entity(start: int, end: int, label: str, text: str, value: str | None = None) -> Entity:
    """An entity of a form without links; a label of other people's is ours where there is one for it.

    >>> plain_entity(0, 3, "PER", "Ida").label
    'PERSON'
    """
    return Entity(start, end, label_map().get(label, label), text, text if value is None else value, 0, "other", "")


def only(record: Record, labels: Collection[str]) -> Record:
    """The record without the entities of other labels."""
    return replace(record, entities=tuple(entity for entity in record.entities if entity.label in labels))


def check(labelled: Labelled, where: Where) -> None:
    """Raises GoldError where offsets, labels, spans, values or the date are not as the guidelines want them."""
    record, reach = labelled.record, 0
    try:
        iso_date(record.meeting.date)
    except ValueError as error:
        raise GoldError(f"{where(None)}: {record.id}: {error}") from None
    for entity in sorted(record.entities, key=lambda entity: (entity.start, entity.end)):
        problem = _problem(entity, record.text, reach)
        if problem is None and not entity.value and "value" not in labelled.unjudged:
            problem = "it has no value, though others have one"
        if problem:
            raise GoldError(f"{where(entity)}: {record.id}: {entity.label} {entity.start} to {entity.end}: {problem}")
        reach = entity.end


def _problem(entity: Entity, text: str, reach: int) -> str | None:
    """What is wrong with an entity of gold; `reach` is where the one before it ends."""
    found = text[entity.start : entity.end]
    if entity.label not in LABELS:
        return f"unknown label; the labels are {', '.join(LABELS)}"
    if found != entity.text:
        return f"the text there is {found!r}, not {entity.text!r}{_hint(entity, text)}"
    if not entity.text or entity.text != entity.text.strip():
        return f"the span {entity.text!r} is empty or has white space at its edge"
    if BLANK_LINE.search(entity.text):
        return f"the span {entity.text!r} crosses a blank line"
    if entity.start < reach:
        return f"it overlaps the entity before it, which ends at {reach}"
    return None


def _hint(entity: Entity, text: str) -> str:
    """How offsets went wrong, where that can be seen: counted from elsewhere, or in other units."""
    hints = [
        f"it stands {abs(step)} further {'left' if step < 0 else 'right'}"
        for step in (-1, 1, -2, 2)
        if text[max(entity.start + step, 0) : max(entity.end + step, 0)] == entity.text
    ][:1]
    for unit, encoding, size in (("bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        data = text.encode(encoding, "surrogatepass")[entity.start * size : entity.end * size]
        if data == entity.text.encode(encoding, "surrogatepass"):
            hints.append(f"do the offsets count {unit}? they should count code points")
    return f" ({'; '.join(hints)})" if hints else ""


def decoded(path: Path) -> str:
    """A labelled file as text. One that is UTF-8 in one place and not in another is refused with its line."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _UTF8_LETTER.search(data) and not data.startswith(_UTF16):
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"byte 0x{data[error.start]:02x} is not UTF-8, though other places are"
            raise GoldError(f"{path}:{line}: {problem}; save the whole file as UTF-8") from None
        return decode(data)
