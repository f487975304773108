"""Where names of projects without quotation marks may be told of: at a noun, a programme, words that lead to a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from referat.capitals import Clue, Letters, Word, endings, may_end, stretches, words
from referat.labels.project_words import grammar, listed, regex
from referat.names import find_all, find_any

#: The lists of names that need no noun.
_PROGRAMMES = ("programme", "weak_programme", "family", "national_event")
#: The lists of words that only one pattern begins with, each a part of the grammar.
_LITERAL = ("thing", "row_lead", "dashed", "applied_by")
#: The same, for those that stand right before a name with a capital.
_LED = ("part_of", "plain_cue", "said_bare", "applied_to")
#: How long what stands before a name may be, and what may stand between them and the name.
_LEAD = 40
_BETWEEN = " \t\n*_"


def places(text: str) -> list[tuple[int, str]]:
    """Where a programme begins, or a noun, or a word on the state of a project, with what may be a name behind it.

    Beside words that only one pattern begins with, and beside everyday words with a capital, stands the part of the
    grammar that is tried there.

    >>> places("status på Ren Kyst og puljen til Erasmus+")
    [(0, ''), (10, 'everyday'), (22, ''), (33, '')]
    """
    own = stretches(text).where(Clue(_inside))
    found = {(stretch.start + offset, "") for stretch in own for offset in _inside(stretch.text)}
    found.update(_led(text))
    everyday = stretches(text).where(Clue(_begins_everyday, before=_is_inside))
    found.update((stretch.start, "everyday") for stretch in everyday)
    for part in _LITERAL:
        found.update((at, part) for at in find_any(text, grammar().words[part]))
    worth = regex("{worth}").match
    for word in _needles():
        for at in find_all(text, word[1:]):
            if at and text[at - 1].lower() == word[0] and worth(text, at - 1):
                found.add((at - 1, ""))
    return sorted(found)


@cache
def _needles() -> frozenset[str]:
    """The words that are looked for, less those that another of them begins; their first letters may be capitals."""
    words = {*grammar().words["noun"], *grammar().words["own_compound"]}
    return frozenset(word for word in words if not any(word.startswith(other) for other in words - {word}))


@lru_cache(maxsize=1 << 13)
def _begins_everyday(stretch: str) -> bool:
    """Whether a stretch begins with an everyday word that is the whole of no name."""
    return listed(stretch.split()[0], "starter")


@lru_cache(maxsize=1 << 13)
def _is_inside(before: str) -> bool:
    """Whether a word in small letters stands right before a stretch, and none that leads on in a body's name."""
    return before[-1:] == " " and before[-2:-1].islower() and before.split()[-1] not in grammar().words["body_lead"]


def _led(text: str) -> Iterator[tuple[int, str]]:
    """Where words begin that stand right before a name with a capital, and the part of the grammar for them."""
    leads = tuple(_leads())
    for stretch in stretches(text).where(Clue(before=_may_be_led)):
        before = text[max(stretch.start - _LEAD, 0) : stretch.start]
        lead = before.rstrip(_BETWEEN).lower()
        if lead.endswith(leads):
            end = stretch.start - len(before) + len(lead)
            yield from ((end - len(phrase), part) for phrase, part in _leads().items() if lead.endswith(phrase))


@lru_cache(maxsize=1 << 13)
def _may_be_led(before: str) -> bool:
    """Whether one of the words that stand right before a name may stand before a stretch."""
    return "\n\n" not in before and may_end(before.rstrip(_BETWEEN).lower(), _lead_ends())


@cache
def _lead_ends() -> Letters:
    return endings(_leads())


@cache
def _leads() -> Mapping[str, str]:
    """What stands right before a name with a capital, in small letters, and the part of the grammar for it."""
    lists = grammar().words
    leads = [*lists["status"], *lists["calls_bare"], *_weak_definite()]
    return dict.fromkeys(leads, "") | {lead.strip(): part for part in _LED for lead in lists[part]}


@lru_cache(maxsize=1 << 13)
def _inside(stretch: str) -> tuple[int, ...]:
    """Where in a stretch a programme may begin, or a noun that is joined to a name."""
    found = words(stretch)
    programmes = [word.offset for word in found if _programme_start().match(stretch, word.offset)]
    events = [word.offset for word in found[1:] if _is_event(word.stem)]
    events += [word.offset for word in found if word.text.endswith(tuple(grammar().words["year_event"]))]
    events += [at for word in found for at in _ends(word, grammar().words["event_end"])]
    events += [at for word in found[:-1] for at in _ends(word, _weak_definite())]
    return (*programmes, *events, *(noun.start() for noun in regex("(?<=\\w-)(?i:{weak_unquoted})").finditer(stretch)))


def _ends(word: Word, endings: Iterable[str]) -> Iterator[int]:
    """Where the end of a word stands that is one of some: `Frivilligfesten`, `Temadagen`."""
    written = word.stem.lower()
    return (word.offset + len(written) - len(end) for end in endings if written.endswith(end))


@cache
def _weak_definite() -> tuple[str, ...]:
    """The definite forms of the nouns that announce a name of several words."""
    lists = grammar().words
    return tuple(noun + form for noun in lists["weak_unquoted"] for form in lists["definite_form"])


def _is_event(word: str) -> bool:
    """Whether a word behind the name of a town, or of what a day is for, is one for what happens each year."""
    lists = grammar().words
    return (
        word in lists["local_event"]
        or word in lists["genitive_event"]
        or word in lists["year_only"]
        or word.endswith(tuple(lists["event_ending"]))
    )


@cache
def _programme_start() -> re.Pattern[str]:
    """How a programme's name begins: with its first word, and the next one where that has a capital too."""
    names = {name for table in _PROGRAMMES for name in grammar().words[table]}
    starts = {" ".join(words[: 1 + (len(words) > 1 and words[1][0].isupper())]) for words in map(str.split, names)}
    starts |= {"Tour", *grammar().words["championship"], *grammar().words["first_event"]}
    return re.compile("|".join(re.escape(start).replace("\\ ", r"\s+") for start in starts))
