"""Names without quotation marks that are known by what is told of them: what they are, or that somebody calls it so."""

from __future__ import annotations

from collections.abc import Iterator

from referat.labels.project_names import is_coined
from referat.labels.project_words import (
    hit_kind,
    is_other,
    is_works,
    kind_of,
    named,
    regex,
    speaks_of_project,
)
from referat.organisations.text import Text, is_place
from referat.organisations.text import kind_of as body_kind
from referat.patterns import Hit
from referat.values import Mention

#: How far back the words are looked at that stand before what is told.
_BEFORE = 100


def read_told(hit: Hit, text: Text) -> Iterator[Mention]:
    """`med i Gode gader, som er et toårigt projekt`: the name stands before the hit."""
    floor = max(hit.start - _BEFORE, 0)
    found = regex("{told_run}").search(text.text, floor, hit.start)
    if found is None or not (" " in found["span"] or _is_coined(*found.span("span"), hit, text)):
        found = regex("{told_name}").search(text.text, floor, hit.start)
    if (
        found is None
        or (name := found["span"]) is None
        or is_other(name)
        or is_works(name)
        or is_place(name.split()[0])
    ):
        return
    yield named(*found.span("span"), hit, text, kind_of(text.text[hit.start : hit.end]))


def _is_coined(start: int, end: int, hit: Hit, text: Text) -> bool:
    """Whether one word is a name by its shape (`UngeKlar er et projekt`), or one of which a project is told behind a
    comma: `i Headstart, som er et projekt`."""
    name, kind = text.text[start:end], kind_of(text.text[hit.start : hit.end])
    if kind is not None and regex("(?:{coined}|{coupled})").fullmatch(name) and body_kind(name) is None:
        return True
    told = text.text[end] == "," and kind == "project"
    return told and text.is_inside(start) and is_coined(name) and not text.has(name.lower())


def read_called(hit: Hit, text: Text) -> Iterator[Mention]:
    """`en indsats, som de kalder Mod på mere`."""
    before = regex("{called_before}").search(text.text, max(hit.match.start() - _BEFORE, 0), hit.match.start())
    if before is not None and speaks_of_project(before["thing"]) and not is_other(text.text[hit.start : hit.end]):
        yield named(hit.start, hit.end, hit, text, kind_of(before["thing"]) or hit_kind(hit, text))


def read_applied_by(hit: Hit, text: Text) -> Iterator[Mention]:
    """`- Gadens Galleri, ansøgt af Anna Holm: 22.000 kr.`"""
    left = regex("{listed_left}").search(text.text, max(hit.start - _BEFORE, 0), hit.start)
    name = left["span"] if left is not None else ""
    if left is None or is_other(name) or is_works(name) or is_place(name.split()[0]) or body_kind(name) is not None:
        return
    yield named(*left.span("span"), hit, text, None)
