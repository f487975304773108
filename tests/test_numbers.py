"""Numerals in figures and in words."""

from decimal import Decimal

import pytest

from referat.numbers import is_year, plain, range_of, sign_before, to_decimal, words_before

FIGURES = [
    ("0", "0"),
    ("7", "7"),
    ("2.000", "2000"),
    ("1.327.908", "1327908"),
    ("1.250.\n000", "1250000"),
    ("2 500 000", "2500000"),
    ("2\u00a0500", "2500"),
    ("3 0 0.0 0 0", "300000"),
    ("1,250,000", "1250000"),
    ("2,5", "2.5"),
    ("4,315", "4.315"),
    ("123.456,78", "123456.78"),
    ("12.5", "12.5"),
    ("0.500", "0.500"),
    ("½", "0.5"),
    ("1½", "1.5"),
    ("1 ½", "1.5"),
    ("¾", "0.75"),
    ("1/2", "0.5"),
    ("-12,3", "-12.3"),
    ("- 8.000", "-8000"),
    ("\u22120,5", "-0.5"),
    ("\u20130,5", "-0.5"),
    ("+12,5", "12.5"),
]
WORDS = [
    ("nul", "0"),
    ("en", "1"),
    ("én", "1"),
    ("Et", "1"),
    ("tyve", "20"),
    ("femoghalvtreds", "55"),
    ("fem og halvtreds", "55"),
    ("nioghalvfemsindstyve", "99"),
    ("hundrede", "100"),
    ("fem hundrede", "500"),
    ("femhundredeogtyve", "520"),
    ("to hundrede femogtyve tusind", "225000"),
    ("hundredtusinde", "100000"),
    ("en million", "1000000"),
    ("en million fem hundrede tusind", "1500000"),
    ("halvanden", "1.5"),
    ("halvanden million", "1500000"),
    ("to en halv", "2.5"),
    ("to og en halv", "2.5"),
    ("fem hundrede tusind millioner", "500000000000"),
]
NO_NUMBERS = [
    "",
    " ",
    "-",
    "og",
    "to tre",
    "to og tre",
    "million",
    "tusinde",
    "1.2.3.4",
    "1.2.2022",
    "mange",
    "5x",
    "٣",
    "²",
]


@pytest.mark.parametrize(("text", "value"), FIGURES + WORDS)
def test_value(text: str, value: str) -> None:
    assert to_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number(text: str) -> None:
    assert to_decimal(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("20.50", "20.5"),
        ("2E+7", "20000000"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-12300000.0", "-12300000"),
        ("1E-2", "0.01"),
    ],
)
def test_plain(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("before", "start", "sign"),
    [
        ("netto -", 6, -1),
        ("(-", 1, -1),
        ("på - ", 3, -1),
        ("på minus ", 3, -1),
        ("+", 0, 1),
        ("- ", 2, 1),
        ("\n- ", 3, 1),
        ("2-", 2, 1),
        ("a-", 2, 1),
        ("i 2030 - ", 9, 1),
        ("", 0, 1),
    ],
)
def test_sign(before: str, start: int, sign: int) -> None:
    assert sign_before(before + "5", len(before)) == (start, sign)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i alt tyve millioner ", (6, 20000000)),
        ("til drift og fem ", (13, 5)),
        ("to og tre ", (6, 3)),
        ("flere millioner ", None),
        ("tusinde ", None),
        ("sten ", None),
        ("x" * 200, None),
    ],
)
def test_words_before(text: str, found: tuple[int, int] | None) -> None:
    assert words_before(text, len(text)) == found


def test_ranges_rise() -> None:
    assert range_of("2,5", "10") == (Decimal("2.5"), 10)
    assert range_of("10", "10") is None
    assert range_of("x", "10") is None


def test_years_are_not_grouped() -> None:
    assert is_year("1999")
    assert not any(map(is_year, ("2.022", "1900", "2200", "22", "")))
