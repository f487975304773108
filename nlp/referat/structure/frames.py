"""Item lines of a form that no list knows: the same words around a number that rises from line to line.

    Til pkt. 138.          Åben | 41               96/09 Status på skoler        Nye sengepladser [2]
    Til pkt. 139.          Åben | 42               97/09 Salg af grund           Gensidig orientering [3]

Each municipality sets its items off in its own way, and does so all through a paper. So what stands around the number
is read from the paper itself: lines that are alike but for a number, which goes on by one, are candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from referat.patterns import alternation, load
from referat.structure.case_forms import known
from referat.structure.item_lines import Start, number_behind
from referat.structure.outline import NOISE, TEXT, Row

#: A line is no longer, nor has it more numbers; a title before a number is no shorter.
_LONGEST, _MOST, _SHORTEST = 160, 8, 3
#: So many lines make a form, and so many of its steps go on by one.
_LEAST, _STEADY = 3, 0.6
#: A title that is printed twice takes no more lines.
_DOUBLED = 3
#: A number with words before it, and what parts it from the title behind it.
_LED = re.compile(
    r"(?P<before>(?:[^\W\d_]|[ .:,|·•∙*#(\[–>›-]|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4}){0,40}?)(?<![^\W_])"
    r"(?P<number>[1-9][0-9]{0,3})(?![0-9.,]*[0-9])"
    r"(?P<after>/(?:(?:19|20)?[0-9]{2})(?![0-9])|[)\].:]|)(?P<rest>[ \t]*(?:[-–=]?>|[-–|·•∙/:›])?[*_ \t]*)"
)
#: A number in brackets behind a title.
_ENDING = re.compile(r"[^\n]{3,}?[ \t](?P<before>[\[(])(?P<number>[1-9][0-9]{0,2})(?P<after>[\])])[ \t]*\Z")
_FIGURES = re.compile(r"[0-9]+")
#: The letter of a group before the number of an item: `A.1`, `B.3`.
_GROUP = re.compile(r"\A[a-h](?=\.?0)")
#: What stands for a title in the name of a form.
_TITLE = "…"


def framed(text: str, rows: Sequence[Row]) -> Iterator[Start]:
    r"""The lines that have one form and numbers that rise, as the first lines of items.

    >>> from referat.structure.outline import outline
    >>> text = "\nResume\n".join(f"Til pkt. {number}." for number in (138, 139, 140))
    >>> [(start.number, start.form) for start in framed(text, outline(text))]
    [(138, 'til pkt. 0. 1'), (139, 'til pkt. 0. 1'), (140, 'til pkt. 0. 1')]
    """
    forms: dict[str, list[Start]] = {}
    for index, row in enumerate(rows):
        if row.kind in (TEXT, NOISE) and row.end - row.begin <= _LONGEST:
            for start in _read(text, row, index):
                forms.setdefault(start.form, []).append(start)
    rising = sorted((start for starts in forms.values() if _rises(starts) for start in _once(starts)), key=_by_row)
    return (start for _, (start, *_) in groupby(rising, key=lambda start: start.row))


def _read(text: str, row: Row, index: int) -> Iterator[Start]:
    """A row with numbers in it, by what stands around them: before a title, behind one, or all of the line."""
    line = text[row.begin : row.end].rstrip()
    if row.kind == NOISE and any(map(str.isalpha, line)):
        return  # a page
    if match := _ENDING.fullmatch(line):
        yield Start(index, int(match["number"]), f"{_TITLE} {match['before']}0{match['after']}", row.begin)
    if (match := number_behind().search(line)) and match.start() >= _SHORTEST:
        yield Start(index, int(match["number"]), f"{_TITLE} {match['word'].casefold()} 0", row.begin)
    if match := _behind_group().fullmatch(line):
        yield Start(index, int(match["number"]), f"{_TITLE} - {match['word'].casefold()} 0", row.end)
    if (match := _LED.match(line)) and any(map(str.isalpha, line[match.end() :])):
        form = f"{_FIGURES.sub('0', _alike(match['before']))}0{match['after']}{match['rest'].strip()} {_TITLE}"
        yield Start(index, int(match["number"]), _GROUP.sub("*", form), row.begin + match.end())
    line = _case_behind().sub("", line)
    numbers = [match[0] for match in _FIGURES.finditer(line)]
    if numbers and len(numbers) <= _MOST:
        form = _GROUP.sub("*", _FIGURES.sub("0", _alike(line)))
        for place, number in enumerate(numbers, 1):
            if len(number) < 5 and number[0] != "0":
                yield Start(index, int(number), f"{form} {place}", row.end)


def _alike(words: str) -> str:
    """Words that are the same in all lines of a form, however they are set; `Åben` and `Lukket` are alike."""
    return _openness().sub("*", " ".join(words.casefold().split()) + " " * words[-1:].isspace())


def _rises(starts: Sequence[Start]) -> bool:
    """Whether the numbers of a form go on by one, over and over again; contents and doubled lines print them twice."""
    steps = [after.number - before.number for before, after in pairwise(starts) if after.number != before.number]
    steady = sum(step == 1 for step in steps)
    return steady >= _LEAST - 1 and steady >= _STEADY * len(steps)


def _once(starts: Sequence[Start]) -> Iterator[Start]:
    """The lines without those that print the one right above again."""
    yield from starts[:1]
    for before, start in pairwise(starts):
        if start.number != before.number or start.row - before.row > _DOUBLED:
            yield start


def _by_row(start: Start) -> tuple[int, bool]:
    """Lines in their order, and first what is all of a line: `Sag 2 af 6` has no title on it."""
    return start.row, _TITLE in start.form


@cache
def _behind_group() -> re.Pattern[str]:
    """The word for an item and its number, behind what the items of a group have in common: `Sundhed - sag 4`."""
    words = alternation(load("agenda").facts["item_words"])
    return re.compile(rf"[^\n]{{2,60}}?[ \t]?[-–|·>][ \t](?P<word>(?i:{words})) ?(?P<number>[1-9][0-9]{{0,3}})[ \t]*")


@cache
def _case_behind() -> re.Pattern[str]:
    """A case number that ends a line, which not every item has."""
    return re.compile(rf"[ \t]*[|>·•∙–-]?[ \t]*(?<![^\s]){known()}[ \t]*\Z")


@cache
def _openness() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){alternation(load('agenda').facts['openness'])}(?![^\W_])")
