"""What the rules for persons share: their patterns and their word lists."""

from __future__ import annotations

import re
from functools import cache

from referat.patterns import load

LABEL = "PERSON"
#: How far back the word before a name is looked for.
BEFORE = 20


@cache
def regex(source: str) -> re.Pattern[str]:
    """A regex with the fragments of `patterns/person.toml` filled in."""
    return load("person").compile(source)


@cache
def listed(*lists: str) -> frozenset[str]:
    """The words of some lists of `patterns/person.toml`.

    >>> "Lene" in listed("given", "surname"), "Skole" in listed("thing")
    (True, True)
    """
    return frozenset(word for name in lists for word in load("person").words[name])
