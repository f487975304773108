"""The items of an agenda as values: title, type, case number, closed or not, sections, decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from referat.agenda import Opening, extents
from referat.decisions import is_decision, outcome, words
from referat.outline import CLOSED, HEADING, NOISE, TEXT, Row
from referat.sections import decision_kind
from referat.titles import parts, plain, row_text
from referat.values import Decision, Item, Section, Zone


def items(
    text: str, rows: Sequence[Row], openings: Sequence[Opening], zones: Sequence[Zone], date: str | None
) -> tuple[Item, ...]:
    """The items in their order. `date` is the meeting's, by which the decision of today is told from earlier ones."""
    spans = _spans(zones)
    return tuple(
        _item(text, rows[opening.row : end], opening, spans[opening.number])
        for opening, end in extents(openings, len(rows))
    )


def _spans(zones: Sequence[Zone]) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for zone in zones:
        if zone.section != "toc":
            spans[zone.item] = spans.get(zone.item, (zone.start, 0))[0], zone.end
    return spans


def _item(text: str, rows: Sequence[Row], opening: Opening, span: tuple[int, int]) -> Item:
    title = parts(opening.title)
    body = rows[opening.body - opening.row :]
    sections = tuple(_sections(text, body, span[1]))
    return Item(
        number=opening.number,
        title=title.title,
        start=span[0],
        end=span[1],
        type=title.type,
        case_number=title.case_number or next((row.case_number for row in _top(body) if row.case_number), None),
        closed=title.closed or any(row.kind == CLOSED for row in _top(body)),
        sections=sections,
        decision=_decision(text, body, sections),
    )


def _top(body: Sequence[Row]) -> Iterator[Row]:
    """The rows before the first section."""
    for row in body:
        if row.kind == HEADING:
            return
        yield row


def _sections(text: str, body: Sequence[Row], end: int) -> Iterator[Section]:
    headed = [row for row in body if row.heading is not None]
    for row, after in zip_longest(headed, headed[1:]):
        stop = end if after is None else after.start
        assert row.heading is not None
        until = min(row.heading.body, row.end)
        yield Section(row.heading.kind, plain(text[row.begin : until]).rstrip(" :"), row.start, stop)


def _decision(text: str, body: Sequence[Row], sections: Sequence[Section]) -> Decision | None:
    """What was decided under the section's heading; with no such heading, in a line that says nothing else."""
    found = [
        decision
        for section in sections
        if section.kind == decision_kind() and (decision := _decided(text, body, section))
    ]
    if found:
        return found[-1]
    row = next((row for row in _top(body) if row.kind == TEXT), None)
    if row is None or any(section.kind == decision_kind() for section in sections):
        return None
    line = row_text(text, row)
    return Decision(line, outcome(line), row.start, row.end) if is_decision(line) else None


def _decided(text: str, body: Sequence[Row], section: Section) -> Decision | None:
    lines: list[str] = []
    start = end = section.end
    for row in body:
        if not section.start <= row.start < section.end or row.kind == NOISE:
            continue
        begin = min(row.heading.body, row.end) if row.heading is not None else row.begin
        if line := text[begin : row.end].strip("*_ \t\\"):
            start, end = min(start, begin), row.end
            lines.append(line)
    decision = words(lines)
    return Decision(decision, outcome(decision), start, end) if decision else None
