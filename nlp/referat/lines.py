"""The lines of a text, blank ones left out; a line in which the extraction flattened many is cut again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.patterns import alternation, load

#: Where a line begins and ends, leading white space left out.
Line = tuple[int, int]

_LINE = re.compile(r"\S[^\n]*")


def split_lines(text: str) -> tuple[list[Line], frozenset[int]]:
    """The lines, and the offsets at which a heading in running text begins one.

    >>> split_lines("Byrådet\\n\\n  Godkendt. Sagsfremstilling Vejen er smal.")
    ([(0, 7), (11, 21), (21, 52)], frozenset({21}))
    """
    breaks = list(_breaks(text))
    lines: list[Line] = [match.span() for match in _LINE.finditer(text)]
    if not breaks:
        return lines, frozenset()
    return list(_cut(text, lines, breaks)), frozenset(breaks)


def _cut(text: str, lines: list[Line], breaks: list[int]) -> Iterator[Line]:
    """The lines, those with a break in them cut there and where an item or a case number begins."""
    pending = iter(breaks)
    offset = next(pending, None)
    for start, end in lines:
        points = [start]
        while offset is not None and offset < end:
            if offset > start:
                points.append(offset)
            offset = next(pending, None)
        if len(points) > 1:
            points = sorted({*points, *(match.start("mark") for match in _marks().finditer(text, start, end))})
        yield from zip(points, [*points[1:], end], strict=True)


@cache
def _words() -> re.Pattern[str]:
    """A heading that may stand in running text, before a colon or a capital."""
    inline = load("headings").facts["inline"]
    free, after = _both_cases(inline["free"]), _both_cases(inline["after_stop"])
    return re.compile(rf"(?:{free}|(?P<common>{after}))(?=:\s|\s(?:[A-ZÆØÅ][a-zæøå]|[A-ZÆØÅ]{{2,5}}\s[a-zæøå]))")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(load("headings").facts["inline"]["stop"] + r"\s*\Z")


def _both_cases(words: list[str]) -> str:
    return alternation([*words, *(word.upper() for word in words)])


def _breaks(text: str) -> Iterator[int]:
    """Where a heading in running text begins; a common word only behind the end of a sentence."""
    for match in _words().finditer(text):
        start = match.start()
        if text[start - 1 : start].isspace() and (match["common"] is None or _stop().search(text, start - 8, start)):
            yield start


@cache
def _marks() -> re.Pattern[str]:
    """What else begins a line in flattened text: an item's number, a case number."""
    agenda = load("agenda")
    words = alternation(agenda.facts["item_words"])
    cases = agenda.facts["cases"]
    return re.compile(
        rf"(?<!\S)(?P<mark>{words} ?[0-9]{{1,4}}(?![0-9/-])|[0-9]{{1,4}}\. (?=[A-ZÆØÅ])"
        rf"|(?i:{alternation(cases['labels'])})\.?\s?:?\s|{cases['inline']})"
    )
