"""Persons: names known by a given name, a title, a party letter, a list of those present, or from earlier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import dropwhile

from referat.capitals import (
    Clue,
    Letters,
    Stretch,
    beginnings,
    capitalised_words,
    endings,
    may_begin,
    may_end,
    spellings,
    stretches,
    words,
)
from referat.gazetteer import forms
from referat.labels.person_again import find_again
from referat.labels.person_words import BEFORE, LABEL, listed, regex
from referat.patterns import Hit, load
from referat.values import Mention, Minutes

#: The rules that say "a person" of whatever name they find; the others need a name that is known.
EVIDENT = ("person:roll", "person:party", "person:title", "person:surname")
WORD = re.compile(r"\S+")
#: What may stand between a title and a name.
_BEHIND_TITLE = (" ", "\n", ",", ":")
#: How long a title may be, with the marks behind it.
LONGEST_TITLE = 40


def find(minutes: Minutes) -> Iterator[Mention]:
    """All persons' names of the text, titles left out; a name that is known is found again by its parts.

    >>> from referat.values import bare
    >>> text = "Udvalgsmedlem Reza Javid (Ø) deltog ikke. Reza Javids forslag blev udsat."
    >>> [mention.value for mention in find(bare(text))]
    ['Reza Javid', 'Reza Javid']
    """
    text = minutes.text
    found = [mention for hit, stop in _hits(text) for mention in _mentions(text, hit, stop)]
    known = dict.fromkeys(mention.value for mention in found)
    for mention in found:
        yield replace(mention, value=mention.value[:-1]) if _owner(mention.value) in known else mention
    yield from find_again(text, found, known)


def _hits(text: str) -> Iterator[tuple[Hit, int]]:
    """What the patterns match at the words of stretches that promise a name, and how far it counts."""
    cursor = 0
    titled, party = Clue(_places, before=_may_be_titled), Clue(_places, behind=_may_have_party)
    roll, particle = Clue(_has_roll_word), Clue(behind=_may_have_particle)
    for stretch in stretches(text).where(Clue(_promises), titled, party, roll, particle):
        for start in _starts(text, stretch):
            if start < cursor or text[start - 1 : start] == ".":
                continue
            if (hit := _hit(text, start, stretch.end)) is not None:
                cursor = _stop(text, hit)
                yield hit, cursor


def _starts(text: str, stretch: Stretch) -> list[int]:
    """Where names may begin in a stretch that promises one, or whose surroundings do."""
    particle = _may_have_particle(stretch.behind) and _particle_behind().match(text, stretch.end) is not None
    offsets = _places(stretch.text) or ((0,) if particle else ())
    if offsets and (
        particle
        or _promises(stretch.text)
        or _may_have_party(stretch.behind)
        or (_has_roll_word(stretch.text) and _has_roll(text, stretch))
        or (_may_be_titled(stretch.before) and _has_title(text, stretch.start))
    ):
        return [stretch.start + offset for offset in offsets]
    return []


@lru_cache(maxsize=1 << 13)
def _promises(stretch: str) -> bool:
    """Whether names may stand in a stretch, whatever stands around it."""
    return bool(_places(stretch)) and _has_name_word(stretch)


@lru_cache(maxsize=1 << 13)
def _has_name_word(stretch: str) -> bool:
    """Whether a word of a stretch says that names may stand there: a listed one, an initial, a title.

    >>> _has_name_word("Teknik og Miljø"), _has_name_word("Lene Due"), _has_name_word("Trafik og Anlæg")
    (False, True, False)
    """
    found = not spellings(stretch).isdisjoint(listed("given", "given_word", "surname"))
    return found or regex("{name_word}").search(stretch) is not None


@lru_cache(maxsize=1 << 13)
def _has_roll_word(stretch: str) -> bool:
    """Whether a word of a stretch may begin what heads a list of names."""
    return not spellings(stretch).isdisjoint(_roll_words())


def _has_roll(text: str, stretch: Stretch) -> bool:
    """Whether what heads a list of names begins in a stretch."""
    return any(text.startswith(_rolls(), stretch.start + word.offset) for word in words(stretch.text))


@lru_cache(maxsize=1 << 13)
def _may_have_particle(behind: str) -> bool:
    """Whether a particle may stand behind a stretch."""
    return may_begin(behind, _particle_starts())


def _may_have_party(behind: str) -> bool:
    """Whether a party may stand behind a stretch."""
    return behind[:1] in ("(", ",") or behind[:2] == " ("


@lru_cache(maxsize=1 << 13)
def _may_be_titled(before: str) -> bool:
    """Whether a title or the like may stand before a stretch."""
    return before.endswith(_BEHIND_TITLE) and may_end(before.rstrip(" \n,:").lower(), _title_ends())


@cache
def _title_ends() -> Letters:
    return endings((*_titles(), *listed("honorific")))


def _hit(text: str, start: int, end: int) -> Hit | None:
    """What stands at a place, in a stretch that ends at `end`; the names that lists must know are checked here."""
    if text[start + 1 : start + 2] in (".", " ") and (hit := _checked("initials", text, start)) is not None:
        return hit
    if "\n" in text[end : end + 2] and (hit := _checked("wrapped", text, start)) is not None:
        return hit
    hit = load("person").part("line").match(text, start)
    return hit if hit is None or hit["single"] is None or hit["single"] in listed("surname") else None


def _checked(part: str, text: str, start: int) -> Hit | None:
    """What a part of the grammar matches, where its first words are given names or initials and the last a surname.

    Behind a title any word goes on with the name of a line that is full.
    """
    hit = load("person").part(part).match(text, start)
    if hit is None:
        return None
    goes_on = hit["full"] is not None and _has_title(text, start)
    if not goes_on and nominative(hit["last"] or "") not in listed("surname"):
        return None
    return hit if all(word in listed("given") or word[-1] == "." for word in (hit["first"] or "").split()) else None


@lru_cache(maxsize=1 << 13)
def _places(stretch: str) -> tuple[int, ...]:
    """Where names may begin in a stretch of capitalised words: nowhere in a known body, or in one word that is no name.

    >>> _places("Odense Kommune"), _places("Kommunen"), _places("Lene Due")
    ((), (), (0, 5))
    """
    found = words(stretch)
    alone = len(found) == 1 and spellings(stretch).isdisjoint(listed("given", "given_word", "surname") | _roll_words())
    return () if alone or (" " in stretch and stretch in forms()) else tuple(word.offset for word in found)


@cache
def _particle_behind() -> re.Pattern[str]:
    """A particle between a stretch and a name that goes on behind it."""
    return regex("{space}(?:{particle}{space}){1,2}{up}")


@cache
def _particle_starts() -> Letters:
    return beginnings(f" {particle} " for particle in load("person").words["particle"])


@cache
def _rolls() -> tuple[str, ...]:
    return tuple(load("person").words["roll"])


@cache
def _roll_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in _rolls())


def _stop(text: str, hit: Hit) -> int:
    """Where a hit ends: before what heads another list in it, and before a given name that begins the next name."""
    listing = hit["list"] is not None
    tokens = list(WORD.finditer(text, *hit.span("list" if listing else "name")))
    heads = (token.start() for token in tokens[1:] if token[0] in _roll_words() and _heads_list(text, token.start()))
    if (head := next(heads, None)) is not None:
        return head
    last = tokens[-1]
    in_row = not listing and last[0] in listed("given") and any(map(_is_family_name, tokens[1:-1]))
    return last.start() if in_row and _goes_on().match(text, last.end()) else hit.match.end()


def _heads_list(text: str, start: int) -> bool:
    hit = load("person").part("line").match(text, start)
    return hit is not None and hit["list"] is not None


@cache
def _goes_on() -> re.Pattern[str]:
    """A capitalised word behind a name."""
    return regex("{space}{up}{low}")


def _mentions(text: str, hit: Hit, stop: int) -> Iterator[Mention]:
    """The names of a hit: those of each entry of a list, else those of the one stretch of capitalised words."""
    party = hit["party"] or hit["member"] or hit["letter"]
    for start, end in _stretches(hit):
        if start >= stop:
            return
        rule, tokens = _evidence(text, hit.rule, list(WORD.finditer(text, start, min(end, stop))))
        if not tokens or _is_of_a_thing(text, tokens[0].start(), end):
            continue
        trusted = rule in EVIDENT
        for name in _cut(tokens, trusted=trusted):
            if _is_name([token[0] for token in name], trusted=trusted):
                first, last = name[0].start(), name[-1].end()
                value = _value(" ".join(text[first:last].split()), text, last)
                owner = regex("{owner}").match(text, last)
                behind = owner.end() if owner else last
                yield Mention(first, behind, LABEL, value, rule, {"party": party} if party and last == end else {})


def _evidence(text: str, rule: str, tokens: list[re.Match[str]]) -> tuple[str, list[re.Match[str]]]:
    """What says that the tokens hold a person's name, and the tokens without the words that lead to it."""
    start = tokens[0].start()
    words, titled = _led(tokens)
    if rule in ("person:roll", "person:party"):
        return rule, words
    if titled or _has_title(text, start):
        return "person:title", words
    from_given = list(dropwhile(_says_nothing, words))
    if from_given:
        return rule if rule not in EVIDENT else "person:given-name", from_given
    unled = len(words) == len(tokens) > 1 and regex("{patronymic}").search(words[-1][0])
    in_sentence = unled and regex("{before}").search(text, max(0, start - BEFORE), start)
    return "person:surname", words if in_sentence else []


