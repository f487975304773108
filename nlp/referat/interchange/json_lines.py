"""Labelled JSON and JSON Lines: our records, Prodigy's `spans`, doccano's `label` and `entities`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from referat.interchange.labelled import (
    LINKS,
    SPANS_ONLY,
    STRUCTURE,
    VALUE,
    GoldError,
    Labelled,
    Where,
    decoded,
    plain_entity,
)
from referat.read import Source, read_text
from referat.record import from_dict
from referat.values import Entity, Meeting, Record

#: The fields that an entity of a record must have, and may have.
_NEEDED = {"start", "end", "label", "text"}
_KNOWN = {field.name for field in fields(Entity)}
#: Where other people's forms keep the spans, each an object or [start, end, label].
_SPANS = ("spans", "label", "labels", "entities")


def read_json(path: Path, *, text_needed: bool) -> Iterator[tuple[Labelled, Where]]:
    """One object, or an array of them."""
    text = decoded(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    for one in data if isinstance(data, list) else [data]:

        def where(entity: Entity | None) -> str:
            return f"{path}:{1 if entity is None else _line(text, entity.start, entity.end)}"

        yield _from_json(one, path, where, path.stem, text_needed), where


def _line(text: str, start: object, end: object) -> int:
    """The line of a JSON file on which an entity with these offsets begins (the first, if there are several)."""
    found = re.search(rf'"start":\s*{_dumped(start)},\s*"end":\s*{_dumped(end)}[,\s}}]', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _dumped(offset: object) -> str:
    return re.escape(json.dumps(offset))


def read_jsonl(path: Path, *, text_needed: bool) -> Iterator[tuple[Labelled, Where]]:
    """A document a line, one in memory at a time; what an annotator of Prodigy turned down is left out."""
    for number, line in _lines(path):
        if not line.strip():
            continue

        def where(_: Entity | None, number: int = number) -> str:
            return f"{path}:{number}"

        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}:{number}: not JSON: {error.msg}") from error
        if isinstance(data, dict) and data.get("answer", "accept") != "accept":
            continue
        yield _from_json(data, path, where, f"{path.stem}-{number}", text_needed), where


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                problem = f"byte 0x{line[error.start]:02x} is not UTF-8; save the file as UTF-8"
                raise GoldError(f"{path}:{number}: {problem}") from None


def _from_json(data: Any, path: Path, where: Where, name: str, text_needed: bool) -> Labelled:
    if not isinstance(data, dict):
        raise GoldError(f"{where(None)}: a JSON object is wanted, not {type(data).__name__}")
    for field, told in ((field, data.get(field, "")) for field in ("text", "split", "meeting_date")):
        if not isinstance(told, str) and (told is not None or field == "text"):
            raise GoldError(f"{where(None)}: `{field}` is {type(told).__name__}, not a string")
    if "text" in data:
        _check_digest(data, read_text(data["text"]), where)
    elif text_needed:
        source = _text_beside(data, path, where)
        data = {**data, "text": source.text}
        _check_digest(data, source, where)
    spans = _foreign_spans(data)
    return _from_record(data, path, where, name) if spans is None else _from_spans(data, spans, where, name)


def _foreign_spans(data: Mapping[str, Any]) -> Sequence[Any] | None:
    """The spans of a form that is not our record; None where it is ours."""
    name = next((name for name in _SPANS if name in data), None)
    if name is None or "items" in data or not isinstance(data[name] or [], list):
        return None
    spans = data[name] or []
    return None if name == "entities" and not (spans and all(map(_is_foreign, spans))) else spans


def _is_foreign(entity: Any) -> bool:
    return isinstance(entity, list) or (isinstance(entity, dict) and "start_offset" in entity)


def _from_record(data: Mapping[str, Any], path: Path, where: Where, name: str) -> Labelled:
    raw = data.get("entities")
    if not isinstance(raw, list):
        raise GoldError(f"{where(None)}: the record has no list `entities`")
    try:
        about = {**data, "id": str(data.get("id", name)), "entities": [_whole(entity) for entity in raw]}
        record = from_dict(about)
    except ValueError as error:
        raise GoldError(f"{_culprit(raw, path, where)}: {error}") from error
    valued = not raw or any("value" in entity for entity in raw)
    linked = "items" in data or not raw or any(entity.item or entity.section != "other" for entity in record.entities)
    told = {VALUE: valued, LINKS: linked, STRUCTURE: "items" in data}
    unjudged = (what for what, is_told in told.items() if not is_told)
    return Labelled(record, data.get("split"), frozenset().union(*unjudged))


def _whole(raw: Any) -> dict[str, Any]:
    """An entity of a record, which may leave its value out. Raises ValueError where a field is missing or unknown."""
    if not isinstance(raw, dict):
        raise ValueError(f"an entity is a JSON object, not {raw!r}")
    if missing := _NEEDED - set(raw):
        raise ValueError(f"an entity without {', '.join(sorted(missing))}")
    if unknown := set(raw) - _KNOWN:
        raise ValueError(f"an entity with the unknown field {', '.join(sorted(unknown))}")
    _check_offsets(raw["start"], raw["end"])
    return {"value": "", **raw}


def _check_offsets(start: object, end: object) -> None:
    if not (isinstance(start, int) and isinstance(end, int)):
        raise ValueError(f"start and end are whole numbers, not {start!r} and {end!r}")


def _culprit(entities: Sequence[Any], path: Path, where: Where) -> str:
    """The place of the first entity that is no entity."""
    for raw in entities:
        try:
            from_dict({"id": "", "entities": [_whole(raw)]})
        except ValueError:
            if path.suffix == ".json" and isinstance(raw, dict):
                return f"{path}:{_line(decoded(path), raw.get('start'), raw.get('end'))}"
    return where(None)


def _check_digest(data: Mapping[str, Any], source: Source, where: Where) -> None:
    told = data.get("sha256")
    if told and told not in (source.sha256, read_text(source.text).sha256):
        raise GoldError(f"{where(None)}: the text has changed since it was labelled: its SHA-256 is not {told}")


def _text_beside(data: Mapping[str, Any], path: Path, where: Where) -> Source:
    names = dict.fromkeys((f"{path.stem}.txt", f"{data.get('id', path.stem)}.txt"))
    folders = (path.parent, path.parent / "texts", path.parent.parent / "texts")
    for file in (folder / name for folder in folders for name in names):
        if file.is_file():
            return Source(decoded(file), file.stem, str(file), hashlib.sha256(file.read_bytes()).hexdigest())
    missing = f"the record holds no text, and there is no {' or '.join(names)} beside it"
    raise GoldError(f"{where(None)}: {missing}; referat extract --with-text writes records that hold theirs")


def _from_spans(data: Mapping[str, Any], spans: Sequence[Any], where: Where, name: str) -> Labelled:
    if "text" not in data:
        raise GoldError(f"{where(None)}: the line has spans but no text that they stand in")
    try:
        entities = tuple(_from_span(span, data["text"]) for span in spans)
    except KeyError as error:
        raise GoldError(f"{where(None)}: a span without {error}: it should have start, end and label") from error
    except (TypeError, ValueError) as error:
        raise GoldError(f"{where(None)}: a span that cannot be read: {error}") from error
    valued = any(isinstance(span, dict) and "value" in span for span in spans)
    unjudged = SPANS_ONLY - VALUE if valued else SPANS_ONLY
    meeting = Meeting(date=data.get("meeting_date"))
    record = Record(str(data.get("id", name)), "", "", data["text"], meeting, (), entities)
    return Labelled(record, data.get("split"), unjudged)


def _from_span(span: Any, text: str) -> Entity:
    about = dict(zip(("start", "end", "label"), span, strict=False)) if isinstance(span, list) else span
    if not isinstance(about, dict):
        raise ValueError(f"{span!r} is neither an object nor [start, end, label]")
    start, end = (about[f"{edge}_offset" if f"{edge}_offset" in about else edge] for edge in ("start", "end"))
    _check_offsets(start, end)
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no span of a text of {len(text)} characters")
    if _cuts_a_word(text, start) and _cuts_a_word(text, end):
        raise ValueError(f"{start} to {end} begins and ends inside a word: {text[max(start - 5, 0) : end + 5]!r}")
    value = about.get("value")
    if not isinstance(value, str | None):
        raise ValueError(f"the value {value!r} is not a string")
    return plain_entity(start, end, about["label"], about.get("text", text[start:end]), value)


def _cuts_a_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalpha() and text[offset].isalpha()
