"""Case and journal numbers. The shape is half the proof; the label or the place before it is the other half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from referat.patterns import Grammar, Hit, load
from referat.values import Mention, Minutes

LABEL = "CASE_NUMBER"
#: How far back a label for another number is looked for, and the line above a case line.
_BEFORE = 40
_NEIGHBOUR = 400
#: A body's letters and its number are no longer, with the character before them.
_SERIES = 12
#: Two-digit years from here on belong to the last century.
_PIVOT = 50


def find(minutes: Minutes) -> Iterator[Mention]:
    """All case numbers of the text.

    >>> from referat.values import bare
    >>> [m] = find(bare("Sagsnr.: 27.36.12-G01-17-23   Dok.nr.: 7001"))
    >>> m.value, m.details["system"], m.details["facet"], m.details["year"]
    ('27.36.12-G01-17-23', 'SBSYS', 'G01', '2023')
    """
    found: dict[int, Hit] = {}
    text = minutes.text
    by_place = chain(_on_lines(minutes), _in_columns(minutes), _of_items(minutes), _in_contents(minutes))
    for hit in chain(_labelled(text), _by_shape(text), by_place):
        found.setdefault(hit.start, hit)
    cursor = 0
    for hit in sorted(found.values(), key=lambda hit: hit.start):
        if hit.start >= cursor:
            cursor = hit.end
            yield _mention(text, hit)


def _labelled(text: str) -> Iterator[Hit]:
    """The numbers behind a label, further ones of the same list too."""
    starts = chain.from_iterable(_regex(start).finditer(text) for start in _grammar().facts["label_starts"])
    for start in sorted(match.start() for match in starts):
        label = _regex("{labelled}").match(text, start)
        if label is None:
            continue
        place = ("below" if label["below"] else "label") if label["sure"] else "sag"
        position = label.end()
        while (hit := _allowed(text, position, place)) is not None:
            yield hit
            joint = _regex("{next_number}").match(text, hit.end)
            if joint is None:
                break
            position, place = joint.end(), "sag"


def _by_shape(text: str) -> Iterator[Hit]:
    """The numbers that are sure by their shape alone, wherever no label gives them to a paper."""
    starts = chain(_facet_starts(text), _series_starts(text))
    hits = (_allowed(text, start, "anywhere") for start in starts)
    return (hit for hit in hits if hit is not None and not _is_other(text, hit.start))


def _facet_starts(text: str) -> Iterator[int]:
    """Where a subject with a facet begins that is not the rest of a longer number."""
    for found in _regex("{facet_number}").finditer(text):
        start = found.start() - 2
        before = text[max(start - 2, 0) : start]
        if not before[-1:].isdigit() and not (before[:1].isdigit() and before[1:] in (".", "-")):
            yield start


def _series_starts(text: str) -> Iterator[int]:
    """Where a body's letters begin before a number and a year."""
    for year in chain(_regex("/{series_year}").finditer(text), _regex("-{series_year}").finditer(text)):
        window = text[max(year.start() - _SERIES, 0) : year.start()]
        if letters := _regex("{series_before}").search(window):
            yield year.start() - len(window) + letters.start()


def _on_lines(minutes: Minutes) -> Iterator[Hit]:
    """The numbers that stand first on a line of their own, last behind `Åben`, or alone in brackets."""
    text = minutes.text
    first = _regex("{first_on_line}").match(text)
    starts = [_regex(f"{opening}{{first_on_line}}").finditer(text) for opening in (r"\n", r"\(")]
    statuses = _grammar().facts["status_starts"]
    behind = chain.from_iterable(_regex(f"{status}{{behind_status}}").finditer(text) for status in statuses)
    for start in chain([first] if first else [], *starts, behind):
        in_bracket = start[0].startswith("(")
        hit = _allowed(text, start.end(), "bracket" if in_bracket else "line")
        if hit is None or _is_other(text, hit.start):
            continue
        if text[hit.end : hit.end + 1] == ")" if in_bracket else _is_case_line(minutes, start.start(), hit):
            yield hit


