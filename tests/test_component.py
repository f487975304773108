"""The face for spaCy: factories, pipeline, attributes, and the same entities as without spaCy."""

import subprocess
import sys

import pytest
import spacy

import referat
from referat.labels import LABELS

TEXT = """Teknisk Udvalg, 3. maj 2022

1. Ny sti ved åen
Sagsnr.: 22/1234

Beslutning
Udvalget bevilger 4.015 t.kr. i 2023 (d.22/11 2022) efter § 3, stk. 2, i planloven til Odense Kommune.
"""


def entities_of(record: referat.Record) -> list[tuple[int, int, str, str, int, str]]:
    return [(e.start, e.end, e.label, e.value, e.item, e.section) for e in record.entities]


def test_a_pipe_for_each_stage() -> None:
    rules = [f"referat_{label.lower()}" for label in LABELS]
    assert referat.load(model=None).pipe_names == ["referat_minutes", *rules, "referat_resolve", "referat_link"]
    names = referat.load().pipe_names
    assert names == ["ner", "referat_minutes", *rules, "referat_model", "referat_resolve", "referat_link"]


@pytest.mark.parametrize("text", [TEXT, "", " \n", "Ærø\r\nden 3. maj 2022\x00 😀 10 %", "i 2020 i 2021"])
def test_both_ways_in_give_the_same(text: str) -> None:
    assert entities_of(referat.load()(text)._.referat) == entities_of(referat.extract(text))
    nlp = spacy.blank("da")
    nlp.add_pipe("referat")
    assert entities_of(nlp(text)._.referat) == entities_of(referat.extract(text, model=None))


def test_results_are_where_a_spacy_user_looks() -> None:
    doc = referat.load()(TEXT)
    money = next(ent for ent in doc.ents if ent.label_ == "MONEY")
    assert money.kb_id_ == money._.value == "4015000"
    assert (money._.item, money.id_, money._.section) == (1, "1", "beslutning")
    assert money._.rule.startswith("money:")
    assert len(doc.spans["referat"]) == len(doc._.referat.entities)


def test_a_label_can_be_disabled_or_left_out() -> None:
    nlp = referat.load()
    with nlp.select_pipes(disable=["referat_money"]):
        assert "MONEY" not in {ent.label_ for ent in nlp(TEXT).ents}
    assert {ent.label_ for ent in referat.load(labels=["DATE"])(TEXT).ents} == {"DATE"}


def test_a_meeting_date_goes_in_as_an_attribute() -> None:
    nlp = referat.load()
    doc = nlp.make_doc("Mødet den 5. april var godt.")
    doc._.meeting_date = "2016-11-22"
    assert [ent._.value for ent in nlp(doc).ents] == ["2016-04-05"]


def test_entities_of_other_components_stay() -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "WORK", "pattern": "Skovsangen"}])
    nlp.add_pipe("referat")
    assert {ent.label_ for ent in nlp("Skovsangen koster 20 mio. kr.").ents} == {"WORK", "MONEY"}


def test_pipe_and_processes() -> None:
    nlp = referat.load()
    docs = list(nlp.pipe([TEXT] * 4, n_process=2))
    assert {len(doc._.referat.entities) for doc in docs} == {len(referat.extract(TEXT).entities)}


def test_it_needs_no_import_of_ours() -> None:
    program = (
        "import spacy; nlp = spacy.blank('da'); nlp.add_pipe('referat'); print(nlp('den 3. maj 2022').ents[0]._.value)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2022-05-03"


def test_the_pipeline_goes_to_disk_and_back(tmp_path: object) -> None:
    nlp = referat.load(labels=["DATE", "MONEY"])
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [ent._.value for ent in again(TEXT).ents] == [ent._.value for ent in nlp(TEXT).ents]


def test_unknown_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown label 'DAY'"):
        referat.load(labels=["DAY"])
