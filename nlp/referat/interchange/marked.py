"""Hand-labelled minutes in the form a person writes them: the text itself, with marks in it.

A marked file begins with TOML between two lines `+++` (id, source, split, the meeting, the items with
title, case number, decision and outcome), then follows the text with two kinds of marks:

    {{3 title}}          from here on: agenda item 3, section `title` (the mark itself is no text)
    [[20 mio. kr.|MONEY|20000000]]    an entity: its text, its label, its value

Offsets, sections and spans of items follow from the marks, so nobody counts characters.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from referat.labels import LABELS
from referat.record import OUTCOMES, SECTIONS, from_dict
from referat.values import Entity, Record, Zone

_FRONT = re.compile(r"\A\+\+\+\r?\n(.*?)\r?\n\+\+\+\r?\n", re.DOTALL)
#: What these parts of the front matter are in TOML, and how that is written.
_PARTS = {
    "id": (str, 'a string: id = "name"'),
    "meeting": (dict, "a table under [meeting]"),
    "items": (list, "tables, each under [[items]]"),
}
_MARK = re.compile(
    r"\{\{(?P<item>[0-9]+) (?P<section>[^{}\s]+)\}\}"
    r"|\[\[(?P<text>[^|\[\]]+)\|(?P<label>[^|\[\]]+)\|(?P<value>[^\[\]]*)\]\]"
)
_LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]")
#: `dev` is for looking at, `test` for reporting.
SPLITS = ("dev", "test")
_NO_SECTION = {"head", "toc", "title", "case", "other"}


class MarkError(ValueError):
    """A marked file with a mistake; the message names the file, the line and the mistake."""


@dataclass
class _Reader:
    """Walks over the marks of one file and collects what they say."""

    name: str
    marked: str
    first_line: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[tuple[int, int, str]] = field(default_factory=list)
    entities: list[tuple[int, str, str, str]] = field(default_factory=list)

    def run(self) -> None:
        cursor = 0
        for mark in _MARK.finditer(self.marked):
            self._plain(cursor, mark.start())
            cursor = mark.end()
            if mark["item"] is not None:
                self._zone(mark)
            else:
                self._entity(mark)
        self._plain(cursor, len(self.marked))

    def fail(self, position: int, problem: str) -> MarkError:
        line = self.marked.count("\n", 0, position) + self.first_line
        return MarkError(f"{self.name}:{line}: {problem}")

    def _plain(self, start: int, end: int) -> None:
        plain = self.marked[start:end]
        if left := _LEFTOVER.search(plain):
            raise self.fail(
                start + left.start(), f"a mark that cannot be read: {plain[left.start() : left.start() + 40]!r}"
            )
        self._add(plain)

    def _add(self, plain: str) -> None:
        self.parts.append(plain)
        self.length += len(plain)

    def _zone(self, mark: re.Match[str]) -> None:
        if mark["section"] not in SECTIONS:
            raise self.fail(mark.start(), f"unknown section {mark['section']!r}; they are {', '.join(SECTIONS)}")
        if not self.starts and self.length:
            raise self.fail(mark.start(), "the text before the first {{...}} belongs to no zone")
        self.starts.append((self.length, int(mark["item"]), mark["section"]))

    def _entity(self, mark: re.Match[str]) -> None:
        text, label, value = mark["text"], mark["label"], mark["value"]
        if label not in LABELS:
            raise self.fail(mark.start(), f"unknown label {label!r}; they are {', '.join(LABELS)}")
        if text != text.strip() or not value.strip():
            raise self.fail(mark.start(), f"white space at the edge of {text!r}, or no value")
        self.entities.append((self.length, text, label, value))
        self._add(text)


def read_marked(marked: str, name: str = "marked text") -> Record:
    """The record that a marked text says. Raises MarkError.

    >>> record = read_marked('+++\\nid = "a"\\n+++\\n{{0 head}}Møde i [[2020|DATE|2020]].')
    >>> record.text, record.entities[0].start
    ('Møde i 2020.', 7)
    """
    about = read_front(marked, name)
    body = _body(marked)
    reader = _Reader(name, marked[body:], marked.count("\n", 0, body) + 1)
    reader.run()
    if not reader.starts:
        raise MarkError(f"{name}: the text has no zone; put {{{{0 head}}}} at its start")
    text = "".join(reader.parts)
    zones = tuple(_zones(reader.starts, len(text)))
    about |= {
        "source": about.get("source", name),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text": text,
        "meeting": {"date": about.get("meeting_date"), **about.get("meeting", {})},
        "items": [_item(item, zones, text, name) for item in about.get("items", ())],
        "entities": (),
    }
    try:
        record = from_dict(about)
    except ValueError as error:
        raise MarkError(f"{name}: {error}") from error
    return replace(record, entities=tuple(_linked(reader.entities, zones)))


def read_front(marked: str, name: str = "marked text") -> dict[str, Any]:
    """The front matter of a marked text: what is said of the document as a whole. Raises MarkError.

    >>> read_front('+++\\nid = "a"\\nsplit = "dev"\\n+++\\n')["split"]
    'dev'
    """
    front = _FRONT.match(marked)
    if front is None:
        raise MarkError(f"{name}:1: a marked file begins with TOML between two lines `+++`")
    try:
        about = tomllib.loads(front[1])
    except tomllib.TOMLDecodeError as error:
        raise MarkError(f"{name}: the front matter is no TOML: {error}") from error
    if "id" not in about:
        raise MarkError(f"{name}:1: the front matter has no id")
    for part, (kind, form) in _PARTS.items():
        if not isinstance(about.get(part, kind()), kind):
            raise MarkError(f"{name}:1: the front matter's `{part}` is {about[part]!r}; it should be {form}")
    if about.get("split") not in (None, *SPLITS):
        raise MarkError(f"{name}:1: the split is {about['split']!r}; it should be one of {', '.join(SPLITS)}")
    return about


def _body(marked: str) -> int:
    front = _FRONT.match(marked)
    return 0 if front is None else front.end()


def _zones(starts: list[tuple[int, int, str]], length: int) -> Iterator[Zone]:
    ends = [start for start, *_ in starts[1:]] + [length]
    for (start, item, section), end in zip(starts, ends, strict=True):
        yield Zone(start, end, item, section)


def _linked(entities: list[tuple[int, str, str, str]], zones: tuple[Zone, ...]) -> Iterator[Entity]:
    for start, text, label, value in entities:
        zone = next(zone for zone in zones if zone.start <= start < zone.end)
        yield Entity(start, start + len(text), label, text, value, zone.item, zone.section, "gold")


def _item(about: Any, zones: tuple[Zone, ...], text: str, name: str) -> dict[str, Any]:
    """An item of the front matter as a record has it, with the spans that its zones give it."""
    if not isinstance(about, dict) or not isinstance(about.get("number"), int):
        raise MarkError(f"{name}: {about!r} is no item; it should have a title and a whole number: number = 7")
    number = about["number"]
    body = [zone for zone in zones if zone.item == number and zone.section != "toc"]
    if not body:
        raise MarkError(f"{name}: item {number} has no zone in the text")
    sections = [
        {"kind": zone.section, "heading": _heading(zone, text), "start": zone.start, "end": zone.end}
        for zone in body
        if zone.section not in _NO_SECTION
    ]
    told = {key: part for key, part in about.items() if key != "outcome"}
    spans = {"start": body[0].start, "end": body[-1].end, "sections": sections}
    return told | spans | {"decision": _decision(about, body, name)}


def _heading(zone: Zone, text: str) -> str:
    return text[zone.start : zone.end].lstrip().split("\n", 1)[0].rstrip("\r")


def _decision(about: Mapping[str, Any], body: list[Zone], name: str) -> dict[str, Any] | None:
    if "decision" not in about:
        return None
    if about.get("outcome") not in OUTCOMES:
        raise MarkError(f"{name}: item {about['number']} has the outcome {about.get('outcome')!r}; they are {OUTCOMES}")
    zone = next((zone for zone in body if zone.section == "beslutning"), None)
    if zone is None:
        raise MarkError(f"{name}: item {about['number']} has a decision but no section `beslutning`")
    return {"text": about["decision"], "outcome": about["outcome"], "start": zone.start, "end": zone.end}
