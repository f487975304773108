"""Tries the shapes of `patterns/org.toml` where the words of a text promise that one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from referat.capitals import Stretch, stretches
from referat.gazetteer import in_address
from referat.organisations.clues import clues
from referat.organisations.context import CONTEXT_READERS
from referat.organisations.parties import PARTY_READERS
from referat.organisations.shapes import SHAPE_READERS
from referat.organisations.text import Text, grammar, listed
from referat.values import Mention

#: How far back a phrase that announces a name is looked for, and a word that does.
BEFORE = 45
LONGEST_LEAD = 28
READERS = {**SHAPE_READERS, **PARTY_READERS, **CONTEXT_READERS}
_QUOTES = "\"”“»„' "


def find_shapes(text: Text) -> Iterator[Mention]:
    """Every organisation that its shape gives away; one stretch of capitalised words after another.

    Names may overlap: which of them stands is not decided here.
    """
    previous, source = Stretch(0, 0, ""), text.text
    leads, legal_starts, acting = _leads(), _legal_starts(), _acting_words()
    for stretch in stretches(source):
        start, end, written = stretch
        parts, starts, open_end, may_act = clues(written)
        for part, offsets in parts:
            if part == "tail":
                yield from _try(part, text, _tail_places(source, previous, stretch, starts))
            else:
                yield from _try(part, text, [start + offset for offset in offsets])
        may_be_legal = source[end : end + 2] in legal_starts
        if (open_end or may_be_legal) and _ends_open(source, end, may_be_legal=may_be_legal):
            yield from _try("tail", text, _tail_places(source, previous, stretch, starts))
        if _may_be_led(source, start) and (lead := _word_before(source, start)) in leads:
            yield from _announced(lead, text, start)
        if may_act and _word_behind(source, end) in acting:
            yield from _try("acting", text, [start + starts[0]])
        previous = stretch


def _tail_places(text: str, previous: Stretch, stretch: Stretch, starts: tuple[int, ...]) -> list[int]:
    """Where a name may begin that ends in this stretch: also in the one before, over a line end or a number."""
    places = [stretch.start + offset for offset in starts]
    if _adjoining().fullmatch(text, previous.end, stretch.start):
        return [previous.start + offset for offset in clues(previous.text).starts] + places
    return places


@cache
def _adjoining() -> re.Pattern[str]:
    """What may stand between two stretches that hold one name: a line end, a number, a small word."""
    return grammar().compile(r"\W{0,2}(?:\w{2,4})?[ \t]?\n[ \t]{0,4}| (?:[0-9]{1,4}|{name_adjective}) ")


def _ends_open(text: str, end: int, *, may_be_legal: bool) -> bool:
    """Whether small letters behind a stretch may end a name: `Odense kommune`, `Nørreby Fjernvarme a.m.b.a.`."""
    return (may_be_legal and text.startswith(_legal_forms(), end)) or _open_end().match(text, end) is not None


@cache
def _legal_forms() -> tuple[str, ...]:
    """The legal forms in small letters, as they stand behind a name."""
    return tuple(f"{lead}{form}" for form in grammar().words["legal_form"] if form[0].islower() for lead in (" ", ", "))


@cache
def _legal_starts() -> frozenset[str]:
    return frozenset(form[:2] for form in _legal_forms())


@cache
def _open_end() -> re.Pattern[str]:
    return grammar().compile(r"\.[MmIi]\.|{gap}(?:(?:{conjunction}){gap}|{last_word}|{last_ending}|{joint})")


def _try(part: str, text: Text, places: Iterable[int]) -> Iterator[Mention]:
    """The names of one part of the grammar that begin at the places; a name hides those that begin inside it."""
    shapes, cursor = grammar().part(part), 0
    for start in places:
        if start < cursor or (hit := shapes.match(text.text, start)) is None or in_address(text.text, start):
            continue
        found = list(READERS[hit.rule.partition(":")[2]](hit, text))
        yield from found
        if found:
            cursor = hit.match.end()


def _announced(lead: str, text: Text, start: int) -> Iterator[Mention]:
    """A name that the word before it announces, or the phrase that this word ends."""
    if listed(lead, "announcer"):
        yield from _try("announced", text, [start])
    elif _cue().search(text.text, max(start - BEFORE, 0), start):
        yield from _try("cued", text, [start])


def _word_behind(text: str, end: int) -> str:
    """The word behind a place, without a mark."""
    following = text[end + 1 : end + LONGEST_LEAD].split(None, 1)
    return following[0].rstrip(".,;") if following else ""


def _may_be_led(text: str, start: int) -> bool:
    """A quick look whether a word that announces may stand before a place: by its last letters, or behind a mark."""
    if text[start - 1 : start] not in _QUOTES:
        return False
    return text[start - 3 : start - 1] in _lead_ends() or not text[start - 2 : start - 1].isalpha()


def _word_before(text: str, start: int) -> str:
    """The word before a place, where only a comma and an opening quotation mark may stand between."""
    return text[max(start - LONGEST_LEAD, 0) : start].rstrip(_QUOTES).removesuffix(",").rpartition(" ")[2]


@cache
def _leads() -> frozenset[str]:
    return frozenset([*grammar().words["announcer"], *grammar().words["cueing"]])


@cache
def _lead_ends() -> frozenset[str]:
    return frozenset(lead[-2:] for lead in _leads())


@cache
def _cue() -> re.Pattern[str]:
    return grammar().compile("{cue}")


@cache
def _acting_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in grammar().words["acting"])
