"""The face for spaCy: factories, pipeline, attributes, and the same entities as without spaCy."""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import referat
from referat.labels import LABELS

TEXTS = sorted((Path(__file__).parents[1] / "eval" / "texts").glob("*.txt"))

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
    assert names == ["tok2vec", "ner", "referat_minutes", *rules, "referat_model", "referat_resolve", "referat_link"]


@pytest.mark.parametrize("text", [TEXT, "", " \n", "Ærø\r\nden 3. maj 2022\x00 😀 10 %", "i 2020 i 2021"])
def test_both_ways_in_give_the_same(text: str) -> None:
    assert entities_of(referat.load()(text)._.referat) == entities_of(referat.extract(text))
    nlp = spacy.blank("da")
    nlp.add_pipe("referat")
    assert entities_of(nlp(text)._.referat) == entities_of(referat.extract(text, model=None))


@pytest.fixture(scope="module")
def ways_in() -> tuple[Language, Language]:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat")
    return referat.load(), nlp


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_all_ways_in_give_the_same_on_whole_minutes(path: Path, ways_in: tuple[Language, Language]) -> None:
    text = path.read_bytes().decode()
    loaded, blank = ways_in
    assert entities_of(loaded(text)._.referat) == entities_of(referat.extract(text))
    assert entities_of(blank(text)._.referat) == entities_of(referat.extract(text, model=None))


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


def test_texts_come_with_what_belongs_to_them() -> None:
    nlp = referat.load(model=None, labels=["MONEY"])
    told = [(doc.ents[0]._.value, belongs) for doc, belongs in nlp.pipe([(TEXT, {"id": 7})], as_tuples=True)]
    assert told == [("4015000", {"id": 7})]


def in_a_fresh_process(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_it_needs_no_import_of_ours() -> None:
    program = (
        "import spacy; nlp = spacy.blank('da'); nlp.add_pipe('referat'); print(nlp('den 3. maj 2022').ents[0]._.value)"
    )
    assert in_a_fresh_process(program) == "2022-05-03"


def test_a_saved_pipeline_and_its_docs_need_no_import_of_ours(tmp_path: Path) -> None:
    nlp = referat.load(model=None)
    nlp.to_disk(tmp_path / "nlp")
    DocBin(docs=[nlp(TEXT)], store_user_data=True).to_disk(tmp_path / "docs.spacy")
    program = (
        "import sys, spacy; from spacy.tokens import DocBin; nlp = spacy.load(sys.argv[1])\n"
        "[doc] = DocBin().from_disk(sys.argv[2]).get_docs(nlp.vocab)\n"
        "again = nlp(doc.text)\n"
        "assert doc._.referat == again._.referat\n"
        "print([(ent.label_, ent._.value) for ent in doc.ents] == [(ent.label_, ent._.value) for ent in again.ents])"
    )
    assert in_a_fresh_process(program, tmp_path / "nlp", tmp_path / "docs.spacy") == "True"


def test_docs_go_through_bytes_json_and_joining() -> None:
    nlp = referat.load(model=None)
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.referat == doc._.referat
    assert again.ents[0]._.value == doc.ents[0]._.value
    assert doc.to_json(underscore=["referat_json"])["_"]["referat_json"]["entities"]
    with warnings.catch_warnings(record=True) as told:
        joined = Doc.from_docs([doc, doc])
    assert [ent._.value for ent in joined.ents] == 2 * [ent._.value for ent in doc.ents]
    assert not [warning for warning in told if "unsupported user data" in str(warning.message)]


def test_a_pipeline_goes_through_bytes() -> None:
    again = referat.load(model=None, labels=["DATE"]).from_bytes(referat.load(model=None, labels=["DATE"]).to_bytes())
    assert {ent.label_ for ent in again(TEXT).ents} == {"DATE"}


def test_a_ruler_can_be_replaced() -> None:
    nlp = referat.load(model=None, labels=["MONEY", "PERCENT"])
    nlp.replace_pipe("referat_money", "referat_ruler", config={"label": "TIME"})
    assert [ent.label_ for ent in nlp("5 % af 20 mio. kr.").ents] == ["PERCENT"]


@pytest.mark.parametrize(
    ("config", "told"), [({"label": ["DATE"]}, "label"), ({"labels": "DATE"}, "labels"), ({"use_ents": []}, "use_ents")]
)
def test_a_slip_in_the_configuration_is_told_by_spacy(config: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=f"referat -> {told}\\s"):
        spacy.blank("da").add_pipe("referat", config=config)


@pytest.mark.parametrize("nlp", [lambda: referat.load(model=None), lambda: blank()], ids=["pipes", "one pipe"])
def test_spacy_evaluates_it(nlp: object) -> None:
    language: Language = nlp()  # type: ignore[operator]
    gold = {"entities": [(TEXT.index("4.015"), TEXT.index("4.015") + 11, "MONEY")]}
    scores = language.evaluate([Example.from_dict(language.make_doc(TEXT), gold)])
    assert scores["ents_per_type"]["MONEY"]["f"] == 1
    assert scores["ents_p"] < 1


def blank() -> Language:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat")
    return nlp


OWN = [
    {"label": "ORG", "pattern": "Odense Kommune", "id": "Vores Kommune"},
    {"label": "PROJECT", "pattern": [{"LOWER": "ny"}, {"LOWER": "sti"}, {"LOWER": "ved"}]},
]


def test_an_own_gazetteer_wins(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, OWN)), encoding="utf-8")
    nlp = referat.load(model=None, gazetteer=path)
    assert nlp.pipe_names[:2] == ["referat_minutes", "referat_gazetteer"]
    nlp.to_disk(tmp_path / "nlp")
    for language in (nlp, spacy.load(tmp_path / "nlp")):
        own = [entity for entity in language(TEXT)._.referat.entities if entity.rule.startswith("own:")]
        assert [(entity.label, entity.text, entity.value, entity.item) for entity in own] == [
            ("PROJECT", "Ny sti ved", "Ny sti ved", 1),
            ("ORG", "Odense Kommune", "Vores Kommune", 1),
        ]
        with language.select_pipes(disable=["referat_gazetteer"]):
            assert "Odense Kommune" in {entity.value for entity in language(TEXT)._.referat.entities}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_an_own_gazetteer_may_be_a_file_of_windows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes('{"label": "ORG", "pattern": "Børnehjørnet"}\r\n\r\n'.encode(encoding))
    doc = referat.load(model=None, gazetteer=path)("Hos Børnehjørnet i går.")
    assert [entity.rule for entity in doc._.referat.entities if entity.label == "ORG"] == ["own:Børnehjørnet"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"label": "ORG", "pattern": "A"', "line 2 is no pattern"),
        ('["ORG"]', "line 2 is no pattern"),
        ('{"label": "ORG"}', "line 2 is no pattern"),
        ('{"label": "DAY", "pattern": "A"}', "line 2 has no label of ours"),
    ],
)
def test_a_bad_line_of_an_own_gazetteer_is_told(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(f"{json.dumps(OWN[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        referat.load(model=None, gazetteer=path)
    with pytest.raises(ValueError, match="unknown label 'DAY'"):
        spacy.blank("da").add_pipe("referat_gazetteer").add_patterns([{"label": "DAY", "pattern": "A"}])


def test_the_pipeline_goes_to_disk_and_back(tmp_path: object) -> None:
    nlp = referat.load(labels=["DATE", "MONEY"])
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [ent._.value for ent in again(TEXT).ents] == [ent._.value for ent in nlp(TEXT).ents]


def test_unknown_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown label 'DAY'"):
        referat.load(labels=["DAY"])
