"""`referat evaluate` and `referat convert`, used as people use them."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from referat.cli import main

TEXT = "Byrådet bevilger 5.000 kr. den 3. maj 2022.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def spans(*labelled: tuple[str, str, str]) -> list[dict[str, Any]]:
    places = ((TEXT.index(text), text, label, value) for text, label, value in labelled)
    return [
        {"start": start, "end": start + len(text), "text": text, "label": label, "value": value}
        for start, text, label, value in places
    ]


MONEY, DATE = ("5.000 kr.", "MONEY", "5000"), ("3. maj 2022", "DATE", "2022-05-03")
WRONG_DATE, WRONG_SPAN = ("3. maj 2022", "DATE", "2022-05-04"), ("maj 2022", "DATE", "2022-05")


def jsonl(path: Path, *documents: Iterable[tuple[str, str, str]], split: str = "dev") -> Path:
    rows = [
        {"id": f"d{number}", "text": f"{TEXT}{number}", "spans": spans(*labelled), "split": split if number else "test"}
        for number, labelled in enumerate(documents)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "gold.jsonl", [MONEY, DATE], [MONEY, DATE])


def test_the_rules_are_scored_where_no_predictions_are_given(gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0, result.output
    assert "referat: 2 documents (dev, test), 4 gold entities" in result.output.replace("\n", " ")
    assert "Not told, so not scored: item, section, structure." in result.output.replace("\n", " ")
    rows = {line.split()[0]: line.split()[1:] for line in result.output.splitlines() if line}
    assert rows["MONEY"][:5] == rows["DATE"][:5] == ["2", "2", "1.000", "1.000", "1.000"]


def test_json_has_the_scores_by_label_and_group(gold: Path) -> None:
    data = json.loads(run("evaluate", gold, "--format", "json", "--bootstrap", "50").stdout)
    assert list(data["scores"]) == ["DATE", "MONEY", "core", "closed", "all"]
    assert data["scores"]["DATE"]["strict_f"] == data["scores"]["closed"]["value_f"] == 1.0
    assert data["scores"]["DATE"]["item_acc"] is None, "this gold tells no items"
    assert data["intervals"]["all"]["strict_f"] == [1.0, 1.0]
    assert [document["id"] for document in data["documents"]] == ["d0", "d1"]


def test_predictions_of_another_system(gold: Path, tmp_path: Path) -> None:
    pred = jsonl(tmp_path / "other.jsonl", [MONEY, WRONG_DATE], [MONEY])
    data = json.loads(run("evaluate", gold, "--pred", pred, "--format", "json").stdout)
    assert data["system"] == "other.jsonl"
    row = data["scores"]["DATE"]
    assert (row["strict_p"], row["strict_r"], row["value_f"], row["value_acc"]) == (1.0, 0.5, 0.0, 0.0)
    assert [error["cause"] for error in data["errors"]] == ["wrong value", "missed"]


def test_a_document_without_predictions_is_told_and_counts(gold: Path, tmp_path: Path) -> None:
    result = run("evaluate", gold, "--pred", jsonl(tmp_path / "other.jsonl", [MONEY, DATE]), "--format", "json")
    assert "nothing on d1; it counts as nothing found" in result.stderr
    assert json.loads(result.stdout)["scores"]["all"]["strict_r"] == 0.5


def test_predictions_on_a_document_that_is_not_there_are_refused(gold: Path, tmp_path: Path) -> None:
    pred = tmp_path / "other.json"
    pred.write_text(json.dumps({"id": "elsewhere", "entities": spans(MONEY)}))
    result = run("evaluate", gold, "--pred", pred)
    assert result.exit_code == 1
    assert "other.json: gold has no document 'elsewhere'" in result.output


@pytest.mark.parametrize("out", ["none/report.txt", "gold.jsonl", "/dev/full"])
def test_a_report_that_cannot_be_written_is_told_in_one_line(gold: Path, out: str) -> None:
    before = gold.read_bytes()
    result = run("evaluate", gold, "--pred", gold, "--bootstrap", "0", "-o", gold.parent / out)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(f"Error: {gold.parent / out} ")
    assert gold.read_bytes() == before


def test_gold_without_a_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").touch()
    assert run("evaluate", tmp_path).stderr == f"Error: {tmp_path}: no document is in it\n"


def test_only_a_split(gold: Path) -> None:
    data = json.loads(run("evaluate", gold, "--split", "test", "--format", "json").stdout)
    assert [document["id"] for document in data["documents"]] == ["d0"]
    result = run("evaluate", gold, "--split", "none")
    assert result.exit_code == 1
    assert "no document is in the split 'none'" in result.output


def test_predictions_for_other_splits_may_be_there(gold: Path, tmp_path: Path) -> None:
    pred = jsonl(tmp_path / "other.jsonl", [MONEY, DATE], [MONEY, DATE])
    assert run("evaluate", gold, "--split", "test", "--pred", pred).exit_code == 0


def test_only_some_labels(gold: Path) -> None:
    assert list(json.loads(run("evaluate", gold, "--labels", "date", "--format", "json").stdout)["scores"]) == [
        "DATE", "core", "closed", "all",
    ]  # fmt: skip
    assert run("evaluate", gold, "--labels", "FIRM").exit_code == 2


def test_errors_are_shown_by_cause_with_line_and_rule(gold: Path, tmp_path: Path) -> None:
    pred = jsonl(tmp_path / "other.jsonl", [MONEY, WRONG_SPAN], [MONEY, WRONG_SPAN])
    output = run("evaluate", gold, "--pred", pred).output
    assert "wrong span: 2\n  DATE 2, fired: no rule named\n" in output
    assert "d0:1  Byrådet bevilger 5.000 kr. den [3. maj 2022].  (3. maj 2022 → maj 2022)" in output
    missed = run("evaluate", gold, "--pred", jsonl(tmp_path / "less.jsonl", [MONEY], [MONEY])).output
    assert "missed: 2\n  DATE 2, nearest: date:" in missed


@pytest.mark.parametrize(
    ("limit", "status", "told"),
    [
        ("DATE.strict_f=0.6", 0, ""),
        ("DATE.strict_f=0.7", 1, "referat: DATE.strict_f is 0.6667, under 0.7"),
        ("closed.value_f=0.95", 1, "referat: closed.value_f is "),
        ("LAW.strict_f=0.5", 1, "referat: LAW.strict_f is not told by this gold, under 0.5"),
        ("structure.items.f=0.5", 1, "referat: structure.items.f is not told by this gold"),
        ("strict_f=0.5", 2, "'strict_f' is no score; write closed.value_f=0.95"),
        ("DATE.strict_f", 2, "'DATE.strict_f' names no limit from 0 to 1; write DATE.strict_f=0.95"),
        ("DATE.strict_f=nan", 2, "names no limit"),
        ("DATE.strict_f=95", 2, "names no limit from 0 to 1"),
    ],
)
def test_fail_under_sets_the_exit_status(gold: Path, tmp_path: Path, limit: str, status: int, told: str) -> None:
    pred = jsonl(tmp_path / "other.jsonl", [MONEY, DATE], [MONEY])
    result = run("evaluate", gold, "--pred", pred, "--bootstrap", "0", "--fail-under", limit)
    assert result.exit_code == status
    assert told in result.output


def test_against_tells_gains_and_losses_and_fails_on_a_fall(gold: Path, tmp_path: Path) -> None:
    good, bad = jsonl(tmp_path / "p.jsonl", [MONEY, DATE], [MONEY, DATE]), tmp_path / "bad"
    bad.mkdir()
    worse = jsonl(bad / "p.jsonl", [MONEY, DATE], [MONEY, WRONG_DATE])
    for name, pred in (("good", good), ("bad", worse)):
        result = run("evaluate", gold, "--pred", pred, "--format", "json", "-o", tmp_path / f"{name}.json")
        assert result.exit_code == 0
    fallen = run("evaluate", gold, "--pred", worse, "--against", tmp_path / "good.json")
    assert fallen.exit_code == 1
    assert "Against the earlier run: lost, was right 1, new and spurious 0, wrong in another way 0, gained 0" in (
        fallen.stdout
    )
    assert "wrong value DATE 2022-05-03  d1:1  Byrådet bevilger 5.000 kr. den [3. maj 2022]." in fallen.stdout
    assert "referat: DATE.value_f fell from 1.0000 to 0.5000" in fallen.stderr
    risen = run("evaluate", gold, "--pred", good, "--against", tmp_path / "bad.json")
    assert risen.exit_code == 0
    assert "gained 1" in risen.stdout
    same = run("evaluate", gold, "--pred", good, "--against", tmp_path / "good.json", "--format", "json")
    assert json.loads(same.stdout)["against"] == {
        "lost": [], "extra": [], "other": [], "gained": [], "falls": [], "left_out": [], "withheld": [],
    }  # fmt: skip


def test_against_a_file_that_is_no_run(gold: Path) -> None:
    result = run("evaluate", gold, "--against", gold)
    assert result.exit_code == 1
    assert "gold.jsonl: not JSON" in result.output


def test_malformed_gold_is_one_line_and_no_report(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "Ry", "label": [[0, 2, "FIRM"]]}')
    result = run("evaluate", path, "-o", tmp_path / "report.txt")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {path}:1: gold-1: FIRM 0 to 2: unknown label")
    assert result.output.count("\n") == 1
    assert not (tmp_path / "report.txt").exists()


def test_the_suffix_of_the_output_tells_the_form(gold: Path, tmp_path: Path) -> None:
    for name, first in (
        ("r.html", "<!doctype html>"),
        ("r.json", '{\n"system"'),
        ("r.md", "gold.jsonl: 2"),
        ("r", "gold"),
    ):
        assert run("evaluate", gold, "--pred", gold, "--bootstrap", "0", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(first)


def test_markdown_is_tables(gold: Path) -> None:
    summary, *tables = run("evaluate", gold, "--format", "md", "--bootstrap", "0").output.split("\n\n")
    assert summary.startswith("referat: 2 documents")
    assert [table.split(" | ")[0] for table in tables] == ["| label", "| document"]
    for table in tables:
        heading, rule, *rows = table.splitlines()
        assert rule.startswith("| --- | ---: |")
        assert {row.count("|") for row in (rule, *rows)} == {heading.count("|")}


def test_systems_stand_in_one_table(gold: Path) -> None:
    result = run("evaluate", gold, "--systems", "--bootstrap", "0", "--format", "json")
    systems = json.loads(result.stdout)["systems"]
    assert set(systems["dateparser search, DMY"]) >= {"DATE"}
    assert systems["spaCy EntityRuler"]["MONEY"]["strict_r"] == 1.0
    assert systems["spaCy EntityRuler"]["MONEY"]["value_f"] is None, "it gives no values"


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", *[[MONEY, DATE]] * 25)
    command = [sys.executable, "-m", "referat", "evaluate", gold, "--pred", gold, "--format", "json"]
    reader, writer = pty.openpty()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=writer, check=True)
    os.close(writer)
    shown = os.read(reader, 4096).decode()
    assert "\rEvaluating: 10 documents\rEvaluating: 20 documents\rEvaluated 25 documents" in shown
    silent = subprocess.run(command, capture_output=True, text=True, check=True)
    assert silent.stderr == ""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak of a process's own memory is read from /proc"
)
def test_many_documents_fit(tmp_path: Path) -> None:
    """A thousand documents with a wrong prediction each: what is kept of one is small.

    `ru_maxrss` would count the memory of the process that started this one, too.
    """
    wrong = jsonl(tmp_path / "p.jsonl", *[[MONEY, WRONG_DATE]] * 1000)
    gold = jsonl(tmp_path / "gold.jsonl", *[[MONEY, DATE]] * 1000)
    program = (
        "import re, sys; from referat.cli import main\n"
        "try: main()\n"
        "finally: print(re.search('VmHWM:\\\\s+([0-9]+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    )
    arguments = ["evaluate", gold, "--pred", wrong, "--bootstrap", "0"]
    arguments += ["--format", "html", "-o", tmp_path / "report.html"]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert int(done.stderr) < 300_000, "kilobytes"
    assert (tmp_path / "report.html").stat().st_size > 1_000_000


# convert


def test_convert_there_and_back(gold: Path, tmp_path: Path) -> None:
    folder, back = tmp_path / "folder", tmp_path / "back.jsonl"
    first = run("convert", gold, "-o", folder)
    assert first.output == f"2 documents written to {folder}\n"
    assert (folder / "texts" / "d0.txt").read_text(encoding="utf-8") == f"{TEXT}0"
    assert run("convert", folder, "-o", back).exit_code == 0
    assert run("evaluate", gold, "--pred", back, "--fail-under", "all.value_f=1").exit_code == 0


def test_convert_tells_what_a_form_cannot_hold(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    year = {"start": 2, "end": 6, "label": "DATE"}
    path.write_text(json.dumps({"id": "a", "text": "i 2022-planen", "spans": [year]}))
    result = run("convert", path, "-o", tmp_path / "out.spacy")
    assert result.exit_code == 0
    assert "referat: a: DATE '2022' became '2022-planen', for tokens are not cut" in result.output


@pytest.mark.parametrize(
    ("out", "told", "status"),
    [("out.xml", "cannot tell the form by '.xml'; say it with --to", 2), ("none/out.jsonl", "No such file", 1)],
)
def test_convert_says_what_it_cannot_write(gold: Path, tmp_path: Path, out: str, told: str, status: int) -> None:
    result = run("convert", gold, "-o", tmp_path / out)
    assert result.exit_code == status
    assert told in result.output


def test_convert_refuses_malformed_gold_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "Ry", "label": [[0, 2, "ORG"]]}\n{"text": "Ry", "label": [[0, 2, "FIRM"]]}\n')
    result = run("convert", path, "-o", tmp_path / "out.json")
    assert result.exit_code == 1
    assert f"{path}:2: gold-2: FIRM 0 to 2: unknown label" in result.output
    assert not (tmp_path / "out.json").exists()


def test_convert_refuses_two_documents_of_one_id_and_to_write_over_what_it_reads(gold: Path, tmp_path: Path) -> None:
    twice = run("convert", gold, gold, "-o", tmp_path / "out.json")
    assert (twice.exit_code, twice.stderr) == (1, f"Error: {gold}:1: the id 'd0' is that of {gold}:1 too\n")
    before = gold.read_bytes()
    over = run("convert", gold, "-o", gold)
    assert (over.exit_code, gold.read_bytes()) == (1, before)
    assert "is one of the files to read; write somewhere else" in over.stderr
