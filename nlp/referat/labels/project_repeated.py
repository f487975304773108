"""Names that no noun announces: words that a text has again and again, with a capital inside its sentences.

`Bevæg dig for livet` begins with a plain word; that it has a capital behind `i` and behind `om`, and goes on in the
same small letters there and in a title, shows that it is a name. The names of bodies, places and papers are known by
their words, and are left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TypeAlias

from referat.capitals import Clue, stretches
from referat.labels.project_names import AROUND, is_body, is_of_another
from referat.labels.project_words import is_other, is_works, listed, mention, regex
from referat.names import find_all
from referat.organisations.parties import party_names
from referat.organisations.text import Text, is_bare, is_given, is_place, is_title
from referat.organisations.text import kind_of as body_kind
from referat.values import Mention

RULE = "project:repeated"
#: How often the capital must stand inside a sentence, so that it is meant; once will do for words that come so often.
_LEAST = 2
_OFTEN = 3
#: How many characters before a name tell where it stands: in a title that comes twice they are the same.
_BEFORE = 8
_TWO_WORDS = re.compile(r"\S+\s\w+")
_WORD = re.compile(r"\S+")

#: The words from a capital on that may be a name, one occurrence of them.
Run: TypeAlias = Sequence[re.Match[str]]


def find_repeated(text: Text) -> Iterator[Mention]:
    """One mention of each such name, inside a sentence.

    >>> text = Text("Leg i gården\\nVi er med i Leg i gården. Når Leg i gården slutter, har Leg i gårdens venner fest.")
    >>> [found.value for found in find_repeated(text)]
    ['Leg i gården']
    """
    for runs in _runs(text):
        inside = [run for run in runs if _is_inside(run[0].start(), text)]
        length = _length(runs)
        meant = len(inside) >= _LEAST or (inside and len(runs) >= _OFTEN)
        if not meant or not _is_name([word[0] for word in runs[0][:length]]):
            continue
        if not any(is_of_another(start, text) for start in _places(runs[0][:length], text)):
            shown = min((run[:length] for run in inside), key=lambda words: len(words[-1][0]))
            yield mention(shown[0].start(), shown[-1].end(), text, RULE)


def _runs(text: Text) -> Iterator[list[Run]]:
    """The runs that begin with the same two words, where they stand behind different ones."""
    starts: dict[str, list[int]] = defaultdict(list)
    for stretch in stretches(text.text).where(Clue(_may_begin, behind=_goes_on)):
        if (two := _TWO_WORDS.match(text.text, stretch.start)) is not None:
            starts[" ".join(two[0].split())].append(stretch.start)
    for places in starts.values():
        if len({text.text[max(start - _BEFORE, 0) : start] for start in places}) > 1:
            runs = (regex("{word}(?:{soft}(?:{small_word}|{word})){1,8}!?").match(text.text, start) for start in places)
            yield [tuple(_WORD.finditer(text.text, *run.span())) for run in runs if run is not None]


@lru_cache(maxsize=1 << 13)
def _may_begin(stretch: str) -> bool:
    """Whether words with capitals may begin such a name: the first is no name of something else, and no heading."""
    first = stretch.split()[0]
    if listed(first, "not_name") or is_bare(first) or is_title(first) or is_body(stretch) or stretch.isupper():
        return False
    if " " in stretch and body_kind(stretch):
        return False
    named = is_place(first) or is_given(first) or first in party_names() or first.removesuffix("s") in party_names()
    return (listed(first, "starter") or not named) and not is_other(stretch) and not is_works(stretch)


@lru_cache(maxsize=1 << 13)
def _goes_on(behind: str) -> bool:
    return behind[:1] in (" ", "\n") and behind[1:2].islower()


def _places(words: Run, text: Text) -> Iterator[int]:
    """Where the text has the words of a run near by, also behind others with capitals: `Aftalen Leg i gården`."""
    start, end = words[0].start(), words[-1].end()
    floor = max(start - AROUND, 0)
    yield start
    yield from (floor + at for at in find_all(text.text[floor : end + AROUND], text.text[start:end]))


def _is_inside(start: int, text: Text) -> bool:
    """Whether a sentence is under way on the same line."""
    return text.text[start - 1 : start] == " " and text.is_inside(start)


def _length(runs: Sequence[Run]) -> int:
    """How many words all the runs begin with, less the small ones at the end."""
    alike = takewhile(lambda words: len({_nominative(word[0]) for word in words}) == 1, zip(*runs, strict=False))
    shared = [words[0][0] for words in alike]
    while shared and (listed(shared[-1], "joint") or listed(shared[-1], "where")):
        shared.pop()
    return len(shared)


def _nominative(word: str) -> str:
    return word.removesuffix("s").removesuffix("'")


def _is_name(words: Sequence[str]) -> bool:
    """Whether words go on in small letters, other than in a list of subjects (`Teknik og Miljø`), without a number."""
    small = [word for word in words[1:] if word[0].islower() and not listed(word, "conjunction")]
    name = " ".join(words)
    return bool(small) and not is_other(name) and not any(map(str.isdigit, name))
