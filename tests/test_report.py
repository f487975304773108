"""Reports: text, Markdown, and the page, as far as it can be read without a browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from referat.evaluation import report
from referat.evaluation.against import against
from referat.evaluation.report_html import document_html, page
from referat.evaluation.scoring import Evaluation, score
from referat.interchange.labelled import Labelled
from referat.interchange.marked import read_marked
from referat.values import Entity

MARKED = """+++
id = "a <b> & c"
meeting_date = "2021-03-03"
[[items]]
number = 1
title = "Ny sti"
+++
{{1 title}}1. Ny sti & <script>alert(1)</script>
{{1 resume}}[[Ry & Omegns
Skakklub|ORG|Ry & Omegns Skakklub]] får [[5.000 kr.|MONEY|5000]] den [[3. maj|DATE|2021-05-03]]
Intet nyt.
"""


@pytest.fixture
def gold() -> Labelled:
    return Labelled(read_marked(MARKED), "dev")


@pytest.fixture
def pred(gold: Labelled) -> Labelled:
    """The money is missed, the date has a wrong value, and a word too much is found."""
    org, _, date = gold.record.entities
    start = gold.record.text.index("Intet")
    spurious = Entity(start, start + 5, "ORG", "Intet", "Intet", 1, "resume", "org:x")
    wrong = replace(date, value="2020-05-03", rule="date:x|y")
    return Labelled(replace(gold.record, entities=(org, wrong, spurious)))


@pytest.fixture
def evaluation(gold: Labelled, pred: Labelled) -> Evaluation:
    return Evaluation("referat", [score(gold, pred)], resamples=20)


def html(gold: Labelled, pred: Labelled, evaluation: Evaluation) -> str:
    documents = [document_html(gold.record, pred.record, evaluation.documents[0])]
    run = evaluation.to_dict()
    gains = against({**run, "errors": []}, run)
    return "".join(page(evaluation, documents, others=[Evaluation("other & co", evaluation.documents)], gains=gains))


class Reader(HTMLParser):
    """Checks that tags are balanced and collects what a program can see."""

    VOID = {"meta", "input", "rect", "path"}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[dict[str, str]] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        self.outside += [v for n, v in about.items() if n in {"src", "href"} and not v.startswith("#")]
        if "id" in about:
            self.ids.append(about["id"])
        if tag == "a":
            self.links.append(about["href"].removeprefix("#"))
        if tag == "mark" and "data-label" in about:
            self.marks.append(about)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def test_the_page_is_whole_and_loads_nothing_from_elsewhere(
    gold: Labelled, pred: Labelled, evaluation: Evaluation
) -> None:
    text = html(gold, pred, evaluation)
    reader = read(text)
    assert reader.outside == []
    assert "url(" not in text
    assert "@import" not in text
    assert "$" not in re.sub(r"<script>.*</script>", "", text, flags=re.DOTALL), "every placeholder is filled"


def test_ids_are_unique_and_links_lead_to_them(gold: Labelled, pred: Labelled, evaluation: Evaluation) -> None:
    reader = read(html(gold, pred, evaluation))
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.links) <= set(reader.ids)


def test_text_of_documents_is_escaped(gold: Labelled, pred: Labelled, evaluation: Evaluation) -> None:
    text = html(gold, pred, evaluation)
    assert text.count("<script>") == 1, "the page's own"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "a &lt;b&gt; &amp; c" in text
    assert "other &amp; co" in text


def test_each_document_shows_its_marks_on_both_sides(gold: Labelled, pred: Labelled, evaluation: Evaluation) -> None:
    marks = read(document_html(gold.record, pred.record, evaluation.documents[0])).marks
    shown = [(mark["data-label"], mark["data-causes"], "data-again" in mark) for mark in marks]
    org, again = ("ORG", "right", False), ("ORG", "right", True)
    date = ("DATE", "wrong value", False)
    assert sorted(shown) == sorted(
        [org, org, again, again, ("MONEY", "missed", False), date, date, ("ORG", "spurious", False)]
    )
    titles = [mark["title"] for mark in marks]
    assert "wrong value: DATE 2020-05-03, item 1, section resume, rule date:x|y" in titles


def test_lines_that_are_the_same_on_both_sides_are_told_apart(
    gold: Labelled, pred: Labelled, evaluation: Evaluation
) -> None:
    text = document_html(gold.record, pred.record, evaluation.documents[0])
    assert re.findall(r'<p class="line (gold[^"]*)">', text) == ["gold same", "gold same", "gold", "gold", "gold same"]
    assert text.count('class="line gold') == text.count('class="line pred') == gold.record.text.count("\n") + 1


def test_bars_end_where_their_share_is(gold: Labelled, pred: Labelled, evaluation: Evaluation) -> None:
    text = html(gold, pred, evaluation)
    assert evaluation.scores["ORG"]["strict_f"] == pytest.approx(2 / 3)
    assert 'aria-label="0.667, 95% interval 0.667 to 0.667"' in text
    assert '<rect class="value" y="2" width="66.7" height="12"/>' in text


def test_the_text_report_tells_each_error_once(evaluation: Evaluation) -> None:
    lines = list(report.text(evaluation))
    assert [line for line in lines if re.match(r"[a-z ]+: [0-9]+$", line)] == [
        "missed: 1", "spurious: 1", "wrong value: 1",
    ]  # fmt: skip
    assert sum("Intet" in line for line in lines) == 1
    assert any("(2021-05-03 → 2020-05-03)" in line for line in lines)


def test_intervals_are_explained_where_there_are_some(evaluation: Evaluation) -> None:
    without = replace(evaluation, resamples=0)
    for run, told in ((evaluation, True), (without, False)):
        assert any("95% intervals" in line for line in report.text(run)) is told
        assert ("95% intervals" in "".join(page(run, []))) is told


def test_what_was_not_compared_is_told_in_text_and_page(evaluation: Evaluation) -> None:
    run = evaluation.to_dict()
    changed = [{**document, "digest": "another"} for document in run["documents"]]
    for before, told in (({**run, "withheld": ["dev"]}, "Of 1 document only"), ({**run, "documents": changed}, "Not")):
        gains = against(before, run)
        assert [line[: len(told)] for line in report.not_compared(gains)] == [told]
        assert told in "".join(page(evaluation, [], gains=gains))


def test_tables_have_as_many_cells_as_headings(evaluation: Evaluation) -> None:
    tables: Iterator[report.Table] = iter(
        [
            report.score_table(evaluation),
            report.structure_table(evaluation),
            report.systems_table([evaluation, Evaluation("other", evaluation.documents)]),
            report.documents_table(evaluation),
        ]
    )
    for heading, rows in tables:
        assert rows
        assert {len(row) for row in rows} == {len(heading)}


def test_markdown_escapes_what_would_end_a_cell(evaluation: Evaluation) -> None:
    named = replace(evaluation.documents[0], id="a|b")
    lines = list(report.markdown(Evaluation("x", [named], resamples=0)))
    assert any(line.startswith("| a\\|b | dev |") for line in lines)


def test_the_lowest_document_stands_first(evaluation: Evaluation, gold: Labelled) -> None:
    perfect = replace(score(gold, gold), id="perfect")
    _, rows = report.documents_table(Evaluation("x", [perfect, *evaluation.documents]))
    assert [row[0] for row in rows] == ["a <b> & c", "perfect"]


def test_other_systems_are_shown_on_their_labels_only(evaluation: Evaluation, gold: Labelled) -> None:
    dates_only = Evaluation("dates", [score(gold, gold, labels=["DATE"])], resamples=0)
    _, rows = report.systems_table([evaluation, dates_only])
    assert [(row[0], row[1]) for row in rows] == [("DATE", "referat"), ("DATE", "dates")]
