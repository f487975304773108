"""What holds for every text, however odd: properties of records, tried on texts that nobody would write."""

import json
import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referat import Record, extract
from referat.record import from_dict, to_dict

PIECES = (
    "Referat", "Dagsorden for mødet i", "Teknik- og Miljøudvalget", "Byrådet", "tirsdag den 3. maj 2022", "kl. 16.30",
    "Punkt 1:", "2.", "Sag nr. 7", "12. Ny sti ved åen", "Sagsnr.: 22/1234", "J.nr. 01.02.03-P16-4-19", "(Åbent punkt)",
    "Resume", "Sagsfremstilling", "Indstilling", "Beslutning", "Økonomi:", "Godkendt.", "Udsat", "Bilag",
    "20 mio. kr.", "1.200", "-300", "kr. 5.000,-", "t.kr.", "mellem 90.000 og 120.000 kr.", "½ mio. kr.", "EUR 500",
    "3,4 %", "18 pct.", "2 procentpoint", "uge 9-12", "2021-2025", "d. 5. april", "udgangen af", "1. halvår 2023",
    "Odense Kommune", "STAR", "Foreningen Æbleø", "(herefter Foreningen)", "A/S", "Vejle Nords Boligforening, afd. 14",
    'projektet "Alle skal med"', "puljen til Grøn By", "»Havnen«", "Projekt Hjemløses Jul", "Lars Ågesen (A)", "(V)",
    "§ 11, stk. 2, i serviceloven", "lov om aktiv socialpolitik", "Nygade 3, 5000 Odense C", "på Ærø",
    "og", "af", "i", "fra", "til", "-", "–", "/", "(", ")", '"', "*", "#", "|", "....", "• ", "a)",
)  # fmt: skip
JOINTS = (" ", " ", " ", "\n", "\n\n", "\t", ", ", ". ", "", "  ")

#: Texts made of what minutes are made of, in any order.
minutes = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), max_size=40).map(
    lambda parts: "".join(piece + joint for piece, joint in parts)
)
#: Characters of every kind: lone surrogates, marks without a letter, controls.
anything = st.text(st.characters(), max_size=60)
odd = st.text("\x00\r\n\t \u00a0\u00ad\u0301\u030a\u200d\ud800\udfff\ufb01\ufeff\ufffe😀Åa1.,-–%§\"'()/|", max_size=60)
texts = st.one_of(minutes, anything, odd, st.tuples(minutes, odd, minutes).map("".join))

#: The same examples every time, so that a change fails by its own doing; raise the number to look for more.
often = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Record:
    return extract(text, meeting_date="2022-10-11", model=None)


def told(record: Record) -> list[tuple[str, str]]:
    return [(entity.label, entity.value) for entity in record.entities]


@often
@given(texts)
def test_spans_are_right_sorted_and_apart_and_values_are_said(text: str) -> None:
    record = read(text)
    reach = 0
    for entity in record.entities:
        assert reach <= entity.start < entity.end <= len(text)
        reach = entity.end
        assert text[entity.start : entity.end] == entity.text
        assert entity.text == entity.text.strip()
        assert not re.search(r"\n[^\S\n]*\n", entity.text)
        assert entity.value.strip()
        assert entity.rule


@often
@given(texts)
def test_the_structure_lies_in_the_text_and_holds_its_entities(text: str) -> None:
    record = read(text)
    numbers = [item.number for item in record.items]
    assert {entity.item for entity in record.entities} <= {0, *numbers}
    reach = 0
    for item in record.items:
        assert reach <= item.start <= item.end <= len(text)
        reach = item.end
        for part in (*item.sections, *([item.decision] if item.decision else [])):
            assert item.start <= part.start <= part.end <= item.end
    for table in record.tables:
        cells = [cell for row in table.rows for cell in row if cell.start < cell.end]
        assert all(table.start <= cell.start < cell.end <= table.end for cell in cells)


@often
@given(texts)
def test_the_same_text_gives_the_same_record_and_json_holds_it(text: str) -> None:
    record = read(text)
    assert read(text) == record
    data = to_dict(record, with_text=True)
    assert from_dict(data) == record
    if not re.search("[\ud800-\udfff]", text):  # of which JSON joins two
        assert from_dict(json.loads(json.dumps(data))) == record


@often
@given(minutes, st.sampled_from(["MONEY", "DATE", "ORG", "PERSON"]))
def test_asking_for_one_label_changes_nothing_about_it(text: str, label: str) -> None:
    alone = extract(text, meeting_date="2022-10-11", labels=[label], model=None)
    assert alone.entities == tuple(entity for entity in read(text).entities if entity.label == label)


VARIANTS = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-zæøå]{3})(?=[a-zæøå]{3})", "\u00ad", text),
}


@pytest.mark.parametrize("variant", VARIANTS)
@settings(often, max_examples=100)
@given(text=minutes)
def test_the_spelling_of_characters_changes_no_value(variant: str, text: str) -> None:
    assert told(read(VARIANTS[variant](text))) == told(read(text))


@often
@given(minutes)
def test_a_text_twice_over_says_what_it_says_once_twice(text: str) -> None:
    """Dates apart, which may take their year from what stands before them, and projects: a known name shows others."""
    once, twice = Counter(told(read(text))), Counter(told(read(f"{text}\n\n{text}")))
    fewer = {pair for pair, count in once.items() if twice[pair] < 2 * count}
    assert not {pair for pair in fewer if pair[0] not in ("DATE", "PROJECT")}
