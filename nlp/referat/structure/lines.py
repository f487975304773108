"""The lines of a text, blank ones left out; a line in which the extraction flattened many is cut again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from referat.names import trie_regex
from referat.patterns import alternation, load
from referat.structure.case_forms import known, label, label_before

#: A line: the marks of a heading, a quotation or a bold word, then its first word, of which `first` is the part before
#: a capital that another word is glued on with.
#: A line in which so many headings stand has lost its line ends.
_MANY = 3
_LINE = re.compile(r"(?=\S)[#*_> \t\\]{0,16}+(?P<word>(?P<first>[A-ZÆØÅ][a-zæøåéè]+)?[^\W\d_]*+)[^\n]*+")
#: So many letters tell whether a menu word may stand here.
_MENU_START = 3
#: What stands before each heading of a paper that letters them or sets them off with a dash.
LIST_MARK = re.compile(r"[ \t]*(?:[a-h][).]|[-–•·»]|[0-9]{1,4}\.[0-9]{1,2}\.?|[0-9]{1,2}[.)])[ \t]{1,3}")
#: A line that begins with a number, or with few words and one.
_NUMBERED = re.compile(r"(?:\A|\n)[^\n0-9]{0,24}[0-9]{1,4}[^\n0-9]{0,12}(?:[0-9]{2,4}[^\n0-9]{0,3})?\Z")
_NUMBER_REACH = 50
#: An item's number with the word before it is no longer.
_ITEM_REACH = 24
#: No label of a case number is farther from the beginning of its line, where others stand before it.
_COLUMN = 90
#: A longer line is many that have been run into one.
_FLAT = 1000


class Line(NamedTuple):
    """A line, white space before it left out. `begin` is where its text begins behind Markdown; `word` is the first
    word of that, and `first` its part before another that is glued to it (`BeslutningGodkendt`); empty: no letter.
    """

    start: int
    end: int
    begin: int
    word: str
    first: str


def split_lines(text: str) -> tuple[list[Line], frozenset[int]]:
    """The lines, and the offsets at which one begins in running text.

    >>> lines, breaks = split_lines("Byrådet\\n\\n  Godkendt. Sagsfremstilling Vejen er smal.")
    >>> [(line.start, line.end) for line in lines], breaks
    ([(0, 7), (11, 21), (21, 52)], frozenset({21}))
    """
    lines = list(map(_line, _LINE.finditer(text)))
    breaks = sorted({*_breaks(text), *_stages(text, lines)})
    if not breaks:
        return lines, frozenset()
    cut = list(_cut(text, lines, breaks))
    return cut, frozenset(breaks) | ({line.start for line in cut} - {line.start for line in lines})


def line_at(text: str, start: int, end: int) -> Line:
    """The line that stands there.

    >>> line_at("### **ResumePDF**", 0, 17)
    Line(start=0, end=17, begin=6, word='ResumePDF', first='Resume')
    """
    match = _LINE.match(text, start, end)
    assert match is not None, (start, end)
    return _line(match)


def _line(match: re.Match[str]) -> Line:
    word: str = match["word"]
    return Line(match.start(), match.end(), match.start("word"), word, match["first"] or word)


def is_marked(text: str, start: int, begin: int) -> bool:
    """Whether the marks before a line's text are those of a heading or of a bold word.

    >>> is_marked("> Resume", 0, 2), is_marked("> **Resume**", 0, 4)
    (False, True)
    """
    return "#" in text[start:begin] or "**" in text[start:begin]


def may_be_menu(text: str, begin: int) -> bool:
    """A quick look at whether menu words, or a year glued to them, may stand here.

    >>> may_be_menu("UdskrivSagsid.", 0), may_be_menu("Sagsid.", 0)
    (True, False)
    """
    return text[begin : begin + _MENU_START] in _menu_starts() or text[begin : begin + 1].isdigit()


@cache
def _menu_starts() -> frozenset[str]:
    return frozenset(word[:_MENU_START] for word in load("headings").facts["menu"]["words"])


def _cut(text: str, lines: list[Line], breaks: list[int]) -> Iterator[Line]:
    """The lines, those with a break in them cut there and where an item or a case number begins."""
    pending = iter(breaks)
    offset = next(pending, None)
    for line in lines:
        start, end = line.start, line.end
        if offset is None or offset >= end:
            yield line
            continue
        points = [start]
        while offset is not None and offset < end:
            if offset > start:
                points.append(offset)
            offset = next(pending, None)
        if len(points) > _MANY:
            points += [match.start() for match in _weak().finditer(text, start, end)]
        if len(points) > 1:
            points = sorted({*points, *_further(text, start, end)})
        yield from (line_at(text, *part) for part in zip(points, [*points[1:], end], strict=True))


@cache
def _words() -> re.Pattern[str]:
    """What may begin a line in running text: a heading before a colon or a new sentence, an item, a case number.

    The groups tell what it takes: `free` counts wherever it stands, `mark` and `menu` are signs of their own, and
    all else, as what is `last` on its line, counts behind the end of a sentence.
    """
    free, common = _inline_headings()
    agenda = load("agenda").facts
    links = alternation(load("headings").facts["inline"]["links"])
    behind = (
        rf"(?: {links}(?= [A-ZÆØÅ]))?"
        r"[ \n](?:[A-ZÆØÅ]\w|I\s|[\"“”»§•–-]|(?:[0-9]{1,2}|[a-zA-ZÆØÅ])[.)]\s|[0-9]{2,4}[-/.][0-9]{2})"
    )
    heading = rf"(?:(?P<free>{free})|{common})[*_]{{0,3}}(?=:\s|{behind}|(?P<last>[ \t]*\n))"
    strict = trie_regex(agenda["cases"]["strict_labels"])
    item = rf"{trie_regex(agenda['item_words'])} ?:? ?[0-9]{{1,4}}(?=[:.]? [A-ZÆØÅ\"]|[A-ZÆØÅ][a-zæøå])"
    case = rf"(?P<case>{trie_regex(agenda['cases']['labels'])}\.? ?(?::|(?=[0-9]))|{strict}\.? ?:(?= ?{known()}))"
    mark = r"[#*]{1,6}(?P<mark>)(?: \*\*)? ?"
    menu = rf"{trie_regex(load('headings').facts['menu']['words'])}{{1,3}}(?P<menu>)"
    return re.compile(rf"[ \t\n](?=[#*A-ZÆØÅ])(?:{mark}|)(?:{menu}|)(?:{heading}|{item}|{case})")


@cache
def _item_before() -> re.Pattern[str]:
    """An item's number with its word, right before its title."""
    return re.compile(rf"{alternation(load('agenda').facts['item_words'])} ?:? ?[0-9]{{1,4}} ?:? \Z")


