"""Regexes for the case numbers of an agenda: their labels, and the forms that are known without one."""

from __future__ import annotations

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
