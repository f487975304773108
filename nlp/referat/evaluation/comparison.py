"""Scores of predicted records against gold: counts that add up over documents, and errors by cause.

Any system can be scored that says where it found what: nothing here looks into the rules. A predicted
entity is paired with a gold one of the same label where their spans overlap, one to one, exact spans
first, then the longest overlap, then the leftmost, so that the order of the input never matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from operator import attrgetter

from referat.labels import CLOSED, CORE, FURTHER, LABELS
from referat.values import Entity, Record

#: The groups of labels that are scored together.
GROUPS: Mapping[str, tuple[str, ...]] = {"core": CORE, "closed": CLOSED, "further": FURTHER, "all": LABELS}
#: Kinds of error; of a pair of entities the first that holds is told, but item and section apart.
CAUSES = ("missed", "spurious", "wrong label", "wrong span", "wrong value", "wrong item", "wrong section")
#: Labels whose values are decimal numbers, compared as such.
_NUMERIC = {"MONEY", "PERCENT"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How often what was right. Counts of several documents add up; shares are made of the sums.

    >>> (Counts(gold=2, pred=1, strict=1) + Counts(gold=2, pred=3, strict=2)).strict_f
    0.75
    """

    gold: int = 0
    pred: int = 0
    strict: int = 0
    overlap: int = 0
    typed: int = 0
    value: int = 0
    strict_value: int = 0
    item: int = 0
    section: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(int.__add__, self.row, other.row))

    @property
    def row(self) -> tuple[int, ...]:
        """The counts in the order of their fields."""
        return _row(self)

    @property
    def strict_p(self) -> float:
        return _share(self.strict, self.pred)

    @property
    def strict_r(self) -> float:
        return _share(self.strict, self.gold)

    @property
    def strict_f(self) -> float:
        return _share(2 * self.strict, self.gold + self.pred)

    @property
    def overlap_p(self) -> float:
        return _share(self.overlap, self.pred)

    @property
    def overlap_r(self) -> float:
        return _share(self.overlap, self.gold)

    @property
    def overlap_f(self) -> float:
        return _share(2 * self.overlap, self.gold + self.pred)

    @property
    def type_p(self) -> float:
        """Of what was predicted: the share that overlaps gold of that label, paired whatever the label."""
        return _share(self.typed, self.pred)

    @property
    def type_r(self) -> float:
        return _share(self.typed, self.gold)

    @property
    def type_f(self) -> float:
        return _share(2 * self.typed, self.gold + self.pred)

    @property
    def value_f(self) -> float:
        """End to end: an overlapping pair counts only where its value is right."""
        return _share(2 * self.value, self.gold + self.pred)

    @property
    def value_acc(self) -> float:
        """Given a right span: the share of right values. For ORG, the accuracy of canonical names."""
        return _share(self.strict_value, self.strict)

    @property
    def item_acc(self) -> float:
        return _share(self.item, self.strict)

    @property
    def section_acc(self) -> float:
        return _share(self.section, self.strict)


_row: Callable[[Counts], tuple[int, ...]] = attrgetter(*(field.name for field in fields(Counts)))
#: No share: nothing was there to be right or wrong.
NAN = float("nan")
#: The shares of a table of scores, in its order.
MEASURES = (
    "strict_p", "strict_r", "strict_f", "overlap_p", "overlap_r", "overlap_f", "type_p", "type_r", "type_f",
    "value_f", "value_acc", "item_acc", "section_acc",
)  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else NAN


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong: its cause, and what gold and the system say; one of them may be None."""

    cause: str
    document: str
    gold: Entity | None
    pred: Entity | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document scored: its counts by label, its errors, and which label was taken for which.

    In `confusion` a pair is a gold label and a predicted one; None stands for nothing there.
    """

    document: str
    counts: Mapping[str, Counts]
    errors: tuple[Error, ...]
    confusion: Mapping[tuple[str | None, str | None], int] = field(default_factory=dict)


