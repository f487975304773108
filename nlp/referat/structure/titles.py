"""The title of an item: where it stands, over how many lines, and how often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from referat.names import trie_regex
from referat.numbers import is_year
from referat.patterns import alternation, load
from referat.structure.case_forms import gap_before, known
from referat.structure.item_lines import ALONE, BARE, Start, number_behind, start_at
from referat.structure.outline import AROUND_CASE, BOUNDS, CLOSED, HEADING, META, NOISE, TEXT, Row
from referat.structure.title_parts import case_number, is_set_off, parts, suffixes

#: A title wraps at the width of its page; a shorter line that is followed by another does not.
_WRAPPED_FROM = 45
_LIMIT = 300
#: A contents line is cut at about 100 characters; so many letters tell which title it is.
_TELLING = 20
#: Nor is a title printed more often in succession, or over more lines.
_PRINTS = 4
#: No leaders to a page's number are longer.
_PAGE_LIMIT = 150
_LEADERS = "._…"
#: So many lines of a case number may stand between an item's number and its title.
_CASE_LINES = 3
#: What a title begins with that begins with no letter: a quotation, a bracket, a paragraph.
_SIGNS = "\"“”„»'(§"
_LETTERS = re.compile(r"[^\W\d_]{3}")
_STOPS = (".", ":", "?", "!")
_BULLETS = ("-", "–", "•", "·", "*")


class Title(NamedTuple):
    """A title as printed; `first` and `end` are the rows it takes, the number's and its repetitions' among them."""

    text: str
    first: int
    end: int


def read_title(text: str, rows: Sequence[Row], start: Start, *, above: bool = False) -> Title:
    """The title of the item that may begin here. `above`: it stands above the number where it is not on its line.

    >>> from referat.structure.outline import outline
    >>> from referat.structure.item_lines import starts
    >>> text = "7. Frigivelse af midler til en ny cykelsti ved Skovvej og\\nSkolegade i Nyby\\nResume"
    >>> read_title(text, outline(text), next(starts(text, outline(text))))
    Title(text='Frigivelse af midler til en ny cykelsti ved Skovvej og Skolegade i Nyby', first=0, end=2)
    """
    index = start.row
    if part := title_on_line(text, rows, start):
        return _read_on(text, rows, index, index + 1, part)
    if above:
        over = next((at for at in range(index - 1, -1, -1) if rows[at].kind not in (*AROUND_CASE, NOISE)), -1)
        is_there = over >= 0 and may_be_title(text, rows[over])
        return Title(row_text(text, rows[over]), over, index + 1) if is_there else Title("", index, index + 1)
    below = index + 1
    while below < min(index + _CASE_LINES, len(rows)) and _stands_between(text, rows[below]):
        below += 1
    if below < len(rows) and (may_be_title(text, rows[below]) or is_named_like_a_section(rows, index)):
        return _read_on(text, rows, index, below + 1, row_title(text, rows[below]))
    if below < len(rows) and start.form[0].isalpha() and _ordinal().match(text, rows[below].begin, rows[below].end):
        return _read_on(text, rows, index, below + 1, row_title(text, rows[below]))
    if below < len(rows) and is_closed_alone(text, rows[below]):
        return Title(row_text(text, rows[below]), index, below + 1)
    return Title("", index, index + 1)


def is_named_like_a_section(rows: Sequence[Row], index: int) -> bool:
    """Whether what looks like a heading right below a number is the item's title: a section or a case number follows.

    >>> from referat.structure.outline import outline
    >>> [is_named_like_a_section(outline(f"Sag nr. 12\\nHøring\\n{line}"), 0) for line in ("Resume", "Naboer er hørt.")]
    [True, False]
    """
    title, behind = rows[index + 1 : index + 2], rows[index + 2 : index + 3]
    return any(row.kind == HEADING for row in title) and any(row.kind in BOUNDS for row in behind)


def row_text(text: str, row: Row) -> str:
    """The text of a row, without Markdown and menu words."""
    return plain(text[row.begin : row.end])


def plain(text: str) -> str:
    """A heading's words, with ordinary spaces and without Markdown."""
    return " ".join(text.strip("*_# \t\\").removesuffix(" |").split())


def key(title: str) -> str:
    """What two prints of one title have in common: the letters and digits, `å` as `aa`.

    >>> key("Udvalgsmål (B)") == key("UDVALGSMAAL B")
    True
    """
    bare = "".join(title.casefold().split())
    if not bare.isalnum():
        bare = "".join(filter(str.isalnum, bare))
    return bare.replace("å", "aa")


