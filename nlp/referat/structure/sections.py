"""The headings of an item's sections, found line by line. Which words are headings: `patterns/headings.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from referat.frozen import frozen
from referat.names import trie_regex
from referat.patterns import alternation, load
from referat.slips import by_skeleton, skeleton
from referat.structure.lines import LIST_MARK, Line, is_marked, line_at

#: How surely a phrase is a heading; the names of the lists in the pattern file.
ALWAYS, MARKED, FALLBACK = "headings", "marked", "fallback"
_RANKS = (ALWAYS, MARKED, FALLBACK)
#: A fallback with text behind it on its line: it opens a section only where the surer headings have theirs there, too.
_INLINE = "inline fallback"
#: A body and a day with the decision behind them on their line: they open none but an item's only one, on its day.
STAGE = "stage"
#: No heading with a name and a date in it is longer.
_NAMED_LIMIT = 160
#: A heading that a scan may have misread is shorter than one of these, and longer than the other.
_SCANNED_LIMIT, _NO_PHRASE = 60, 4
#: Two lines with nothing between them are no farther apart.
_NEXT = 2
#: The mark of a file is shorter.
_NO_MARK = 12
#: What a heading has behind a stroke: `Høring/inddragelse`.
_MORE = r" ?/ ?[^\W\d_][^\W\d_ -]{0,40}(?:-? (?:og )?[^\W\d_-]{1,30})?(?=[*_:. \t]*\Z)"
_DECIDED = re.compile(r"[0-9] ?: \w")
_CLOSING = re.compile(r"[*_\\ \t]*")
_DASH = re.compile(r"[*_]{0,3}[ \t]{1,3}[-–][ \t]{1,3}(?=[A-ZÆØÅ0-9\"“”»§])")
_ASIDE = re.compile(r"[*_ \t]*\([^()\n]{1,40}\)[*_ \t:.]*")
_CONTENT = re.compile(r"[*_]{0,3}\s+(?:\([^()\n]{1,40}\) )?(?:[A-ZÆØÅ](?:\w|\s)|[-–•0-9\"“”»§]|[a-zA-ZÆØÅ][.)]\s)")
#: In a line that begins with a heading and goes on, the rest is a sentence, not a title.
_SENTENCE = re.compile(r"[.!?:]\s*\Z")


class Heading(NamedTuple):
    """A section heading. `body` is where the section's own text begins, on this line or behind it."""

    start: int
    body: int
    end: int
    kind: str
    rank: str
    marked: bool
    alone: bool


@frozen
class _Phrases:
    """All phrases that begin with one word: their regex, and the kind and rank of each."""

    regex: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]


class _Named(NamedTuple):
    """A heading with a name in it. `dated`: its line ends in a date; `inline`: a colon and a sentence follow a date."""

    holds: tuple[str, ...]
    regex: re.Pattern[str]
    kind: str
    rank: str
    dated: bool
    inline: bool


def heading_at(text: str, line: Line, *, flattened: bool = False) -> Heading | None:
    """The heading that a line is or begins with. `flattened`: the line was cut out of running text.

    >>> from referat.structure.lines import line_at
    >>> heading_at("### **Resume**", line_at("### **Resume**", 0, 14))
    Heading(start=0, body=14, end=14, kind='resume', rank='headings', marked=True, alone=True)
    >>> heading_at("Beslutningen er endelig.", line_at("Beslutningen er endelig.", 0, 24)) is None
    True
    """
    start, end, begin, _, first = line
    if not first[:1].isupper():
        return _listed(text, line)
    plain = _plain(text, begin, end, first, flattened)
    named = _named(text, begin, end, flattened) if plain is None or plain[2] < end else None
    if named and (plain is None or (named[2] > plain[2] and not (plain[1] == ALWAYS and named[1] == FALLBACK))):
        kind, rank, body, alone = named
        if plain is not None and plain[0] == kind:
            rank = plain[1]
    elif plain:
        kind, rank, body, alone = plain
    else:
        return _misread(text, line, begin)
    marked = is_marked(text, start, line.begin)
    return Heading(start, end if alone else body, end, kind, rank, marked, alone)


def _listed(text: str, line: Line) -> Heading | None:
    """The heading behind a letter or a dash, in a paper that has no other of its kind: `b) Høring`, `- Indstilling`."""
    mark = LIST_MARK.match(text, line.begin, line.end)
    is_led = mark is not None and text[mark.end() : mark.end() + 1].isupper() and mark.end() < line.end
    heading = heading_at(text, line_at(text, mark.end(), line.end)) if mark and is_led else None
    if heading is None or not heading.alone:
        return None
    return heading._replace(start=line.start, rank=FALLBACK)