def same_value(label: str, gold: str, pred: str) -> bool:
    """Whether two values say the same: numbers as numbers, text without regard to case and spacing.

    >>> same_value("MONEY", "2140000", "2140000.00"), same_value("ORG", "KL", "kl")
    (True, True)
    """
    return _normal(label, gold) == _normal(label, pred)


def _normal(label: str, value: str) -> tuple[object, ...]:
    plain = " ".join(value.split()).casefold()
    if label not in _NUMERIC:
        return (plain,)
    number, *units = plain.split(";")
    return (*(_decimal(part) for part in number.split("/")), *sorted(units))


def _decimal(text: str) -> object:
    try:
        return Decimal(text).normalize()
    except InvalidOperation:
        return text


#: A gold entity and the predicted one that it is compared with.
Pair = tuple[Entity, Entity]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold and predicted entities, paired one to one, and those on either side that are left over."""

    pairs: tuple[Pair, ...]
    missed: tuple[Entity, ...]
    spurious: tuple[Entity, ...]


def pair(gold: Iterable[Entity], pred: Iterable[Entity], *, by_label: bool = True) -> Pairing:
    """Entities that overlap, paired; with `by_label` only those of one label.

    >>> date = Entity(2, 6, "DATE", "2020", "2020", 0, "other", "")
    >>> pair([date], [date]).pairs == ((date, date),), pair([date], []).missed == (date,)
    (True, True)
    """
    wanted, found = sorted(gold, key=_order), sorted(pred, key=_order)
    overlaps = [
        (one, other, overlap)
        for one, other, overlap in _overlaps(wanted, found)
        if not by_label or wanted[one].label == found[other].label
    ]
    chosen = _one_to_one(wanted, found, overlaps)
    paired, spoken_for = {one for one, _ in chosen}, {other for _, other in chosen}
    return Pairing(
        tuple((wanted[one], found[other]) for one, other in chosen),
        tuple(entity for index, entity in enumerate(wanted) if index not in paired),
        tuple(entity for index, entity in enumerate(found) if index not in spoken_for),
    )


def _overlaps(gold: list[Entity], pred: list[Entity]) -> Iterator[tuple[int, int, int]]:
    """Index in gold, index in pred, and length of what they share, of all that overlap; both are sorted."""
    first = 0
    for number, predicted in enumerate(pred):
        while first < len(gold) and gold[first].end <= predicted.start:
            first += 1
        for index in range(first, len(gold)):
            if gold[index].start >= predicted.end:
                break
            overlap = min(gold[index].end, predicted.end) - max(gold[index].start, predicted.start)
            if overlap > 0:
                yield index, number, overlap


def _one_to_one(gold: list[Entity], pred: list[Entity], overlaps: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Exact spans first, then those of one label, then the longest overlap, then the leftmost."""

    def preference(candidate: tuple[int, int, int]) -> tuple[bool, bool, int, int, int]:
        one, other, overlap = candidate
        return not _exact(gold[one], pred[other]), gold[one].label != pred[other].label, -overlap, one, other

    pairs: list[tuple[int, int]] = []
    paired: set[int] = set()
    spoken_for: set[int] = set()
    for one, other, _ in sorted(overlaps, key=preference):
        if one not in paired and other not in spoken_for:
            paired.add(one)
            spoken_for.add(other)
            pairs.append((one, other))
    return sorted(pairs)


def _order(entity: Entity) -> tuple[int, int, str, str, int, str]:
    """By place; what else there is to tell two apart makes the order of the input matter in no case."""
    return entity.start, entity.end, entity.label, entity.value, entity.item, entity.section


def _exact(gold: Entity, pred: Entity) -> bool:
    return (gold.start, gold.end) == (pred.start, pred.end)


