"""A user's own da_core_news model, by a stand-in with its interface that is built here."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import referat
from referat.model import ModelError


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with the pipes and labels of da_core_news_sm, trained on two sentences."""
    nlp: Language = spacy.blank("da")
    nlp.add_pipe("sentencizer")
    ner = nlp.add_pipe("ner")
    for label in ("LOC", "MISC", "ORG", "PER"):
        ner.add_label(label)
    text = "Firmaet Zorbax byggede."
    example = Example.from_dict(nlp.make_doc(text), {"entities": [(8, 14, "ORG")]})
    optimizer = nlp.initialize(lambda: [example])
    for _ in range(60):
        nlp.update([example], sgd=optimizer)
    folder = tmp_path_factory.mktemp("model") / "da_core_news_sm"
    nlp.to_disk(folder)
    return folder


def test_what_the_tagger_finds_joins_the_rules(stand_in: Path) -> None:
    text = "Firmaet Zorbax byggede."
    assert "Zorbax" in {entity.text for entity in referat.extract(text, model=str(stand_in)).entities}
    assert "referat_model" in referat.load(str(stand_in)).pipe_names
    assert "sentencizer" not in referat.load(str(stand_in)).pipe_names


def test_rules_are_preferred(stand_in: Path) -> None:
    record = referat.extract("Odense Kommune bevilger 20 mio. kr.", model=str(stand_in))
    by_rules = referat.extract("Odense Kommune bevilger 20 mio. kr.")
    assert (
        set(by_rules.entities) <= set(record.entities) or by_rules.entities == record.entities[: len(by_rules.entities)]
    )


def test_misc_is_left_out_and_per_is_person() -> None:
    from referat.model import mentions
    from referat.reading import reading

    doc = Doc(spacy.blank("da").vocab, words=["Ane", "Holm", "og", "Faust"])
    doc.ents = [Span(doc, 0, 2, label="PER"), Span(doc, 3, 4, label="MISC")]
    assert [(m.label, m.value) for m in mentions(doc, reading(doc.text), "x")] == [("PERSON", "Ane Holm")]


def test_a_model_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("da").to_disk(tmp_path / "empty")
    with pytest.raises(ModelError, match="no component `ner`"):
        referat.load(str(tmp_path / "empty"))


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("ner").add_label("GENE")
    nlp.initialize()
    nlp.to_disk(tmp_path / "genes")
    with pytest.raises(ModelError, match="tags none of the labels"):
        referat.load(str(tmp_path / "genes"))
