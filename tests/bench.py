"""`make bench`: the cost of the rules against spaCy's bare Danish tokenizer, in the same process.

Prints two ratios for a text and for the same text 20 times as long, so that growth with size shows:
the rules' speed over the tokenizer's (3 is wanted), and the time of the pipeline with all rulers over
the tokenizer's (1.5 is wanted). Ratios, since machines are noisy; the best of several runs counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import referat

TEXTS = Path(__file__).parents[1] / "eval" / "texts"


def seconds(work: Callable[[], object], runs: int) -> float:
    """The shortest of several runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure(texts: list[str], runs: int) -> None:
    """One line for a set of texts."""
    tokenize = spacy.blank("da").tokenizer
    nlp = referat.load(model=None)
    size = sum(map(len, texts))
    tokenizer = seconds(lambda: [tokenize(text) for text in texts], runs)
    rules = seconds(lambda: [referat.extract(text, model=None) for text in texts], runs)
    pipeline = seconds(lambda: [nlp(text) for text in texts], runs)
    print(
        f"{size:>10,} characters: tokenizer {size / tokenizer / 1e6:.2f} M/s, rules {size / rules / 1e6:.2f} M/s "
        f"= {tokenizer / rules:.2f} times as fast; pipeline {pipeline / tokenizer:.2f} times the tokenizer's time"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="text files; default: those under eval/texts")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    paths = arguments.paths or sorted(TEXTS.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    measure(texts, arguments.runs)
    measure([text * 20 for text in texts], max(arguments.runs // 2, 1))


if __name__ == "__main__":
    main()