def same(one: str, other: str) -> bool:
    """Whether two keys are of one title, which may be cut at its end.

    >>> same(key("Ny skole"), key("Ny skole")), same(key("Ny skole"), key("Ny skole i Vig"))
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short) and (len(short) == len(long) or len(short) >= _TELLING)


def may_be_title(text: str, row: Row) -> bool:
    """Whether a row could be a title: it has letters, is short, and begins as titles do, with no item's number."""
    if row.kind != TEXT or row.end - row.begin > _LIMIT or begins_item(text, row):
        return False
    first = text[row.begin]
    return (
        first.isupper()
        or first in _SIGNS
        or is_set_off(text[row.begin : row.end])
        or (first.isdigit() and _LETTERS.search(text, row.begin, row.end) is not None)
    )


def is_closed_alone(text: str, row: Row) -> bool:
    """Whether a row is all that is printed of a closed item's title: `Lukket punkt`; `Lukket` is only a mark.

    >>> from referat.structure.outline import outline
    >>> [is_closed_alone(text, outline(text)[0]) for text in ("Lukket punkt", "Lukket")]
    [True, False]
    """
    return row.kind == CLOSED and " " in row_text(text, row)


def begins_item(text: str, row: Row) -> bool:
    """Whether a row has an item's number in a form that no title has."""
    start = start_at(text, row, 0)
    return start is not None and start.form not in (BARE, ALONE) and not text[start.title : start.title + 1].islower()


def title_on_line(text: str, rows: Sequence[Row], start: Start) -> str:
    """What stands behind an item's number on its line, where that is a title and not only said about the item.

    The mark of an open item, a case number, initials, a label with its value, a code, a remark in brackets:
    `Punkt 4 | Gruppe: Plan | Åben`, `Nr. 21 - B`, `Punkt 30 (ca. 5 min.)`. `Lukket punkt` is a title.
    """
    line = number_behind().sub("", text[start.title : rows[start.row].end])
    part = plain(gap_before().sub(" – ", line))
    cells = [plain(cell) for cell in _fact("between_cells").split(line.strip())]
    if len(cells) == 1:
        said = (" " not in part and part.casefold() in _marks()) or _fact("code").fullmatch(part) is not None
    else:
        said = all(map(_is_said, cells))
    return "" if said else part


def _is_said(cell: str) -> bool:
    """Whether a cell beside an item's number is no title: empty, a mark of openness, a case number, a label."""
    told = (_fact("code"), _fact("said"), _case_behind())
    return not cell or cell.casefold() in _marks() or any(regex.fullmatch(cell) for regex in told)


def row_title(text: str, row: Row) -> str:
    """The text of a row as a title: without the label of one in a cell of its own, `Overskrift` and a tab."""
    return plain(_fact("title_cell").sub("", text[row.begin : row.end]))


def _stands_between(text: str, row: Row) -> bool:
    """Whether a row may part an item's number from its title: a case number in any form, the mark of an open item."""
    if is_closed_alone(text, row):
        return False
    return row.kind in AROUND_CASE or (row.kind == TEXT and _LETTERS.search(text, row.begin, row.end) is None)


def _read_on(text: str, rows: Sequence[Row], first: int, end: int, part: str) -> Title:
    """The title with the lines over which it goes on and those that print it again."""
    lines = [part]
    while end < len(rows) and sum(map(len, lines)) <= _LIMIT and _goes_on(text, rows, end, lines):
        lines.append(row_text(text, rows[end]))
        end += 1
    title = joined(lines)
    wanted = {key(one) for one in {title, parts(title).topic}} - {""}
    for _ in range(_PRINTS):
        after = next(filter(None, (_printed_again(text, rows, end, one) for one in wanted)), 0)
        if not after:
            break
        end = after
    return Title(title, first, end)


def _goes_on(text: str, rows: Sequence[Row], index: int, lines: Sequence[str]) -> bool:
    """Whether the title goes on in this row: it must, or it begins in lower case, or it fills the page's width."""
    row = rows[index]
    if row.kind != TEXT or row.marked or text.count("\n", rows[index - 1].end, row.start) > 1:
        return False
    part, before = row_text(text, row), lines[-1]
    if key(part) == key(lines[0]) or begins_item(text, row):
        return False
    if _is_type(part) or _case_alone().match(before):
        return True
    if _unfinished().search(before):
        return not part.startswith(_BULLETS)
    if part.startswith("- ") and part[2:3].islower() and index + 1 < len(rows) and rows[index + 1].kind in BOUNDS:
        return not before.endswith(_STOPS)
    if before.endswith(_STOPS) or part.startswith(_BULLETS) or not (any(map(str.isalpha, part)) or is_year(part)):
        return False
    if part[0].islower():
        return part[1:2] not in (")", ".", " ") or part[:2] in _one_letter_words()
    if start_at(text, row, index) is not None:
        return False  # the next item: `2. Kort over stien` / `99 Havn`
    followed = index + 1 == len(rows) or rows[index + 1].kind in BOUNDS or rows[index + 1].kind == META
    return followed and len(before) >= _WRAPPED_FROM and len(part) <= len(before) + 20 and not part.endswith(_STOPS)


