"""Figures of a model alone: `python measure.py MODEL DOCBIN...` for news and made-up minutes, exact spans.

Labelled minutes are scored by `referat evaluate GOLD`: rules and model, with `--rules-only` the rules, and with
`--systems` the shipped model alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

Names = set[tuple[int, int, int, str]]


def tagged(nlp: Language, path: Path) -> tuple[Names, Names]:
    """Gold and found names of a DocBin."""
    gold: Names = set()
    found: Names = set()
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    for number, (doc, answer) in enumerate(zip(docs, nlp.pipe(doc.text for doc in docs), strict=True)):
        gold |= {(number, span.start_char, span.end_char, span.label_) for span in doc.ents}
        found |= {(number, span.start_char, span.end_char, span.label_) for span in answer.ents}
    return gold, found


def table(gold: Names, found: Names, labels: Iterable[str]) -> Iterator[str]:
    """A line a label, and one for all: precision, recall, F, names in gold."""
    right, of_gold, of_found = (Counter(name[3] for name in names) for names in (gold & found, gold, found))
    for label in labels:
        yield _line(label, right[label], of_gold[label], of_found[label])
    kept = [label for label in labels if of_gold[label]]
    yield _line("all", *(sum(counts[label] for label in kept) for counts in (right, of_gold, of_found)))


def _line(label: str, right: int, gold: int, found: int) -> str:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f_score = 2 * right / max(gold + found, 1)
    return f"{label:8} P {precision:.3f} R {recall:.3f} F {f_score:.3f}  ({gold})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("docbins", nargs="*", type=Path)
    asked = parser.parse_args()
    nlp = spacy.load(asked.model)
    for path in asked.docbins:
        print(f"{path.name} (model alone)")
        print("\n".join(table(*tagged(nlp, path), ("ORG", "PER", "LOC", "PROJECT"))))


if __name__ == "__main__":
    main()
