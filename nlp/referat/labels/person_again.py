"""Names of persons that a text has made known, wherever it uses them again: in full, by the first or the last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from referat.capitals import stretches, words
from referat.labels.person_words import BEFORE, LABEL, listed, regex
from referat.organisations.text import is_place
from referat.values import Mention

#: So many names of a document are remembered, to be found again.
REMEMBERED = 2000


def find_again(text: str, found: Iterable[Mention], names: Iterable[str]) -> Iterator[Mention]:
    """Names that were introduced elsewhere in the text, in full or by their first or last word.

    >>> [mention.value for mention in find_again("Svar til Javid. Javid gik.", [], ["Reza Javid"])]
    ['Javid']
    """
    known = list(islice(names, REMEMBERED))
    if not known:
        return
    singles = {name.rpartition(" ")[2] for name in known if " " in name}
    singles |= {name.partition(" ")[0] for name in known} & listed("given")
    by_first: dict[str, list[str]] = {}
    for name in sorted({*known, *(single for single in singles if len(single) > 2)}, key=len, reverse=True):
        by_first.setdefault(name.partition(" ")[0], []).append(name)
    taken = {offset for mention in found for offset in range(mention.start, mention.end)}
    for _, begin, _, written, _, _ in stretches(text).holding(by_first):
        for offset, word, stem in words(written):
            start = begin + offset
            names = by_first.get(word, by_first.get(stem, []))
            if start not in taken and (mention := _named(text, start, names)) is not None:
                taken.update(range(mention.start, mention.end))
                yield mention


def _named(text: str, start: int, names: list[str]) -> Mention | None:
    """The first of some names that stands at a place, and stands for itself there."""
    for name in names:
        end = start + len(name)
        if " ".join(text[start:end].split()) == name and (behind := regex("{behind}").match(text, end)):
            if " " in name or _stands_alone(text, start, behind.end(), name):
                return Mention(start, behind.end(), LABEL, name, "person:again")
            return None
    return None


def _stands_alone(text: str, start: int, end: int, name: str) -> bool:
    """Whether a first or last name is the whole name, and no place's (`i Lund`) or longer name's part."""
    before = max(0, start - BEFORE)
    if regex("{space}{up}").match(text, end) or regex("{firm}").match(text, end):
        return False
    if regex("{place_before}").search(text, before, start) or (_is_residence(text, start, end) and is_place(name)):
        return False
    if regex("(?i:{title}){gap}$|{before}").search(text, before, start):
        return True
    return name in listed("given") and regex(r"(?:^|[\n.:!?]){sp}*$").search(text, before, start) is not None


def _is_residence(text: str, start: int, end: int) -> bool:
    """Whether a name stands between commas, as the town does of which somebody is."""
    return text.startswith(", ", max(start - 2, 0)) and text[end : end + 1] in (",", ")")
