"""The head of the minutes: who met when and where, and what kind of paper this is. Its words: `patterns/head.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise, takewhile

from referat.dates.days import Day, first_day
from referat.patterns import alternation, load
from referat.structure.outline import Row
from referat.structure.titles import is_sentence, joined, plain, row_text
from referat.values import Item, Meeting

#: No head is longer: rows, characters, and characters of a row that matter.
_ROWS, _REACH, _WIDTH, _LONGEST = 80, 8000, 400, 2000
#: A longer line may be a head that lost its line ends; a line of more cells is a table's.
_FLATTENED, _CELLS = 100, 2
#: So far from the kind of paper a body stands that has no word for one in its name.
_BESIDE = 2
#: A longer line that begins with a body is a sentence.
_NAME = 200


def meeting(text: str, rows: Sequence[Row], date: str | None = None) -> Meeting:
    """What the rows before the first item tell of the meeting; `date` where the caller knows it.

    >>> from referat.structure.outline import outline
    >>> text = "REFERAT Klimaudvalget 2022-2025 d. 03-05-2022 kl. 9\\nMødested Salen, Torvet 1"
    >>> meeting(text, outline(text))
    Meeting(body='Klimaudvalget', date='2022-05-03', time='09:00', place='Salen, Torvet 1', kind='referat')
    """
    rows = [row for row in rows[:_ROWS] if row.start < _REACH]
    whole = _unbroken(_regex("printed").sub("", row_text(text, row)[:_LONGEST]) for row in rows)
    lines = [part[:_WIDTH] for line in whole for cell in _by_bars(line) for part in _by_labels(cell)]
    labelled: dict[str, str] = {}
    for name, value in _labelled(lines):
        labelled.setdefault(name, value)
    at, told, day = _day(labelled, lines)
    return Meeting(
        body=_body(labelled, [cell for row in rows for cell in _cells(text[row.begin : row.end][:_LONGEST])]),
        date=date or (day.value if day else None),
        time=_time(labelled, lines, told[day.end :] if day else ""),
        place=_place(labelled, lines, at, told),
        kind=_kind(lines),
    )


def _unbroken(lines: Iterable[str]) -> list[str]:
    """The lines, a word that one breaks off made whole, with what stands behind it: `i By-` / `rådssalen`."""
    whole: list[str] = []
    for line in lines:
        broken = whole and _regex("broken").search(whole[-1]) and line[:1].islower()
        whole[-1:] = [joined([whole[-1], line])] if broken else [*whole[-1:], line]
    return whole


def _by_bars(line: str) -> list[str]:
    """A line that is all of a head, parted at its bars: `Byrådet | Referat | 3. maj 2030`."""
    cells = line.split(" | ")
    return cells if any(_kinds().fullmatch(cell.strip()) for cell in cells) else [line]


def _by_labels(line: str) -> list[str]:
    """A line, parted before each label: `Dato: 3. maj | Lokale: Salen`; one that lost its line ends with no colon."""
    return _inner_label(flattened=len(line) >= _FLATTENED).split(line)


def _cells(line: str) -> list[str]:
    """What may name the body in a line: its cells, each by itself, and none of a row of a table without labels."""
    if len(parts := _by_labels(plain(line))) > 1:
        return [part[:_WIDTH] for part in parts]
    cells = [plain(cell) for cell in _regex("between_cells").split(line[:_WIDTH]) if cell.strip(" *")]
    return cells if len(cells) <= _CELLS or any(map(_kinds().fullmatch, cells)) else []


def kind_by_decisions(items: Sequence[Item]) -> str | None:
    """The kind of a paper that prints none: one that tells what was decided is no mere agenda."""
    return load("head").facts["with_decisions"] if any(item.decision for item in items) else None


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The values behind labels, on the same line or on the next one, by what the labels mean."""
    rooms = load("head").facts["rooms"]
    for index, line in enumerate(lines):
        match = _label().match(line.strip("| "))
        if match is None:
            continue
        value = match["value"].strip("*| :")
        if value and match["label"] in rooms and ":" not in line:
            value = line
        if not value:
            value = _below(lines, index)
        elif _regex("unfinished").search(value) and index + 1 < len(lines):
            value = f"{value} {lines[index + 1]}"
        if value:
            yield _meanings()[" ".join(match["label"].casefold().split())], value


