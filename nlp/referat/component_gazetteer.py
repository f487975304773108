"""A user's own names in the pipeline: patterns in the form of spaCy's EntityRuler, whose finds win over all others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc, Span

from referat.component import state_of
from referat.labels import LABELS, checked
from referat.read import decode
from referat.resolve import OWN_RULE
from referat.values import Mention

_FORM = '{"label": "ORG", "pattern": "Skovsangen", "id": "Foreningen Skovsangen"}'


@Language.factory("referat_gazetteer")
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """The pipe that finds a user's own names."""
    return Gazetteer(nlp, name)


class Gazetteer(SpanRuler):
    """Finds names by patterns; `id` is the canonical name, without one the name as written is.

    A pattern is a string or a list of descriptions of tokens, as for spaCy's rulers; its label is one of ours.

    >>> import spacy
    >>> nlp = spacy.blank("da")
    >>> nlp.add_pipe("referat_gazetteer").add_patterns([{"label": "ORG", "pattern": "Trillen", "id": "Fonden Trillen"}])
    >>> _ = nlp.add_pipe("referat")
    >>> [(ent.text, ent._.value) for ent in nlp("Trillen fik 2 mio. kr.").ents]
    [('Trillen', 'Fonden Trillen'), ('2 mio. kr.', '2000000')]
    """

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name, spans_key=None, validate=True, scorer=None)

    def add_patterns(self, patterns: Iterable[dict[str, Any]]) -> None:
        """Adds patterns. Raises ValueError for a label that is not ours: spaCy's own rulers take any."""
        given = list(patterns)  # spaCy gives an iterator where it reads a saved pipeline
        checked([pattern["label"] for pattern in given])
        super().add_patterns(given)

    def set_annotations(self, doc: Doc, matches: Iterable[Span]) -> None:
        """Hands the finds on to the pipes that resolve and link."""
        state = state_of(doc)
        for span in matches:
            start, end = state.read.from_source(span.start_char), state.read.from_source(span.end_char)
            if start < end:
                value = span.id_ or " ".join(state.minutes.text[start:end].split())
                state.mentions.append(Mention(start, end, span.label_, value, f"{OWN_RULE}{span.id_ or value}"))


def read_patterns(path: str | Path) -> list[dict[str, Any]]:
    """The patterns of a JSON Lines file. Raises ValueError with the line of what is none, OSError as `open` does."""
    return list(_patterns(decode(Path(path).read_bytes()).split("\n"), str(path)))


def _patterns(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pattern = json.loads(line)
        except ValueError:
            pattern = None
        if not isinstance(pattern, dict) or not isinstance(pattern.get("pattern"), str | list):
            raise ValueError(f"{name}, line {number} is no pattern; one is written as {_FORM}")
        if pattern.get("label") not in LABELS:
            raise ValueError(f"{name}, line {number} has no label of ours; the labels are {', '.join(LABELS)}")
        yield pattern
