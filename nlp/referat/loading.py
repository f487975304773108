"""The stages as a spaCy `Language`. spaCy is imported only where one is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from referat.labels import LABELS, checked
from referat.model import SHIPPED, load_tagger, tagged_labels

if TYPE_CHECKING:
    from spacy.language import Language

    from referat.component_gazetteer import Gazetteer


def load(
    model: str | None = SHIPPED, *, labels: Iterable[str] | None = None, gazetteer: str | Path | None = None
) -> Language:
    """A spaCy `Language` whose pipes are the stages: the tagger, the parser, a ruler a label, resolve, link.

    `model` is as for `extract`. `gazetteer` is a file of patterns in the form of spaCy's EntityRuler (JSON
    Lines); what they find wins over all else. Raises ValueError for an unknown label or a line that is no
    pattern, ModelError for a model that is not there or does not fit.

    >>> load(labels=["ORG"]).pipe_names
    ['tok2vec', 'ner', 'referat_minutes', 'referat_org', 'referat_model', 'referat_resolve', 'referat_link']
    >>> load(model=None, labels=["DATE"]).pipe_names
    ['referat_minutes', 'referat_date', 'referat_resolve', 'referat_link']
    """
    import spacy

    from referat.tokenizer import remembering

    chosen = checked(labels)
    tagger = model if chosen & tagged_labels() else None
    nlp = remembering(spacy.blank("da")) if tagger is None else load_tagger(tagger)
    # spaCy bounds a text because its parser's memory grows with it; there is no parser here.
    nlp.max_length = 100_000_000
    nlp.add_pipe("referat_minutes")
    if gazetteer is not None:
        from referat.component_gazetteer import read_patterns

        cast("Gazetteer", nlp.add_pipe("referat_gazetteer")).add_patterns(read_patterns(gazetteer))
    wanted = [label for label in LABELS if label in chosen]
    for label in wanted:
        nlp.add_pipe("referat_ruler", name=f"referat_{label.lower()}", config={"label": label})
    if tagger is not None:
        nlp.add_pipe("referat_model", config={"model": tagger})
    nlp.add_pipe("referat_resolve")
    nlp.add_pipe("referat_link", config={"labels": wanted})
    return nlp
