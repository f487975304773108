"""A mention becomes an entity: it gets its text and the agenda item and section it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from referat.values import Entity, Mention, Minutes


def link(mentions: Iterable[Mention], minutes: Minutes) -> tuple[Entity, ...]:
    """Each mention with the item and section of the zone in which it begins.

    >>> from referat.values import bare
    >>> link([Mention(2, 6, "DATE", "2020", "date:year")], bare("i 2020"))[0].section
    'other'
    """
    return tuple(_entity(mention, minutes) for mention in mentions)


def _entity(mention: Mention, minutes: Minutes) -> Entity:
    zone = minutes.zone_at(mention.start)
    return Entity(
        start=mention.start,
        end=mention.end,
        label=mention.label,
        text=minutes.text[mention.start : mention.end],
        value=mention.value,
        item=zone.item,
        section=zone.section,
        rule=mention.rule,
        details=mention.details,
    )
