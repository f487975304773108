"""Amounts beyond the examples that stand with their patterns: clauses, units, and tables."""

import time

import pytest

from referat.labels import money
from referat.structure.tables import find_tables
from referat.values import Mention, bare


def mentions(text: str) -> list[Mention]:
    return sorted(money.find(bare(text, tables=find_tables(text))), key=lambda mention: mention.start)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.value) for mention in mentions(text)]


def values(text: str) -> list[str]:
    return [mention.value for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("mellem 2 skoler og 5 mio. kr.", [("5 mio. kr.", "5000000")]),
        ("i 2030 500 mio. kr.", [("500 mio. kr.", "500000000")]),
        ("i 2030 - 5 mio. kr. i 2031", [("5 mio. kr.", "5000000")]),
        ("2030 mio. kr.", []),
        ("stk. 2, 5 mio. kr.", [("5 mio. kr.", "5000000")]),
        ("5 mio.\n\nkr. til", [("5 mio.", "5000000")]),
        ("500 kr., 600 kr.", [("500 kr.", "500"), ("600 kr.", "600")]),
        ("fra 500.000 kr. til 300.000 kr.", [("500.000 kr.", "500000"), ("300.000 kr.", "300000")]),
        ("500.000 kr. til 2.000 i målgruppen", [("500.000 kr.", "500000")]),
        ("500.000 kr. og 300.000 borgere", [("500.000 kr.", "500000")]),
        ("mellem 2022 og 5 mio. kr.", [("5 mio. kr.", "5000000")]),
        ("3 kroner og 50 øre", [("3 kroner", "3"), ("50 øre", "0.5")]),
        ("minus 5 mio. kr.", [("minus 5 mio. kr.", "-5000000")]),
        ("- 500 kr. til lys\n- 700 kr. til løn", [("500 kr.", "500"), ("700 kr.", "700")]),
        ("Løn\t500\nkr. i alt", []),
        ("Tabel 2\nMio. kr., netto", []),
        ("Pris, kr.\n1.500\n", []),
        ("afgiften er kr.\n3,25 pr. m3", [("kr.\n3,25", "3.25")]),
        ("kr50.000 og 50.000kr.", [("kr50.000", "50000"), ("50.000kr.", "50000")]),
        ("HVORAF 430.000\nKR. VEDRØRER SKOLER", [("430.000\nKR.", "430000")]),
        ("årligt 1,85 mio. kr. mod hidtil 1,72.", [("1,85 mio. kr.", "1850000"), ("1,72", "1720000")]),
        ("0,5 mio. kr.-puljen", [("0,5 mio. kr.", "500000")]),
    ],
)
def test_running_text(text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Budget i 1.000 kr.: løn 28.400, leje af lokaler 31.250 og tryk 4.110.", ["28400000", "31250000", "4110000"]),
        ("Udgifter i mio. kr.: 2022: 1,2, 2023: 1,4 og 2024: 1,6.", ["1200000", "1400000", "1600000"]),
        ("Rammen i hele 1.000 kr. udgør 45.300 i 2022 og 44.900 i 2023.", ["45300000", "44900000"]),
        ("Udgiften er i mio. kr. 1,2 i 2022 og -1,4 i 2023.", ["1200000", "-1400000"]),
        ("Udgifter (mio. kr.): løn 4,2; leje 1,1.", ["4200000", "1100000"]),
        ("Takster (kr.): Vand pr. m3 8,40 Fast bidrag 475,00 Tilslutning 41.218 For et hus", ["8.4", "475", "41218"]),
        ("Økonomi (i 1.000 kr.) Bevilling 6.000 Entreprise 4.915 Tilsyn 725 Staten", ["6000000", "4915000", "725000"]),
        ("Beløb i kr.: 3 Skoler og 4 Haller", []),
        ("Udgift i mio. euro: 4,2.", ["EUR 4200000"]),
        ("Rammen i mio. kr. udgør 12 i 2030 og 13 i 2031.", ["12000000", "13000000"]),
        ("Budget (1.000 kr.): indtægter 500, udgifter 300, antal ansatte 12, areal 450.", ["500000", "300000"]),
        ("Udgifter i mio. kr.: stigning i procent 2,5, fald i procent 3,5.", []),
        ("Beløb i mio. kr.: Indbyggertal 41.200, vækst 2,5.", []),
        ("Udgiften er i mio. kr. 1,2, og mødet sluttede 18.30.", []),
        ("Udgifter i kr.: Antal borgere 12, antal pladser 14.", []),
        ("Tabel 1 (mio. kr.) Figur 2, tabel 3.", []),
        ("Udbetalt i kr.: punkt 3, punkt 4 og punkt 5.", []),
        ("Takster (kr.): Zone 1, Zone 2 og Zone 3.", []),
        ("Beløbet i kr. var 500, og antal deltagere var 14.", []),
        ("Taksten i kr. er 15, 20 og 25 procent.", []),
        ("i kr. 12 sager og 14 dage", []),
        ("opgjort i kr. er 4 borgere og 3 pladser", []),
        ("Beløb i 1.000 kr.: 3 pladser og 5 borgere", []),
        ("Beløb i mio. kr.: 2022, 2023 og 2024.", []),
        ("Alle beløb er i 1.000 kr. Der er 12 pladser, 14 senge og 3 rum.", []),
    ],
)
def test_unit_that_heads_a_sentence(text: str, hits: list[str]) -> None:
    assert values(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("(1.000 kr.)", []),
        ("Beløb i hele 1.000 kr.", []),
        ("Tabel 1, 1.000 kr.\na\tb\nLøn\t5\n", ["5000"]),
        ("| 1.000 kr. | Budget | Forbrug |\n| --- | --- | --- |\n| Løn | 5 | 6 |\n", ["5000", "6000"]),
        ("Honorar 2030, 1.000 kr.\n5.130\n3.604\n", ["5130000", "3604000"]),
        ("Forening\nNybo IF\nBevilling i kr.\n85.000\n60.000\n", ["85000", "60000"]),
        ("År\nUdgift i t.kr.\n2030\n310\n2031\n1.240\n", ["310000", "1240000"]),
        ("Antal elever\nUdgift i kr.\n25\n1.000\n30\n2.000\n", []),
        ("Elever i 2030, i kr. pr. elev og antal\n25\n1.000\n", []),
        ("der gives 1.000 kr. pr. barn", ["1000"]),
        ("gebyret (1.000 kr. pr. måned)", ["1000"]),
        ("1.000 kr. Bestyrelsen får beløbet.\nDe øvrige får 500", ["1000"]),
        ("et tilskud på 1.000 kr.", ["1000"]),
        ("Navn\tEnhed\t2030\nLøn\t1.000 kr.\t500\n", ["500000"]),
    ],
)
def test_the_unit_is_no_amount(text: str, hits: list[str]) -> None:
    assert values(text) == hits


