"""Several processes give what one gives, in its order, and say so when they cannot."""

import json
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from referat.cli import main
from referat.enrich import enrich
from referat.parallel import WorkerError, in_order

TEXTS = Path(__file__).parents[1] / "eval" / "texts"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def failing(number: int) -> int:
    if number == 3:
        raise LookupError(f"{number} is not there")
    return number


def dying(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_outputs_come_in_the_order_of_the_inputs() -> None:
    assert list(in_order(failing, range(4, 60), n_process=3)) == list(range(4, 60))


@pytest.mark.parametrize("n_process", [1, 2])
def test_inputs_are_taken_as_they_are_needed(n_process: int) -> None:
    taken = []

    def inputs() -> Iterator[int]:
        for number in range(4, 1000):
            taken.append(number)
            yield number

    outputs = in_order(failing, inputs(), n_process)
    assert next(outputs) == 4
    assert len(taken) < 20


@pytest.mark.parametrize("n_process", [1, 2])
def test_what_the_function_raises_is_raised_behind_what_came_before(n_process: int) -> None:
    outputs = in_order(failing, range(100), n_process)
    assert [next(outputs), next(outputs), next(outputs)] == [0, 1, 2]
    with pytest.raises(LookupError, match="3 is not there"):
        next(outputs)


def test_the_death_of_a_process_is_told() -> None:
    with pytest.raises(WorkerError, match="a process died"):
        list(in_order(dying, range(10), n_process=2))


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_records_are_the_same_whatever_the_number_of_processes(form: str) -> None:
    read = partial(run, "extract", *sorted(TEXTS.glob("a-*.txt")), "--rules-only", "--format", form)
    assert read("--n-process", "2").stdout == read().stdout != ""


def test_trouble_with_a_file_is_told_and_texts_are_saved(tmp_path: Path) -> None:
    texts = sorted(TEXTS.glob("b-*.txt"))[:2]
    paths = (texts[0], tmp_path / "missing.txt", texts[1])
    result = run("extract", *paths, "--rules-only", "--n-process", "2", "--save-text", tmp_path / "saved")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [text.stem for text in texts]
    assert result.stderr == f"referat: {tmp_path / 'missing.txt'}: No such file or directory\n"
    assert sorted((tmp_path / "saved").iterdir()) == [tmp_path / "saved" / text.name for text in texts]


def test_a_model_that_is_not_there_ends_it_in_one_line() -> None:
    result = run("extract", TEXTS, "--n-process", "2", "--model", "da_nowhere_lg")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Error: the model 'da_nowhere_lg' is not there (install it with: python -m spacy download da_nowhere_lg)"
    ]


def test_standard_input_is_one_document() -> None:
    result = run("extract", "-", "--n-process", "2", stdin="Møde den 3. maj 2022")
    assert result.exit_code == 2
    assert "--n-process is for files" in result.stderr


def test_lines_are_enriched_in_their_order() -> None:
    lines = [json.dumps({"n": n, "body": f"steg {n} %"}) for n in range(1, 30)]
    lines[7] = "no JSON"
    lines.insert(9, "")
    one, two = (list(enrich(lines, text_field="body", model=None, n_process=n_process)) for n_process in (1, 2))
    assert one == two
    assert [row.line for row in two if row.problem] == [8]
    assert [json.loads(row.output)["entities"][0]["value"] for row in two if row.output] == [
        str(n) for n in range(1, 30) if n != 8
    ]
    stdin = "\n".join(lines)
    enriched = run("enrich", "--text-field", "body", "--rules-only", "--n-process", "2", stdin=stdin)
    assert enriched.exit_code == 1
    assert enriched.stdout.splitlines() == [row.output for row in two if row.output]
    assert enriched.stderr.startswith("referat: line 8: not JSON")