@cache
def _title_label_before() -> re.Pattern[str]:
    """The label of a title that begins its line."""
    return re.compile(rf"(?:\A|\n)[ \t]*{load('agenda').facts['title_label']}\Z")


@cache
def _number_before() -> re.Pattern[str]:
    """A number that begins its line."""
    return re.compile(r"(?:\A|\n)[ \t]*[0-9]{1,4}[.)]? \Z")


@cache
def _case_below() -> re.Pattern[str]:
    """The end of a line with a case number, or the label of one, below it."""
    return re.compile(rf"[*_ \t]*\n[*_ \t]*(?:{label()}|{known()}(?![^\W_]))")


@cache
def _number_and_stroke() -> re.Pattern[str]:
    """An item's number with its word, and a stroke that parts it from what follows."""
    return re.compile(rf"{alternation(load('agenda').facts['item_words'])} ?[0-9]{{1,4}} ?[·|•] \Z")


@cache
def _inline_headings() -> tuple[str, str]:
    """Regexes for the headings that count wherever they stand, and for those that count behind a sentence's end."""
    facts = load("headings").facts
    free = facts["inline"]["free"]
    ranks = (lists.get(rank, ()) for lists in facts["sections"].values() for rank in ("headings", "marked"))
    common = {heading for rank in ranks for heading in rank if heading not in free}
    return _both_cases(free), _both_cases(common)


@cache
def _stop(*, last: bool) -> re.Pattern[str]:
    """What stands before a heading; before one that is last on its line, the end of a sentence and nothing less."""
    inline = load("headings").facts["inline"]
    return re.compile(inline["stop_before_last" if last else "stop"] + r"\s*\Z")


def _both_cases(words: Iterable[str]) -> str:
    return trie_regex([*words, *(word.upper() for word in words)])


