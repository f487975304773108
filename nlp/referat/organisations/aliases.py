"""Short names that a text introduces for its bodies.

A short name holds for the whole document, before and after the place that introduces it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from referat.capitals import stretches, words
from referat.frozen import frozen
from referat.gazetteer import slug
from referat.organisations.parties import party_names
from referat.organisations.text import Text, grammar, is_bare, is_place, listed, stops
from referat.values import Mention

_WORD = re.compile(r"\w+")
_WHITE = re.compile(r"\s")
_CAPITALS = re.compile(r"[A-ZÆØÅ]{2,}")
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÆØÅ]|\n[ \t]*\n")
#: How far in front of its bracket, in characters, the name may stand that is shortened there.
REACH = 200
#: A short name that the text introduces, a name that it uses again with less to show it, and that of who meets.
INTRODUCED, AGAIN, HEAD = "org:introduced", "org:again", "org:head"
#: How long the head of the minutes is at most, in characters.
LONGEST_HEAD = 1500
#: The shortest name that is looked for in capitals, which are letters that stand for words as often.
LEAST_IN_CAPITALS = 8

#: Rules that know a name by what stands around it, so that it is looked for elsewhere too.
_RULES = (
    "compound-inside", "announced", "cued", "acting", "joined", "listed", "column", "ampersand",
    "department-acts", "department-named",
)  # fmt: skip
USED_AGAIN = tuple(f"org:{rule}" for rule in _RULES)


@frozen
class Alias:
    """A short name, the body that it stands for, what a program reads about it, and the rule that finds it."""

    short: str
    value: str
    details: Mapping[str, Any]
    rule: str = INTRODUCED


def fits(short: str, name: str) -> bool:
    """Whether letters can be short for a name: each begins a word of it, or a part of a compound, in order.

    The head may lend no letter: `Udvalget for Sundhed og Ældre` is SÆ, too.

    >>> fits("STAR", "Styrelsen for Arbejdsmarked og Rekruttering"), fits("SÆ", "Udvalget for Sundhed og Ældre")
    (True, True)
    >>> fits("BSU", "Beskæftigelses- og Socialudvalget"), fits("ICS", "Styrelsen for Arbejdsmarked")
    (True, False)
    """
    head, _, topic = name.partition(" ")
    heads = grammar().words["body_for"].keys() | grammar().words["body_for_named"].keys()
    return _in_order(short, name) or (head in heads and _in_order(short, topic.partition(" ")[2]))


def _in_order(short: str, name: str) -> bool:
    letters = [letter for letter in short.lower() if letter.isalpha()]
    if not letters or not name or letters[0] != name[0].lower():
        return False
    rest = iter(name.lower())
    return all(letter in rest for letter in letters)


def shares_word(short: str, name: str) -> bool:
    """Whether a short name repeats the words of the long one, in the definite form or not.

    >>> shares_word("Task Forcen", "Den Permanente Task Force"), shares_word("Havnen", "Nybo Vand A/S")
    (True, False)
    """
    words = [word.lower() for word in _WORD.findall(short)]
    of_name = [word.lower() for word in _WORD.findall(name)]
    return bool(words) and all(_same_word(word, of_name) for word in words)


def _same_word(word: str, words: list[str]) -> bool:
    return any(
        word == other or (word.startswith(other) and listed(word.removeprefix(other), "definite"))
        for other in words
        if len(other) > 2
    )


def introduced(text: Text, mentions: list[Mention]) -> Iterator[Alias]:
    """The short names that the text introduces for the bodies it mentions."""
    for mention in mentions:
        bracket = "(" in text.text[mention.end : mention.end + 3]
        for pattern, said in _introductions()[:2] if bracket else _introductions()[2:]:
            match = pattern.match(text.text, mention.end)
            if match is not None:
                yield from _accepted(match["alias"], mention, said=said)
        if text.text[mention.start - 1 : mention.start] == "(" and text.text[mention.end : mention.end + 1] == ")":
            match = _reversed().search(text.text, max(mention.start - 12, 0), mention.start)
            if match is not None:
                yield from _accepted(match["alias"], mention, said=False)
        if text.text[mention.start - 2 : mention.start].rstrip().endswith(("=", ":")):
            match = _defined().search(text.text, max(mention.start - 12, 0), mention.start)
            if match is not None and match["alias"] not in party_names():
                yield from _accepted(match["alias"], mention, said=False)
    yield from _introduced_later(text, mentions)


def _accepted(short: str, mention: Mention, *, said: bool) -> Iterator[Alias]:
    """The alias, where the letters fit or the text says that it is one."""
    letters = sum(map(str.isupper, short)) > 1 or (" " not in short and shares_word(short, mention.value))
    if is_bare(short) or stops(short) or (not said and not letters):
        return
    department = mention.details.get("kind") == "department"
    fitting = (
        fits(short, mention.value)
        or shares_word(short, mention.value)
        or (department and _in_order(short[1:], mention.value))
    )
    if said or (fitting and not mention.value.startswith(short)):
        yield Alias(short, mention.value, mention.details)


def _introduced_later(text: Text, mentions: list[Mention]) -> Iterator[Alias]:
    """`Den Permanente Task Force på området for udsatte børn (herefter Task Forcen)`."""
    starts = [mention.start for mention in mentions]
    for match in _later().finditer(text.text):
        first, last = (bisect_left(starts, place) for place in (match.start() - REACH, match.start()))
        for mention in reversed(mentions[max(first, 0) : last]):
            if _SENTENCE_END.search(text.text, mention.end, match.start()):
                break
            if shares_word(match["alias"], mention.value) or (
                _CAPITALS.fullmatch(match["alias"]) and fits(match["alias"], mention.value)
            ):
                yield from _accepted(match["alias"], mention, said=True)
                break


@cache
def _introductions() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What introduces a short name right behind the long one, and whether it says so in words."""
    compiled = grammar().compile
    return (compiled("{bracketed_said}"), True), (compiled("{bracketed}"), False), (compiled("{spoken}"), True)


