"""The tokenizer that remembers: spaCy's tokens, sooner."""

import pickle
import time
from pathlib import Path

import pytest
import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

import referat
from referat import tokenizer
from referat.tokenizer import RememberingTokenizer, learn, remembering

TEXTS = [path.read_bytes().decode() for path in sorted((Path(__file__).parents[1] / "eval" / "texts").glob("*.txt"))]


def tokens(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.text, token.whitespace_, token.norm_) for token in doc]


@pytest.fixture
def own() -> RememberingTokenizer:
    kept = remembering(spacy.blank("da")).tokenizer
    assert isinstance(kept, RememberingTokenizer)
    return kept


def test_the_tokens_are_those_of_spacy(own: RememberingTokenizer) -> None:
    bare = spacy.blank("da").tokenizer
    for text in [*TEXTS, "", " ", "\n\n kr.\t(ca. 5 kr.)", "se https://www.ry.dk/a?b=c, bl.a. d.22/11"]:
        first, again = own(text), own(text)
        assert tokens(first) == tokens(again) == tokens(bare(text))


def test_a_known_text_takes_far_less_time_than_spacy_needs(own: RememberingTokenizer) -> None:
    text = "Der er 5 kr. til vejen. " + TEXTS[0] * 3
    bare = spacy.blank("da").tokenizer

    def seconds(tokenize: Tokenizer) -> float:
        tokenize(text)
        start = time.process_time()
        tokenize(text)
        return time.process_time() - start

    assert min(seconds(own) for _ in range(3)) * 2 < min(seconds(bare) for _ in range(3))


def test_a_memory_zone_uses_what_was_learned_and_adds_nothing() -> None:
    nlp = remembering(spacy.blank("da"))
    learn(nlp, "Ny sti ved åen")
    with nlp.memory_zone():
        assert [token.text for token in nlp("Ny bro ved åen")] == ["Ny", "bro", "ved", "åen"]
        learn(nlp, "Gammel kro")
    assert "åen" in nlp.vocab.strings
    assert "bro" not in nlp.vocab.strings
    assert "Gammel" not in nlp.vocab.strings


def test_what_is_remembered_is_bounded(own: RememberingTokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "x" * (tokenizer.LONGEST + 1)
    own.learn(f"en {endless}")
    assert endless not in own.vocab.strings
    monkeypatch.setattr(tokenizer, "MOST_CHUNKS", 1)
    own.learn("to")
    assert "to" not in own.vocab.strings


def test_another_kind_of_tokenizer_stays() -> None:
    class Lines:
        def __init__(self, vocab: spacy.Vocab) -> None:
            self.vocab = vocab

        def __call__(self, text: str) -> Doc:
            return Doc(self.vocab, words=text.split("\n"))

    nlp = spacy.blank("da")
    nlp.tokenizer = Lines(nlp.vocab)
    learn(remembering(nlp), "a b")
    assert [token.text for token in nlp("a b\nc")] == ["a b", "c"]


def test_it_is_changed_copied_and_stored_as_spacys_is(own: RememberingTokenizer, tmp_path: Path) -> None:
    own("ring 70201020")
    own.add_special_case("ring", [{"ORTH": "ri"}, {"ORTH": "ng"}])
    for copy in (own, pickle.loads(pickle.dumps(own))):
        assert [token.text for token in copy("ring")] == ["ri", "ng"]
    nlp = referat.load(model=None)
    nlp.to_disk(tmp_path / "stored")
    assert tokens(spacy.load(tmp_path / "stored")(TEXTS[0])) == tokens(nlp(TEXTS[0]))