def _is_title(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the words are the title of the item whose number or label stands before them.

    `Sag nr. 12 Høring: cykelrute`, `Emne: Høring: cykelrute`, and with a bare number `2 Beslutning: Ny cykelrute` or
    `2. Høring` above a case number.
    """
    before, below = (_item_before(), _title_label_before()), _case_below().match(text, match.end()) is not None
    if (below or not match["free"]) and any(regex.search(text, max(start - _ITEM_REACH, 0), start) for regex in before):
        return True
    told = below or text[match.end() : match.end() + 1] == ":"
    return told and _number_before().search(text, max(start - 8, 0), start) is not None


def _breaks(text: str) -> Iterator[int]:
    """Where a line begins in running text."""
    for match in _words().finditer(text):
        start = match.start() + 1
        if _is_in_capitals(text, start, match.end()):
            continue
        if _is_title(text, match, start) or LIST_MARK.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
            continue
        if match["case"] and _number_and_stroke().search(text, max(start - _ITEM_REACH, 0), start):
            yield start  # `Punkt 86 · Sagsnr. 20/1234`
            continue
        if match["case"] and _is_apart(text, start):
            yield start
            continue
        if match["case"] and not match["case"].endswith(":"):
            continue
        last = match["last"] is not None
        sure = match["mark"] is not None or match["menu"] is not None or (match["free"] and not last)
        if sure or _stop(last=last).search(text, max(start - 8, 0), start):
            yield start


def _goes_on_in_capitals(text: str, end: int) -> bool:
    """Whether a line in capitals goes on or ends behind a word of it."""
    return text[end : end + 3].isupper() or (text[end - 1].isupper() and text[end : end + 1] in ("\n", ""))


def _is_apart(text: str, start: int) -> bool:
    """Whether the label of a case number is apart from what stands before it on its line."""
    begin = text.rfind("\n", max(start - _COLUMN, 0), start) + 1
    return (begin > 0 or start <= _COLUMN) and label_before().fullmatch(text, begin, start) is not None


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether words are a part of a line in capitals, as a title behind its number may be."""
    if text[start - 2 : start - 1].isupper() and _goes_on_in_capitals(text, end):
        return True
    if not text[end : end + 3].isupper():
        return False
    return _NUMBERED.search(text, max(start - _NUMBER_REACH, 0), start) is not None


def _stages(text: str, lines: Iterable[Line]) -> Iterator[int]:
    """Where, in a line that was many, a body and a day tell who decided what follows."""
    for line in lines:
        if line.end - line.start > _FLAT:
            yield from (match.start() for match in _stage().finditer(text, line.start, line.end))


@cache
def _stage() -> re.Pattern[str]:
    headings = load("headings")
    return headings.compile(headings.facts["inline"]["stage"])


def _further(text: str, start: int, end: int) -> Iterator[int]:
    """Where else a line begins in a line of flattened text, and where one ends behind a number or a mark."""
    for match in _marks().finditer(text, start, end):
        yield match.start("mark")
        if match["rest"] or match["behind"] or match["value"]:
            yield match.end()


@cache
def _weak() -> re.Pattern[str]:
    """What begins a line only where many do: a subheading, or a sentence that proposes, behind another one."""
    facts = load("headings").facts
    words = _both_cases(word for lists in facts["sections"].values() for word in lists.get("fallback", ()))
    return re.compile(rf"(?<=[.:;!?)0-9] )(?:{words}(?=:? [A-ZÆØÅ])|{facts['inline']['proposes']})")


@cache
def _marks() -> re.Pattern[str]:
    """What else begins a line in flattened text: an item's number, a case number, a label, a menu word.

    The groups `rest` and `behind` are the white space behind what is all of its line.
    """
    agenda, menu = load("agenda").facts, load("headings").facts["menu"]
    words, inline = alternation(agenda["item_words"]), agenda["cases"]["inline"]
    strict = rf"{alternation(agenda['cases']['strict_labels'])}\.? ?:(?= ?(?:{'|'.join(agenda['cases']['forms'])}))"
    section = rf"(?:{label()}|{strict}|{inline}|{_inline_headings()[0]}\s[A-ZÆØÅ])"
    ordinal = rf"[1-4]\. [a-zæøå]{{4}}[^\n]{{3,150}}?(?<=\s){section}"  # `2. 1. kvartalsregnskab Sagsnr. 30/1`
    numbered = r"(?!(?:19|20)[0-9]{2}[.:])[0-9]{1,4}(?:(?:\.| ?:)[ \t]{1,3}(?=[A-ZÆØÅ(]|"
    numbered += rf"{ordinal})|\.(?=[A-ZÆØÅ][a-zæøå]))"
    alone = "".join(rf"(?<!(?<!\w){re.escape(word)} )" for word in agenda["before_number"])
    item = rf"{alone}(?:{words} ?:? ?[0-9]{{1,4}}(?![0-9/-])|{numbered})"
    rest = r"(?P<rest>[ \t]+(?=[A-ZÆØÅ]))"
    case = rf"(?=[A-ZÆØÅ]){label()}(?:\.?[ \t]?:[ \t]*{agenda['cases']['value']}{rest})?|{inline}|{strict}"
    case = rf"(?:{alternation(menu['words'])} ?)*(?:{case})"
    labels = [*agenda["metadata"], *(name for names in load("head").facts["labels"].values() for name in names)]
    year = r"(?!(?:19|20)[0-9]{2} )"
    bare = rf"{year}[0-9]{{1,4}}[ \t]{{1,3}}(?:[-–] )?(?!{alternation(labels)}|{label()})"
    bare += rf"(?=[A-ZÆØÅ][^\n]{{3,150}}?(?<=\s){section})"
    value = r"[^\s:]{1,20}(?P<value>[ \t]+(?=[A-ZÆØÅ]))"
    named = rf"{alternation(agenda['metadata'])}\.? ?: ?{value}|{alternation(labels)}\.? ?:"
    phrases = [word for word in (*menu["words"], *agenda["open_words"], *agenda["closed_words"]) if " " in word]
    phrase = rf"{_both_cases(phrases)}(?P<behind>[ \t]+(?=[A-ZÆØÅ0-9]))"
    opened = rf"[0-9]{{1,4}}\.? \((?i:{alternation(agenda['openness'])})\) (?=[A-ZÆØÅ\"])"
    shut = rf"{year}[0-9]{{1,4}}\.? (?={alternation([word for word in agenda['closed_words'] if ' ' in word])} ?[:–-] )"
    marks = "|".join((item, bare, opened, shut, case, named, phrase, *agenda["in_line"]))
    return re.compile(rf"(?<!\S)(?P<mark>(?:[#*]{{1,6}} ?){{0,2}}(?:{marks}))")
