"""Places: postal addresses, streets, and places known by name, by shape or by what announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from referat.capitals import NEAR, Clue, Letters, Stretch, endings, may_end, stretches
from referat.gazetteer import forms
from referat.organisations.lines import is_harbour
from referat.organisations.text import Text, kind_of
from referat.patterns import Hit, load
from referat.values import Mention, Minutes

LABEL = "LOC"

#: The word lists of places, by which a place's kind is known.
KINDS = ("place_word", "town", "foreign_city", "country", "district", "region", "city")
#: How far back the word that leads to a name, or that it may belong to, is looked for.
BEFORE = 30
#: How far back the place may begin to which the name is joined.
JOINED = 70
#: A longer stretch of capitalised words holds no names.
LONGEST_STRETCH = 1000
#: Where a word is broken over a line end.
_BROKEN = re.compile(r"(?<=[a-zæøå])-[ \t]?\n\s*(?=[a-zæøå])")
OPENING_QUOTES = "\"“”»«„'‘"


def find(minutes: Minutes) -> Iterator[Mention]:
    """All places of the text. A place inside an organisation's name (`Odense Kommune`) is none.

    >>> from referat.values import bare
    >>> text = "Ledige i Odense mødes på Byvej 3, 5000 Odense C, men ikke i Odense Kommune."
    >>> [mention.value for mention in find(bare(text))]
    ['Odense', 'Byvej 3, 5000 Odense C']
    """
    text = minutes.text
    grammar = load("loc")
    cursor = 0
    led = Clue(before=_may_have_postcode), Clue(before=_may_have_noun)
    broken = Clue(_ends_with_hyphen, behind=_goes_on_below)
    for stretch in stretches(text).where(Clue(_promising), *led, broken, Clue(behind=_may_be_numbered)):
        for start in _starts(text, stretch):
            if start < cursor or (text[start - 1 : start] == "-" and start != cursor + 1):
                continue
            hit = grammar.match(text, start)
            for mention in _mentions(text, hit) if hit else ():
                cursor = mention.end
                yield mention
    yield from _in_headings(text)


def _in_headings(text: str) -> Iterator[Mention]:
    """Places in headings of capitals: `SALG AF GRUND I KØGE`, `STI MELLEM NYBY OG ODENSE`, `OPRENSNING AF RYOM Å`."""
    for stretch in stretches(text).where(Clue(_is_heading)):
        for start, end in sorted(set(_heading_spans(stretch.text))):
            written = stretch.text[start:end]
            value = _capital_places().get(written) or _capitalised(written)
            first = stretch.start + start
            yield Mention(first, stretch.start + end, LABEL, value, "loc:heading", _kind_details(value))


@lru_cache(maxsize=1 << 13)
def _heading_spans(heading: str) -> tuple[tuple[int, int], ...]:
    """Where places stand in a heading: known ones behind a preposition, waters, both ends of a way to a known one."""
    spans = []
    for led in _regex("{in_capitals}").finditer(heading):
        group = next((group for group in ("two", "one") if led[group] in _capital_places()), None)
        weak = group is not None and led["in"] is None and _kind(_capital_places()[led[group]]) == "place_word"
        if group is not None and not weak and not _begins_body(heading, led.end(group)):
            spans.append(led.span(group))
    spans += [water.span("span") for water in _regex("{water_in_capitals}").finditer(heading)]
    for way in _regex("{way_in_capitals}").finditer(heading):
        names = [_capitalised(way["from"]), _capitalised(way["to"])]
        if any(map(_known, names)) and all(_may_be_place(form) for name in names for form in (name, name.lower())):
            spans += [way.span("from"), way.span("to")]
    return tuple(spans)


def _begins_body(heading: str, end: int) -> bool:
    """Whether the words behind a place in capitals make it a body's name: `SKAGEN BY- OG EGNSMUSEUM`."""
    behind = _regex("{behind_in_capitals}").match(heading, end)
    return behind is not None and (kind_of(behind["word"].capitalize()) is not None or behind["house"] is not None)


def _capitalised(written: str) -> str:
    """Words in capitals as in running text: `GL. KIRKEVEJ 12 A` is `Gl. Kirkevej 12 A`."""
    return " ".join(word if len(word) < 2 else word.capitalize() for word in written.split())


@lru_cache(maxsize=1 << 13)
def _is_heading(stretch: str) -> bool:
    return stretch.isupper() and " " in stretch


