"""Pools and projects whose noun is a part of their name, in a longer word or as its last word: `Kulturpuljen`."""

from __future__ import annotations

from collections.abc import Iterator

from referat import patterns
from referat.labels.project_names import AROUND, comes_elsewhere, is_body, name_end
from referat.labels.project_words import announces, hit_kind, kind_of, listed, mention, named, regex
from referat.names import find_all
from referat.organisations.text import Text, without_genitive
from referat.patterns import Hit
from referat.values import Mention


def read_pool_for(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Pulje til bedre normeringer`, where its capital is meant."""
    if text.is_inside(hit.start) and regex("{in_line}").match(text.text, hit.start - 1):
        yield mention(hit.start, hit.end, text, hit.rule, "pool")


def read_compound(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Kulturpuljen`: a body's own pool, or a project, whose capital is meant all through the text."""
    left = regex("{compound_left}").search(text.text, max(hit.start - 60, 0), hit.start)
    if left is None:
        return
    start = left.start()
    word = without_genitive(text.text[start : hit.span("word")[1]], text)
    of_a_year = hit.end > hit.span("word")[1] and text.is_inside(start) and not listed(word, "budget_pool")
    common = not of_a_year and (listed(word, "common_pool") or listed(f"{word}n", "common_pool"))
    if common or text.has(word[0].lower() + word[1:]):
        return
    if (whole := _whole_pool(start, hit, text)) is not None:
        yield named(*whole, hit, text, "pool")
    elif text.is_inside(start) or (hit.rule == "project:own-pool" and word.endswith("n")):
        value = word + text.text[hit.span("word")[1] : hit.end]
        yield mention(start, hit.end, text, hit.rule, kind_of(word) or "event", value)


def _has_pools(owner: str) -> bool:
    """Whether a name in the genitive is that of a body, or of a town or a region, of which a pool is not named."""
    places = patterns.load("places").words
    towns = (places[kind] for kind in ("city", "town", "region", "country"))
    return is_body(owner) or any(owner in names or owner.removesuffix("s") in names for names in towns)


def _whole_pool(start: int, hit: Hit, text: Text) -> tuple[int, int] | None:
    """A pool's name with what stands around it: `Søparkens Kulturpulje`, `Forskningspuljen til den nære sundhed`."""
    purpose = regex("{pool_for}").match(text.text, hit.end)
    if purpose is not None and not _stands_alone(text.text[start : hit.end], start, text):
        return start, purpose.end()
    if hit.rule != "project:own-pool":
        return None
    if (described := regex("{described_left}").search(text.text, max(start - 60, 0), start)) is not None:
        return described.start(), hit.end
    owner = regex("{pool_owner}").search(text.text, max(start - 40, 0), start)
    if owner is not None and not _has_pools(owner[0].strip()):
        return owner.start(), hit.end
    rest = regex("{pool_rest}").match(text.text, hit.end)
    return (start, rest.end()) if rest is not None and comes_elsewhere(start, rest.end(), text) else None


def _stands_alone(pool: str, start: int, text: Text) -> bool:
    """Whether a text has the name of a pool near by without what it is for."""
    floor = max(start - AROUND, 0)
    near = find_all(text.text[floor : start + AROUND], pool)
    return any(regex("{pool_goes_on}").match(text.text, floor + at + len(pool)) is None for at in near)


def read_named_compound(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Sund Opvækst-projektet`: the name without the noun that is joined to it; `1.000-dages-programmet` with it."""
    if (timed := regex("{timed_left}").search(text.text, max(hit.start - 40, 0), hit.start)) is not None:
        yield named(timed.start(), hit.end, hit, text, hit_kind(hit, text))
        return
    left = regex("{run_left}").search(text.text, max(hit.start - 100, 0), hit.start)
    if left is None or not announces(hit.start, text):
        return
    if (end := name_end(left.start(), hit.start - 1, text)) == hit.start - 1:
        yield mention(left.start(), end, text, hit.rule, kind_of(text.text[hit.start : hit.end]))


def read_pool_last(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Den Frie Pulje`."""
    left = regex("{pool_left}").search(text.text, max(hit.start - 60, 0), hit.start)
    if left is not None and not left[0].rstrip().endswith("s"):
        yield named(left.start(), hit.end, hit, text, "pool")


def read_noun_last(hit: Hit, text: Text) -> Iterator[Mention]:
    """`sammen i Nyby Initiativet`."""
    left = regex("{pool_left}").search(text.text, max(hit.start - 60, 0), hit.start)
    if left is not None and text.is_inside(left.start()) and not left[0].rstrip().endswith("s"):
        yield named(left.start(), hit.end, hit, text, hit_kind(hit, text))
