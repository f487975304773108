"""A mention becomes an entity: it gets its text, its agenda item and section, and its place on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from referat.readers.content import Words
from referat.values import Entity, Mention, Minutes, Page, Zone


def link(mentions: Iterable[Mention], minutes: Minutes) -> tuple[Entity, ...]:
    """Each mention with the item and section of the zone in which it begins.

    >>> from referat.values import bare
    >>> link([Mention(2, 6, "DATE", "2020", "date:year")], bare("i 2020"))[0].section
    'other'
    """
    return tuple(_entity(mention, minutes.text, minutes.zone_at(mention.start)) for mention in mentions)


def _entity(mention: Mention, text: str, zone: Zone) -> Entity:
    return Entity(
        start=mention.start,
        end=mention.end,
        label=mention.label,
        text=text[mention.start : mention.end],
        value=mention.value,
        item=zone.item,
        section=zone.section,
        rule=mention.rule,
        details=mention.details,
    )


def place(entities: Iterable[Entity], pages: tuple[Page, ...], words: Words | None) -> tuple[Entity, ...]:
    """Each entity of a document that has pages with its page and, where the reader knows them, its boxes there.

    >>> entity = Entity(2, 6, "DATE", "2020", "2020", 0, "other", "date:year")
    >>> place([entity], (Page(1, 0, 1), Page(2, 1, 7)), None)[0].page
    2
    """
    if not pages:
        return tuple(entities)
    starts = [page.start for page in pages]
    return tuple(
        replace(
            entity,
            page=pages[max(bisect_right(starts, entity.start) - 1, 0)].number,
            boxes=() if words is None else words.boxes(entity.start, entity.end),
        )
        for entity in entities
    )
