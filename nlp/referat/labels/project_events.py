"""Events of towns, named by what they are and where or for what they are: `Nyby Kulturdage`, `Kulturnat Nyby`."""

from __future__ import annotations

from collections.abc import Iterator

from referat.labels.project_names import is_announced_body
from referat.labels.project_words import listed, mention, regex
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
