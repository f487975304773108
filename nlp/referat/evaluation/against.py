"""What a run gained and lost against an earlier one, entity by entity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from referat.evaluation.comparison import Counts, total
from referat.evaluation.structure import Tally, total_structure
from referat.interchange.labelled import GoldError

#: A score that falls by less has not fallen: the figures are rounded.
_TOLERANCE = 1e-6
#: What must not fall: the spans, and the values end to end.
_MEASURES = ("strict_f", "value_f")

#: An error, or a document, as `referat evaluate --format json` writes it.
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fall:
    """A score that is lower than it was."""

    score: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Against:
    """Two runs on the same gold, compared.

    `lost`: what was right and is not any more; `extra`: what is found and should not be, and was not
    before; `other`: what was wrong and is wrong in another way; `gained`: errors that are gone.
    `left_out` are documents whose text or gold is not that of the earlier run, `withheld` those of splits
    whose errors the earlier run keeps to itself: only their scores are compared.
    """

    lost: tuple[Item, ...]
    extra: tuple[Item, ...]
    other: tuple[Item, ...]
    gained: tuple[Item, ...]
    falls: tuple[Fall, ...]
    left_out: tuple[str, ...]
    withheld: tuple[str, ...] = ()

    @property
    def groups(self) -> dict[str, tuple[Item, ...]]:
        """What changed, by name, what is worst first."""
        return {
            "lost, was right": self.lost,
            "new and spurious": self.extra,
            "wrong in another way": self.other,
            "gained": self.gained,
        }


def read_run(path: str | Path) -> Mapping[str, Any]:
    """An earlier run. Raises GoldError where the file is none."""
    try:
        return parse_run(Path(path).read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error


def parse_run(text: str, name: str) -> Mapping[str, Any]:
    """The run that a JSON text holds. Raises GoldError where it holds none."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise GoldError(f"{name}: not JSON: {error}") from error
    if not isinstance(data, dict) or not {"labels", "unjudged", "documents", "errors"} <= set(data):
        raise GoldError(f"{name}: this is no run; one is written by: referat evaluate PATH --format json -o {name}")
    return data


def against(before: Mapping[str, Any], after: Mapping[str, Any]) -> Against:
    """Gains and losses of a run against an earlier one, both as `Evaluation.to_dict` gives them.

    >>> run = {"labels": [], "unjudged": [], "documents": [], "errors": []}
    >>> against(run, run).lost
    ()
    """
    old = {document["id"]: document for document in before["documents"]}
    new = {document["id"]: document for document in after["documents"]}
    same = {id for id in new if id in old and new[id]["digest"] == old[id]["digest"]}
    labels = set(before["labels"]) & set(after["labels"])
    valued = not any("value" in run["unjudged"] for run in (before, after))
    withheld = {id for id in same if old[id]["split"] in before.get("withheld", ())}
    was, now = (_errors(run["errors"], same - withheld, labels) for run in (before, after))
    wrong = {_gold_key(item) for item in was.values() if item["gold"]}
    fresh = [item for key, item in now.items() if key not in was]
    return Against(
        lost=tuple(item for item in fresh if item["gold"] and _gold_key(item) not in wrong),
        extra=tuple(item for item in fresh if not item["gold"]),
        other=tuple(item for item in fresh if item["gold"] and _gold_key(item) in wrong),
        gained=tuple(item for key, item in was.items() if key not in now),
        falls=tuple(_falls(_shares(old, same, labels), _shares(new, same, labels), valued)),
        left_out=tuple(sorted(set(new) - same)),
        withheld=tuple(sorted(withheld)),
    )


def _errors(errors: Iterable[Item], documents: set[str], labels: set[str]) -> dict[tuple[Any, ...], Item]:
    return {
        (item["cause"], item["document"], _place(item["gold"]), _place(item["pred"])): item
        for item in errors
        if item["document"] in documents and item["label"] in labels
    }


def _place(entity: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    return None if entity is None else tuple(entity[name] for name in ("start", "end", "label"))


def _gold_key(item: Item) -> tuple[Any, ...]:
    return item["document"], _place(item["gold"])


def _falls(was: Mapping[str, float], now: Mapping[str, float], valued: bool) -> Iterator[Fall]:
    for name, share in was.items():
        if now.get(name, 0.0) < share - _TOLERANCE and (valued or not name.endswith("value_f")):
            yield Fall(name, share, now.get(name, 0.0))


def _shares(run: Mapping[str, Item], documents: set[str], labels: set[str]) -> dict[str, float]:
    """The scores that must not fall, over the given documents; those with nothing to count are left out."""
    chosen = [run[id] for id in sorted(documents)]
    counts = total(
        {label: Counts(*row) for label, row in document["counts"].items() if label in labels} for document in chosen
    )
    tallies = total_structure(
        {aspect: Tally(*row) for aspect, row in document["structure"].items()} for document in chosen
    )
    shares = {f"{name}.{m}": getattr(row, m) for name, row in counts.items() for m in _MEASURES if row.gold}
    return shares | {f"structure.{aspect}.f": tally.f for aspect, tally in tallies.items() if tally.gold}
