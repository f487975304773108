"""The stages in their order: read, parse, tag, resolve, link, record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from referat.labels import LABELS, checked, finder
from referat.labels.money_cells import heads_of
from referat.labels.money_tables import described, unit_missing
from referat.link import link, place
from referat.minutes import parse
from referat.model import SHIPPED, tagged_labels
from referat.read import Source, read_file, read_text
from referat.reading import Reading, reading, restore
from referat.resolve import resolve
from referat.tagged import found_by
from referat.values import Mention, Minutes, Record


def extract(
    text: str, *, meeting_date: str | None = None, labels: Iterable[str] | None = None, model: str | None = SHIPPED
) -> Record:
    """The record of a text: its meeting, its agenda items, and every entity in them.

    `meeting_date` (ISO) is the date of the meeting where the text does not tell it. `labels` keeps
    only these. `model` is the shipped tagger, whose organisations, persons and places join those of the
    rules, or the name or path of another spaCy pipeline; with None the rules work alone and spaCy is not
    imported.

    Raises ValueError for a date that is none, an unknown label, or a model that cannot be used.

    >>> record = extract("Byrådet bevilger 2,5 mio. kr. i 2023.")
    >>> [(entity.label, entity.value) for entity in record.entities]
    [('MONEY', '2500000'), ('DATE', '2023')]
    """
    return extract_source(read_text(text), meeting_date=meeting_date, labels=labels, model=model)


def extract_file(
    path: str | Path,
    *,
    meeting_date: str | None = None,
    labels: Iterable[str] | None = None,
    model: str | None = SHIPPED,
) -> Record:
    """The record of a file: a text in an encoding that can be told, a web page, a PDF or a Word document.

    Raises ReadError where the file cannot be read, OSError where it cannot be opened, and ValueError as
    `extract` does.
    """
    return extract_source(read_file(path), meeting_date=meeting_date, labels=labels, model=model)


def extract_source(
    source: Source, *, meeting_date: str | None = None, labels: Iterable[str] | None = None, model: str | None = SHIPPED
) -> Record:
    """The record of a text that has been read, by rules alone or through the spaCy pipeline of a model."""
    chosen = checked(labels)
    read = reading(source.text)
    minutes = parse(read.text, meeting_date=iso_date(meeting_date))
    return assemble(source, read, minutes, found(minutes, model if chosen & tagged_labels() else None), chosen)


def found(minutes: Minutes, model: str | None) -> list[Mention]:
    """Every mention in a text, by each label's rules and by a model, before one is kept of those that overlap."""
    by_rules = [mention for label in LABELS for mention in finder(label)(minutes)]
    return by_rules if model is None else [*by_rules, *found_by(model, minutes.text)]


def assemble(
    source: Source, read: Reading, minutes: Minutes, mentions: Iterable[Mention], labels: frozenset[str]
) -> Record:
    """The last stages: of all mentions those that are kept, linked, in a record of the text as given.

    Labels that were not asked for are left out only here, so that asking for fewer never changes what
    the others say.
    """
    tables = [(table, heads_of(minutes.text, table)) for table in minutes.tables]
    kept = (mention for mention in resolve(mentions, minutes.text) if mention.label in labels)
    record = Record(
        id=source.id,
        source=source.source,
        sha256=source.sha256,
        text=minutes.text,
        meeting=minutes.meeting,
        items=minutes.items,
        entities=link(kept, minutes),
        tables=tuple(described(*table) for table in tables),
    )
    given = restore(record, read, source.text)
    entities = place(given.entities, source.pages, source.words)
    remarks = (*source.remarks, *(told for table in tables if (told := unit_missing(minutes.text, *table))))
    return replace(given, entities=entities, pages=source.pages, remarks=remarks, made=source.made)


def iso_date(text: str | None) -> str | None:
    """A date that the caller gave in a form of ISO 8601, as YYYY-MM-DD. Raises ValueError.

    >>> iso_date("2022-10-11"), iso_date("20221011")
    ('2022-10-11', '2022-10-11')
    """
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except (ValueError, TypeError):
        raise ValueError(f"{text!r} is not a date; write the meeting's date as YYYY-MM-DD") from None
