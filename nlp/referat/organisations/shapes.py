"""Organisations found by the shape of their name: what `patterns/org.toml` matched, judged and valued."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from referat.gazetteer import plain, slug
from referat.organisations.lines import is_harbour, running
from referat.organisations.parties import follows_member
from referat.organisations.text import (
    Text,
    ending,
    grammar,
    is_bare,
    is_given,
    is_place,
    kind_of,
    listed,
    stops,
    without_genitive,
)
from referat.patterns import Hit
from referat.values import Mention

LABEL = "ORG"
_TOKEN = re.compile(r"\S+")
#: A compound that begins with letters (`HR-afdelingen`) has its capitals for their sake.
_LETTERED = re.compile(r"[A-ZÆØÅ0-9]{2,}-")
Reader = Callable[[Hit, Text], Iterator[Mention]]


def mention_of(start: int, end: int, value: str, hit: Hit, kind: str | None = None) -> Mention:
    details = {"kind": kind or kind_of(value) or "organisation", "id": slug(value), "matched": "shape"}
    return Mention(start, end, LABEL, value, hit.rule, details)


def _nominative(hit: Hit, text: Text, start: int | None = None) -> str:
    """The name without the genitive that its head bears."""
    genitive = hit.span("gen")[0]
    written = text.text[hit.start if start is None else start : genitive if genitive >= 0 else hit.end]
    return plain(written)


def _read_joint(hit: Hit, text: Text) -> Iterator[Mention]:
    """Names that share a last word: `Viborg og Århus Amter`."""
    head = hit["head"] or ""
    single = grammar().words["joint"][head]
    names = [plain(name) for name in _separator().split(hit["names"] or "") if name.strip()]
    if any(stops(name) for name in names) or (head.islower() and not all(map(is_place, names))):
        return
    full = [f"{name} {single}" for name in names]
    value = f" {next(iter(grammar().words['conjunction']))} ".join([", ".join(full[:-1]), full[-1]])
    yield mention_of(hit.start, hit.end, value, hit)


@cache
def _separator() -> re.Pattern[str]:
    return grammar().compile(r",?\s(?:{conjunction})\s|,\s?")


def _read_joined(hit: Hit, text: Text) -> Iterator[Mention]:
    """A compound whose first part is split off: `Beskæftigelses- og Socialudvalget`."""
    value = joined_value(_nominative(hit, text))
    if ending(value, "bare_end") is None:
        yield mention_of(hit.start, hit.end, value, hit)


@lru_cache(maxsize=1 << 13)
def joined_value(name: str) -> str:
    """The name with its hyphens and spaces where they belong.

    >>> joined_value("Beskæftigelses og Socialforvaltningen"), joined_value("Børne-og Ungeudvalget")
    ('Beskæftigelses- og Socialforvaltningen', 'Børne- og Ungeudvalget')
    """
    for pattern, mended in _mends():
        name = pattern.sub(mended, name)
    return name


@cache
def _mends() -> tuple[tuple[re.Pattern[str], str], ...]:
    compiled = grammar().compile
    return (
        (compiled(r"(?<=\w) (?={joined_ending}$)"), ""),
        (compiled(r"-(?=(?:{conjunction}) )"), "- "),
        (compiled(r"(?<=\w)(?=(?:, [\w-]+)*,? (?!& ){conjunction} \w+{joined_ending}$)"), "-"),
    )


def cut(start: int, end: int, text: Text) -> int:
    """Where a name ends that is followed by a heading or a little word with a capital.

    >>> cut(0, 21, Text("Solgaven Beslutning X"))
    8
    """
    words = list(_TOKEN.finditer(text.text, start, end))
    for word, following in pairwise(words):
        last = listed(following[0], "last_word") and is_place(word[0])
        if stops(following[0].strip(",")) and not (last or listed(word[0], "body_link")):
            return word.end()
    return end


def _read_department(hit: Hit, text: Text) -> Iterator[Mention]:
    value = without_genitive(plain(text.text[hit.start : hit.end]), text)
    yield mention_of(hit.start, hit.end, value, hit, "department")


def _read_group(hit: Hit, text: Text) -> Iterator[Mention]:
    if not (text.text[hit.start - 1 : hit.start] == "(" and follows_member(hit.start, text)):
        yield mention_of(hit.start, hit.end, plain(text.text[hit.start : hit.end]), hit, "party")


def _read_first(hit: Hit, text: Text) -> Iterator[Mention]:
    """A word that announces a name and belongs to it: `Plejecenter Lindegården`."""
    head = plain(hit["head"] or "")
    if is_place(text.word_before(hit.start)) and ending(head.lower(), "last_ending"):
        return
    end = cut(hit.span("head")[1], min(_before_house(hit), _before_inner(hit)), text)
    words = _TOKEN.findall(text.text[hit.span("head")[1] : end])
    article = listed(words[0], "article") and len(words) > 1 and words[1][0].isupper()
    if listed(words[0].capitalize(), "no_second") or (stops(words[0]) and not article):
        return
    start = hit.start
    if _announced_elsewhere(start, end, text) or (listed(head, "announcing") and not text.is_inside(start)):
        start = hit.span("head")[1] + 1
    place, needed = _place_at_start(words), listed(head, "needs_place")
    if needed or (place is not None and listed(head, "tells_place")):
        meant = text.is_inside(hit.start) and not text.text.endswith("\n", 0, hit.start)
        if place is None or not (meant or listed(head, "sure_of_place")):
            return
    if needed and place is not None:
        end = text.text.index(place, hit.span("head")[1]) + len(place)
    value = without_genitive(plain(text.text[start:end]), text)
    yield mention_of(start, end, value, hit, str(grammar().words["first"][head]))


def _before_house(hit: Hit) -> int:
    """Where a name ends behind which a number stands: before it, unless a street makes it that of a house."""
    house = hit.span("house")[0]
    if house < 0 or ending(hit.match.string[hit.start : house].lower(), "street_ending"):
        return hit.end
    return house


def _before_inner(hit: Hit) -> int:
    """Where a name ends that goes on with a small word: before it, where a place, a person or a plain noun follows."""
    inner = hit["inner"]
    last = inner.split()[-1] if inner else ""
    ends = last and (is_place(last) or is_given(last) or stops(last) or kind_of(last))
    return hit.span("inner")[0] if ends else hit.end


def _announced_elsewhere(start: int, end: int, text: Text) -> bool:
    """Whether the noun that begins a name stands before it in small letters elsewhere, and is no part of it then."""
    name = text.text[start:end]
    return name[0].isupper() and text.has(name[0].lower() + name[1:])


def _place_at_start(words: list[str]) -> str | None:
    """The place that the words begin with, the longest; None where they begin with none."""
    names = (" ".join(words[:count]) for count in range(min(len(words), 3), 0, -1))
    return next((name for name in names if is_place(name)), None)


def _read_company(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name that ends in its legal form."""
    start = trimmed(hit.start, hit.end, text)
    line_end = text.text.rfind("\n", hit.start, hit.end)
    if start is not None and start < line_end and not text.is_inside(start):
        start = line_end + 1 if len(text.text[line_end : hit.end].split()) > 1 else None
    if start is not None:
        start = _company_start(start, hit, text)
        value = running(_nominative(hit, text, start), start, text)
        yield mention_of(start, hit.end, value, hit, "company")


