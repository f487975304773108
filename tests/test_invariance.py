"""What says nothing changes nothing: a text spelled or set in another way gives the same record.

The same minutes come as a web page, out of a PDF file, from Windows or from a Mac. Each change below leaves every word
as it is; so must all that is read.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from referat import extract
from referat.interchange import read_gold

LAYOUTS = Path(__file__).parents[1] / "eval" / "layouts"
TEXTS = {gold.record.id: gold.record.text for gold in read_gold(LAYOUTS) if gold.split == "dev"}

CHANGES: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "spaces at the ends of lines": lambda text: re.sub(r"(?<=\S)\n", "  \n", text),
    "a margin": lambda text: re.sub(r"(?m)^(?=\S)", "    ", text),
    "more blank lines": lambda text: re.sub(r"\n\n(?=\S)", "\n \n\n", text),
    "letters and their marks apart": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: re.sub(r"\b([a-zæøå]{5})(?=[a-zæøå]{4})", "\\1\u00ad", text),
    "a mark of the byte order": lambda text: f"\ufeff{text}",
}


@cache
def told(text: str) -> tuple[object, ...]:
    """All that a record tells but offsets and the words as given."""
    record = extract(text, model=None)
    items = [(item.number, item.title, item.case_number, item.closed, item.type) for item in record.items]
    sections = [(item.number, section.kind) for item in record.items for section in item.sections]
    decisions = [item.decision and (item.decision.text, item.decision.outcome) for item in record.items]
    entities = [(entity.label, entity.value, entity.item, entity.section) for entity in record.entities]
    return record.meeting, items, sections, decisions, entities


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", TEXTS)
def test_the_record_is_the_same(name: str, change: str) -> None:
    text = unicodedata.normalize("NFC", TEXTS[name])
    if "Ã" in text and change == "letters and their marks apart":
        pytest.skip("in a wrong character set, where a letter is two signs and has no mark")
    for was, now in zip(told(text), told(CHANGES[change](text)), strict=True):
        assert now == was
