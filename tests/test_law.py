"""LAW beyond the examples in its pattern file."""

from __future__ import annotations

import time as clock

import pytest

from referat.labels import law
from referat.patterns import load
from referat.values import bare


def shown(text: str) -> list[str]:
    return [m.value for m in law.find(bare(text))]


SHORT_NAMES = sorted({name for name in load("law").words["title"].values() if name})


def test_the_list_of_laws_is_long() -> None:
    assert len(SHORT_NAMES) > 100


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_every_short_name(name: str) -> None:
    assert shown(f"efter {name}, der gælder") == [name]
    assert shown(f"jf. {name}s § 4, stk. 2.") == [f"{name}s § 4, stk. 2"]
    assert shown(f"efter § 4, stk. 2, i {name}.") == [f"§ 4, stk. 2, i {name}"]
    assert [m.details["law"] for m in law.find(bare(f"{name}s regler"))] == [name]


@pytest.mark.parametrize("title", sorted(load("law").words["title"]))
def test_every_title(title: str) -> None:
    assert shown(f"efter lov om {title}, som gælder") == [f"lov om {title}"]
    assert shown(f"§ 12 i lov om {title} fastsætter") == [f"§ 12 i lov om {title}"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("§ 11 i lov om social service", "serviceloven"),
        ("lov om planlægning § 13", "planloven"),
        ("Planlovens § 13", "Planloven"),
        ("LBK nr. 287 af 16/04/2018 af lov om planlægning", "planloven"),
        ("§ 3, stk. 2", None),
        ("bekendtgørelse nr. 837 af 27. juni 2016", None),
    ],
)
def test_the_short_name_of_a_cited_law(text: str, name: str | None) -> None:
    [mention] = law.find(bare(text))
    assert mention.details.get("law") == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lovgrundlag\n\nLov om planlægning\n\nIndstilling", ["Lov om planlægning"]),
        ("jf. Folkeskolelovens §5 stk.1, 2. pkt.", ["Folkeskolelovens §5 stk.1, 2. pkt."]),
        ("Lovgrundlag: Lov om social service § 83 og § 84.", ["Lov om social service § 83", "§ 84"]),
        ("efter planlovens §§ 13, 14 og 15 samt § 20, stk. 1-3", ["planlovens §§ 13, 14 og 15", "§ 20, stk. 1-3"]),
        ("LBK nr 1578 af 19.12.2022 (Planloven)", ["LBK nr 1578 af 19.12.2022", "Planloven"]),
        ("i medfør af lovens § 4, stk. 1, jf. stk. 3", ["§ 4, stk. 1"]),
        ("§ 3\n\ni planloven", ["§ 3", "planloven"]),
        ("lov om social\n\nservice", ["lov om social"]),
        ("Et § 17, stk. 4-udvalg efter styrelseslovens § 17, stk. 4.", ["styrelseslovens § 17, stk. 4"]),
        ("Efter § 5 i vedtægten og planlovens § 5", ["planlovens § 5"]),
        ("lokalplanens § 5, jf. § 19 i planloven", ["§ 19 i planloven"]),
    ],
)
def test_citations_in_their_sentences(text: str, found: list[str]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize("paper", sorted(load("law").words["other_paper"]))
def test_a_paragraph_of_another_paper_is_no_law(paper: str) -> None:
    assert shown(f"efter {paper}ens § 5, stk. 2") == []
    assert shown(f"efter § 5, stk. 2, i {paper}en") == []


@pytest.mark.parametrize("word", sorted(load("law").words["not_law"]))
def test_words_that_name_no_law(word: str) -> None:
    assert shown(f"det siger {word} altid") == []


@pytest.mark.parametrize(
    "unit",
    ["1", "§", "§ ", "§ 1, ", "lov ", "lov om ", "a-", "lov om og ", "loven", "servicelovens § 85 ", "LBK nr. ",
     "stk. 2 ", "x", "og ", "lov-\n", "§ 1 og ",
     "§§ 1, 2, 3, ", "lov om a ", "lov om ab cd ", "A", "bekendtgørelse om om "],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = clock.process_time()
        assert sum(1 for _ in law.find(bare(text))) >= 0
        return clock.process_time() - start

    best = min(seconds(25_000) for _ in range(2)), min(seconds(50_000) for _ in range(2))
    assert best[1] < 3 * best[0] + 0.05
    assert best[1] < 2


@pytest.mark.parametrize("text", ["", "\x00§ 3", "\ud800planloven\udfff", "§ ٣", "\U0001f600 § 3"])
def test_any_text_is_legal(text: str) -> None:
    assert set(shown(text)) <= {"§ 3", "planloven"}
