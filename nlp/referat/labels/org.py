"""ORG: named organisations, from the gazetteer, by their shape, and by short names that the text introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import attrgetter

from referat.organisations.aliases import (
    INTRODUCED,
    Alias,
    again,
    find_aliases,
    introduced,
)
from referat.organisations.company import in_columns, in_company
from referat.organisations.initials import by_file, by_initials, is_borne_out
from referat.organisations.known import known_names
from referat.organisations.names import settle
from referat.organisations.scan import find_shapes
from referat.organisations.text import Text, grammar
from referat.organisations.topics import shortened
from referat.values import Mention, Minutes

LABEL = "ORG"
#: Rules that know the words around a name only, and nothing of the name.
_BY_CONTEXT = (
    "org:acting", "org:ampersand", "org:announced", "org:association-named", "org:cued", "org:national",
    "org:place-behind",
)  # fmt: skip


def find(minutes: Minutes) -> Iterator[Mention]:
    """The organisations of a text, with canonical names.

    >>> from referat.values import bare
    >>> [(m.value, m.details["kind"]) for m in find(bare("Odense Kommunes aftale med KL"))]
    [('Odense Kommune', 'municipality'), ('Kommunernes Landsforening', 'intermunicipal')]
    """
    text = Text.of(minutes.text)
    known = list(known_names(text))
    mentions = longest([*known, *_shapes(text, known)])
    mentions = settle(longest([*mentions, *in_company(text, mentions)]))
    # What a text introduces goes before what the gazetteer says; what only repeats a name goes behind all.
    aliases = {alias.short: alias for alias in again(_head(minutes, text), mentions, text)}
    aliases |= _short_names(text, mentions)
    mentions = [mention for mention in mentions if is_borne_out(mention, text)]
    found = list(find_aliases(text, aliases.values()))
    introduced_names = (mention for mention in found if mention.rule == INTRODUCED)
    mentions = longest([*introduced_names, *mentions, *(mention for mention in found if mention.rule != INTRODUCED)])
    mentions = text.in_source(mentions)
    yield from longest([*mentions, *in_columns(minutes.text, minutes.tables, mentions)])


def _head(minutes: Minutes, text: Text) -> str:
    """The text before the first item."""
    return text.text[: next((zone.start for zone in minutes.zones if zone.item), 0)]


def _shapes(text: Text, known: list[Mention]) -> Iterator[Mention]:
    """The names by shape, less what they caught of a known name.

    A shape that ends in a known name has only caught what stands before it; one that names what a body is
    for ends before the known name that is joined to it.
    """
    starts = [mention.start for mention in known]
    for mention in find_shapes(text):
        first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
        if first and known[first - 1].end > mention.start and known[first - 1].end < mention.end:
            continue
        kept = _without_known(mention, known[first:last], text)
        if kept is not None:
            yield kept


def _without_known(mention: Mention, known: list[Mention], text: Text) -> Mention | None:
    """A name by shape without the known names that it caught, or None where nothing is left."""
    if known and mention.rule in _BY_CONTEXT:
        return None
    inside = [other for other in known if other.start > mention.start]
    joined = next((other for other in inside if _conjunction().search(text.text, other.start - 8, other.start)), None)
    if joined is not None and mention.rule.startswith("org:body-for"):
        return shortened(mention, joined.start, text)
    if mention.rule == "org:named-last" and any(other.end == mention.end and " " in other.value for other in inside):
        return None
    if mention.rule == "org:company" and known and known[0].start == mention.start:
        return _behind_known(mention, known[0].end, text)
    return mention


def _behind_known(mention: Mention, end: int, text: Text) -> Mention:
    """A company joined to a known name that ends at `end`, without that name."""
    behind = _joined_behind().match(text.text, end)
    if behind is None or behind.end() >= mention.end:
        return mention
    return replace(mention, start=behind.end(), value=mention.value[behind.end() - mention.start :])


@cache
def _conjunction() -> re.Pattern[str]:
    return grammar().compile(r"(?:,|\b(?:{conjunction}))\s+$")


@cache
def _joined_behind() -> re.Pattern[str]:
    return grammar().compile("{sp}(?:{conjunction}){sp}")


def _short_names(text: Text, mentions: list[Mention]) -> dict[str, Alias]:
    """Short names by their letters; what the text introduces goes before what initials suggest."""
    suggested = {alias.short: alias for alias in (*by_initials(mentions, text), *by_file(mentions))}
    return suggested | {alias.short: alias for alias in introduced(text, mentions)}


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest, of equal ones the first given; sorted by place.

    >>> a, b = Mention(0, 6, LABEL, "Odense", "a"), Mention(0, 14, LABEL, "Odense Kommune", "b")
    >>> [mention.value for mention in longest([a, b])]
    ['Odense Kommune']
    """
    ordered = sorted(mentions, key=attrgetter("start"))
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    kept: list[Mention] = []
    cluster: list[Mention] = []
    reach = 0
    for mention in ordered:
        if mention.start >= reach:
            kept.extend(_best(cluster))
            cluster = []
        cluster.append(mention)
        reach = max(reach, mention.end)
    kept.extend(_best(cluster))
    return kept


def _best(cluster: list[Mention]) -> list[Mention]:
    if len(cluster) < 2:
        return cluster
    kept: list[Mention] = []
    for mention in sorted(cluster, key=lambda mention: mention.start - mention.end):
        at = bisect_left(kept, mention.start, key=lambda other: other.start)
        if (at == 0 or kept[at - 1].end <= mention.start) and (at == len(kept) or mention.end <= kept[at].start):
            kept.insert(at, mention)
    return kept
