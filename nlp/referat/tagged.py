"""The names that a tagger found, as mentions of ours: judged by their looks, with canonical values.

A tagger knows names by their surroundings, and takes many a capital for a name that is none: the first word of a
line, a plan, a heading. So a find counts only where the tagger is sure enough and the find looks like a name of its
label; what a name looks like is data, in `patterns/model.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from referat.confidence import confidences
from referat.gazetteer import known_first, plain, slug
from referat.labels.person import nominative
from referat.model import label_map, least_confidence, load_tagger
from referat.organisations.aliases import find_aliases, introduced
from referat.organisations.parties import follows_member
from referat.organisations.shapes import trimmed
from referat.organisations.text import (
    Text,
    acts,
    ending,
    grammar,
    is_bare,
    is_given,
    is_place,
    is_title,
    kind_of,
    listed,
    stops,
    without_genitive,
)
from referat.patterns import load
from referat.reading import Reading
from referat.resolve import MODEL_RULE
from referat.values import Details, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: So many characters, up to the end of the line, are tagged at a time.
STRETCH = 20_000
#: A run of characters without a space that is longer than any name is masked: a tokenizer may take its length squared.
_ENDLESS = re.compile(r"\S{300,}")
_TOKEN = re.compile(r"\S+")
#: What begins an entry of a list, and what is left of a quotation mark that was read in another encoding.
_BULLETS, _BROKEN_QUOTE = "•·▪●* \t\u00a0", "â€"
#: Letters that a scanner reads for Danish ones.
_SCANNED = str.maketrans("äöÄÖ", "åøÅØ")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name as the tagger has it: its span in the plain text, our label for it, and how sure the tagger is."""

    start: int
    end: int
    label: str
    score: float | None = None


def tagged(doc: Doc, read: Reading, recognizer: Any = None) -> Iterator[Tagged]:
    """The names of a Doc that have a label of ours."""
    scores = [None] * len(doc.ents) if recognizer is None else confidences(recognizer, doc)
    for span, score in zip(doc.ents, scores, strict=True):
        label = label_map().get(span.label_)
        start, end = read.from_source(span.start_char), read.from_source(span.end_char)
        if label is not None and start < end:
            yield Tagged(start, _whole(read.text, end), label, score)


def _whole(text: str, end: int) -> int:
    """The end of a name whose legal form the tokenizer has cut (`A/` of `A/S.`)."""
    rest = _regex("{cut_form}").match(text, end) if text[end - 1 : end] == "/" else None
    return rest.end() if rest else end


def found_by(model: str, text: str) -> list[Mention]:
    """The names that a model finds in a plain text. Raises ModelError where the model cannot be used."""
    from referat.tokenizer import learn  # brings spaCy

    nlp = _tagger(model)
    recognizer = nlp.get_pipe("ner")
    found = []
    plain_words = _ENDLESS.sub(lambda run: "x" * len(run[0]), text)
    learn(nlp, plain_words)
    with nlp.memory_zone():  # the words of one text are forgotten before the next
        for start, end in _stretches(plain_words):
            for find in tagged(nlp(plain_words[start:end]), Reading(plain_words[start:end]), recognizer):
                found.append(replace(find, start=find.start + start, end=find.end + start))
    return mentions(found, text, model)


@cache
def _tagger(model: str) -> Language:
    return load_tagger(model)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """A long text in parts that end with a line, so that its length costs no memory."""
    start = 0
    while start < len(text):
        line_end = text.find("\n", start + STRETCH)
        end = min(len(text) if line_end < 0 else line_end + 1, start + 2 * STRETCH)
        yield start, end
        start = end


def mentions(found: Iterable[Tagged], text: str, name: str) -> list[Mention]:
    """The finds that look like names, as mentions; a short name that the text introduces for a body is followed.

    >>> text = "Zontek Anlæg (herefter ZA) har budt. ZA er billigst."
    >>> found = mentions([Tagged(0, 12, "ORG", 0.9)], text, "x")
    >>> [(text[mention.start : mention.end], mention.value) for mention in found]
    [('Zontek Anlæg', 'Zontek Anlæg'), ('ZA', 'Zontek Anlæg'), ('ZA', 'Zontek Anlæg')]
    """
    judge = _Judge(Text(text))
    whole = (judge.without_edges(find) for find in found)
    kept = [_mention(find, judge.text, name) for find in whole if find is not None and judge.accepts(find)]
    bodies = [mention for mention in kept if mention.label == "ORG"]
    short = find_aliases(judge.text, list(introduced(judge.text, bodies)))
    return [*kept, *(replace(mention, rule=f"{MODEL_RULE}{name}") for mention in short)]