def _below(lines: Sequence[str], index: int) -> str:
    """The value below a label that is alone on its line; the values of several such labels follow in their order."""
    first = index - sum(1 for _ in takewhile(_is_lone_label, reversed(lines[:index])))
    count = index - first + sum(1 for _ in takewhile(_is_lone_label, lines[index:]))
    values = lines[first + count : first + 2 * count]
    if len(values) < count or any(map(_label().match, values)):
        return ""
    in_order = count == 1 or any(first_day(value) for value in values)
    return values[index - first].strip("*| ") if in_order else ""


def _is_lone_label(line: str) -> bool:
    match = _label().match(line.strip("| "))
    return match is not None and not match["value"].strip("*| :")


def _day(labelled: dict[str, str], lines: Sequence[str]) -> tuple[int, str, Day | None]:
    """The day of the meeting, what tells it, and which line that is: the one with a label, or the first."""
    if "date" in labelled and (day := first_day(labelled["date"])):
        at = next(index for index, line in enumerate(lines) if labelled["date"] in line.strip("*| "))
        return at, labelled["date"], day
    pairs = (" ".join(pair) for pair in pairwise(lines))
    tries = chain(enumerate(_with_years(lines)), enumerate(pairs))
    return next(((index, line, day) for index, line in tries if (day := first_day(line))), (-1, "", None))


