"""ORG: named organisations, from the gazetteer, by their shape, and by short names that the text introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from referat.aliases import AGAIN, INTRODUCED, Alias, by_initials, by_shape, find_aliases, introduced
from referat.gazetteer import Found, Known, find_known, forms, plain, slug
from referat.org_company import in_columns, in_company
from referat.org_names import settle
from referat.org_parties import follows_member
from referat.org_scan import find_shapes
from referat.org_shapes import is_harbour, shortened
from referat.org_text import Text, grammar, is_place, is_surname, listed
from referat.values import Mention, Minutes

LABEL = "ORG"
#: Rules that know the words around a name only, and nothing of the name.
_BY_CONTEXT = ("org:acting", "org:ampersand", "org:announced", "org:cued", "org:national", "org:place-behind")


def find(minutes: Minutes) -> Iterator[Mention]:
    """The organisations of a text, with canonical names.

    >>> from referat.values import bare
    >>> [(m.value, m.details["kind"]) for m in find(bare("Odense Kommunes aftale med KL"))]
    [('Odense Kommune', 'municipality'), ('KL', 'intermunicipal')]
    """
    text = Text.of(minutes.text)
    known = list(_known(text))
    mentions = longest([*known, *_shapes(text, known)])
    mentions = settle(longest([*mentions, *in_company(text, mentions)]))
    # What a text introduces goes before what the gazetteer says; what only repeats a name goes behind all.
    aliases = {alias.short: alias for alias in by_shape(mentions, text)} | _short_names(text, mentions)
    found = list(find_aliases(text, aliases.values()))
    introduced_names = (mention for mention in found if mention.rule == INTRODUCED)
    mentions = longest([*introduced_names, *mentions, *(mention for mention in found if mention.rule == AGAIN)])
    mentions = [_in_source(mention, text) for mention in mentions]
    yield from longest([*mentions, *in_columns(minutes.text, minutes.tables, mentions)])


def _in_source(mention: Mention, text: Text) -> Mention:
    return replace(mention, start=text.source(mention.start), end=text.source_end(mention.end))


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


def _known(text: Text) -> Iterator[Mention]:
    """The names of the gazetteer; a weak form only where the text bears it out."""
    found = list(find_known(text.text))
    sure = {name.bodies[0].value for name in found if not name.bodies[0].weak}
    for name in found:
        body = _body(name, sure, text)
        if body is not None and not is_harbour(body.value, name.start, text):
            yield _branch(name, body, text)


def _branch(name: Found, body: Known, text: Text) -> Mention:
    """The body found, or its local branch where a place stands right behind the name."""
    end, value, details = name.end, _full(name.written, body.value), body.details("gazetteer")
    place = _branch_place(name, body, text) or _place_served(name, body, text)
    if place is not None:
        end = place.end("place")
        value = plain(f"{name.written}{text.text[name.end : end]}")
    if value != body.value:
        details["id"] = slug(value)
    return Mention(name.start, end, LABEL, value, f"{body.file}:name", details)


def _full(written: str, value: str) -> str:
    """The name with the legal form that it is written with, where the canonical name has none."""
    return written if written.startswith(f"{value} ") and _legal_form().fullmatch(written, len(value)) else value


@cache
def _legal_form() -> re.Pattern[str]:
    return grammar().compile(",? {legal_form}")


def _branch_place(name: Found, body: Known, text: Text) -> re.Match[str] | None:
    """The place right behind the name of a body that has local branches."""
    if not listed(body.kind, "with_branches"):
        return None
    match = _place_behind().match(text.text, name.end)
    known = match is not None and (is_place(match["place"]) or listed(match["place"], "branch_area"))
    return match if known and text.text[name.start : name.end].endswith(name.written[-1]) else None


def _place_served(name: Found, body: Known, text: Text) -> re.Match[str] | None:
    """The place behind `for` where a body of the state serves: `Det Sociale Nævn for Fyns Amt`."""
    if not listed(body.kind, "serves_place"):
        return None
    match = _served().match(text.text, name.end)
    if match is None:
        return None
    return match if is_place(match["place"]) or match["place"] in forms() else None


@cache
def _served() -> re.Pattern[str]:
    return grammar().compile("{place_served}")


@cache
def _conjunction() -> re.Pattern[str]:
    return grammar().compile(r"(?:,|\b(?:{conjunction}))\s+$")


@cache
def _joined_behind() -> re.Pattern[str]:
    return grammar().compile("{sp}(?:{conjunction}){sp}")


@cache
def _place_behind() -> re.Pattern[str]:
    return grammar().compile("[ ](?P<place>{word}(?:[ ](?:{branch_area}|[CKNSVØ])(?!\\w))?){tail}(?![ ]{upper})")


def _body(name: Found, sure: set[str], text: Text) -> Known | None:
    """Whom a known name means, or None where it is a plain word here."""
    first = name.bodies[0]
    if not first.weak:
        return None if first.kind == "party" and _is_no_party(name, text) else first
    named = next((body for body in name.bodies if body.value in sure), None)
    if named is not None:
        return named
    if len(name.bodies) == 1 and _branch_place(name, first, text) is not None:
        return first
    if first.kind == "party" and _votes().match(text.text, name.end):
        return first
    is_word = any(letter.islower() for letter in name.written)
    meant = is_word and text.is_inside(name.start) and not is_surname(name.written) and len(name.bodies) == 1
    return first if meant else None


@cache
def _votes() -> re.Pattern[str]:
    return grammar().compile(r"{gap}{votes}(?!\w)")


def _is_no_party(name: Found, text: Text) -> bool:
    """Whether a party's name is the word for a side here, or letters behind a member's name."""
    following = text.text[name.end : name.end + 20].split()
    if following and listed(following[0].strip(".,"), "side_words"):
        return True
    return name.written.isupper() and text.text[name.start - 1 : name.start] == "(" and follows_member(name.start, text)


def _short_names(text: Text, mentions: list[Mention]) -> dict[str, Alias]:
    """Short names by their letters; what the text introduces goes before what initials suggest."""
    suggested = {alias.short: alias for alias in by_initials(mentions)}
    return suggested | {alias.short: alias for alias in introduced(text, mentions)}


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest, of equal ones the first given; sorted by place.

    >>> a, b = Mention(0, 6, LABEL, "Odense", "a"), Mention(0, 14, LABEL, "Odense Kommune", "b")
    >>> [mention.value for mention in longest([a, b])]
    ['Odense Kommune']
    """
    kept: list[Mention] = []
    cluster: list[Mention] = []
    reach = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
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
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
