"""What each line of a text is by itself: a heading, a case number, the mark of an item's being open, noise, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.patterns import alternation, load
from referat.structure.case_forms import known, label, labelled
from referat.structure.lines import LIST_MARK, Line, is_marked, may_be_menu, split_lines
from referat.structure.sections import (
    FALLBACK,
    STAGE,
    Heading,
    decision_kind,
    heading_at,
    is_enclosure_mark,
    select,
    spare,
)

#: The kinds of rows. A group is a heading over items; LABEL is a line of the head or of who was there, META stands
#: around a case number, CONTENTS heads the table of contents, NOISE is page numbers, running heads and menus.
HEADING, CASE, OPEN, CLOSED, META, LABEL, OPEN_GROUP, CLOSED_GROUP, CONTENTS, NOISE, TEXT = (
    "heading", "case", "open", "closed", "metadata", "label", "open group", "closed group", "contents", "noise", "text",
)  # fmt: skip
#: Rows of these kinds show that the title above them is an item's.
BOUNDS = frozenset({HEADING, CASE, OPEN, CLOSED})
#: Rows that go on with the line of the case number.
AROUND_CASE = frozenset({CASE, META, OPEN, CLOSED})
#: A longer line is text, or a heading with text behind it.
_LIMIT = 200
#: A paper may be named like a section of an item; then it is so in one of its first lines.
_NAME_ROWS = 5
#: A line beside so many page numbers is a running head.
_RUNNING = 3
#: What ends a sentence, or announces what follows.
_STOPS = ".:!?"
#: The letters of a series of case numbers, all of them capitals.
_SERIES = 5
_WORD = re.compile(r"[^\W\d_]+")
#: A line that is drawn.
_RULE = r"(?:[-=~+.–—]{4,}|(?:[•·∙*] ?){3,}|\|[ \t:|-]*---[ \t:|-]*)"
#: The second part of a case number that is broken over a line end, alone on its line.
_REST = re.compile(r"([0-9]{1,6}(?:-[0-9]{1,6}){0,2})[*_ \t]*\Z")
#: What is left of a number at the end of a flattened line, or the number of the page that follows it.
_LOST = r"[0-9]{1,2}(?:[/-](?![0-9])|[ \t]*(?:\Z|(?=[A-ZÆØÅ])))"


class Row(NamedTuple):
    """A line: `begin` is where its text begins, Markdown and menu words left out; `marked` whether it had Markdown.

    `case_number` is that of a CASE row, None where the label stands alone. `spare` is the heading that a row of text
    would be, had its item no other of that kind.
    """

    start: int
    end: int
    begin: int
    kind: str
    marked: bool = False
    heading: Heading | None = None
    case_number: str | None = None
    spare: Heading | None = None


#: What tells a case number, besides its own label: a label that is also a word, an open item's mark before it.
_CASES = frozenset({"known", "openness"})


class _Sign(NamedTuple):
    """A regex that tells the kind of a row from its first words."""

    kind: str
    regex: re.Pattern[str]


def outline(text: str) -> list[Row]:
    """The rows of a text, in order; blank lines are none.

    >>> [row.kind for row in outline("1. Cykelsti\\nSagsnr.: 30/1234\\nResume\\nVejen er smal.")]
    ['text', 'case', 'heading', 'text']
    """
    lines, breaks = split_lines(text)
    found = _without_items(text, list(_headings(text, lines, breaks)))
    headings = {heading.start: heading for heading in select(found)}
    rows = [_row(text, line, headings.get(line.start)) for line in lines]
    rows = _with_spares(rows, {h.start: h for h in spare(found) if h.start not in headings})
    rows = _with_ends(text, _with_values(text, _without_page_heads(text, rows)))
    rows = _without_page_lines(text, _without_repetitions(text, rows))
    return _without_running_heads(text, _without_continuations(text, rows))


def _without_continuations(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made noise that are titles which a new page prints again: `Sag 62. Ny skole (fortsat)`."""
    for index, row in enumerate(rows):
        if text[row.end - 1] == ")" and row.kind == TEXT and _again().search(text, row.begin, row.end):
            rows[index] = row._replace(kind=NOISE)
    return rows


def _with_spares(rows: list[Row], spares: Mapping[int, Heading]) -> list[Row]:
    """The rows, those of text with the headings that they would be, had their item no other."""
    if not spares:
        return rows
    return [row._replace(spare=spares[row.start]) if row.start in spares and row.kind == TEXT else row for row in rows]


