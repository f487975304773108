"""The items of an agenda as values: title, type, case number, closed or not, sections, decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from referat.agenda import Opening, extents
from referat.decisions import Line, decide
from referat.outline import CLOSED, GROUP, HEADING, NOISE, TEXT, Row
from referat.sections import decision_kind
from referat.titles import is_closed, parts, plain, row_text, shared_types
from referat.values import Decision, Item, Meeting, Section, Zone


def items(
    text: str, rows: Sequence[Row], openings: Sequence[Opening], zones: Sequence[Zone], meeting: Meeting
) -> tuple[Item, ...]:
    """The items in their order. The meeting tells its own decision from those of earlier ones."""
    spans = _spans(zones)
    shared = shared_types([opening.title for opening in openings])
    behind_doors = _closed_groups(text, rows, openings)
    found = []
    for opening, end in extents(openings, len(rows)):
        start, stop = spans[opening.number]
        topic, type_, case_number = parts(opening.title, shared)
        body = rows[opening.body : end]
        top = list(_top(body))
        sections = tuple(_sections(text, body, stop))
        found.append(
            Item(
                number=opening.number,
                title=topic,
                start=start,
                end=stop,
                type=type_,
                case_number=case_number or next((row.case_number for row in (*top, *body) if row.case_number), None),
                closed=is_closed(opening.title)
                or behind_doors.get(opening.row, False)
                or any(row.kind == CLOSED for row in top),
                sections=sections,
                decision=_decision(text, body, top, sections, meeting),
            )
        )
    return tuple(found)


def _spans(zones: Sequence[Zone]) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for zone in zones:
        if zone.section != "toc":
            spans[zone.item] = spans.get(zone.item, (zone.start, 0))[0], zone.end
    return spans


def _closed_groups(text: str, rows: Sequence[Row], openings: Sequence[Opening]) -> Mapping[int, bool]:
    """For the first row of each item, whether the last group heading above it is one of closed items."""
    closed, found = False, {}
    firsts = {opening.row for opening in openings}
    for index, row in enumerate(rows):
        if row.kind == GROUP:
            closed = is_closed(row_text(text, row))
        elif index in firsts:
            found[index] = closed
    return found


def _top(body: Sequence[Row]) -> Iterator[Row]:
    """The rows before the first section."""
    for row in body:
        if row.kind == HEADING:
            return
        yield row


def _sections(text: str, body: Sequence[Row], end: int) -> Iterator[Section]:
    headed = [(row, row.heading) for row in body if row.heading is not None]
    for (row, heading), after in zip_longest(headed, (row for row, _ in headed[1:])):
        stop = end if after is None else after.start
        yield Section(heading.kind, plain(text[row.begin : heading.body]).rstrip(" :"), row.start, stop)


def _decision(
    text: str, body: Sequence[Row], top: Sequence[Row], sections: Sequence[Section], meeting: Meeting
) -> Decision | None:
    """What was decided under the section's heading; with no such heading, in the words right under the title."""
    starts = [(section.start, section.end) for section in sections if section.kind == decision_kind()]
    if starts:
        return decide([line for start, end in starts for line in _lines(text, body, start, end)], meeting)
    first = next((row for row in top if row.kind == TEXT), None)
    return None if first is None else decide([Line(row_text(text, first), first.begin, first.end)], meeting, alone=True)


def _lines(text: str, body: Sequence[Row], start: int, end: int) -> Iterator[Line]:
    """The lines of a section, its heading first."""
    for row in body:
        if start <= row.start < end and row.kind != NOISE:
            if row.heading is not None:
                yield Line(plain(text[row.begin : row.heading.body]), row.begin, row.heading.body, heads=True)
                yield Line(plain(text[row.heading.body : row.end]), row.heading.body, row.end)
            else:
                yield Line(row_text(text, row), row.begin, row.end)
