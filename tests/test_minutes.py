"""The structure of minutes: one short made-up text a layout, with the items that it has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.minutes import parse
from referat.patterns import load

#: name -> text, and of each item its number, title, and case number
LAYOUTS: dict[str, tuple[str, list[tuple[int, str, str | None]]]] = {
    "punkt colon": (
        "REFERAT Klimaudvalget d. 03-05-2022\n\nPunkt 1: Dagsorden\n\n85.02.02-P35-4-22\n\nBeslutning\n\nGodkendt.\n\n"
        "Punkt 2: C-sag: Cykelsti\n\n05.04.00-G01-2-22\n\nResume\n\nSe pkt. 1.\n",
        [(1, "Dagsorden", "85.02.02-P35-4-22"), (2, "Cykelsti", "05.04.00-G01-2-22")],
    ),
    "number and stop, a list inside": (
        "46. Cykelsti ved Skovvej (B)\nSagsnr.: 330-2030-4321   Dok.nr.: 330-2030-99999   Åbent\nIndstilling\n"
        "Centerchefen indstiller, at\n1. der søges midler,\n2. arbejdet udføres i 2031.\nBeslutning\nGodkendt.\n"
        "48. Havnen (O)\nSagsnr.: 330-2030-4400\nBeslutning\nDrøftet.\n",
        [(46, "Cykelsti ved Skovvej", "330-2030-4321"), (48, "Havnen", "330-2030-4400")],
    ),
    "no numbers": (
        "Forside\n\nDagsorden\nÅbn/luk punkt\nUdskrivSagsnr.: 2030-065814\nIndstilling\nAt den godkendes.\n"
        "Beslutning\nGodkendt.\n\nCykelsti ved Skovvej\nÅbn/luk punkt\nUdskrivSagsnr.: 2030-001922\n"
        "PDFIndstilling\nAt den anlægges.\nBeslutning\nUdsat.\n",
        [(1, "Dagsorden", "2030-065814"), (2, "Cykelsti ved Skovvej", "2030-001922")],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    text, wanted = LAYOUTS[name]
    assert [(item.number, item.title, item.case_number) for item in parse(text).items] == wanted


def decisions() -> Iterator[tuple[str, str]]:
    for pattern in load("decisions").patterns:
        for example in pattern.examples:
            yield example, pattern.id


PIECES = [
    "Punkt 3: ", "12. ", "12 Titel", "\n", "\n\n", "Beslutning", "Resume", "Indstilling: ", "Godkendt.",
    "Sagsnr.: 12/345", "85.02.02-P35-4-22", " ", "1", "2", "## ", "**", "Indholdsfortegnelse", "\t", "....",
    "Åben sag", "Lukket", "Sag nr. ", "x", "Byrådet", "d. 3. maj 2022", "kl. 17", "|", "-", "Ø", "PDF", "Udskriv",
    "\n3\n", "Bilag\n", "Fraværende: x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_order(text: str) -> None:
    minutes = parse(text)
    numbers = [item.number for item in minutes.items]
    assert numbers == sorted(set(numbers))
    assert all(one.end <= other.start for one, other in pairwise(minutes.items))
    assert sum(zone.end - zone.start for zone in minutes.zones) == len(text)
    for item in minutes.items:
        assert all(item.start <= section.start <= section.end <= item.end for section in item.sections)
