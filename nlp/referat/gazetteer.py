"""The organisations we know by name, and the canonical name of one that is written otherwise.

The names stand in the files of `patterns` that `FILES` lists, and in `patterns/municipalities.toml`. They are found by
their first word, so that a search costs the capitals of the text and not the length of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from referat import patterns
from referat.capitals import Clue, stretches
from referat.frozen import frozen
from referat.names import find_all, trie_regex

#: The files of the organisations, each kind of body in one of them.
FILES = ("authorities", "institutions", "companies", "associations", "parties")
_WORD = re.compile(r"[A-ZÆØÅ]\w*")
_WHITE = re.compile(r"\s+")
#: What parts the words of a name otherwise than one space does.
_UNEVEN = re.compile(r"[\t\n]|  ")
_GAP = re.compile(r"[ \t]?\n[ \t]?|[ \t]{1,3}")
#: What joins a word to the one before, so that no name begins there.
_INSIDE = tuple("-@_&’'+")
_DROPPED = re.compile(r"[\W_]+")
#: Digits that a scanner reads for letters.
_SCANNED = str.maketrans("01", "ol")


@frozen
class Known:
    """A body that we know. `weak` is a written form that is also a plain word or another name.

    `file` begins the id of the rule that finds it: `municipalities`, or `organisations` for those of all `FILES`.
    """

    value: str
    kind: str
    id: str
    file: str
    weak: bool = False
    cvr: str | None = None
    same: str | None = None

    def details(self, matched: str) -> dict[str, Any]:
        """What a program reads beside the value; `same` is the body's present or usual name."""
        details = {"kind": self.kind, "id": self.id, "matched": matched, "cvr": self.cvr, "same": self.same}
        return {key: value for key, value in details.items() if value is not None}


@frozen
class Found:
    """A known name in a text. A weak form may be that of several bodies."""

    start: int
    end: int
    written: str
    bodies: tuple[Known, ...]


def plain(written: str) -> str:
    """A name with ordinary spaces.

    >>> plain("Odense\\n Kommune")
    'Odense Kommune'
    """
    return _WHITE.sub(" ", written).strip()


@lru_cache(maxsize=1 << 13)
def slug(name: str) -> str:
    """A name as an identifier.

    >>> slug("Børne- og Ungeudvalget")
    'boerne-og-ungeudvalget'
    """
    letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return _DROPPED.sub("-", letters).strip("-")


@lru_cache(maxsize=1 << 13)
def fold(name: str) -> str:
    """The key under which spellings of one name meet: small letters only, what a scanner misread put right.

    >>> fold("Miljøstyre1sen") == fold("MILJØSTYRELSEN")
    True
    >>> fold("Social og Boligstyrelsen") == fold("Social- & Boligstyrelsen")
    True
    """
    spelled = name.lower().replace("&", patterns.load("org").words["conjunction"]["&"])
    return _DROPPED.sub("", spelled.translate(_SCANNED)).replace("aa", "å")


def find_known(text: str) -> Iterator[Found]:
    """Every known name in a text, the longest at each place, from left to right.

    >>> [found.bodies[0].value for found in find_known("søgt hos KL og SDU")]
    ['Kommunernes Landsforening', 'Syddansk Universitet']
    """
    cursor = 0
    for _, begin, _, written, _, _ in stretches(text).where(Clue(_known_words)):
        for offset, key in _known_words(written):
            start = begin + offset
            if start >= cursor and (found := _at(text, start, key)) and not in_address(text, start):
                cursor = found.end
                yield found
    yield from _find_others(text)


def known_first(name: str) -> Found | None:
    """The known name that some words begin with, the longest.

    >>> known_first("Odense Kommunes plan").end, known_first("Planen for Odense Kommune")
    (15, None)
    """
    word = _WORD.match(name)
    known = _known_words(word[0]) if word is not None else ()
    if known:
        return _at(name, 0, known[0][1])
    match = _other_names().match(name)
    return _found(match) if match is not None else None


def _find_others(text: str) -> Iterator[Found]:
    """The names that begin with a digit or a small letter."""
    cursor = 0
    small, digits = _other_words()
    places = [start for first in small for start in find_all(text, first)]
    places += [start for start in patterns.numbers(text) if text.startswith(digits, start)]
    for start in sorted(places):
        if start >= cursor and (match := _other_names().match(text, start)):
            cursor = match.end()
            yield _found(match)


def _at(text: str, start: int, first: str) -> Found | None:
    """The longest known name with a first word that stands at a place."""
    names = _by_first_word()[first]
    uneven = _UNEVEN.search(text, start, start + len(names[0])) is not None
    for name in names:
        end = _end(text, start, name) if uneven else start + len(name)
        if (uneven or text.startswith(name, start)) and end and (behind := _behind().match(text, end)):
            return Found(start, behind.end(), name, forms()[name])
    return None


def _end(text: str, start: int, name: str) -> int:
    """Where a name ends that begins at a place, its words parted by spaces or a line end; 0 where it does not."""
    end = start
    for word in name.split(" "):
        if end > start and (gap := _GAP.match(text, end)):
            end = gap.end()
        if not text.startswith(word, end):
            return 0
        end += len(word)
    return end


@cache
def _behind() -> re.Pattern[str]:
    """The genitive of a name, and its end."""
    return patterns.load("org").compile("{gen}{tail}")


