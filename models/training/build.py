"""Data for training: `python build.py DATA OUT [--seed N] [--documents N]`. DATA is a folder as README.md tells."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from grammar import Grammar
from noise import Page, damage
from sources import docs, names_by_length, plain_text, read_norne, read_uner, swapped, with_names
from spacy.language import Language
from spacy.tokens import Doc, DocBin

HERE = Path(__file__).parent
PATTERNS = HERE.parents[1] / "patterns"


def minutes(nlp: Language, grammar: Grammar, seeds: range) -> Iterator[Doc]:
    """Made-up minutes, one a seed."""
    glued = grammar.slots["glued"].forms
    for seed in seeds:
        page = Page.of(grammar.document(seed))
        damage(page, random.Random(-seed - 1), glued)
        yield with_names(nlp, page.text, page.spans())


def names_to_swap(grammar: Grammar, number: int) -> dict[str, list[str]]:
    """Names of the grammar for the news."""
    slots = {"PER": "other_person", "ORG": "other_organisation", "LOC": "place"}
    return {label: [grammar.document(seed, slot)[0][0] for seed in range(number)] for label, slot in slots.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--documents", type=int, default=3800)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    nlp = spacy.blank("da")
    uner = asked.data / "uner-danish-ddt"
    news = read_uner(uner / "da_ddt-ud-train.iob2")
    extra = plain_text(news, random.Random(1))
    seen = Grammar.read(HERE / "grammar", PATTERNS, extra)
    unseen = Grammar.read(HERE / "grammar", PATTERNS, extra, unseen=True)
    names = names_by_length(news, names_to_swap(seen, 1500))
    train = [*docs(nlp, news, rng), *docs(nlp, news, rng)]
    for _ in range(2):
        train += docs(nlp, [swapped(sentence, names, rng) for sentence in news], rng)
    norne = asked.data / "norne-nob" / "norne-nob.tsv.gz"
    train += docs(nlp, read_norne(norne), rng)
    train += minutes(nlp, seen, range(asked.seed * 100_000, asked.seed * 100_000 + asked.documents))
    rng.shuffle(train)
    made = list(minutes(nlp, unseen, range(90_000_000, 90_000_060)))
    asked.out.mkdir(parents=True, exist_ok=True)
    DocBin(docs=train).to_disk(asked.out / "train.spacy")
    DocBin(docs=made).to_disk(asked.out / "made.spacy")
    dev = list(docs(nlp, read_uner(uner / "da_ddt-ud-dev.iob2"), random.Random(2)))
    test = list(docs(nlp, read_uner(uner / "da_ddt-ud-test.iob2"), random.Random(2)))
    DocBin(docs=dev).to_disk(asked.out / "news.spacy")
    DocBin(docs=test).to_disk(asked.out / "test.spacy")
    DocBin(docs=[*dev, *made]).to_disk(asked.out / "dev.spacy")
    for name, group in {"train": train, "made": made, "news": dev}.items():
        print(name, len(group), sum(map(len, group)), "tokens", sum(len(doc.ents) for doc in group), "names")


if __name__ == "__main__":
    main()
