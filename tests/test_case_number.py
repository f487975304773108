"""CASE_NUMBER beyond the examples in its pattern file."""

from __future__ import annotations

import time as clock

import pytest

import referat
from referat.labels import case_number
from referat.patterns import load
from referat.values import Minutes, Zone, bare


def shown(text: str) -> list[str]:
    return [m.value for m in case_number.find(bare(text))]


@pytest.mark.parametrize(
    "label",
    [
        "Sagsnr. ", "Sagsnr: ", "Sagsnr.:", "Sagsid.: ", "Sagsid: ", "Sagsnummer: ", "Sag nr. ", "Journalnr. ",
        "Journal nr.: ", "Jnr. ", "J.nr. ", "J. nr. ", "j.nr.: ", "Jr.nr. ", "Sag ", "Sagnr.: ", "Acadre sagsnr. ",
        "Acadre nr. ", "ESDH-sag ", "ESDH-sag: ", "SAGSNR. ", "UdskrivSagsid.: ", "PDFSagsnr.: ", "Sagens nr.: ",
        "Sags ID: ", "**Sagsnr.:** ", "| Sagsnr. | ", "Sagsnr.\t", "Sagsnr.\u00a0", "Sagsnr.:\n",
        "Journaliseret under ", "sbsys-sag ", "Byggesagsnr. ", "- Sagsnr. ", "(sagsnr. ", "Sagsnr. : ",
        "Sagsnr.:      ", "og sagerne ", "Jour.nr. ",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "number",
    ["19/4321", "330-2030-4321", "2030-004321", "2030-0043210", "EMN-2030-004321", "1-31-72-43-20", "27.36.00-417-23"],
)
def test_every_label_takes_every_shape(label: str, number: str) -> None:
    assert shown(label + number) == [number]


@pytest.mark.parametrize(
    "label", ["Dok.nr.: ", "Dok.nr. ", "Dok. ", "Dokumentnr. ", "Dokument nr.: ", "Dok.id: ", "DokumentID: ", "Doknr. "]
)
@pytest.mark.parametrize(
    "number", ["19/4321", "330-2030-4321", "27.36.12-G01-17-23", "EMN-2030-004321", "2030-0043210-1"]
)
def test_the_number_of_a_paper_is_none(label: str, number: str) -> None:
    assert shown(label + number) == []
    assert shown(f"Sagsnr.: 19/1 {label}{number}") == ["19/1"]
    assert shown(f"Bilag\n{label}\n{number}\nResume") == []


@pytest.mark.parametrize(
    ("text", "details"),
    [
        (
            "27.36.12-G01-17-23",
            {"system": "SBSYS", "kle_subject": "27.36.12", "facet": "G01", "year": "2023", "running_number": "17"},
        ),
        ("27.36.12G01-0017", {"kle_subject": "27.36.12", "facet": "G01", "running_number": "0017"}),
        (
            "Sagsnr. 27.36.00-417-23",
            {"system": "SBSYS", "kle_subject": "27.36.00", "year": "2023", "running_number": "417"},
        ),
        ("Sagsid.: 99/4321", {"system": "Acadre", "year": "1999", "running_number": "4321"}),
        (
            "Sagsnr. 330-2030-4321",
            {"municipality_code": "330", "municipality": "Slagelse Kommune", "year": "2030", "running_number": "4321"},
        ),
        ("Sagsnr. 999-2030-4321", {"municipality_code": "999", "year": "2030", "running_number": "4321"}),
        ("Sagsnr. 2030-0043210", {"system": "eDoc", "year": "2030", "running_number": "0043210"}),
        ("Sagsnr. 24-043210", {"year": "2024", "running_number": "043210"}),
        ("Sagsnr. 043210-2030", {"year": "2030", "running_number": "043210"}),
        ("j.nr. MFU 31/2000", {"year": "2000", "running_number": "31"}),
        ("Sagnr.: 1-31-72-43-20", {"year": "2020"}),
        ("Sagsnr. 432100", {}),
    ],
)  # fmt: skip
def test_details(text: str, details: dict[str, str]) -> None:
    [mention] = case_number.find(bare(text))
    assert dict(mention.details) == details


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ny vej\n19/4321\nBudget", ["19/4321"]),
        ("19/4321  5  Ny vej\n19/20331  6  Ny bro\n", ["19/4321", "19/20331"]),
        ("Ny vej\n19/4321 stemmer\nBudget", []),
        ("Ny vej 12/2019\nBudget 2019/20", []),
    ],
)
def test_a_number_in_the_contents_stands_first_on_its_line(text: str, wanted: list[str]) -> None:
    zones = (Zone(0, len(text), 1, "toc"),)
    assert [mention.value for mention in case_number.find(Minutes(text, zones=zones))] == wanted


def test_each_shape_has_its_places() -> None:
    grammar = load("case_number")
    assert set(grammar.facts["places"]) == {pattern.id for pattern in grammar.patterns}
    assert set(grammar.facts["systems"]) <= set(grammar.facts["places"])


def test_mixed_head_lines() -> None:
    text = "UdskrivSagsid.: 17/1234\nSagsbehandler: abc\nSagsnr.:\nDok.nr.: 330-2030-99999\n"
    text += "J.nr. 27.36.12G01 Sagsid.: 17/77\nPunkt 41"
    assert shown(text) == ["17/1234", "27.36.12G01", "17/77"]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "11.",
        "27.36.12-",
        "sag ",
        "Sagsnr.: ",
        "19/4321 ",
        "1-",
        "S2",
        "(",
        "\n1",
        "Sagsnr. 1, ",
        "A-",
        "\n",
        "J.nr",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = clock.process_time()
        assert sum(1 for _ in case_number.find(bare(text))) >= 0
        return clock.process_time() - start

    best = min(seconds(50_000) for _ in range(2)), min(seconds(100_000) for _ in range(2))
    assert best[1] < 3 * best[0] + 0.05


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800Sagsnr. 19/4321", "Sagsnr. ١٩/٤٣٢١", "\U0001f600 27.36.12-G01-17-23"]
)
def test_any_text_is_legal(text: str) -> None:
    assert set(shown(text)) <= {"19/4321", "27.36.12-G01-17-23"}


def test_the_number_of_an_item_behind_its_title() -> None:
    text = (
        "Referat\n\n18. Bypuljen, første uddeling (20.00.00-112-22)\n\nBeslutning\nGodkendt.\n\n"
        "19. Halvårsregnskab (1. halvår 2022)\n\nBeslutning\nTaget til efterretning.\n"
    )
    numbers = [entity for entity in referat.extract(text, model=None).entities if entity.label == "CASE_NUMBER"]
    assert [(entity.value, entity.item) for entity in numbers] == [("20.00.00-112-22", 18)]


def test_the_numbers_of_items_in_the_contents() -> None:
    text = (
        "Byrådet\n3. maj 2030\nPunkter\n1 - 30/4005 - Dagsorden\n2 - 30/4310 - Vej ved åen\n\n"
        "1 - 30/4005 - Dagsorden\nBeslutning\nGodkendt.\n\n2 - 30/4310 - Vej ved åen\nBeslutning\nGodkendt.\n"
    )
    numbers = [entity for entity in referat.extract(text, model=None).entities if entity.label == "CASE_NUMBER"]
    assert [entity.value for entity in numbers] == ["30/4005", "30/4310", "30/4005", "30/4310"]
