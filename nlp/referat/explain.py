"""Why an entity is there: the rule with its parts, what it won against, and why the item is this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from referat import patterns
from referat.labels import LABELS
from referat.minutes import parse
from referat.model import SHIPPED
from referat.pipeline import assemble, found, iso_date
from referat.read import Source
from referat.reading import Reading, reading
from referat.resolve import crosses_blank_line, overlap, resolve
from referat.values import Entity, Item, Mention, Minutes, Section


@dataclass(frozen=True, slots=True)
class Loser:
    """A mention that was not kept, and the entity that it gave way to; None where it crosses a blank line."""

    mention: Mention
    winner: Entity | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one place in a text. `entity` is None where nothing was kept there.

    All offsets are those of the record: they count in the text as given.
    """

    offset: int
    context: str
    entity: Entity | None
    pattern: patterns.Pattern | None
    parts: tuple[tuple[str, str], ...]
    losers: tuple[Loser, ...]
    item: Item | None
    item_number: int
    section: str
    heading: Section | None


def explain(
    source: Source, offset: int, *, meeting_date: str | None = None, model: str | None = SHIPPED
) -> Explanation:
    """Why rules and model say what they say of the character at `offset` (code points, from 0).

    `meeting_date` and `model` are as for `extract`. Raises ValueError where the text has no such character, for a date
    that is none, and for a model that cannot be used.

    >>> from referat.read import read_text
    >>> why = explain(read_text("steg 3,4 % i alt"), 6)
    >>> why.entity.value, why.pattern.id, dict(why.parts)["number"]
    ('3.4', 'number-unit', '3,4')
    """
    if not 0 <= offset < len(source.text):
        raise ValueError(f"offset {offset} is outside the text, which has {len(source.text)} characters")
    read = reading(source.text)
    minutes = parse(read.text, meeting_date=iso_date(meeting_date))
    mentions = found(minutes, model)
    kept = resolve(mentions, minutes.text)
    record = assemble(source, read, minutes, kept, frozenset(LABELS))
    pairs = list(zip(kept, record.entities, strict=True))
    place = read.from_source(offset)
    winner, entity = next(((m, entity) for m, entity in pairs if m.start <= place < m.end), (None, None))
    around = [m for m in mentions if _touches(m, winner, place) and m not in kept]
    pattern, parts = (None, ()) if winner is None else _parts(winner, minutes)
    zone = minutes.zone_at(place if winner is None else winner.start)
    item = next((item for item in record.items if item.number == zone.item), None)
    return Explanation(
        offset=offset,
        context=" ".join(source.text[max(offset - 60, 0) : offset + 60].split()),
        entity=entity,
        pattern=pattern,
        parts=tuple(parts),
        losers=tuple(_losers(around, pairs, read, minutes.text)),
        item=item,
        item_number=zone.item,
        section=zone.section,
        heading=None if item is None else _heading(item, offset),
    )


def _touches(mention: Mention, winner: Mention | None, place: int) -> bool:
    return mention.start <= place < mention.end if winner is None else overlap(mention, winner)


def _losers(
    mentions: Iterable[Mention], pairs: Sequence[tuple[Mention, Entity]], read: Reading, text: str
) -> Iterator[Loser]:
    """Mentions that were not kept, with their offsets into the text as given, and what was preferred to each."""
    for mention in mentions:
        winner = next((entity for kept, entity in pairs if overlap(mention, kept)), None)
        given = replace(mention, start=read.to_source(mention.start), end=read.end_to_source(mention.end))
        yield Loser(given, None if crosses_blank_line(mention, text) else winner)


def _parts(mention: Mention, minutes: Minutes) -> tuple[patterns.Pattern | None, Iterator[tuple[str, str]]]:
    """The pattern behind a mention and what its named groups matched; a rule in code has no pattern."""
    name, _, rule = mention.rule.partition(":")
    try:
        grammar = patterns.load(name)
    except FileNotFoundError:
        return None, iter(())
    pattern = next((pattern for pattern in grammar.patterns if pattern.id == rule), None)
    if pattern is None:
        return None, iter(())
    near = grammar.scan(minutes.text, max(mention.start - 200, 0), min(mention.end + 200, len(minutes.text)))
    hit = next(
        (hit for hit in near if hit.rule == mention.rule and hit.start < mention.end and mention.start < hit.end), None
    )
    return pattern, iter(()) if hit is None else ((n, t) for n in hit.groups if (t := hit[n]) is not None)


def _heading(item: Item, offset: int) -> Section | None:
    return next((section for section in item.sections if section.start <= offset < section.end), None)


def render(why: Explanation) -> str:
    """An explanation in sentences for a person."""
    lines = [f"… {why.context} …", ""]
    if why.entity is None:
        lines.append(f"No entity covers offset {why.offset}.")
    else:
        lines += _entity_lines(why.entity, why)
    lines += [_loser_line(loser, why) for loser in why.losers]
    return "\n".join([*lines, "", *_place_lines(why)]) + "\n"


def _entity_lines(entity: Entity, why: Explanation) -> list[str]:
    lines = [
        f"{entity.label}  {entity.text!r}  ({entity.start} to {entity.end})",
        f"value    {entity.value}",
        f"rule     {entity.rule}" + (f": {why.pattern.note}" if why.pattern and why.pattern.note else ""),
    ]
    lines += [f"part     {name} = {text!r}" for name, text in why.parts]
    lines += [f"detail   {name} = {value}" for name, value in entity.details.items()]
    if why.pattern and why.pattern.examples:
        lines.append(f"example  {why.pattern.examples[0]}")
    return lines


def _loser_line(loser: Loser, why: Explanation) -> str:
    mention, winner = loser.mention, loser.winner
    if winner is None:
        reason = "crosses a blank line"
    else:
        reason = f"gave way to {'it' if winner == why.entity else f'{winner.label} at {winner.start} to {winner.end}'}"
    return f"also     {mention.label} at {mention.start} to {mention.end} ({mention.rule}) {reason}"


def _place_lines(why: Explanation) -> list[str]:
    if why.item is None:
        return [f"It stands in no agenda item (item {why.item_number}), section {why.section!r}."]
    item = why.item
    lines = [f"Item {item.number} {item.title!r} covers {item.start} to {item.end}."]
    if why.heading is not None:
        heading = why.heading
        lines.append(f"Section {why.section!r} was opened by {heading.heading!r} at {heading.start}.")
    else:
        lines.append(f"It stands in section {why.section!r}.")
    return lines
