"""Of mentions that overlap one is kept. The order of preference is the table below, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from referat.values import Mention

#: Who wins where two mentions of the same length meet, first to last. Between mentions of different
#: lengths the longer wins: a place inside an organisation's name, a date inside a law's citation and
#: an organisation inside a project's name are not annotated apart.
PREFERENCE = ("LAW", "CASE_NUMBER", "MONEY", "PERCENT", "TIME", "DATE", "PROJECT", "ORG", "PERSON", "LOC")

#: A rule is preferred to the statistical tagger, which is the rest of the table: what it finds is kept
#: only where no rule found anything.
MODEL_RULE = "model:"

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def resolve(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions that are kept, sorted by their start; no two of them overlap.

    A mention that crosses a blank line is dropped, for it joins what the document keeps apart.

    >>> place = Mention(0, 6, "LOC", "Odense", "loc:known")
    >>> body = Mention(0, 14, "ORG", "Odense Kommune", "org:municipality")
    >>> [mention.label for mention in resolve([place, body], "Odense Kommune")]
    ['ORG']
    """
    kept: list[Mention] = []
    cluster: list[Mention] = []
    reach = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if mention.start >= reach:
            kept.extend(_best(cluster, text))
            cluster = []
        cluster.append(mention)
        reach = max(reach, mention.end)
    kept.extend(_best(cluster, text))
    return kept


def _best(cluster: list[Mention], text: str) -> list[Mention]:
    """Of mentions that hang together by overlaps: the preferred ones, in their order in the text."""
    kept: list[Mention] = []
    for mention in sorted(cluster, key=_preference):
        free = all(mention.end <= other.start or other.end <= mention.start for other in kept)
        if free and not _BLANK_LINE.search(text, mention.start, mention.end):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _preference(mention: Mention) -> tuple[bool, int, int]:
    return mention.rule.startswith(MODEL_RULE), mention.start - mention.end, PREFERENCE.index(mention.label)
