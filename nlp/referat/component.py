"""The face for spaCy: the stages as pipes of a `Language`, registered by entry point.

`referat` does the whole job in one pipe (`spacy.blank("da").add_pipe("referat")`); `referat.load()`
gives a pipeline with a pipe for each stage. Results are in `doc.ents`, in `doc.spans["referat"]`, and
as `span._.value`, `span._.item`, `span._.section`, `span._.rule`, `span._.details`, which read what
`span._.referat` is: the entity in JSON types. The record is `doc._.referat`, and in JSON types
`doc._.referat_json`. A meeting date that the text does not tell goes in as `doc._.meeting_date`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from referat.labels import LABELS, checked, finder
from referat.minutes import parse
from referat.model import label_map
from referat.pipeline import assemble, iso_date
from referat.read import read_text
from referat.reading import Reading, reading
from referat.record import from_dict, to_dict
from referat.resolve import resolve
from referat.tagged import mentions, tagged
from referat.values import Mention, Minutes, Record

#: The key of the span group that holds every entity, and that of what the pipes hand on.
SPANS_KEY = "referat"
_STATE = "referat.state"
_SPAN_ATTRIBUTES = ("value", "item", "section", "rule", "details")


@dataclass
class State:
    """What the pipes know of a Doc before the last of them writes it down. (A Doc makes its text anew when asked.)"""

    text: str
    read: Reading
    minutes: Minutes
    mentions: list[Mention] = field(default_factory=list)


def _record(doc: Doc) -> Record | None:
    data = doc._.referat_json
    return None if data is None else from_dict(data, text=doc.text)


def _attribute(name: str, span: Span) -> Any:
    entity = span._.referat
    return None if entity is None else entity[name]


def _set_extensions() -> None:
    if not Doc.has_extension("referat"):
        Doc.set_extension("referat", getter=_record)
    for name in ("referat_json", "meeting_date"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Span.has_extension("referat"):
        Span.set_extension("referat", default=None)
    for name in _SPAN_ATTRIBUTES:
        if not Span.has_extension(name):
            Span.set_extension(name, getter=partial(_attribute, name))


_set_extensions()


def state_of(doc: Doc) -> State:
    """What the pipes before have found out; the text is parsed here where none has done it."""
    state: State | None = doc.user_data.get(_STATE)
    if state is None:
        text = doc.text
        read = reading(text)
        state = State(text, read, parse(read.text, meeting_date=iso_date(doc._.meeting_date)))
        doc.user_data[_STATE] = state
    return state


@Language.factory("referat_minutes", assigns=["doc._.referat"])
def make_minutes(nlp: Language, name: str) -> MinutesParser:
    """The pipe that reads the structure: head, items, sections, tables."""
    return MinutesParser()


class MinutesParser:
    """Parses the text of a Doc."""

    def __call__(self, doc: Doc) -> Doc:
        state_of(doc)
        return doc


@Language.factory("referat_ruler", default_config={"label": "DATE"})
def make_ruler(nlp: Language, name: str, label: str) -> Ruler:
    """The pipe that finds one label by rules."""
    return Ruler(label)


class Ruler:
    """Finds the mentions of one label. Raises ValueError for a label that is not ours."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.find = finder(label)

    def __call__(self, doc: Doc) -> Doc:
        state = state_of(doc)
        state.mentions.extend(self.find(state.minutes))
        return doc


@Language.factory("referat_model", default_config={"model": "ner"})
def make_model(nlp: Language, name: str, model: str) -> Model:
    """The pipe that takes over the named entities of the tagger before it."""
    return Model(model, nlp)


class Model:
    """Takes the entities that stand in `doc.ents` as mentions of the tagger called `model`."""

    def __init__(self, model: str, nlp: Language) -> None:
        self.model = model
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        state = state_of(doc)
        recognizer = self.nlp.get_pipe("ner") if self.nlp.has_pipe("ner") else None
        state.mentions.extend(mentions(tagged(doc, state.read, recognizer), state.minutes.text, self.model))
        return doc


@Language.factory("referat_resolve")
def make_resolve(nlp: Language, name: str) -> Resolver:
    """The pipe that keeps one of the mentions that overlap."""
    return Resolver()


class Resolver:
    """Keeps the preferred ones of the mentions that overlap."""

    def __call__(self, doc: Doc) -> Doc:
        state = state_of(doc)
        state.mentions = resolve(state.mentions, state.minutes.text)
        return doc


@Language.factory(
    "referat_link",
    default_config={"labels": list(LABELS)},
    assigns=["doc.ents", "doc.spans", "doc._.referat", *(f"span._.{name}" for name in _SPAN_ATTRIBUTES)],
)
def make_link(nlp: Language, name: str, labels: list[str]) -> Linker:
    """The pipe that links mentions to items and writes the results into the Doc."""
    return Linker(checked(labels))


class Linker:
    """Makes the record and writes it into the Doc; other components' entities stay where there is room."""

    def __init__(self, labels: frozenset[str]) -> None:
        self.labels = labels

    def __call__(self, doc: Doc) -> Doc:
        state = state_of(doc)
        record = assemble(read_text(state.text), state.read, state.minutes, state.mentions, self.labels)
        del doc.user_data[_STATE]
        # A Doc that goes from process to process can carry JSON types only.
        data = to_dict(record)
        doc._.referat_json = data
        _annotate(doc, data["entities"])
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """What `nlp.evaluate` shows: precision, recall and F of the entities, also by label."""
        return get_ner_prf(examples)


def _annotate(doc: Doc, entities: Iterable[dict[str, Any]]) -> None:
    spans = []
    for entity in entities:
        # A span of tokens cannot say `t.kr` without the full stop that the tokenizer split off, so it is
        # widened to whole tokens; the exact offsets are in the record.
        span = doc.char_span(
            entity["start"],
            entity["end"],
            entity["label"],
            entity["value"],
            alignment_mode="expand",
            span_id=str(entity["item"]),
        )
        if span is not None:
            span._.referat = entity
            spans.append(span)
    taken = {*label_map(), *LABELS}
    others = [span for span in doc.ents if span.label_ not in taken] if doc.has_annotation("ENT_IOB") else []
    doc.spans[SPANS_KEY] = spans
    doc.set_ents(filter_spans([*spans, *others]))


@Language.factory(
    "referat", default_config={"labels": list(LABELS), "use_ents": True}, assigns=["doc.ents", "doc.spans"]
)
def make_referat(nlp: Language, name: str, labels: list[str], use_ents: bool) -> Referat:
    """All stages in one pipe; with `use_ents` the entities of a tagger before it join in."""
    return Referat(checked(labels), nlp, use_ents=use_ents)


class Referat:
    """The stages of `referat.load` one after the other, the tagger apart."""

    def __init__(self, labels: frozenset[str], nlp: Language, *, use_ents: bool) -> None:
        self.stages: list[Callable[[Doc], Doc]] = [
            MinutesParser(),
            *(Ruler(label) for label in LABELS),
            *([Model("ents", nlp)] if use_ents else []),
            Resolver(),
            Linker(labels),
        ]

    def __call__(self, doc: Doc) -> Doc:
        for stage in self.stages:
            doc = stage(doc)
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """As `Linker.score`."""
        return get_ner_prf(examples)
