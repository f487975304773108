"""Organisations told by the company they keep: in an enumeration, a list of lines or a column of known ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from referat.capitals import Clue, Stretch, stretches, words
from referat.gazetteer import forms, plain, slug
from referat.organisations.context import may_be_name
from referat.organisations.parties import party_names, party_value
from referat.organisations.text import Text, ending, grammar, is_given, is_surname, kind_of, listed, without_genitive
from referat.values import Cell, Mention, Table

#: How far apart two known names may stand to be lines of one list, and how many of its lines must be known.
LIST_REACH = 400
KNOWN_SHARE = 0.5
#: A capital inside a word, which no plain word has.
_CAMEL = re.compile(r"[a-zæøå][A-ZÆØÅ]")
#: How long a cell that holds a name may be.
LONGEST_CELL = 80
#: How much may stand in a line before the name that fills it.
LONGEST_BULLET = 20


def in_company(text: Text, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The unknown names of enumerations and lists in which others are known; `mentions` are sorted."""
    starts = [mention.start for mention in mentions]
    for stretch in stretches(text.text).where(Clue(is_enumeration)):
        first, last = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
        if first < last:
            yield from _joined(text, stretch, mentions[first:last])
    yield from _listed_in_lines(text, mentions)


@lru_cache(maxsize=1 << 13)
def is_enumeration(stretch: str) -> bool:
    """Whether a stretch of capitalised words holds several names.

    >>> is_enumeration("KL og FOA"), is_enumeration("Hansen & Co A/S")
    (True, False)
    """
    return _separator().search(stretch) is not None


def _joined(text: Text, stretch: Stretch, known: Sequence[Mention]) -> Iterator[Mention]:
    """The unknown elements of an enumeration that has a known one."""
    elements, cursor = [], stretch.start + _lead_in(stretch.text)
    for separator in _separator().finditer(stretch.text):
        elements.append((cursor, stretch.start + separator.start()))
        cursor = stretch.start + separator.end()
    elements.append((cursor, stretch.end))
    whole = {(mention.start, mention.end) for mention in known}
    if not whole.intersection(elements):
        return
    parties = all(mention.details.get("kind") == "party" for mention in known)
    led = listed(text.word_before(stretch.start).lower(), "stands_at")
    for start, end in elements[1:] if led else elements:
        if any(mention.start < end and start < mention.end for mention in known):
            continue
        if parties:
            start += _before_party(text.text[start:end])
        weak = forms().get(plain(text.text[start:end]), ())
        if weak and weak[0].kind != "party":
            yield Mention(start, end, "ORG", weak[0].value, "org:joined", weak[0].details("gazetteer"))
        elif parties and (name := text.text[start:end]) in party_names() and name.isupper():
            value = party_value(name, [], text)
            yield Mention(
                start, end, "ORG", value, "org:joined", {"kind": "party", "id": slug(value), "matched": "shape"}
            )
        elif _is_name(text, start, end):
            yield _mention(text, start, end, "org:joined")


def _before_party(element: str) -> int:
    """How much stands before the letters of the first of several parties: `Flere bænke V, S og SF`."""
    before, _, last = element.rpartition(" ")
    return len(before) + 1 if before and last in party_names() and last.isupper() else 0


def _lead_in(stretch: str) -> int:
    """How long the word is that begins the sentence and not the name: `I KOSU og ...`."""
    first, space, rest = stretch.partition(" ")
    return len(first) + 1 if space and rest[:1].isupper() and listed(first, "not_first") else 0


def _is_name(text: Text, start: int, end: int) -> bool:
    """Whether an element is a name: capitals in a row, or one word whose capital is meant and that is no plain noun."""
    name = plain(text.text[start:end])
    if not _ends().match(text.text, end) or name.endswith("-") or not may_be_name(name, text):
        return False
    if " " in name:
        return len(words(name)) > 1
    if len(name) > 2 and name.isupper():
        return True
    plain_noun = ending(name, "definite_ending") is not None and ending(name, "home_ending") is None
    if _CAMEL.search(name):
        return True
    return text.is_inside(start) and not (
        plain_noun or len(name) < 2 or listed(name, "subject") or is_given(name) or is_surname(name)
        or text.has(name.lower())
    )  # fmt: skip


