"""Names of projects without quotation marks, found behind the noun that announces them or by their own shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from referat.labels.project_events import read_event, read_first_event, read_genitive_event, read_year_event
from referat.labels.project_names import (
    comes_elsewhere,
    is_coined,
    is_described,
    is_everyday,
    is_meant_elsewhere,
    is_of_another,
    is_plain_near,
    name_end,
)
from referat.labels.project_places import places
from referat.labels.project_pools import (
    read_compound,
    read_named_compound,
    read_noun_last,
    read_pool_for,
    read_pool_last,
)
from referat.labels.project_programmes import read_programme, read_weak_programme
from referat.labels.project_told import read_applied_by, read_called, read_told
from referat.labels.project_words import (
    NEAR,
    announces,
    grammar,
    hit_kind,
    is_near_project,
    kind_of,
    listed,
    mention,
    named,
    regex,
    speaks_of_project,
)
from referat.organisations.parties import party_names
from referat.organisations.text import Text, is_bare, is_place
from referat.organisations.text import kind_of as body_kind
from referat.patterns import Hit
from referat.values import Mention

#: How far before `nemlig` and the like the noun may stand.
_BEFORE = 120
Reader = Callable[[Hit, Text], Iterator[Mention]]


def find_unquoted(text: Text) -> Iterator[Mention]:
    """The names that a noun announces, or that show by their shape what they name.

    >>> [m.value for m in find_unquoted(Text("projektet Ren Kyst, Erasmus+ og midler fra Kulturpuljen"))]
    ['Ren Kyst', 'Erasmus+', 'Kulturpuljen']
    """
    cursor = 0
    for start, part in places(text.text):
        tried = grammar().part(part)
        if start < cursor or (hit := tried.match(text.text, start)) is None:
            continue
        for found in _READERS[hit.rule.partition(":")[2]](hit, text):
            yield found
            cursor = max(cursor, found.end)


def _read_announced(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name behind its noun; behind a noun in the plural there may be several."""
    kind = hit_kind(hit, text)
    if not announces(hit.match.start(), text) or (hit.rule == "project:announced" and _is_bare_noun(hit, kind, text)):
        return
    several = regex("{plural_definite}").match(text.text, hit.match.start()) is not None
    for start, end in _listed_names(hit, text) if several else [(hit.start, hit.end)]:
        stop = name_end(start, end if several else _longer(start, end, text), text, _is_sure(hit, text))
        if stop is None:
            continue
        yield named(start, stop, hit, text, kind)


def _is_sure(hit: Hit, text: Text) -> bool:
    """Whether several words, which may be a body's name, are given to the one project of which the clause speaks."""
    noun, name = text.text[hit.match.start() : hit.start], text.text[hit.start : hit.end]
    definite = kind_of(noun) == "project" and regex("{definite} [*_]{0,3}\\Z").match(noun) is not None
    return definite and " " in name and regex("{closed}").match(text.text, hit.end) is not None


def _listed_names(hit: Hit, text: Text) -> list[tuple[int, int]]:
    """The names of a list; the last two may have been taken for one: `A, B og C`."""
    spans = [(hit.start, hit.end)]
    while (between := regex("{list_between}{bold}").match(text.text, spans[-1][1])) is not None:
        following = regex("{name}").match(text.text, between.end())
        if following is None:
            break
        spans.append(following.span("span"))
    start, end = spans[-1]
    joined = regex("{gap}(?:{conjunction}){gap}").search(text.text, start, end)
    return [*spans[:-1], (start, joined.start()), (joined.end(), end)] if joined is not None else spans


def _is_bare_noun(hit: Hit, kind: str | None, text: Text) -> bool:
    """`social indsats EL og VJ`: a noun that is not definite needs an article, but for a project."""
    noun = text.text[hit.match.start() : hit.start].split()[0].strip(",:")
    if kind == "project" or noun.lower() not in grammar().words["noun"]:
        return False
    article = regex("{article_before}").search(text.text, max(hit.match.start() - 60, 0), hit.match.start())
    alone = " " not in text.text[hit.start : hit.end] and regex("{coined}").match(text.text, hit.start) is None
    return article is None or alone


def _longer(start: int, end: int, text: Text) -> int:
    """Where a name ends that goes on in small letters: the text has it elsewhere, or it has no more capitals."""
    longer = regex("{longer_rest}").match(text.text, end)
    if longer is not None and comes_elsewhere(start, longer.end(), text):
        return longer.end()
    name = text.text[start:end]
    if not name[1:].islower():
        return end
    if (rest := regex("{plain_rest}").match(text.text, end)) is not None:
        return rest.end()
    rest = regex("{noun_rest}").match(text.text, end)
    return rest.end() if rest is not None and is_plain_near(name, start, text) else end


