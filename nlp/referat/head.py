"""The head of the minutes: who met when and where, and what kind of paper this is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from referat import date_forms
from referat.outline import Row
from referat.patterns import alternation, load
from referat.titles import row_text
from referat.values import Meeting

#: No head is longer: rows, and characters.
_ROWS, _REACH = 80, 8000


def meeting(text: str, rows: Sequence[Row], date: str | None = None) -> Meeting:
    """What the rows before the first item tell of the meeting; `date` where the caller knows it.

    >>> from referat.outline import outline
    >>> text = "REFERAT Klimaudvalget 2022-2025 d. 03-05-2022\\nMødested Salen, Torvet 1"
    >>> meeting(text, outline(text))
    Meeting(body='Klimaudvalget', date='2022-05-03', time=None, place='Salen, Torvet 1', kind='referat')
    """
    near = [row for row in rows[:_ROWS] if row.start < _REACH]
    lines = [row_text(text, row)[:500] for row in near]
    labelled = dict(reversed(list(_labelled(lines))))
    day, time = _when(labelled, lines)
    return Meeting(
        body=_body(labelled, lines),
        date=date or day,
        time=time,
        place=_place(labelled, lines),
        kind=_kind(lines),
    )


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The values behind labels, on the same line or on the next one."""
    for index, line in enumerate(lines):
        line = line.strip("| ")
        match = _label().match(line)
        if match is None:
            continue
        value = line[match.end() :].strip("*| :\t")
        if not value and index + 1 < len(lines):
            value = lines[index + 1].strip("*| ")
            if _label().match(value):
                continue
        if value:
            yield _meaning()[match["label"].casefold()], value


def _when(labelled: dict[str, str], lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The day and the clock time; the time beside the day, where it has no label of its own."""
    day = time = None
    for line in (*(labelled[name] for name in ("date", "time") if name in labelled), *lines):
        found = _day(line)
        if found is None:
            continue
        day, rest = found
        clock = _clock().search(rest)
        time = _time(clock) if clock else None
        break
    if time is None and "time" in labelled and (clock := _clock(bare=True).search(labelled["time"])):
        time = _time(clock)
    if time is None:
        time = next((_time(clock) for line in lines if (clock := _clock(marked=True).search(line))), None)
    return day, time


def _day(line: str) -> tuple[str, str] | None:
    """The first day with its year on a line, and what follows it."""
    for hit in date_forms.grammar().scan(line):
        for found in date_forms.read(hit, None):
            point = found.first
            if point.grain == "day" and point.year is not None and found.last is None:
                return point.value, line[found.end :]
    return None


def _time(clock: re.Match[str]) -> str | None:
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _kind(lines: Sequence[str]) -> str | None:
    kinds = load("head").words["kind"]
    for line in lines:
        if match := _kind_words().search(line):
            return str(kinds[match[0].casefold()])
    return None


def _body(labelled: dict[str, str], lines: Sequence[str]) -> str | None:
    if "body" in labelled and (found := labelled["body"]):
        return _without_term(found)
    cleaned = [line for line in map(_kind_left_out, lines) if not _not_a_body().match(line)]
    leading = (match for line in cleaned if (match := _bodies().match(line)))
    within = (match for line in cleaned if (match := _bodies().search(line)))
    name = next(chain(leading, within), None)
    return name["body"] if name else None


def _kind_left_out(line: str) -> str:
    """A line without the words for the kind of paper."""
    return _joints().sub("", _kind_words().sub("", line).strip(" *|:•–-"))


def _without_term(name: str) -> str:
    return re.sub(r" +\(?[0-9]{4} ?[-–] ?[0-9]{2,4}\)?$", "", name.strip())


def _place(labelled: dict[str, str], lines: Sequence[str]) -> str | None:
    if "place" in labelled:
        return labelled["place"]
    for index, line in enumerate(lines[:-1]):
        if _day(line) and _address().search(lines[index + 1]) and not _label().match(lines[index + 1]):
            return lines[index + 1]
    return None


@cache
def _meaning() -> dict[str, str]:
    return {label.casefold(): name for name, labels in load("head").facts["labels"].items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?P<label>{alternation(list(_meaning()))}))(?![^\W_])[*_ \t]*(?::|\||$|(?=[A-ZÆØÅ0-9*]))")


@cache
def _kind_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?i:{alternation(load('head').words['kind'])})(?![^\W_]|er\b)")


@cache
def _bodies() -> re.Pattern[str]:
    return load("head").compile(r"(?<![^\W_])(?P<body>{body})(?![^\W_])")


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(load("head").facts["joints"])


@cache
def _not_a_body() -> re.Pattern[str]:
    return re.compile(load("head").facts["no_body"])


@cache
def _address() -> re.Pattern[str]:
    return re.compile(load("head").facts["address"])


@cache
def _clock(*, marked: bool = False, bare: bool = False) -> re.Pattern[str]:
    facts = load("head").facts
    return re.compile(facts["clock_marked"] if marked else facts["clock_bare"] if bare else facts["clock"])
