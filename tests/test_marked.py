"""The form in which people label minutes by hand."""

import pytest

from referat.interchange.marked import MarkError, read_marked

FILE = """+++
id = "sample"
meeting_date = "2021-03-03"
[[items]]
number = 7
title = "Ny sti"
case_number = "21/55"
decision = "Godkendt."
outcome = "approved"
+++
{{0 head}}Referat [[3. marts 2021|DATE|2021-03-03]]
{{7 title}}7. Ny sti
{{7 case}}Sagsnr.: [[21/55|CASE_NUMBER|21/55]]
{{7 beslutning}}Beslutning
Godkendt.
"""


def test_marks_become_offsets_items_and_sections() -> None:
    record = read_marked(FILE)
    assert record.text == "Referat 3. marts 2021\n7. Ny sti\nSagsnr.: 21/55\nBeslutning\nGodkendt.\n"
    assert [(e.text, e.item, e.section) for e in record.entities] == [
        ("3. marts 2021", 0, "head"),
        ("21/55", 7, "case"),
    ]
    assert all(record.text[e.start : e.end] == e.text for e in record.entities)
    item = record.items[0]
    assert (item.number, item.title, record.text[item.start : item.end][:9]) == (7, "Ny sti", "7. Ny sti")
    assert [(s.kind, s.heading) for s in item.sections] == [("beslutning", "Beslutning")]
    assert item.decision is not None
    assert item.decision.outcome == "approved"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("|DATE|", "|DAY|"), r"sample:11: unknown label 'DAY'"),
        (("{{7 case}}", "{{7 kasse}}"), r"sample:13: unknown section 'kasse'"),
        (("[[21/55|", "[[21/55"), r"sample:13: a mark that cannot be read"),
        (("{{7 beslutning}}", ""), "no section `beslutning`"),
        (('outcome = "approved"', 'outcome = "fine"'), "has the outcome 'fine'"),
        (("number = 7", "number = 8"), "item 8 has no zone"),
        (("+++\nid", "id"), "begins with TOML"),
        (("[[3. marts 2021|", "[[3. marts 2021 |"), "white space at the edge"),
        (("number = 7\n", ""), r"is no item; it should have a title and a whole number"),
        (("number = 7", 'number = "7"'), r"is no item; it should have a title and a whole number"),
        (('title = "Ny sti"\n', ""), r"sample: record 'sample': .*'title'"),
        (("title =", "tittle ="), r"sample: record 'sample': the item has the unknown field `tittle`"),
        (('"Godkendt."', "3"), r"sample: record 'sample': the decision's `text` is 3, not str"),
        (('"2021-03-03"', "2021-03-03"), r"sample: record 'sample': the meeting's `date` is datetime.date"),
        (('"sample"', "7"), r"sample:1: the front matter's `id` is 7; it should be a string"),
        (("[[items]]", "[items]"), r"sample:1: the front matter's `items` is .* it should be tables, each under"),
    ],
)
def test_mistakes_are_told_with_their_line(change: tuple[str, str], problem: str) -> None:
    with pytest.raises(MarkError, match=problem):
        read_marked(FILE.replace(*change), "sample")


def test_a_text_without_a_zone_is_told() -> None:
    with pytest.raises(MarkError, match=r"a: the text has no zone; put {{0 head}} at its start"):
        read_marked('+++\nid = "a"\n+++\nRy\n', "a")


def test_line_ends_of_windows_stay_in_the_text() -> None:
    record, windows = read_marked(FILE), read_marked(FILE.replace("\n", "\r\n"))
    assert windows.text == record.text.replace("\n", "\r\n")
    assert [entity.text for entity in windows.entities] == [entity.text for entity in record.entities]
    assert windows.items[0].sections[0].heading == "Beslutning"