def compare(
    gold: Record, pred: Record, *, labels: Iterable[str] = LABELS, unjudged: Collection[str] = ()
) -> Comparison:
    """One document: counts by label and every error.

    `unjudged` names what gold does not tell (`value`, `item`, `section`): it makes no error.

    >>> from referat.record import from_dict
    >>> entity = {"start": 2, "end": 6, "label": "DATE", "text": "2020", "value": "2020"}
    >>> record = from_dict({"id": "a", "entities": [entity]})
    >>> compare(record, record).counts["DATE"].value_f
    1.0
    """
    chosen = set(labels)
    wanted = [entity for entity in gold.entities if entity.label in chosen]
    found = [entity for entity in pred.entities if entity.label in chosen]
    paired, anyhow = pair(wanted, found), pair(wanted, found, by_label=False)
    counts = _tally(
        *((entity.label, Counts(gold=1)) for entity in wanted),
        *((entity.label, Counts(pred=1)) for entity in found),
        *((one.label, _pair_counts(one, other)) for one, other in paired.pairs),
        *((one.label, Counts(typed=1)) for one, other in anyhow.pairs if one.label == other.label),
    )
    errors = (error for error in _errors(gold.id, paired) if _judged(error, unjudged))
    return Comparison(gold.id, counts, tuple(errors), _confusion(anyhow))


def _tally(*counts: tuple[str, Counts]) -> dict[str, Counts]:
    """Counts by label, added up."""
    by_label: dict[str, Counts] = defaultdict(Counts)
    for label, one in counts:
        by_label[label] += one
    return dict(by_label)


def _judged(error: Error, unjudged: Collection[str]) -> bool:
    return error.cause.removeprefix("wrong ") not in unjudged


def _confusion(anyhow: Pairing) -> Counter[tuple[str | None, str | None]]:
    confusion: Counter[tuple[str | None, str | None]] = Counter((one.label, other.label) for one, other in anyhow.pairs)
    confusion.update((entity.label, None) for entity in anyhow.missed)
    confusion.update((None, entity.label) for entity in anyhow.spurious)
    return confusion


def _pair_counts(gold: Entity, pred: Entity) -> Counts:
    exact, right = _exact(gold, pred), same_value(gold.label, gold.value, pred.value)
    return Counts(
        strict=exact,
        overlap=1,
        value=right,
        strict_value=exact and right,
        item=exact and gold.item == pred.item,
        section=exact and gold.section == pred.section,
    )


def _errors(document: str, paired: Pairing) -> Iterator[Error]:
    for one, other in paired.pairs:
        for cause in _pair_errors(one, other):
            yield Error(cause, document, one, other)
    left = pair(paired.missed, paired.spurious, by_label=False)
    for one, other in left.pairs:
        yield Error("wrong label", document, one, other)
    for entity in left.missed:
        yield Error("missed", document, entity, None)
    for entity in left.spurious:
        yield Error("spurious", document, None, entity)


def _pair_errors(gold: Entity, pred: Entity) -> Iterator[str]:
    """What is wrong with a pair; of a wrong span no value is asked, and of a wrong item no section."""
    if not _exact(gold, pred):
        yield "wrong span"
    elif not same_value(gold.label, gold.value, pred.value):
        yield "wrong value"
    if gold.item != pred.item:
        yield "wrong item"
    elif gold.section != pred.section:
        yield "wrong section"


def total(counts: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Counts of many documents by label, and by group of labels where there is anything to count.

    >>> sorted(total([{"DATE": Counts(gold=1)}, {"ORG": Counts(gold=2)}]))
    ['DATE', 'ORG', 'all', 'closed', 'core']
    """
    by_label = _tally(*(entry for document in counts for entry in document.items()))
    table = {label: by_label[label] for label in LABELS if label in by_label}
    for group, labels in GROUPS.items():
        inside = [by_label[label] for label in labels if label in by_label]
        if inside:
            table[group] = sum(inside, Counts())
    return table
