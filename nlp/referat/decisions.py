"""The decision of an item: its words, and what they come to. The words are in `patterns/decisions.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from referat.patterns import load

#: A decision of one line under a title is no longer.
_SHORT = 80
#: What decides stands near the beginning.
_REACH = 2000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def outcome(decision: str) -> str:
    """What a decision comes to: one of the outcomes of the record, `other` where no word tells.

    >>> outcome("Udvalget drøftede sagen og godkendte indstillingen.")
    'approved'
    """
    grammar = load("decisions")
    weak, in_sentence = grammar.facts["weak"], grammar.facts["weak_in_sentence"]
    kept: str | None = None
    for sentence in _SENTENCE.split(decision[:_REACH]):
        hits = [hit.rule.partition(":")[2] for hit in grammar.scan(sentence)]
        found = [hit for hit in hits if hit != grammar.facts["passed"]]
        strong = [hit for hit in found if hit not in weak and hit not in in_sentence]
        noted = [hit for hit in found if hit in in_sentence]
        if strong or noted:
            return (strong or noted)[0]
        kept = kept or next(iter(found), None)
    return kept or "other"


def is_decision(line: str) -> bool:
    """Whether a line under a title is a decision and nothing else.

    >>> is_decision("Godkendt."), is_decision("Godkendelse af dagsorden")
    (True, False)
    """
    if len(line) > _SHORT:
        return False
    hit = load("decisions").match(line, 0)
    return hit is not None and hit.rule.partition(":")[2] != load("decisions").facts["passed"]


def words(lines: Sequence[str]) -> str:
    """The text of a decision: its lines joined, those left out that only tell who was absent.

    >>> words(["Godkendt.", "Fraværende: Lone Holm (V)"])
    'Godkendt.'
    """
    kept = (line for line in lines if not _absence().match(line))
    joined = " ".join(" ".join(kept).split())
    return "" if _empty().fullmatch(joined) else joined


@cache
def _absence() -> re.Pattern[str]:
    return re.compile(load("decisions").facts["absence"])


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(load("decisions").facts["empty"])
