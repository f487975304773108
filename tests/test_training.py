"""The makers of training data: made-up minutes are repeatable, hold names back, and keep their names under damage."""

import random
import re
import sys
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

ROOT = Path(__file__).parents[1]
TRAINING = ROOT / "models" / "training"
sys.path.insert(0, str(TRAINING))

import lexicon  # noqa: E402
import noise  # noqa: E402
import ship  # noqa: E402
import sources  # noqa: E402
from grammar import Grammar  # noqa: E402

from referat.interchange import read_gold  # noqa: E402

EXTRA = {"news_sentence": ["Det regnede hele dagen."], "news_phrase": ["Hele dagen"]}
DAMAGES = [
    noise.wrapped, noise.flattened, noise.capitals, noise.page_marks, noise.bullets, noise.spaces, noise.single_lines,
    noise.sentence_lines, noise.lost_digits,
]  # fmt: skip


def read(*, unseen: bool = False) -> Grammar:
    return Grammar.read(TRAINING / "grammar", ROOT / "patterns", EXTRA, unseen=unseen)


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return read()


def test_the_same_seed_gives_the_same_document(grammar: Grammar) -> None:
    assert grammar.document(7) == read().document(7) != grammar.document(8)


def test_every_label_is_made(grammar: Grammar) -> None:
    labels = {label for seed in range(60) for _, label in grammar.document(seed)}
    assert labels == {None, "PER", "ORG", "LOC", "PROJECT"}


def test_every_slot_is_used(grammar: Grammar) -> None:
    used = {name for slot in grammar.slots.values() for form in slot.forms for name in re.findall(r"\{\??(\w+)", form)}
    started = {"document", "other_person", "other_organisation", "glued", *EXTRA}
    assert set(grammar.slots) - used - started == set()


def test_names_are_held_back_from_training(grammar: Grammar) -> None:
    unseen = read(unseen=True)
    for name in ("given", "surname", "town", "place_head", "house_name", "coined_a", "known_association"):
        kept, back = set(grammar.slots[name].forms), set(unseen.slots[name].forms)
        assert back
        assert not kept & back, name
        assert len(back) < len(kept)