TABLES = {
    "unit in the corner": (
        "tusinde kr., Service\t2030\t2031\nLøn\t4.331\t-\nI alt\t0\t-1.436\n",
        ["4331000", "0", "-1436000"],
    ),
    "unit in the caption": (
        "Tabel 1 (mio. kr.)\n\n| | 2030 |\n|--|--|\n| Vej | 1,5 |\n| **I alt** | **1,5** |\n",
        ["1500000"] * 2,
    ),
    "columns that count, by the end of their name": (
        "1.000 kr.\tBudget\tForbrugsprocent\tElevtal\tBilag nr.\nSkole\t45.300\t48,8\t455\t3\nVej\t300\t50,0\t12\t4\n",
        ["45300000", "300000"],
    ),
    "columns of figures of money": (
        "Mio. kr.\tGrundkapital\tHovedtotal\tTilskud til kursusdeltagere\nSkole\t1,5\t2\t3\nVej\t1\t4\t5\n",
        ["1500000", "2000000", "3000000", "1000000", "4000000", "5000000"],
    ),
    "rows that count, and rows that speak of what is counted": (
        "Mio. kr.\t2030\t2031\nElevtal\t488\t500\nRegulering af elevtal\t1,5\t2\n",
        ["1500000", "2000000"],
    ),
    "a column that counts, parted by single spaces": (
        "Mio. kr. Budget Forbrugsprocent\nSkole 45,3 48,8\nVej 22,0 45,1\n",
        [],
    ),
    "the unit below the names of the columns": (
        "Område\t2030\t2031\n\t1.000 kr.\t1.000 kr.\nDrift\t125\t-14\n",
        ["125000", "-14000"],
    ),
    "the unit before the names of the columns, parted by single spaces": (
        "1.000 kr. Budget Forbrug\nDrift 1.200 200\nAnlæg 3.000 -200\n",
        ["1200000", "200000", "3000000", "-200000"],
    ),
    "the unit behind its currency": (
        "kr. 1.000\tBudget\tForbrug\nLøn\t1.245\t45\nDrift\t45\t0\n",
        ["1245000", "45000", "45000", "0"],
    ),
    "the unit behind its currency, in a caption": (
        "Tabel 1: Budget (DKK 1.000)\n\tBudget\tForbrug\nLøn\t1.245\t45\nDrift\t45\t0\n",
        ["1245000", "45000", "45000", "0"],
    ),
    "amounts of a thousand behind their currency": ("Gebyr\tkr. 1.000\nLeje\tkr. 2.000\n", ["1000", "2000"]),
    "amounts of a thousand, and no unit": ("Gebyr\t1.000 kr.\nLeje\t2.000 kr.\n", ["1000", "2000"]),
    "a last row that ends the text": (
        "Mio. kr. 2030 2031\nDrift 1,2 1,4\nAnlæg 3,0 0,5",
        ["1200000", "1400000", "3000000", "500000"],
    ),
    "a unit of time in a row's name": (
        "Vask, kr. pr. uge\t20\t21\nMad, kr. pr. portion\t52\t54\n",
        ["20", "21", "52", "54"],
    ),
    "unit in a column": ("Område\tBudget (1.000 kr.)\tÅrsværk\nSkole\t12.000\t25,5\n", ["12000000"]),
    "unit in a row": ("\tBudget 2030\tPct.\nDrift (t.kr.)\t1.200\t8,3\nBørn\t500\t20\n", ["1200000"]),
    "unit in a group heading": ("\t2030\nDrift\t5\nAnlæg (mio. kr.)\nVej\t2\n", ["2000000"]),
    "unit over the years": ("\tMio. kr.\n\t2030\t2031\nDrift\t1,2\t1,3\n", ["1200000", "1300000"]),
    "unit in a note": ("Salg\t2030\nBog\t1.000\n\nNote: Alle beløb er i 1.000 kr.\n", ["1000000"]),
    "amounts in the first column": ("kr.\tAntal\n500\t3\n600\t4\n", ["500", "600"]),
    "years as row heads": ("År\tBeløb i kr.\n2030\t500.000\n2031\t600.000,50\n", ["500000", "600000.5"]),
    "account numbers": ("Beløb i t.kr.\n\nKonto\tNavn\t2030\n525\tPleje\t1.200\n", ["1200000"]),
    "sign apart": ("t.kr.\t2030\nNetto\t- 8.000\n", ["-8000000"]),
    "ranges": ("mio. kr.\tPris\nVej\t2-3\n", ["2000000/3000000"]),
    "no unit anywhere": ("\t2030\t2031\nInvestering\t10.000\t12.000\n", []),
    "another unit": ("Antal\t2030\t2031\nElever\t100\t120\n", []),
    "amount in the caption": ("Puljen på 5 mio. kr. fordeles\n\nSkole\t2030\nA\t12\n", ["5000000"]),
    "spaces": ("1.000 kr.        2030     2031\nLøn             1.200      300\n", ["1200000", "300000"]),
    "single spaces": ("Drift (mio. kr.)\n2030 2031\nSkole 1,5 2,5\nPleje - -4,5\n", ["1500000", "2500000", "-4500000"]),
    "single cells": ("Anlæg i 1.000 kr.\n\nOmråde\n2030\n2031\nVej\n5\n-\nSti\n-3\n0\n\nTekst", ["5000", "-3000", "0"]),
    "single cells of other things": ("Antal børn og kr.\nVej\n5\n6\nSti\n3\n4\n", []),
    "policy areas that name whom they serve": ("Mio. kr.\t2030\nBørn og Unge\t1,2\nÆldre\t2\n", ["1200000", "2000000"]),
    "whom a price is for": ("Takst i kr.\tVoksne\tBørn\nEnkelt\t70\t35\n", ["70", "35"]),
    "counts beside amounts": (
        "Priser (kr.)\nAfdeling\tBoliger\tHusleje\nA\t390\t942\nB\t302\t1.011\n",
        ["942", "1011"],
    ),
    "a list with marks": (
        "Fordeling (i mio. kr.):\nSkole: 1.247\nVej: 815\nKultur: 30\n",
        ["1247000000", "815000000", "30000000"],
    ),
    "a list": ("Fordeling (1.000 kr.)\nSkole 1.247\nVej 815\nSe side 3\nUdvalget 2022\n", ["1247000", "815000"]),
    "a list with leaders": ("Takster i kr.\nHal ..... 310\nSal ..... 95\n", ["310", "95"]),
    "a list of other numbers": ("Beløb i kr.\nAfdeling 3\nAfdeling 4\n", []),
    "a long line that introduces": (
        f"Byrådet har{' her og der' * 12} en andel af midlerne i 1.000 kr.:\n\nVej: 15\nSti: 20\n",
        ["15000", "20000"],
    ),
    "single cells between blank lines": (
        "Beløb i 1.000 kr.\n\nOmråde\n\n2030\n\n2031\n\nVej\n\n5\n\n6\n\nSti\n\n-3\n\n0\n\nIndstilling\n\nGodkendt.",
        ["5000", "6000", "-3000", "0"],
    ),
    "pages between blank lines": ("Indhold\n\nDagsorden\n\n3\n\nBudget i kr.\n\n5\n\nAnlæg\n\n7\n\n", []),
    "one run of other numbers": ("Elever 2030 2031 Skole 120 130 Vej 200 300", []),
    "shares, and who begins like one": (
        "Mio. kr.\t2030\nAndelsboligforeningen Havnen\t1,2\nAndel af puljen\t2,5\n",
        ["1200000"],
    ),
    "who bears which share": (
        "1.000 kr.\t2030\nKommunens andel, oprindelig\t1,2\nStatens andel\t2,5\n",
        ["1200", "2500"],
    ),
    "a year in the cell": (
        "Takster i kroner:\nHus\t2030: 2.140\t2031: 2.265\nVej\t2030: 1.610\t2031: 700\n",
        ["2140", "2265", "1610", "700"],
    ),
    "semicolons": ("Mio. kr.; 2030; 2031\nLøn; 4,0; -\nLeje; 0; 3,5\n", ["4000000", "0", "3500000"]),
    "strokes at both ends": (
        "t.kr.\n/ Vej / Budget / Brugt /\n/ Sti / 4.100 / -20 /\n/ Bro / 5 / 6 /\n",
        ["4100000", "-20000", "5000", "6000"],
    ),
    "to the øre": (
        "Der søges 5 mio. kr.\n\nPost\tBudget\nLeje\t12.500,00\nLys\t250,50\n",
        ["5000000", "12500", "250.5"],
    ),
    "to the øre, of nothing": ("Der søges om plads.\n\nPost\tMål\nA\t12.500,00\nB\t250,50\n", []),
    "rows of unlike length": ("Beløb i kr.\nVej 5 6\nSti 3 4 5\n", []),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    text, amounts = TABLES[name]
    assert values(text) == amounts


def test_details() -> None:
    total, pair, euro = mentions("t.kr.\t2030\nI alt\t5\n\n10-15 mio. kr. og 5 euro")
    names = {"row": "I alt", "column": "2030", "year": "2030", "total": True}
    assert total.details == {"currency": "DKK", "unit_from": "header", **names}
    assert pair.details == {"currency": "DKK", "low": "10000000", "high": "15000000"}
    assert euro.details == {"currency": "EUR"}


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800 5 kr.", "😀5 kr.", "kr.", "5" * 10000 + " kr.", "kr. " * 1000, "½ kr."]
)
def test_any_text_is_legal(text: str) -> None:
    mentions(text)


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1,", "½", "1-", "1 ", "kr. ", "mio. ", "tre ", "1\n", "1\t2\n", "a  b\n", "5 kr. og "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        minutes = bare(piece * (size // len(piece)))
        start = time.process_time()
        list(money.find(minutes))
        return time.process_time() - start

    assert min(seconds(40_000) for _ in range(3)) < 3 * max(min(seconds(20_000) for _ in range(3)), 0.005)
