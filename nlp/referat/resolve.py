"""Of mentions that overlap one is kept. The order of preference is the table below, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter

from referat.values import Mention

#: Who wins where two mentions of the same length meet, first to last. Between mentions of different
#: lengths the longer wins: a place inside an organisation's name, a date inside a law's citation and
#: an organisation inside a project's name are not annotated apart.
PREFERENCE = ("LAW", "CASE_NUMBER", "MONEY", "PERCENT", "TIME", "DATE", "PROJECT", "ORG", "PERSON", "LOC")

#: What a user's own gazetteer finds is kept, whatever else is found there.
OWN_RULE = "own:"

#: A rule is preferred to the statistical tagger, which is the rest of the table: what it finds is kept
#: only where no rule found anything.
MODEL_RULE = "model:"

#: But a name of the tagger which is this sure of it is preferred to the shorter names that rules found inside it, where
#: they are of these labels: a rule knows `Fredningsnævnet`, the tagger `Fredningsnævnet for Midtjylland`.
SURE = 0.9
HOLDS = {"ORG": ("ORG", "PERSON", "LOC"), "PERSON": ("PERSON",), "LOC": ("LOC",)}

#: What no mention may cross.
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_START = attrgetter("start")


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
    for mention in sorted(mentions, key=_START):
        if mention.start >= reach:
            kept += _best(cluster, text)
            cluster = []
        cluster.append(mention)
        reach = max(reach, mention.end)
    return [*kept, *_best(cluster, text)]


def _best(cluster: list[Mention], text: str) -> list[Mention]:
    """Of mentions that hang together by overlaps: the preferred ones, in their order in the text."""
    if len(cluster) == 1:
        return [] if crosses_blank_line(cluster[0], text) else cluster
    kept: list[Mention] = []
    for mention in sorted(cluster, key=lambda mention: _preference(mention, cluster)):
        if not any(overlap(mention, other) for other in kept) and not crosses_blank_line(mention, text):
            kept.append(mention)
    return sorted(kept, key=_START)


def crosses_blank_line(mention: Mention, text: str) -> bool:
    """Whether a mention joins what a blank line keeps apart.

    >>> crosses_blank_line(Mention(0, 5, "ORG", "A B", "x"), "A\\n \\nB")
    True
    """
    start, end = mention.start, mention.end
    return text.find("\n", start, end) >= 0 and BLANK_LINE.search(text, start, end) is not None


def _preference(mention: Mention, cluster: list[Mention]) -> tuple[bool, bool, int, int]:
    others = not mention.rule.startswith(OWN_RULE)
    yields = _is_tagged(mention) and not _holds_all(mention, cluster)
    return others, yields, mention.start - mention.end, PREFERENCE.index(mention.label)


def _is_tagged(mention: Mention) -> bool:
    return mention.rule.startswith(MODEL_RULE)


def _holds_all(find: Mention, cluster: list[Mention]) -> bool:
    """Whether a tagger that is sure has a longer name for all that rules found where its find stands.

    Names of its own label that something joins are names in a row, and not parts of one.
    """
    met = [other for other in cluster if not _is_tagged(other) and overlap(find, other)]
    same = [other for other in met if other.label == find.label]
    row = any(other.start - one.end > 1 for one, other in pairwise(same))
    return find.details.get("score", 0) >= SURE and not row and all(_holds(find, other) for other in met)


def _holds(find: Mention, other: Mention) -> bool:
    """Whether a name is a part of a longer one, and not the owner of what the longer one goes on to name."""
    inside = find.start <= other.start and other.end <= find.end and other.end - other.start < find.end - find.start
    owner = other.start == find.start and other.end - other.start > len(other.value)
    return inside and not owner and other.label in HOLDS.get(find.label, ())


def overlap(one: Mention, other: Mention) -> bool:
    """Whether two mentions share a character.

    >>> overlap(Mention(0, 2, "ORG", "KL", "x"), Mention(2, 4, "ORG", "SF", "x"))
    False
    """
    return one.start < other.end and other.start < one.end
