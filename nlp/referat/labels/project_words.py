"""What the readers of projects ask about a name and the words around it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from referat import patterns
from referat.organisations.text import Text, without_genitive
from referat.patterns import Grammar, Hit
from referat.values import Mention

LABEL = "PROJECT"
#: How far around a name, in characters, a project must be spoken of where the words beside it prove little.
NEAR = 300
_EDGE = " ,.;:\t\n"
_WORD = re.compile(r"[^\W\d_][\w-]*")


@cache
def grammar() -> Grammar:
    """The patterns and words of projects."""
    return patterns.load("project")


@cache
def regex(source: str) -> re.Pattern[str]:
    """A regex with the fragments of `patterns/project.toml` filled in."""
    return grammar().compile(source)


@cache
def _lowered(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in grammar().words[words])


def listed(word: str, words: str) -> bool:
    """Whether a word stands in a list of `patterns/project.toml`, in capitals or not.

    >>> listed("Renovering", "works"), listed("Satspuljen", "common_pool")
    (True, True)
    """
    return word.lower() in _lowered(words)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["other_ending"]))


def is_other(name: str) -> bool:
    """Whether a name is that of a plan, a paper, a law or the like, by its first or its last word or its noun.

    >>> names = ("Handleplan for vejstøj", "Ungestrategien 2020", "Grøn plan for byen", "Liv i byen")
    >>> [is_other(name) for name in names]
    [True, True, True, False]
    """
    if regex("{lettered_plan}").fullmatch(name) is not None:
        return False
    words = _WORD.findall(regex("{idiom}").sub("", name.lower()))
    noun = next((word for word, behind in pairwise(words) if behind in grammar().words["where"]), "")
    return not words or any(word.endswith(_endings()) for word in (words[0], words[-1], noun) if word)


def is_works(name: str) -> bool:
    """Whether words describe works or a purchase.

    >>> is_works("Renovering af tag"), is_works("Nyt Liv")
    (True, False)
    """
    first, _, rest = name.partition(" ")
    return listed(name, "works") or (listed(first, "works") and not rest[:1].isupper())


def is_near_project(text: Text, start: int, end: int) -> bool:
    """Whether a project is spoken of close before or behind a place."""
    search = regex("{near_project}").search
    return bool(search(text.text, max(start - NEAR, 0), start) or search(text.text, end, end + NEAR))


def kind_of(words: str) -> str | None:
    """What kind of thing the last noun among words says that a name is.

    >>> kind_of("Byens kampagne"), kind_of("læsefestivalen"), kind_of("udvalget")
    ('campaign', 'event', None)
    """
    nouns = list(regex("(?i:{noun}|{weak_noun})").finditer(words))
    if not nouns:
        return None
    noun, tables = nouns[-1][0].lower(), grammar().words
    return str(tables["noun"].get(noun) or tables["weak_noun"][noun])


def speaks_of_project(before: str) -> bool:
    """Whether the last noun of a sentence, as far as it has come, announces a project, and not a paper about it.

    >>> speaks_of_project("et projekt i byen"), speaks_of_project("projektet og en rapport")
    (True, False)
    """
    nouns = list(regex("(?i:{noun}|{weak_noun})").finditer(before))
    return bool(nouns) and regex("{other_noun}").search(before, nouns[-1].end()) is None


def announces(start: int, text: Text) -> bool:
    """Whether a noun that begins at a place is one for a project: `computerprogrammet` is none."""
    return regex("(?<!\\w)(?i:{other_prefix})-?\\Z").search(text.text, max(start - 20, 0), start) is None


def mention(start: int, end: int, text: Text, rule: str, kind: str | None = None, value: str | None = None) -> Mention:
    """A mention of the name between two places, marks and blanks at its edges left out."""
    while end > start and text.text[end - 1] in _EDGE:
        end -= 1
    name = " ".join((text.text[start:end] if value is None else value).split())
    return Mention(start, end, LABEL, name, rule, {"kind": kind or "project"})


def nominative(start: int, end: int, text: Text) -> str:
    """The name between two places without a genitive's `s`, which what it has may tell.

    >>> nominative(0, 12, Text("Frisk Starts styregruppe")), nominative(0, 5, Text("Fokus styregruppe"))
    ('Frisk Start', 'Fokus')
    """
    name = text.text[start:end]
    if listed(name.rpartition(" ")[2], "ends_in_s"):
        return name
    return name[:-1] if regex("{owned_behind}").match(text.text, end) else without_genitive(name, text)


def hit_kind(hit: Hit, text: Text) -> str | None:
    """The kind that the words around the name in a hit say."""
    whole = text.text
    return kind_of(whole[hit.match.start() : hit.start]) or kind_of(whole[hit.end : hit.match.end()])


def named(start: int, end: int, hit: Hit, text: Text, kind: str | None) -> Mention:
    """A mention by the rule of a hit of the name between two places, its value without a genitive's `s`."""
    return mention(start, end, text, hit.rule, kind, nominative(start, end, text))
