"""A whole evaluation: documents scored one after the other, their sums, and its JSON.

Of each document only counts and errors are kept, never the text, so that thousands of documents fit.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from functools import cached_property
from itertools import chain
from statistics import fmean
from typing import Any

from referat.evaluation.comparison import MEASURES, NAN, Comparison, Counts, compare, total
from referat.evaluation.findings import Finding, findings
from referat.evaluation.intervals import Intervals, bootstrap
from referat.evaluation.structure import ASPECTS, Tally, compare_structure, total_structure
from referat.interchange.labelled import Labelled
from referat.labels import LABELS
from referat.values import Entity, Record

Row = dict[str, float]
#: What a share says; `referat evaluate` explains its tables with it.
TELLS: Mapping[str, str] = {
    "strict": "span and label are right",
    "overlap": "the label is right and the spans overlap",
    "type": "as overlap, but gold and prediction are paired whatever their labels",
    "value": "as overlap, and the value is right (value acc: of the strict ones; for ORG the canonical name)",
    "item": "of the strict ones, the share in the right agenda item",
    "section": "of the strict ones, the share in the right section",
}
#: What cannot be told where gold does not tell it.
_JUDGES = {"value_f": "value", "value_acc": "value", "item_acc": "item", "section_acc": "section"}


@dataclass(frozen=True, slots=True)
class Scored:
    """One document, scored. `digest` is that of its text and its gold: equal ones can be compared.

    `unjudged` is what gold or the prediction does not tell: values, items, sections, structure.
    """

    id: str
    split: str | None
    digest: str
    comparison: Comparison
    structure: Mapping[str, Tally]
    findings: tuple[Finding, ...]
    unjudged: frozenset[str] = frozenset()


def score(gold: Labelled, predicted: Labelled, *, labels: Iterable[str] = LABELS) -> Scored:
    """A labelled document against what a system said of it."""
    record, unjudged = gold.record, gold.unjudged | predicted.unjudged
    comparison = compare(record, predicted.record, labels=labels, unjudged=unjudged)
    structure = {} if "structure" in unjudged else compare_structure(record, predicted.record)
    found = findings(comparison, record.text)
    return Scored(record.id, gold.split, _digest(record), comparison, structure, found, unjudged)


def _digest(gold: Record) -> str:
    told = (gold.text, gold.meeting, gold.items, gold.entities)
    return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()[:16]


@dataclass
class Evaluation:
    """Scores over documents. All documents must be there before a score is asked for: each is worked out once.

    >>> Evaluation("referat").to_dict()["scores"]
    {}
    """

    system: str
    documents: list[Scored] = field(default_factory=list)
    labels: tuple[str, ...] = LABELS
    resamples: int = 1000

    @cached_property
    def unjudged(self) -> frozenset[str]:
        """What cannot be scored, for some document does not tell it."""
        return frozenset().union(*(document.unjudged for document in self.documents))

    @cached_property
    def scores(self) -> dict[str, Row]:
        """Counts and shares of each label and group of labels, over all entities of all documents."""
        table = total(document.comparison.counts for document in self.documents)
        return {name: {"gold": row.gold, "pred": row.pred, **self._shares(row)} for name, row in table.items()}

    @cached_property
    def structure(self) -> dict[str, Row]:
        """Counts and shares of each aspect of structure."""
        table = total_structure(document.structure for document in self.documents)
        return {name: {**asdict(row), **_structure_shares(row)} for name, row in table.items()}

    @cached_property
    def per_document(self) -> dict[str, Row]:
        """The shares of each row as the mean over the documents that have one."""
        rows: dict[str, dict[str, list[float]]] = {}
        for document in self.documents:
            for name, counts in total([document.comparison.counts]).items():
                for measure, share in self._shares(counts).items():
                    if not math.isnan(share):
                        rows.setdefault(name, {}).setdefault(measure, []).append(share)
        return {name: {measure: fmean(shares) for measure, shares in row.items()} for name, row in rows.items()}

    @cached_property
    def intervals(self) -> Intervals:
        """The 95% interval of each share of `scores`, and of `structure` under the names of its aspects."""
        vectors = [_vector(document) for document in self.documents]
        return bootstrap(vectors, self._table, resamples=self.resamples) if self.resamples else {}

    @property
    def findings(self) -> Iterator[Finding]:
        return chain.from_iterable(document.findings for document in self.documents)

    @property
    def confusion(self) -> Counter[tuple[str | None, str | None]]:
        """How often which label was taken for which; None is nothing."""
        return sum((Counter(document.comparison.confusion) for document in self.documents), Counter())

    def _shares(self, counts: Counts) -> Row:
        return {name: NAN if _JUDGES.get(name) in self.unjudged else getattr(counts, name) for name in MEASURES}

    def _table(self, vector: Sequence[int]) -> Mapping[str, Row]:
        counts, tallies = _from_vector(vector)
        rows = {name: self._shares(row) for name, row in total([counts]).items() if row.gold or row.pred}
        return rows | {name: _structure_shares(tally) for name, tally in tallies.items()}

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as JSON types: scores and all that `--against` needs of an earlier run."""
        return {name: list(part) if isinstance(part, map) else part for name, part in self.parts().items()}

    def parts(self) -> dict[str, Any]:
        """As `to_dict`, but documents and errors, which may be very many, are made as they are asked for."""
        return {
            "system": self.system,
            "labels": list(self.labels),
            "unjudged": sorted(self.unjudged),
            "scores": _rounded(self.scores),
            "structure": _rounded(self.structure),
            "intervals": _rounded(self.intervals),
            "per_document": _rounded(self.per_document),
            "documents": map(self._document, self.documents),
            "errors": map(_error, self.findings),
        }

    def _document(self, document: Scored) -> dict[str, Any]:
        counts = document.comparison.counts
        shares = {name: self._shares(row) for name, row in total([counts]).items() if name in ("all", "core", "closed")}
        return {
            "id": document.id,
            "split": document.split,
            "digest": document.digest,
            "scores": _rounded({n: {m: row[m] for m in ("strict_f", "value_f")} for n, row in shares.items()}),
            "counts": {label: list(row.row) for label, row in counts.items()},
            "structure": {aspect: list(astuple(tally)) for aspect, tally in document.structure.items()},
        }