def _is_type(part: str) -> bool:
    """Whether a line is nothing but the type of an item: `(Beslutning)`."""
    return any(match.start() == 0 for regex in suffixes() if (match := regex.search(part)))


def joined(parts: Sequence[str]) -> str:
    """Lines as one, a word cut at the end of a line made whole.

    >>> joined(["Frigivelse af mid-", "ler til drifts-", "og anlægsopgaver"])
    'Frigivelse af midler til drifts- og anlægsopgaver'
    """
    whole = parts[0]
    for part in parts[1:]:
        cut = whole[-2:-1].isalpha() and whole.endswith("-") and part[:1].islower() and not _joins().match(part)
        whole = whole[:-1] + part if cut else f"{whole} {part}"
    return whole


def _printed_again(text: str, rows: Sequence[Row], first: int, wanted: str) -> int:
    """The row behind a further print of a title, on one line or over several, with its number or without; 0: none."""
    found = ""
    for index, row in enumerate(rows[first : first + _PRINTS], first):
        if row.kind == NOISE:
            continue
        if row.kind != TEXT:
            break
        start = start_at(text, row, index) if index == first else None
        found += key(text[row.begin if start is None else start.title : row.end])
        if found and found == wanted:
            return index + 1
        if not wanted.startswith(found):
            break
    return 0


def is_closed(title: str) -> bool:
    """Whether a title says that its item is behind closed doors.

    >>> is_closed("Lukket: Ejendomssag"), is_closed("Lukkede ungdomsklubber")
    (True, False)
    """
    likely = _closed_stems().search(title.casefold())
    return likely is not None and _fact("closed_title").search(title) is not None


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or a part of one does, and no title.

    >>> is_sentence("at der søges midler,"), is_sentence("Bevilling på 45 mio. kr.")
    (True, False)
    """
    return line.endswith((".", ";", ",", ":")) and not line.endswith(tuple(load("agenda").facts["abbreviations"]))


def is_contents(line: str) -> bool:
    """Whether a line ends in leaders and the number of a page, as in a table of contents.

    >>> is_contents("Ny skole..... 14"), is_contents("Budget 2030")
    (True, False)
    """
    return _page(line) is not None


def without_page(line: str) -> str:
    """A line of the contents without its leaders and page."""
    page = _page(line)
    return line[: page.start()] if page else line


def _page(line: str) -> re.Match[str] | None:
    """The leaders and the page's number at the end of a line."""
    last = line.rstrip()[-1:]
    likely = last.isdigit() or last in _LEADERS
    return _fact("page").search(line, max(len(line) - _PAGE_LIMIT, 0)) if likely else None


@cache
def _ordinal() -> re.Pattern[str]:
    """A title that begins with a number of its own, which no item's number is: `1. budgetopfølgning 2030`."""
    return re.compile(r"[1-9]\.[ \t](?:[a-zæøå]{4}|[A-ZÆØÅ]{4})")


@cache
def _marks() -> frozenset[str]:
    """The marks of open and closed items, in small letters."""
    agenda = load("agenda").facts
    return frozenset(word.casefold() for word in (*agenda["open_words"], *agenda["closed_words"]))


@cache
def _one_letter_words() -> frozenset[str]:
    """The beginnings of lines that are a word of one letter and no letter of a list."""
    return frozenset(f"{word} " for word in load("agenda").facts["one_letter_words"])


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"{alternation(load('agenda').facts['joins'])}(?![^\W_])")


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){alternation(load('agenda').facts['unfinished'])}\Z")


@cache
def _case_alone() -> re.Pattern[str]:
    return re.compile(rf"{case_number()}\Z")


@cache
def _case_behind() -> re.Pattern[str]:
    """A case number, behind its label or another one."""
    return re.compile(rf"[^0-9]{{0,24}}?{known()}")


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(load("agenda").facts[name])


@cache
def _closed_stems() -> re.Pattern[str]:
    return re.compile(trie_regex(load("agenda").facts["closed_stems"]))