def _misread(text: str, line: Line, begin: int) -> Heading | None:
    """The heading that a scan has misread or whose letters are set apart: `lNDSTlLLlNG:`, `B e s l u t n i n g :`."""
    start, end = line.start, line.end
    colon = text.find(":", begin, min(end, begin + _SCANNED_LIMIT))
    stop = end if colon < 0 else colon
    if stop - begin > _SCANNED_LIMIT or (colon < 0 and text[stop - 1] == "."):
        return None
    phrase, kind, rank = _scanned().get(skeleton(_together(text[begin:stop])), ("", "", ""))
    if not phrase or phrase == text[begin:stop].strip("*_ \t.").casefold():
        return None  # no phrase, or one that is spelled as it should be and is no heading here
    body = _closing(text, min(stop + 1, end), end)
    alone = body == end
    return Heading(start, body, end, kind, rank, False, alone) if alone or rank != FALLBACK else None


def _plain(text: str, begin: int, end: int, first: str, flattened: bool) -> tuple[str, str, int, bool] | None:
    """A phrase of the lists at `begin`: kind, rank, where its text begins, whether the line is all heading."""
    phrases = _phrases().get(first.casefold())
    match = phrases.regex.match(text, begin, end) if phrases else None
    if phrases is None or match is None:
        return None
    kind, rank = phrases.kinds[" ".join(match["phrase"].casefold().split())]
    stop = match.end()
    body = _tail(text, stop, end)
    if body == end and (rank == ALWAYS or not text[stop:end].strip().startswith(".")):
        return kind, rank, end, True
    if 0 < body < end:
        return kind, _INLINE if rank == FALLBACK else rank, body, False
    inline = (
        rank == ALWAYS and match.group() in _inline() and (end - begin > 60 or _SENTENCE.search(text, end - 3, end))
    )
    opens = inline or flattened
    return (kind, rank, stop, False) if opens and _CONTENT.match(text, stop, end) else None


def _tail(text: str, stop: int, end: int) -> int:
    """Where the text behind a heading's words begins: `end` where nothing is left, -1 where the words go on."""
    cursor = _closing(text, stop, end)
    if cursor == end:
        return end
    if aside := _ASIDE.match(text, stop, end):
        cursor = aside.end() if aside.end() == end else cursor
    if cursor == end or _menu_behind().match(text, stop, end):
        return end
    if text[cursor] in ":." and _closing(text, cursor + 1, end) == end:
        return end
    if text[cursor] == ":":
        return _closing(text, cursor + 1, end)
    dash = _DASH.match(text, stop, end)
    return dash.end() if dash else -1


def _closing(text: str, start: int, end: int) -> int:
    match = _CLOSING.match(text, start, end)
    return match.end() if match else start


def _named(text: str, begin: int, end: int, flattened: bool) -> tuple[str, str, int, bool] | None:
    """A heading with a body's name or a date in it, the longest of all that match."""
    stop = min(end, begin + _NAMED_LIMIT)
    start = text[begin:stop].lower()
    dated = start.rstrip(":*_ \t")[-1:].isdigit()
    if not _any_holding(dated).search(start):
        return None
    after, found = begin, None
    inline = flattened or (": " in start and _DECIDED.search(start) is not None)
    for word, headings in _holding(dated, inline).items():
        if word in start:
            for named in headings:
                match = named.regex.match(text, begin, stop)
                if match and match.end() > after and (named.rank != ALWAYS or _ends(text, match.end(), end)):
                    after, found = match.end(), named
    if found is None:
        return None
    body = _tail(text, after, end)
    if body < 0:
        body = after
    rank = FALLBACK if flattened and found.rank == STAGE else found.rank
    return found.kind, rank, body, body == end


def _ends(text: str, after: int, end: int) -> bool:
    """Whether the words of a heading end here: the line does, or a colon or a new sentence follows."""
    in_capitals = text[after - 1].isupper() and text[after:end].isupper()
    return _tail(text, after, end) >= 0 or (_CONTENT.match(text, after, end) is not None and not in_capitals)


