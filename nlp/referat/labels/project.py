"""PROJECT: named projects, pools, programmes, initiatives, campaigns and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from referat.labels.org import longest
from referat.labels.project_again import bare_name, find_again
from referat.labels.project_cells import find_cells
from referat.labels.project_events import find_in_headings
from referat.labels.project_quoted import find_quotes
from referat.labels.project_repeated import find_repeated
from referat.labels.project_unquoted import find_unquoted
from referat.organisations.text import Text
from referat.values import Mention, Minutes

LABEL = "PROJECT"


def find(minutes: Minutes) -> Iterator[Mention]:
    """The named projects of a text; `details["kind"]` says what they are.

    >>> from referat.values import bare
    >>> [(m.value, m.details["kind"]) for m in find(bare('Puljen "Liv på kajen". Liv på kajens ramme'))]
    [('Liv på kajen', 'pool'), ('Liv på kajen', 'pool')]
    """
    text = Text.of(minutes.text)
    quotes = list(find_quotes(text))
    quoted = (quote.mention for quote in quotes if quote.sure)
    named = without_noun([*quoted, *find_unquoted(text), *find_repeated(text), *find_in_headings(text)])
    cells = list(find_cells(minutes))
    again = find_again(text, [*named, *cells], (quote for quote in quotes if not quote.sure))
    yield from longest([*text.in_source([*named, *again]), *cells])


def without_noun(named: list[Mention]) -> list[Mention]:
    """The mentions, a bare `Projekt Ren Kyst` as `Ren Kyst` where that name stands without its noun too.

    >>> long = Mention(0, 16, LABEL, "Projekt Ren Kyst", "project:titled")
    >>> [m.value for m in without_noun([long, Mention(30, 38, LABEL, "Ren Kyst", "project:announced")])]
    ['Ren Kyst', 'Ren Kyst']
    """
    values = {mention.value for mention in named}
    return [_bare(m) if m.rule == "project:titled" and bare_name(m.value) in values else m for m in named]


def _bare(mention: Mention) -> Mention:
    short = bare_name(mention.value)
    return replace(mention, start=mention.start + len(mention.value) - len(short), value=short)
