"""Names of projects in quotation marks, judged by what stands before and behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain

from referat.frozen import frozen
from referat.labels.project_words import (
    NEAR,
    announces,
    grammar,
    hit_kind,
    is_near_project,
    is_other,
    is_works,
    listed,
    mention,
    regex,
    speaks_of_project,
)
from referat.names import find_all, trie_regex
from referat.organisations.text import Text
from referat.patterns import Hit
from referat.values import Mention

#: How far back the words are looked at that announce a name, and those of its sentence.
_BEFORE = 80
_SENTENCE = 160


@frozen
class Quote:
    """What stands in quotation marks: a mention that may be one, and whether it is known to be a project's."""

    mention: Mention
    end: int
    sure: bool


def find_quotes(text: Text) -> Iterator[Quote]:
    """Everything in quotation marks that may be a name.

    >>> [(q.mention.value, q.sure) for q in find_quotes(Text('projektet "Bo godt" og rapporten "Bo her"'))]
    [('Bo godt', True), ('Bo her', False)]
    """
    last: Quote | None = None
    cursor = 0
    for mark in _marks(text.text):
        if mark < cursor or regex("{open}").match(text.text, mark) is None:
            continue
        if (quote := _quote(text, cursor, mark, last)) is not None:
            yield quote
            cursor, last = quote.end, quote


def _marks(text: str) -> list[int]:
    """Where quotation marks stand; a search for each is quicker than one for the set of them."""
    return sorted(at for mark in grammar().fragments["mark"].strip("[]") for at in find_all(text, mark))


def _quote(text: Text, cursor: int, mark: int, last: Quote | None) -> Quote | None:
    """The name between the marks of which the first stands at `mark`, judged by the first rule that knows it."""
    starts = _announcements(text, max(mark - _BEFORE, cursor), mark)
    announced = (grammar().part("quoted").match(text.text, start) for start in starts)
    behind = grammar().part("mark").match(text.text, mark)
    for hit in chain(announced, (behind,)):
        if hit is not None and hit.start > mark and _JUDGES[hit.rule.partition(":")[2]](hit, text):
            return Quote(mention(hit.start, hit.end, text, hit.rule, hit_kind(hit, text)), hit.match.end(), True)
    return _unannounced(behind, text, mark, last) if behind is not None else None


def _announcements(text: Text, floor: int, mark: int) -> Iterator[int]:
    """Where words begin that lead up to a name in quotation marks: a noun, or what else announces it."""
    before = text.text[floor:mark].lower()
    for lead in _leads():
        if (found := lead.search(before)) is not None:
            yield floor + found.start()


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """What leads up to a name: a noun, or other words. Each begins with a trie, so that a search skips fast."""
    words = grammar().words
    nouns = trie_regex([*words["noun"], *words["weak_noun"]])
    cues = trie_regex([*words["said"], *words["calls"], *words["cue"], *words["weak_cue"]], "{gap}")
    return tuple(grammar().compile(lead) for lead in (nouns + "{noun_lead}", cues + "{cue_lead}", "{applied_lead}"))


def _unannounced(hit: Hit, text: Text, mark: int, last: Quote | None) -> Quote:
    """A name in marks that no word announces: the next one of a list of names, or anything."""
    kind = None
    if last is not None and last.sure and regex("{list_between}").fullmatch(text.text, last.end, mark):
        kind = str(last.mention.details["kind"])
    return Quote(mention(hit.start, hit.end, text, hit.rule, kind), hit.match.end(), kind is not None)


def _is_announced(hit: Hit, text: Text) -> bool:
    described = listed(text.text[hit.start : hit.end].split()[0], "sure_works")
    return announces(hit.match.start(), text) and _is_no_sentence(hit, text) and not described


def _is_no_sentence(hit: Hit, text: Text) -> bool:
    return regex("[.!?]{gap}[A-ZÆØÅ]|(?:\\w+\\W+){7}[.]\\Z").search(text.text, hit.start, hit.end) is None