def _stretches(hit: Hit) -> Iterator[tuple[int, int]]:
    """Where names may be in a hit: each entry of a list, or the one name."""
    if hit["list"] is None:
        yield hit.span("name")
        return
    for entry in regex("(?P<name>{broken}|{full}){end}").finditer(hit.match.string, *hit.span("list")):
        yield entry.span("name")


def _led(tokens: list[re.Match[str]]) -> tuple[list[re.Match[str]], bool]:
    """The tokens without the capitalised words that lead to a name, and whether a title was among these."""
    titled = False
    while tokens and tokens[0][0] not in listed("given", "given_word"):
        is_title = _is_title(tokens[0][0])
        if not is_title and tokens[0][0] not in listed("no_name") and not regex("{body}").search(tokens[0][0]):
            break
        titled = is_title
        del tokens[0]
    of_what = titled and tokens and tokens[0][0] in listed("of_what")
    return ([], False) if of_what else (tokens, titled)


@lru_cache(maxsize=1 << 13)
def _is_title(word: str) -> bool:
    return word.lower().endswith(_titles())


@cache
def _titles() -> tuple[str, ...]:
    return tuple(load("person").words["title"])


def _has_title(text: str, start: int) -> bool:
    """Whether a title or the like stands before a place, with a space, a line end or a mark between."""
    if not text.endswith(_BEHIND_TITLE, 0, start):
        return False
    before = text[max(0, start - LONGEST_TITLE) : start].rstrip(" \n,:").split()
    return bool(before) and (_is_title(before[-1]) or before[-1].lower() in listed("honorific"))


