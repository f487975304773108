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
from referat.gazetteer import find_known, plain, slug
from referat.labels.person import nominative
from referat.model import label_map, least_confidence, load_tagger
from referat.organisations.aliases import find_aliases, introduced
from referat.organisations.text import Text, is_bare, is_place, kind_of, listed, stops, without_genitive
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
    nlp = _tagger(model)
    recognizer = nlp.get_pipe("ner")
    found = []
    plain_words = _ENDLESS.sub(lambda run: "x" * len(run[0]), text)
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
    kept = [_mention(find, judge.text, name) for find in found if judge.accepts(find)]
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

    def accepts(self, find: Tagged) -> bool:
        if find.score is not None and find.score < least_confidence(find.label):
            return False
        name = plain(self.text.text[find.start : find.end])
        return not self._is_plain(name) and not self._in_title(find) and _LOOKS[find.label](name)

    def _is_plain(self, name: str) -> bool:
        """Whether a find of one word is a common noun, as its ending or the rest of the text shows."""
        if not any(letter.isupper() for letter in name):
            return True
        if not _regex("{one_word}").fullmatch(name):
            return False
        return is_bare(name) or stops(name) or _ends_plainly(name) or self.text.has(name.lower())

    def _in_title(self, find: Tagged) -> bool:
        index = bisect_right(self._quoted, (find.start, len(self.text.text))) - 1
        return index >= 0 and find.end <= self._quoted[index][1]


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return load("model").compile(pattern)


@cache
def _plain_endings() -> tuple[str, ...]:
    return tuple(load("model").words["plain_ending"])


def _looks_like_person(name: str) -> bool:
    return _regex("{full_name}").fullmatch(name) is not None and not _ends_plainly(name)


def _looks_like_body(name: str) -> bool:
    """Whether a name is more than a letter, and no party's letters stand behind it (`Byby Kommune SF`)."""
    last = name.rpartition(" ")[2]
    return len(name) > 1 and (last == name or (len(last) > 1 and not listed(last, "party_short")))


def _looks_like_place(name: str) -> bool:
    return len(name) > 1 and not listed(name, "subject") and not _ends_plainly(name)


def _ends_plainly(name: str) -> bool:
    return name.lower().removesuffix("s").endswith(_plain_endings())


_LOOKS = {"ORG": _looks_like_body, "PERSON": _looks_like_person, "LOC": _looks_like_place}


def _mention(find: Tagged, text: Text, name: str) -> Mention:
    written = plain(Text.of(text.text[find.start : find.end]).text)
    value, details = _VALUES[find.label](written, text)
    score = {} if find.score is None else {"score": find.score}
    return Mention(find.start, find.end, find.label, value, f"{MODEL_RULE}{name}", {**details, **score})


def _body(written: str, text: Text) -> tuple[str, Details]:
    """A body's canonical name: as the gazetteer has it, else without its genitive."""
    known = next(find_known(written), None)
    if known is not None and known.start == 0 and known.end == len(written):
        return known.bodies[0].value, known.bodies[0].details("gazetteer")
    value = without_genitive(written, text)
    return value, {"kind": kind_of(value) or "organisation", "id": slug(value), "matched": "model"}


def _person(written: str, text: Text) -> tuple[str, Details]:
    return nominative(written), {}


def _place(written: str, text: Text) -> tuple[str, Details]:
    owned = written.endswith("s") and not is_place(written) and is_place(written[:-1])
    return written[:-1] if owned else written, {}


_VALUES = {"ORG": _body, "PERSON": _person, "LOC": _place}