def _company_start(start: int, hit: Hit, text: Text) -> int:
    """Where a company's name begins: behind the heading before it, before the words that a place completes."""
    first, *others = _TOKEN.finditer(text.text, start, hit.end)
    if listed(first[0], "before_company") and len(others) > 1 and not text.is_inside(start):
        return others[0].start()
    before = _led_to_place().search(text.text, max(start - 60, 0), start)
    return before.start() if before and len(others) == 1 and is_place(first[0]) else start


@cache
def _led_to_place() -> re.Pattern[str]:
    return grammar().compile(r"(?<![\w-]){cap}{more}{0,2}{sp}(?:i|på){sp}$")


def _read_form_first(hit: Hit, text: Text) -> Iterator[Mention]:
    name = text.text[hit.start : hit.end].split()[1]
    if not stops(name):
        yield mention_of(hit.start, hit.end, plain(text.text[hit.start : hit.end]), hit, "company")


def trimmed(start: int, end: int, text: Text) -> int | None:
    """Where a name begins whose first words may be no part of it; None where nothing is left before the head.

    >>> trimmed(0, 21, Text("Ifølge Nørreby Skole")), trimmed(0, 18, Text("Den Jyske Opera"))
    (7, 0)
    """
    words = list(_TOKEN.finditer(text.text, start, end))
    leads = [number for number, word in enumerate(words[:-1], 1) if listed(word[0], "capital_lead")]
    if leads and words[-1][0].isupper():
        words = words[leads[-1] :]
    letters = [number for number, word in enumerate(words[:-1]) if len(word[0]) == 1 and word[0].isupper()]
    for number, word in enumerate(words[:-1]):
        if number <= max(letters, default=-1) or _announces(word, text):
            continue
        if listed(word[0], "common_owner"):
            return None
        if has_article(words[number:], text) or not stops(word[0].rstrip(",")):
            return word.start()
    return None


def _announces(word: re.Match[str], text: Text) -> bool:
    """Whether a noun that begins a sentence only announces the name behind it: `Leverandøren Nybo A/S`."""
    return listed(word[0], "announcing") and not text.is_inside(word.start())


def has_article(words: list[re.Match[str]], text: Text) -> bool:
    """Whether the first word is an article that belongs to the name: its capital is meant, or an adjective follows."""
    if not listed(words[0][0], "article") or len(words) < 3:
        return False
    return text.is_inside(words[0].start()) or (words[1][0][:1].isupper() and words[1][0].endswith("e"))


