"""The data that others made: Danish news with names (UNER) and Norwegian news with names (NorNE), as Docs."""

from __future__ import annotations

import gzip
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

LABELS = ("PER", "ORG", "LOC")
#: So many sentences make a Doc.
TOGETHER = 10


@dataclass(frozen=True)
class Sentence:
    """Tokens, whether a space follows each, and the names: first token, end token, label."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[tuple[int, int, str], ...]


def read_uner(path: Path) -> list[Sentence]:
    """A file of UNER_Danish-DDT: whole names only, from the first layer of its fourth column."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [_uner_sentence(block.split("\n")) for block in blocks if block.strip()]


def _uner_sentence(lines: Sequence[str]) -> Sentence:
    text = next(line for line in lines if line.startswith("# text = ")).removeprefix("# text = ")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    words = tuple(row[1] for row in rows)
    return Sentence(words, _spaces(words, text), _names(row[3].partition("#")[0] for row in rows))


def _spaces(words: Sequence[str], text: str) -> tuple[bool, ...]:
    spaces, cursor = [], 0
    for word in words:
        cursor = text.index(word, cursor) + len(word)
        spaces.append(text[cursor : cursor + 1] == " ")
    return tuple(spaces)


def _names(tags: Iterable[str]) -> tuple[tuple[int, int, str], ...]:
    names: list[tuple[int, int, str]] = []
    for index, tag in enumerate([*tags, "O"]):
        label = tag[2:]
        if tag.startswith("B-") and label in LABELS:
            names.append((index, index + 1, label))
        elif tag.startswith("I-") and names and names[-1][1:] == (index, label):
            names[-1] = (names[-1][0], index + 1, label)
    return tuple(names)


def read_norne(path: Path) -> list[Sentence]:
    """The Norwegian sentences, in Danish spelling where the file has one."""
    sentences, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                sentences.append(_norne_sentence(rows))
                rows = []
    return sentences


def _norne_sentence(rows: Sequence[Sequence[str]]) -> Sentence:
    words = tuple(row[2] if len(row) > 2 and row[2] else row[0] for row in rows)
    tight = {",", ".", ":", ";", "!", "?", ")", "»"}
    following = [*words[1:], "."]
    spaces = tuple(after not in tight and word not in ("(", "«") for word, after in zip(words, following, strict=True))
    return Sentence(words, spaces, _names(row[1] for row in rows))


def swapped(sentence: Sentence, names: dict[str, list[tuple[str, ...]]], rng: random.Random) -> Sentence:
    """The sentence with most of its names replaced by others of the same label and about the same length."""
    words, spaces, kept = list(sentence.words), list(sentence.spaces), list(sentence.names)
    for index in range(len(kept) - 1, -1, -1):
        start, end, label = kept[index]
        if rng.random() > 0.6:
            continue
        new = rng.choice(names[f"{label}{min(end - start, 2)}"])
        owner = words[end - 1].endswith("s") and start == end - 1 and not new[-1].endswith(("s", "x", "z"))
        new = (*new[:-1], new[-1] + "s") if owner and rng.random() < 0.3 else new
        words[start:end] = new
        spaces[start:end] = [True] * (len(new) - 1) + [spaces[end - 1]]
        shift = len(new) - (end - start)
        kept[index] = (start, start + len(new), label)
        kept[index + 1 :] = [(a + shift, b + shift, other) for a, b, other in kept[index + 1 :]]
    return Sentence(tuple(words), tuple(spaces), tuple(kept))


def names_by_length(sentences: Iterable[Sentence], more: dict[str, list[str]]) -> dict[str, list[tuple[str, ...]]]:
    """Names to swap in, by label and length (1, or 2 for longer): those of the news and `more`."""
    names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for sentence in sentences:
        for start, end, label in sentence.names:
            names[f"{label}{min(end - start, 2)}"].append(sentence.words[start:end])
    for label, others in more.items():
        for name in others:
            words = tuple(name.split())
            names[f"{label}{min(len(words), 2)}"].append(words)
    return names


def docs(nlp: Language, sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Doc]:
    """Docs of some sentences each, as a running text, retokenised by the pipeline's own tokenizer."""
    for index in range(0, len(sentences), TOGETHER):
        yield _doc(nlp, sentences[index : index + TOGETHER], rng.choice((" ", " ", "\n", "\n\n")))


def _doc(nlp: Language, sentences: Sequence[Sentence], joiner: str) -> Doc:
    text, spans = "", []
    for sentence in sentences:
        starts = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            starts.append(len(text))
            text += word + (" " if space else "")
        text = text.rstrip()
        spans += [
            (starts[start], starts[end - 1] + len(sentence.words[end - 1]), label)
            for start, end, label in sentence.names
        ]
        text += joiner
    return with_names(nlp, text.rstrip(), spans)


def with_names(nlp: Language, text: str, spans: Iterable[tuple[int, int, str]]) -> Doc:
    """A Doc with these names; one that is only a part of a token is left out."""
    doc = nlp.make_doc(text)
    found: list[Span] = []
    for start, end, label in spans:
        name = text[start:end]
        start, end = start + len(name) - len(name.lstrip()), end - len(name) + len(name.rstrip())
        span = doc.char_span(start, end, label=label, alignment_mode="contract") if start < end else None
        if span is not None and span.text.strip() == span.text and span.text:
            found.append(span)
    doc.ents = found
    return doc


def plain_text(sentences: Iterable[Sentence], rng: random.Random) -> dict[str, list[str]]:
    """Slots of ordinary words for made-up minutes: sentences without a name, and pieces of them."""
    plain = [
        "".join(word + (" " if space else "") for word, space in zip(s.words, s.spaces, strict=True)).strip()
        for s in sentences
        if not s.names and 4 <= len(s.words) <= 30 and not any(w[:1].isupper() for w in s.words[1:])
    ]
    phrases = []
    for sentence in plain:
        words = sentence.split()
        start = rng.randrange(max(1, len(words) - 3))
        phrase = " ".join(words[start : start + rng.randint(1, 4)]).strip(".,;:!?\"'()- ")
        if phrase[:1].isalpha():
            phrases.append(phrase[0].upper() + phrase[1:])
    slots = {"news_sentence": plain, "news_phrase": phrases}
    return {slot: [text for text in texts if set("{}¤").isdisjoint(text)] for slot, texts in slots.items()}
