"""The decision of an item: its words, and what they come to. The words are in `patterns/decisions.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple

from referat.dates.days import first_day
from referat.patterns import alternation, load
from referat.structure.titles import joined
from referat.values import Decision, Meeting

#: A decision of one line under a title is no longer.
_SHORT = 80
#: What decides stands near the beginning.
_REACH = 2000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|(?<=[a-zæøå]{2}[.!?])(?=[A-ZÆØÅ][a-zæøå])")
#: What no word tells.
_OTHER = "other"
_POSTPONED = "postponed"


class Line(NamedTuple):
    """A line of a section, and where it stands; `heads`: it is the section's heading."""

    text: str
    start: int
    end: int
    heads: bool = False


def decide(lines: Sequence[Line], meeting: Meeting, *, alone: bool = False) -> Decision | None:
    """The decision that these lines tell, None where they tell none.

    Of several bodies that treated the matter one after the other, the one that meets has the word.
    `alone`: they stand under no heading, and are a decision only if they say nothing else and the item does not either.

    >>> lines = [Line("Godkendt.", 0, 9), Line("Fraværende: Lone Holm (V)", 10, 35)]
    >>> decide(lines, Meeting())
    Decision(text='Godkendt.', outcome='approved', start=0, end=9)
    """
    if alone and not all(is_decision(line.text) or _decides(line.text) for line in lines):
        return None
    stages = [(head, kept) for head, stage in _stages(lines) if (kept := list(_telling(stage)))]
    if not stages:
        return None
    ranks = [len(stages) > 1 and _names(head, meeting) for head, _ in stages]
    kept = stages[max(range(len(stages)), key=lambda index: (ranks[index], index))][1]
    text = _pages().sub("", _ended().sub("", joined([line.text for line in kept])))
    return Decision(text, outcome(_own(text, meeting)), kept[0].start, kept[-1].end)


def _own(decision: str, meeting: Meeting) -> str:
    """The sentence of a decision that is the meeting's own, where each says whose it is: `Godkendt i byrådet.`"""
    name = (meeting.body or "").casefold()
    of_body = ((sentence, _fact("of_body").match(sentence)) for sentence in _SENTENCE.split(decision))
    return next((sentence for sentence, match in of_body if match and core(match["body"]) in core(name)), decision)


def core(body: str) -> str:
    """The name of a body in small letters, without its article and genitive: `byrådet` is the `Ishøj Byråd`.

    >>> core("BYRÅDET"), core("Ishøj Byråd")
    ('byråd', 'ishøj byråd')
    """
    return _fact("endings").sub("", body.casefold())


def outcome(decision: str) -> str:
    """What a decision comes to: one of the outcomes of the record, `other` where no word tells.

    >>> outcome("Udvalget drøftede sagen og godkendte indstillingen.")
    'approved'
    """
    decision = decision[:_REACH]
    decision = decision[amended.start() :] if (amended := _fact("amended").search(decision)) else decision
    stripped = _fact("prelude").sub("", _fact("dissent").sub("", _fact("fallen").sub(".", decision)))
    told = (_told(text) for text in (stripped, decision))
    resumed = _POSTPONED if _fact("resumed").search(decision) else _OTHER
    return next((one for one in told if one != _OTHER), resumed)


def _told(decision: str) -> str:
    """The outcome that the first sentence tells which tells one, but for those that give way to a later one's."""
    grammar = load("decisions")
    weak, weaker = grammar.facts["weak_in_sentence"], grammar.facts["weak"]
    weaker = [*weaker, *weak] if _fact("answers").match(decision) else weaker
    last = _OTHER
    for sentence in _SENTENCE.split(decision):
        found = [rule for hit in grammar.scan(sentence.lower()) if (rule := _rule(hit.rule)) != grammar.facts["passed"]]
        strong = [rule for rule in found if rule not in weaker]
        if strong:
            first = next((rule for rule in strong if rule not in weak), strong[0])
            return last if first == _OTHER else first
        last = found[0] if found and last == _OTHER else last
    return last


def is_decision(line: str) -> bool:
    """Whether a line under a title begins as a decision does.

    >>> is_decision("Godkendt."), is_decision("Godkendelse af dagsorden")
    (True, False)
    """
    if len(line) > _SHORT:
        return False
    grammar = load("decisions")
    hit = next(grammar.scan(line.lower()), None)
    return hit is not None and hit.start == 0 and _rule(hit.rule) != grammar.facts["passed"]


def first_sentence(line: str) -> str:
    """The first sentence of a line.

    >>> first_sentence("Godkendt. Lone Holm stemte imod.")
    'Godkendt.'
    """
    return _SENTENCE.split(line, maxsplit=1)[0]