def _headings(text: str, lines: Sequence[Line], breaks: frozenset[int]) -> Iterator[Heading]:
    enclosed = False
    for index, line in enumerate(lines):
        heading = heading_at(text, line, flattened=line.start in breaks)
        if heading and not enclosed and not (index < _NAME_ROWS and _names_paper(text, heading)):
            yield heading
        enclosed = is_enclosure_mark(text, line)


def _without_items(text: str, headings: Sequence[Heading]) -> list[Heading]:
    """The headings without numbered ones, unless those of one item come again in another: `1. Resume`, `2. Høring`."""
    numbered = {}
    for heading in headings:
        words = text[heading.start : heading.end].lstrip("#*_> \t")
        mark = LIST_MARK.match(words)
        if mark and any(map(str.isdigit, mark[0])):
            numbered[heading.start] = words[mark.end() :]
    often = [words for words, count in Counter(numbered.values()).items() if count > 1]
    return [heading for heading in headings if len(often) > 1 or heading.start not in numbered]


def _names_paper(text: str, heading: Heading) -> bool:
    """Whether what looks like a heading is the name of the whole paper: `BESLUTNINGER`, `REFERAT`."""
    words = text[heading.start : heading.end].strip("#*_ \t:").casefold()
    return heading.kind == decision_kind() and words in load("head").words["kind"]


def _row(text: str, line: Line, heading: Heading | None) -> Row:
    start, end, begin, word, _ = line
    marked = start < begin and is_marked(text, start, begin)
    if heading is not None:
        return Row(start, end, begin, HEADING, marked, heading)
    if end - begin > _LIMIT:
        return Row(start, end, begin, TEXT, marked)
    if begin == end or (may_be_menu(text, begin) and _menu().match(text, begin, end)):
        return Row(start, end, begin, NOISE, marked)
    if text[end - 1].isdigit() and _page_head().match(text, begin, end):
        return Row(start, end, begin, NOISE, marked)
    for sign in _signs(word):
        if match := sign.regex.match(text, begin, end):
            return Row(start, end, begin, sign.kind, marked, None, _number(match))
    return Row(start, end, begin, TEXT, marked)


def _signs(word: str) -> Sequence[_Sign]:
    """The signs that may tell the kind of a row that begins with this word, or with none."""
    if not word:
        return _figures()
    return _worded().get(word.casefold()) or (_figures() if len(word) <= _SERIES and word.isupper() else ())


def _number(match: re.Match[str]) -> str | None:
    number = match.groupdict().get("number")
    return "".join(number.split()).upper() if number else None


