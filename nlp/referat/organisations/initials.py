"""The letters of committees and departments, which fit a name of the text or are known.

They stand in routes, on the lines of cases, behind what is done with a matter, and by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from referat.gazetteer import forms
from referat.organisations.aliases import Alias, fits
from referat.organisations.text import Text, ending, grammar, listed
from referat.values import Mention

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[A-ZÆØÅ](?<![\w-].)[A-ZÆØÅ]{2,5}(?![\w-])")
#: The rules for short forms in the route of a matter, on the line of a case, and where a matter is sent.
ROUTE, FILED, SENT = "org:route", "org:filed-under", "org:sent-to"
#: The kinds of bodies that such letters may stand for.
OWNERS = {FILED: ("department", "institution"), SENT: ("committee",)}
#: So many different letters are looked up: no municipality has more departments and committees.
MOST_LETTERS = 60
#: How far before letters it stands that a committee treats a matter.
_TREATED = 40


@lru_cache(4096)
def initials(name: str) -> str | None:
    """The usual short form of a committee or department: the first letters of its parts, and that of its head.

    >>> initials("Beskæftigelses- og Socialudvalget"), initials("Udvalget for Sundhed og Omsorg")
    ('BSU', 'USO')
    >>> initials("Magistratsafdelingen for Teknik og Miljø"), initials("Odense Kommune")
    ('MTM', None)
    """
    words = [word for word in _WORD.findall(name) if not listed(word, "joining")]
    letters = "".join(word[0] for word in words).upper()
    if _head_begins(name):
        return letters
    head = ending(name, "initialled_last")
    if head is None or " " not in name:
        return None
    return letters + head[0].upper()


def _head_begins(name: str) -> bool:
    return any(name.startswith(f"{head} ") for head in grammar().words["initialled_first"])


def by_initials(mentions: Iterable[Mention], text: Text) -> Iterator[Alias]:
    """The initials of the committees in a document, where two committees do not share them.

    Two letters, and those that leave out a head at the end, count where a route has them; three or more of the latter
    also where the text says that they treat a matter (`drøftet i KFH`).
    """
    mentions = list(mentions)
    routed = {mention.value for mention in mentions if mention.rule == ROUTE}
    named: dict[str, dict[str, Mention]] = {}
    headless: dict[str, dict[str, Mention]] = {}
    for mention in mentions:
        for letters, alone in _all_initials(mention.value):
            (named if alone else headless).setdefault(letters, {})[mention.value] = mention
    shown = routed | (_treating(text, headless) if headless else set())
    counted = {letters for letters in named if letters in routed or _may_be_committee(letters)}
    owners = {letters: dict(named[letters]) for letters in counted}
    for letters in shown & headless.keys():
        if letters in routed or _may_be_committee(letters):
            owners.setdefault(letters, {}).update(headless[letters])
    for letters in sorted(owners):
        if len(owners[letters]) == 1:
            mention = next(iter(owners[letters].values()))
            yield Alias(letters, mention.value, mention.details)


def _may_be_committee(letters: str) -> bool:
    return len(letters) > 2 and not listed(letters, "not_committee")


def _all_initials(name: str) -> Iterator[tuple[str, bool]]:
    """The initials of a committee, and those without its head's; whether they prove something by themselves.

    Those without the head's (`KMT` for Udvalget for Klima, Miljø og Teknik) are none that mean a body of the gazetteer
    or a thing, and prove nothing by themselves where the head ends the name.
    """
    letters = initials(name)
    if letters is None:
        return
    yield letters, True
    first = _head_begins(name)
    rest = letters[1:] if first else letters[:-1]
    if len(rest) > 1 and not listed(rest, "acronym") and not _is_known(rest):
        yield rest, first


def _is_known(letters: str) -> bool:
    """Whether letters mean a body of the gazetteer wherever they stand."""
    return letters in forms() and not forms()[letters][0].weak


def _treating(text: Text, looked_for: Container[str]) -> set[str]:
    """Which letters stand where a matter is treated, or where it is sent: `drøftet i KFH`, `tilbage til KFH`."""
    found = (one for one in _LETTERS.finditer(text.text) if one[0] in looked_for)
    before = ((one[0], max(one.start() - _TREATED, 0), one.start()) for one in found)
    return {letters for letters, start, end in before if _treats().search(text.text, start, end)}


@cache
def _treats() -> re.Pattern[str]:
    return grammar().compile("{treats}$")


def by_file(mentions: Iterable[Mention]) -> Iterator[Alias]:
    """The letters on the lines of the cases and where a matter is sent, where they fit one body that the text has."""
    mentions = list(mentions)
    written = dict.fromkeys((mention.value, mention.rule) for mention in mentions if _by_letters(mention))
    named = {mention.value: mention for mention in mentions if not _by_letters(mention)} if written else {}
    for short, rule in islice(written, MOST_LETTERS):
        owners = [mention for mention in named.values() if mention.details.get("kind") in OWNERS[rule]]
        fitting = [mention for mention in owners if fits(short, mention.value)]
        if len(fitting) == 1 and not (rule == SENT and _is_known(short)):
            yield Alias(short, fitting[0].value, fitting[0].details)


def _by_letters(mention: Mention) -> bool:
    """Whether a mention is letters that stand for themselves."""
    return mention.rule in OWNERS and mention.value.isupper()


def is_borne_out(mention: Mention, text: Text) -> bool:
    """Whether a mention is no letters that fit no name: those of a known committee stay, and of whoever has a case."""
    if not _by_letters(mention) or mention.value in grammar().words["route"]:
        return True
    return mention.rule == FILED and _case_line().match(text.text, mention.end) is not None


@cache
def _case_line() -> re.Pattern[str]:
    return grammar().compile("{case_line}")
