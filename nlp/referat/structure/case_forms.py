"""Regexes for the case numbers of an agenda: their labels, and the forms that are known without one."""

from __future__ import annotations

import re
from functools import cache

from referat.patterns import alternation, load


@cache
def label() -> str:
    """A label in any case, its stop and colon left to the caller.

    >>> import re
    >>> [bool(re.match(label(), text)) for text in ("Sagsnr.: 30/1234", "Sagsfremstilling")]
    [True, False]
    """
    return rf"(?i:{alternation(load('agenda').facts['cases']['labels'])})(?![^\W_])"


@cache
def known() -> str:
    """A number, as group `number`, in a form that needs no label.

    >>> import re
    >>> [bool(re.fullmatch(known(), text)) for text in ("17.01.00-P20-1-30", "2030-2033")]
    [True, False]
    """
    return rf"(?P<number>{'|'.join(load('agenda').facts['cases']['forms'])})"


@cache
def labelled() -> str:
    """A number, as group `number`, in nearly any form: what stands behind a label, or on the next line.

    >>> import re
    >>> re.match(labelled(), "432100 Åben")["number"]
    '432100'
    """
    cases = load("agenda").facts["cases"]
    return rf"(?P<number>(?:{'|'.join(cases['forms'])})(?![^\W_]|[-/.][0-9])|{cases['value']})"


@cache
def gap_before() -> re.Pattern[str]:
    """The gap before a number at the end of a line, where that stands in a column of its own.

    >>> gap_before().sub(" – ", "Cykelsti    30/1234")
    'Cykelsti – 30/1234'
    """
    return re.compile(rf"(?:\t| {{3,8}})(?={known()}[*_ \t]*\Z)")


@cache
def label_before() -> re.Pattern[str]:
    """A line up to the label of a case number that is apart from it: behind a gap, or behind another label's value.

    Behind an item's number it is part of the title, and behind the mark of an open item one with that.

    >>> lines = ("Sagsbeh.: abc ", "Teknik  ", "Brev om ", "12. Cykelsti  ")
    >>> [bool(label_before().fullmatch(line)) for line in lines]
    [True, True, False, False]
    """
    agenda = load("agenda").facts
    others, marks = alternation(agenda["metadata"]), alternation([*agenda["open_words"], *agenda["closed_words"]])
    bound = rf"(?:(?:{alternation(agenda['item_words'])} ?)?[0-9]|{marks})"
    return re.compile(rf"(?![#*_ \t]*{bound})[^\n]*(?:\t| {{2}}|\|[ \t]?| / )|[*_ \t]*{others}\.?[ \t]?:[^\n:]*[ \t]")
