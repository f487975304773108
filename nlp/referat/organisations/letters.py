"""Committees and departments by their letters only: in routes, on the lines of cases, where a matter is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from referat.organisations.shapes import Reader, mention_of
from referat.organisations.text import Text, grammar, listed
from referat.patterns import Hit
from referat.values import Mention

_SHORT = re.compile(r"[A-ZÆØÅ]{2,6}")
#: How far before the letters of a committee it says what is sent to it.
_SENT = 80


def _read_route(hit: Hit, text: Text) -> Iterator[Mention]:
    """Short forms of committees in the order in which they treat a matter. One alone would prove nothing."""
    known = grammar().words["route"]
    shorts = list(_SHORT.finditer(text.text, hit.start, hit.end))
    if sum(short[0] in known for short in shorts) < 2 or len({short[0] for short in shorts}) < len(shorts):
        return
    for short in shorts:
        if value := known.get(short[0], short[0]):
            yield mention_of(short.start(), short.end(), value, hit, "committee")


def _read_filed(hit: Hit, text: Text) -> Iterator[Mention]:
    """A department by its letters, which stand for themselves where the text does not say more."""
    letters = text.text[hit.start : hit.end]
    if not listed(letters, "acronym"):
        yield mention_of(hit.start, hit.end, letters, hit, "department")


def _read_sent(hit: Hit, text: Text) -> Iterator[Mention]:
    """A committee by its letters, where it says before them that a matter is sent."""
    letters = text.text[hit.start : hit.end]
    value = grammar().words["route"].get(letters, letters)
    plain_word = listed(letters, "acronym") or listed(letters, "not_committee")
    if value and not plain_word and _matter_sent().search(text.text, max(hit.start - _SENT, 0), hit.start):
        yield mention_of(hit.start, hit.end, value, hit, "committee")


@cache
def _matter_sent() -> re.Pattern[str]:
    return grammar().compile("{matter_sent}$")


def _read_units(hit: Hit, text: Text) -> Iterator[Mention]:
    """Short forms of a municipality's units, before its name in brackets."""
    for short in _SHORT.finditer(text.text, hit.start, hit.end):
        yield mention_of(short.start(), short.end(), short[0], hit, "department")


LETTER_READERS: Mapping[str, Reader] = {
    "route": _read_route,
    "units-of": _read_units,
    "filed-under": _read_filed,
    "sent-to": _read_sent,
}
