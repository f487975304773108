"""The evaluation's page in a real browser: what it shows, and what its filters leave. Skips where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from referat.cli import main

TEXT = "Byrådet bevilger 5.000 kr. den 3. maj 2022.\nRy Skakklub får 2.000 kr. i juni.\nIntet nyt.\n"
GOLD = [("5.000 kr.", "MONEY"), ("3. maj 2022", "DATE"), ("Ry Skakklub", "ORG"), ("2.000 kr.", "MONEY")]
#: The money is missed once, the date has a wrong span, and a word too much is found.
PRED = [("maj 2022", "DATE"), ("Ry Skakklub", "ORG"), ("2.000 kr.", "MONEY"), ("juni", "DATE")]


def document(number: int, labelled: list[tuple[str, str]]) -> dict[str, Any]:
    places = [(TEXT.index(text), len(text), label) for text, label in labelled]
    spans = [{"start": start, "end": start + length, "label": label} for start, length, label in places]
    return {"id": f"d{number}", "text": TEXT, "spans": spans}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of two documents the first has errors; the run before it had none."""
    folder = tmp_path_factory.mktemp("report")
    for name, first in (("gold", GOLD), ("pred", PRED)):
        rows = (document(0, first), document(1, GOLD))
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = ["evaluate", f"{folder}/gold.jsonl", "--bootstrap", "50", "--pred"]
    before = [*command, f"{folder}/gold.jsonl", "--format", "json", "-o", f"{folder}/before.json"]
    after = [*command, f"{folder}/pred.jsonl", "--against", f"{folder}/before.json", "--format", "html"]
    assert CliRunner().invoke(main, before).exit_code == 0
    assert CliRunner().invoke(main, [*after, "-o", f"{folder}/report.html"]).exit_code == 1, "scores fell"
    return folder / "report.html"


@pytest.fixture
def page(browse: Callable[..., Any], report: Path) -> Any:
    return browse(report)


def visible(page: Any, what: str) -> list[str]:
    return [element.text for element in page.find_elements("css selector", what) if element.is_displayed()]


def until(page: Any, holds: Callable[[], bool]) -> None:
    """Waits a few seconds for what the page does in its own time; fails where it does not."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(page, 5).until(lambda _: holds())


def shown(page: Any) -> str:
    text: str = page.find_element("id", "shown").text
    return text


def choose(page: Any, value: str) -> None:
    page.find_element("css selector", f"input[value='{value}']").find_element("xpath", "..").click()


def open_all(page: Any) -> None:
    page.find_element("id", "open").click()


def test_nothing_goes_wrong_and_everything_is_there(page: Any) -> None:
    assert page.get_log("browser") == []
    assert page.title == "Evaluation of pred.jsonl"
    assert shown(page) == "16 marks in 2 documents"
    assert visible(page, "h2") == [
        "Against the earlier run", "Scores", "Charts", "Confusion of labels", "By document", "Errors and documents",
        "Errors by cause", "Documents",
    ]  # fmt: skip


def test_losses_stand_open_on_top(page: Any) -> None:
    assert [text.splitlines()[0] for text in visible(page, "details.changes")] == [
        "Lost, was right 2", "New and spurious 1", "Wrong in another way 0", "Gained 0",
    ]  # fmt: skip
    assert len(visible(page, "details.changes li")) == 3


def test_a_label_leaves_its_marks_and_errors(page: Any) -> None:
    choose(page, "MONEY")
    assert shown(page) == "7 marks in 2 documents"
    open_all(page)
    assert set(visible(page, ".text mark:not(.off)")) == {"5.000 kr.", "2.000 kr."}
    assert visible(page, "details.group > summary b") == ["missed 1"]
    choose(page, "DATE")
    assert shown(page) == "12 marks in 2 documents"


def test_a_kind_of_error_leaves_the_documents_that_have_it(page: Any) -> None:
    choose(page, "wrong span")
    assert shown(page) == "2 marks in 1 document"
    assert len(visible(page, ".document > summary")) == 1
    open_all(page)
    assert visible(page, ".text mark:not(.off)") == ["3. maj 2022", "maj 2022"]
    choose(page, "spurious")
    assert shown(page) == "3 marks in 1 document"


def test_only_the_lines_with_such_marks(page: Any) -> None:
    open_all(page)
    assert len(visible(page, "#d0 .line.gold")) == 4
    choose(page, "missed")
    page.find_element("id", "lines").click()
    assert visible(page, "#d0 .line") == [TEXT.splitlines()[0]] * 2
    page.find_element("css selector", "button[type=reset]").click()
    until(page, lambda: shown(page) == "16 marks in 2 documents")  # a form is filled anew behind its event
    assert len(visible(page, "#d0 .line.gold")) == 4


def test_an_error_leads_to_its_place_in_the_document(page: Any) -> None:
    open_group = page.find_element("css selector", "details.group > summary")
    assert visible(page, ".text mark") == []
    open_group.click()
    page.find_element("css selector", "details.group a.where").click()
    target = page.find_element("css selector", "mark:target")
    assert (target.text, target.is_displayed()) == ("5.000 kr.", True)


def test_a_mark_tells_what_is_known_of_it(page: Any) -> None:
    open_all(page)
    detail = page.find_element("id", "detail")
    assert not detail.is_displayed()
    page.find_element("css selector", "#d0 .pred mark").click()
    assert detail.text == "wrong span: DATE maj 2022, item 0, section other"
    page.find_element("css selector", "h1").click()
    assert not detail.is_displayed()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_equal_lines_stand_once(
    browse: Callable[..., Any], report: Path
) -> None:
    page = browse(report, width=390)
    open_all(page)
    assert page.execute_script("return document.documentElement.scrollWidth") == 390
    assert visible(page, "#d0 .line.gold") == TEXT.split("\n")
    assert visible(page, "#d0 .line.pred") == TEXT.splitlines()[:2]
    assert visible(page, "#d1 .line.pred") == []


def lightness(page: Any, what: str, side: str) -> float:
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]].match(/[0-9.]+/g)"
    red, green, blue = map(float, page.execute_script(script, what, side)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_marks_can_be_read_in_light_and_dark(browse: Callable[..., Any], report: Path, *, dark: bool) -> None:
    page = browse(report, dark=dark)
    assert (lightness(page, "body", "backgroundColor") < 0.2) is dark
    for mark in ("right", "missed", "spurious", "other"):
        ink, ground = lightness(page, "body", "color"), lightness(page, f"mark.{mark}", "backgroundColor")
        assert abs(ink - ground) > 0.5, mark


def test_in_print_everything_is_open_and_filters_are_gone(page: Any) -> None:
    page.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert len(visible(page, "#d0 .line.gold")) == 4
    assert not page.find_element("id", "filter").is_displayed()
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
