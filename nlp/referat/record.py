"""Records to JSON and back, and the JSON Schema that says what is in one."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from referat.labels import LABELS
from referat.values import Box, Cell, Decision, Entity, Item, Meeting, Page, Record, Section, Table

T = TypeVar("T", bound=Hashable)

#: Grows by one in its first part when a program that read the old form would misread the new one.
SCHEMA_VERSION = "1.0"
OUTCOMES = ("approved", "recommended", "rejected", "postponed", "noted", "discussed", "withdrawn", "referred", "other")
SECTIONS = (
    "head", "toc", "title", "case", "resume", "indstilling", "beslutning", "sagsfremstilling", "økonomi", "effekt",
    "bilag", "beslutningstema", "lovgrundlag", "sagsforløb", "høring", "kompetence", "other",
)  # fmt: skip


def to_dict(record: Record, *, with_text: bool | None = None) -> dict[str, Any]:
    """A record as JSON types. `with_text` adds the text that the offsets refer to, or leaves it out; None adds it
    where a reader made it (of a PDF, say), so that it is found nowhere else.

    >>> to_dict(from_dict({"id": "a", "text": "Ry", "entities": []}), with_text=True)["text"]
    'Ry'
    """
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "id": record.id,
        "source": record.source,
        "sha256": record.sha256,
        "meeting": _plain(record.meeting),
        "items": [_plain(item) for item in record.items],
        "entities": [_entity_dict(entity) for entity in record.entities],
        "tables": [_plain(table) for table in record.tables],
        "remarks": list(record.remarks),
    }
    if record.pages:
        data["pages"] = [_plain(page) for page in record.pages]
    if record.made if with_text is None else with_text:
        data["text"] = record.text
    return data


def _entity_dict(entity: Entity) -> dict[str, Any]:
    """An entity; its page and boxes only where the document has pages. (They are many: no field is asked its type.)"""
    data = dict(zip(_fields(Entity), _values(Entity)(entity), strict=True))
    data["details"] = dict(entity.details)
    data["boxes"] = [_plain(box) for box in entity.boxes]
    if entity.page is None:
        del data["page"], data["boxes"]
    return data


def _plain(value: Any) -> Any:
    """A value as JSON types. (`dataclasses.asdict` says the same, but copies every string on its way.)"""
    kind: Any = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is tuple:
        return [_plain(part) for part in value]
    if names := _fields(kind):
        return {name: _plain(part) for name, part in zip(names, _values(kind)(value), strict=True)}
    return dict(value) if isinstance(value, Mapping) else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _values(kind: type) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*_fields(kind))


def to_json(record: Record, *, with_text: bool | None = None, indent: int | None = None) -> str:
    """A record as one JSON object; values are strings, offsets are code points."""
    return json.dumps(to_dict(record, with_text=with_text), ensure_ascii=False, indent=indent)


def from_dict(data: Mapping[str, Any], *, text: str = "") -> Record:
    """A record read back. `text` is used where the record does not hold its own.

    Hand-labelled records may leave out what a person does not write: the rule, the details, the
    tables. Raises ValueError where a field that must be there is missing, or one is unknown or does not fit.

    >>> from_dict({"id": "a", "entities": []}).id
    'a'
    """
    try:
        fields = {
            "id": data["id"],
            "source": data.get("source", ""),
            "sha256": data.get("sha256", ""),
            "text": data.get("text", text),
            "meeting": _made(Meeting, data.get("meeting", {"date": data.get("meeting_date")})),
            "items": tuple(_item(item) for item in data.get("items", ())),
            "entities": tuple(_entity(entity) for entity in data["entities"]),
            "tables": tuple(_table(table) for table in data.get("tables", ())),
            "pages": tuple(_made(Page, page) for page in data.get("pages", ())),
            "remarks": tuple(data.get("remarks", ())),
        }
        return _made(Record, fields)
    except KeyError as error:
        raise ValueError(f"record {data.get('id', '?')!r}: the field {error.args[0]!r} is missing") from error
    except (TypeError, AttributeError) as error:
        raise ValueError(f"record {data.get('id', '?')!r}: {error}") from error


def _item(data: Mapping[str, Any]) -> Item:
    decision = data.get("decision")
    sections = tuple(_made(Section, section) for section in data.get("sections", ()))
    return _made(
        Item, {**data, "sections": sections, "decision": None if decision is None else _made(Decision, decision)}
    )


def _entity(data: Mapping[str, Any]) -> Entity:
    boxes = tuple(_made(Box, box) for box in data.get("boxes", ()))
    return _made(Entity, {"rule": "", "section": "other", "item": 0, **data, "boxes": boxes})


def _table(data: Mapping[str, Any]) -> Table:
    caption = data.get("caption")
    rows = tuple(tuple(_made(Cell, cell) for cell in row) for row in data["rows"])
    return _made(Table, {**data, "rows": rows, "caption": None if caption is None else _made(Cell, caption)})


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    """A value of its fields. Raises TypeError where one is missing, unknown, or not what it should be."""
    wanted, name = _wanted(kind), kind.__name__.lower()
    for field, value in data.items():
        if field not in wanted:
            raise TypeError(f"the {name} has the unknown field `{field}`; its fields are {', '.join(wanted)}")
        if not isinstance(value, wanted[field]):
            told = getattr(wanted[field], "__name__", wanted[field])
            raise TypeError(f"the {name}'s `{field}` is {value!r}, not {told}")
    return kind(**data)


@cache
def _wanted(kind: type) -> Mapping[str, Any]:
    """The fields of a kind of value, each with what `isinstance` can ask of it; JSON has one kind of number."""
    hints = get_type_hints(kind)
    return {field.name: _askable(hints[field.name]) for field in fields(kind)}


def _askable(hint: Any) -> Any:
    if float in (hint, *get_args(hint)):
        return hint | int
    return hint if isinstance(hint, type | UnionType) else get_origin(hint)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record.

    >>> schema()["properties"]["entities"]["items"]["properties"]["label"]["enum"][0]
    'DATE'
    """
    offset = {"type": "integer", "minimum": 0, "description": "Unicode code points into the record's text"}
    span = {"start": offset, "end": offset}
    text, maybe_text = {"type": "string"}, {"type": ["string", "null"]}
    number = {"type": "number"}
    size = {"type": ["number", "null"], "description": "points (1/72 inch)"}
    box = {"page": {"type": "integer"}, **dict.fromkeys(("left", "top", "right", "bottom"), number)}
    section = {"enum": list(SECTIONS)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "referat record",
        **_object(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "id": text,
                "source": text,
                "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "meeting": _object(dict.fromkeys(("body", "date", "time", "place", "kind"), maybe_text)),
                "items": _list(
                    {
                        "number": {"type": "integer"},
                        "title": text,
                        **span,
                        "type": maybe_text,
                        "case_number": maybe_text,
                        "closed": {"type": "boolean"},
                        "sections": _list({"kind": section, "heading": text, **span}),
                        "decision": {
                            "oneOf": [
                                {"type": "null"},
                                _object({"text": text, "outcome": {"enum": list(OUTCOMES)}, **span}),
                            ]
                        },
                    }
                ),
                "entities": _list(
                    {
                        **span,
                        "label": {"enum": list(LABELS)},
                        "text": text,
                        "value": {**text, "description": "normalised: 2022-06-21, 4331000, 3.4, a canonical name"},
                        "item": {"type": "integer", "minimum": 0, "description": "the item's number; 0 is no item"},
                        "section": section,
                        "rule": {**text, "description": "what found it: label:rule, model:NAME or own:NAME"},
                        "details": {"type": "object"},
                    },
                    {"page": {"type": "integer", "minimum": 1}, "boxes": _list(box)},
                ),
                "tables": _list(
                    {
                        **span,
                        "rows": {"type": "array", "items": _list(span)},
                        "caption": {"oneOf": [{"type": "null"}, _object(span)]},
                        "header": {"type": "integer", "minimum": 0},
                        "unit": {**maybe_text, "description": "currency and what one stands for: DKK 1000"},
                    }
                ),
                "remarks": {"type": "array", "items": text},
            },
            optional={
                "text": text,
                "pages": _list({"number": {"type": "integer", "minimum": 1}, **span, "width": size, "height": size}),
            },
        ),
    }


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties, optional)}
