"""Reads, checks and composes `patterns/*.toml`.

A pattern file holds what we know, and the examples that prove it:

    label = "MONEY"                 # which label its patterns give; a file of facts has none
    include = ["numbers"]           # other files whose fragments and words are used here
    trigger = 'kr'                  # a cheap regex that stands where every match begins, or several (optional)
    number_trigger = '[0-9]+ kr'    # one that begins with a number: looked for at the numbers of the text alone

    [words.scale]                   # a list of words with values; also the fragment {scale}
    "mio." = 6                  # (a list of over 60 becomes a trie, in which a space matches {gap})

    [fragments]
    currency = '(?:kr\\.?|kroner)'   # used as {currency}; fragments may use fragments

    [[pattern]]
    id = "amount-currency"
    regex = '(?P<number>{number}) ?{currency}'
    examples = ["søger [2.000 kr.] fra puljen = 2000"]
    near_misses = ["2.000 borgere"]

In an example the brackets mark the spans and ` = ` is followed by their values, ` | ` between two.
Patterns of one file are tried in their order at each place; the group `span`, where a pattern has
one, is the span of the hit, else the whole match is. A label that knows where some of its patterns can
begin gives them a `part` of their own (`part = "head"`) and tries `grammar.part("head")` only there; a
pattern may be in several (`part = "day weekday"`). Where the trigger is a named group, the patterns of
the part with that name are tried, and no others; as a regex may name a group but once, `month_2` is a
second group of the part `month`. A trigger runs fast if it begins with a letter or a word, and
several such are faster than one that begins with a set of characters; one that can but look for the ends of
words takes them in as its group `before`.

What several patterns in a row have behind them, and is long, stands in a fragment of its own (`then = "name"`): for
all of them it is compiled once. One of them may tell what stands behind that (`followed_by = "[,.]"`).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, groupby
from typing import Any

from referat.data import folder
from referat.frozen import frozen
from referat.names import trie_regex

_REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NAMED_GROUP = re.compile(r"\(\?P<([a-z][a-z0-9_]*)>|\(\?P=([a-z][a-z0-9_]*)\)")
_FILE_KEYS = {"label", "include", "trigger", "number_trigger", "meeting_date", "words", "fragments", "pattern", "facts"}
#: Where a number begins, behind no other letter than the `T` of a time (`2022-10-11T12:30`).
_NUMBER = re.compile(r"[0-9½¼¾](?<![0-9A-SU-Za-zÆØÅæøå].)")
#: From how many words on a list becomes a trie; a short one reads better as a plain alternation.
LONG_LIST = 60
_PATTERN_KEYS = {"id", "part", "regex", "then", "followed_by", "examples", "near_misses", "meeting_date", "note"}


class PatternError(ValueError):
    """A pattern file that cannot be used; the message names the file and the mend."""


@frozen
class Pattern:
    """One rule as data. `regex` has its fragments filled in; so have `then`, behind it, and what follows that."""

    id: str
    regex: str
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    meeting_date: str | None = None
    note: str = ""
    part: str = ""
    then: str = ""
    followed_by: str = ""


@frozen
class Hit:
    """Where a pattern matched. `hit["number"]` is the text of a named group, or None."""

    rule: str
    start: int
    end: int
    match: re.Match[str]
    groups: Mapping[str, int]

    def __getitem__(self, name: str) -> str | None:
        index = self.groups.get(name)
        return None if index is None else self.match.group(index)

    def span(self, name: str) -> tuple[int, int]:
        """The span of a named group; (-1, -1) where it took no part."""
        index = self.groups.get(name)
        return (-1, -1) if index is None else self.match.span(index)


@dataclass(frozen=True)
class Grammar:
    """A pattern file, composed: its patterns as one regex, its words and its plain facts."""

    name: str
    label: str
    patterns: tuple[Pattern, ...]
    words: Mapping[str, Mapping[str, Any]]
    fragments: Mapping[str, str]
    facts: Mapping[str, Any]
    meeting_date: str | None
    triggers: tuple[re.Pattern[str], ...]
    number_trigger: re.Pattern[str] | None
    _parts: dict[str, Grammar] = field(default_factory=dict, repr=False, compare=False)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """All hits from left to right; two hits never overlap in what they matched.

        >>> [hit.rule for hit in load("percent").scan("steg 3,4 % i alt")]
        ['percent:number-unit']
        """
        stop = len(text) if end is None else end
        if not self.triggers and self.number_trigger is None:
            yield from map(self._hit, self._regex.finditer(text, start, stop))
            return
        cursor = start
        for place, part in self.places(text, start, stop):
            if place < cursor:
                continue
            tried = self.part(part) if part else self
            if (hit := tried.match(text, place, stop)) is not None:
                cursor = hit.match.end()
                yield hit

    def places(self, text: str, start: int, stop: int) -> list[tuple[int, str]]:
        """Where the triggers stand, from left to right, and the part whose patterns may begin there, if one is named.

        >>> load("percent").places("steg 3,4 % i alt", 0, 16)
        [(5, '')]
        """
        found = [_places(trigger, text, start, stop) for trigger in self.triggers]
        if self.number_trigger is not None:
            found.append(_number_places(self.number_trigger, text, start, stop))
        return sorted(chain.from_iterable(found))

    def match(self, text: str, start: int, end: int | None = None) -> Hit | None:
        """The hit that begins exactly at `start`, or None; for labels that choose the places themselves.

        >>> load("percent").match("steg 3,4 % i alt", 5).rule
        'percent:number-unit'
        """
        match = self._regex.match(text, start, len(text) if end is None else end)
        return self._hit(match) if match is not None and match.end() > match.start() else None

    def part(self, name: str) -> Grammar:
        """The same file with only the patterns of one part; of none, where `name` is empty.

        >>> [pattern.id for pattern in load("org").part("subject").patterns]
        ['department-acts', 'department-alone', 'department-short', 'department-named']
        """
        if name not in self._parts:
            chosen = tuple(pattern for pattern in self.patterns if name in (pattern.part.split() or [""]))
            self._parts[name] = replace(self, patterns=chosen, triggers=(), number_trigger=None, _parts={})
        return self._parts[name]

    def compile(self, regex: str, flags: int = 0) -> re.Pattern[str]:
        """A regex with this file's fragments filled in, for what is no pattern of its own."""
        return re.compile(_fill(regex, self.fragments, self.name), flags)

    @cached_property
    def _joined(self) -> tuple[re.Pattern[str], Mapping[str, _Rule]]:
        return _join(self.patterns, self.name)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return self._joined[0]

    def _hit(self, match: re.Match[str]) -> Hit:
        rules = self._joined[1]
        last = match.lastgroup or ""
        if last not in rules:  # what several patterns share: one of them stands before it
            last = next(rule for rule in rules if match.start(rule) >= 0)
        rule, groups = rules[last]
        start, end = match.span(groups["span"]) if "span" in groups else match.span()
        return Hit(rule, start, end, match, groups)


