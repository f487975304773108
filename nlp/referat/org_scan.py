"""Tries the shapes of `patterns/org.toml` where the words of a text promise that one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from referat.capitals import Stretch, stretches
from referat.gazetteer import in_address
from referat.org_clues import Clues, clues
from referat.org_context import CONTEXT_READERS
from referat.org_parties import PARTY_READERS
from referat.org_shapes import SHAPE_READERS
from referat.org_text import Text, grammar, listed
from referat.values import Mention

#: How far back a phrase that announces a name is looked for, and a word that does.
BEFORE = 45
LONGEST_LEAD = 28
READERS = {**SHAPE_READERS, **PARTY_READERS, **CONTEXT_READERS}
_QUOTES = "\"”“»„' "
_ADJOINING = re.compile(r"\W{0,2}(?:\w{2,4})?[ \t]?\n[ \t]{0,4}| [0-9]{1,4} ")


def find_shapes(text: Text) -> Iterator[Mention]:
    """Every organisation that its shape gives away; one stretch of capitalised words after another.

    Names may overlap: which of them stands is not decided here.
    """
    previous = None
    for stretch in stretches(text.text):
        promise = clues(stretch.text)
        if promise.heads:
            yield from _try("head", text, _places(stretch, promise.heads))
        if promise.tail or _ends_open(text, stretch.end, promise):
            yield from _try("tail", text, _tail_places(text, previous, stretch, promise))
        if promise.letters:
            yield from _try("letters", text, _places(stretch, promise.letters))
        if promise.subject:
            yield from _try("subject", text, _places(stretch, promise.starts))
        if promise.national:
            yield from _try("national", text, _places(stretch, promise.national))
        if promise.definite:
            yield from _try("definite", text, _places(stretch, promise.definite))
        if "&" in stretch.text:
            yield from _try("ampersand", text, _places(stretch, promise.starts))
        yield from _in_context(text, stretch, promise)
        previous = stretch


def _places(stretch: Stretch, offsets: Iterable[int]) -> list[int]:
    return [stretch.start + offset for offset in offsets]


def _tail_places(text: Text, previous: Stretch | None, stretch: Stretch, promise: Clues) -> list[int]:
    """Where a name may begin that ends in this stretch: also in the one before, over a line end or a number."""
    places = _places(stretch, promise.starts)
    if previous is not None and _ADJOINING.fullmatch(text.text, previous.end, stretch.start):
        return _places(previous, clues(previous.text).starts) + places
    return places


def _ends_open(text: Text, end: int, promise: Clues) -> bool:
    """Whether small letters behind the stretch may end a name: `Odense kommune`, `Nørreby Fjernvarme a.m.b.a.`."""
    if text.text.startswith(_legal_forms(), end):
        return True
    return promise.open_end and text.text[end : end + 1] in " .\n" and _open_end().match(text.text, end) is not None


@cache
def _legal_forms() -> tuple[str, ...]:
    """The legal forms in small letters, as they stand behind a name."""
    return tuple(f"{lead}{form}" for form in grammar().words["legal_form"] if form[0].islower() for lead in (" ", ", "))


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


def _in_context(text: Text, stretch: Stretch, promise: Clues) -> Iterator[Mention]:
    """Names that what stands before or behind them gives away."""
    lead = _word_before(text.text, stretch.start)
    if lead in _leads():
        if listed(lead, "announcer"):
            yield from _try("announced", text, [stretch.start])
        elif _cue().search(text.text, max(stretch.start - BEFORE, 0), stretch.start):
            yield from _try("cued", text, [stretch.start])
    if (len(promise.starts) > 1 or promise.letters) and not promise.tail:
        following = text.text[stretch.end + 1 : stretch.end + 20].split(None, 1)
        if following and following[0].rstrip(".,;") in _acting_words():
            yield from _try("acting", text, _places(stretch, promise.starts[:1]))


def _word_before(text: str, start: int) -> str:
    """The word before a place, where only a comma and an opening quotation mark may stand between."""
    before = text[max(start - LONGEST_LEAD, 0) : start]
    return before.rstrip(_QUOTES).removesuffix(",").rpartition(" ")[2] if before[-1:] in _QUOTES else ""


@cache
def _leads() -> frozenset[str]:
    return frozenset([*grammar().words["announcer"], *grammar().words["cueing"]])


@cache
def _cue() -> re.Pattern[str]:
    return grammar().compile("{cue}")


@cache
def _acting_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in grammar().words["acting"])
