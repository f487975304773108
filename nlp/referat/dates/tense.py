"""Which way the sentence around a date looks: back or ahead. The words that tell: `patterns/date.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from referat.dates.forms import grammar

#: `PROPOSED` looks ahead, and for certain.
PAST, FUTURE, PROPOSED = "past", "future", "proposed"
_TO_DO, _HABIT = "to_do", "habit"
_WORD = re.compile(r"(?<![-\w])[^\W\d_]{2,30}")
_REACH = 160  # characters of the sentence that are read, on each side
_OF_REACH = 16  # characters in which `af den` stands
_BACK = 60  # characters in which `er` stands before what has been done, and the name of a paper before its date


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, as far as it is read.

    >>> sentence("Godkendt. Mødet er den 3. maj. Slut.", 22, 29)
    (10, 30)
    """
    left = max(start - _REACH, 0)
    for border in _regex("{sentence_start}").finditer(text, left, start):
        left = border.end()
    after = _regex("{sentence_start}").search(text, end, end + _REACH)
    return left, after.start() + 1 if after else min(end + _REACH, len(text))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause between commas that a span stands in, or the sentence: `sporet, der åbner i maj, blev vedtaget`."""
    left, right = sentence(text, start, end)
    begin, close = _regex("{clause}").search(text, left, start), text.find(",", end, right)
    if begin and close >= 0:
        return begin.start() + 1, close
    beside = _regex("{new_clause}").search(text, left, start)
    return (beside.end() if beside else left), right


def tense(text: str, start: int, end: int) -> str | None:
    """The tense that the nearest telling word of the sentence has; one in the same clause counts as nearer.

    >>> tense("Mødet blev holdt den 3. maj", 21, 27), tense("Mødet den 3. maj", 10, 16)
    ('past', None)
    """
    led = _regex("{led}").search(text, max(start - _BACK, 0), start)
    if led is not None:
        return led.lastgroup
    if _regex("{to_come}").match(text, start):
        return PROPOSED
    if _dates_paper(text, start):
        return PAST
    if text[start - 1 : start] == "\t" and text[end : end + 1] in ("\t", "\n", ""):
        return None  # a cell, to which no sentence belongs
    left, right = _clause(text, start, end)
    aside = [clause.span() for clause in _regex("{aside}").finditer(text, left, start)]
    nearest: tuple[int, str | None] = (2 * _REACH, None)
    habit = False
    for word in chain(_WORD.finditer(text, left, start), _WORD.finditer(text, end, right)):
        kind = _kind(word[0].lower())
        if kind is None or any(begin < word.start() < close for begin, close in aside):
            continue
        told = _told_by(kind, text, word, left, start, right)
        habit = habit or told == _HABIT
        if told == _TO_DO:
            told = FUTURE if word.end() <= start else None
        if told in (PAST, FUTURE, PROPOSED):
            between = (word.end(), start) if word.end() <= start else (end, word.start())
            apart = text.find(",", *between) >= 0 or (between[0] == end and _regex("{coordinated}").match(text, end))
            far = between[1] - between[0] + _REACH * bool(apart)
            nearest = min(nearest, (far, told), key=lambda cue: cue[0])
    return None if habit and nearest[1] == FUTURE else nearest[1]


def _dates_paper(text: str, start: int) -> bool:
    """Whether a date is that of a paper; what stands right before it tells where it is worth a look."""
    near = _regex("{of_date}").search(text, max(start - _OF_REACH, 0), start)
    return near is not None and _regex("{dates_paper}").search(text, max(start - _BACK, 0), start) is not None


def _told_by(kind: str, text: str, word: re.Match[str], left: int, start: int, right: int) -> str | None:
    """What a word tells by its kind: `modtaget` only behind `er`, `har` only before such a word, not reported."""
    if kind in (PAST, "done") and _regex("{planned}").search(text, max(left, word.start() - _BACK), word.start()):
        return None
    if kind == "done":
        return PAST if _regex("{is}").search(text, max(left, word.start() - _BACK), word.start()) else None
    if kind == "asks":
        return FUTURE if " om " in text[word.end() : start] else PAST
    if kind == "reports":
        return None if _regex("{told}").search(text, word.end(), max(start, word.end())) else PAST
    if kind == "has" and _regex("{reported_behind}").match(text, word.end(), max(start, word.end())):
        return None
    if kind == "has":
        return PAST if _regex("{done_behind}").match(text, word.end(), right) else None
    return kind


@lru_cache(maxsize=4096)
def _kind(word: str) -> str | None:
    """The list that a word is in, or the tense that it ends like."""
    words, facts = grammar().words, grammar().facts
    for kind in ("asks", "reports", _HABIT, PROPOSED, PAST, FUTURE, _TO_DO, "done", "has"):
        if word in words[kind]:
            return kind
    for kind in (PAST, FUTURE):
        if word.endswith(tuple(facts[f"{kind}_endings"])) and not _is_exception(word, kind):
            return kind
    return None


def _is_exception(word: str, kind: str) -> bool:
    grammar_ = grammar()
    return word in grammar_.words[f"not_{kind}"] or word.endswith(tuple(grammar_.facts[f"not_{kind}_endings"]))


def is_until(text: str, start: int) -> bool:
    """Whether a date tells up to when: that may be ahead in a sentence that looks back.

    >>> is_until("sendt i høring frem til den 6. oktober", 28)
    True
    """
    return _regex("{until}").search(text, max(start - _BACK, 0), start) is not None


@cache
def _regex(source: str) -> re.Pattern[str]:
    return grammar().compile(source)
