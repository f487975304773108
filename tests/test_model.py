"""Taggers beside the rules: the shipped one, and a user's own da_core_news by a stand-in with its interface."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import referat
from referat.model import SHIPPED, ModelError, load_tagger
from referat.reading import reading
from referat.tagged import STRETCH, Tagged, mentions, tagged

ROOT = Path(__file__).parents[1]
OWN = ROOT / "models" / SHIPPED
SENTENCE = "Derpå byggede Zorbax huset."


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with the pipes, the labels and the meta of da_core_news_sm, trained on one sentence."""
    nlp: Language = spacy.blank("da")
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("attribute_ruler")
    ner = nlp.add_pipe("ner")
    for label in ("LOC", "MISC", "ORG", "PER"):
        ner.add_label(label)
    example = Example.from_dict(nlp.make_doc(SENTENCE), {"entities": [(14, 20, "ORG")], "pos": ["NOUN"] * 5})
    optimizer = nlp.initialize(lambda: [example])
    for _ in range(60):
        nlp.update([example], sgd=optimizer)
    nlp.meta.update(name="core_news_sm", version="3.8.0", spacy_version=">=3.8.0,<3.9.0", license="CC BY-SA 4.0")
    folder = tmp_path_factory.mktemp("model") / "da_core_news_sm"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def installed(stand_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in as a package that is called da_core_news_sm, in a folder for the path of imports."""
    site = tmp_path_factory.mktemp("site")
    package = site / "da_core_news_sm"
    shutil.copytree(stand_in, package / "da_core_news_sm-3.8.0")
    shutil.copy(stand_in / "meta.json", package)
    load = "from spacy.util import load_model_from_init_py\ndef load(**overrides):\n"
    (package / "__init__.py").write_text(load + "    return load_model_from_init_py(__file__, **overrides)\n")
    info = site / "da_core_news_sm-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: da_core_news_sm\nVersion: 3.8.0\n")
    return site


def test_what_the_tagger_finds_joins_the_rules(stand_in: Path) -> None:
    found = [entity for entity in referat.extract(SENTENCE, model=str(stand_in)).entities if entity.text == "Zorbax"]
    assert [(entity.label, entity.rule) for entity in found] == [("ORG", f"model:{stand_in}")]
    assert 0.5 < found[0].details["score"] <= 1
    assert "Zorbax" not in {entity.text for entity in referat.extract(SENTENCE, model=None).entities}


def test_only_the_pipes_that_find_names_are_kept(stand_in: Path) -> None:
    names = referat.load(str(stand_in)).pipe_names
    assert names[:3] == ["tok2vec", "ner", "referat_minutes"]
    assert "referat_model" in names


def test_an_installed_model_is_used_by_its_name(installed: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import referat\n"
        f"record = referat.extract({SENTENCE!r}, model='da_core_news_sm')\n"
        "print([(e.text, e.label) for e in record.entities if e.rule == 'model:da_core_news_sm'])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(installed)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[('Zorbax', 'ORG')]"


def test_a_model_for_another_spacy_is_refused_in_one_line(stand_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "da_core_news_sm"
    shutil.copytree(stand_in, folder)
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps(meta | {"spacy_version": ">=3.1.0,<3.2.0"}))
    with pytest.raises(ModelError, match=r"made for spaCy >=3.1.0,<3.2.0, and 3\.\d") as told:
        referat.load(str(folder))
    assert "\n" not in str(told.value)


def test_rules_are_preferred(stand_in: Path) -> None:
    text = "Odense Kommune bevilger 20 mio. kr."
    entities = referat.extract(text, model=str(stand_in)).entities
    assert [entity for entity in entities if not entity.rule.startswith("model:")] == [
        *referat.extract(text, model=None).entities
    ]


def test_misc_is_left_out_and_per_is_person() -> None:
    doc = Doc(spacy.blank("da").vocab, words=["Ane", "Holm", "og", "Faust"])
    doc.ents = [Span(doc, 0, 2, label="PER"), Span(doc, 3, 4, label="MISC")]
    assert list(tagged(doc, reading(doc.text))) == [Tagged(0, 8, "PERSON")]


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


def test_a_folder_that_is_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ModelError) as told:
        referat.load(str(tmp_path))
    assert "\n" not in str(told.value)


def said(text: str, *finds: Tagged) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.label, m.value) for m in mentions(finds, text, "x")]


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("Indsatsstrategien virker.", Tagged(0, 17, "LOC", 0.99)),
        ("Støtte gives. Der er støtte nok.", Tagged(0, 6, "PERSON", 0.99)),
        ("Marts var kold.", Tagged(0, 5, "PERSON", 0.99)),
        ("Temaet er »Sundhed i Balance«.", Tagged(21, 28, "LOC", 0.99)),
        ("Zorbax byggede.", Tagged(0, 6, "ORG", 0.1)),
        ("Byrådet vedtog.", Tagged(0, 7, "ORG", 0.99)),
        ("se 4711 nu", Tagged(3, 7, "ORG", 0.99)),
        ("Se Zorgens Statusrapport.", Tagged(3, 24, "ORG", 0.99)),
        ("pris pr. MWh i dag", Tagged(9, 12, "ORG", 0.99)),
        ("fondens sag XYZ24-0098765.", Tagged(12, 25, "ORG", 0.99)),
        ("Mødested: | Det Blå Hus, sal 2", Tagged(12, 23, "ORG", 0.99)),
        ("mødet i Zorgby Rådhus", Tagged(8, 21, "ORG", 0.99)),
        ("Zorg Brix\n(SP), Anne", Tagged(11, 13, "ORG", 0.99)),
        ("Zorgvagten kørte.", Tagged(0, 10, "ORG", 0.99)),
        ("ÅBNE EMNER", Tagged(0, 10, "PERSON", 0.99)),
        ("Bilag Zorg mangler", Tagged(0, 10, "PERSON", 0.99)),
        ("Odense Markjorder", Tagged(0, 17, "PERSON", 0.99)),
        ("Vraget.\n", Tagged(0, 6, "LOC", 0.99)),
        ("Kommune Kommune", Tagged(0, 15, "ORG", 0.99)),
        ("brug af AI i dag", Tagged(9, 11, "ORG", 0.99)),
        ("vand i Odense Bugten nu", Tagged(7, 20, "ORG", 0.99)),
        ("kamp på Odense Stadion nu", Tagged(8, 22, "ORG", 0.99)),
        ("Rådmanden for Zorg kom", Tagged(0, 18, "ORG", 0.99)),
        ("besked på Intra", Tagged(10, 15, "LOC", 0.99)),
        ("sti Odense-Zorgby", Tagged(4, 17, "LOC", 0.99)),
        ("B. Lukkede emner", Tagged(0, 10, "PERSON", 0.99)),
        ("tilsyn på Zorgs Have", Tagged(10, 20, "PERSON", 0.99)),
        ("holdt på Zorgby Slot nu", Tagged(9, 20, "ORG", 0.99)),
        ("4.000\nEkstra vikarer", Tagged(6, 12, "ORG", 0.99)),
        ("ved S-togsstationen nu", Tagged(4, 19, "ORG", 0.99)),
        ("anbefales Byrädet at", Tagged(10, 17, "ORG", 0.99)),
        ("og referaterNytZorgby Kommune", Tagged(3, 29, "ORG", 0.99)),
        ("i Zorgby KommuneMiljø- og", Tagged(2, 22, "ORG", 0.99)),
        ("Mødested: Zorgby Sal", Tagged(10, 20, "LOC", 0.99)),
        ("Sted: Zorgheim", Tagged(6, 14, "LOC", 0.99)),
        ("| sted | Zorgheim", Tagged(9, 17, "LOC", 0.99)),
        ("Kommunale bygninger", Tagged(0, 9, "ORG", 0.99)),
        ("Yngre lærere ønsker", Tagged(0, 5, "ORG", 0.99)),
        ("Zorgninger til skolen", Tagged(0, 10, "ORG", 0.99)),
        ("ved IT-afdelingen nu", Tagged(4, 17, "ORG", 0.99)),
        ("er â€Ord på Zorgenâ€, og", Tagged(12, 20, "LOC", 0.99)),
    ],
)
def test_what_looks_like_no_name_is_left(text: str, find: Tagged) -> None:
    assert said(text, find) == []


@pytest.mark.parametrize(
    ("text", "find", "value"),
    [
        ("Zorbax byggede.", Tagged(0, 6, "ORG", 0.99), "Zorbax"),
        ("hos STAR i dag", Tagged(4, 8, "ORG", 0.99), "Styrelsen for Arbejdsmarked og Rekruttering"),
        ("fra Zorbax' side", Tagged(4, 11, "ORG", 0.99), "Zorbax"),
        ("Hun hed Xenia Zorg.", Tagged(8, 18, "PERSON", 0.99), "Xenia Zorg"),
        ("i Zorgby og", Tagged(2, 8, "LOC", 0.99), "Zorgby"),
        ("Havnefoged Zorg Brix kom", Tagged(0, 20, "PERSON", 0.99), "Zorg Brix"),
        ("SKOLEN, ODENSE", Tagged(8, 14, "LOC", 0.99), "Odense"),
        ("kl. 9, Zorgvej 3, Udvalgsværelset", Tagged(7, 33, "LOC", 0.99), "Zorgvej 3"),
        ("AFBUD INGEN. Tegnestuen Zorg & Brix tegner", Tagged(13, 35, "ORG", 0.99), "Zorg & Brix"),
        ("Udvalget for Zorg, Byråd", Tagged(0, 24, "ORG", 0.99), "Udvalget for Zorg"),
        ("ved Zorgby Kulturhus Ny sal", Tagged(4, 23, "ORG", 0.99), "Zorgby Kulturhus"),
        ("30/4321 / Center for Zorg / Åbent", Tagged(10, 33, "ORG", 0.99), "Center for Zorg"),
        ("punkt: ØU", Tagged(7, 9, "ORG", 0.99), "Økonomiudvalget"),
        ("Foreningen De Zorgløse søger", Tagged(0, 22, "ORG", 0.99), "Foreningen De Zorgløse"),
        ("•Zorg Anlæg oplyser", Tagged(0, 11, "ORG", 0.99), "Zorg Anlæg"),
        ("• Anna Zorgesen kom", Tagged(0, 15, "PERSON", 0.99), "Anna Zorgesen"),
        ("●\tZorg Anlæg kom", Tagged(0, 12, "ORG", 0.99), "Zorg Anlæg"),
        ("Zontek leverer asfalt", Tagged(0, 6, "ORG", 0.99), "Zontek"),
        ("Zontek bygger en skole", Tagged(0, 6, "ORG", 0.99), "Zontek"),
        ("Zontek og Bravida har budt", Tagged(0, 6, "ORG", 0.99), "Zontek"),
        ("Zonteker leverer asfalt", Tagged(0, 8, "ORG", 0.99), "Zonteker"),
        ("hos ZorgForsikring i dag", Tagged(4, 18, "ORG", 0.99), "ZorgForsikring"),
        ("hos KommuneForsikring i dag", Tagged(4, 21, "ORG", 0.99), "KommuneForsikring"),
        ("af mortenZorg Entreprise nu", Tagged(3, 24, "ORG", 0.99), "mortenZorg Entreprise"),
        ("med zorgitteDigital i maj", Tagged(4, 19, "ORG", 0.99), "zorgitteDigital"),
        ("støtte til K-huset i maj", Tagged(11, 18, "ORG", 0.99), "K-huset"),
        ("fest i H-salen i maj", Tagged(7, 14, "LOC", 0.99), "H-salen"),
        ("på et opholdssted Zorgheim i maj", Tagged(18, 26, "LOC", 0.99), "Zorgheim"),
        ("det finder sted Zorgby i maj", Tagged(16, 22, "LOC", 0.99), "Zorgby"),
        ("hos Zorg Anlægâ€ i", Tagged(4, 16, "ORG", 0.99), "Zorg Anlæg"),
        ("Zorbax oplyser, at", Tagged(0, 6, "ORG", 0.99), "Zorbax"),
        ("ved Zor-\nbax nu", Tagged(4, 12, "ORG", 0.99), "Zorbax"),
        ("Zorbax byggede uden at sige det.", Tagged(0, 6, "ORG", None), "Zorbax"),
    ],
)
def test_a_find_gets_its_canonical_value(text: str, find: Tagged, value: str) -> None:
    assert [name for _, _, name in said(text, find)] == [value]


def test_a_short_name_that_the_text_introduces_is_followed() -> None:
    text = "Zorbax Anlæg (herefter ZA) bygger. ZA er færdig."
    assert said(text, Tagged(0, 12, "ORG", 0.9)) == [
        ("Zorbax Anlæg", "ORG", "Zorbax Anlæg"),
        ("ZA", "ORG", "Zorbax Anlæg"),
        ("ZA", "ORG", "Zorbax Anlæg"),
    ]


def test_a_legal_form_that_the_tokenizer_cuts_is_made_whole() -> None:
    doc = spacy.blank("da").make_doc("Det blev Zorbax A/S.")
    doc.ents = [Span(doc, 2, 5, label="ORG")]
    assert [doc.text[find.start : find.end] for find in tagged(doc, reading(doc.text))] == ["Zorbax A/S"]


def test_a_long_text_is_tagged_in_parts(stand_in: Path) -> None:
    line = f"{SENTENCE} Der er ikke mere at sige om den sag.\n"
    text = line * (3 * STRETCH // len(line))
    found = [e for e in referat.extract(text, model=str(stand_in)).entities if e.rule.startswith("model:")]
    assert {entity.text for entity in found} == {"Zorbax"}
    assert len(found) == text.count("Zorbax")


def test_the_shipped_model_is_loaded_by_spacy_and_tags_our_labels() -> None:
    nlp = spacy.load(OWN)
    assert {"LOC", "ORG", "PER"} <= set(nlp.get_pipe("ner").labels)
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert sum(path.stat().st_size for path in OWN.rglob("*")) < 5_000_000


def test_the_shipped_model_finds_what_no_rule_knows() -> None:
    text = "Borgerforeningen v/ Tawanda Plovgreve har skrevet til udvalget.\n"
    assert "Tawanda Plovgreve" not in {entity.text for entity in referat.extract(text, model=None).entities}
    [found] = [entity for entity in referat.extract(text).entities if entity.text == "Tawanda Plovgreve"]
    assert (found.label, found.rule) == ("PERSON", f"model:{SHIPPED}")
    assert 0.5 < found.details["score"] <= 1


def test_closed_labels_are_those_of_the_rules() -> None:
    text = (ROOT / "eval" / "texts" / "a-aabenraa-2019-byraad.txt").read_text(encoding="utf-8")
    closed = {"DATE", "MONEY", "PERCENT", "CASE_NUMBER", "TIME", "LAW"}

    def of(model: str | None) -> list[referat.Entity]:
        return [entity for entity in referat.extract(text, model=model).entities if entity.label in closed]

    assert of(SHIPPED) == of(None) != []


def test_labels_that_no_tagger_gives_need_no_spacy() -> None:
    program = "import referat, sys; referat.extract('20 mio. kr.', labels=['MONEY']); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_changed_file_of_the_shipped_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "models", tmp_path / "models", ignore=shutil.ignore_patterns("training"))
    with (tmp_path / "models" / SHIPPED / "ner" / "model").open("ab") as weights:
        weights.write(b"x")
    monkeypatch.setattr("referat.model.folder", lambda name: tmp_path / name)
    with pytest.raises(ModelError, match="was changed: reinstall"):
        load_tagger(SHIPPED)


def test_loading_unpickles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import pickle

    def refuse(*_: object) -> None:
        raise AssertionError("a pickle was read")

    monkeypatch.setattr(pickle, "loads", refuse)
    monkeypatch.setattr(pickle, "load", refuse)
    assert load_tagger(SHIPPED).pipe_names == ["tok2vec", "ner"]
