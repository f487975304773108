"""Tries the shapes of `patterns/org.toml` where the words of a text promise that one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from referat.capitals import Clue, Letters, Stretch, Stretches, beginnings, endings, may_begin, may_end, stretches
from referat.gazetteer import in_address
from referat.organisations.clues import HEADS, clues
from referat.organisations.context import CONTEXT_READERS
from referat.organisations.letters import LETTER_READERS
from referat.organisations.parties import PARTY_READERS
from referat.organisations.shapes import SHAPE_READERS
from referat.organisations.text import Text, grammar, listed
from referat.organisations.topics import TOPIC_READERS
from referat.values import Mention

#: How far back a phrase that announces a name is looked for, and a word that does.
BEFORE = 45
LONGEST_LEAD = 28
#: How far apart two stretches may stand that hold one name.
FARTHEST = 20
READERS = {**SHAPE_READERS, **LETTER_READERS, **TOPIC_READERS, **PARTY_READERS, **CONTEXT_READERS}
_QUOTES = "\"”“»„' "


def find_shapes(text: Text) -> Iterator[Mention]:
    """Every organisation that its shape gives away; one stretch of capitalised words after another.

    Names may overlap: which of them stands is not decided here.
    """
    found = stretches(text.text)
    for stretch in found.where(Clue(lambda written: clues(written).parts)):
        for part, offsets in clues(stretch.text).parts:
            places = [stretch.start + offset for offset in offsets]
            yield from _try(
                part, text, [*_places_before(text.text, found, stretch), *places] if part == "tail" else places
            )
    for stretch in found.where(Clue(lambda written: clues(written).head, behind=_may_go_on)):
        yield from _try("head", text, [stretch.start + offset for offset in clues(stretch.text).head])
    for stretch in found.where(Clue(lambda written: clues(written).open_end), Clue(behind=_may_be_legal)):
        if _ends_open(text.text, stretch.end):
            before = _places_before(text.text, found, stretch)
            yield from _try("tail", text, [*before, *(stretch.start + offset for offset in clues(stretch.text).starts)])
    for stretch in found.where(Clue(before=_may_lead)):
        yield from _announced(text, stretch.start)
    for stretch in found.where(Clue(lambda written: clues(written).may_act, behind=_may_act)):
        if _word_behind(text.text, stretch.end) in _acting_words():
            yield from _try("acting", text, [stretch.start + clues(stretch.text).starts[0]])


@lru_cache(maxsize=1 << 13)
def _may_lead(before: str) -> bool:
    """Whether a word that announces may stand before."""
    return before[-1:] in _QUOTES and may_end(before.rstrip(_QUOTES).removesuffix(","), _lead_ends())


@lru_cache(maxsize=1 << 13)
def _may_go_on(behind: str) -> bool:
    """Whether a name may go on behind the word that begins it: not with any word in small letters."""
    following = behind.lstrip()
    return following != behind and (not following[:1].islower() or may_begin(following, _links()))


@cache
def _links() -> Letters:
    """The small words with which a name goes on behind its first."""
    words = grammar().words
    heads = (head.split()[1:] for table in HEADS for head in words[table])
    return beginnings([*words["body_link"], *(word for rest in heads for word in rest if word.islower())])


@lru_cache(maxsize=1 << 13)
def _may_be_legal(behind: str) -> bool:
    """Whether a legal form in small letters may stand behind."""
    return may_begin(behind, _legal_starts())


@lru_cache(maxsize=1 << 13)
def _may_act(behind: str) -> bool:
    """Whether a word for what an organisation does may stand behind."""
    return may_begin(behind[1:].lstrip(), _acting_starts())


def _places_before(text: str, found: Stretches, stretch: Stretch) -> list[int]:
    """Where a name may begin that ends in this stretch and goes over a line end or a number: in the one before."""
    previous = found.all[stretch.number - 1] if stretch.number else None
    if previous is None or stretch.start - previous.end > FARTHEST:
        return []
    if _adjoining().fullmatch(text, previous.end, stretch.start) is None:
        return []
    return [previous.start + offset for offset in clues(previous.text).starts]


@cache
def _adjoining() -> re.Pattern[str]:
    """What may stand between two stretches that hold one name: a line end, a number, a small word."""
    return grammar().compile(r"\W{0,2}(?:\w{2,4})?[ \t]?\n[ \t]{0,4}| (?:[0-9]{1,4}|{name_adjective}) ")


def _ends_open(text: str, end: int) -> bool:
    """Whether small letters behind a stretch may end a name: `Odense kommune`, `Nørreby Fjernvarme a.m.b.a.`."""
    return text.startswith(_legal_forms(), end) or _open_end().match(text, end) is not None


@cache
def _legal_forms() -> tuple[str, ...]:
    """The legal forms in small letters, as they stand behind a name."""
    return tuple(f"{lead}{form}" for form in grammar().words["legal_form"] if form[0].islower() for lead in (" ", ", "))


@cache
def _legal_starts() -> Letters:
    return beginnings(_legal_forms())


@cache
def _open_end() -> re.Pattern[str]:
    return grammar().compile("{open_end}")


def _try(part: str, text: Text, places: Iterable[int]) -> Iterator[Mention]:
    """The names of one part of the grammar that begin at the places; a name hides those that begin inside it."""
    shapes, cursor = grammar().part(part), 0
    for start in places:
        if start < cursor or (hit := shapes.match(text.text, start)) is None or in_address(text.text, start):
            continue
        found = list(READERS[hit.rule.partition(":")[2]](hit, text))
        yield from found
        if found:
            cursor = hit.match.end()


def _announced(text: Text, start: int) -> Iterator[Mention]:
    """A name that the word before it announces, or the phrase that this word ends."""
    lead = _word_before(text.text, start)
    if listed(lead, "announcer"):
        yield from _try("announced", text, [start])
    elif lead in _leads() and _is_cue(" ".join(text.text[max(start - BEFORE, 0) : start].rsplit(" ", 3)[-3:])):
        yield from _try("cued", text, [start])


@lru_cache(maxsize=1 << 13)
def _is_cue(phrase: str) -> bool:
    """Whether two words and the space behind them announce an organisation: `tilbud fra `."""
    return _cue().search(phrase) is not None


def _word_behind(text: str, end: int) -> str:
    """The word behind a place, without a mark."""
    following = text[end + 1 : end + LONGEST_LEAD].split(None, 1)
    return following[0].rstrip(".,;") if following else ""


def _word_before(text: str, start: int) -> str:
    """The word before a place, where only a comma and an opening quotation mark may stand between."""
    return text[max(start - LONGEST_LEAD, 0) : start].rstrip(_QUOTES).removesuffix(",").rpartition(" ")[2]


@cache
def _leads() -> frozenset[str]:
    return frozenset([*grammar().words["announcer"], *grammar().words["cueing"]])


@cache
def _lead_ends() -> Letters:
    return endings(_leads())


@cache
def _cue() -> re.Pattern[str]:
    return grammar().compile("{cue}")


@cache
def _acting_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in grammar().words["acting"])


@cache
def _acting_starts() -> Letters:
    return beginnings(_acting_words())
