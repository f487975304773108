"""LAW: laws, orders and paragraphs as they are cited, paragraph and law in one span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.patterns import Grammar, Hit, load
from referat.values import NO_DETAILS, Details, Mention, Minutes

LABEL = "LAW"
#: How far a citation may reach to the left of its trigger, and how far back its context is looked at.
_BEFORE = 80


def find(minutes: Minutes) -> Iterator[Mention]:
    """All citations of the text; `details["law"]` is the law's short name, where the citation tells it.

    >>> from referat.values import bare
    >>> [(m.value, m.details["law"]) for m in find(bare("§ 11 i lov om social service, jf. planlovens § 3"))]
    [('§ 11 i lov om social service', 'serviceloven'), ('planlovens § 3', 'planloven')]
    """
    text = minutes.text
    cursor = 0
    for trigger, _ in _grammar().places(text, 0, len(text)):
        if trigger < cursor or (hit := _citation(text, cursor, trigger)) is None:
            continue
        cursor = hit.end
        value = " ".join(_regex("{line_hyphen}").sub("", text[hit.start : hit.end]).split())
        law = _details(value)
        yield Mention(hit.start, hit.end, LABEL, value, hit.rule, law)
        short = _regex("{short_form}").match(text, cursor)
        if short and (
            short["known"] or any(_is_short_for(short["short"], name) for name in (value, law.get("law", "")))
        ):
            yield Mention(*short.span("short"), LABEL, short["short"], hit.rule, law)


def _is_short_for(letters: str, law: str) -> bool:
    """Whether letters stand in a law's name, in their order, the first of them first."""
    rest = iter(law.casefold())
    return law[:1].casefold() == letters[:1].casefold() and all(letter in rest for letter in letters.casefold())


def _citation(text: str, cursor: int, trigger: int) -> Hit | None:
    """The citation around a trigger: from as far left as words belong to it, else from the trigger itself."""
    window = text[max(trigger - _BEFORE, cursor) : trigger]
    left = _regex("{left}").search(window)
    starts = [trigger - len(window) + left.start()] if left else []
    for start in [*starts, trigger]:
        hit = _grammar().match(text, start)
        if hit is not None and hit.end > trigger and not _is_none(text, hit):
            return hit
    return None


def _is_none(text: str, hit: Hit) -> bool:
    """Whether the words before make it a paragraph of another paper than a law, or a law only proposed or told of."""
    before = text[max(hit.start - _BEFORE, 0) : hit.start]
    if hit.rule == "law:section":
        return _regex("{other_paper_before}").search(before) is not None
    if text[hit.start : hit.end].casefold() in _grammar().words["notice"]:
        return True
    if hit.rule == "law:indefinite":
        return _regex("{determined_before}").search(before) is None
    if hit.rule != "law:law" or hit["titled"] is None:
        return False
    if _regex("{new_before}").search(before) and not _regex("{known_title}").match(text, hit.span("titled")[1]):
        return True
    return _regex("{proposal_before}").search(before) is not None


def _details(value: str) -> Details:
    """The short name of the law that is cited, in lower case."""
    title = _regex("(?i:lov(?:en)?) om (?P<title>{known_title})").search(value)
    name = _grammar().words["title"].get(title["title"].casefold()) if title else None
    if not name and (
        word := _regex("(?:{name_letter}+-? (?:og|eller) )?{name_letter}{2,60}loven(?=s?(?!{letter}))").search(value)
    ):
        name = word[0]
    return {"law": name} if name else NO_DETAILS


@cache
def _grammar() -> Grammar:
    return load("law")


@cache
def _regex(source: str) -> re.Pattern[str]:
    return _grammar().compile(source)
