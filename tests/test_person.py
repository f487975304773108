"""Persons: what the patterns' own examples do not show, on texts of several lines and on hostile ones."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from referat.labels.person import find
from referat.values import bare


def names(text: str) -> list[str]:
    return [mention.value for mention in sorted(find(bare(text)), key=lambda mention: mention.start)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a patronymic in mid-sentence makes a person of an unknown given name
        ("et svar fra Karo Thomsen.", ["Karo Thomsen"]),
        ("hvor Yrjo Bach Jensen svarede", ["Yrjo Bach Jensen"]),
        ("indlæg af Ulfert Hansens enke", ["Ulfert Hansen"]),
        ("oplæg ved Brage Olmer Pedersen, konsulent", ["Brage Olmer Pedersen"]),
        ("(ved Ulfert Nielsen)", ["Ulfert Nielsen"]),
        ("Ifølge Hansen er sagen klar", []),
        ("hos Tandlægerne Jensen & Olsen", []),
        ("ved Skolen Larsen Plads", []),
        ("Sagen Hansen mod staten", []),
        ("hos Byg Jensen A/S", []),
        ("i Region Larsen", []),
        # a name that is known is found again, in full, by its parts and in the genitive
        ("Byrådsmedlem Quirin Obelisk talte. Quirin Obelisks forslag faldt.", ["Quirin Obelisk", "Quirin Obelisk"]),
        ("Fraværende: Bersan Ulkin.\n\nDerefter kom Bersan Ulkin.", ["Bersan Ulkin", "Bersan Ulkin"]),
        ("Rådmand Ulfert Saxkilde svarede. Senere spurgte Saxkilde igen.", ["Ulfert Saxkilde", "Saxkilde"]),
        ("Lene Due (A) talte. Lene ønskede mere.", ["Lene Due", "Lene"]),
        ("Peter Lund (V) bor i Lund.", ["Peter Lund"]),
        ("Lene Due (A) bor på Lene Bredahls Vej.", ["Lene Due"]),
        ("Peter spurgte, og Lene svarede.", []),
        (
            "borgmester Anders Winnerfeldts plan. Anders Winnerfeldt talte.",
            ["Anders Winnerfeldt", "Anders Winnerfeldt"],
        ),
        # headings, lists and page furniture around names
        ("Fraværende\n\nLene Due\n\nBeslutning\n\nGodkendt", ["Lene Due"]),
        ("Medlemmer\nLene Due (A)\nPeter Hansen (V)\nTeknik og Miljø", ["Lene Due", "Peter Hansen"]),
        (
            "Afbud fra: Ketty Vagnsholt og Jon Bay-Olesen\nGodkendelse",
            ["Ketty Vagnsholt", "Jon Bay-Olesen"],
        ),
        ("Fraværende: Lene Due Punkt 1: Godkendelse", ["Lene Due"]),
        ("Beslutning\nGodkendt.\nFraværende: Ingen", []),
        ("Stedfortræder: Bo Trygt for Maj Brixen", ["Bo Trygt", "Maj Brixen"]),
        (
            "Mødedeltagere: Lene Due, Ole Vind,\nZonja Brekke og Peter Hansen",
            ["Lene Due", "Ole Vind", "Zonja Brekke", "Peter Hansen"],
        ),
        ("Lene\u00a0Due (A) stemte imod", ["Lene Due"]),
        ("Svar fra Mette Kjær\nAndersen om sagen", ["Mette Kjær"]),
        # not persons
        ("Punkt 3: Ombygning af Niels Steensens Gymnasium", []),
        ("Peter Bangs Vej 12, 2000 Frederiksberg", []),
        ("Møller & Grønborg har udarbejdet planen", []),
        ("H.C. Andersens Hus og Carl Nielsen Museet", []),
        ("Rådgiver er Jens Hansen A/S og Niels Petersen ApS", []),
        ("Hans Christian Andersen Børnefestivalen", []),
        ("maj juni. Maj måned. Juni Juli.", []),
        ("16 stemmer for (A, B og V) og 3 imod (O)", []),
        ("Ole Kirks Fond og Poul Due Jensens Fond", []),
        ("Sankt Hans Aften og Skt. Hans Torv", []),
        ("Børn og Unge indstiller. Teknik Miljø Klima", []),
        ("Hans Christian Andersen Airport", []),
        ("Mette Frederiksen Statsminister", ["Mette Frederiksen"]),
        ("Bilag Oversigt Vest (A)", []),
    ],
)
def test_names(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_the_party_is_a_detail() -> None:
    (mention,) = find(bare("Udvalgsmedlem Reza Javid (Ø) deltog ikke."))
    assert (mention.value, mention.details, mention.rule) == ("Reza Javid", {"party": "Ø"}, "person:party")


def test_a_genitive_is_inside_the_span_and_not_in_the_value() -> None:
    text = "på Lene Hansens forslag"
    (mention,) = find(bare(text))
    assert (text[mention.start : mention.end], mention.value) == ("Lene Hansens", "Lene Hansen")


def test_mentions_never_overlap() -> None:
    text = "Medlemmer: Lene Due (A), Peter Hansen (V)\nLene Dues forslag. Peter Hansen og Lene. " * 20
    mentions = sorted(find(bare(text)), key=lambda mention: mention.start)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


HOSTILE = [
    "A",
    "Lene ",
    "Lene\n",
    "Lene Due ",
    "a-a-",
    "og ",
    "1",
    "A.",
    "Fraværende: ",
    "Lene Due, ",
    "Mc",
    "A B ",
    "\x00",
    "von der ",
    "borgmester ",
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


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800Lene Due\udfff", "Lene Due\x00", "😀 Lene Due 😀", "(A)", "Fraværende:"]
)
def test_any_string_is_read(text: str) -> None:
    list(find(bare(text)))