_WIDTH = len(Counts().row)


def _vector(document: Scored) -> list[int]:
    """All counts of a document in one row of numbers, for adding up."""
    counts = (document.comparison.counts.get(label, Counts()).row for label in LABELS)
    tallies = (astuple(document.structure.get(aspect, Tally())) for aspect in ASPECTS)
    return [*chain.from_iterable(counts), *chain.from_iterable(tallies)]


def _from_vector(vector: Sequence[int]) -> tuple[dict[str, Counts], dict[str, Tally]]:
    split = _WIDTH * len(LABELS)
    counts = {label: Counts(*vector[n * _WIDTH : (n + 1) * _WIDTH]) for n, label in enumerate(LABELS)}
    tallies = {aspect: Tally(*vector[split + 3 * n : split + 3 * n + 3]) for n, aspect in enumerate(ASPECTS)}
    return {label: row for label, row in counts.items() if row.gold or row.pred}, tallies


def _structure_shares(tally: Tally) -> Row:
    return {"p": tally.p, "r": tally.r, "f": tally.f}


def _rounded(value: Any) -> Any:
    """Shares to six digits, and null for what is no number, which JSON cannot hold."""
    if isinstance(value, Mapping):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_rounded(part) for part in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value


def _error(finding: Finding) -> dict[str, Any]:
    return {
        "cause": finding.cause,
        "label": finding.label,
        "document": finding.error.document,
        "line": finding.line,
        "context": f"{finding.before}[{finding.marked}]{finding.after}",
        "fired" if finding.error.pred else "nearest": finding.rule,
        "gold": _entity(finding.error.gold),
        "pred": _entity(finding.error.pred),
    }


def _entity(entity: Entity | None) -> dict[str, Any] | None:
    fields = ("start", "end", "label", "text", "value", "item", "section")
    return None if entity is None else {name: getattr(entity, name) for name in fields}


def to_json(data: Mapping[str, Any]) -> Iterator[str]:
    """An evaluation as JSON, in pieces: a line for each row, document and error, so that a diff can be read.

    >>> print("".join(to_json({"system": "referat", "errors": iter([{"line": 3}, {"line": 4}])})), end="")
    {
    "system": "referat",
    "errors": [
     {"line": 3},
     {"line": 4}
    ]
    }
    """
    yield "{\n"
    for number, (name, value) in enumerate(data.items()):
        yield f"{',' if number else ''}{chr(10) if number else ''}{_dump(name)}: "
        if isinstance(value, Mapping):
            yield from _rows("{}", (f"{_dump(key)}: {_dump(part)}" for key, part in value.items()))
        elif isinstance(value, str):
            yield _dump(value)
        else:
            yield from _rows("[]", map(_dump, value))
    yield "\n}\n"


def _rows(brackets: str, rows: Iterable[str]) -> Iterator[str]:
    yield brackets[0]
    empty = True
    for row in rows:
        yield f"{'' if empty else ','}\n {row}"
        empty = False
    yield brackets[1] if empty else f"\n{brackets[1]}"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