@cache
def load(name: str) -> Grammar:
    """The pattern file `patterns/<name>.toml`, read once a process.

    Raises PatternError where the file is malformed, FileNotFoundError where there is none.
    """
    data = _read(name)
    fragments, words = _vocabulary(name)
    label = data.get("label", "")
    patterns = tuple(_pattern(entry, fragments, name) for entry in data.get("pattern", ()))
    ids = [pattern.id for pattern in patterns]
    if len(ids) != len(set(ids)):
        raise PatternError(f"patterns/{name}.toml: two patterns share an id; give each its own")
    triggers = data.get("trigger", ())
    triggers = [triggers] if isinstance(triggers, str) else triggers
    number_trigger = data.get("number_trigger")
    return Grammar(
        name=name,
        label=label,
        patterns=patterns,
        words=words,
        fragments=fragments,
        facts=data.get("facts", {}),
        meeting_date=data.get("meeting_date"),
        triggers=tuple(re.compile(_fill(trigger, fragments, name)) for trigger in triggers),
        number_trigger=number_trigger and re.compile(_fill(number_trigger, fragments, name)),
    )


def _places(trigger: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Where a trigger stands, and the part whose patterns may begin there, if it names one."""
    if "before" not in trigger.groupindex:
        for found in trigger.finditer(text, start, stop):
            yield found.start(), _part_of(found.lastgroup)
    else:
        for found in trigger.finditer("\n" + text, start, stop + 1):
            yield found.end("before") - 1, _part_of(found.lastgroup)


@cache
def _part_of(group: str | None) -> str:
    return (group or "").partition("_")[0]


def _number_places(trigger: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    places = numbers(text)
    for place in places[bisect_left(places, start) : bisect_left(places, stop)]:
        if (found := trigger.match(text, place, stop)) is not None:
            yield place, _part_of(found.lastgroup)


@lru_cache(maxsize=4)
def numbers(text: str) -> tuple[int, ...]:
    """Where the numbers of a text begin, found once for all that look for them.

    >>> numbers("3 ud af 12, og Q4")
    (0, 8)
    """
    return tuple(number.start() for number in _NUMBER.finditer(text))


@cache
def _read(name: str) -> dict[str, Any]:
    path = folder("patterns") / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"{path}: {error}") from error
    if unknown := set(data) - _FILE_KEYS:
        raise PatternError(f"{path}: unknown keys {sorted(unknown)}; known are {sorted(_FILE_KEYS)}")
    return data


def _vocabulary(name: str) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Fragments and words of a file, those of the files it includes among them."""
    data = _read(name)
    fragments: dict[str, str] = {}
    words: dict[str, dict[str, Any]] = {}
    for included in data.get("include", ()):
        more_fragments, more_words = _vocabulary(included)
        fragments.update(more_fragments)
        words.update(more_words)
    for key, table in data.get("words", {}).items():
        words[key] = table if isinstance(table, dict) else dict.fromkeys(table)
        fragments[key] = trie_regex(words[key], "{gap}") if len(words[key]) > LONG_LIST else alternation(words[key])
    fragments.update(data.get("fragments", {}))
    return fragments, words


def alternation(words: Mapping[str, Any] | tuple[str, ...] | list[str]) -> str:
    """A regex for any of the words, the longest first, so that none hides a longer one.

    >>> alternation(["jan", "januar"])
    '(?:januar|jan)'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def _fill(regex: str, fragments: Mapping[str, str], name: str) -> str:
    def fragment(reference: re.Match[str]) -> str:
        key = reference.group(1)
        if key not in fragments:
            raise PatternError(
                f"patterns/{name}.toml: no fragment or word list {{{key}}}; define it or include its file"
            )
        return _REFERENCE.sub(fragment, fragments[key])

    return _REFERENCE.sub(fragment, regex)


def _pattern(entry: Mapping[str, Any], fragments: Mapping[str, str], name: str) -> Pattern:
    if unknown := set(entry) - _PATTERN_KEYS:
        raise PatternError(f"patterns/{name}.toml: unknown keys {sorted(unknown)} in {entry.get('id')!r}")
    if not {"id", "regex"} <= set(entry):
        raise PatternError(f"patterns/{name}.toml: a pattern needs `id` and `regex`: {entry!r}")
    return Pattern(
        id=entry["id"],
        regex=_fill(entry["regex"], fragments, name),
        examples=tuple(entry.get("examples", ())),
        near_misses=tuple(entry.get("near_misses", ())),
        meeting_date=entry.get("meeting_date"),
        note=entry.get("note", ""),
        part=entry.get("part", ""),
        then=_fill(f"{{{entry['then']}}}", fragments, name) if "then" in entry else "",
        followed_by=_fill(entry.get("followed_by", ""), fragments, name),
    )


#: The rule that an alternative stands for, and its groups.
_Rule = tuple[str, Mapping[str, int]]


def _renamed(number: int, group: re.Match[str]) -> str:
    return f"(?P<{group[1]}__{number}>" if group[1] else f"(?P={group[2]}__{number})"


def _apart(regex: str, number: int) -> str:
    """A regex whose groups have names of their own, by a number."""
    return _NAMED_GROUP.sub(partial(_renamed, number), regex)


def _join(patterns: tuple[Pattern, ...], name: str) -> tuple[re.Pattern[str], dict[str, _Rule]]:
    """One regex of all patterns; each pattern's groups are renamed apart and found again by index.

    The group that tells the rule is empty and last, so that the alternatives begin with what they match. Patterns in a
    row that have the same behind them share it.
    """
    alternatives, shared = [], dict[int, int]()
    for then, row in groupby(enumerate(patterns), key=lambda one: one[1].then):
        members = tuple(row)
        leads = [f"(?:{_apart(one.regex, number)})(?P<rule__{number}>)" for number, one in members]
        if then:
            mark = len(patterns) + members[0][0]
            shared |= {number: mark for number, _ in members}
            ends = "".join(f"(?(rule__{number})(?={one.followed_by}))" for number, one in members if one.followed_by)
            alternatives.append(f"(?:{'|'.join(leads)}){_apart(then, mark)}{ends}(?P<then__{mark}>)")
        else:
            alternatives += leads
    try:
        regex = re.compile("|".join(alternatives) or r"(?!)")
    except re.error as error:
        raise PatternError(f"patterns/{name}.toml: {error}") from error
    groups: dict[int, dict[str, int]] = {}
    for group, index in regex.groupindex.items():
        base, _, number = group.rpartition("__")
        if base not in ("rule", "then"):
            groups.setdefault(int(number), {})[base] = index
    rules: dict[str, _Rule] = {
        f"rule__{number}": (f"{name}:{one.id}", groups.get(number, {}) | groups.get(shared.get(number, -1), {}))
        for number, one in enumerate(patterns)
    }
    return regex, rules
