"""Slips of recognised print: every example of `patterns/slips.toml`, both ways, and the words of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from referat import extract
from referat.minutes import parse
from referat.patterns import Pattern, load
from referat.reading import reading
from referat.slips import slips

PATTERNS = load("slips").patterns
EXAMPLES = [(pattern, example) for pattern in PATTERNS for example in pattern.examples]
NEAR_MISSES = [(pattern, text) for pattern in PATTERNS for text in pattern.near_misses]
TEXTS = sorted((Path(__file__).parents[1] / "eval" / "texts").glob("*.txt"))


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES, ids=lambda v: getattr(v, "id", v))
def test_example(pattern: Pattern, example: str) -> None:
    text, _, usual = example.partition(" -> ")
    assert text != usual
    assert reading(text).text == usual


@pytest.mark.parametrize(("pattern", "text"), NEAR_MISSES, ids=lambda v: getattr(v, "id", v))
def test_near_miss(pattern: Pattern, text: str) -> None:
    assert slips(text) == []


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("Sagsfrernstilling: 2OO6", "Sagsfremstilling: 2006"),
        ("Udvalgets beslutninq:", "Udvalgets beslutning:"),
        ("SAGSFREMSTlLLlNG i 2OO6", "SAGSFREMSTILLING i 2006"),
        ("22. rnarts 2OO6", "22. marts 2006"),
        ("Tarnby og Ronne, 2OO6", "Tårnby og Rønne, 2006"),
        ("Karl Bach og Lars Hald, 2OO6", "Karl Bach og Lars Hald, 2006"),
        ("Fravaerende og fravær, 2OO6", "Fraværende og fravær, 2006"),
        ("Den gr¢nne spand", "Den grønne spand"),
        ("Teknisk Forvaltninqs", "Teknisk Forvaltnings"),
        ("planlovens $ 35 og lovens 8 4 a", "planlovens § 35 og lovens § 4 a"),
        ("lndstilling: lntet, lngen", "Indstilling: Intet, Ingen"),
        ("BESLUTNlNG om ØKONOMl i lNDUSTRlEN", "BESLUTNING om ØKONOMI i INDUSTRIEN"),
        (
            "$ 3 i vandløbsloven og S 4, stk. 2 i lov om planlægning",
            "§ 3 i vandløbsloven og § 4, stk. 2 i lov om planlægning",
        ),
        ("ca. 4 °/o, 45 0/0 og 5 o/o af 3 mio . kr .", "ca. 4 %, 45 % og 5 % af 3 mio. kr."),
        ("den 17. de-\ncember, i 3. kvar- tal", "den 17. december, i 3. kvartal"),
        ("4,5 mio. kro-\nner og 12 Pro- \n cent", "4,5 mio. kroner og 12 Procent"),
        ("Inger Vium Nør-\ngaard fra Ot-\nterup", "Inger Vium Nørgaard fra Otterup"),
        ("drifts-\nog anlægs- og vejmidler", "drifts-\nog anlægs- og vejmidler"),
        ("Storrnen i 2OO6", "Storrnen i 2006"),
        ("24,2 mi0. kr.", "24,2 mio. kr."),
        ("0konomisk Forvaltning ved 0stergade", "Økonomisk Forvaltning ved Østergade"),
        ("Modet i sornmeren 2OO6, rnedio maj, er kørt", "Mødet i sommeren 2006, medio maj, er kørt"),
        ("Kornmunen og Økonorniudvalget, 2OO6", "Kommunen og Økonomiudvalget, 2006"),
        ("til Rode Kors og Fyns Arnts kasse, 2OO6", "til Røde Kors og Fyns Amts kasse, 2006"),
        ("efter serviceIovens § 4, 2OO6", "efter servicelovens § 4, 2006"),
        ("Nybo Fjernvarrne og HORSENS MUSEURN, 2OO6", "Nybo Fjernvarme og HORSENS MUSEUM, 2006"),
        ("Teknisk Forva1tning i ODDER K0MMUNE, 2OO6", "Teknisk Forvaltning i ODDER KOMMUNE, 2006"),
        ("Henrlk Kjaer fra Uldurn, 2OO6", "Henrik Kjær fra Uldum, 2006"),
        ("børn, korn og Hjernesagen i Horne, 2OO6", "børn, korn og Hjernesagen i Horne, 2006"),
        ("O D D E R   K O M M U N E\n", "ODDER KOMMUNE\n"),
        ("R E F E R A T fra mødet", "REFERAT fra mødet"),
        ("0konomisk Forvaltning og 0konomiudvalget", "Økonomisk Forvaltning og Økonomiudvalget"),
        ("Afsláet. Byrädet 2OO6", "Afslået. Byrådet 2006"),
        ("Den fik 5,1 mlll. kr. og 2 mi1l. kr., 2OO6", "Den fik 5,1 mill. kr. og 2 mill. kr., 2006"),
        ("J.nr. 03.02.11060/0008", "J.nr. 03.02.11Ø60/0008"),
        ("J.nr. 03.02.11-060-3-08", "J.nr. 03.02.11-Ø60-3-08"),
        ("planlovens SS 3 og 4", "planlovens §§ 3 og 4"),
    ],
)
def test_letters_and_words(text: str, usual: str) -> None:
    assert reading(text).text == usual


@pytest.mark.parametrize(
    "text",
    [
        "Jacques",
        "quiz i Qatar",
        "lovens 8 kapitler",
        "5 ¢ pr. stk.",
        "$ 500 i alt",
        "fra 10/0 til 0/0",
        "S 3 i huset",
        "lbk. nr. 710",
        "All og Alle",
        "MWh og kWh",
        "A/S HTMLab",
        "2lnd",
        "Sagsfrernstilling",
        "A B C D V O",
        "10konomi og 0stat",
        "for stemte A B C D",
        "Kornmunen i dag",
        "i 2.0nsker og 10nsker",
        "0personer",
        "J.nr. 03.02.11-060-30",
        "Afsláet i Byrädet",
        "den 03.02.11060",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert reading(text).text == text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_clean_minutes_have_none(path: Path) -> None:
    if "frederikssund" in path.stem:
        pytest.skip("these were printed and recognised")
    assert slips(path.read_text(encoding="utf-8")) == []


def test_entities_stand_where_the_text_was_given() -> None:
    text = "Mødet den lO. rnaj 2OO6\r\nBevilget kr. 4.85O.OOO til l2 pct."
    found = [(entity.text, entity.value) for entity in extract(text, model=None).entities]
    assert found == [("lO. rnaj 2OO6", "2006-05-10"), ("kr. 4.85O.OOO", "4850000"), ("l2 pct.", "12")]


def test_headings_with_slips_open_their_sections() -> None:
    text = "Sag nr. 4l\nHavn\nSagsfrernstilling:\nKajen er slidt.\nUdvalgets beslutninq:\nGodkendt."
    [item] = parse(reading(text).text).items
    assert item.number == 41
    assert [section.kind for section in item.sections] == ["sagsfremstilling", "beslutning"]
    assert item.decision is not None
    assert item.decision.outcome == "approved"
