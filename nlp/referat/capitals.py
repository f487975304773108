"""The stretches of capitalised words in a text, found once for all labels that look for names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from referat.patterns import load

_WORD = re.compile(r"[^\W\d_][\w’'&+-]*")


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


@lru_cache(maxsize=1 << 15)
def words(stretch: str) -> tuple[tuple[int, str], ...]:
    """The capitalised words of a stretch, each with its offset; a compound joined by a hyphen is one word.

    >>> words("Børne- og Ungeudvalget")
    ((0, 'Børne-'), (10, 'Ungeudvalget'))
    """
    return tuple((match.start(), match[0]) for match in _WORD.finditer(stretch) if match[0][0].isupper())