@lru_cache(maxsize=1 << 13)
def _known_words(stretch: str) -> tuple[tuple[int, str], ...]:
    """The words of a stretch, by offset, that are the first of a known name, or its genitive."""
    found = []
    for match in _WORD.finditer(stretch):
        word = match[0] if match[0] in _by_first_word() else match[0].removesuffix("s")
        if word in _by_first_word() and not stretch[: match.start()].endswith(_INSIDE):
            found.append((match.start(), word))
    return tuple(found)


def in_address(text: str, start: int) -> bool:
    """Whether a word stands behind a stroke in a web address, and not behind another name.

    >>> in_address("www.by.dk/Skole", 10), in_address("Byrådet/Udvalget", 8)
    (True, False)
    """
    if text[start - 1 : start] != "/":
        return False
    token = text[max(start - 80, 0) : start].split()[-1]
    return "." in token or ":" in token or token == "/"


def _found(match: re.Match[str]) -> Found:
    written = plain(match["name"])
    return Found(match.start(), match.end(), written, forms()[written])


@cache
def facts(table: str) -> Mapping[str, Mapping[str, Any]]:
    """What the files say of each `organisation`, or of each `party`, by its name.

    >>> facts("party")["Venstre"]["letter"]
    'V'
    """
    return {name: fact for file in FILES for name, fact in patterns.load(file).facts.get(table, {}).items()}


@cache
def forms() -> Mapping[str, tuple[Known, ...]]:
    """Each written form and whom it means: one body, or, where the form is weak, one or several."""
    sure: dict[str, Known] = {}
    weak: dict[str, list[Known]] = {}
    for form, known in [*_municipal_forms(), *_organisation_forms()]:
        if known.weak:
            weak.setdefault(form, []).append(known)
        else:
            sure.setdefault(form, known)
    return {form: tuple(bodies) for form, bodies in weak.items()} | {form: (known,) for form, known in sure.items()}


def _organisation_forms() -> Iterator[tuple[str, Known]]:
    """The written forms of the bodies that are no municipalities: `organisations`, whichever file has them."""
    for table in ("organisation", "party"):
        for name, fact in facts(table).items():
            body = {"value": name, "kind": fact.get("kind", table), "id": slug(name), "file": "organisations"}
            body |= {"cvr": fact.get("cvr"), "same": fact.get("same")}
            weak = [form for form in fact.get("weak", ()) if len(form) > 1]
            sure = {name, *fact.get("alias", ()), *fact.get("short", ())} - set(weak)
            yield from ((form, Known(**body)) for form in sure)
            yield from ((form, Known(**body, weak=True)) for form in weak)


def _municipal_forms() -> Iterator[tuple[str, Known]]:
    """Municipalities as they are written, with their councils; and the regions."""
    places = patterns.load("municipalities").facts
    for name, fact in places["municipality"].items():
        for form in (name, *fact.get("alias", ())):
            yield from _municipality(form, name, fact["code"])
        initials = Known(name, "municipality", fact["code"], "municipalities", weak=True)
        yield from ((form, initials) for form in fact.get("weak", ()))
    for name in places["former_municipality"]:
        yield from _municipality(name, name, slug(name))
    for name, fact in places["region"].items():
        region = Known(name, "region", fact.get("code", slug(name)), "municipalities", same=fact.get("same"))
        yield from ((form, region) for form in (name, name.upper()))


def _municipality(form: str, name: str, code: str) -> Iterator[tuple[str, Known]]:
    words = patterns.load("org").words
    municipality = Known(name, "municipality", code, "municipalities")
    stem, _, noun = form.rpartition(" ")
    yield from ((spelled, municipality) for spelled in (form, f"{stem} {noun.lower()}", form.upper()))
    for noun in words["council"]:
        council = Known(f"{name.rpartition(' ')[0]} {noun}", "council", code, "municipalities")
        yield from (
            (spelled, council) for spelled in (f"{stem} {noun}", f"{stem} {noun.lower()}", f"{stem} {noun}".upper())
        )


@cache
def _by_first_word() -> Mapping[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for form in forms():
        first = _WORD.match(form)
        if first:
            words.setdefault(first[0], []).append(form)
    for word in words:  # behind `Folketingets Ombudsmand` there is `Folketinget` too
        if word.endswith("s") and (owner := word[:-1]) in forms():
            words[word].append(owner)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in words.items()}


@cache
def _other_forms() -> tuple[str, ...]:
    return tuple(form for form in forms() if not _WORD.match(form))


@cache
def _other_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first words of names that begin with a small letter, and with a digit; none that another one begins."""
    words = {form.partition(" ")[0] for form in _other_forms()}
    firsts = [word for word in words if not any(word.startswith(other) for other in words - {word})]
    return tuple(word for word in firsts if word[0].isalpha()), tuple(word for word in firsts if word[0].isdigit())


@cache
def _other_names() -> re.Pattern[str]:
    name = trie_regex(_other_forms(), patterns.load("common").fragments["gap"])
    return patterns.load("org").compile(rf"(?<![\w@/.-])(?P<name>{name}){{gen}}{{tail}}")


@cache
def folded() -> Mapping[str, str]:
    """The folded key of each name of a sure body, and its value."""
    return {fold(form): bodies[0].value for form, bodies in forms().items() if not bodies[0].weak}


@cache
def values_ending(head: str) -> tuple[str, ...]:
    """The canonical names that end in a head such as `styrelsen`."""
    return tuple(sorted({bodies[0].value for form, bodies in forms().items() if form.endswith(head)}))