@dataclass
class _Judge:
    """Says whether finds in one text look like names."""

    text: Text
    _quoted: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._quoted = [match.span() for match in _regex("{quoted}").finditer(self.text.text)]

    def without_edges(self, find: Tagged) -> Tagged | None:
        """A find without the words before and behind that are none of its name; None where nothing is left."""
        find = self._without_marks(find)
        words = list(_TOKEN.finditer(self.text.text, find.start, find.end))
        if find.label == "PERSON" and len(words) > 2 and is_title(words[0][0]):
            return replace(find, start=words[1].start())
        room = _regex("{room_behind}").search(self.text.text, find.start, find.end) if find.label == "LOC" else None
        if room is not None:
            return replace(find, end=room.start())
        if len(words) > 1 and words[-2][0].endswith(",") and is_bare(words[-1][0]):  # another body: `..., Byråd`
            return self.without_edges(replace(find, end=words[-2].end() - 1))
        headed = len(words) > 1 and kind_of(f"{words[0][0]} ") and not listed(words[0][0], "announcing")
        if find.label != "ORG" or len(words) < 2:
            return find
        start = find.start if headed else trimmed(find.start, find.end, self.text)
        while len(words) > 1 and (_opens_next(words[-1][0]) or words[-1][0] == words[-2][0]):
            words.pop()
        return None if start is None or start > words[-1].start() else replace(find, start=start, end=words[-1].end())

    def _without_marks(self, find: Tagged) -> Tagged:
        """A find without a bullet before it and a broken quotation mark behind."""
        written = self.text.text[find.start : find.end]
        unmarked = written.lstrip(_BULLETS)
        start = find.start + len(written) - len(unmarked)
        return replace(find, start=start, end=start + len(unmarked.removesuffix(_BROKEN_QUOTE)))

    def accepts(self, find: Tagged) -> bool:
        if find.score is not None and find.score < least_confidence(find.label):
            return False
        name = plain(self.text.text[find.start : find.end])
        if self._is_plain(name) or self._in_title(find) or not _LOOKS[find.label](name):
            return False
        return _STANDS[find.label](name, find, self.text)

    def _is_plain(self, name: str) -> bool:
        """Whether a find of one word is a common noun, as its ending or the rest of the text shows."""
        if not any(letter.isupper() for letter in name) or _regex("{glued}").match(name) or _is_lettered(name):
            return True
        if not _regex("{one_word}").fullmatch(name):
            return False
        return is_bare(name.translate(_SCANNED)) or stops(name) or _ends_plainly(name) or self.text.has(name.lower())

    def _in_title(self, find: Tagged) -> bool:
        index = bisect_right(self._quoted, (find.start, len(self.text.text))) - 1
        return index >= 0 and find.end <= self._quoted[index][1]


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return load("model").compile(pattern)


@cache
def _plain_endings() -> tuple[str, ...]:
    return tuple(load("model").words["plain_ending"])


def _opens_next(word: str) -> bool:
    """Whether a capitalised word behind a name begins what follows, in a text that has lost its line ends."""
    words = load("model").words
    return word in words["no_end"] or word in words["heading"]


def _is_lettered(name: str) -> bool:
    """Whether a name is a thing with letters before it: `S-togsstationen`, `IT-afdelingen`, and not `K-huset`."""
    letters, _, thing = name.partition("-")
    if _regex("{lettered}").fullmatch(name) is None:
        return False
    of_body = any(ending(thing, words) for words in ("suffix", "soft_suffix", "hyphen_head", "room_like"))
    return not of_body or any(listed(letters, words) for words in ("acronym", "subject"))


@cache
def _no_person() -> frozenset[str]:
    words = load("person").words
    return frozenset([*words["no_name"], *words["heading"]])


def _looks_like_person(name: str) -> bool:
    """Whether a name is written as one, and no place stands in it where a given name should, or behind none."""
    words = name.split()
    if (
        name.endswith(".")
        or _regex("{full_name}").fullmatch(name) is None
        or _ends_plainly(name)
        or not _no_person().isdisjoint(words)
    ):
        return False
    if len(words) == 2 and words[0].endswith("s") and words[1] in load("person").words["thing"]:
        return False
    given = is_given(words[0].partition("-")[0]) or "." in words[0]
    placed = is_place(words[0]) or (len(words) == 2 and is_place(words[1].rpartition("-")[2]))
    return given or not (placed or name.isupper())