def _with_values(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made of a label's kind that hold the value of the label above them.

    `Sagsnr.` / `30/1234` is one case number, and so is `Sagsnr. 30-` / `1234`.
    `Punkttype` / `Beslutning` opens no section.
    """
    for index, (above, row) in enumerate(pairwise(rows), 1):
        if above.kind == CASE and above.case_number is None and (match := _value().match(text, row.begin, row.end)):
            rows[index] = row._replace(kind=CASE, case_number=_number(match))
        elif above.kind == CASE and above.case_number and (rest := _rest(text, above, row)):
            rows[index - 1] = above._replace(case_number=above.case_number + rest)
            rows[index] = row._replace(kind=CASE)
        elif row.kind == HEADING and above.kind == META and _type_label().match(text, above.begin, above.end):
            rows[index] = row._replace(kind=META, heading=None)
    return rows


def _rest(text: str, above: Row, row: Row) -> str:
    """What a line goes on with that broke off in a case number: `01.02.05-P16-` / `11-08`."""
    broken = text[above.begin : above.end].endswith(f"{above.case_number}-")
    match = _REST.match(text, row.begin, row.end) if broken else None
    return f"-{match[1]}" if match else ""


def _with_ends(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made text again that are no page's number but the last of a sentence: `punkt` / `3.`"""
    for index, (above, row) in enumerate(pairwise(rows), 1):
        if row.kind == NOISE and above.kind == TEXT and row.start - above.end <= 1:
            ends = text[row.begin : row.end].rstrip().endswith(".")
            if ends and _is_open(text[above.begin : above.end].rstrip()):
                rows[index] = row._replace(kind=TEXT)
    return rows


def _is_open(line: str) -> bool:
    """Whether a line ends in the middle of a sentence."""
    return line[-1:].isalpha() or line.endswith(tuple(load("agenda").facts["abbreviations"]))


def _without_page_heads(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made noise that look like a decision's heading and stand in the middle of a sentence.

    A page's head parts it, beside the page's number: `Stien skal være` / `Side 3` / `Teknisk Udvalg den 3. maj 2030` /
    `to meter bred.`; what goes on with the words of a decision is one.
    """
    told = [index for index, row in enumerate(rows) if row.kind in (TEXT, HEADING)]
    for above, index, below in zip(told, told[1:], told[2:], strict=False):
        heading = rows[index].heading or rows[index].spare
        if heading and heading.alone and heading.rank in (FALLBACK, STAGE) and heading.kind == decision_kind():
            before, behind = (text[rows[at].begin : rows[at].end].rstrip() for at in (above, below))
            parted = not rows[above].heading and before[-1:] not in _STOPS and behind[:1].islower()
            paged = any(row.kind == NOISE for row in rows[above + 1 : below])
            if parted and paged and next((hit.start for hit in load("decisions").scan(behind)), 1) > 0:
                rows[index] = rows[index]._replace(kind=NOISE, heading=None, spare=None)
    return rows


def _without_repetitions(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those of text made noise that only print the row above again."""
    for index, (above, row) in enumerate(pairwise(rows), 1):
        alike = row.kind == TEXT and row.end - row.begin == above.end - above.begin
        if alike and text[above.begin : above.end] == text[row.begin : row.end]:
            rows[index] = row._replace(kind=NOISE)
    return rows


def _without_page_lines(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made noise that come again on each page with its number at their end: `Byrådet 3. maj  4`."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, row in enumerate(rows):
        likely = text[row.end - 1].isdigit() and row.kind == TEXT and row.end - row.begin <= _LIMIT
        if likely and (match := _page_line().match(text, row.begin, row.end)):
            found.setdefault(match["line"], []).append((index, int(match["page"])))
    for pages in found.values():
        rise = all(after[0] > before[0] + 1 and after[1] >= before[1] for before, after in pairwise(pages))
        for index, _ in pages if rise and len({page for _, page in pages}) >= _RUNNING else ():
            rows[index] = rows[index]._replace(kind=NOISE)
    return rows


def _without_running_heads(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those made noise that stand beside page numbers again and again, or name whose paper it is.

    What comes again right behind headings is what the sections say: `Beslutning` / `Godkendt` at the end of a page.
    """
    beside = {
        index
        for at, row in enumerate(rows)
        if row.kind == NOISE and row.begin < row.end
        for index in (at - 2, at - 1, at + 1, at + 2)
        if 0 <= index < len(rows) and rows[index].kind in (TEXT, LABEL)
    }
    lines = {index: text[rows[index].begin : rows[index].end].rstrip() for index in beside}
    told = {index for index in beside if index and rows[index - 1].kind == HEADING}
    counts = Counter(line for index, line in lines.items() if index not in told and not line.endswith("."))
    for index, line in lines.items():
        if counts[line] >= _RUNNING or _page_owner().fullmatch(line):
            rows[index] = rows[index]._replace(kind=NOISE)
    return rows


@cache
def _worded() -> dict[str, tuple[_Sign, ...]]:
    """The signs by the word, in lower case, with which their rows begin."""
    agenda, head = load("agenda").facts, load("head").facts
    cases = agenda["cases"]
    labels = [label for labels in head["labels"].values() for label in labels]
    behind = {
        CASE: (
            cases["labels"],
            rf"\.?[ \t]?:?[*_ \t]*(?:{labelled()}(?![^\W_]|/)|(?![0-9])|{_LOST})(?![ \t]*[a-zæøå])",
        ),
        "openness": (
            [*agenda["open_words"], *agenda["closed_words"]],
            rf"[*_ \t.,:|–-]+(?P<label>{label()}\.?[ \t]?:?[*_ \t]*)?"
            rf"(?:{labelled()}(?![^\W_]|/)(?(label)|[*_ \t]*\Z)|(?(label)\Z|(?!)))",
        ),
        "known": (cases["strict_labels"], rf"\.?[ \t]?:?[*_ \t]*{known()}(?![^\W_])"),
        META: (agenda["metadata"], r"\.?(?:[ \t]?:|(?:[ \t]+[0-9][\w/.-]*)?[*_ \t]*\Z)"),
        LABEL: (labels, r"(?:[ \t]?:|[*_ \t|]*\Z)"),
        OPEN: (agenda["open_words"], r"[*_ \t.:]*\Z"),
        CLOSED: (agenda["closed_words"], r"[*_ \t.:]*\Z"),
        NOISE: (agenda["footer_words"], r"\.?[ \t]?[0-9ivx]{1,4}(?:[ \t]?(?:/|\w{2})[ \t]?[0-9]{1,4})?[*_ \t]*\Z"),
        OPEN_GROUP: (agenda["groups"], r"[*_ \t.:]*\Z"),
        CLOSED_GROUP: (agenda["closed_groups"], r"[*_ \t.:]*\Z"),
        CONTENTS: (agenda["contents"], r"[*_ \t.:]*\Z"),
    }
    table: dict[str, list[_Sign]] = {}
    for kind, (words, rest) in behind.items():
        for first, group in _by_first_word(words).items():
            regex = re.compile(rf"(?i:{_spaced(group)})(?![^\W_]){rest}")
            table.setdefault(first, []).append(_Sign(CASE if kind in _CASES else kind, regex))
    return {word: tuple(signs) for word, signs in table.items()}


def _by_first_word(phrases: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        word = _WORD.match(phrase)
        assert word is not None, phrase
        groups.setdefault(word.group().casefold(), []).append(phrase)
    return groups


def _spaced(phrases: Sequence[str]) -> str:
    return alternation(list(phrases)).replace(r"\ ", r"[ \t]{1,3}")


@cache
def _figures() -> tuple[_Sign, ...]:
    """Rows that begin with no letter: a case number but for the words that stand around it, a page's number."""
    agenda = load("agenda").facts
    words = alternation([*agenda["open_words"], *agenda["closed_words"]])
    page = r"[-–]?[ \t]?(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{1,4}(?:[ \t]?/[ \t]?[0-9]{1,4})?\.?[ \t]?[-–]?"
    around = rf"(?:[-–,/|·•]? ?{words}[*_ \t.]*(?:[|·•].*)?|{alternation(agenda['metadata'])}\.? ?:.*"
    around += rf"|{label()}\.? ?:? ?(?:{'|'.join(agenda['cases']['forms'])})[*_ \t]*)"
    in_cells = rf"\|[*_ \t]*{label()}\.?[ \t]?:?[*_ \t]*\|[*_ \t]*{labelled()}[*_ \t]*(?:\||\Z)"
    any_label = rf"(?:{label()}|(?i:{alternation(agenda['cases']['strict_labels'])}))"
    in_brackets = (
        rf"\((?:[^()\n]{{0,60}}[ ,])?{any_label}\.?[ \t]?:?[ \t]{{0,3}}{labelled()}(?:[.,;] [^()\n]*)?\)[*_ \t]*\Z"
    )
    behind_subject = rf"{agenda['cases']['subject']}[ \t]+{known()}(?![^\W_])[^\n]*\Z"
    return (
        _Sign(CASE, re.compile(behind_subject)),
        _Sign(CASE, re.compile(in_brackets)),
        _Sign(CASE, re.compile(rf"\({known()}(?:[,;] [^()\n]*)?\)[*_ \t]*\Z")),
        _Sign(
            CASE,
            re.compile(rf"(?P<number>{'|'.join(agenda['cases']['short'])})[ \t]*[-–,|·•]?[ \t]*{words}[*_ \t.]*\Z"),
        ),
        _Sign(CASE, re.compile(in_cells)),
        _Sign(CASE, re.compile(rf"[(\[]?{known()}(?![^\W_])[)\]]?[*_ \t]*{around}?\Z")),
        _Sign(NOISE, re.compile(rf"(?:{page}|{_RULE})[*_ \t]*\Z")),
    )


@cache
def _again() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["again"])


@cache
def _value() -> re.Pattern[str]:
    """A line that is all a case number, by the label above it."""
    return re.compile(rf"{labelled()}[*_ \t]*\Z")


@cache
def _page_owner() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["page_owner"])


@cache
def _page_head() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["page_head"])


@cache
def _page_line() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["page_line"])


@cache
def _type_label() -> re.Pattern[str]:
    return re.compile(rf"{alternation(load('agenda').facts['type_labels'])}[*_: \t]*\Z")


@cache
def _menu() -> re.Pattern[str]:
    """Menu words that are all of the line; a year may be glued to each."""
    return re.compile(rf"(?:[0-9]{{0,4}}{alternation(load('headings').facts['menu']['words'])}[ \t]?)++\Z")
