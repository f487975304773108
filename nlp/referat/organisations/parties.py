"""Parties that stand for themselves by a letter or a short form, where votes and motions are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from referat.gazetteer import facts, slug
from referat.organisations.text import Text, grammar, listed
from referat.patterns import Hit
from referat.values import Mention

LABEL = "ORG"
#: How far from a list of letters, in characters, the votes are told.
NEAR = 160
#: The longest words that announce letters.
_LEAD = 40
#: What ends a clause, so that a letter behind it begins one.
_CLAUSE_END = tuple(".:;,()-–•*|\n")
_ONE_LETTER = re.compile(r"[A-ZÆØÅ]")
_LETTERS = re.compile(r"[A-ZÆØÅ]+")


@cache
def party_names() -> Mapping[str, tuple[str, ...]]:
    """Letter or short form of a party, and the name; of two parties the one that registered the letter is first.

    >>> party_names()["A"], party_names()["SF"]
    (('Socialdemokratiet',), ('Socialistisk Folkeparti',))
    """
    names: dict[str, tuple[str, ...]] = {}
    parties = facts("party")
    for key in ("letter", "short", "weak"):
        for name, fact in parties.items():
            for form in [fact.get(key, [])] if key == "letter" and key in fact else fact.get(key, []):
                names[form] = (*names.get(form, ()), name)
    return names


def party_value(form: str, letters: list[str], text: Text) -> str:
    """The party that a form means; of two that share it, the one that the list or the text gives no other letter.

    A letter that no party has in all the country is that of the one local list that the text names.
    """
    names = party_names().get(form)
    if names is None:
        local = [name for name in _local_lists() if text.has(name)]
        return local[0] if len(local) == 1 else form
    named = [name for name in names if text.has(name)]
    apart = [name for name in named if not any(map(text.has, _other_forms(name, form)))]
    if len(names) == 1 or named:
        return (apart or named or names)[-1]
    free = [name for name in names if not any(party_names().get(letter) == (name,) for letter in letters)]
    return free[-1] if free else names[0]


@cache
def _local_lists() -> tuple[str, ...]:
    """The parties that have no letter of their own in all the country."""
    return tuple(name for name, fact in facts("party").items() if not fact)


@cache
def _other_forms(name: str, form: str) -> tuple[str, ...]:
    """The other letters and short forms of a party."""
    return tuple(other for other, names in party_names().items() if name in names and other != form)


def _each(hit: Hit, text: Text) -> Iterator[Mention]:
    found = list(_LETTERS.finditer(text.text, hit.start, hit.end))
    for match in found:
        value = party_value(match[0], [other[0] for other in found], text)
        details = {"kind": "party", "id": slug(value), "matched": "shape"}
        yield Mention(match.start(), match.end(), LABEL, value, hit.rule, details)


def _read_list(hit: Hit, text: Text) -> Iterator[Mention]:
    """Letters that do something: `A, B og V stemte for`. They must begin their clause."""
    before = text.text[max(hit.start - 3, 0) : hit.start].rstrip(" \u00a0")
    word = text.word_before(hit.start).lower()
    begins = not before or before[-1] in _CLAUSE_END or listed(word, "clause_start")
    if begins and not listed(word, "counting") and not _is_pronoun(hit, text):
        yield from _each(hit, text)


def _read_after(hit: Hit, text: Text) -> Iterator[Mention]:
    """Letters that words before them announce: `forslag fra DD`, `Stemmer for: A, V`."""
    announced = _announced().search(text.text, max(hit.start - _LEAD, 0), hit.start)
    if announced and not _is_pronoun(hit, text):
        yield from _each(hit, text)


def _is_pronoun(hit: Hit, text: Text) -> bool:
    """Whether the one letter is a word that happens to be one letter, and no party that ends its sentence."""
    return listed(text.text[hit.start : hit.end], "one_letter_words") and not text.text.startswith(".", hit.end)


def _read_bracket(hit: Hit, text: Text) -> Iterator[Mention]:
    """Letters in brackets where votes are told, but not a letter behind a member's name."""
    told = _vote_sign().search(text.text, *_line_around(hit, text)) is not None
    if _LETTERS.fullmatch(text.text, hit.start, hit.end):
        before = _vote_before().search(text.text, max(hit.start - 25, 0), hit.start)
        meant = (told and before) or _vote_behind().match(text.text, hit.end) or _follows_party(hit.start, text)
        if meant and not follows_member(hit.start, text):
            yield from _each(hit, text)
    elif told and not _ONE_LETTER.fullmatch(text.word_before(hit.start - 1)):
        yield from _each(hit, text)


def _line_around(hit: Hit, text: Text) -> tuple[int, int]:
    """The part of the line that is near the hit."""
    start = text.text.rfind("\n", max(hit.start - NEAR, 0), hit.start)
    end = text.text.find("\n", hit.end, hit.end + NEAR)
    return max(start, hit.start - NEAR, 0), end if end >= 0 else hit.end + NEAR


def _follows_party(start: int, text: Text) -> bool:
    return text.text[max(start - 40, 0) : start - 1].rstrip().endswith(_full_names())


def follows_member(start: int, text: Text) -> bool:
    """Whether the letters behind a bracket stand behind a member's name, and not behind a party's or a sentence's end.

    >>> follows_member(10, Text("Lene Due (A)")), follows_member(14, Text("Enhedslisten (Ø)"))
    (True, False)
    """
    before = text.text[max(start - 40, 0) : start - 1].rstrip()
    name = before.rpartition(" ")[2]
    return (
        name[:1].isupper()
        and not listed(name.lower(), "vote_word")
        and not before.endswith((*_full_names(), *_CLAUSE_END))
    )


@cache
def _full_names() -> tuple[str, ...]:
    return tuple(facts("party"))


@cache
def _announced() -> re.Pattern[str]:
    return grammar().compile("{party_before}")


@cache
def _vote_behind() -> re.Pattern[str]:
    return grammar().compile(
        r"[^()\n]{0,60}\)(?:(?:,|{gap}(?:{conjunction})){gap}\([^()\n]{1,12}\)){0,8}{gap}{votes}(?!\w)"
    )


@cache
def _vote_before() -> re.Pattern[str]:
    return grammar().compile(r"(?<!\w)(?i:{vote_word}):?(?:{gap}[0-9]{1,3})?{gap}\($")


@cache
def _vote_sign() -> re.Pattern[str]:
    return grammar().compile("(?i:{vote_sign})")


PARTY_READERS: Mapping[str, Callable[[Hit, Text], Iterator[Mention]]] = {
    "party-list": _read_list,
    "party-after": _read_after,
    "party-bracket": _read_bracket,
}