def _mention(text: Text, start: int, end: int, rule: str) -> Mention:
    value = without_genitive(plain(text.text[start:end]), text)
    details = {"kind": kind_of(value) or "organisation", "id": slug(value), "matched": "shape"}
    return Mention(start, end, "ORG", value, rule, details)


def _listed_in_lines(text: Text, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The unknown lines of a list of which many are known names."""
    whole = {mention.start: mention.end for mention in mentions if _fills_line(text.text, mention)}
    anchors, cursor = sorted(whole), 0
    for one, other in pairwise(anchors):
        if one < cursor or other - one > LIST_REACH:
            continue
        lines = [line.span("name") for line in _lines(text.text, one)]
        cursor = lines[-1][1] if lines else one + 1
        known = [line for line in lines if whole.get(line[0]) == line[1]]
        if len(known) >= max(2, KNOWN_SHARE * len(lines)):
            for start, end in lines:
                if start not in whole and may_be_name(plain(text.text[start:end]), text):
                    yield _mention(text, start, end, "org:listed")


def _fills_line(text: str, mention: Mention) -> bool:
    start = text.rfind("\n", max(mention.start - LONGEST_BULLET, 0), mention.start) + 1
    if start == 0 and mention.start > LONGEST_BULLET:
        return False
    line = _line().match(text, start)
    return line is not None and line.span("name") == (mention.start, mention.end)


def _lines(text: str, inside: int) -> list[re.Match[str]]:
    """The lines of the list around a place, each with one name."""
    start = text.rfind("\n", 0, inside) + 1
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if _name_line(text, above) is None:
            break
        start = above
    found: list[re.Match[str]] = []
    while (line := _name_line(text, start)) is not None:
        found.append(line)
        start = line.end() + 1
    return found


def _name_line(text: str, start: int) -> re.Match[str] | None:
    """The line that begins at a place, if it may hold a name and is not the head of a column."""
    line = _line().match(text, start)
    head = line is not None and any(listed(line["name"].lower(), heads) for heads in ("body_column", "other_column"))
    return None if head else line


def in_columns(text: str, tables: Sequence[Table], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The names in columns whose head says that organisations stand there, or in which most are known."""
    whole = {(mention.start, mention.end) for mention in mentions}
    for table in tables:
        for column in range(max(map(len, table.rows))):
            cells = [row[column] for row in table.rows if len(row) > column and row[column].end > row[column].start]
            headed = _is_headed(text, cells)
            if headed or _holds_bodies(cells, whole):
                for cell in cells[1:]:
                    end = cell.start + _name_end(text[cell.start : cell.end])
                    if (cell.start, end) not in whole and _is_cell_name(text[cell.start : end], headed=headed):
                        yield _mention(Text(text), cell.start, end, "org:column")


def _is_headed(text: str, cells: Sequence[Cell]) -> bool:
    """Whether the head of a column says that organisations stand in it."""
    return len(cells) > 1 and listed(text[cells[0].start : cells[0].end].strip(" :*").lower(), "body_column")


def _holds_bodies(cells: Sequence[Cell], known: set[tuple[int, int]]) -> bool:
    count = sum((cell.start, cell.end) in known for cell in cells)
    return count > 2 and count >= KNOWN_SHARE * len(cells)


def _is_cell_name(cell: str, *, headed: bool) -> bool:
    """Whether a cell holds a name; under a head that says nothing small words and commas make it none."""
    name = plain(cell)
    fits = len(name) <= LONGEST_CELL and (name[:1].isupper() or name[:1].isdigit()) and any(map(str.isalpha, name))
    whole = headed or not ("," in name or any(word[0].islower() for word in name.split()))
    return fits and whole and not listed(name, "no_cell") and may_be_name(name, Text(""))


def _name_end(cell: str) -> int:
    """Where the name in a cell ends before that of the person who stands for it: `Nybo IF v/ Lene Due`."""
    stands_for = _stands_for().search(cell)
    return stands_for.start() if stands_for is not None else len(cell)


@cache
def _stands_for() -> re.Pattern[str]:
    return grammar().compile("{stands_for}")


@cache
def _separator() -> re.Pattern[str]:
    return grammar().compile("{separator}")


@cache
def _ends() -> re.Pattern[str]:
    """What may stand behind a name that ends where its capitals do."""
    return grammar().compile("{tail}")


@cache
def _line() -> re.Pattern[str]:
    return grammar().compile("{list_line}")