def select(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that open a section in this document, by rank and by how the others are set off.

    >>> from referat.structure.lines import split_lines
    >>> text = "Byrådet\\n## Sagsfremstilling\\nBaggrund\\n## Effekt\\nEffekt"
    >>> lines, _ = split_lines(text)
    >>> [heading.kind for heading in select(filter(None, (heading_at(text, line) for line in lines)))]
    ['sagsfremstilling', 'effekt']
    """
    found = list(headings)
    sure = [heading for heading in found if heading.rank == ALWAYS]
    kinds = {heading.kind for heading in sure}
    document_marked = sum(heading.marked for heading in sure) * 2 > len(sure)
    document_inline = sum(not heading.alone for heading in sure) * 2 > len(sure)

    def opens(heading: Heading, above: str) -> bool:
        if heading.rank in (ALWAYS, STAGE):
            return heading.rank == ALWAYS
        if (document_marked and not heading.marked) or (heading.rank == _INLINE and not document_inline):
            return False
        if heading.rank == MARKED or heading.kind not in kinds:
            return True
        return above == decision_kind() and heading.alone and heading.kind in _end_decisions()

    opening: list[Heading] = []
    for heading in found:
        above = opening[-1] if opening else None
        if opens(heading, above.kind if above else ""):
            if above and heading.kind == decision_kind() and heading.rank == ALWAYS and _announces(above, heading):
                opening[-1] = above._replace(kind=heading.kind)
            opening.append(heading)
    return opening


def spare(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that would do for an item with no other of their kind, were the document's others not surer."""
    found = list(headings)
    sure = [heading for heading in found if heading.rank == ALWAYS]
    document_marked = sum(heading.marked for heading in sure) * 2 > len(sure)
    kinds, firsts = load("headings").facts["spare"], first_kinds()
    fallbacks = (heading for heading in found if heading.rank in (FALLBACK, STAGE))
    fallbacks = (one for one in fallbacks if one.kind in kinds or (one.alone and one.kind in firsts))
    return [heading for heading in fallbacks if heading.marked or not document_marked]


def _announces(above: Heading, decision: Heading) -> bool:
    """Whether a heading stands right above the decision's, so that it is one with it: `Politisk behandling`."""
    return above.alone and above.kind == route_kind() and decision.start - above.end <= _NEXT


def is_enclosure_mark(text: str, line: Line) -> bool:
    """Whether a line is only the mark of a file, so that the next one is the file's name, not a heading."""
    return line.end - line.start < _NO_MARK and text[line.start : line.end].strip() in _enclosure_marks()


@cache
def _enclosure_marks() -> tuple[str, ...]:
    return tuple(load("headings").facts["menu"]["enclosure"])


@cache
def decision_kind() -> str:
    """The kind of section that holds the decision."""
    kind: str = load("headings").facts["decision_kind"]
    return kind


@cache
def route_kind() -> str:
    """The kind of section that tells what bodies treat the matter."""
    kind: str = load("headings").facts["route_kind"]
    return kind


@cache
def _end_decisions() -> frozenset[str]:
    """The kinds of section whose fallbacks end a decision above them."""
    return frozenset(load("headings").facts["end_decisions"])


@cache
def first_kinds() -> frozenset[str]:
    """The kinds of section of which an item takes a subheading that stands before all its headings."""
    return frozenset(load("headings").facts["spare_first"])


@cache
def core_kinds() -> frozenset[str]:
    """The kinds of section of which every item has one."""
    return frozenset(load("headings").facts["core_kinds"])


@cache
def _phrases() -> dict[str, _Phrases]:
    by_word: dict[str, dict[str, tuple[str, str]]] = {}
    for kind, lists in load("headings").facts["sections"].items():
        for rank in _RANKS:
            for phrase in lists.get(rank, ()):
                first = line_at(phrase, 0, len(phrase)).first
                by_word.setdefault(first.casefold(), {})[phrase.casefold()] = kind, rank
    return {word: _Phrases(_any_of(list(kinds)), kinds) for word, kinds in by_word.items()}


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    spaced = alternation(phrases).replace(r"\ ", r"[ \t]{1,3}")
    ends = rf"(?![^\W_]|-\w| ?/ ?\w)|{_MORE}"
    return re.compile(rf"(?P<phrase>{spaced}){load('headings').facts['and_so_on']}(?:{ends})", re.IGNORECASE)


def _together(words: str) -> str:
    """The letters of words that a scan set apart."""
    return "".join(words.strip("*_ \t.").split()).casefold()


@cache
def _scanned() -> dict[str, tuple[str, str, str]]:
    """Each phrase, its kind and rank by what a scan might make of it; one of few letters is like too much."""
    phrases = (pair for group in _phrases().values() for pair in group.kinds.items())
    return by_skeleton({_together(phrase): (phrase, *kind) for phrase, kind in phrases if len(phrase) > _NO_PHRASE})


@cache
def _named_headings() -> tuple[_Named, ...]:
    grammar = load("headings")
    return tuple(
        _Named(
            tuple(entry["holds"]),
            grammar.compile(entry["regex"]),
            kind,
            rank,
            entry.get("dated", False),
            key.startswith("inline"),
        )
        for kind, lists in grammar.facts["sections"].items()
        for key, rank in (("patterns", ALWAYS), ("fallback_patterns", FALLBACK), ("inline_patterns", STAGE))
        for entry in lists.get(key, ())
    )


@cache
def _holding(dated: bool, inline: bool) -> dict[str, list[_Named]]:
    """The named headings that a line may match, by what it holds: one that ends in a date or goes on behind one."""
    table: dict[str, list[_Named]] = {}
    for named in _named_headings():
        if (dated or not named.dated) and (inline or not named.inline):
            for word in named.holds:
                table.setdefault(word, []).append(named)
    return table


@cache
def _any_holding(dated: bool) -> re.Pattern[str]:
    """A quick look for any word that a named heading holds."""
    return re.compile(
        trie_regex(word for named in _named_headings() if dated or not named.dated for word in named.holds)
    )


@cache
def _inline() -> frozenset[str]:
    inline = load("headings").facts["inline"]
    return frozenset(form for word in (*inline["free"], *inline["after_stop"]) for form in (word, word.upper()))


@cache
def _menu_behind() -> re.Pattern[str]:
    """Menu words that are the rest of a heading's line: `Historik Skjul`."""
    return re.compile(rf"(?:[*_ \t]+{alternation(load('headings').facts['menu']['words'])})+[*_ \t]*\Z")
