"""The plain form of a text, and the way back to the text as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat import extract
from referat.reading import Reading, reading, restore
from referat.values import Cell, Entity, Meeting, Record, Table


@pytest.mark.parametrize(
    ("given_text", "plain"),
    [
        ("Økonomi", "Økonomi"),
        (unicodedata.normalize("NFD", "Århus på Ærø, én"), "Århus på Ærø, én"),
        ("Beskæftigelses\u00adudvalget", "Beskæftigelsesudvalget"),
        ("20\u00a0mio.\u202fkr.", "20 mio. kr."),
        ("Teknik &amp; Milj&oslash;,&nbsp;efter &sect;&#160;83", "Teknik & Miljø, efter § 83"),
        ("AT&T; R&D og Smith & Co;", "AT&T; R&D og Smith & Co;"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("e\ufb03cient \ufb01nans", "efficient finans"),
        ("\ufeffTekst", "Tekst"),
        ("Odense  \nKommune \n", "Odense\nKommune\n"),
        ("Vej\n   \n\n \nHavn", "Vej\n\nHavn"),
        ("Vej\n    Havn i Nyby  \n\tSti", "Vej\nHavn i Nyby\n\tSti"),
        ("  Vej\n      2030    2031\n  Løn    3     4", "Vej\n    2030    2031\nLøn    3     4"),
        ("Vej\n      2030    2031\nLøn    3     4", "Vej\n      2030    2031\nLøn    3     4"),
        ("og der søges nu  midler til  en ny sti i byen", "og der søges nu midler til en ny sti i byen"),
        ("Skoler  og dagtilbud i alt og til andre  12,5", "Skoler  og dagtilbud i alt og til andre  12,5"),
        ("Sagsnr.: 30/1  Åben", "Sagsnr.: 30/1  Åben"),
        ("\u22125 %", "-5 %"),
        ("a \ud800 b", "a \ufffd b"),
        ("nul\x00byte 😀", "nul\x00byte 😀"),
    ],
)
def test_plain_form(given_text: str, plain: str) -> None:
    assert reading(given_text).text == plain


@pytest.mark.parametrize("odd", ["e\u0301", "\u00ad", "\r\n", "\ufb03", "\u200b\u200b"])
def test_the_way_back(odd: str) -> None:
    text = f"foran {odd} Odense {odd}{odd} bagved"
    read = reading(text)
    for word in ("foran", "Odense", "bagved"):
        start = read.text.index(word)
        assert text[read.to_source(start) : read.end_to_source(start + len(word))] == word
        assert read.from_source(text.index(word)) == start


def test_a_word_with_invisible_parts_is_found_whole() -> None:
    text = "I Ode\u00adnse."
    read = reading(text)
    start = read.text.index("Odense")
    assert text[read.to_source(start) : read.end_to_source(start + 6)] == "Ode\u00adnse"


@given(st.text(alphabet="aå\u030a\u00ad\r\n\ufb01 \u00a0😀", max_size=40))
def test_offsets_go_there_and_back(text: str) -> None:
    read = reading(text)
    places = [read.to_source(offset) for offset in range(len(read.text) + 1)]
    assert places == sorted(places)
    assert places[-1] <= len(text)
    assert [read.to_source(read.from_source(place)) for place in places] == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mødet den 12.\u00a0november\u00a02030", ("12.\u00a0november\u00a02030", "2030-11-12")),
        ("mødet i uge\r\n12 2030", ("uge\r\n12 2030", "2030-W12")),
        ("mødet begynder kl.\u202f17", ("kl.\u202f17", "17:00")),
        ("søger 20\u00a0mio.\u202fkr.", ("20\u00a0mio.\u202fkr.", "20000000")),
        ("lov om social\r\nservice", ("lov om social\r\nservice", "lov om social service")),
    ],
)
def test_odd_spaces_and_line_ends_reach_no_rule_and_stay_in_the_text(text: str, found: tuple[str, str]) -> None:
    assert [(entity.text, entity.value) for entity in extract(text, model=None).entities] == [found]


def test_restore_moves_everything() -> None:
    text = "a\r\nb 2020"
    read: Reading = reading(text)
    entity = Entity(4, 8, "DATE", "2020", "2020", 0, "other", "date:year")
    record = Record("a", "", "", read.text, Meeting(), (), (entity,))
    moved = restore(record, read, text)
    assert moved.text == text
    assert (moved.entities[0].start, moved.entities[0].end, moved.entities[0].text) == (5, 9, "2020")


def test_restore_keeps_an_empty_cell_in_its_table() -> None:
    text = "a\tb\nc\t\u200b"
    read = reading(text)
    table = Table(0, 6, ((Cell(0, 1), Cell(2, 3)), (Cell(4, 5), Cell(6, 6))))
    moved = restore(Record("a", "", "", read.text, Meeting(), (), (), (table,)), read, text)
    assert moved.tables[0].rows[1] == (Cell(4, 5), Cell(6, 6))