def _is_said(hit: Hit, text: Text) -> bool:
    """`med titlen "..."`: the last noun before it in the sentence says of what it is the title."""
    return speaks_of_project(_sentence_before(hit, text)) and _is_named(hit, text)


def _sentence_before(hit: Hit, text: Text) -> str:
    before = text.text[max(hit.match.start() - _SENTENCE, 0) : hit.match.start()]
    return regex("[.!?]{gap}(?=[A-ZÆØÅ])|\\n\\s*\\n").split(before)[-1]


def _is_called(hit: Hit, text: Text) -> bool:
    """`et værksted, som de kalder "..."`: a name of one word may be a nickname, but for a project."""
    name, sentence = text.text[hit.start : hit.end], _sentence_before(hit, text)
    if regex("{judgement}").match(name) or not _is_named(hit, text):
        return False
    introduced = regex("{introduced}").search(sentence) if " " in name else None
    thing = (introduced["new"] or introduced["own"]) if introduced is not None else None
    if thing is not None and regex("{other_noun}|{named_already}").search(thing) is None:
        return True
    return speaks_of_project(regex("{called_by}").sub("", sentence))


def _is_named(hit: Hit, text: Text) -> bool:
    """Behind words that may stand before other things too a name needs a capital."""
    name = text.text[hit.start : hit.end]
    other = is_other(name) or regex("-{other_noun}").match(text.text, hit.match.end()) is not None
    return not name[0].islower() and not other and _is_no_sentence(hit, text)


def _is_named_near_project(hit: Hit, text: Text) -> bool:
    return _is_named(hit, text) and is_near_project(text, hit.match.start(), hit.match.end())


def _is_granted(hit: Hit, text: Text) -> bool:
    """A name with what it gets, but for a play's or a book's: `forestillingen "Kong Lear" (5.000 kr.)`."""
    before = text.text[max(hit.match.start() - 60, 0) : hit.match.start()]
    other = is_works(text.text[hit.start : hit.end]) or regex("{of_art}").search(before) is not None
    return not other and _is_named_near_project(hit, text)


def _is_applied_for(hit: Hit, text: Text) -> bool:
    """`søger 5.000 kr. til "..."`, or near a project only `5.000 kr. til "..."`."""
    purpose = hit["for"] or ""
    if regex("{other_noun}|(?i:{made})(?!\\w)").search(purpose) or is_works(text.text[hit.start : hit.end]):
        return False
    before = text.text[max(hit.match.start() - NEAR // 4, 0) : hit.match.start()]
    applied = regex("{applied_before}").search(before) is not None
    return _is_named(hit, text) and (
        applied or (not purpose and is_near_project(text, hit.match.start(), hit.match.end()))
    )


def _is_announced_behind(hit: Hit, text: Text) -> bool:
    """Behind a hyphen the noun proves the name; apart from it the marks may only set off an adjective."""
    return regex("{close}-").match(text.text, hit.end) is not None or _is_named(hit, text)


def _names_itself(hit: Hit, text: Text) -> bool:
    """A name that has its noun inside: `"Projekt Åben Å"`."""
    before = text.text[max(hit.match.start() - 60, 0) : hit.match.start()]
    return regex("{other_before}").search(before) is None and _is_named(hit, text)


_JUDGES: Mapping[str, Callable[[Hit, Text], bool]] = {
    "announced-quoted": _is_announced,
    "announced-half": _is_announced,
    "said-quoted": _is_said,
    "called-quoted": _is_called,
    "applied-quoted": _is_applied_for,
    "cued-quoted": _is_named,
    "weak-cued-quoted": _is_named_near_project,
    "announced-behind": _is_announced_behind,
    "granted-quoted": _is_granted,
    "self-quoted": _names_itself,
    "list-quoted": lambda hit, text: False,
}