def _says_nothing(token: re.Match[str]) -> bool:
    """Whether a word can begin no name by itself."""
    return token[0].partition("-")[0] not in listed("given", "given_word") and not token[0].endswith(".")


def _is_of_a_thing(text: str, start: int, end: int) -> bool:
    """Whether what stands around a name makes it that of a saint, a firm or a foundation."""
    before = regex("{no_person_before}").search(text, max(0, start - BEFORE), start)
    return before is not None or regex("{firm}").match(text, end) is not None


def _cut(tokens: list[re.Match[str]], *, trusted: bool) -> list[list[re.Match[str]]]:
    """The tokens of each name: a heading or a decision ends one, a given name behind a surname begins another.

    A noun that names are given to (`Marie Kruses Skole`) unmakes them all.
    """
    names: list[list[re.Match[str]]] = [[]]
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        word, current = token[0], names[-1]
        surname = word in listed("surname")
        if current and word in listed("thing") and (not surname or current[-1][0].endswith("s")):
            return []
        goes_on = following is not None and following[0] not in listed("no_name")
        given = word in listed("given_word") and (goes_on or not current)
        areal = trusted and _ends_in_area([*(before[0] for before in current), word])
        if word in listed("no_name") and not (given or areal or (surname and current)):
            break
        if current and not surname and _is_title(word):
            break
        if following and not trusted and _belongs_to_what_follows(word, following[0]):
            return []
        if following and word in listed("given") and any(map(_is_family_name, current[1:])):
            names.append([])
        names[-1].append(token)
    return names


def _ends_in_area(words: list[str]) -> bool:
    """Whether a word that is a part of a place's name stands behind a given name: `Jens Nørre`, `Palle Krogh Vest`."""
    return len(words) > 1 and words[-1] in listed("area") and words[0] in listed("given")


def _belongs_to_what_follows(word: str, following: str) -> bool:
    """Whether a word is a genitive that makes the next one its noun: `Peter Bangs Vej`, `Jens Hansens Minde`."""
    names = listed("given", "given_word", "surname")
    return word.endswith("s") and word not in names and (word[:-1] in names or following not in names)


def _is_family_name(token: re.Match[str]) -> bool:
    return token[0][:1].isupper() and token[0] not in listed("given", "given_word") and not token[0].endswith(".")


def _is_name(words: list[str], *, trusted: bool) -> bool:
    """Whether the words make a name, by a known given name, or by what stands around them (`trusted`)."""
    if not words or not words[-1][:1].isupper() or words[-1].endswith("."):
        return False
    last = nominative(words[-1])
    known = last in listed("surname") or (trusted and _ends_in_area(words))
    if not known and (last in listed("thing", "no_name") or regex("{body}").search(last)):
        return False
    if len(words) == 1:
        return trusted and last in listed("surname")
    first = words[0].partition("-")[0]
    joined = "-" in words[0] and all(part in listed("given", "given_word") for part in words[0].split("-"))
    if trusted or joined or words[0] in listed("given") or first in listed("given"):
        return True
    return last in listed("surname") and (first in listed("given_word") or words[0].endswith("."))


def nominative(name: str) -> str:
    """A name without the genitive's ending, where a list says that it is one.

    >>> nominative("Lene Hansens"), nominative("Jens Klaus")
    ('Lene Hansen', 'Jens Klaus')
    """
    last = name.rpartition(" ")[2]
    stem = re.sub("['’]?s$", "", last)
    owned = last not in listed("surname", "given") and stem in listed("surname")
    return name.removesuffix(last) + stem if owned else name


def _value(name: str, text: str, end: int) -> str:
    """The nominative of a name that ends at a place: by lists, by what it has, by the text that has it elsewhere."""
    value, last = nominative(name), name.rpartition(" ")[2]
    if value != name or not last.endswith("s") or last in listed("surname", "given"):
        return value
    owned = regex("{owned_behind}").match(text, end) is not None or last[:-1] in capitalised_words(text)
    return name[:-1] if owned else name


def _owner(name: str) -> str | None:
    return name.removesuffix("s") if name.endswith("s") else None