def _looks_like_body(name: str) -> bool:
    """Whether a name is more than a letter, and no unit, number, document or room; no party is behind it (`KL SF`)."""
    last = name.rpartition(" ")[2]
    if _regex("{code}|{document}").search(name) or last.lower().endswith(_room_endings()):
        return False
    first = name.partition(" ")[0]
    if listed(name, "acronym") or is_title(first) or is_place(name.rstrip(".")) or _is_spot(first, last):
        return False
    return len(name) > 1 and (last == name or (len(last) > 1 and not listed(last, "party_short")))


def _looks_like_place(name: str) -> bool:
    words = load("loc").words
    plain_word = name.lower() in words["place_noun"] or name in words["not_place"] or name in words["opening"]
    first, hyphen, second = name.partition("-")
    two = hyphen and is_place(first) and second[:1].isupper()  # the rules know whether these are two: `Odense-Nyborg`
    return not (two or plain_word or len(name) < 2 or listed(name, "subject") or _ends_plainly(name))


def _stands_as_body(name: str, find: Tagged, text: Text) -> bool:
    """Whether the place lets a body be meant: no party behind a member, no house where one meets, no plain word."""
    if name.isupper() and text.text[find.start - 1 : find.start] == "(" and follows_member(find.start, text):
        return False
    if _is_house(find, text):
        return False
    alone = ending(name, "definite_ending") is None and not _opens_phrase(find, text)
    return " " in name or text.is_inside(find.start) or alone


def _stands_as_place(name: str, find: Tagged, text: Text) -> bool:
    """Whether the capital of a single word is meant, and the name is not that of the house where one meets."""
    if _is_house(find, text):
        return False
    return " " in name or text.is_inside(find.start) or text.text[find.start - 1 : find.start] in ("(", "-", "–", "/")


def _is_house(find: Tagged, text: Text) -> bool:
    """Whether a find names the house in which one meets."""
    return _regex("{house_label}").search(text.text, max(find.start - 30, 0), find.start) is not None


def _opens_phrase(find: Tagged, text: Text) -> bool:
    """Whether an everyday word that begins a line or a cell goes on in small letters, with nothing that a body does."""
    if not _regex("{everyday}").fullmatch(text.text, find.start, find.end):
        return False
    goes_on = _regex("{phrase}").match(text.text, find.end) is not None
    return goes_on and not (acts().match(text.text, find.end) or _regex("{does}").match(text.text, find.end))


def _stands_as_person(name: str, find: Tagged, text: Text) -> bool:
    """Whether no letter of a list begins the find: `B. Lukkede sager`."""
    return _regex("{list_letter}").fullmatch(name) is None or text.text[find.start - 1 : find.start] not in ("", "\n")


def _ends_plainly(name: str) -> bool:
    return name.lower().removesuffix("s").endswith(_plain_endings())


def _is_spot(first: str, last: str) -> bool:
    """Whether a town's name and the word for a part of it make a place: `Odense Stadion`, `Odense Ø`."""
    town = is_place(first.partition("-")[0])
    return town and (last.rstrip(".") in load("loc").words["district_letter"] or last.lower().endswith(_spot_endings()))


@cache
def _spot_endings() -> tuple[str, ...]:
    return tuple(load("model").words["place_ending"])


@cache
def _room_endings() -> tuple[str, ...]:
    return tuple(load("model").words["room_ending"])


_LOOKS = {"ORG": _looks_like_body, "PERSON": _looks_like_person, "LOC": _looks_like_place}
_STANDS = {"ORG": _stands_as_body, "PERSON": _stands_as_person, "LOC": _stands_as_place}


def _mention(find: Tagged, text: Text, name: str) -> Mention:
    written = plain(Text.of(text.text[find.start : find.end]).text)
    value, details = _VALUES[find.label](written, text)
    score = {} if find.score is None else {"score": find.score}
    return Mention(find.start, find.end, find.label, value, f"{MODEL_RULE}{name}", {**details, **score})


def _body(written: str, text: Text) -> tuple[str, Details]:
    """A body's canonical name: as the gazetteer has it, else without its genitive."""
    known = known_first(written)
    if known is not None and known.end == len(written):
        return known.bodies[0].value, known.bodies[0].details("gazetteer")
    value = grammar().words["route"].get(written) or without_genitive(written, text)
    return value, {"kind": kind_of(value) or "organisation", "id": slug(value), "matched": "model"}


def _person(written: str, text: Text) -> tuple[str, Details]:
    return nominative(written), {}


def _place(written: str, text: Text) -> tuple[str, Details]:
    if written.isupper() and is_place(known := written.title()):
        return known, {}
    owned = written.endswith("s") and not is_place(written) and is_place(written[:-1])
    return written[:-1] if owned else written, {}


_VALUES = {"ORG": _body, "PERSON": _person, "LOC": _place}
