"""TIME: clock times, with values `HH:MM`, and `HH:MM/HH:MM` for a range that a dash joins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.patterns import Grammar, Hit, load
from referat.values import Mention, Minutes

LABEL = "TIME"
_BEFORE = 40


@cache
def _grammar() -> Grammar:
    return load("time")


@cache
def _regex(source: str) -> re.Pattern[str]:
    return _grammar().compile(source)


def find(minutes: Minutes) -> Iterator[Mention]:
    """Every clock time; a range in words is two.

    >>> from referat.values import bare
    >>> [(mention.start, mention.value) for mention in find(bare("kl. 8.30-10, igen kl. 14.15 til 16.15"))]
    [(0, '08:30/10:00'), (18, '14:15'), (32, '16:15')]
    """
    for hit in _grammar().scan(minutes.text):
        if not _is_other(minutes.text, hit):
            yield from _mentions(hit)
            yield from _listed(minutes.text, hit)


def _is_other(text: str, hit: Hit) -> bool:
    """A school class (`3. kl. 22 elever`), or a number that stands behind no label and no date."""
    before = text[max(hit.start - _BEFORE, 0) : hit.start]
    if hit.rule == "time:alone":
        leads = ("{before_label}", "{before_date}", *(["{before_span}"] if hit["h2"] else []))
        return not any(_regex(lead).search(before) for lead in leads)
    return hit["m"] is None and _regex("{class_before}").search(before) is not None


def _mentions(hit: Hit) -> Iterator[Mention]:
    first = _value(hit["h"], hit["m"])
    last = _value(hit["h2"], hit["m2"]) if hit["h2"] else ""
    also = _value(hit["h3"], hit["m3"]) if hit["h3"] else ""
    if first is None or last is None or also is None:
        return
    minute_end = hit.span("m" if hit["m"] else "h")[1]
    yield Mention(hit.start, minute_end if also else hit.end, LABEL, f"{first}/{last}" if last else first, hit.rule)
    if also:
        yield Mention(*hit.span("also"), LABEL, also, hit.rule)


def _listed(text: str, hit: Hit) -> Iterator[Mention]:
    """The times behind one with minutes that share its `kl.`"""
    end = hit.end
    while hit["m"] and (more := _regex("{listed}").match(text, end)) is not None:
        first, last = _value(more["h"], more["m"]), _value(more["h2"], more["m2"])
        if first is None or last is None:
            return
        end = more.end("span")
        yield Mention(more.start("span"), end, LABEL, f"{first}/{last}" if more["h2"] else first, hit.rule)


def _value(hour: str | None, minute: str | None) -> str | None:
    """`HH:MM`; None past midnight, which is 24:00."""
    value = f"{int(hour or 0):02}:{minute or '00'}"
    return value if value <= "24:00" else None
