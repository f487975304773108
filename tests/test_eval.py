"""The hand-labelled set is sound: marks, texts and records say the same."""

import json
from pathlib import Path

import pytest

from referat.interchange.marked import read_marked
from referat.record import from_dict

EVAL = Path(__file__).parents[1] / "eval"
MARKED = sorted((EVAL / "marked").glob("*.txt"))
SECOND = sorted((EVAL / "second").glob("*.txt"))


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_text_and_gold_are_those_of_the_marked_file(path: Path) -> None:
    marked = read_marked(path.read_text("utf-8"), path.name)
    text = (EVAL / "texts" / path.name).read_bytes().decode("utf-8")
    gold = json.loads((EVAL / "gold" / f"{path.stem}.json").read_text("utf-8"))
    again = "run: referat convert eval/marked -o eval"
    assert text == marked.text, again
    assert from_dict(gold, text=text) == marked, again


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_gold_keeps_the_guidelines(path: Path) -> None:
    record = read_marked(path.read_text("utf-8"), path.name)
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
            said = " ".join(record.text[item.decision.start : item.decision.end].split())
            assert " ".join(item.decision.text.split()) in said


@pytest.mark.parametrize("path", SECOND, ids=lambda path: path.stem)
def test_the_second_reading_is_of_the_same_text(path: Path) -> None:
    first, second = (read_marked((EVAL / folder / path.name).read_text("utf-8")) for folder in ("marked", "second"))
    assert (second.id, second.text, second.meeting.date) == (first.id, first.text, first.meeting.date)


def test_nothing_is_left_over() -> None:
    stems = {path.stem for path in MARKED}
    assert {path.stem for path in (EVAL / "texts").iterdir()} == stems
    assert {path.stem for path in (EVAL / "gold").iterdir()} == stems
