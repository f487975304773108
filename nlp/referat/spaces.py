"""White space that says nothing: around lines, and twice between the words of a sentence.

Markdown and text taken out of PDF files leave spaces before and behind lines and many blank ones between them, and a
line that was set to the width of its page has two between many of its words. What is broken over such a line end, or
stands on both sides of such a gap, is one thing all the same. Wider gaps, and those beside a number, may part the
columns of a table and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.patterns import load
from referat.slips import Edit

_AT_BEGIN = re.compile(r"^ +(?=[^ \n])", re.MULTILINE)
#: A line with no gap in it, which could part columns by where they stand.
_GAPLESS = re.compile(r"(?:[^ \n]| (?=[^ \n]))*+ *(?:\n|\Z)")
_AT_END = re.compile(r" *\n(?: *\n){2,}| +(?=\n)")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
#: What no sentence has: columns, or a gap beside a number.
_CELLS = re.compile(r"[\t|]|(?<=\S) {3}(?= *\S)|[0-9%-] {2}|(?<=\S) {2}[0-9(+-]")
#: A line of fewer words may be a row of a table; so many lines of sentences tell that a page is justified.
_WORDS, _JUSTIFIED = 8, 3
#: So many torn words tell that capitals are set apart.
_TORN = 3


def spaces(text: str) -> Iterator[Edit]:
    """The white space that is left out.

    >>> list(spaces("Odense  \\nKommune"))
    [(6, 8, '')]
    >>> list(spaces("Der søges nu om  midler til en ny sti i byen."))
    [(15, 17, ' ')]
    >>> list(spaces("Skole og dagtilbud i alt  Kultur og fritid  i alt  12,5"))
    []
    """
    if " \n" in text or "\n\n\n" in text:
        yield from ((*end.span(), "\n\n" if "\n" in end[0] else "") for end in _AT_END.finditer(text))
    if "\n " in text:
        yield from _indentation(text)
    yield from _gaps(text)
    yield from _kerning(text)


def _gaps(text: str) -> Iterator[Edit]:
    """The gaps in lines of sentences; in a text with many such lines, in all that have no columns."""
    lines = []
    at = text.find("  ")
    while at >= 0:
        begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        if not _CELLS.search(text[begin:end].strip()):
            lines.append((begin, end))
        at = text.find("  ", end)
    prose = [_is_prose(text[begin:end]) for begin, end in lines]
    justified = sum(prose) >= _JUSTIFIED
    for (begin, end), is_prose in zip(lines, prose, strict=True):
        if is_prose or (justified and len(text[begin:end].split()) >= _WORDS):
            yield from ((*gap.span(), " ") for gap in _GAP.finditer(text, begin, end))


def _kerning(text: str) -> Iterator[Edit]:
    """The spaces behind capitals that lean over what follows, in a text that has them there: `V edtaget`, `T eknik`."""
    likely = any(word in text for word in load("slips").words["torn"])
    if likely and len(set(_fact("torn").findall(text))) >= _TORN:
        yield from ((*space.span(), "") for space in _fact("leaning").finditer(text))


def _indentation(text: str) -> Iterator[Edit]:
    """The spaces before lines; of those before the rows of a table, which may stand in columns, the page's margin."""
    indented = list(_AT_BEGIN.finditer(text))
    lines = sum(not line.isspace() for line in text.split("\n") if line)
    margin = min((len(begin[0]) for begin in indented), default=0) if len(indented) == lines else 0
    for begin in indented:
        length = len(begin[0]) if _GAPLESS.match(text, begin.end()) else margin
        if length:
            yield begin.start(), begin.start() + length, ""


def _is_prose(line: str) -> bool:
    """Whether a line without columns is a part of a sentence: many words, most of them small."""
    words = line.split()
    small = sum(word[0].islower() and len(word) > 1 for word in words)
    return len(words) >= _WORDS and small * 2 > len(words)


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(load("slips").facts[name])