def _with_years(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a year that stands before its day put behind it: `År 2005, den 25. oktober holdt rådet møde`."""
    return (_regex("year_first").sub(r"\g<day> \g<year>", line) for line in lines)


def _time(labelled: dict[str, str], lines: Sequence[str], behind: str) -> str | None:
    """The clock time: after its label, `behind` the day, or the first after its sign."""
    label = [_behind_day(labelled["time"])] if "time" in labelled else []
    tries = chain(
        ((_clock("after_day"), line) for line in (*label, behind)),
        ((_clock("alone"), line) for line in label),
        ((_clock("marked"), line) for line in lines),
    )
    for regex, line in tries:
        match = regex.search(line)
        if match and int(match["hour"]) < 24 and int(match["minute"] or 0) < 60:
            return f"{int(match['hour']):02}:{int(match['minute'] or 0):02}"
    return None


def _behind_day(value: str) -> str:
    """What a label's value tells behind the day, where it tells one: `07-03-2030 15:30`."""
    day = first_day(value)
    return value[day.end :].lstrip() if day else value


def _kind(lines: Sequence[str]) -> str | None:
    """The kind of paper: the first word for one that begins or ends a line, else the first of all."""
    kinds = load("head").words["kind"]
    whole = (_regex("spaced").sub("", line) for line in lines)
    matches = [(line, match) for line in whole if (match := _kinds().search(line))]
    leading = (match for line, match in matches if match.start() == 0 or match.end() == len(line))
    first = next(chain(leading, (match for _, match in matches)), None)
    return None if first is None else str(kinds[first.group().casefold()])


def _body(labelled: dict[str, str], lines: Sequence[str]) -> str | None:
    """The body that meets: behind its label, leading a line, or the first of all."""
    if "body" in labelled:
        return _in_small_letters(_regex("term").sub("", labelled["body"]))
    named = [(line, _without_kind(line)) for line in lines if not _regex("no_body").match(line)]
    named = [(line, bare) for line, bare in named if not _is_told_of(line)]
    leading = (match for _, bare in named if (match := _bodies().match(bare)))
    within = (match for line, bare in named if bare != line for match in _bodies().finditer(bare))
    name = next(chain(leading, within), None)
    return _in_small_letters(_regex("owner").sub("", name["body"]) if name else _by_subjects(lines))


def _by_subjects(lines: Sequence[str]) -> str:
    """A body that is named by its subjects alone, on a line beside the kind of paper: `Udvikling, By og Land`."""
    at = next((index for index, line in enumerate(lines) if _kinds().match(line)), -1)
    beside = (at + far for near in range(1, _BESIDE + 1) for far in (near, -near)) if at >= 0 else ()
    near = (_regex("term").sub("", lines[index]) for index in beside if 0 <= index < len(lines))
    return next((line for line in near if _subjects().fullmatch(line) and not _label().match(line)), "")


def _is_told_of(line: str) -> bool:
    """Whether a line is a sentence whose subject is a body, so that it heads no paper."""
    body = _bodies().match(line) if len(line) > _NAME or is_sentence(line) else None
    return body is not None and line[body.end() + 1 : body.end() + 2].islower()


def _in_small_letters(body: str) -> str | None:
    """A body in normal writing: `TEKNIK- OG MILJØUDVALGET` is `Teknik- og Miljøudvalget`. None where there is none."""
    if not body:
        return None
    if not body.isupper():
        return body
    small = load("head").facts["small"]
    return " ".join(word if word in small else word.capitalize() for word in body.lower().split())


def _without_kind(line: str) -> str:
    """A line without the words for the kind of paper and what joins them to a body."""
    return _regex("joints").sub("", _kinds().sub("", line).strip(" *|:•–-"))


def _place(labelled: dict[str, str], lines: Sequence[str], at: int, told: str) -> str | None:
    """The place: behind its label, in the line that tells the day, or on a line of its own beside that."""
    if "place" in labelled:
        return _without_stop(labelled["place"])
    if at < 0:
        return None
    if match := _in_line().search(told):
        return _without_stop(match["place"])
    beside = [lines[index] for index in (at + 1, at + 2, at - 1) if 0 <= index < len(lines)]
    found = (line for line in beside if _address().search(line) and not _label().match(line))
    found = (line for line in found if not _clock("marked").search(line))
    place = next((line for line in found if not first_day(line)), None)
    return place and _without_stop(_regex("place_joint").sub("", place))


def _without_stop(place: str) -> str:
    """A place without the stop of its sentence; `Nykøbing F.` keeps its own."""
    return place[:-1] if place.endswith(".") and not place.endswith(tuple(load("head").facts["abbreviated"])) else place


@cache
def _meanings() -> dict[str, str]:
    return {label.casefold(): name for name, labels in load("head").facts["labels"].items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    """A label with a colon, alone on its line, or before a capital or a digit."""
    labels = alternation(list(_meanings())).replace(r"\ ", r"[ \t]{1,3}")
    return re.compile(rf"(?P<label>(?i:{labels}))(?![^\W_])[*_ \t]*(?::|\||\Z|(?=[A-ZÆØÅ0-9*]))(?P<value>.*)")


@cache
def _inner_label(*, flattened: bool) -> re.Pattern[str]:
    """What parts a label with a colon from the value before it; in a `flattened` line no common word needs no colon."""
    facts = load("head").facts
    labels = [*facts["heads_behind"], *(label for labels in facts["labels"].values() for label in labels)]
    told = rf"{alternation([*labels, *(label.upper() for label in labels)])}[*_]* ?:"
    alone = rf"|{alternation(facts['unlike_words'])}(?![^\W_])" if flattened else ""
    return re.compile(rf"(?<! {facts['between_labels']})(?: ?[|,;·•–-])? [*_]*(?={told}{alone})")


@cache
def _address() -> re.Pattern[str]:
    return load("head").compile("{address}")


@cache
def _in_line() -> re.Pattern[str]:
    return load("head").compile(load("head").facts["in_line"])


@cache
def _subjects() -> re.Pattern[str]:
    return load("head").compile(load("head").facts["by_subjects"])


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?i:{alternation(load('head').words['kind'])})(?![^\W_])")


@cache
def _bodies() -> re.Pattern[str]:
    return load("head").compile(r"(?<![^\W_])(?P<body>{body})(?:['’]?[sS])?(?![^\W_])")


@cache
def _regex(name: str) -> re.Pattern[str]:
    return re.compile(load("head").facts[name])


@cache
def _clock(place: str) -> re.Pattern[str]:
    return re.compile(load("head").facts["clock"][place])
