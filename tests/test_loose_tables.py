"""Tables that lost their lines or rows, and what only looks like one."""

from __future__ import annotations

import pytest

from referat import extract
from referat.minutes import parse
from referat.structure.loose_tables import loose_tables
from referat.structure.outline import outline

FILL = (
    "Udvalget har drøftet sagen på flere møder, og forvaltningen har siden hørt de berørte skoler og foreninger. " * 3
)


def tables(text: str) -> list[list[list[str]]]:
    found = loose_tables(text, outline(text))
    return [[[text[cell.start : cell.end] for cell in row] for row in table.rows] for table in found]


LINES = {
    "head with a name for each column": (
        "Vej|Længde (m)|Pris (1.000 kr.)|År|Havnevej|2.150|3.870|2029|Skolevej|980|1.725|2030",
        [["Vej", "Længde (m)", "Pris (1.000 kr.)", "År"], ["Havnevej", "2.150", "3.870", "2029"],
         ["Skolevej", "980", "1.725", "2030"]],
    ),
    "head of years": (
        "Mio. kr.|2029|2030|Skoler|1,2|-0,3|Veje|0,4|-",
        [["Mio. kr.", "2029", "2030"], ["Skoler", "1,2", "-0,3"], ["Veje", "0,4", "-"]],
    ),
    "head of years and a sum": (
        "Tabel 1|1.000 kr.|2029|2030|I alt|Udgift|3.200|15.400|18.600|Tilskud|-1.600|-7.700|-9.300",
        [["1.000 kr.", "2029", "2030", "I alt"], ["Udgift", "3.200", "15.400", "18.600"],
         ["Tilskud", "-1.600", "-7.700", "-9.300"]],
    ),
    "head without a corner": (
        "Budget|Forbrug|Afvigelse|Skoler|1,2|1,3|0,1|Veje|0,4|0,4|0",
        [["", "Budget", "Forbrug", "Afvigelse"], ["Skoler", "1,2", "1,3", "0,1"], ["Veje", "0,4", "0,4", "0"]],
    ),
    "numbered rows": (
        "Nr.|Ansøger|Projekt|Søgt (kr.)|Givet (kr.)|1|Havnens Venner|Fest|8.000|5.000|2|Korshæren|Mad|2.500|2.500",
        [["Nr.", "Ansøger", "Projekt", "Søgt (kr.)", "Givet (kr.)"], ["1", "Havnens Venner", "Fest", "8.000", "5.000"],
         ["2", "Korshæren", "Mad", "2.500", "2.500"]],
    ),
    "numbered rows, a sum": (
        "Nr.|Ansøger|Søgt (kr.)|Givet (kr.)|1|Havnens Venner|8.000|5.000|2|Korshæren|2.500|2.500|I alt|10.500|7.500",
        [["Nr.", "Ansøger", "Søgt (kr.)", "Givet (kr.)"], ["1", "Havnens Venner", "8.000", "5.000"],
         ["2", "Korshæren", "2.500", "2.500"], ["I alt", "", "10.500", "7.500"]],
    ),
    "groups, a shorter sum": (
        "Vej|Pris|År|Nord|Havnevej|3.870|2029|Syd|Skolevej|1.725|2030|I alt|5.595",
        [["", "Vej", "Pris", "År"], ["Nord", "Havnevej", "3.870", "2029"], ["Syd", "Skolevej", "1.725", "2030"],
         ["I alt", "", "5.595"]],
    ),
    "a head that is a label elsewhere": (
        "Beløb i 1.000 kr.:|Udvalg|2029|2030|Skoleudvalget|2.300|1.150|Teknisk Udvalg|-4.075|0",
        [["Udvalg", "2029", "2030"], ["Skoleudvalget", "2.300", "1.150"], ["Teknisk Udvalg", "-4.075", "0"]],
    ),
    "two tables": (
        "Mio. kr.|2029|2030|Skoler|1,2|1,3|Veje|0,4|0,5|Areal|2029|2030|Mark|1.200|1.100|Skov|300|310",
        [["Mio. kr.", "2029", "2030"], ["Skoler", "1,2", "1,3"], ["Veje", "0,4", "0,5"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_cells_on_lines_of_their_own(name: str) -> None:
    lines, rows = LINES[name]
    assert tables(lines.replace("|", "\n") + "\n")[0] == rows


def test_a_page_may_end_in_a_table() -> None:
    page = "\n\nHavneby Kommune\nSide {} af 9\n\n"
    text = "".join(f"Sag {n} er drøftet, og det er besluttet at gå videre.{page.format(n)}" for n in range(1, 5))
    text += "Mio. kr.\n2029\n2030\nSkoler\n1,2\n1,3\n" + page.format(5) + "Veje\n0,4\n0,5\n"
    assert tables(text) == [[["Mio. kr.", "2029", "2030"], ["Skoler", "1,2", "1,3"], ["Veje", "0,4", "0,5"]]]


RUNS = {
    "years": (
        "Udgifterne i mio. kr.: Område 2029 2030 Skoler 1,2 -0,3 Veje og park 0,4 - I alt 1,6 -0,3 Udvalget",
        [["", "2029", "2030"], ["Skoler", "1,2", "-0,3"], ["Veje og park", "0,4", "-"], ["I alt", "1,6", "-0,3"]],
    ),
    "names of columns, a page's number behind": (
        "Regnskabet viser, i 1.000 kr.: Budget Forbrug Skoler 391.200 198.470 Dagtilbud 171.650 84.012 7 Merforbruget",
        [["", "Budget", "Forbrug"], ["Skoler", "391.200", "198.470"], ["Dagtilbud", "171.650", "84.012"]],
    ),
    "a number ends a name": (
        "Mio. kr. Afholdt 2029 Afholdt 2030 Klimaskærm, Ry Skole 1,85 3,40 Gadelys, etape 3 4,10 7,85 Besparelsen er",
        [["", "1,85", "3,40"], ["Gadelys, etape 3", "4,10", "7,85"]],
    ),
    "bars": (
        "| Mio. kr. | 2029 | 2030 | | --- | --- | --- | | Skoler | 1,2 | 1,3 | | Veje | 0,4 | 0,5 | Udvalget",
        [["", "1,2", "1,3"], ["Veje", "0,4", "0,5"]],
    ),
}


@pytest.mark.parametrize("name", RUNS)
def test_cells_in_a_run_of_text(name: str) -> None:
    run, rows = RUNS[name]
    assert tables(FILL + run)[0] == rows


@pytest.mark.parametrize(
    "lines",
    [
        "Indhold|Side|1|Godkendelse|2|2|Havnen|3|3|Skolen|7",
        "1|Godkendelse af dagsorden|2|2|Budget 2030|4",
        "Mødet sluttede|17|Mødet begyndte|16",
        "Skoler|1,2",
        "Udvalget har drøftet sagen og vil vende tilbage til den.|1,2|Forvaltningen arbejder videre.|1,3",
    ],
)
def test_lines_that_are_no_table(lines: str) -> None:
    assert tables(lines.replace("|", "\n") + "\n") == []


@pytest.mark.parametrize(
    "run",
    [
        "I 2029 2030 var der 12 14 elever.",
        "Takst i kr. pr. m2 og sum i mio. kr. Anker A/S 46,20 31,88 Bro A/S 47,95 32,40 Trods den laveste",
        "Antal elever og udgift i mio. kr. nord og syd Byen 171 38,2 Havnen 102 26,9 Den samlede",
        "Tlf. 56 57 57 57. Rum 12 14. Etage 2 3.",
    ],
)
def test_runs_that_are_no_table(run: str) -> None:
    assert tables(FILL + run) == []


def test_columns_of_amounts_counts_and_years() -> None:
    text = "Vej\nLængde (m)\nPris (1.000 kr.)\nÅr\nHavnevej\n2.150\n3.870\n2029\nSkolevej\n980\n1.725\n2030\n"
    found = [(entity.label, entity.value) for entity in extract(text, model=None, labels=["MONEY", "DATE"]).entities]
    assert found == [("MONEY", "3870000"), ("DATE", "2029"), ("MONEY", "1725000"), ("DATE", "2030")]


@pytest.mark.parametrize(
    ("run", "amounts"),
    [
        (
            "Økonomi Mio. kr. 2030 2031 Skole 1,2 1,3 Vej og park 0,2 - I alt 1,4 1,3 Indstilling Det indstilles",
            ["1200000", "1300000", "200000", "1400000", "1300000"],
        ),
        ("(t.kr.) 2030 2031 I alt Drift 1 2 3 Anlæg 0 5 5 Note 1", ["1000", "2000", "3000", "0", "5000", "5000"]),
        ("Elever 2030 2031 Skole 120 130 Vej 200 300", []),
        (
            "Budgettet i 1.000 kr. ser sådan ud: Håndværkere 11.230 Andre udgifter 715 I alt 11.945 Arealet er 642 m2.",
            ["11230000", "715000", "11945000"],
        ),
        ("Udgiften i 1.000 kr. kendes ikke. Vej 1.120 Sti 1.130 Skov 1.140", []),
        ("Udgiften er 5 mio. kr. til veje. Skole A 1.120 Skole B 130 Skole C 140 elever", ["5000000"]),
    ],
)
def test_amounts_in_a_run(run: str, amounts: list[str]) -> None:
    assert [entity.value for entity in extract(FILL + run, model=None, labels=["MONEY"]).entities] == amounts


def test_the_unit_of_a_run_is_no_amount() -> None:
    text = (
        FILL
        + "Anskaffelsen udgør nu: 1.000 kr. Skema A Skema B Grund 13.420 13.980 Huse 41.305 43.112 Sagen finansieres"
    )
    record = extract(text, model=None, labels=["MONEY"])
    assert [entity.value for entity in record.entities] == ["13420000", "13980000", "41305000", "43112000"]


def test_no_table_is_found_twice() -> None:
    text = "Mio. kr.\t2029\nSkoler\t1,2\nVeje\t0,4\n\nMio. kr.\n2029\nSkoler\n1,2\nVeje\n0,4\n"
    assert len(parse(text).tables) == 2
