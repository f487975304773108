"""Texts that do harm: the time grows with their length and not faster, whatever stands in them."""

import time
from itertools import islice, product

import pytest

from referat import extract

#: What a line is filled with. Each has been the start of some rule.
UNITS = (
    "1", "1. ", "1.000 ", "1-", "2022 ", "a ", "A", "Ab ", "Ab, ", "Ab og ", "Kommune ", "kr. ", '"', "»", "(", "-",
    "/", "§ ", "\t", "\n", "1\n", "Ab\n", "a\tb\n", "1. Ab\n", "maj ", "uge ", "kl. ", "lov om ", "nr. ",
    "udvalget for ", 'projektet "', "puljen til ", "Foreningen ", "(herefter ", "a\u0301", "\u00ad", "\r\n", "\x00",
    "\ud800",
)  # fmt: skip
SHORT, TIMES = 8_000, 4


def seconds(text: str, runs: int = 3) -> float:
    """The shortest of some runs, in time of the processor."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        extract(text, model=None)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_one_thing_over_and_over_takes_time_in_proportion(unit: str) -> None:
    text = unit * (SHORT // len(unit))
    extract(text, model=None)  # what is made once a process
    assert seconds(text * TIMES) < 1.5 * TIMES * max(seconds(text), 0.002)


@pytest.mark.parametrize("opening", ['"', "»", "(", 'projektet "', "Foreningen ", "lov om ", "§ 1, ", "Udvalget for "])
@pytest.mark.parametrize("unit", ["a ", "Ab ", "1 ", "og ", "-", "a\n"])
def test_what_opens_and_never_closes_takes_time_in_proportion(opening: str, unit: str) -> None:
    text = opening + unit * (SHORT // len(unit))
    extract(text, model=None)
    assert seconds(opening + unit * (TIMES * SHORT // len(unit))) < 1.5 * TIMES * max(seconds(text), 0.002)


def committees(count: int) -> str:
    """Lines that each name a committee of their own, and once more in capitals."""
    syllables = ("bor", "lun", "ske", "vin", "tar", "mol", "kar", "hed", "rim", "sto", "fug", "gra", "dal", "tved")
    names = ("".join(name) for name in islice(product(syllables, repeat=4), count))
    return "".join(f"Sagen om {name}udvalget\nTIL {name.upper()}UDVALGET\n{name.title()}udvalget\n" for name in names)


def test_names_that_are_all_different_take_time_in_proportion() -> None:
    """Each text is read once: what is known from an earlier reading would be quicker in the short one alone."""
    extract(committees(10), model=None)
    short, long = (seconds(committees(count), runs=1) for count in (2_500, 2_500 * TIMES))
    assert long < 3 * TIMES * short


def departments(count: int) -> str:
    """Cases that each have letters and a department of their own."""
    letters = ("".join(letters) for letters in product("ABCDEFGHIJKLMNOPRSTU", repeat=4))
    syllables = ("bor", "lun", "ske", "vin", "tar", "mol", "kar", "hed", "rim", "sto", "fug", "gra", "dal", "tved")
    names = ("".join(name).title() for name in product(syllables, repeat=4))
    pairs = islice(zip(letters, names, strict=False), count)
    return "".join(f"Forvaltning: {short} Sbh\n{name}forvaltningen oplyser\n" for short, name in pairs)


def test_letters_and_departments_that_are_all_different_take_time_in_proportion() -> None:
    extract(departments(10), model=None)
    short, long = (seconds(departments(count), runs=1) for count in (600, 600 * TIMES))
    assert long < 2 * TIMES * short


def test_a_million_digits_and_ten_million_characters_on_one_line_are_read() -> None:
    assert extract("1" * 1_000_000, model=None).entities == ()
    assert extract("-" * 10_000_000, model=None).entities == ()


@pytest.mark.parametrize(
    "text", ["会議は5月3日に開かれました。", "Το συμβούλιο συνεδρίασε.", "اجتمع المجلس أمس", "Reunião ontem."]
)
def test_text_in_another_language_has_nothing_in_it(text: str) -> None:
    assert extract(text, model=None).entities == ()