@cache
def _capital_places() -> dict[str, str]:
    return {name.upper(): name for name in _kinds()}


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return load("loc").compile(pattern)


def _starts(text: str, stretch: Stretch) -> Iterator[int]:
    """Where a place may begin: at a postcode before a stretch, and at the words of one that promises something."""
    start = stretch.start
    if _may_have_postcode(stretch.before) and (
        postcode := _regex(r"{postcode}{space}$").search(text, max(start - 9, 0), start)
    ):
        yield postcode.start()
    noun = _may_have_noun(stretch.before) and _lead(text, start) == "noun"
    if noun or _promising(stretch.text) or _ends_with_hyphen(stretch.text) or _is_numbered(text, stretch):
        yield from (start + offset for offset in _offsets(stretch.text))


def _may_be_numbered(behind: str) -> bool:
    """Whether a house number may stand behind."""
    return behind[1:2].isdigit()


def _ends_with_hyphen(stretch: str) -> bool:
    """Whether the last word of a stretch may be broken at a line end."""
    return stretch[-1] == "-"


def _goes_on_below(behind: str) -> bool:
    """Whether the next line begins with small letters."""
    return behind[:1] == "\n" and behind[1:2].islower()


def _is_numbered(text: str, stretch: Stretch) -> bool:
    """Whether a house number stands behind, and the end of the line, a postcode or a town behind that."""
    return _may_be_numbered(stretch.behind) and _regex("{numbered}").match(text, stretch.end) is not None


def _may_have_postcode(before: str) -> bool:
    """Whether a postcode may stand before."""
    return before[-2:-1].isdigit()


@lru_cache(maxsize=1 << 13)
def _may_have_noun(before: str) -> bool:
    """Whether a noun that announces a place may stand before."""
    return _in_sentence(before) and may_end(before[:-1].lower(), _noun_ends())


@lru_cache(maxsize=1 << 13)
def _offsets(stretch: str) -> tuple[int, ...]:
    """The offsets of the words of a stretch, behind a hyphen too, and of what is glued to a municipality's name."""
    found = re.finditer(r"[^\W_a-z0-9][^\s./–-]*", stretch)
    return tuple(sorted(word.start() for word in (*found, *_regex("{glued_before}").finditer(stretch))))


@lru_cache(maxsize=1 << 13)
def _promising(stretch: str) -> bool:
    """Whether a stretch of capitalised words holds anything that a place may begin or end with, and is no known body.

    Most stretches hold nothing, and come again and again, so that they cost no more than a look-up.
    """
    body = " " in stretch and stretch in forms() and not stretch.endswith(tuple(load("loc").words["harbour"]))
    if len(stretch) > LONGEST_STRETCH or body:
        return False
    heads, seconds, endings = _clues()
    words = re.findall(r"[^\W\d_]+", stretch)
    return any(word in heads or word[2:].endswith(endings) for word in words) or any(
        word in seconds for word in words[1:]
    )


@cache
def _clues() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """First words of what is known, nouns that end a name, and endings that give a name the shape of a place."""
    words = load("loc").words
    heads = {
        match[0]
        for kind in (*KINDS, "street_alone", "ring", "european_road")
        for name in words[kind]
        if (match := re.match(r"[^\W\d_]+", name))
    }
    seconds = frozenset(noun for kind in ("street_noun", "nature", "harbour") for noun in words[kind])
    lists = ("street_tail", "street_tail_weak", "street_tail_numbered", "place_tail", "place_tail_weak")
    tails = [tail for kind in lists for tail in words[kind]] + [tail.upper() for tail in words["street_tail"]]
    return frozenset(heads | {f"{head}s" for head in heads}), seconds, (*tails, *(f"{tail}s" for tail in tails))


def _in_sentence(before: str) -> bool:
    """Whether a word in small letters stands before, so that a capital says that this is a name."""
    return before[-2:-1].islower() and before[-1:].isspace()


@cache
def _noun_ends() -> Letters:
    return endings(load("loc").words["place_noun"])


def _mentions(text: str, hit: Hit) -> Iterator[Mention]:
    """The mentions of a hit whose surroundings bear it out; an enumeration gives several."""
    pattern = hit.rule.partition(":")[2]
    if pattern == "enumeration":
        yield from _enumerated(text, hit)
    elif pattern == "way-between":
        yield from _joined(text, hit)
    elif _fits(text, hit, pattern):
        end = hit.end if hit["rest"] is None or _is_town(hit) else hit.span("rest")[0]
        value = _value(hit, text[hit.start : end])
        yield Mention(hit.start, end, LABEL, value, hit.rule, _details(hit, value))