def _in_columns(minutes: Minutes) -> Iterator[Hit]:
    """The numbers that fill cells below a head such as `Sagsnr.`"""
    for table in minutes.tables:
        heads, *rows = table.rows
        columns = [n for n, cell in enumerate(heads) if _regex("{head}").fullmatch(minutes.text, cell.start, cell.end)]
        for cell in (row[n] for row in rows for n in columns if n < len(row)):
            hit = _allowed(minutes.text, cell.start, "label")
            if hit is not None and hit.end == cell.end:
                yield hit


def _of_items(minutes: Minutes) -> Iterator[Hit]:
    """The numbers that the agenda gives its items, behind a title say, where the shape alone would not do."""
    for item in minutes.items:
        if item.case_number is None:
            continue
        start = minutes.text.find(item.case_number, item.start, item.end)
        hit = _allowed(minutes.text, start, "label") if start >= 0 else None
        if hit is not None and minutes.zone_at(start).section in ("title", "case"):
            yield hit


def _in_contents(minutes: Minutes) -> Iterator[Hit]:
    """The numbers of the items that stand before the first of them, in the contents."""
    numbers = {item.case_number for item in minutes.items} - {None}
    words = _regex("{number_word}").finditer(minutes.text, 0, minutes.items[0].start) if numbers else ()
    hits = (_allowed(minutes.text, word.start(), "label") for word in words if word[0] in numbers)
    return (hit for hit in hits if hit is not None)


def _is_case_line(minutes: Minutes, line: int, hit: Hit) -> bool:
    """Whether the rest of the line is no sentence, and the lines around it are words and not cells of a table."""
    text = minutes.text
    rest = _regex("{line_rest}").match(text, hit.end)
    if rest is None:
        return False
    above = text[max(line - _NEIGHBOUR, 0) : line].rstrip().rpartition("\n")[2]
    below = text[hit.end : hit.end + _NEIGHBOUR].partition("\n")[2].lstrip().partition("\n")[0]
    return all(not near or any(map(str.isalpha, near)) for near in (above, below))


def _is_other(text: str, start: int) -> bool:
    """Whether a label gives the number at `start` to a paper, a plan, an account."""
    return _regex("{other_number_before}").search(text[max(start - _BEFORE, 0) : start]) is not None


def _allowed(text: str, position: int, place: str) -> Hit | None:
    """The number at `position`, if its shape may stand in such a place."""
    hit = _grammar().match(text, position)
    if hit is None:
        return None
    places = _grammar().facts["places"][_shape(hit)]
    return hit if place in places or "anywhere" in places else None


def _mention(text: str, hit: Hit) -> Mention:
    value = "".join(text[hit.start : hit.end].split()).upper()
    return Mention(hit.start, hit.end, LABEL, value, hit.rule, dict(_details(hit)))


def _details(hit: Hit) -> Iterator[tuple[str, Any]]:
    """What the shape tells: the case system, subject and facet, the sender, the year, the number in its series."""
    year, code = hit["year"] or hit["year_first"], hit["code"]
    system = _grammar().facts["systems"].get(_shape(hit))
    if system and year:
        yield "system", system
    if hit["subject"]:
        yield "kle_subject", hit["subject"]
    if hit["facet"]:
        yield "facet", (hit["facet"] or "").upper()
    if code:
        yield "municipality_code", code
        if code in _municipalities():
            yield "municipality", _municipalities()[code]
    if year:
        yield "year", year if len(year) == 4 else f"{'20' if int(year) < _PIVOT else '19'}{year}"
    if number := hit["number"] or hit["of_year"]:
        yield "running_number", number


def _shape(hit: Hit) -> str:
    return hit.rule.partition(":")[2]


@cache
def _municipalities() -> dict[str, str]:
    """The municipalities' names by their codes."""
    return {entry["code"]: name for name, entry in load("municipalities").facts["municipality"].items()}


@cache
def _grammar() -> Grammar:
    return load("case_number")


@cache
def _regex(source: str) -> re.Pattern[str]:
    return _grammar().compile(source)
