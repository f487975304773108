"""Organisations told by what stands around or inside a name of unknown shape: what announces it, what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from referat.gazetteer import plain
from referat.organisations.clues import clues
from referat.organisations.parties import party_names
from referat.organisations.shapes import Reader, cut, has_article, mention_of
from referat.organisations.text import (
    Text,
    acts,
    ending,
    is_given,
    is_person,
    is_place,
    is_title,
    listed,
    stops,
    without_genitive,
)
from referat.patterns import Hit
from referat.values import Mention

WORD = re.compile(r"\S+")


def _read_announced(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name behind a noun or a phrase that announces an organisation; behind a comma one word is too little."""
    end = cut(hit.start, hit.end, text)
    name = plain(text.text[hit.start : end])
    words = name.split()
    apart = "," in text.text[hit.match.start() - 2 : hit.match.start()]
    sure = hit.rule.endswith(":announced") and not apart
    if stops(words[0]) or is_place(name) or listed(words[0], "subject") or words[0] in party_names():
        return
    if not sure and (is_person(name) or ending(words[-1].lower(), "no_body") or is_title(words[0])):
        return
    if len(words) == 1 and (is_given(name) or text.has(name.lower()) or (apart and not name.isupper())):
        return
    yield mention_of(hit.start, end, without_genitive(name, text), hit)


def _read_acting(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name that does what only organisations do, or whose capitals show that it is no plain word."""
    words = list(WORD.finditer(text.text, hit.start, hit.end))
    named = words[1:] if has_article(words, text) else words
    if may_be_name(plain(text.text[named[0].start() : hit.end]), text):
        yield mention_of(hit.start, hit.end, without_genitive(plain(text.text[hit.start : hit.end]), text), hit)


def may_be_name(name: str, text: Text) -> bool:
    """Whether words with capitals can be an organisation's name: no place, person, plan, street or plain noun.

    >>> [may_be_name(name, Text("")) for name in ("Nordic Lægeklinik", "Affaldsplan Vest", "Lene Due", "IT")]
    [True, False, False, False]
    """
    words = name.split()
    person = is_person(name) and all(word[0].isupper() for word in words)
    if is_place(name) or person or stops(words[0]) or any(listed(word.rstrip("."), "acronym") for word in words):
        return False
    if listed(words[0], "announcing") or is_title(words[0]) or any(map(is_given, words[:2])):
        return False
    if any(ending(word.lower(), "no_body") for word in words) or all(listed(word, "subject") for word in words):
        return False
    return not any(listed(word, "heading") for word in words) and not is_place(words[0] + " " + words[-1])


def _read_ampersand(hit: Hit, text: Text) -> Iterator[Mention]:
    """Two names joined by a sign that joins no plain nouns: inside a sentence, or where they act."""
    parts = dict(clues(text.text[hit.start : hit.end]).parts)
    if not parts.keys().isdisjoint(("head", "tail")) or text.is_inside(hit.start) or acts().match(text.text, hit.end):
        yield from _read_acting(hit, text)


def _read_kin(hit: Hit, text: Text) -> Iterator[Mention]:
    """A firm that bears its master's name. What stands before the name is no part of it, but for the master's trade."""
    words = list(WORD.finditer(text.text, hit.start, hit.end))
    first = next(word for word in words if not stops(word[0]) and (ending(word[0], "master") or not is_title(word[0])))
    if first[0] != "&" and not listed(first[0], "first"):
        yield mention_of(first.start(), hit.end, plain(text.text[first.start() : hit.end]), hit, "company")


def _read_national(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name that begins with a word for the country, or a part of it."""
    end = cut(hit.start, hit.end, text)
    words = text.text[hit.start : end].split()
    if not any(listed(word, "no_national") or ending(word.lower(), "no_body") for word in words[1:]) and len(words) > 1:
        yield mention_of(hit.start, end, without_genitive(plain(text.text[hit.start : end]), text), hit)


def _read_place_behind(hit: Hit, text: Text) -> Iterator[Mention]:
    """A noun and a place right behind it, with nothing that joins them."""
    noun = text.text[hit.start : hit.end].split()[0]
    known = is_place(hit["place"] or "") and not (stops(noun) or is_title(noun) or is_place(noun) or is_given(noun))
    if known and ending(noun.lower(), "place_announcer") is None and not listed(noun, "announcing"):
        yield mention_of(hit.start, hit.end, plain(text.text[hit.start : hit.end]), hit)


def _read_association(hit: Hit, text: Text) -> Iterator[Mention]:
    """An association of any kind with its name behind; a plain noun behind it, or a person, is none."""
    end = cut(hit.start, hit.end, text)
    noun, *named = text.text[hit.start : end].split()
    if named and not (
        stops(named[0]) or is_person(" ".join(named)) or is_given(named[0]) or listed(noun, "announcing")
    ):
        yield mention_of(hit.start, end, without_genitive(plain(text.text[hit.start : end]), text), hit, "association")


CONTEXT_READERS: Mapping[str, Reader] = {
    "acting": _read_acting,
    "ampersand": _read_ampersand,
    "association-named": _read_association,
    "announced": _read_announced,
    "cued": _read_announced,
    "kin": _read_kin,
    "national": _read_national,
    "place-behind": _read_place_behind,
}
