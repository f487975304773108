"""The stretches of capitalised words in a text, found once for all labels that look for names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from referat.frozen import frozen
from referat.patterns import load

Test: TypeAlias = Callable[[str], object]

_WORD = re.compile(r"[^\W\d_][\w’'&+-]*")
_GENITIVE = re.compile(r"(?<=\w)['’]?[sS]$")
#: How many characters right before and right behind a stretch are looked at to tell whether it is worth a look.
NEAR = 4


class Stretch(NamedTuple):
    """Capitalised words in a row, with what joins them (`Børne- og Ungeudvalget, Odense Kommune`).

    `number` is its place among those of the text, `before` and `behind` are the few characters around it.
    """

    number: int
    start: int
    end: int
    text: str
    before: str
    behind: str


class Clue(NamedTuple):
    """What makes a stretch worth a look: tests of its text and of the few characters around it, all to be passed."""

    text: Test | None = None
    before: Test | None = None
    behind: Test | None = None


@frozen
class Stretches:
    """The stretches of a text from left to right, and their numbers by what they are and what they stand between.

    The same few come again and again, so that a label asks once what each is worth, and not at each place.
    """

    all: tuple[Stretch, ...]
    by_text: Mapping[str, Sequence[int]]
    by_before: Mapping[str, Sequence[int]]
    by_behind: Mapping[str, Sequence[int]]

    def where(self, *clues: Clue) -> list[Stretch]:
        """The stretches to which one of some clues points.

        >>> found = stretches("møde i Ry med KL (i Ry) for Aars")
        >>> by_behind, by_before = Clue("Ry".__eq__, behind=") fo".__eq__), Clue(before="for ".__eq__)
        >>> [stretch.start for stretch in found.where(by_behind, by_before)]
        [20, 28]
        """
        numbers = set().union(*map(self._numbers, clues))
        return [self.all[number] for number in sorted(numbers)]

    def _numbers(self, clue: Clue) -> set[int]:
        asked = zip(clue, (self.by_text, self.by_before, self.by_behind), strict=True)
        passing = [{n for key, numbers in by.items() if test(key) for n in numbers} for test, by in asked if test]
        return passing[0].intersection(*passing[1:])

    def holding(self, these: Iterable[str]) -> list[Stretch]:
        """The stretches that hold one of some words, as it is written or in the genitive.

        >>> [stretch.start for stretch in stretches("Ry er Rys by").holding(["Ry"])]
        [0, 6]
        """
        wanted = frozenset(these)
        return self.where(Clue(lambda text: not wanted.isdisjoint(spellings(text)))) if wanted else []


class Letters(NamedTuple):
    """The first or last letters of some words, and what is left of each where fewer of them are seen."""

    whole: tuple[str, ...]
    parts: frozenset[str]


def endings(words: Iterable[str]) -> Letters:
    """The last letters of words, by which `may_end` tells them."""
    ends = {word[1 - NEAR :] for word in words}
    return Letters(tuple(ends), frozenset(end[cut:] for end in ends for cut in range(len(end) + 1)))


def may_end(before: str, ends: Letters) -> bool:
    """Whether what is seen before a stretch, less the marks at its end, may be the end of one of some words.

    >>> [may_end(before, endings(["direktør"])) for before in ("tør", "ør", "", "ler")]
    [True, True, True, False]
    """
    return before.endswith(ends.whole) or before in ends.parts


def beginnings(words: Iterable[str]) -> Letters:
    """The first characters of words, by which `may_begin` tells them."""
    starts = {word[:NEAR] for word in words}
    return Letters(tuple(starts), frozenset(start[:cut] for start in starts for cut in range(len(start) + 1)))


def may_begin(behind: str, starts: Letters) -> bool:
    """Whether what is seen behind a stretch, less the marks at its start, may begin one of some words."""
    return behind.startswith(starts.whole) or behind in starts.parts


@lru_cache(maxsize=4)
def stretches(text: str) -> Stretches:
    """All stretches of a text.

    >>> [stretch.text for stretch in stretches("Møde i Børne- og Ungeudvalget den 3. maj hos KL/FOA").all]
    ['Møde', 'Børne- og Ungeudvalget', 'KL/FOA']
    """
    found: list[Stretch] = []
    by_text: dict[str, list[int]] = defaultdict(list)
    by_before: dict[str, list[int]] = defaultdict(list)
    by_behind: dict[str, list[int]] = defaultdict(list)
    for number, match in enumerate(_regex().finditer(text)):
        start, end = match.span()
        written, before, behind = match[0], text[start - NEAR if start > NEAR else 0 : start], text[end : end + NEAR]
        found.append(Stretch(number, start, end, written, before, behind))
        by_text[written].append(number)
        by_before[before].append(number)
        by_behind[behind].append(number)
    return Stretches(tuple(found), by_text, by_before, by_behind)


@cache
def _regex() -> re.Pattern[str]:
    return load("common").compile("{stretch}")


class Word(NamedTuple):
    """A capitalised word: its offset in the stretch, as it is written, and without a genitive."""

    offset: int
    text: str
    stem: str


@lru_cache(maxsize=1 << 13)
def words(stretch: str) -> tuple[Word, ...]:
    """The capitalised words of a stretch; a compound joined by a hyphen is one word.

    >>> [(word.offset, word.stem) for word in words("Børne- og Ungeudvalgets, KL's")]
    [(0, 'Børne-'), (10, 'Ungeudvalget'), (25, 'KL')]
    """
    found = ((match.start(), match[0]) for match in _WORD.finditer(stretch))
    return tuple(Word(start, word, _GENITIVE.sub("", word)) for start, word in found if word[0].isupper())


@lru_cache(maxsize=1 << 13)
def spellings(stretch: str) -> frozenset[str]:
    """The capitalised words of a stretch, as they are written and without a genitive.

    >>> sorted(spellings("KL's og FOA"))
    ['FOA', 'KL', "KL's"]
    """
    return frozenset(spelling for word in words(stretch) for spelling in (word.text, word.stem))


@lru_cache(maxsize=4)
def capitalised_words(text: str) -> frozenset[str]:
    """The capitalised words of a text, as they are written.

    >>> sorted(capitalised_words("Ry og Rys by"))
    ['Ry', 'Rys']
    """
    return frozenset(word.text for stretch in stretches(text).by_text for word in words(stretch))
