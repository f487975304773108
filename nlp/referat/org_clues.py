"""What the capitalised words of a stretch promise: which of the rules for organisations may begin there.

Most stretches promise nothing, and come again and again, so that they cost no more than a look-up.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from referat.capitals import Word, words
from referat.org_text import grammar, is_place


class Clues(NamedTuple):
    """Offsets into a stretch: where any name may begin, one that its first word gives away, one of letters only."""

    starts: tuple[int, ...]
    heads: tuple[int, ...]
    letters: tuple[int, ...]
    #: Whether a word ends as names of bodies do; whether several say what a department is about.
    tail: bool
    subject: bool
    #: Where a word for the country begins a name, or a definite noun has a word behind it.
    national: tuple[int, ...]
    definite: tuple[int, ...]
    #: Whether what follows in small letters may end the name: the last word is a place, half a compound, a letter.
    open_end: bool


@lru_cache(maxsize=1 << 15)
def clues(stretch: str) -> Clues:
    """What a stretch of capitalised words promises.

    >>> clues("Odense Kommune").tail, clues("Odense").tail, clues("Center").heads
    (True, False, (0,))
    """
    found = words(stretch)
    last = found[-1].text if found else ""
    subjects = sum(word.stem in _listed("subject") or word.text in _listed("subject") for word in found)
    return Clues(
        starts=tuple(word.offset for word in found),
        heads=tuple(word.offset for word in found if word.text in _head_words()),
        letters=tuple(word.offset for word in found if word.text.isupper() and len(word.text) < 7),
        tail=any(map(_is_tail, found)) or any(form in stretch for form in _capital_forms()),
        subject=subjects > 1 or last in _listed("subject"),
        national=tuple(word.offset for word in found[:-1] if word.text in _national_words()),
        definite=tuple(word.offset for word in found[:-1] if word.text.endswith(_definite_endings())),
        open_end=last.endswith("-") or len(last) == 1 or last in _listed("subject") or is_place(last),
    )


def _is_tail(word: Word) -> bool:
    listed = word.stem in _tail_words() or word.text in _tail_words()
    return listed or word.stem.lower().endswith(_tail_endings())


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(grammar().words[table])


@cache
def _head_words() -> frozenset[str]:
    """The first words of all heads, as they are written and in capitals."""
    tables = ("first", "body_for", "body_for_named", "head")
    heads = (head for table in tables for head in grammar().words[table])
    firsts = {re.split(r"[ /]", head)[0] for head in heads}
    return frozenset(firsts | {first.upper() for first in firsts})


@cache
def _tail_words() -> frozenset[str]:
    names = (name for table in ("last_word", "joint") for name in grammar().words[table])
    return frozenset(name.rpartition(" ")[2] for name in names)


@cache
def _tail_endings() -> tuple[str, ...]:
    tables = ("suffix", "soft_suffix", "last_ending", "joined_ending", "hyphen_head", "slip")
    return tuple({ending for table in tables for ending in grammar().words[table]})


@cache
def _capital_forms() -> tuple[str, ...]:
    """Legal forms that stand in a stretch, for they begin with a capital and have no full stop."""
    return tuple(form for form in grammar().words["legal_form"] if form[0].isupper() and "." not in form)


@cache
def _national_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in grammar().words["national"])


@cache
def _definite_endings() -> tuple[str, ...]:
    return tuple(grammar().words["definite_ending"])
