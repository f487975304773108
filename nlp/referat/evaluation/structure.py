"""Scores of the structure of minutes: the items, what is said of each, and the head.

Everything that a record says of its structure is a fact (item 3 is titled so, item 3 was approved); the
facts of two records are compared as multisets, so that precision and recall mean what they mean elsewhere.
An item is known by its number, as the guidelines link an entity to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from referat.reading import reading
from referat.values import Item, Record

#: What is compared, in the order of reports, and what each fact is.
ASPECTS: Mapping[str, str] = {
    "items": "an item, by its number",
    "titles": "an item with its title",
    "case_numbers": "an item with its case number",
    "closed_items": "an item behind closed doors",
    "sections": "a section of an item, by its kind",
    "decisions": "an item with the text of its decision",
    "outcomes": "an item with the outcome of its decision",
    "head": "a field of the head: body, date, time, place, kind",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts in gold, facts predicted, and those in both.

    >>> Tally(gold=4, pred=2, right=2).f == 4 / 6
    True
    """

    gold: int = 0
    pred: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.gold + other.gold, self.pred + other.pred, self.right + other.right)

    @property
    def p(self) -> float:
        return self.right / self.pred if self.pred else float("nan")

    @property
    def r(self) -> float:
        return self.right / self.gold if self.gold else float("nan")

    @property
    def f(self) -> float:
        return 2 * self.right / (self.gold + self.pred) if self.gold + self.pred else float("nan")


def compare_structure(gold: Record, pred: Record) -> dict[str, Tally]:
    """A tally for each of `ASPECTS`; empty where gold tells no items, for then it tells no structure."""
    if not gold.items:
        return {}
    wanted, found = _facts(gold), _facts(pred)
    return {
        aspect: Tally(wanted[aspect].total(), found[aspect].total(), (wanted[aspect] & found[aspect]).total())
        for aspect in ASPECTS
    }


def total_structure(tallies: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Tallies of many documents, added up."""
    table: dict[str, Tally] = {}
    for document in tallies:
        for aspect, tally in document.items():
            table[aspect] = table.get(aspect, Tally()) + tally
    return table


def _facts(record: Record) -> dict[str, Counter[Hashable]]:
    items, meeting = record.items, record.meeting
    head: dict[str, Any] = {name: getattr(meeting, name) for name in ("body", "date", "time", "place", "kind")}
    return {
        "items": Counter(item.number for item in items),
        "titles": Counter((item.number, _plain(item.title)) for item in items),
        "case_numbers": Counter((item.number, _plain(item.case_number)) for item in items if item.case_number),
        "closed_items": Counter(item.number for item in items if item.closed),
        "sections": Counter((item.number, section.kind) for item in items for section in item.sections),
        "decisions": Counter((item.number, _decided(item)[0]) for item in items if item.decision),
        "outcomes": Counter((item.number, _decided(item)[1]) for item in items if item.decision),
        "head": Counter((name, _plain(value)) for name, value in head.items() if value),
    }


def _decided(item: Item) -> tuple[str, str]:
    return ("", "") if item.decision is None else (_plain(item.decision.text), item.decision.outcome)


def _plain(text: str | None) -> str:
    """A text as it is meant: what recognition or a character set spoiled is right as printed and as meant."""
    return " ".join(reading(text or "").text.split()).casefold()
