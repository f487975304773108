"""One module a label. Each has `LABEL` and `find(minutes) -> Iterator[Mention]`.

`MODULES` is the only list of the labels: command line, schema, scores and pipeline derive from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from referat.values import Mention, Minutes

Finder = Callable[[Minutes], Iterator[Mention]]

#: The module of each label, the core labels first, as the guidelines have them.
MODULES = {
    "DATE": "date",
    "MONEY": "money",
    "PERCENT": "percent",
    "CASE_NUMBER": "case_number",
    "ORG": "org",
    "PROJECT": "project",
    "TIME": "time",
    "LAW": "law",
    "PERSON": "person",
    "LOC": "loc",
}
LABELS = tuple(MODULES)
CORE = LABELS[:6]
CLOSED = LABELS[:4]
FURTHER = LABELS[6:]


@cache
def finder(label: str) -> Finder:
    """The function that finds a label's mentions. Raises ValueError for a label that is not ours.

    >>> from referat.values import bare
    >>> [mention.value for mention in finder("PERCENT")(bare("steg 3,4 % i alt"))]
    ['3.4']
    """
    if label not in MODULES:
        raise ValueError(f"unknown label {label!r}; the labels are {', '.join(LABELS)}")
    find: Finder = import_module(f"referat.labels.{MODULES[label]}").find
    return find


def checked(labels: Iterable[str] | None) -> frozenset[str]:
    """A choice of labels as a set: some, or one; None is all of them. Raises ValueError for an unknown one.

    >>> sorted(checked(["DATE", "ORG"])), sorted(checked("DATE")), checked(None) == set(LABELS)
    (['DATE', 'ORG'], ['DATE'], True)
    """
    chosen = frozenset(LABELS if labels is None else [labels] if isinstance(labels, str) else labels)
    for label in sorted(chosen):
        finder(label)
    return chosen
