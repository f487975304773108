"""Words glued together by web pages: the examples of `patterns/glue.toml`, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from referat import extract
from referat.glue import glue
from referat.patterns import load
from referat.reading import reading

SHOWN = load("glue").facts["shown"]
TEXTS = sorted((Path(__file__).parents[1] / "eval" / "texts").glob("*.txt"))
#: Minutes in which menu words do touch others.
GLUED = {"a-aabenraa-2019-byraad", "b-aalborg-2017-sundhed"}


@pytest.mark.parametrize("example", SHOWN["examples"])
def test_example(example: str) -> None:
    text, parted = (side.replace(" / ", "\n") for side in example.split(" -> "))
    assert reading(text).text == parted


@pytest.mark.parametrize("near_miss", SHOWN["near_misses"])
def test_near_miss(near_miss: str) -> None:
    assert glue(near_miss.replace(" / ", "\n")) == []


@pytest.mark.parametrize("path", [path for path in TEXTS if path.stem not in GLUED], ids=lambda path: path.stem)
def test_names_in_minutes_stay_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [text[max(at - 20, 0) : at + 20] for at, *_ in glue(text)] == []


def test_an_accordion_has_its_items() -> None:
    text = (
        "KulturudvalgetLæs højt\nReferatOnsdag den 13. maj 2030 kl. 17.00Print\n\n"
        "Udfold31. Havnens budget\nDelSagsnr.: 336-2030-9920Åben sag\nUdvalgets beslutningGodkendt.Luk\n\n"
        "Udfold32. Ny bro\nDelSagsnr.: 336-2030-9921Åben sag\nUdvalgets beslutningUdsat.\n"
        "SagsfremstillingPrintBroen koster 5 mio. kr.Luk\n"
    )
    record = extract(text, model=None)
    assert (record.meeting.body, record.meeting.date) == ("Kulturudvalget", "2030-05-13")
    assert [(item.number, item.title, item.case_number) for item in record.items] == [
        (31, "Havnens budget", "336-2030-9920"),
        (32, "Ny bro", "336-2030-9921"),
    ]
    assert [item.decision and item.decision.outcome for item in record.items] == ["approved", "postponed"]
    [money] = [entity for entity in record.entities if entity.label == "MONEY"]
    assert (money.text, money.item, money.section) == ("5 mio. kr.", 32, "sagsfremstilling")
