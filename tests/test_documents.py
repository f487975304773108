"""The same minutes as text, PDF by two producers, web page and Word document: the same records."""

import json
from collections import Counter
from pathlib import Path

import pytest

import referat
from referat.record import from_dict
from referat.values import Entity, Record

HERE = Path(__file__).parent
EVAL = HERE.parent / "eval"
DOCUMENTS = sorted(path for path in (HERE / "documents").iterdir() if path.suffix in (".pdf", ".html", ".docx"))


def stem(path: Path) -> str:
    return path.name.split(".")[0]


def text_record(path: Path) -> Record:
    return referat.extract_file(EVAL / "texts" / f"{stem(path)}.txt")


def gold_record(path: Path) -> Record:
    text = (EVAL / "texts" / f"{stem(path)}.txt").read_bytes().decode()
    return from_dict(json.loads((EVAL / "gold" / f"{stem(path)}.json").read_text("utf-8")), text=text)


def told(entities: tuple[Entity, ...]) -> Counter[tuple[str, str, int]]:
    """What a record says, without the offsets: they are those of another text."""
    return Counter((entity.label, entity.value, entity.item) for entity in entities)


def f_score(one: Counter[tuple[str, str, int]], other: Counter[tuple[str, str, int]]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_says_what_its_text_source_says(path: Path) -> None:
    record, source = referat.extract_file(path), text_record(path)
    assert f_score(told(record.entities), told(source.entities)) >= 0.98
    kinds = [
        [(item.number, item.title, item.case_number, [section.kind for section in item.sections]) for item in r.items]
        for r in (record, source)
    ]
    assert kinds[0] == kinds[1]
    assert record.meeting == source.meeting


@pytest.mark.parametrize("ending", ["chromium.pdf", "libreoffice.pdf", "html", "docx"])
def test_amounts_and_the_like_are_those_of_the_gold(ending: str) -> None:
    closed = {"DATE", "MONEY", "PERCENT", "CASE_NUMBER"}
    found: Counter[tuple[str, str, int]] = Counter()
    gold: Counter[tuple[str, str, int]] = Counter()
    right = 0
    for path in (path for path in DOCUMENTS if path.name.endswith(ending)):
        one, other = (
            told(tuple(entity for entity in record.entities if entity.label in closed))
            for record in (referat.extract_file(path), gold_record(path))
        )
        found, gold, right = found + one, gold + other, right + (one & other).total()
    assert 2 * right / (found.total() + gold.total()) >= 0.98


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix == ".pdf"], ids=lambda path: path.name)
def test_every_entity_of_a_pdf_has_its_page_and_boxes(path: Path) -> None:
    record = referat.extract_file(path)
    sizes = {page.number: (page.width, page.height) for page in record.pages}
    for entity in record.entities:
        assert entity.boxes, entity
        assert entity.page == entity.boxes[0].page
        for box in entity.boxes:
            width, height = sizes[box.page]
            assert width is not None
            assert height is not None
            assert 0 <= box.left < box.right <= width
            assert 0 <= box.top < box.bottom <= height
    assert record.pages[0].start == 0
    assert record.pages[-1].end <= len(record.text)


def test_a_table_tells_its_head_and_unit_and_each_amount_its_year() -> None:
    text = "Tabel 1: Drift i 1.000 kr.\nOmråde\tBudget 2022\tBudget 2023\nSkoler\t1.200\t1.300\nI alt\t1.500\t1.610\n"
    record = referat.extract(text, model=None)
    (table,) = record.tables
    assert (table.header, table.unit) == (1, "DKK 1000")
    amounts = [entity for entity in record.entities if entity.label == "MONEY"]
    assert [(e.value, e.details["row"], e.details["year"], e.details.get("total", False)) for e in amounts] == [
        ("1200000", "Skoler", "2022", False),
        ("1300000", "Skoler", "2023", False),
        ("1500000", "I alt", "2022", True),
        ("1610000", "I alt", "2023", True),
    ]


def test_a_table_without_a_unit_gives_no_amounts_and_says_so() -> None:
    record = referat.extract("Område\tBudget\tRegnskab\nSkoler\t1.200\t1.300\nVeje\t300\t310\n", model=None)
    assert not [entity for entity in record.entities if entity.label == "MONEY"]
    assert record.remarks == ('the table "Område Budget Regnskab" names no unit of money; its numbers are no amounts',)


def test_a_table_that_counts_other_things_is_not_remarked() -> None:
    assert referat.extract("Skole\tElever\tLærere\nNord\t420\t31\nSyd\t380\t28\n", model=None).remarks == ()