def _value(hit: Hit, written: str) -> str:
    """A place's name; a street in capitals as in running text."""
    if hit["capitals"] is None:
        return _plain(hit["name"] or written)
    return _capitalised(written)


def _fits(text: str, hit: Hit, pattern: str) -> bool:
    """Whether what stands around a name lets it be a place."""
    match pattern:
        case "address":
            dated = hit["street"] is None and _regex("{year}").fullmatch(hit["postcode"] or "") is not None
            return not dated or _known(hit["town"] or "")
        case "street-number" | "street-of-room" | "european-road-acts":
            return True
        case "european-road":
            return _lead(text, hit.start) is not None and not _stands(text, hit.start, "{room_led}")
        case "street-town":
            return _is_town(hit) and (_stands(text, hit.start, "[,:;]{gap}$") or _lead(text, hit.start) is not None)
        case "street" | "street-broken":
            ordinary = _plain(hit["street"] or "") in load("loc").words["street_word"]
            return not ordinary or _in_sentence(text[max(hit.start - 2, 0) : hit.start])
        case "street-capitals":
            name = _capitalised(hit["capitals"] or "")
            return "." in name or name.split()[-1] not in load("loc").words["street_word"]
        case "ring-road":
            return _in_sentence(text[max(hit.start - 2, 0) : hit.start]) or _stands(text, hit.start, "[/(]$")
        case "square":
            led = _stands(text, hit.start, r"(?<!\w){square_lead}{gap}$")
            return led or _lead(text, hit.start) is not None
        case "motorway":
            return not text[hit.start - 1 : hit.start].isalnum()
        case "street-weak" if text[hit.start - 1 : hit.start] == "/":
            return _stands(text, hit.start, "(?:{street}|{street_weak})/$")
        case "postcode-town":
            return _is_town(hit)
        case "harbour":
            return is_harbour(_plain(text[hit.start : hit.end]), hit.start, Text(text))
        case "place":
            return not _in_longer_name(text, hit.start) and _ends_here(text, hit.end)
        case "nature":
            first = _plain(hit["first"] or "")
            return _known(first) or _known(first.partition(" ")[2]) or _lead(text, hit.start) is not None
        case "place-shaped":
            lead, name = _lead(text, hit.start), _plain(hit["name"] or hit["weak"] or "")
            if hit["sure"] is not None:
                return lead is not None or _in_sentence(text[max(hit.start - 2, 0) : hit.start])
            firm = hit["weak"] is None or lead != "at" or _known(name.rpartition(" ")[2]) or _is_island(text, hit)
            return lead is not None and firm and _may_be_place(name)
        case "announced":
            return _lead(text, hit.start) == "noun"
        case "place-word" if _stands(text, hit.start, "(?:{street}|{street_weak}),{space}$"):
            return True
    return _lead(text, hit.start) is not None


def _is_town(hit: Hit) -> bool:
    """Whether the town of an address is one that is known; in capitals where the street is in capitals too."""
    town = _plain(hit["town"] or "")
    return _kind(town) is not None or (hit["capitals"] is not None and town in _capital_places())


def _ends_here(text: str, end: int) -> bool:
    """Whether a hyphen behind a place joins it to another place (`Odense-Svendborg`, not `Europa-Cup`)."""
    if text[end : end + 1] != "-":
        return True
    other = _regex(r"-(?P<name>[^\W\d_]++)(?!-{lower}){tail_guard}").match(text, end)
    return other is not None and _known(other["name"])


def _enumerated(text: str, hit: Hit) -> Iterator[Mention]:
    """The elements of an enumeration: all where it is led to as places are and one is known, else the known ones."""
    spans = [match.span() for match in _regex("{element}").finditer(text, hit.start, hit.end)]
    names = [_plain(text[start:end]) for start, end in spans]
    lead = _lead(text, hit.start)
    if not (any(map(_known, names)) or _are_shaped(names, lead)) or _in_longer_name(text, hit.start):
        return
    whole = lead is not None and all(map(_may_be_place, names))
    for (start, end), name in zip(spans, names, strict=True):
        if whole or _kind(name) not in (None, "place_word"):
            yield Mention(start, end, LABEL, name, hit.rule, _kind_details(name))


