"""The hand-labelled sets are sound: marks, texts and records say the same."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from referat.interchange import read_gold
from referat.interchange.marked import SPLITS, read_front, read_marked
from referat.record import from_dict

EVAL = Path(__file__).parents[1] / "eval"
MARKED = sorted((EVAL / "marked").glob("*.txt"))
LAYOUTS = sorted((EVAL / "layouts").glob("*.txt"))
SECOND = sorted((EVAL / "second").glob("*.txt"))
#: The kinds of paper, whatever a paper calls itself; a page cut out of one may tell none.
KINDS = {"referat", "dagsorden", "beslutningsprotokol", None}


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_text_and_gold_are_those_of_the_marked_file(path: Path) -> None:
    marked = read_marked(path.read_text("utf-8"), path.name)
    text = (EVAL / "texts" / path.name).read_bytes().decode("utf-8")
    gold = json.loads((EVAL / "gold" / f"{path.stem}.json").read_text("utf-8"))
    again = "run: referat convert eval/marked -o eval"
    assert text == marked.text, again
    assert from_dict(gold, text=text) == marked, again


def plain(text: str) -> str:
    """Ordinary spaces, and no hyphen where a word is broken over a line end."""
    return " ".join(re.sub(r"(?<=\w)-\n(?=[a-zæøå])", "", text).split())


def holds(printed: str, words: str) -> bool:
    """Whether words are printed as they stand, or in their order, parted by a page's head."""
    rest = iter(printed.split())
    return words in printed or all(word in rest for word in words.split())


@pytest.mark.parametrize("path", MARKED + LAYOUTS, ids=lambda path: path.stem)
def test_gold_keeps_the_guidelines(path: Path) -> None:
    front = read_front(path.read_text("utf-8"), path.name)
    record = read_marked(path.read_text("utf-8"), path.name)
    assert (record.id, front["split"] in SPLITS, record.meeting.kind in KINDS) == (path.stem, True, True)
    assert record.source.startswith("Fictional matters; ")
    for entity in record.entities:
        assert "\n\n" not in entity.text
        assert entity.text == entity.text.strip()
    numbers = {item.number for item in record.items}
    assert {entity.item for entity in record.entities} <= numbers | {0}
    for item in record.items:
        if item.case_number is not None:
            inside = {e.value for e in record.entities if e.item == item.number and e.label == "CASE_NUMBER"}
            assert item.case_number.upper() in inside
        if item.decision is not None:
            printed = plain(record.text[item.decision.start : item.decision.end])
            assert holds(printed, plain(item.decision.text))
        assert all(left.end < right.start or left.kind != right.kind for left, right in pairwise(item.sections))


@pytest.mark.parametrize("path", SECOND, ids=lambda path: path.stem)
def test_the_second_reading_is_of_the_same_text(path: Path) -> None:
    first, second = (read_marked((EVAL / folder / path.name).read_text("utf-8")) for folder in ("marked", "second"))
    assert (second.id, second.text, second.meeting.date) == (first.id, first.text, first.meeting.date)


def test_every_document_is_in_one_set() -> None:
    sets = [read_gold(EVAL), read_gold(EVAL / "layouts")]  # which also check offsets, spans and values
    ids = [one.record.id for documents in sets for one in documents]
    assert len(set(ids)) == len(ids) == len(MARKED) + len(LAYOUTS)


def test_nothing_is_left_over() -> None:
    stems = {path.stem for path in MARKED}
    assert {path.stem for path in (EVAL / "texts").iterdir()} == stems
    assert {path.stem for path in (EVAL / "gold").iterdir()} == stems
    assert sorted((EVAL / "layouts").iterdir()) == LAYOUTS
