"""What is tied to a title but no part of it: the item's number, its type, its case number, the mark of an open item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from referat.names import trie_regex
from referat.patterns import load
from referat.structure.case_forms import known, label, labelled

#: Signs that set a title off from what stands around it.
_SET_OFF = re.compile(r"[»«–=~-]{1,3} (.+) [»«–=~-]{1,3}")
_GROUP = re.compile(r"\(\?P<\w+>")


class Parts(NamedTuple):
    """A title cut into the topic and what is tied to it."""

    topic: str
    type: str | None = None
    case_number: str | None = None


def shared_types(titles: Sequence[str]) -> list[re.Pattern[str]]:
    """What most of these titles begin with, so that it is a type and no part of the topics.

    >>> [bool(shared_types(titles)) for titles in (["ØU Lån", "TM Vej"], ["KL Topmøde", "Budget 2031"])]
    [True, False]
    """
    regexes = (re.compile(regex) for regex in load("agenda").facts["shared_types"])
    return [r for r in regexes if len(titles) > 1 and sum(r.match(t) is not None for t in titles) * 2 > len(titles)]


def parts(title: str, shared: Sequence[re.Pattern[str]] = ()) -> Parts:
    """A title cut into the topic, the type of the item, and a case number behind it.

    >>> tuple(parts("C-sag: Drøftelse af mål")), tuple(parts("Cykelsti (2030-0043210)"))
    (('Drøftelse af mål', 'C-sag', None), ('Cykelsti', None, '2030-0043210'))
    """
    found: dict[str, str | None] = {}
    for regex in (*shared, *_prefixes()) if shared or _any_prefix().match(title) else ():
        if (match := regex.match(title)) and match.end() < len(title):
            found = match.groupdict() | found
            title = title[match.end() :]
    title = _once(_bare(title)).removesuffix(".") if title.endswith(").") else _once(_bare(title))
    bracketed = title[-1:] in (")", "]") and not _ends_in_member(title)
    likely = bracketed or (title[-1:].isdigit() and _may_hold_number(title))
    for regex in suffixes() if likely else ():
        if (match := regex.search(title)) and match.start():
            found = match.groupdict() | found
            title = title[: match.start()].rstrip()
    number = found.get("number")
    return Parts(title, found.get("type"), number and "".join(number.split()).upper())


def _ends_in_member(title: str) -> bool:
    """Whether the letter behind a title is that of a member's party, and no type of the item."""
    names = load("given_names").words["given"]
    return any(match["given"] in names for match in _fact("member").finditer(title))


def is_set_off(title: str) -> bool:
    """Whether signs on both sides set a title off.

    >>> is_set_off("-- Cykelsti --"), is_set_off("- en cykelsti")
    (True, False)
    """
    return _SET_OFF.fullmatch(title.strip()) is not None


def _bare(title: str) -> str:
    """A title without the signs that set it off, and the mark of an open item behind a bar: `» Cykelsti «`."""
    if title[-1:].isalpha() and "|" in title:
        return _fact("openness_behind").sub("", title)
    set_off = _SET_OFF.fullmatch(title)
    return set_off[1] if set_off else title


def _once(title: str) -> str:
    """A title with what is tied to it, its second print left out: `Cykelsti Cykelsti`, `Cykelsti (B) Cykelsti`."""
    half = len(title) // 2
    if title[half : half + 1] == " " and title[:half] == title[half + 1 :]:
        return title[:half]
    first, _, again = title.rpartition(") ")
    doubled = again and first.startswith(f"{again} (")
    return f"{first})" if doubled else title


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(load("agenda").facts[name])


@cache
def _any_prefix() -> re.Pattern[str]:
    """A quick look for any of the prefixes."""
    return re.compile("|".join(f"(?:{_GROUP.sub('(?:', regex.pattern)})" for regex in _prefixes()))


@cache
def _prefixes() -> tuple[re.Pattern[str], ...]:
    number = rf"{case_number()}(?: ?[:,–-])? +(?=[^\W\d_])"
    agenda = load("agenda").facts
    return tuple(re.compile(regex) for regex in (number, *agenda["types"], agenda["title_label"]))


def _may_hold_number(title: str) -> bool:
    """A quick look for a case number that is not in brackets: for a dash, its label, or the form that needs none."""
    cases = load("agenda").facts["cases"]
    dashed = title.rpartition(" ")[0].endswith((" -", " –"))
    return dashed or _any_label().search(title.casefold()) is not None or re.search(cases["inline"], title) is not None


@cache
def _any_label() -> re.Pattern[str]:
    return re.compile(trie_regex(label.casefold() for label in load("agenda").facts["cases"]["labels"]))


@cache
def suffixes() -> tuple[re.Pattern[str], ...]:
    """What may stand behind a title: a case number in brackets, with its label, or in a form that nothing else has."""
    agenda = load("agenda").facts
    numbers = (
        rf" *\({case_number()}\)\Z",
        rf"[ ,–-]*(?<![^\W_]){label()}\.? ?:? *{labelled()}\Z",
        rf"(?: ?[,–-])? (?P<number>{agenda['cases']['inline']})\Z",
        rf" [–-] {known()}\Z",
    )
    return tuple(re.compile(regex) for regex in (*numbers, *agenda["suffix_types"]))


def case_number() -> str:
    """A case number of a known form, with its label or without."""
    return rf"(?:{label()}\.? ?:? *)?{known()}"