def _read_last(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name whose last word says what it is: `Nørreby Friskole`."""
    head_start = hit.span("head")[0]
    start = trimmed(hit.start, head_start + 1, text)
    if start is None:
        return
    head = text.text[head_start : hit.end]
    owner = plain(text.text[start:head_start])
    if (head[0].islower() or listed(_nominative(hit, text, head_start), "place_before")) and not _leads_with_place(
        owner
    ):
        return
    if "\n" in text.text[start : hit.end] and not _may_wrap(owner, start, hit, text):
        return
    if is_harbour(_nominative(hit, text, head_start), start, text) or _praised().search(_nominative(hit, text, start)):
        return
    if (is_given(owner.split()[0]) and (listed(head, "surname_like") or is_place(head))) or listed(
        text.word_before(start), "common_owner"
    ):
        return
    end = _before_place(hit)
    value = _nominative(hit, text, start) if end == hit.end else plain(text.text[start:end])
    yield mention_of(start, end, running(value, start, text), hit)


def _before_place(hit: Hit) -> int:
    """Where a name ends that is followed by words on where it is, if these name no place: before them."""
    for group in ("meets", "works"):
        if (named := hit[group]) is not None and not is_place(named):
            return hit.span("head")[1]
    return hit.end


@cache
def _praised() -> re.Pattern[str]:
    return grammar().compile("{praised}")


def _may_wrap(owner: str, start: int, hit: Hit, text: Text) -> bool:
    """Whether a name may go on over a line end: in a sentence, behind a place, or where it stands whole elsewhere."""
    if ending(hit["head"] or "", "definite_head"):
        return False
    return is_place(owner) or text.is_inside(start) or text.has(plain(text.text[start : hit.end]))


def _leads_with_place(owner: str) -> bool:
    words = owner.split()
    return is_place(owner) or (len(words) > 1 and is_place(words[0]) and words[-1][0].isupper())


def _read_compound(hit: Hit, text: Text) -> Iterator[Mention]:
    """A word that names the one body: `Økonomiudvalget`."""
    value = _nominative(hit, text)
    if not is_bare(value):
        yield mention_of(hit.start, hit.end, value, hit)


def _read_compound_inside(hit: Hit, text: Text) -> Iterator[Mention]:
    """The same where the word is a plain noun as often: its capital must be meant, all through the text."""
    value = _nominative(hit, text)
    if not (is_bare(value) or _LETTERED.match(value) or text.has(value[0].lower() + value[1:])):
        yield mention_of(hit.start, hit.end, value, hit)


def _read_hyphen(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name joined by a hyphen to what it names: letters alone name a thing, but for a foundation."""
    value = _nominative(hit, text)
    stem, _, head = value.rpartition("-")
    if head.lower().startswith("fond") or not (stem.isupper() or (is_bare(head) and stops(stem))):
        yield mention_of(hit.start, hit.end, value, hit)


def _read_slip(hit: Hit, text: Text) -> Iterator[Mention]:
    """A head with a slip in it. What is also a word of its own must be joined, or known without the slip."""
    slip = hit["slip"] or ""
    written = _nominative(hit, text)
    value = joined_value(written.removesuffix(slip) + str(grammar().words["slip"][slip]))
    if is_bare(value) or (listed(slip, "slip_word") and " " not in value and not text.has(value)):
        return
    yield mention_of(hit.start, hit.end, value, hit)


def _read_capitals(hit: Hit, text: Text) -> Iterator[Mention]:
    """A committee in a heading of capitals. The value is written as in running text."""
    words = [word.lower() for word in _nominative(hit, text).split()]
    value = " ".join(word if listed(word, "joining") else word.capitalize() for word in words)
    if not is_bare(value):
        yield mention_of(hit.start, hit.end, value, hit)


def _read_whole(hit: Hit, text: Text) -> Iterator[Mention]:
    """A name as it is written: `Boldklubben 1913`."""
    yield mention_of(hit.start, hit.end, plain(text.text[hit.start : hit.end]), hit)


def _read_local_party(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Hvidovrelisten`: a list with the name of a town."""
    if is_place(hit["place"] or ""):
        yield mention_of(hit.start, hit.end, _nominative(hit, text), hit, "party")


SHAPE_READERS: Mapping[str, Reader] = {
    "club-founded": _read_whole,
    "local-party": _read_local_party,
    "area-acts": _read_whole,
    "joint-names": _read_joint,
    "joined-compound": _read_joined,
    "borgmesterens-afdeling": _read_compound,
    "party-group": _read_group,
    "staff": _read_department,
    "committee-line": _read_whole,
    "visit": _read_compound,
    "department-acts": _read_department,
    "department-alone": _read_department,
    "department-named": _read_department,
    "department-short": _read_department,
    "named-first": _read_first,
    "named-freely": _read_first,
    "company": _read_company,
    "company-form-first": _read_form_first,
    "named-last": _read_last,
    "compound": _read_compound,
    "folketing-committee": _read_compound,
    "compound-inside": _read_compound_inside,
    "compound-start": _read_compound_inside,
    "compound-hyphen": _read_hyphen,
    "compound-slip": _read_slip,
    "capitals": _read_capitals,
    "capitals-for": _read_capitals,
}