@pytest.mark.parametrize(
    ("entry", "told"),
    [('a = ["{nobody}"]', "unknown slots"), ('a = ["{b"]', "malformed"), ("a = []", "no forms")],
)
def test_a_slip_in_the_grammar_is_told(tmp_path: Path, entry: str, told: str) -> None:
    (tmp_path / "a.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        Grammar.read(tmp_path, ROOT / "patterns", {})


def small(tmp_path: Path, entries: str) -> Grammar:
    (tmp_path / "a.toml").write_text(f"{entries}\n[[style]]\n", encoding="utf-8")
    return Grammar.read(tmp_path, ROOT / "patterns", {})


def test_how_a_form_is_written(tmp_path: Path) -> None:
    grammar = small(tmp_path, 'a = ["{b:s} {c:C} {c:U} {c*3-3/, }"]\nb = {label = "ORG", forms = ["KL"]}\nc = ["by"]')
    pieces = grammar.document(1, "a")
    assert "".join(text for text, _ in pieces) == "KLs By BY by, by, by"
    assert pieces[0] == ("KLs", "ORG")


def test_a_name_takes_in_what_it_is_made_of(tmp_path: Path) -> None:
    names = 'a = {label = "ORG", forms = ["{b} Skole"]}\nb = {label = "LOC", forms = ["Byby"]}'
    assert small(tmp_path, names).document(1, "a") == [("Byby Skole", "ORG")]


def letters(text: str) -> str:
    return re.sub(r"[^\w]|\d|_", "", text).lower()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_keeps_the_names(grammar: Grammar, damage: object) -> None:
    changed = 0
    for seed in range(12):
        page = noise.Page.of(grammar.document(seed))
        before = [(letters(page.text[start:end]), label) for start, end, label in page.spans()]
        text = page.text
        damage(page, random.Random(seed))  # type: ignore[operator]
        assert [(letters(page.text[start:end]), label) for start, end, label in page.spans()] == before
        assert len(page.owner) == len(page.text)
        changed += page.text != text
    assert changed


def test_a_menu_glued_to_a_line_is_no_part_of_a_name() -> None:
    page = noise.Page.of([("KL", "ORG"), (" har svaret.\n" * 60, None)])
    noise.menus(page, random.Random(3), ["Udskriv"])
    [(start, end, _)] = page.spans()
    assert page.text[start:end] == "KL"


def test_whole_names_of_the_news(tmp_path: Path) -> None:
    rows = ["SID-huset\tB-ORG\tB-ORGpart#O", "i\tO\tO#O", "Ny\tB-LOC\tB-LOC#O", "By\tI-LOC\tI-LOC#O", ".\tO\tO#O"]
    lines = [f"{n}\t{row}\ts" for n, row in enumerate(rows, 1)]
    path = tmp_path / "x.iob2"
    path.write_text("\n".join(["# sent_id = 1", "# text = SID-huset i Ny By.", *lines, ""]), encoding="utf-8")
    [sentence] = sources.read_uner(path)
    assert sentence.names == ((2, 4, "LOC"),)
    [doc] = sources.docs(spacy.blank("da"), [sentence], random.Random(0))
    assert (doc.text, [(ent.text, ent.label_) for ent in doc.ents]) == ("SID-huset i Ny By.", [("Ny By", "LOC")])


def test_swapped_names_keep_their_places() -> None:
    sentence = sources.Sentence(
        ("Bo", "så", "Ny", "By", "."), (True, True, True, False, False), ((0, 1, "PER"), (2, 4, "LOC"))
    )
    names = {"PER1": [("Ib",)], "LOC2": [("Den", "Tredje", "Ø")]}
    seen = {sources.swapped(sentence, names, random.Random(seed)) for seed in range(20)}
    assert {" ".join(swap.words) for swap in seen} == {
        "Bo så Ny By .", "Ib så Ny By .", "Bo så Den Tredje Ø .", "Ib så Den Tredje Ø .",
    }  # fmt: skip
    for swap in seen:
        assert [swap.words[start] for start, _, _ in swap.names] in (
            ["Bo", "Ny"],
            ["Ib", "Ny"],
            ["Bo", "Den"],
            ["Ib", "Den"],
        )


def test_no_line_of_the_labelled_set_is_in_the_grammar() -> None:
    def runs(text: str) -> set[str]:
        words = re.findall(r"\w+", text.lower())
        return {" ".join(words[index : index + 6]) for index in range(len(words) - 5)}

    sets = (read_gold(ROOT / "eval"), read_gold(ROOT / "eval" / "layouts"))
    gold = set().union(*(runs(one.record.text) for documents in sets for one in documents))
    files = [path for path in (TRAINING / "grammar").glob("*.toml") if path.name != "names.toml"]
    pieces = (piece for path in files for piece in re.split(r'\{.*?\}|"', path.read_text(encoding="utf-8")))
    assert len(gold) > 1000
    assert gold & set().union(*map(runs, pieces)) == set()


def test_the_lexicon_knows_the_kinds_of_names() -> None:
    norms = lexicon.lexicon(whole=True).get_table("lexeme_norm")
    kinds = ("Peder", "Bahrain", "Bahrains", "Odense", "ODENSE", "KLM", "McDermott", "Zorbax")
    assert [norms.get(name) for name in kinds] == ["G", "C", "C", "T", "T", "O", "S", None]
    assert "W" in norms["April"]


def test_training_sees_half_of_the_lexicon_and_no_name_that_is_held_back() -> None:
    half, whole = (lexicon.lexicon(whole=whole).get_table("lexeme_norm") for whole in (False, True))
    names = [name for name, (kinds, _) in lexicon.names().items() if kinds != "W"]
    assert 0.4 < sum(name in half for name in names) / len(names) < 0.6
    assert all(name in whole for name in names)
    slots = [read(unseen=True).slots[slot] for slot in ("given", "surname", "town")]
    held = {name for slot in slots for name in slot.forms if name[-1] != "s"}
    assert [name for name in held if half.get(name, "W") != "W"] == []


def test_what_is_shipped_has_the_whole_lexicon() -> None:
    held = next(name for name in read(unseen=True).slots["surname"].forms if len(name) > 5)
    nlp = spacy.load(ROOT / "models" / "da_referat_sm")
    assert nlp.vocab[held].norm_ != held.lower()
    assert nlp.vocab["zorbax"].norm_ == "zorbax"


def test_what_is_shipped_has_the_weights_that_were_trained(tmp_path: Path) -> None:
    config = spacy.util.load_config(TRAINING / "config.cfg")
    assert "${" not in str(config["components"]), "each is shipped without the sections that it would read this from"
    trained = spacy.util.load_model_from_config(config.interpolate(), auto_fill=True)
    doc = trained.make_doc("Peder Wessel bor i Odense.")
    names = {"entities": [(0, 12, "PER"), (19, 25, "LOC")]}
    trained.initialize(lambda: [Example.from_dict(doc, names)])
    trained.to_disk(tmp_path / "trained")
    ship.shipped(tmp_path / "trained").to_disk(tmp_path / "shipped")
    shipped = spacy.load(tmp_path / "shipped")
    assert shipped.pipe_names == trained.pipe_names == ["tok2vec", "ner"]
    for name, pipe in trained.pipeline:
        assert shipped.get_pipe(name).model.to_bytes() == pipe.model.to_bytes()
    assert shipped.meta["name"] == "referat_sm"
