"""Tables parted by tabs, by spaces and by bars."""

import pytest

from referat.structure.tables import find_tables


def cells(text: str) -> list[list[list[str]]]:
    return [[[text[cell.start : cell.end] for cell in row] for row in table.rows] for table in find_tables(text)]


def captions(text: str) -> list[str | None]:
    return [table.caption and text[table.caption.start : table.caption.end] for table in find_tables(text)]


TABLES = {
    "tabs": ("\t2030\t2031\nLøn\t1.200\t-\n", [["", "2030", "2031"], ["Løn", "1.200", "-"]]),
    "tabs, empty cell": ("a\tb\tc\nLøn\t\t3\n", [["a", "b", "c"], ["Løn", "", "3"]]),
    "tabs, no corner": (
        "2030\t2031\nLøn\t3\t4\nLys\t5\t6",
        [["", "2030", "2031"], ["Løn", "3", "4"], ["Lys", "5", "6"]],
    ),
    "tabs, group heading": ("a\tb\nService\nLøn\t3\n", [["a", "b"], ["Service"], ["Løn", "3"]]),
    "bars": ("| a | b |\n| --- | ---: |\n| Løn | 100 |\n", [["a", "b"], ["Løn", "100"]]),
    "bars, empty cell": ("| | b |\n|---|---|\n| Løn | 100 |", [["", "b"], ["Løn", "100"]]),
    "spaces": (
        "            2030    2031\nLøn        1.200     300\nAndet                 20\n",
        [["", "2030", "2031"], ["Løn", "1.200", "300"], ["Andet", "", "20"]],
    ),
    "spaces, no columns shared": (
        "Område  Mio. kr.  I alt\nSkoler og dagtilbud  41,2  50,0\nVej  3  4,25\n",
        [["Område", "Mio. kr.", "I alt"], ["Skoler og dagtilbud", "41,2", "50,0"], ["Vej", "3", "4,25"]],
    ),
    "spaces, numbers side by side": (
        "Takst, kr.   2030 2031\nKantine   2.105 2.168\nFrugt   640 719,50\n",
        [["Takst, kr.", "2030", "2031"], ["Kantine", "2.105", "2.168"], ["Frugt", "640", "719,50"]],
    ),
    "spaces, years over numbers that could be one": (
        "Takst, kr.   2030 2031\nKantine   640 719,50\nFrugt   12 100,50\n",
        [["Takst, kr.", "2030", "2031"], ["Kantine", "640", "719,50"], ["Frugt", "12", "100,50"]],
    ),
    "spaces, words over numbers side by side": (
        "Takst, kr.   Budget Forbrug\nKantine   2.105 2.168\nFrugt   640 719,50\n",
        [["Takst, kr.", "Budget", "Forbrug"], ["Kantine", "2.105", "2.168"], ["Frugt", "640", "719,50"]],
    ),
    "spaces, numbers with spaces in them": (
        "Post   Beløb kr.\nLøn   12 100,50\nLeje   113 200,75",
        [["Post", "Beløb kr."], ["Løn", "12 100,50"], ["Leje", "113 200,75"]],
    ),
    "strokes": (
        "Takst i kr. / 2030 / 2031\nVand, pr. m3 / 10,25 / -\nAffald / 2 / 3,5\n",
        [["Takst i kr.", "2030", "2031"], ["Vand, pr. m3", "10,25", "-"], ["Affald", "2", "3,5"]],
    ),
    "semicolons, two columns of words": (
        "Ansøger; Projekt; Ansøgt\nSkakklub; Skak i gården; 28.000\nSpejdere; Shelter; 95.000\n",
        [["Ansøger", "Projekt", "Ansøgt"], ["Skakklub", "Skak i gården", "28.000"], ["Spejdere", "Shelter", "95.000"]],
    ),
    "one bar": ("Skoler | 41.200\nVej | -3\n", [["Skoler", "41.200"], ["Vej", "-3"]]),
    "a blank line between rows": (
        "a\t2030\t2031\n\nLøn\t1.200\t-\n\nLys\t5\t6\n",
        [["a", "2030", "2031"], ["Løn", "1.200", "-"], ["Lys", "5", "6"]],
    ),
    "text that lost its line": (
        "a\tb\nLøn\t3\nLys\t5 Indstilling Det indstilles.\n",
        [["a", "b"], ["Løn", "3"], ["Lys", "5"]],
    ),
    "windows lines": ("a\tb\r\nLøn\t3\r\n", [["a", "b"], ["Løn", "3"]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows(name: str) -> None:
    text, rows = TABLES[name]
    assert cells(text) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ingen tabel her.\nHeller ikke her.",
        "Et punkt.....\t3\nEt andet punkt.....\t5\n",
        "-\tførste led\n-\tandet led\n",
        "1.\tførste led\n2.\tandet led\n",
        "\tEt indrykket afsnit.\n\tEt til.\n",
        "Der er to  mellemrum i en linje.\nOgså et sted  længere henne i den næste.\n",
        "Sagsnr.: 1   Dok.nr.: 2   Åbent\n",
        "Forside | Kontakt | Søg\n",
        "kun\ten linje\n",
        "Sag 12 / Plan / Åben\nSag 13 / Vej / Lukket\n",
        "Vej / Sti / Bro\n",
        "Takst   2030 i\nKantine   2 105\nFrugt   2 640\n",
        "12 | Skolevej\n13 | Havnen i Nyby\n",
        "Afbud  Lone Holm\nMødt  Per Dal\n",
        "Navn\tBy\n\nLone Holm\tNyby\n",
        "\t\t\n\t\t\n",
        "| --- | --- |\n| --- | --- |\n",
    ],
)
def test_no_table(text: str) -> None:
    assert find_tables(text) == ()


@pytest.mark.parametrize(
    ("before", "caption"),
    [
        ("", None),
        ("Tabel 1: Drift\n", "Tabel 1: Drift"),
        ("Afsnit.\n\nTabel 1: Drift\n\n", "Tabel 1: Drift"),
        ("Afsnit langt fra.\n\n\n", None),
        ("x" * 400 + "\n", None),
        (
            "x" * 400 + ". Der foreslås 2,5 pct. og denne fordeling (t.kr.):\n\n",
            "Der foreslås 2,5 pct. og denne fordeling (t.kr.):",
        ),
        ("Ord " * 100 + "slutter her.\n\n", None),
    ],
)
def test_caption(before: str, caption: str | None) -> None:
    assert captions(f"{before}a\tb\nLøn\t3\n") == [caption]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Udgifter i mio. kr. fremgår af bilag.", False),
        ("Udgifter i mio. kr. er fordelt i notatet", False),
        ("Udgifter i mio. kr.", True),
        ("Udgifterne er som følger i mio. kr.:", True),
        ("Taksterne er angivet i kr. ekskl. moms.", True),
    ],
)
@pytest.mark.parametrize("sign", ["; ", " / "])
def test_a_sentence_is_no_caption_of_rows_parted_by_what_parts_words(line: str, sign: str, *, caption: bool) -> None:
    text = f"{line}\nBilag, afsnit, stk.\nBudget, 3, 4\nRegnskab, 5, 6".replace(", ", sign)
    assert captions(text) == [line if caption else None]


def test_a_head_below_a_blank_line_begins_a_table_of_its_own() -> None:
    text = "t.kr.\t2030\nLøn\t3\n\nmio. kr.\t2031\nLys\t5\n\n\t2030\nVej\t1\n"
    assert [table[0] for table in cells(text)] == [["t.kr.", "2030"], ["mio. kr.", "2031"], ["", "2030"]]


def test_two_tables_and_the_line_between_them() -> None:
    text = "a\tb\nLøn\t3\n\nTabel 2\n\nc\td\nLys\t4\n"
    assert captions(text) == [None, "Tabel 2"]
    first, second = find_tables(text)
    assert first.end <= second.start


@pytest.mark.parametrize("text", ["\t" * 5000, "|" * 5000, "a  " * 5000, "a\tb\n" * 3000, "\x00\t\ud800\n\x00\t😀\n"])
def test_any_text_is_legal(text: str) -> None:
    for table in find_tables(text):
        assert all(0 <= cell.start <= cell.end <= len(text) for row in table.rows for cell in row)