def _read_titled(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Projekt Åben Å`: the noun is part of the name."""
    start, stop = hit.match.start(), name_end(hit.start, hit.end, text)
    quoted = start > 0 and regex("{mark}").match(text.text, start - 1) is not None
    if quoted or stop is None or (" " not in text.text[hit.start : stop] and not _is_closed(stop, text)):
        return
    yield named(start, stop, hit, text, kind_of(text.text[start : hit.start]))


def _is_closed(end: int, text: Text) -> bool:
    return regex("{shut}").match(text.text, end) is not None


def _read_apart(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name behind a comma or a colon: a second capital is needed, or for a project a second word."""
    name = text.text[hit.start : hit.end]
    phrase = len(name.split()) > 3 and regex("{relative}").match(text.text, hit.end) is not None
    if phrase or sum(map(str.isupper, name)) > 1 or (" " in name and hit_kind(hit, text) == "project"):
        yield from _read_announced(hit, text)


def _read_closed(hit: Hit, text: Text) -> Iterator[Mention]:
    if announces(hit.match.start(), text):
        yield mention(hit.start, hit.end, text, hit.rule, hit_kind(hit, text))


def _read_labelled(hit: Hit, text: Text) -> Iterator[Mention]:
    yield mention(hit.start, hit.end, text, hit.rule)


def _read_status(hit: Hit, text: Text) -> Iterator[Mention]:
    """`status på Trygge Børneliv`, where a project is spoken of near by; `Legestart`, also where it comes again."""
    if (end := name_end(hit.start, hit.end, text)) is None:
        return
    near, name = is_near_project(text, hit.match.start(), end), text.text[hit.start : end]
    coined = is_coined(name) and not text.has(name.lower()) and _is_closed(end, text)
    called_on = is_everyday(name) and listed(name.split()[0], "imperative")
    if (
        called_on
        or (coined and (near or comes_elsewhere(hit.start, end, text)))
        or (near and _has_capitals(hit.start, end, text))
    ):
        yield named(hit.start, end, hit, text, None)


def _has_capitals(start: int, end: int, text: Text) -> bool:
    """Whether several words of a name have capitals."""
    return sum(word[0].isupper() for word in text.text[start:end].split()) > 1


def _read_weak(hit: Hit, text: Text) -> Iterator[Mention]:
    """`arrangementet Æblets Dag`: a noun that stands before other things too needs a name of several words."""
    plain = None if " " in text.text[hit.start : hit.end] else regex("{plain_title}").match(text.text, hit.start)
    end = name_end(hit.start, plain.end("span") if plain is not None else hit.end, text)
    if end is None:
        return
    words = text.text[hit.start : end].split()
    flows = regex("{watercourse}").search(text.text, max(hit.match.start() - 8, 0), hit.start)
    if flows or (words[-1].islower() and (is_place(words[0]) or is_bare(words[0]))):
        return
    if regex("(?i:{soft_noun})").search(text.text, hit.match.start(), hit.start) and not _is_motto(words):
        return
    apart = regex("{relative}").match(text.text, end) is not None
    coined = len(words) == 1 and is_coined(words[0]) and (apart or _announces_coined(hit, end, text))
    if _has_capitals(hit.start, end, text) or len(words) > 2 or coined:
        yield named(hit.start, end, hit, text, hit_kind(hit, text))


def _announces_coined(hit: Hit, end: int, text: Text) -> bool:
    """Whether the noun before a name is one that announces a coined word: `mentorordningen Springbræt`."""
    noun = regex("{coined_noun}{gap}\\Z").search(text.text, max(hit.match.start() - 20, 0), hit.start)
    joined = regex("{gap}(?:{conjunction}){gap}").match(text.text, end) is not None
    return noun is not None and (joined or _is_closed(end, text))


def _is_motto(words: Sequence[str]) -> bool:
    """Whether several words begin as a motto does, and are no two subjects joined."""
    return len(words) > 2 and listed(words[0], "starter") and not any(listed(word, "conjunction") for word in words)


def _read_said(hit: Hit, text: Text) -> Iterator[Mention]:
    """`et initiativ for alle, der markedsføres som Giv dit græs`."""
    before = text.text[max(hit.match.start() - _BEFORE, 0) : hit.match.start()]
    sentence = regex("[.!?]{gap}(?=[A-ZÆØÅ])|\\n\\s*\\n").split(before)[-1]
    if regex("(?:{said_of_all}){gap}").match(text.text, hit.match.start()) and not regex("{said_of}").search(sentence):
        return
    short = " " not in text.text[hit.start : hit.end] and regex("{said_in_short}").match(text.text, hit.match.start())
    if not short and speaks_of_project(sentence) and name_end(hit.start, hit.end, text) == hit.end:
        yield named(hit.start, hit.end, hit, text, kind_of(sentence))


def _read_applied(hit: Hit, text: Text) -> Iterator[Mention]:
    """`søger 5.000 kr. til Sang på pladsen`."""
    applied = regex("{applied_before}").search(text.text, max(hit.match.start() - NEAR // 4, 0), hit.match.start())
    end = name_end(hit.start, hit.end, text) if applied is not None else None
    if end is None or " " not in (name := text.text[hit.start : end]) or is_bare(name.split()[0]):
        return
    if not _has_capitals(hit.start, end, text) or is_everyday(name):
        yield named(hit.start, end, hit, text, None)


def _read_dashed(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Børn i bevægelse – status på indsatsen`."""
    left = regex("{dashed_name}").search(text.text, max(hit.start - _BEFORE, 0), hit.start)
    words = left["span"].split() if left is not None else []
    long = len(words) > 1 or (left is not None and regex("{coined}").fullmatch(left["span"]) is not None)
    if left is not None and long and not (is_bare(words[0]) or listed(words[-1], "condition")):
        end = name_end(*left.span("span"), text)
        if end == left.end("span"):
            yield named(left.start("span"), end, hit, text, hit_kind(hit, text))


def _read_dashed_plain(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Ren Kyst Nord - støtte til oprydning`: without a noun the name must show that it is one."""
    left = regex("{dashed_name}").search(text.text, max(hit.start - _BEFORE, 0), hit.start)
    if left is None or " " not in left["span"] or name_end(*left.span("span"), text) != left.end("span"):
        return
    start, end = left.span("span")
    meant = is_meant_elsewhere(start, end, text) and not _may_be_body(left["span"])
    if is_everyday(left["span"]) or meant:
        yield mention(start, end, text, hit.rule)


def _read_told(hit: Hit, text: Text) -> Iterator[Mention]:
    """`partner i Blue Solar, et EU-projekt`."""
    return (found for found in read_told(hit, text) if name_end(found.start, found.end, text) == found.end)


def _read_part_of(hit: Hit, text: Text) -> Iterator[Mention]:
    """`deltager i Ung i Job`: words that are no body by their shape either."""
    for found in _read_plain_named(hit, text):
        yield found
        return
    for found in (*_read_status(hit, text), *_read_phrase(hit, text)):
        if not _may_be_body(found.value):
            yield found
            return


def _read_phrase(hit: Hit, text: Text) -> Iterator[Mention]:
    """`erfaringer er gjort i Fra affald til gave`: a phrase of several words, where a project is spoken of near by."""
    words = text.text[hit.start : hit.end].split()
    begun = len(words) > 2 and listed(words[0], "starter") and not is_bare(words[0])
    near = begun and is_near_project(text, hit.match.start(), hit.end)
    if near and not listed(words[-1], "condition") and name_end(hit.start, hit.end, text) == hit.end:
        yield named(hit.start, hit.end, hit, text, None)


def _may_be_body(name: str) -> bool:
    first, *others = name.split()
    last = (others[-1] if others else first).removesuffix("s")
    headed = body_kind(last) is not None and (last[0].isupper() or is_place(first))
    return headed or not party_names().keys().isdisjoint(others)


def _read_plain_named(hit: Hit, text: Text) -> Iterator[Mention]:
    """`støtter Mad til Alle`: everyday words with capitals."""
    end = name_end(hit.start, hit.end, text)
    titled = regex("{title_noun}").match(text.text, hit.start) is not None
    if end is None or titled:
        return
    new = regex("{coined}").match(text.text, hit.start) is not None and is_near_project(text, hit.match.start(), end)
    if is_everyday(name := text.text[hit.start : end]) or (new and is_coined(name)):
        yield named(hit.start, end, hit, text, None)


def _read_everyday(hit: Hit, text: Text) -> Iterator[Mention]:
    """`og fra Liv i Åen`, where a project is spoken of near by."""
    announced = regex("(?i:{weak_noun}{form}){gap}\\Z").search(text.text, max(hit.start - 40, 0), hit.start)
    near = (announced or is_near_project(text, hit.start, hit.end)) and not is_of_another(hit.start, text)
    end = name_end(hit.start, hit.end, text) if near else None
    if end is None or len((name := text.text[hit.start : end]).split()) < 3 or "&" in name:
        return
    if regex("{housed}").match(name) is None and is_everyday(name) and not _may_be_body(name):
        yield named(hit.start, end, hit, text, None)


def _read_list(hit: Hit, text: Text) -> Iterator[Mention]:
    """The names in the lines behind `følgende projekter:`; those who applied may be listed in their stead."""
    kind, lines = kind_of(text.text[hit.start : hit.end]), list(_list_lines(hit.end, text))
    of_bodies = any(line["applicant"] and body_kind(line["applicant"]) is not None for line in lines)
    for line in lines:
        start, end = line.span("quoted" if line["quoted"] else "open")
        if start < 0 or (of_bodies and not line["quoted"]) or (stop := name_end(start, end, text)) is None:
            continue
        # What is done (`indsatser`) is listed without names as often.
        is_name = line["quoted"] or not is_described(start, stop, text)
        if is_name and (line["quoted"] or kind != "initiative" or _has_capitals(start, stop, text)):
            yield mention(start, stop, text, hit.rule, kind)


def _list_lines(start: int, text: Text) -> Iterator[re.Match[str]]:
    while (line := regex("{list_line}").match(text.text, start)) is not None:
        yield line
        start = line.end()


def _read_row(hit: Hit, text: Text) -> Iterator[Mention]:
    """`tre projekter: Vinden vender, Projekt Fyrtårn og "Sten"`: some of the names must show that they are names."""
    lead, start = regex("{several_before}"), hit.match.start()
    noun = regex("{several}").match(text.text, start) or lead.search(text.text, max(start - _BEFORE, 0), start)
    if noun is None:
        return
    spans = [hit.span("row")]
    while (item := regex("{row_item}").match(text.text, spans[-1][1])) is not None:
        between = regex("{row_between}").match(text.text, item.end())
        spans.append(item.span())
        if between is None:
            break
        spans.append(between.span())
    kind, items = kind_of(noun[0]), spans[1::2]
    if any(regex("{mark}|{title_noun}").match(text.text, start) for start, _ in items) or _are_names(items, text):
        for start, end in items:
            quoted = regex("{quoted}").match(text.text, start, end)
            start, end = quoted.span("span") if quoted is not None else (start, end)
            if text.text[start].isupper() and (stop := name_end(start, end, text)) is not None:
                yield mention(start, stop, text, hit.rule, kind)


def _are_names(items: Sequence[tuple[int, int]], text: Text) -> bool:
    """Whether each of several may be a name, and one goes on in small letters."""
    names = [text.text[start:end] for start, end in items]
    all_named = all(
        name_end(start, end, text) == end and not _may_be_body(text.text[start:end]) for start, end in items
    )
    return all_named and any(word[0].islower() for name in names for word in name.split())


_READERS: Mapping[str, Reader] = {
    "announced": _read_announced,
    "announced-closed": _read_closed,
    "announced-comma": _read_apart,
    "announced-colon": _read_apart,
    "titled": _read_titled,
    "pool-for": read_pool_for,
    "own-pool": read_compound,
    "own-compound": read_compound,
    "named-compound": read_named_compound,
    "labelled": _read_labelled,
    "pool-last": read_pool_last,
    "noun-last": read_noun_last,
    "programme": read_programme,
    "weak-programme": read_weak_programme,
    "status-named": _read_status,
    "named-list": _read_list,
    "named-row": _read_row,
    "led-row": _read_row,
    "several-row": _read_row,
    "told": _read_told,
    "applied-by": read_applied_by,
    "weak-announced": _read_weak,
    "said": _read_said,
    "applied": _read_applied,
    "dashed": _read_dashed,
    "dashed-plain": _read_dashed_plain,
    "plain-named": _read_plain_named,
    "part-of": _read_part_of,
    "everyday": _read_everyday,
    "local-event": read_event,
    "event-first": read_first_event,
    "genitive-event": read_genitive_event,
    "championship": read_programme,
    "tour": read_programme,
    "event-of-year": read_year_event,
    "national-event": read_programme,
    "called": read_called,
}