def _joined(text: str, hit: Hit) -> Iterator[Mention]:
    """Two places that a way joins, where one of them is known and the other may be one."""
    spans = (hit.span("from"), hit.span("to"))
    names = [_plain(text[start:end]) for start, end in spans]
    if any(map(_known, names)) and all(map(_may_be_place, names)):
        for (start, end), name in zip(spans, names, strict=True):
            yield Mention(start, end, LABEL, name, hit.rule, _kind_details(name))


def _are_shaped(names: list[str], lead: str | None) -> bool:
    """Whether unknown names have the endings of places, firm behind what leads to them."""
    endings = "{place_tail}|{place_tail_weak}" if lead == "within" else "{place_tail}"
    return lead is not None and all(_regex(f"{{shaped}}(?:{endings})").fullmatch(name) for name in names)


def _lead(text: str, start: int) -> str | None:
    """What leads to the name at `start`: `within` (a preposition), `at` (another one), `noun`, or nothing."""
    near = text[max(start - NEAR, 0) : start]
    match = _regex("{lead}").search(text, max(start - BEFORE, 0), start) if _may_be_led(near) else None
    if match is not None:
        return match.lastgroup
    if text[max(0, start - 8) : start].split()[-1:] not in _joiners():
        return None
    joined = _regex("{joined_lead}").search(text, max(0, start - JOINED), start)
    return "at" if joined is not None and _known(joined["first"]) else None


@cache
def _joiners() -> list[list[str]]:
    return [[word] for word in load("loc").words["joiner"]]


def _is_island(text: str, hit: Hit) -> bool:
    """Whether one is on a place, whose name is that of an island."""
    return _regex("{island}").search(text, max(0, hit.start - BEFORE), hit.end) is not None


@lru_cache(maxsize=1 << 13)
def _may_be_led(before: str) -> bool:
    """Whether a preposition or a noun that leads to a place may stand before."""
    return before[-1:].isspace() and may_end(before.rstrip().lower(), _lead_ends())


@cache
def _lead_ends() -> Letters:
    words = load("loc").words
    return endings((*words["preposition"], *words["preposition_in"], *words["place_noun"], *words["filler"]))


def _stands(text: str, start: int, before: str) -> bool:
    return _regex(before).search(text, max(0, start - BEFORE), start) is not None


def _in_longer_name(text: str, start: int) -> bool:
    """Whether the word before belongs to the name: `Region Midtjylland`, `Teater Odense`, `"Odense i Vækst"`."""
    if text[start - 1 : start] in OPENING_QUOTES and start:
        return True
    if _stands(text, start, "{short_name}"):
        return True
    word = _regex("{word_before}").search(text, max(0, start - BEFORE), start)
    words = load("loc").words
    room = text[max(0, start - BEFORE) : start].split()[-1:]
    return (word is not None and word["word"] not in words["opening"]) or (bool(room) and room[0] in words["room"])


@cache
def _kinds() -> dict[str, str]:
    words = load("loc").words
    return {name: kind for kind in KINDS for name in words[kind]}


def _kind(name: str) -> str | None:
    """The kind of a listed place, also where a part of it is named (`Odense C`, `Skovby Øst`)."""
    kinds = _kinds()
    return kinds.get(name) or kinds.get(name.rpartition(" ")[0])


def _known(name: str) -> bool:
    name = _plain(name)
    return _kind(name) is not None or _regex("{street}").fullmatch(name) is not None


def _may_be_place(name: str) -> bool:
    """Whether a capitalised word is none of those that are known to be something else."""
    return _known(name) or _regex("{no_place}").search(_plain(name)) is None


def _details(hit: Hit, value: str) -> dict[str, str]:
    """The kind of the place, and the parts of an address."""
    names = ("street", "number", "postcode", "town") if hit["rest"] is None or _is_town(hit) else ("street", "number")
    written = {part: hit[part] or hit[f"other_{part}"] for part in names}
    parts = {part: _plain(text) for part, text in written.items() if text}
    return {"kind": "address" if len(parts) > 1 else "street", **parts} if parts else _kind_details(value)


def _kind_details(name: str) -> dict[str, str]:
    kind = _kind(name)
    return {"kind": kind} if kind else {}


def _plain(name: str) -> str:
    return " ".join(_BROKEN.sub("", name).split())
