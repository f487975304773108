"""Records as people and programs want them: JSON, JSON Lines, CSV, and tables to read on a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from referat.record import to_json
from referat.values import Entity, Item, Record

FORMATS = ("table", "json", "jsonl", "csv")
#: The fields of an entity that CSV shows, behind the id and the source of its record.
_COLUMNS = ("item", "section", "label", "text", "value", "start", "end", "rule")


def render(
    records: Iterator[Record], format: str, *, several: bool = True, with_text: bool | None = None, width: int = 100
) -> Iterator[str]:
    """Records in one of `FORMATS`, piece by piece, so that many records need no more memory than one.

    `json` gives an array where there may be `several`, and else the one object. `with_text` is that of `to_dict`, and
    `width` that of a table, in characters.

    >>> list(render(iter(()), "jsonl")), "".join(render(iter(()), "json"))
    ([], '[]\\n')
    """
    if format == "table":
        return (_table(record, width) for record in records)
    if format == "csv":
        return _csv(records)
    if format == "jsonl":
        return (f"{to_json(record, with_text=with_text)}\n" for record in records)
    objects = (to_json(record, with_text=with_text, indent=1) for record in records)
    return _array(objects) if several else (f"{one}\n" for one in objects)


def _array(objects: Iterator[str]) -> Iterator[str]:
    lead = "[\n"
    for one in objects:
        yield f"{lead}{one}"
        lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"


def _csv(records: Iterator[Record]) -> Iterator[str]:
    cells = attrgetter(*_COLUMNS)
    yield _csv_line(("id", "source", *_COLUMNS))
    for record in records:
        for entity in record.entities:
            yield _csv_line((record.id, record.source, *cells(entity)))


def _csv_line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # its own line end is `\r\n`, so that it puts a cell with either in quotes
    return line.getvalue().removesuffix("\r\n") + "\n"


def _table(record: Record, width: int) -> str:
    """The head, then each item with its entities in the order of the text."""
    meeting = record.meeting
    head = " · ".join(part for part in (meeting.body, meeting.kind, meeting.date, meeting.time, meeting.place) if part)
    lines = [_printable(record.source or record.id), *([_printable(head)] if head else [])]
    titles = {item.number: item for item in record.items}
    by_item = {number: list(group) for number, group in groupby(_by_item(record), key=lambda entity: entity.item)}
    for number in [0, *titles]:
        entities = by_item.get(number, [])
        if number or entities:
            lines += ["", *_item_lines(number, titles.get(number), width), *_entity_lines(entities, width)]
    told = f"{counted(len(record.items), 'item')}, {counted(len(record.entities), 'entity', 'entities')}"
    lines += ["", told, ""]
    return "\n".join(lines) + "\n"


def counted(number: int, one: str, several: str = "") -> str:
    """A number of things, in words that fit it.

    >>> counted(1, "item"), counted(2, "item"), counted(0, "entity", "entities")
    ('1 item', '2 items', '0 entities')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def _by_item(record: Record) -> list[Entity]:
    return sorted(record.entities, key=lambda entity: (entity.item, entity.start))


def _item_lines(number: int, item: Item | None, width: int) -> list[str]:
    if item is None:
        return ["In no item" if number == 0 else str(number)]
    notes = [item.type, item.case_number, "closed" if item.closed else None]
    if item.decision:
        notes.append(f"decision: {item.decision.outcome}")
    told = " · ".join(note for note in notes if note)
    return [_cut(f"{number}  {item.title or '(no title)'}", width), *([f"   {told}"] if told else [])]


def _entity_lines(entities: list[Entity], width: int) -> list[str]:
    label_width = max((len(entity.label) for entity in entities), default=0)
    section_width = max((len(entity.section) for entity in entities), default=0)
    room = max(width - label_width - section_width - 9, 24)
    return [
        f"   {entity.section:{section_width}}  {entity.label:{label_width}}  {_reading(entity, room)}"
        for entity in entities
    ]


def _reading(entity: Entity, room: int) -> str:
    text = " ".join(entity.text.split())
    return _cut(text if text == entity.value else f"{text} = {entity.value}", room)


def _cut(text: str, width: int) -> str:
    shown = _printable(text)
    return shown if len(shown) <= width else shown[: width - 1] + "…"


def _printable(text: str) -> str:
    """A text without what would steer the terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
