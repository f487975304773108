"""The scores that the documentation tells are those that the code gives, and the set is what it is said to be."""

import json
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from referat.evaluation.scoring import Evaluation

HERE = Path(__file__).parent
AGAIN = "run: make scores"


@pytest.fixture(scope="module")
def scores() -> ModuleType:
    spec = spec_from_file_location("scores", HERE / "scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(scores: ModuleType) -> Any:
    return scores.labelled()


@pytest.fixture(scope="module")
def ours(scores: ModuleType, gold: Any) -> Evaluation:
    evaluation: Evaluation = scores.evaluated(gold)
    return evaluation


def test_tables_in_the_documentation_are_what_the_code_gives(scores: ModuleType, gold: Any, ours: Evaluation) -> None:
    for path, page in scores.pages(gold, ours, scores.others(gold)).items():
        assert path.read_text(encoding="utf-8") == page, AGAIN


def test_the_baseline_is_this_code_s_run(scores: ModuleType, ours: Evaluation) -> None:
    kept = json.loads(scores.BASELINE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(scores.baseline(ours, kept["reason"]))), AGAIN
    assert kept["reason"].strip()


def test_errors_of_the_documents_for_reporting_are_not_told(scores: ModuleType) -> None:
    kept = json.loads(scores.BASELINE.read_text(encoding="utf-8"))
    splits = {document["id"]: document["split"] for document in kept["documents"]}
    assert {splits[error["document"]] for error in kept["errors"]} <= {"dev"}
    assert Counter(splits.values())["test"] >= 25


def least(label: str) -> int:
    """How many entities of a label the set must have to say anything of it."""
    return {"ORG": 300, "DATE": 300, "MONEY": 200, "PROJECT": 100}.get(label, 50)


def test_the_set_is_large_and_varied_enough(scores: ModuleType, gold: Any) -> None:
    by_label = Counter(entity.label for one in gold.twice for entity in one.record.entities)
    assert by_label.total() >= 1500
    assert {label: number for label, number in by_label.items() if number < least(label)} == {}
    assert scores.in_tables(gold.twice) >= 60
    fronts: list[dict[str, Any]] = list(scores.fronts(scores.EVAL / "marked").values())
    assert len({front["layout"] for front in fronts}) >= 14
    years = [int(front["meeting_date"][:4]) for front in fronts]
    assert max(years) - min(years) >= 20
    bodies = {one.record.meeting.body for one in gold.twice}
    assert len(bodies) >= 12


def test_further_layouts_are_told_whole_and_by_their_state(scores: ModuleType, gold: Any, ours: Evaluation) -> None:
    test = scores.told(gold.layouts)
    assert {state: len(documents) for state, documents in scores.states(test).items()} == {"clean": 40, "damaged": 20}
    lines = [line.split(" | ") for line in scores.layouts(ours, test)]
    entities = sum(len(one.record.entities) for one in test)
    assert next(line for line in lines if line[0] == "| all")[1] == str(entities)
    assert {len(line) for line in lines} == {1, 5, 8}


def test_a_page_without_the_comments_is_told(scores: ModuleType) -> None:
    assert scores.filled("a\n<!-- x -->\nold\n<!-- /x -->\nb", "x", ["new"]) == (
        "a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb"
    )
    with pytest.raises(ValueError, match="the comments `x` and `/x` once, not 0 times"):
        scores.filled("nothing", "x", ["new"])


@pytest.fixture
def at_stake(scores: ModuleType, ours: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An earlier run that was better, in the place of the last commit's; nothing real is written."""
    before: dict[str, Any] = json.loads(json.dumps(scores.baseline(ours, "the beginning")))
    for document in before["documents"]:
        document["counts"]["ORG"][2] = document["counts"]["ORG"][0]  # every ORG strictly right
    monkeypatch.setattr(scores, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setattr(scores, "evaluated", lambda _: ours)
    monkeypatch.setattr(scores, "earlier", lambda _: before)
    monkeypatch.setattr(scores, "pages", lambda *_: {})
    monkeypatch.setattr(scores, "others", lambda _: [])
    return before


def test_a_fall_is_not_written_without_a_reason(scores: ModuleType, at_stake: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="scores fell; mend that, or say why they may fall"):
        scores.write("")
    assert not scores.BASELINE.exists()
    scores.write("two labels were wrong")
    assert json.loads(scores.BASELINE.read_text())["reason"] == "two labels were wrong"


@pytest.mark.parametrize(
    ("reason", "passes"), [("a new reason", True), ("the beginning", False), ("no score fell", False)]
)
def test_a_fall_fails_the_check_unless_the_baseline_gives_a_new_reason(
    scores: ModuleType, ours: Evaluation, at_stake: dict[str, Any], capsys: pytest.CaptureFixture[str],
    *, reason: str, passes: bool,
) -> None:  # fmt: skip
    scores.BASELINE.write_text(json.dumps(scores.baseline(ours, reason)))
    if passes:
        scores.check("HEAD^")
        assert "Accepted: a new reason" in capsys.readouterr().out
    else:
        with pytest.raises(SystemExit, match="scores fell"):
            scores.check("HEAD^")
        assert "Fell: ORG.strict_f from " in capsys.readouterr().out


def test_what_did_not_fall_needs_no_reason(scores: ModuleType, ours: Evaluation, at_stake: dict[str, Any]) -> None:
    at_stake.update(json.loads(json.dumps(scores.baseline(ours, "the beginning"))))
    scores.write("")
    assert json.loads(scores.BASELINE.read_text())["reason"] == scores.NO_FALL
    scores.check("HEAD^")


def test_the_earlier_run_is_that_of_a_commit_or_lies_here(scores: ModuleType, tmp_path: Path) -> None:
    assert scores.earlier("no-such-commit") == json.loads(scores.BASELINE.read_text(encoding="utf-8"))