def is_stage(line: str) -> bool:
    """Whether a line tells who treated the matter when, and what came of it.

    >>> is_stage("Teknisk Udvalg, den 1. juni 2030: Anbefales."), is_stage("Teknisk Udvalg, den 1. juni 2030")
    (True, False)
    """
    match = _stage().match(line)
    return match is not None and line[match.end() :].strip(" :") != ""


def _decides(line: str) -> bool:
    """Whether a sentence says by itself that a body decided, and what."""
    return _fact("decider").match(line) is not None and outcome(line) != _OTHER


def is_closing(line: str) -> bool:
    """Whether a line ends the meeting or the page, so that nothing behind it is decided.

    >>> is_closing("Mødet hævet kl. 18.20."), is_closing("Mødet udsættes.")
    (True, False)
    """
    return _fact("closing").fullmatch(line) is not None


def _rule(name: str) -> str:
    return name.partition(":")[2]


def _stages(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines of each body that decided, behind the heading that names it."""
    heading, stage = "", list[Line]()
    for line in lines:
        match = None if line.heads else _stage().match(line.text)
        if not line.heads and match is None:
            stage.append(line)
            continue
        yield heading, stage
        heading, rest = (line.text, "") if match is None else (match.group(), line.text[match.end() :].lstrip(" :"))
        stage = [Line(rest, line.end - len(rest), line.end)] if rest else []
    yield heading, stage


def _names(heading: str, meeting: Meeting) -> int:
    """How surely a heading names the meeting: by its day, by its body, or by nobody else's day."""
    day = first_day(heading)
    if day is not None and meeting.date is not None:
        return 3 if day.value == meeting.date else 0
    return 2 if meeting.body is not None and meeting.body.casefold() in heading.casefold() else 1


def _telling(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that tell what was decided: no table of votes, not who was absent, nor names below a label of that."""
    absent = False
    for line in _without_votes(lines):
        below = absent and _fact("names").fullmatch(line.text) is not None
        absent = below or _fact("absence_label").fullmatch(line.text) is not None
        if not absent and _tells(line.text):
            yield line


def _without_votes(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines but for the cells of a table of votes: its heads, and the names below them up to the next sentence."""
    inside = False
    for is_head, run in groupby(lines, lambda line: _fact("vote_head").fullmatch(line.text) is not None):
        heads = list(run) if is_head else []
        opens = len(heads) > 1 and any(_fact("vote_side").fullmatch(line.text) for line in heads)
        for line in heads or run:
            whole = opens or _fact("vote_heads").fullmatch(line.text) is not None
            inside = whole or (inside and _is_vote(line.text, last=line is lines[-1]))
            if not inside:
                yield line


def _is_vote(line: str, *, last: bool) -> bool:
    """Whether a line is a cell of a table of votes or a row of it: a party's or a member's name, numbers.

    The last line of all, and a word that may tell a decision, is one only by its votes or a name that is known.
    """
    cell = _fact("vote_cell").fullmatch(line)
    if cell is None or is_decision(line):
        return False
    sure = not last and _fact("vote_word").fullmatch(line) is None
    return sure or bool(cell["votes"]) or line in _parties() or line.strip("| ").split()[0] in _given_names()


def _tells(line: str) -> bool:
    """Whether a line is more than who was absent, a dash, or the foot of a web page."""
    return not any(_fact(name).fullmatch(line) for name in ("empty", "footer")) and not _fact("absence").match(line)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(load("given_names").words["given"])


@cache
def _parties() -> frozenset[str]:
    """The names of parties, their other names and their letters."""
    parties = load("parties").facts["party"].items()
    forms = ([form] if isinstance(form, str) else form for _, fact in parties for form in fact.values())
    return frozenset((*(name for name, _ in parties), *chain.from_iterable(forms)))


@cache
def _ended() -> re.Pattern[str]:
    """The end of the meeting, that a flattened text has run into its last line."""
    return re.compile(rf"(?<=[.!?]) {load('decisions').facts['closing']}\Z")


@cache
def _pages() -> re.Pattern[str]:
    """Numbers of pages, with their word or without, that a flattened text has run into its last line."""
    words = alternation(load("agenda").facts["footer_words"])
    return re.compile(rf"(?<=[.!?])(?: (?:{words}\.? )?[0-9]{{1,3}}){{1,2}}\Z")


@cache
def _stage() -> re.Pattern[str]:
    headings = load("headings")
    return headings.compile(headings.facts["stages"]["regex"])


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(load("decisions").facts[name])
