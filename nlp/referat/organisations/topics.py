"""Organisations that say what they are for: `Udvalget for Klima`, `Center Børn og Familie`. Where such a name ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from referat.gazetteer import plain, slug
from referat.organisations.shapes import Reader, mention_of
from referat.organisations.text import Text, ending, grammar, is_bare, kind_of, listed, without_genitive
from referat.patterns import Hit
from referat.values import Mention

_TOKEN = re.compile(r"\S+")


def _read_body(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name that says what the body is for, with a genitive that no head shows; it ends before another body."""
    mention = shortened(mention_of(hit.start, hit.end, "", hit), _before_other_body(hit, text), text)
    if not listed(mention.value.rpartition(" ")[2], "body_link"):
        yield mention


def _read_compound_for(hit: Hit, text: Text) -> Iterator[Mention]:
    """The same with a compound before `for`: a plain noun makes no name."""
    if not is_bare(text.text[hit.start : hit.end].split()[0]):
        yield from _read_body(hit, text)


def _before_other_body(hit: Hit, text: Text) -> int:
    """The end of a name that says what the body is for, or where another body begins in it."""
    words = list(_TOKEN.finditer(text.text, hit.start, hit.end))
    joined = [number for number, word in enumerate(words) if listed(word[0], "conjunction") and word[0].isalpha()]
    for number, word in enumerate(words[1:], 1):
        second = len(joined) > 1 and number > joined[1] and not words[joined[0] - 1][0].endswith("-")
        if second or _begins_body(word[0].rstrip(","), word.start(), text):
            return word.start()
    return hit.end


def _begins_body(word: str, start: int, text: Text) -> bool:
    if not word[:1].isupper() or listed(word, "subject"):
        return False
    if ending(word.removesuffix("s"), "suffix"):
        return not word.removesuffix("s").endswith("området")
    lists = ("no_topic", "heading", "not_first", "first", "body_for", "body_for_named")
    return any(listed(word, words) for words in lists) or _new_body().match(text.text, start) is not None


@cache
def _new_body() -> re.Pattern[str]:
    return grammar().compile("{new_body}")


def shortened(mention: Mention, end: int, text: Text) -> Mention:
    """A name cut off before another one, with what joined the two."""
    written = _tail().sub("", text.text[mention.start : end])
    value = without_genitive(plain(written), text)
    details = {**mention.details, "kind": kind_of(value) or "organisation", "id": slug(value)}
    return replace(mention, end=mention.start + len(written), value=value, details=details)


@cache
def _tail() -> re.Pattern[str]:
    """What joins a name to the next."""
    return grammar().compile(r"(?:(?:,?\s+(?:{conjunction})|,)\s+|\s+)$")


TOPIC_READERS: Mapping[str, Reader] = {
    "body-for": _read_body,
    "body-for-article": _read_body,
    "body-for-named": _read_body,
    "body-subject": _read_body,
    "committee-for": _read_compound_for,
}
