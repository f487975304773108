"""The stretches of capitalised words in a text, found once for all labels that look for names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from referat.patterns import load

_WORD = re.compile(r"[^\W\d_][\w’'&+-]*")
_GENITIVE = re.compile(r"(?<=\w)['’]?[sS]$")


class Stretch(NamedTuple):
    """Capitalised words in a row, with what joins them (`Børne- og Ungeudvalget, Odense Kommune`)."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4)
def stretches(text: str) -> tuple[Stretch, ...]:
    """All stretches of a text, from left to right.

    >>> [stretch.text for stretch in stretches("Møde i Børne- og Ungeudvalget den 3. maj hos KL/FOA")]
    ['Møde', 'Børne- og Ungeudvalget', 'KL/FOA']
    """
    return tuple(Stretch(*match.span(), match[0]) for match in _regex().finditer(text))


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
