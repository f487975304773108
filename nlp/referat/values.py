"""The nouns of the project: small frozen values, whose offsets are checked here and nowhere else.

Every offset counts Unicode code points into one text, `start` inclusive, `end` exclusive, as
`str` slicing does. A value that would break this is refused when it is made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from referat.frozen import frozen

#: A value that a program reads beside the canonical one: JSON types only.
Details = Mapping[str, Any]
NO_DETAILS: Details = {}


def _check(start: int, end: int) -> None:
    if not 0 <= start <= end:
        raise ValueError(f"offsets must satisfy 0 <= start <= end, not start={start}, end={end}")


@frozen
class Cell:
    """One cell of a table: where its text stands, white space left out.

    >>> Cell(0, 5)
    Cell(start=0, end=5)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Table:
    """Rows of cells, the header row first where there is one, and the line that introduces them.

    `caption` is the line before the table (`Tabel 1: ...`), or None. An empty cell is a `Cell` of
    no length, so that columns keep their places. `header` is how many rows are the head, `unit` the unit
    of money that holds for the whole table, as a currency and what one stands for (`DKK 1000`).
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    caption: Cell | None = None
    header: int = 0
    unit: str | None = None

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Page:
    """A page of a document: its number from 1, its span in the text, its size in points where it has one."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@frozen
class Section:
    """A section of an item: its canonical kind (`resume`), its heading as written, its span."""

    kind: str
    heading: str
    start: int
    end: int

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Decision:
    """What was decided: the text, its span, and the outcome (`approved`, `postponed`, ...)."""

    text: str
    outcome: str
    start: int
    end: int

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Item:
    """An agenda item. `number` is the one printed, or counted from 1 where none is printed."""

    number: int
    title: str
    start: int
    end: int
    type: str | None = None
    case_number: str | None = None
    closed: bool = False
    sections: tuple[Section, ...] = ()
    decision: Decision | None = None

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@frozen
class Meeting:
    """The head of the minutes. `date` is ISO (`2016-11-22`), `time` is `HH:MM`; None is unknown."""

    body: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    kind: str | None = None


@frozen
class Zone:
    """A stretch of text that belongs to one item and one section."""

    start: int
    end: int
    item: int
    section: str

    def __post_init__(self) -> None:
        _check(self.start, self.end)


@dataclass(frozen=True)
class Minutes:
    """A text with its structure: what every label reads.

    `zones` are sorted, do not overlap and cover the whole text, so that every offset has exactly
    one item and one section.

    >>> minutes = bare("Godkendt.", date="2016-11-22")
    >>> minutes.zone_at(3)
    Zone(start=0, end=9, item=0, section='other')
    """

    text: str
    meeting: Meeting = field(default_factory=Meeting)
    items: tuple[Item, ...] = ()
    zones: tuple[Zone, ...] = ()
    tables: tuple[Table, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cursor = 0
        for zone in self.zones:
            if zone.start != cursor:
                raise ValueError(f"zones must cover the text: one starts at {zone.start}, not at {cursor}")
            cursor = zone.end
        if cursor != len(self.text):
            raise ValueError(f"zones must cover the text: the last ends at {cursor} of {len(self.text)}")
        object.__setattr__(self, "_starts", tuple(zone.start for zone in self.zones))

    def zone_at(self, offset: int) -> Zone:
        """The zone that holds the character at `offset`; the last one for the end of the text."""
        return self.zones[max(bisect_right(self._starts, offset) - 1, 0)]


def bare(text: str, *, date: str | None = None, tables: tuple[Table, ...] = ()) -> Minutes:
    """A text with no structure at all: one zone, item 0, section `other`.

    >>> bare("Tekst", date="2022-10-11").meeting.date
    '2022-10-11'
    """
    return Minutes(text, Meeting(date=date), zones=(Zone(0, len(text), 0, "other"),), tables=tables)


@frozen
class Mention:
    """What a rule found: a span, its label, its canonical value, and which rule says so."""

    start: int
    end: int
    label: str
    value: str
    rule: str
    details: Details = field(default_factory=lambda: NO_DETAILS)

    def __post_init__(self) -> None:
        _check(self.start, self.end)
        if self.start == self.end:
            raise ValueError(f"an empty mention at {self.start} (rule {self.rule})")


@frozen
class Entity:
    """A mention that was kept, with its text and the agenda item and section it stands in.

    Of a document that has pages, also its page (from 1), and where the reader knows them its boxes there,
    one a line of print.
    """

    start: int
    end: int
    label: str
    text: str
    value: str
    item: int
    section: str
    rule: str
    details: Details = field(default_factory=lambda: NO_DETAILS)
    page: int | None = None
    boxes: tuple[Box, ...] = ()

    def __post_init__(self) -> None:
        _check(self.start, self.end)
        if len(self.text) != self.end - self.start:
            raise ValueError(f"{self.text!r} does not have the length of its span {self.start}..{self.end}")


@frozen
class Record:
    """Everything read out of one document. `text` is what the offsets refer to.

    `remarks` say in a line each what a reader should know: a page that is a picture, a table without a unit.
    `made` tells that a reader made the text out of another format.
    """

    id: str
    source: str
    sha256: str
    text: str
    meeting: Meeting
    items: tuple[Item, ...]
    entities: tuple[Entity, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    remarks: tuple[str, ...] = ()
    made: bool = False
