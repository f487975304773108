"""The lines that may begin an agenda item, by their form: `Punkt 3: Titel`, `12. Titel`, a number alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.patterns import alternation, load
from referat.structure.outline import NOISE, TEXT, Row

#: Forms of a number before a title; the words of the file are further forms.
STOP, BRACKET, BARE, COLON, DASH, BAR, ALONE, OPEN = (
    "12. Titel", "12) Titel", "12 Titel", "12: Titel", "12 - Titel", "12 | Titel", "12", "åbent 12 Titel",
)  # fmt: skip
#: Forms that lists have, too.
LISTS = frozenset({STOP, BRACKET, BARE})
#: So many lines with two numbers tell that the second is the item's, and such a share of the lines of their form.
_LEAST, _MOST = 3, 0.75
#: A number behind another that is no year, and no part of a title: `1. budgetopfølgning`, `12 boliger`.
_SECOND = re.compile(
    r"(?!(?:19|20)[0-9]{2}(?![0-9]))(?P<number>[1-9][0-9]{0,3})(?:\.|:|[ \t][-–])?[ \t]+(?=[^\W_])(?![a-zæøå])"
)


class Start(NamedTuple):
    """A line that may begin an item: `row` is its index, `title` the offset where a title begins on it."""

    row: int
    number: int
    form: str
    title: int


def starts(text: str, rows: Sequence[Row]) -> Iterator[Start]:
    """All lines that have the form of an item's first line.

    >>> from referat.structure.outline import outline
    >>> text = "Punkt 3: Cykelsti\\n12. Titel\\n3. maj 2030"
    >>> [(start.number, start.form) for start in starts(text, outline(text))]
    [(3, 'punkt'), (12, '12. Titel')]
    """
    for index, row in enumerate(rows):
        start = start_at(text, row, index) if row.kind in (TEXT, NOISE) else None
        if start is not None and (row.kind == TEXT or start.form == ALONE):
            yield start


def start_at(text: str, row: Row, index: int) -> Start | None:
    """The row read as the first line of an item."""
    first = text[row.begin : row.begin + 2]
    if first[:1].isdigit() or first[:1] in _OPENING:
        match = _numbered().match(text, row.begin, row.end)
        form = None if match is None else _FORMS.get(match.lastgroup or "", BARE)
    elif first.casefold() not in _beginnings():
        return None
    else:
        match = _worded().match(text, row.begin, row.end)
        form = None if match is None else _word(match)
    if match is None or form is None:
        return None
    return Start(index, int(match["number"]), form, match.end())


def with_running(text: str, rows: Sequence[Row], found: Sequence[Start], outside: Sequence[Start]) -> Sequence[Start]:
    """The starts, those of lines with two numbers by the second where that goes on by one: `3 41 Havn`, `7 42 Vej`.

    Most of those `outside` of lists must have a second number, and the first must not count the items by itself.
    """
    again = {start.row: second for start in found if (second := behind_counter(text, start))}
    forms, numbers = {start.form for start in again.values()}, [start.number for start in again.values()]
    titled = [start for start in outside if start.form in forms and not text[start.title : start.title + 1].islower()]
    titles = {text[start.title : rows[start.row].end].strip() for start in again.values()}
    few = len(again) < max(_LEAST, _MOST * len(titled)) or len(titles) == 1
    if few or _counts([start.number for start in titled], len(set(numbers))) or not go_on(numbers):
        return found
    return [again.get(start.row, start) for start in found]


def _counts(numbers: Sequence[int], items: int) -> bool:
    """Whether numbers count so many items from 1 with no gap, as those of pages do not."""
    return len(set(numbers)) >= items and set(numbers) == set(range(1, len(set(numbers)) + 1))


def behind_counter(text: str, start: Start) -> Start | None:
    """The start that a second number makes, the first being that of a page; none where a title may begin with it."""
    second = _SECOND.match(text, start.title) if start.form in LISTS else None
    return None if second is None else start._replace(number=int(second["number"]), title=second.end())


def go_on(numbers: Sequence[int]) -> bool:
    """Whether numbers rise, and most by one; the contents may print them before the items do.

    >>> go_on([41, 43, 44, 45]), go_on([3, 5, 7]), go_on([41, 42, 43, 41, 42, 43])
    (True, False, True)
    """
    steps = [after - before for before, after in pairwise(dict.fromkeys(numbers))]
    return min(steps, default=0) > 0 and sum(step == 1 for step in steps) * 2 > len(steps)


#: What may stand around a number.
_OPENING = ("(", "[")
#: By the group of the regex that took part last.
_FORMS = {"alone": ALONE, "stop": STOP, "bracket": BRACKET, "colon": COLON, "dash": DASH, "bar": BAR}


def _word(match: re.Match[str]) -> str:
    return OPEN if match["open"] else "".join(c for c in match["word"].casefold() if c.isalpha())


@cache
def _beginnings() -> frozenset[str]:
    """The two letters, in lower case, with which the words before a number begin."""
    agenda = load("agenda").facts
    return frozenset(word[:2].casefold() for word in (*agenda["item_words"], *agenda["openness"]))


@cache
def _numbered() -> re.Pattern[str]:
    """A number that is no year, a sign or none, and what looks like the beginning of a title."""
    months = alternation(load("months").words["month"])
    return re.compile(
        r"(?P<opening>[(\[])?(?!(?:19|20)[0-9]{2}(?![0-9]))(?P<number>[0-9]{1,4})"
        r"(?:(?(opening)(?!))(?P<alone>\.?[*_ \t]*\Z)"
        r"|(?:(?P<bracket>\.?[)\]][ \t]+)|(?(opening)(?!))"
        r"(?:(?P<colon>\.?[ \t]?:[ \t]+)|(?P<stop>\\?\.[ \t]*(?:[-–][ \t]+)?)|(?P<dash>[ \t]?[-–][ \t]+)"
        r"|(?P<bar>[ \t]?(?:[|·•∙]|(?<=[ \t])/)[ \t]+(?![^\n|]*\|))|[ \t]+))"
        rf"(?!(?i:{months})\b)(?=[^\W\d_]|[*_]*[\"“”„»'(\[#*§]|(?<=[ \t])[0-9]))"
    )


@cache
def _worded() -> re.Pattern[str]:
    """A word for an item, or for its being open, before the number."""
    agenda = load("agenda").facts
    words = alternation(agenda["item_words"]).replace(r"\ ", r"[ \t]?").replace(r"\.", r"[ \t]?\.")
    openness = alternation(agenda["openness"])
    year = r"/(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
    worded = rf"(?i:(?P<word>{words}))[ \t]{{0,3}}(?::[ \t]{{0,3}})?"
    opened = rf"(?i:(?P<open>{openness}))[ \t]+(?:(?i:{words})[ \t]+)?"
    behind = r"(?:[ \t]*[:.–|·•∙-]+[*_ \t]*|[ \t]+/[ \t]+|[ \t]+|,[ \t]+(?=[A-ZÆØÅ\"])|(?=[A-ZÆØÅ][a-zæøå])|\Z)"
    return re.compile(rf"(?:{worded}|{opened})(?P<number>[0-9]{{1,4}})(?:{year})?(?![0-9/-]|[.,][0-9])[*_]*{behind}")


@cache
def number_behind() -> re.Pattern[str]:
    """An item's word and number at the end of a line, in a column of their own behind the title.

    >>> number_behind().search("Cykelsti        Sag 41")["number"]
    '41'
    """
    words = alternation(load("agenda").facts["item_words"])
    return re.compile(rf"(?:\t| {{3,}})[ \t]*(?P<word>{words}) ?(?P<number>[1-9][0-9]{{0,3}})[ \t]*\Z")
