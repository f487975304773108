"""What was said of documents: by this extractor, or by another system in a file, found again for each of gold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from referat.interchange import read_predictions
from referat.interchange.labelled import LINKS, GoldError, Labelled
from referat.model import SHIPPED
from referat.pipeline import extract_source
from referat.read import Source
from referat.values import Meeting, Record


class Predictions:
    """Predictions by the id of their document, and by its text where they hold one.

    >>> from referat.record import from_dict
    >>> gold = Labelled(from_dict({"id": "a", "text": "Intet.", "entities": []}))
    >>> Predictions("other.jsonl", [gold]).of(gold) is gold
    True
    """

    def __init__(self, name: str, documents: Iterable[Labelled]) -> None:
        self.name = name
        self._by_id: dict[str, Labelled] = {}
        self._by_text: dict[str, Labelled] = {}
        for document in documents:
            id, text = document.record.id, document.record.text
            if id in self._by_id:
                raise GoldError(f"{name}: the id {id!r} is there twice")
            self._by_id[id] = document
            if text:
                self._by_text[text] = document
        self._unasked = set(self._by_id)
        self._unjudged = frozenset().union(*(document.unjudged for document in self._by_id.values()))

    def of(self, gold: Labelled) -> Labelled | None:
        """What was said of a document; None where nothing was.

        Raises GoldError where offsets are not those of gold's text.
        """
        found = self._by_id.get(gold.record.id) or self._by_text.get(gold.record.text)
        if found is not None:
            self._unasked.discard(found.record.id)
            self._check(found.record, gold.record.text)
        return found

    def nothing_on(self, gold: Labelled) -> Labelled:
        """A prediction that finds nothing, where the system said nothing of a document."""
        record = gold.record
        return Labelled(Record(record.id, "", "", record.text, Meeting(), (), ()), gold.split, self._unjudged)

    def _check(self, record: Record, text: str) -> None:
        for entity in record.entities:
            there = text[entity.start : entity.end]
            if there != entity.text:
                place = f"{self.name}: {record.id}: {entity.label} {entity.start} to {entity.end}"
                raise GoldError(f"{place}: gold's text has {there!r} there, not {entity.text!r}: another text was read")

    def check_all_asked(self) -> None:
        """Raises GoldError for predictions on a document that gold does not have."""
        if self._unasked:
            names = ", ".join(map(repr, sorted(self._unasked)[:5]))
            raise GoldError(f"{self.name}: gold has no document {names}")


def extracted(gold: Labelled, model: str | None = SHIPPED) -> Labelled:
    """What this extractor says of a document's text."""
    record = gold.record
    # A snippet has no head that could tell the meeting's date; a document must find it by itself.
    date = record.meeting.date if gold.unjudged >= LINKS else None
    source = Source(record.text, record.id, record.source, record.sha256)
    return Labelled(extract_source(source, meeting_date=date, model=model))


def read(path: Path) -> Predictions:
    """The predictions of a file or folder, in any form that gold can have. Raises GoldError."""
    return Predictions(path.name, read_predictions(path))
