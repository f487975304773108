"""Errors with what one needs to mend them: the line, the rule that fired, and the one that came nearest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from referat import patterns
from referat.evaluation.comparison import Comparison, Error
from referat.labels import MODULES
from referat.values import Entity

_EXAMPLE_SPAN = re.compile(r"\[([^\[\]]*)\]")
#: How much of its line is shown on either side of an entity.
_MARGIN = 60
_SHAPES = ((re.compile(r"[0-9]"), "0"), (re.compile(r"[A-ZÆØÅ]"), "A"), (re.compile(r"[a-zæøå]"), "a"))


@dataclass(frozen=True, slots=True)
class Finding:
    """An error in its line. `rule` is the one that fired, and for what was missed the nearest that did not."""

    error: Error
    line: int
    before: str
    marked: str
    after: str
    rule: str
    example: str = ""

    @property
    def cause(self) -> str:
        return self.error.cause

    @property
    def label(self) -> str:
        return self.subject.label

    @property
    def subject(self) -> Entity:
        """What the error is about: the gold entity, or the predicted one where there is no gold."""
        entity = self.error.gold or self.error.pred
        assert entity is not None
        return entity

    @property
    def said(self) -> str:
        """What should be, and what was said instead, where that is not plain from the cause."""
        gold, pred = self.error.gold, self.error.pred
        if gold is None or pred is None:
            return f"value {self.subject.value}"
        pairs = {
            "wrong label": (gold.label, f"{pred.label} {_one_line(pred.text)}"),
            "wrong span": (_one_line(gold.text), _one_line(pred.text)),
            "wrong item": (f"item {gold.item}", f"item {pred.item}"),
            "wrong section": (gold.section, pred.section),
        }
        wanted, found = pairs.get(self.cause, (gold.value, pred.value))
        return f"{wanted} → {found}"


def findings(comparison: Comparison, text: str) -> tuple[Finding, ...]:
    """The errors of a document, each in its line of the text."""
    return tuple(_finding(error, text) for error in comparison.errors)


def _finding(error: Error, text: str) -> Finding:
    entity = error.gold or error.pred
    assert entity is not None
    first = text.rfind("\n", 0, entity.start) + 1
    last = text.find("\n", entity.end)
    last = len(text) if last < 0 else last
    before, after = text[first : entity.start], text[entity.end : last]
    rule, example = (error.pred.rule, "") if error.pred is not None else nearest_rule(entity.label, entity.text)
    return Finding(
        error,
        line=text.count("\n", 0, entity.start) + 1,
        before=_one_line(before if len(before) <= _MARGIN else "…" + before[-_MARGIN:]),
        marked=_one_line(entity.text),
        after=_one_line(after if len(after) <= _MARGIN else after[:_MARGIN] + "…"),
        rule=rule,
        example=example,
    )


def _one_line(text: str) -> str:
    """White space as single spaces; one at the edge stays, for it parts the entity from its context."""
    return re.sub(r"\s+", " ", text)


def nearest_rule(label: str, text: str) -> tuple[str, str]:
    """The rule of a label whose examples look most like a text, and that example; empty where there is none.

    >>> nearest_rule("PERCENT", "7,25 %")[0]
    'percent:number-unit'
    """
    shape = _shape(text)

    def likeness(candidate: tuple[str, str, str]) -> float:
        return fuzz.ratio(shape, candidate[2]) + fuzz.ratio(text.casefold(), candidate[1].casefold())

    best = max(_examples(label), key=likeness, default=("", "", ""))
    return best[0], best[1]


@cache
def _examples(label: str) -> tuple[tuple[str, str, str], ...]:
    """Rule, span and shape of every span in the examples of a label's patterns."""
    try:
        grammar = patterns.load(MODULES[label])
    except FileNotFoundError:
        return ()
    return tuple(
        (f"{grammar.name}:{pattern.id}", span, _shape(span))
        for pattern in grammar.patterns
        for example in pattern.examples
        for span in _EXAMPLE_SPAN.findall(example)
    )


def _shape(text: str) -> str:
    for kind, letter in _SHAPES:
        text = kind.sub(letter, text)
    return text


#: Causes, each with its labels, each with its rules: all of them by the number of their findings.
Grouped = Mapping[str, Mapping[str, Mapping[str, list[Finding]]]]


def grouped(all_findings: Iterable[Finding]) -> Grouped:
    """Findings by cause, label and rule, of each the biggest first."""
    tree: dict[str, dict[str, dict[str, list[Finding]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for finding in all_findings:
        tree[finding.cause][finding.label][finding.rule].append(finding)
    by_cause = sorted(tree.items(), key=lambda entry: (-sum(map(_size, entry[1].values())), entry[0]))
    return {cause: {label: _by_size(labels[label]) for label in _ranked(labels)} for cause, labels in by_cause}


def _ranked(labels: Mapping[str, Mapping[str, list[Finding]]]) -> list[str]:
    return sorted(labels, key=lambda label: (-_size(labels[label]), label))


def _by_size(rules: Mapping[str, list[Finding]]) -> dict[str, list[Finding]]:
    return dict(sorted(rules.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def _size(rules: Mapping[str, list[Finding]]) -> int:
    return sum(map(len, rules.values()))