@cache
def _reversed() -> re.Pattern[str]:
    return grammar().compile("(?<![\\w-]){reversed}")


@cache
def _defined() -> re.Pattern[str]:
    return grammar().compile("{defined}")


@cache
def _later() -> re.Pattern[str]:
    return grammar().compile("{later}")


def by_custom(mentions: Iterable[Mention]) -> Iterator[Alias]:
    """The short forms that mean the same committee wherever there is one: `ØU` is the Økonomiudvalget."""
    named = {mention.value: mention for mention in mentions}
    for short in grammar().words["sure_short"]:
        mention = named.get(grammar().words["route"][short])
        if mention is not None:
            yield Alias(short, mention.value, mention.details, AGAIN)


def again(head: str, mentions: list[Mention], text: Text) -> Iterator[Alias]:
    """What only repeats a name, with less to show it; `head` is the text before the first item."""
    yield from by_head(head)
    yield from by_shape(mentions, text)
    yield from in_capitals(mentions, text)
    yield from by_custom(mentions)


def by_shape(mentions: Iterable[Mention], text: Text) -> Iterator[Alias]:
    """Names that a text uses again with less to show them: at the start of a sentence, or without their legal form."""
    for mention in mentions:
        if mention.rule in USED_AGAIN:
            yield Alias(mention.value, mention.value, mention.details, AGAIN)
        elif mention.rule == "org:company":
            short, _, form = mention.value.rpartition(" ")
            if (
                listed(form, "legal_form")
                and len(short) > 4
                and not (is_place(short) or stops(short) or text.has(short.lower()))
            ):
                yield Alias(short, mention.value, mention.details, AGAIN)


def in_capitals(mentions: Iterable[Mention], text: Text) -> Iterator[Alias]:
    """Names as headings in capitals write them.

    >>> body = Mention(27, 40, "ORG", "Natteravnene", "x", {})
    >>> [alias.short for alias in in_capitals([body], Text("STØTTE TIL NATTERAVNENE\\nTil Natteravnene gives intet."))]
    ['NATTERAVNENE']
    """
    headings = "\n".join(written for written in stretches(text.text).by_text if written.isupper() and _is_long(written))
    if not headings:
        return
    for value, mention in {mention.value: mention for mention in mentions if _is_long(mention.value)}.items():
        short = value.upper()
        if short != value and short in headings:
            yield Alias(short, value, mention.details, AGAIN)


def _is_long(name: str) -> bool:
    return len(name) >= LEAST_IN_CAPITALS


def by_head(head: str) -> Iterator[Alias]:
    """A committee that only its subjects name, as a line of the head of the minutes says it, in capitals or not.

    Its initials are short for it, where they are three or more.

    >>> [alias.short for alias in by_head("Nyby Kommune\\nUDVIKLING, BY OG LAND\\nMøde i maj og juni")]
    ['UDVIKLING, BY OG LAND', 'Udvikling, By og Land', 'UBL']
    """
    for line in _subject_line().finditer(head, 0, LONGEST_HEAD):
        written = line["name"]
        words = [word.capitalize() for word in written.split()] if written.isupper() else written.split()
        value = " ".join(word.lower() if listed(word.lower(), "joining") else word for word in words)
        named = [word for word in _WORD.findall(value) if not listed(word, "joining")]
        if sum(listed(word, "subject") for word in named) >= max(2, len(named) - 1):
            details = {"kind": "committee", "id": slug(value), "matched": "shape"}
            letters = "".join(word[0] for word in named).upper()
            forms = [written, value, *([letters] if len(letters) > 2 and not listed(letters, "acronym") else [])]
            yield from (Alias(short, value, details, HEAD) for short in dict.fromkeys(forms))


@cache
def _subject_line() -> re.Pattern[str]:
    return grammar().compile("{subject_line}")


def find_aliases(text: Text, aliases: Iterable[Alias]) -> Iterator[Mention]:
    """Each place where a short name stands as a whole word, with its genitive; of two that fit the longer."""
    by_first: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: -len(alias.short)):
        by_first.setdefault(alias.short.partition(" ")[0].rstrip(","), []).append(alias)
    for _, begin, _, written, _, _ in stretches(text.text).holding(by_first):
        for offset, word, stem in words(written):
            for alias in by_first.get(word, by_first.get(stem, [])):
                end = _end_of(alias.short, text.text, begin + offset)
                if end is not None:
                    details = {**alias.details, "matched": "alias"}
                    yield Mention(begin + offset, end, "ORG", alias.value, alias.rule, details)
                    break


def _end_of(short: str, text: str, start: int) -> int | None:
    """Where a short name ends that stands at a place, its genitive included; None where another word stands there."""
    if _WHITE.sub(" ", text[start : start + len(short)]) != short:
        return None
    behind = _behind().match(text, start + len(short))
    return behind.end() if behind is not None else None


@cache
def _behind() -> re.Pattern[str]:
    return grammar().compile("{gen}{tail}")
