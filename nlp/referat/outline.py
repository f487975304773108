"""What each line of a text is by itself: a heading, a case number, the mark of a closed item, noise, or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from referat.lines import split_lines
from referat.patterns import alternation, load
from referat.sections import Heading, heading_at, is_enclosure_mark, select

HEADING, CASE, META, OPEN, CLOSED, CONTENTS, NOISE, TEXT = (
    "heading", "case", "metadata", "open", "closed", "contents", "noise", "text",
)  # fmt: skip
#: Rows of these kinds show that the title above them is an item's.
BOUNDS = frozenset({HEADING, CASE, OPEN, CLOSED})
#: No line around a case number is longer.
_CASE_LIMIT = 200
_LEAD = re.compile(r"[#*_> \t\\]{0,16}")
_TAIL = re.compile(r"[*_ \t\\]*\Z")


class Row(NamedTuple):
    """A line: `begin` is where its text begins, Markdown and menu words left out."""

    start: int
    end: int
    begin: int
    kind: str
    marked: bool = False
    heading: Heading | None = None
    case_number: str | None = None


def outline(text: str) -> list[Row]:
    """The rows of a text, in order; blank lines are none.

    >>> [row.kind for row in outline("1. Cykelsti\\nSagsnr.: 30/1234\\nResume\\nVejen er smal.")]
    ['text', 'case', 'heading', 'text']
    """
    lines, breaks = split_lines(text)
    headings = {heading.start: heading for heading in select(_headings(text, lines, breaks))}
    return [_row(text, start, end, headings.get(start)) for start, end in lines]


def _headings(text: str, lines: list[tuple[int, int]], breaks: frozenset[int]) -> Iterator[Heading]:
    enclosed = False
    for line in lines:
        if not enclosed and (heading := heading_at(text, line, flattened=line[0] in breaks)):
            yield heading
        enclosed = is_enclosure_mark(text, line)


def _row(text: str, start: int, end: int, heading: Heading | None) -> Row:
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    marked = "#" in text[start:begin] or "**" in text[start:begin]
    if heading is not None:
        return Row(start, end, begin, HEADING, marked, heading)
    begin = _past_menu(text, begin, end)
    if end - begin <= _CASE_LIMIT:
        kind, number = _by_words(text, begin, end)
        return Row(start, end, begin, kind, marked, None, number)
    return Row(start, end, begin, TEXT, marked)


def _past_menu(text: str, begin: int, end: int) -> int:
    menu = _menu().match(text, begin, end)
    return menu.end() if menu else begin


def _by_words(text: str, begin: int, end: int) -> tuple[str, str | None]:
    """The kind of a short line, and its case number."""
    if begin == end:
        return NOISE, None
    if case := _case(text, begin, end):
        return CASE, _number(case)
    words = " ".join(text[begin:end].strip("*_ \t\\:.").split()).casefold()
    if (kind := _whole_lines().get(words)) is not None:
        return kind, None
    if _metadata().match(text, begin, end):
        return META, None
    return (NOISE if _footer().match(text, begin, end) else TEXT), None


def _number(case: re.Match[str]) -> str | None:
    number = case["number"]
    return "".join(number.split()).upper() if number else None


def _case(text: str, begin: int, end: int) -> re.Match[str] | None:
    return next((match for regex in _cases() if (match := regex.match(text, begin, end))), None)


@cache
def _cases() -> tuple[re.Pattern[str], ...]:
    """Lines of a case number: behind a label, behind a word that needs a known form, alone on its line."""
    agenda = load("agenda").facts
    cases = agenda["cases"]
    known = rf"(?P<number>{'|'.join(cases['forms'])})(?![^\W_])"
    words, labels = alternation([*agenda["open_words"], *agenda["closed_words"]]), alternation(agenda["metadata"])
    return (
        re.compile(rf"{cases['labels']}[*_ \t]*(?:(?P<number>{cases['value']})(?![^\W_]))?"),
        re.compile(rf"{cases['strict_labels']}[*_ \t]*{known}"),
        re.compile(rf"\(?{known}\)?[*_ \t]*(?:[-–,]? ?{words}[*_ \t.]*|{labels}\.? ?:.*)?\Z"),
    )


@cache
def _metadata() -> re.Pattern[str]:
    return re.compile(rf"{alternation(load('agenda').facts['metadata'])}\.?(?: ?:|$)")


@cache
def _footer() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["footer"])


@cache
def _whole_lines() -> dict[str, str]:
    """Lines that are one of these words and nothing else."""
    agenda = load("agenda").facts
    kinds = {OPEN: agenda["open_words"], CLOSED: agenda["closed_words"], CONTENTS: agenda["contents"]}
    return {word.casefold().strip(".:"): kind for kind, words in kinds.items() for word in words}


@cache
def _menu() -> re.Pattern[str]:
    words = alternation(load("headings").facts["menu"]["words"])
    return re.compile(rf"(?:[0-9]{{0,4}}{words}[ \t]?(?=[A-ZÆØÅ]|$))*")
