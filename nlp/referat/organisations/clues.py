"""What the capitalised words of a stretch promise: which of the rules for organisations may begin there.

Most stretches promise nothing, and come again and again, so that they cost no more than a look-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from referat.capitals import Word, words
from referat.gazetteer import forms
from referat.organisations.text import grammar, is_place

#: Longer words in capitals are no letters that stand for a name.
LONGEST_LETTERS = 7
#: The lists of what begins a name.
HEADS = ("first", "body_for", "body_for_named", "head")


class Clues(NamedTuple):
    """What the words of a stretch promise."""

    #: Parts of the grammar of shapes, each with the offsets at which one of its names may begin.
    parts: tuple[tuple[str, tuple[int, ...]], ...]
    #: Offsets of all words.
    starts: tuple[int, ...]
    #: The offset of the last word, where it begins names that go on behind the stretch.
    head: tuple[int, ...]
    #: Whether what follows in small letters may end a name: the last word is a place, half a compound, a letter.
    open_end: bool
    #: Whether the name of something that acts may stand here, of unknown shape.
    may_act: bool


@lru_cache(maxsize=1 << 13)
def clues(stretch: str) -> Clues:
    """What a stretch of capitalised words promises; one that is a known name and no more promises no other.

    >>> clues("Hvalborg Friskole").parts, clues("Odense Kommune").parts, clues("Odense").parts
    ((('tail', (0, 9)),), (), ())
    >>> clues("Udvalget").head
    (0,)
    """
    found = words(stretch)
    starts = tuple(word.offset for word in found)
    if _is_known(stretch):
        return Clues((), starts, (), open_end=False, may_act=False)
    last = found[-1].text if found else ""
    places = dict(_places(stretch, found, starts))
    return Clues(
        parts=tuple(places.items()),
        starts=starts,
        head=starts[-1:] if last in _head_words() and last not in _listed("staff") else (),
        open_end=last.endswith("-") or len(last) == 1 or last in _listed("subject") or is_place(last),
        may_act=(len(found) > 1 or "letters" in places) and "tail" not in places,
    )


def _places(stretch: str, found: tuple[Word, ...], starts: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The parts of the grammar to try, with the offsets to try them at."""
    if any(map(_is_tail, found)) or any(form in stretch for form in _capital_forms()):
        yield "tail", () if len(found) == 1 and _is_head_alone(found[0]) else starts
    if _subjects(found):
        yield "subject", starts
    if "&" in stretch:
        yield "ampersand", starts
    tests: dict[str, Callable[[Word], bool]] = {
        "head": lambda word: word.text in _head_words() and (word is not found[-1] or word.text in _listed("staff")),
        "letters": lambda word: word.text.isupper() and len(word.text) < LONGEST_LETTERS,
        "national": lambda word: word.text in _national_words() and word is not found[-1],
        "visit": lambda word: word.text.startswith("Visit") and word.text[5:6].isupper(),
        "definite": lambda word: word.text.endswith(_definite_endings()) and word is not found[-1],
    }
    for part, test in tests.items():
        if offsets := tuple(word.offset for word in found if test(word)):
            yield part, offsets


def _is_known(stretch: str) -> bool:
    """Whether the whole stretch is the name of one body, with or without its genitive."""
    bodies = forms().get(stretch) or forms().get(stretch.removesuffix("s"))
    return bodies is not None and not bodies[0].weak and " " in stretch


def _subjects(found: tuple[Word, ...]) -> bool:
    """Whether words say what a department is about: two of them, or the last one, which another may follow."""
    count = sum(word.stem in _listed("subject") or word.text in _listed("subject") for word in found)
    return count > 1 or (count == 1 and found[-1].text in _listed("subject"))


def _is_tail(word: Word) -> bool:
    listed = word.stem in _tail_words() or word.text in _tail_words()
    return listed or word.stem.lower().endswith(_tail_endings()) or word.text.lower().endswith(_tail_endings())


def _is_head_alone(word: Word) -> bool:
    """Whether a word is what ends names and no more (`Forvaltningen`), so that none begins with it."""
    return word.stem in _tail_words() or word.stem.lower() in _tail_endings()


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(grammar().words[table])


@cache
def _head_words() -> frozenset[str]:
    """The first words of all heads, as they are written and in capitals."""
    heads = (head for table in HEADS for head in grammar().words[table])
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
