"""The items of an agenda as values: title, type, case number, closed or not, sections, decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile, zip_longest

from referat.patterns import alternation, load
from referat.structure.blocks import Block
from referat.structure.case_forms import known
from referat.structure.decisions import Line, decide, is_closing, is_decision
from referat.structure.outline import CASE, CLOSED, HEADING, META, NOISE, TEXT, Row
from referat.structure.sections import Heading, decision_kind
from referat.structure.title_parts import parts, shared_types
from referat.structure.titles import is_closed, plain, row_text
from referat.values import Decision, Item, Meeting, Section

#: A shorter line in capitals may be a decision: `GODKENDT`, `UDSAT TIL MAJ`.
_CAPITALS = 16


def items(text: str, blocks: Sequence[Block], meeting: Meeting) -> tuple[Item, ...]:
    """The items in their order. The meeting tells its own decision from those of earlier ones."""
    shared = shared_types([block.title for block in blocks])
    ends = (len(text) if after is None else after.start for _, after in zip_longest(blocks, blocks[1:]))
    return tuple(_item(text, block, end, shared, meeting) for block, end in zip(blocks, ends, strict=False))


def _item(text: str, block: Block, end: int, shared: Sequence[re.Pattern[str]], meeting: Meeting) -> Item:
    topic, type_, case_number = parts(block.title, shared)
    top = list(takewhile(lambda row: row.kind != HEADING, block.body))
    sections = tuple(_sections(text, block.body, end))
    shut = any(_is_shut(text, row) for row in chain(block.above, block.lines, top))
    shut = shut or any(_shut_number().match(text, row.begin, row.end) for row in block.lines)
    shut = shut or any(map(is_closed, filter(None, (block.title, topic, type_))))
    numbers = [row.case_number for row in chain(block.lines, top, block.above, block.body) if row.case_number]
    number = next((number for number in numbers if not _subject().fullmatch(number)), next(iter(numbers), None))
    return Item(
        number=block.number,
        title=topic,
        start=block.start,
        end=end,
        type=type_,
        case_number=case_number or number or _beside_number(text, block.lines),
        closed=block.closed or shut,
        sections=sections,
        decision=_decision(text, block.body, top, sections, meeting),
    )


def _beside_number(text: str, lines: Sequence[Row]) -> str | None:
    """The case number that stands on the line of an item's number: `131   12/7741   tvm   Åben`."""
    found = (_case_cell().search(text, row.begin, row.end) for row in lines)
    return next(("".join(match["number"].split()).upper() for match in found if match), None)


def _is_shut(text: str, row: Row) -> bool:
    """Whether a row is the mark of a closed item, or a line about the case with that mark in it."""
    return row.kind == CLOSED or (row.kind in (CASE, META) and _shut().search(text, row.begin, row.end) is not None)


def _sections(text: str, body: Sequence[Row], end: int) -> Iterator[Section]:
    """The sections; a heading of the kind that is open, as each body's decision has its own, opens none."""
    headed: list[tuple[Row, Heading]] = []
    for row in body:
        if row.heading is not None and not (headed and headed[-1][1].kind == row.heading.kind):
            headed.append((row, row.heading))
    for (row, heading), after in zip_longest(headed, (row for row, _ in headed[1:])):
        stop = end if after is None else after.start
        yield Section(heading.kind, plain(text[row.begin : heading.body]).rstrip(" :"), row.start, stop)


def _decision(
    text: str, body: Sequence[Row], top: Sequence[Row], sections: Sequence[Section], meeting: Meeting
) -> Decision | None:
    """What was decided under the section's heading; with no such heading, in the words right under the title."""
    if any(section.kind == decision_kind() for section in sections):
        return decide(list(_lines(text, body)), meeting)
    told = [Line(row_text(text, row), row.begin, row.end) for row in top if row.kind == TEXT]
    first = (
        told[:1]
        if told and is_decision(told[0].text)
        else list(takewhile(lambda line: not is_closing(line.text), told))
    )
    return decide(first, meeting, alone=True) if len(first) == 1 else None


def _lines(text: str, body: Sequence[Row]) -> Iterator[Line]:
    """The lines of the sections that tell the decision, their headings among them, up to another paper's heading.

    Where all is in capitals, a line in capitals heads nothing.
    """
    inside, mixed = False, any(map(str.islower, chain.from_iterable(text[row.begin : row.end] for row in body)))
    for row in body:
        if row.heading is not None:
            inside = row.heading.kind == decision_kind()
            if inside:
                yield Line(plain(text[row.begin : row.heading.body]), row.begin, row.heading.body, heads=True)
                yield Line(plain(text[row.heading.body : row.end]), row.heading.body, row.end)
        elif inside and ((mixed and _heads(row_text(text, row))) or is_closing(row_text(text, row))):
            inside = False
        elif inside and row.kind not in (NOISE, CASE):
            yield Line(row_text(text, row), row.begin, row.end)


@cache
def _subject() -> re.Pattern[str]:
    """A subject of the classification, with its facet or without, which is no case's own number."""
    return re.compile(load("agenda").facts["cases"]["subject"])


@cache
def _case_cell() -> re.Pattern[str]:
    """A case number in a form that nothing else has, in a cell of its own."""
    return re.compile(
        rf"(?:[\t|>·][ \t]*| {{2,}})(?:[A-ZÆØÅ][\w.]{{1,12}}:? )?{known()}(?=[ \t]*(?:[\t|>·]|\Z)| {{2}})"
    )


@cache
def _shut() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?i:{alternation(load('agenda').facts['closed_words'])})(?![^\W_])")


@cache
def _shut_number() -> re.Pattern[str]:
    """The number of a closed item behind the word for that or before it: `Lukket punkt 13`, `Punkt 13 (lukket)`."""
    words = rf"(?i:{alternation(load('agenda').facts['closed_words'])})"
    behind = rf"[^\n]{{0,24}}[0-9][ \t]*(?:[|·–-][ \t]*{words}|\({words}\))[*_ \t]*\Z"
    return re.compile(rf"{words}[ \t]+(?:[|·–-][ \t]+)?[0-9]|{behind}")


def _heads(line: str) -> bool:
    """Whether a line in capitals heads another paper that follows the decision."""
    return line.isupper() and len(line) > _CAPITALS and line[-1].isalpha()
