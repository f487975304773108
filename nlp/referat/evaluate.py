"""Scores of predicted records against gold: counts that add up over documents, and errors by cause.

Any system can be scored that says where it found what: nothing here looks into the rules. A predicted
entity is paired with a gold one of the same label where their spans overlap, one to one, exact spans
first, then the longest overlap, then the leftmost, so that the order of the input never matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from decimal import Decimal, InvalidOperation

from referat.labels import CLOSED, CORE, FURTHER, LABELS
from referat.values import Entity, Record

#: The groups of labels that are scored together.
GROUPS: Mapping[str, tuple[str, ...]] = {"core": CORE, "closed": CLOSED, "further": FURTHER, "all": LABELS}
#: Kinds of error, worst first where two things are wrong with one entity.
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
        return Counts(*map(int.__add__, astuple(self), astuple(other)))

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


def pair(gold: Iterable[Entity], pred: Iterable[Entity], *, by_label: bool = True) -> list[tuple[Entity, Entity]]:
    """Gold and predicted entities that overlap, one to one; with `by_label` only those of one label."""
    gold, pred = sorted(gold, key=_order), sorted(pred, key=_order)
    candidates = []
    first = 0
    for predicted in pred:
        while first < len(gold) and gold[first].end <= predicted.start:
            first += 1
        for index in range(first, len(gold)):
            if gold[index].start >= predicted.end:
                break
            overlap = min(gold[index].end, predicted.end) - max(gold[index].start, predicted.start)
            if overlap > 0 and (not by_label or gold[index].label == predicted.label):
                candidates.append((gold[index], predicted, overlap))
    return _one_to_one(candidates)


def _one_to_one(candidates: list[tuple[Entity, Entity, int]]) -> list[tuple[Entity, Entity]]:
    def preference(candidate: tuple[Entity, Entity, int]) -> tuple[object, ...]:
        gold, pred, overlap = candidate
        return not _exact(gold, pred), gold.label != pred.label, -overlap, _order(gold), _order(pred)

    pairs: list[tuple[Entity, Entity]] = []
    used: set[int] = set()
    for gold, pred, _ in sorted(candidates, key=preference):
        if id(gold) not in used and id(pred) not in used:
            used |= {id(gold), id(pred)}
            pairs.append((gold, pred))
    return pairs


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
    wanted = sorted((entity for entity in gold.entities if entity.label in chosen), key=_order)
    found = sorted((entity for entity in pred.entities if entity.label in chosen), key=_order)
    pairs, anyhow = pair(wanted, found), pair(wanted, found, by_label=False)
    tally: dict[str, Counts] = defaultdict(Counts)
    for label, times in Counter(entity.label for entity in wanted).items():
        tally[label] += Counts(gold=times)
    for label, times in Counter(entity.label for entity in found).items():
        tally[label] += Counts(pred=times)
    for one, other in pairs:
        tally[one.label] += _pair_counts(one, other)
    for one, other in anyhow:
        if one.label == other.label:
            tally[one.label] += Counts(typed=1)
    errors = (error for error in _errors(gold.id, wanted, found, pairs) if _judged(error, unjudged))
    return Comparison(gold.id, dict(tally), tuple(errors), _confusion(wanted, found, anyhow))


def _judged(error: Error, unjudged: Collection[str]) -> bool:
    return error.cause.removeprefix("wrong ") not in unjudged


def _confusion(
    gold: list[Entity], pred: list[Entity], pairs: list[tuple[Entity, Entity]]
) -> Counter[tuple[str | None, str | None]]:
    confusion: Counter[tuple[str | None, str | None]] = Counter((one.label, other.label) for one, other in pairs)
    confusion.update((entity.label, None) for entity in _unpaired(gold, pairs))
    confusion.update((None, entity.label) for entity in _unpaired(pred, pairs))
    return confusion


def _unpaired(entities: list[Entity], pairs: list[tuple[Entity, Entity]]) -> list[Entity]:
    paired = {id(entity) for both in pairs for entity in both}
    return [entity for entity in entities if id(entity) not in paired]


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


def _errors(
    document: str, gold: list[Entity], pred: list[Entity], pairs: list[tuple[Entity, Entity]]
) -> Iterator[Error]:
    for one, other in pairs:
        for cause in _pair_errors(one, other):
            yield Error(cause, document, one, other)
    lost, extra = _unpaired(gold, pairs), _unpaired(pred, pairs)
    mislabelled = pair(lost, extra, by_label=False)
    for one, other in mislabelled:
        yield Error("wrong label", document, one, other)
    for entity in _unpaired(lost, mislabelled):
        yield Error("missed", document, entity, None)
    for entity in _unpaired(extra, mislabelled):
        yield Error("spurious", document, None, entity)


def _pair_errors(gold: Entity, pred: Entity) -> Iterator[str]:
    if not _exact(gold, pred):
        yield "wrong span"
    if not same_value(gold.label, gold.value, pred.value):
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
    by_label: dict[str, Counts] = defaultdict(Counts)
    for document in counts:
        for label, one in document.items():
            by_label[label] += one
    table = {label: by_label[label] for label in LABELS if label in by_label}
    for group, labels in GROUPS.items():
        inside = [by_label[label] for label in labels if label in by_label]
        if inside:
            table[group] = sum(inside, Counts())
    return table
