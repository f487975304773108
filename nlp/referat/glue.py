"""Words that a web page glued together, parted: `UdskrivSagsnr.: 30/1`, `BeslutningGodkendt.Luk`, `Udfold31. Havn`.

A page of buttons and folded sections loses its line ends where its text is taken over. A line end is read again where a
small letter, a digit or a stop touches a capital and one of the two words is known to stand alone: a button, a heading,
a label. Names that are written so, such as `KommuneKredit`, are none of these. Which words: `patterns/glue.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from referat.patterns import alternation, load
from referat.slips import Edit

#: A capital, the sign of a paragraph or a bullet that touches what stands before it.
_TOUCH = re.compile(r"[A-ZÆØÅ§•](?<=[a-zæøåéè.)?!0-9].)")
#: The first letter of a list that touches a word.
_LETTERED = re.compile(r"a(?=[.)] [A-ZÆØÅ])")
#: The first two lines of a list.
_LIST = re.compile(r"1[.)] [^\n]*\n2[.)] ")
#: So often a word stands before items' numbers that is a button though nobody knows it.
_OFTEN = 3
#: So far from the beginning the name of who meets touches what stands beside it.
_HEAD = 2000
#: Words are looked up by so many letters of theirs, the last or the first.
_KEY = 3

_Words = Mapping[str, tuple[str, ...]]


def glue(text: str) -> list[Edit]:
    """Where a line end is read between words that touch, from left to right; the mark of a file before a heading goes.

    >>> glue("UdskrivResume"), glue("PDFResume\\nKort"), glue("Lån i KommuneKredit")
    ([(7, 7, '\\n')], [(0, 3, '')], [])
    """
    lettered = (match.start() for match in _LETTERED.finditer(text))
    lists = (at for at in lettered if _ends_here(text, at))
    ended = (match.end() for name in ("dated", "stopped") for match in _fact(name).finditer(text))
    places = {*_touching(text), *_before_numbers(text), *_around_body(text), *lists, *ended}
    return sorted([*((place, place, "\n") for place in places), *_files(text)])


def _around_body(text: str) -> Iterator[int]:
    """Where, in the head, the name of who meets touches its municipality's before it or the kind of paper behind it."""
    for regex in (_fact("owned"), _told()):
        yield from (match.end() for match in regex.finditer(text, 0, _HEAD))


def _files(text: str) -> Iterator[Edit]:
    """The marks of files that touch a heading: there they are buttons, and announce no file."""
    for mark in load("headings").facts["menu"]["enclosure"]:
        at = text.find(mark)
        while at >= 0:
            end = at + len(mark)
            if _heading().match(text, end) and not text[at - 1 : at].isupper():
                yield at, end, ""
            at = text.find(mark, end)


def _touching(text: str) -> Iterator[int]:
    for match in _TOUCH.finditer(text):
        at = match.start()
        ends, begins = _ends_here(text, at), _beginning_at(text, at)
        before_number = begins > at and text[begins : begins + 1].isdigit()
        if ends or (begins > at and not before_number):
            yield at
        if ends and before_number:
            yield begins


def _ends_here(text: str, at: int) -> bool:
    """Whether a word that stands alone ends at a place: one that begins its line or touches what is before it."""
    for word in _by_end().get(text[at - _KEY : at], ()):
        start = at - len(word)
        if text.endswith(word, 0, at) and (start == 0 or text[start - 1] == "\n" or _TOUCH.match(text, start)):
            return True
    return text.endswith(_roles(), 0, at) and text[at + 1 : at + 2].islower()


@cache
def _roles() -> tuple[str, ...]:
    return tuple(f", {role}" for role in load("glue").facts["roles"])


def _beginning_at(text: str, at: int) -> int:
    """The end of a word that stands alone and begins at a place, told by what follows it; -1 where there is none."""
    word = _beginning().match(text, at) if text[at : at + _KEY] in _beginnings() else None
    return word.end() if word else -1


def _before_numbers(text: str) -> Iterator[int]:
    """The ends of words that touch numbers: of buttons, of headings, of what stands before those of items often."""
    found = list(_numbered().finditer(text))
    counts = Counter(match["word"] for match in found if match["item"])
    kept = load("glue").facts["numbered"]
    for match in found:
        word, at = match["word"], match.end()
        alone = counts[word] >= _OFTEN or word in _by_end().get(word[-_KEY:], ()) or _is_label(match)
        if alone and (word not in kept or _LIST.match(text, at)):
            yield at


def _is_label(match: re.Match[str]) -> bool:
    """Whether one word touches a full day, or the label of a head line its value."""
    return bool(match["day"] and " " not in match["word"]) or bool(match["label"] and match["word"] in _head_labels())


@cache
def _told() -> re.Pattern[str]:
    kinds = alternation([kind.capitalize() for kind in load("head").words["kind"]])
    return load("glue").compile(rf"{{body}}(?={kinds}(?![a-zæøå]))")


@cache
def _fact(name: str) -> re.Pattern[str]:
    grammar = load("glue")
    return grammar.compile(grammar.facts[name])


@cache
def _numbered() -> re.Pattern[str]:
    grammar = load("glue")
    return grammar.compile(grammar.facts["numbered_line"], re.VERBOSE)


@cache
def _head_labels() -> frozenset[str]:
    return frozenset(label for labels in load("head").facts["labels"].values() for label in labels)


@cache
def _by_end() -> _Words:
    """The words behind which a line ends, by their last letters."""
    table: dict[str, tuple[str, ...]] = {}
    head = load("head")
    for word in {*_buttons(), *_headings(), *head.words["kind"], *head.facts["unlike_words"]}:
        for cased in {word, word.capitalize()} - {word.casefold()}:
            table[cased[-_KEY:]] = (*table.get(cased[-_KEY:], ()), cased)
    return table


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:_KEY] for words in _beginners().values() for word in words)


@cache
def _beginning() -> re.Pattern[str]:
    """A word before which a line ends, with what must follow it."""
    behind = load("glue").facts["behind"]
    return re.compile("|".join(rf"{alternation(list(words))}{behind[name]}" for name, words in _beginners().items()))


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(alternation(list(_headings())) + load("glue").facts["behind"]["heading"])


@cache
def _beginners() -> Mapping[str, Iterable[str]]:
    agenda, head = load("agenda").facts, load("head").facts
    buttons = _buttons()
    return {
        "phrase": [word for word in buttons if " " in word],
        "word": [*(word for word in buttons if " " not in word), *agenda["open_words"], *agenda["closed_words"]],
        "heading": _headings(),
        "label": [
            *agenda["cases"]["labels"],
            *agenda["metadata"],
            *(label for labels in head["labels"].values() for label in labels),
        ],
        "day": [word.capitalize() for word in load("months").words["weekday"]],
    }


@cache
def _buttons() -> frozenset[str]:
    return frozenset({*load("headings").facts["menu"]["words"], *load("glue").facts["buttons"]})


@cache
def _headings() -> frozenset[str]:
    return frozenset(word for lists in load("headings").facts["sections"].values() for word in lists["headings"])
