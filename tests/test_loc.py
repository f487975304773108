"""Places: what the patterns' own examples do not show: kinds and parts, longer texts, hostile ones."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from referat.labels.loc import find
from referat.reading import reading
from referat.values import bare


def places(text: str) -> list[str]:
    return [mention.value for mention in find(bare(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # addresses in the head of minutes, however the extraction set them
        ("Mødested\nSalen, Ørbækvej 210, 5220 Odense SØ\n\nIndhold", ["Ørbækvej 210, 5220 Odense SØ"]),
        ("**Mødested** Stuen, Skulkenborg 7, 5000 Odense C\n\n## Indhold", ["Skulkenborg 7, 5000 Odense C"]),
        ("Mødested: Rådhuset, Lærkegade 3\n7400 Herning", ["Lærkegade 3 7400 Herning"]),
        ("| Mødested: | Byrådssalen, Torvet 1, 4100 Ringsted |", ["Torvet 1, 4100 Ringsted"]),
        ("Mødested: Rådhuset i Ringe", ["Ringe"]),
        ("UDVIDELSE AF SKOLEN I KØGE", ["Køge"]),
        ("SALG AF GRUND I NØRRE ALSLEV OG VEJ VED RY", ["Nørre Alslev"]),
        ("MØDE I MARTS. GRUNDEJERNE PÅ VEJEN. TILSKUD TIL ODENSE.", ["Odense"]),
        ("VANDLØB I LILLE RYDE Å, SKOV VED NY SØ", ["Lille Ryde Å"]),
        ("CYKELSTI MELLEM UKENDTRUP OG ODENSE", ["Ukendtrup", "Odense"]),
        ("SAMARBEJDE MELLEM SKOLE OG HJEM", []),
        ("MØDE MELLEM ODENSE OG FORVALTNINGEN", ["Odense"]),
        ("LUKKEDAGE I ODENSE SVØMMEBAD OG TILSKUD TIL ODENSE BY- OG EGNSMUSEUM", []),
        ("holdes på Byvej\u00a07, 8000\u00a0Aarhus\u00a0C.", ["Byvej 7, 8000 Aarhus C"]),
        ("på Byvej 3 og på Skovvej 5 i Odense", ["Byvej 3", "Skovvej 5", "Odense"]),
        ("Skovvej 12 i Nyborg", ["Skovvej 12", "Nyborg"]),
        ("Ejendommen Møllevej 4 er 12 m2", ["Møllevej 4"]),
        ("ved Skovvej 3,5 km fra Ribe", ["Skovvej", "Ribe"]),
        ("på Skovvej 30 km i timen", ["Skovvej"]),
        ("på Skovvej 1. etape", ["Skovvej"]),
        ("på Skovvej 2016-2019", ["Skovvej"]),
        ("på Skovvej 12. Der er", ["Skovvej 12"]),
        ("på Skovvej 20 %", ["Skovvej"]),
        # an enumeration gives each of its elements, unknown ones too where a known one is among them
        ("i Solbakken, Korsløkken og Vollsmose bygges nyt", ["Solbakken", "Korsløkken", "Vollsmose"]),
        ("i Odense, Nyborg og Kerteminde Kommuner", []),
        ("Vi har besøgt Odense, Teknik og Miljø", ["Odense"]),
        ("fra Kultur, Fritid og Odense", ["Odense"]),
        ("i Vejle, Ansager og Ukendtrup", ["Vejle", "Ansager", "Ukendtrup"]),
        # a place that is part of a name is none
        ("Odense Kommunes borgere i Odense", ["Odense"]),
        ("Region Syddanmark og Syddanmark", ["Syddanmark"]),
        ("Sønderborg\nKommune", []),
        ("i Odense\n\nKommunen", ["Odense"]),
        ("Musikhuset Aarhus og Aarhus Festuge", []),
        ('politikken "Odense i Vækst"', []),
        ("Københavns Universitet ligger i København", ["København"]),
        ("Nordfyns Bank og Danske Bank", []),
        ("Vejle-modellen og Vejlemodellen", []),
        ("strækningen Odense-Nyborg", ["Odense", "Nyborg"]),
        ("Odense/Nyborg", ["Odense", "Nyborg"]),
        ("Ikast-Brande Kommune og Lyngby-Taarbæk Kommune", []),
        ("Hovedgaden 12, Ringe.", ["Hovedgaden 12, Ringe"]),
        ("Jyllands-Posten og Europa-Parlamentet", []),
        # places that are words, and words that look like places
        ("Give borgerne ret. Ringe 14 timer. Vejen dertil.", []),
        ("bor i Give, Ringe og Vejen", ["Give", "Ringe", "Vejen"]),
        ("Rapporten 2 viser. Børnehaven 3 bygges.", ["Børnehaven 3"]),
        ("Lov om Alle. Planen og Parken.", []),
        ("I Orienteringen fra Nationalbanken", []),
        ("mellem Peter og Søren", []),
        # genitives
        ("Randers' og Assens' havne", ["Randers", "Assens"]),
        ("Danmarks kyster og Fyns veje", ["Danmark", "Fyn"]),
        ("(trafik i Aarhus')", ["Aarhus"]),
    ],
)
def test_places(text: str, wanted: list[str]) -> None:
    assert places(reading(text).text) == wanted


def test_an_address_has_its_parts_in_the_details() -> None:
    (mention,) = find(bare("Salen, Gl. Landevej 12 A, 5220 Odense SØ"))
    assert mention.details == {
        "kind": "address",
        "street": "Gl. Landevej",
        "number": "12 A",
        "postcode": "5220",
        "town": "Odense SØ",
    }


def test_an_unknown_street_has_its_parts_too() -> None:
    (mention,) = find(bare("Stuen, Skulkenborg 7, 5000 Odense C"))
    assert (mention.details["street"], mention.details["number"]) == ("Skulkenborg", "7")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i Odense C", "city"),
        ("på Fyn", "region"),
        ("fra Ukraine", "country"),
        ("i Vollsmose", "district"),
        ("ad Byvej", "street"),
    ],
)
def test_the_kind_is_a_detail(text: str, kind: str) -> None:
    (mention,) = find(bare(text))
    assert mention.details["kind"] == kind


def test_mentions_never_overlap() -> None:
    text = "på Byvej 3, 5000 Odense C, i Odense, Nyborg og Ringe ved Vejle Fjord. Odense-Svendborg 5000 Odense. " * 20
    mentions = list(find(bare(text)))
    assert all(first.end <= second.start for first, second in pairwise(mentions))


HOSTILE = [
    "A",
    "Odense ",
    "Odense, ",
    "Odense\n",
    "a-a-",
    "og ",
    "5",
    "5000 ",
    "Gl. ",
    "Skovvej ",
    "Store Store ",
    "vej",
    "Aa, ",
    "i Aby og ",
    "Odense-",
    "\x00",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        minutes = bare((unit * (length // len(unit) + 1))[:length])
        start = time.process_time()
        sum(1 for _ in find(minutes))
        return time.process_time() - start

    seconds(1000)
    small, large = seconds(50_000), seconds(200_000)
    assert large < 12 * small + 0.05, (small, large)


@pytest.mark.parametrize("text", ["", " ", "\ud800i Odense\udfff", "Odense\x00", "😀 Odense 😀", "5000 ", "-Odense"])
def test_any_string_is_read(text: str) -> None:
    list(find(bare(text)))
