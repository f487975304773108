"""Letters that a wrong character set spoiled."""

import pytest

from referat import extract
from referat.reading import reading

TEXT = (
    "Økonomiudvalget drøftede på mødet lørdag den 7. maj 2030 en høring på børneområdet. "
    "Børne- og Skoleudvalget ønsker et møde i Næstved. Søren Nørgård Jørgensen blev valgt."
)


def test_a_text_read_in_another_character_set_is_read_back() -> None:
    spoiled = TEXT.encode("utf-8").decode("latin-1")
    assert reading(spoiled).text == TEXT
    assert reading("§ 83 – 20 kr.".encode().decode("cp1252")).text == "§ 83 – 20 kr."


@pytest.mark.parametrize("sign", ["\ufffd", "?"])
def test_lost_letters_are_read_again(sign: str) -> None:
    spoiled = "".join(sign if letter in "æøåÆØÅ" else letter for letter in TEXT)
    assert reading(spoiled).text.casefold() == TEXT.casefold()
    organisations = [entity.value for entity in extract(spoiled, model=None).entities if entity.label == "ORG"]
    assert organisations == ["Økonomiudvalget", "Børne- og Skoleudvalget"]


def test_entities_stand_where_their_words_do() -> None:
    spoiled = TEXT.replace("ø", "\ufffd")
    for entity in extract(spoiled, model=None).entities:
        assert spoiled[entity.start : entity.end] == entity.text


@pytest.mark.parametrize(
    "text",
    [
        "Hvad koster det? og hvem betaler?",
        "Spørgsmål: hvorfor?fordi det er dyrt.",
        "Se https://nyby.dk/a?bilag og /b?side og /c?dato og /d?emne og /e?navn for mere.",
        "Café Ã la carte er ikke åben",
    ],
)
def test_what_is_no_lost_letter(text: str) -> None:
    assert reading(text).text == text


def test_a_lost_letter_in_a_word_that_nobody_knows_is_the_likeliest() -> None:
    assert reading("Mosegr\ufffdften").text in ("Mosegrøften", "Mosegræften")


def test_a_text_that_spells_letters_with_two_others() -> None:
    spoiled = (
        "RUDKOEBING KOMMUNE\nMoede onsdag den 12. marts 2003 i Raadhussalen\nOekonomiudvalget droeftede sagen paa ny. "
        "Firmaet soeger, og Michael Aaby oensker skemaet aendret."
    )
    assert reading(spoiled).text == (
        "RUDKØBING KOMMUNE\nMøde onsdag den 12. marts 2003 i Rådhussalen\nØkonomiudvalget drøftede sagen på ny. "
        "Firmaet søger, og Michael Åby ønsker skemaet ændret."
    )


def test_the_letters_of_a_font() -> None:
    assert reading("IndsƟlling eŌer mødet: reƩelse").text == "Indstilling efter mødet: rettelse"


def test_capitals_that_are_set_apart() -> None:
    spoiled = "V edtaget. T eknisk Udvalg og F ællesskabet: F or stemte V og F. V ed mødet deltog Ole W arberg (V)."
    meant = "Vedtaget. Teknisk Udvalg og Fællesskabet: For stemte V og F. Ved mødet deltog Ole Warberg (V)."
    assert reading(spoiled).text == meant
    assert reading("V foreslår, at F udsætter sagen. T stemte imod.").text == (
        "V foreslår, at F udsætter sagen. T stemte imod."
    )
