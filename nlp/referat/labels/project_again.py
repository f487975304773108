"""Names that a text has made known, wherever it uses them again: bare, in the genitive, in a short form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from referat.capitals import Clue, stretches
from referat.labels.project_names import AROUND
from referat.labels.project_quoted import Quote
from referat.labels.project_words import LABEL, is_other, regex
from referat.names import find_all
from referat.organisations.aliases import fits
from referat.organisations.text import Text, is_place
from referat.values import Mention

RULE = "project:again"
_RUN = re.compile(r"\w+")
_SUBTITLE = re.compile(r"(?:\s[-–]|[:;])\s")
_GENITIVE = re.compile(r"['’]?s|(?<=[sxz])['’](?!\w)")
#: A number at the start of the next line, which belongs to what stands there.
_NUMBER_BELOW = re.compile(r"\n\s*[0-9]+\Z")
#: The shortest name that is looked for again; a shorter one is too often something else.
_SHORTEST = 3
#: How many letters a name in quotation marks may go on behind a known one.
_LONGEST_REST = 40

#: The names in lower case with their kinds, by their first word, as it may be written.
Names = Mapping[str, Mapping[str, str]]


def find_again(text: Text, named: Iterable[Mention], quotes: Iterable[Quote]) -> Iterator[Mention]:
    """The places where the names of some mentions stand, the longest where one begins another.

    A name that stood in quotation marks with nothing to say what it is, is one where it is a known one or
    begins with one.

    >>> known = Mention(10, 16, LABEL, "Fri By", "project:announced", {"kind": "project"})
    >>> [m.value for m in find_again(Text("Projektet Fri By. Fri Bys leder"), [known], [])]
    ['Fri By', 'Fri By']
    """
    names = _by_first_word(text, named)
    if names:
        yield from _known_quotes(text, names, quotes)
        yield from _known_words(text, names)


def _known_quotes(text: Text, names: Names, quotes: Iterable[Quote]) -> Iterator[Mention]:
    for quote in quotes:
        name = quote.mention.value.lower()
        known = names.get(first_word(quote.mention.value), {})
        kind = next((kind for form, kind in known.items() if name == form or _begins(name, form)), None)
        before = text.text[max(quote.mention.start - 60, 0) : quote.mention.start - 1]
        if kind is not None and regex("{other_before}").search(before) is None:
            yield replace(quote.mention, rule=RULE, details={"kind": kind})


def _begins(name: str, form: str) -> bool:
    """Whether a name is a known one with some words more, and no sentence."""
    rest = name.removeprefix(f"{form} ")
    return rest != name and len(rest) < _LONGEST_REST and regex("[.,!?]|(?<!\\w){stop}(?!\\w)").search(rest) is None


def _known_words(text: Text, names: Names) -> Iterator[Mention]:
    lengths = {first: sorted({len(form) for form in forms}, reverse=True) for first, forms in names.items()}
    cursor = 0
    for start, first in _occurrences(text.text, names):
        if start < cursor or (start and (text.text[start - 1].isalnum() or text.text[start - 1] in "-@/_")):
            continue
        if (found := _longest(text, start, names[first], lengths[first])) is not None:
            yield found
            cursor = found.end


def _occurrences(text: str, names: Names) -> list[tuple[int, str]]:
    """Where the first words of names may begin, and which."""
    capitalised = frozenset(word for word in names if word[:1].isupper())
    found = [
        (stretch.start + offset, first)
        for stretch in stretches(text).where(Clue(lambda written: not capitalised.isdisjoint(_firsts(written))))
        for first, offsets in _firsts(stretch.text).items()
        if first in capitalised
        for offset in offsets
    ]
    others = (word for word in names if not (word[:1].isupper() or word[:1].islower()))
    return sorted([*found, *((at, word) for word in others for at in find_all(text, word))])


@lru_cache(maxsize=1 << 13)
def _firsts(stretch: str) -> Mapping[str, list[int]]:
    """What may be the first words of names in a stretch, as written and without a genitive, and where they stand."""
    firsts: dict[str, list[int]] = defaultdict(list)
    for run in _RUN.finditer(stretch):
        for word in {run[0], run[0].removesuffix("s")}:
            firsts[word].append(run.start())
    return firsts


def _longest(text: Text, start: int, known: Mapping[str, str], lengths: list[int]) -> Mention | None:
    """The longest of the known names that stands whole at a place."""
    for length in lengths:
        written = text.text[start : start + length].rstrip()
        name = " ".join(written.split())
        if _NUMBER_BELOW.search(written):
            continue
        if name.lower() in known and (end := _whole(text, start + len(written))) and _is_meant(name, start, text):
            return Mention(start, end, LABEL, name, RULE, {"kind": known[name.lower()]})
    return None


def _whole(text: Text, end: int) -> int | None:
    """Where a name ends with its genitive; None where a longer word begins so."""
    genitive = _GENITIVE.match(text.text, end)
    for stop in (genitive.end(), end) if genitive else (end,):
        if regex("(?![\\w-])|-(?!\\w)|-(?=\\w{0,30}?{definite})").match(text.text, stop):
            return stop
    return None


def _is_meant(name: str, start: int, text: Text) -> bool:
    """Whether a name of one word that is a plain word too has its capital for itself here."""
    plain = " " not in name and text.has(name.lower())
    return not plain or text.is_inside(start) or (start > 0 and regex("{mark}").match(text.text, start - 1) is not None)


def bare_name(name: str) -> str:
    """A name without the noun that it begins with.

    >>> bare_name("Projekt Ren Kyst"), bare_name("Ren Kyst")
    ('Ren Kyst', 'Ren Kyst')
    """
    noun = regex("{title_noun}").match(name)
    return name[noun.end() :] if noun is not None else name


def first_word(name: str) -> str:
    """The first word of a name, as far as letters and digits go.

    >>> first_word("Erasmus+ 2030")
    'Erasmus'
    """
    first = _RUN.match(name)
    return first[0] if first is not None else ""


def _by_first_word(text: Text, named: Iterable[Mention]) -> Names:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in {mention.value: mention for mention in named}.values():
        for form in _forms(text, mention):
            first = first_word(form)
            for word in {first, first.lower(), first.upper(), first[:1].upper() + first[1:]}:
                names[word].setdefault(form.lower(), str(mention.details["kind"]))
    return names


def _forms(text: Text, mention: Mention) -> Iterator[str]:
    """The forms in which a name may come again."""
    name = mention.value
    if len(name) >= _SHORTEST:
        yield name
    head, *subtitle = _SUBTITLE.split(name, maxsplit=1)
    if subtitle and not (is_other(head) or is_place(head)):
        yield head
    yield bare_name(name)
    floor = max(mention.start - AROUND, 0)
    near = find_all(text.text[floor : mention.end + AROUND], name)
    for end in {mention.end, *(floor + at + len(name) for at in near)}:
        short = regex("{short_behind}").match(text.text, end)
        if short is not None and fits(short["short"], name):
            yield short["short"]
