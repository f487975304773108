"""Slips of recognised print undone: letters for digits, digits set apart, known words in another spelling.

A scanned page tells 1 from l, 0 from O and m from rn badly. Every rule would have to allow for that in every number
and word; so it is undone once, in the text that they read, where what stands around a letter proves it a digit and
where a word is but for its slips one of those that the rules know. A text without a sign of such slips costs a look.
Which slips there are: `patterns/slips.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from referat.gazetteer import facts
from referat.patterns import load

#: What stands at a place of the text, and what is read there instead.
Edit = tuple[int, int, str]

T = TypeVar("T")

#: Shorter words are not told from others.
_LONGEST = 12
#: A shorter name of a place may be another word, where it lost the ring of a letter.
_PLACE = 5
_LEFT, _RIGHT = re.compile(r"[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]{4,}")
_DOUBLE = re.compile("rn", re.IGNORECASE)
#: Two words with capitals; those of the next pair may begin with the second.
_PAIR = re.compile(r"(?<![^\W_])(?P<pair>[^\W\d_a-zæøå][^\W\d_]+ [^\W\d_a-zæøå][^\W\d_]+)(?![^\W_])")
#: What parts words that are set apart letter by letter.
_APART = re.compile(r" {2,}")


def slips(text: str) -> list[Edit]:
    """What is read for what in a text, from left to right.

    >>> slips("den lO. maj 2OO6")
    [(4, 6, '10'), (12, 16, '2006')]
    >>> slips("en beholder på 240l")
    []
    """
    found = [*_letters(text), *(_numbers(text, "sure") if _sign().search(text) else ())]
    if found:
        bodies = list(_bodies(text))
        taken = {at for start, end, _ in bodies for at in range(start, end)}
        words = [edit for edit in (*_words(text), *_stems(text)) if taken.isdisjoint(edit[:2])]
        found += [*_numbers(text, "doubtful"), *bodies, *words]
    return sorted({*found, *_spaced(text)})


def _letters(text: str) -> Iterator[Edit]:
    """The letters that no Danish word has."""
    for sign, regex, usual in _odd_letters():
        if sign in text:
            yield from ((*match.span(), usual) for match in regex.finditer(text))


def broken(text: str) -> Iterator[Edit]:
    """The hyphens and line ends at which the words for months and units are broken.

    >>> list(broken("den 3. no-\\nvember"))
    [(9, 11, '')]
    """
    for hyphen in _hyphen().finditer(text):
        left = _LEFT.search(text[max(hyphen.start() - _LONGEST, 0) : hyphen.start()])
        right = _RIGHT.match(text, hyphen.end())
        if left and right and (left[0] + right[0]).casefold() in _unbroken():
            yield *hyphen.span(), ""


@cache
def _hyphen() -> re.Pattern[str]:
    return re.compile(load("slips").facts["hyphen"])


@cache
def _unbroken() -> frozenset[str]:
    """The words that are made whole, the names of persons and places among them."""
    return frozenset((*load("months").words["month"], *load("slips").facts["unbroken"], *_proper_names()))


def _numbers(text: str, part: str) -> Iterator[Edit]:
    """The numbers with letters or spaces in them, and the signs read for digits."""
    table = str.maketrans({**load("slips").words["digit"], " ": ""})
    for regex in _patterns(part):
        for match in regex.finditer(text):
            figures = match["figures"]
            usual = figures.translate(table)
            if usual != figures:
                yield *match.span("figures"), usual


def _words(text: str) -> Iterator[Edit]:
    """The words that are, but for their slips, words that the rules know."""
    known, names = _known(), _names()
    for match in _WORD.finditer(text):
        word = match.group()
        usual = known.get(skeleton(word.casefold()))
        if usual is None and word[0].isupper():
            usual = names.get(_likely(word.casefold()))
        if usual and usual != word.casefold():
            yield (
                *match.span(),
                usual.upper() if word[:2].isupper() else usual.capitalize() if word[0].isupper() else usual,
            )


def _bodies(text: str) -> Iterator[Edit]:
    """The names of organisations of two words that are, but for their slips, names that we know: `Rode Kors`."""
    for match in _PAIR.finditer(text):
        written = match["pair"]
        usual = _two_words().get(skeleton(written.casefold()))
        if usual is not None and usual.casefold() != written.casefold():
            yield *match.span("pair"), usual.upper() if written.isupper() else usual


@cache
def _two_words() -> dict[str, str]:
    """The names of two words in the list of organisations, with their genitives, by what is left of them."""
    names = [name for name in facts("organisation") if _PAIR.fullmatch(name)]
    return by_skeleton({f"{name}{end}".casefold(): f"{name}{end}" for name in sorted(names) for end in ("", "s")})


@cache
def _names() -> dict[str, str]:
    """The names of persons and places, by what is left of them when letters that are taken for others are one.

    Those of places also without the rings and strokes of their letters, which a scan loses: `Tarnby`. A name that is
    left when another one's letters are read for others is one of its own.
    """
    names = _proper_names()
    without = {_likely(_without_rings(name)): name for name in sorted(_place_names()) if len(name) >= _PLACE}
    return {**without, **{_likely(name): name for name in sorted(names)}, **{name: name for name in names}}


@cache
def _proper_names() -> frozenset[str]:
    """The names of persons and places, each one word, in small letters."""
    tables = (table for name in ("given_names", "surnames") for table in load(name).words.values())
    return _place_names() | {name.casefold() for table in tables for name in table if _WORD.fullmatch(name)}


@cache
def _place_names() -> frozenset[str]:
    words = load("places").words.values()
    return frozenset(name.casefold() for table in words for name in table if _WORD.fullmatch(name))


def _without_rings(word: str) -> str:
    for letter, left in load("slips").words["lost"].items():
        word = word.replace(letter, left)
    return word


def _likely(word: str) -> str:
    """A word as it is meant where letters in it were taken for two, or for a digit."""
    for seen, meant in load("slips").words["alike_name"].items():
        word = word.replace(seen, meant)
    return word


def _stems(text: str) -> Iterator[Edit]:
    """The letters in words that begin or hold a known stem but for an `rn` in it, and digits between letters."""
    for stem in _stem().finditer(text):
        for slip in _DOUBLE.finditer(stem[0]):
            yield stem.start() + slip.start(), stem.start() + slip.end(), "M" if slip[0].isupper() else "m"
    for digit in _digit_in_word().finditer(text):
        usual = load("slips").words["letter"][digit[0]]
        yield *digit.span(), usual.upper() if text[digit.start() - 1].isupper() else usual


def _spaced(text: str) -> Iterator[Edit]:
    """The spaces inside words that are set apart letter by letter, where one of them is a word of a heading."""
    for line in _letters_apart().finditer(text) if _apart_sign().search(text) else ():
        written = [word.replace(" ", "") for word in _APART.split(line[0])]
        if not _set_apart().isdisjoint(map(str.casefold, written)):
            yield *line.span(), " ".join(written)


@cache
def _letters_apart() -> re.Pattern[str]:
    return load("slips").compile("{spaced}")


@cache
def _apart_sign() -> re.Pattern[str]:
    return re.compile(load("slips").facts["apart_sign"])


@cache
def _stem() -> re.Pattern[str]:
    stems = load("slips").words["stem"]
    return re.compile("|".join(stem.replace("m", "(?:m|rn)") for stem in stems), re.IGNORECASE)


@cache
def _digit_in_word() -> re.Pattern[str]:
    return load("slips").compile("{digit_in_word}")


@cache
def _set_apart() -> frozenset[str]:
    """The words that are printed letter by letter."""
    return frozenset({*load("slips").words["set_apart"], *map(str.casefold, load("head").words["kind"])})


@cache
def _sign() -> re.Pattern[str]:
    return load("slips").compile(load("slips").facts["sign"])


@cache
def _patterns(part: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern.regex) for pattern in load("slips").part(part).patterns)


@cache
def _odd_letters() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    letters = load("slips").facts["letters"]
    return tuple((entry["sign"], re.compile(entry["regex"]), entry["usual"]) for entry in letters)


@cache
def _known() -> dict[str, str]:
    """The words of headings, labels, laws and the calendar, by what is left of them when letters alike are one."""
    words = {word for phrase in _phrases() for word in _WORD.findall(phrase.casefold())}
    words |= {*load("months").words["month"]}
    words |= {f"{law}{end}" for law in load("law").words["title"].values() if law.isalpha() for end in ("", "s")}
    return by_skeleton({word: word for word in sorted(words)})


def _phrases() -> Iterator[str]:
    headings, agenda, head, months = (load(name) for name in ("headings", "agenda", "head", "months"))
    for lists in headings.facts["sections"].values():
        yield from (phrase for rank in ("headings", "marked", "fallback") for phrase in lists.get(rank, ()))
    for labels in (agenda.facts["cases"]["labels"], agenda.facts["item_words"], *head.facts["labels"].values()):
        yield from labels
    for name in ("weekday", "season_definite", "modifier", "modifier_bare"):
        yield from months.words[name]
    yield from (*head.words["kind"], *load("slips").facts["unbroken"], *load("slips").words["told"])


def by_skeleton(table: Mapping[str, T]) -> dict[str, T]:
    """A table of words by their skeletons; those of words without their rings and strokes are looked up, too.

    >>> by_skeleton({"møde": 1})[skeleton("mode")], by_skeleton({"kort": 1}).get(skeleton("kørt"))
    (1, None)
    >>> by_skeleton({"rådet": 1})[skeleton("rädet")]
    1
    """
    found: dict[str, T] = {}
    for name in ("dotted", "lost"):
        spoiled = str.maketrans(dict(load("slips").words[name]))
        found |= {skeleton(word.translate(spoiled)): value for word, value in table.items()}
    return found | {skeleton(word): value for word, value in table.items()}


def skeleton(word: str) -> str:
    """What is left of a word in small letters when those that look alike are one.

    >>> skeleton("sagsfrernstilling") == skeleton("sagsfremstllling")
    True
    """
    for pair, letter in _pairs():
        word = word.replace(pair, letter)
    return word.translate(_singles())


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((seen, meant) for seen, meant in load("slips").words["alike"].items() if len(seen) > 1)


@cache
def _singles() -> dict[int, str]:
    return str.maketrans({seen: meant for seen, meant in load("slips").words["alike"].items() if len(seen) == 1})
