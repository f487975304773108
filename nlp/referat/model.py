"""The statistical tagger: an installed spaCy pipeline whose names join those of the rules.

Rules and gazetteer find the organisations that one can list or shape; a trained tagger finds others.
Which of its labels are ours is data: `models/labels.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from referat.data import folder
from referat.reading import Reading
from referat.resolve import MODEL_RULE
from referat.values import Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class ModelError(ValueError):
    """A model that cannot be used; the message says why and what to do."""


@cache
def label_map() -> Mapping[str, str]:
    """The labels of taggers that are known, and ours for each.

    >>> label_map()["PER"]
    'PERSON'
    """
    return dict(tomllib.loads((folder("models") / "labels.toml").read_text(encoding="utf-8"))["labels"])


def load_tagger(name: str) -> Language:
    """The named-entity tagger of an installed model, or of one in a folder, with what it needs.

    Raises ModelError where there is none of that name, or where it tags no label that we know.
    """
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError as error:
        hint = (
            f"install it with: python -m spacy download {name}"
            if "/" not in name
            else "give the folder of a spaCy pipeline"
        )
        raise ModelError(f"the model {name!r} is not there ({hint})") from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"the model {name!r} has no component `ner`; its pipes are {nlp.pipe_names}")
    known = set(nlp.get_pipe("ner").labels) & set(label_map())  # type: ignore[attr-defined]
    if not known:
        raise ModelError(f"the model {name!r} tags none of the labels {sorted(label_map())}")
    needed = {"tok2vec", "transformer", "ner"}
    for pipe in list(nlp.pipe_names):
        if pipe not in needed:
            nlp.remove_pipe(pipe)
    return nlp


def mentions(doc: Doc, read: Reading, name: str) -> Iterator[Mention]:
    """The named entities that a tagger left in a Doc, as mentions with our labels."""
    for span in doc.ents:
        label = label_map().get(span.label_)
        if label is not None:
            start, end = read.from_source(span.start_char), read.from_source(span.end_char)
            if start < end:
                yield Mention(start, end, label, " ".join(span.text.split()), f"{MODEL_RULE}{name}")
