"""Events of towns, named by what they are and where or for what they are: `Nyby Kulturdage`, `Kulturnat Nyby`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from referat.capitals import Clue, stretches
from referat.labels.project_names import is_announced_body
from referat.labels.project_words import grammar, listed, mention, regex
from referat.organisations.text import Text, is_place
from referat.patterns import Hit
from referat.values import Mention


def read_year_event(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Æblefestivalen 2031`."""
    yield mention(hit.start, hit.end, text, hit.rule, "event")


def read_event(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Nyby Kulturdage`: what comes together under the name of a town; with its year it needs none."""
    left = regex("{event_left}").search(text.text, max(hit.start - 80, 0), hit.start)
    if left is None and text.text[hit.end - 1].isdigit():
        yield mention(hit.start, hit.end, text, "project:event-of-year", "event")
    elif left is not None and not is_announced_body(left[0]):
        first = regex("{other_event}").match(left[0])
        yield mention(left.start() + (first.end() if first else 0), hit.end, text, hit.rule, "event")


def read_first_event(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Kulturnat Kolding`: the event with its town behind it."""
    if is_place(place := hit["place"] or "") or listed(place, "first_area"):
        yield mention(hit.start, hit.end, text, hit.rule, "event")


def read_genitive_event(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Børnenes Uge`, where its capital is meant."""
    left = regex("{genitive_left}").search(text.text, max(hit.start - 40, 0), hit.start)
    if left is not None and text.is_inside(left.start()):
        yield mention(left.start(), hit.end, text, hit.rule, "event")


def find_in_headings(text: Text) -> Iterator[Mention]:
    """Events in headings of capitals: those that all know, and those of one word behind a small word.

    >>> [m.value for m in find_in_headings(Text("STØTTE TIL ROYAL RUN 2031 OG TIL RIMBYFESTIVALEN"))]
    ['Royal Run 2031', 'Rimbyfestivalen']
    """
    for stretch in stretches(text.text).where(Clue(_may_hold_event)):
        for event in _in_capitals().finditer(text.text, stretch.start, stretch.end):
            group = "known" if event["known"] else "word"
            start, end = event.span(group)
            year = regex("{year_behind}").match(text.text, end)
            if year is not None:
                name = _known_in_capitals().get(event[group]) or event[group].capitalize()
                yield mention(start, year.end(), text, "project:event-heading", "event", f"{name}{year[0]}")


@lru_cache(maxsize=1 << 13)
def _may_hold_event(stretch: str) -> bool:
    return stretch.isupper() and _in_capitals().search(stretch) is not None


@cache
def _in_capitals() -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(_known_in_capitals(), key=len, reverse=True)))
    return regex(f"(?<![\\w-])(?P<known>{known})(?!\\w)|{{event_in_capitals}}")


@cache
def _known_in_capitals() -> Mapping[str, str]:
    """The names of several words of events that all know, in capitals, and as they are written."""
    return {name.upper(): name for name in grammar().words["national_event"] if " " in name and not name.isupper()}
