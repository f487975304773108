"""Whole evaluations: sums, intervals, structure, errors in their context, and one run against another."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from referat.evaluation.against import against, read_run
from referat.evaluation.comparison import Counts
from referat.evaluation.findings import grouped, nearest_rule
from referat.evaluation.intervals import bootstrap
from referat.evaluation.predictions import Predictions
from referat.evaluation.scoring import Evaluation, score, to_json
from referat.evaluation.structure import Tally, compare_structure
from referat.interchange import read_gold
from referat.interchange.labelled import GoldError, Labelled
from referat.interchange.marked import read_marked
from referat.pipeline import extract
from referat.record import to_dict
from referat.values import Entity, Record

SHARED = Path(__file__).parents[2] / "shared"
MARKED = """+++
id = "sample"
meeting_date = "2021-03-03"
[meeting]
body = "Byrådet"
[[items]]
number = 7
title = "Ny sti"
case_number = "21/55"
decision = "Godkendt."
outcome = "approved"
[[items]]
number = 8
title = "Lukket sag"
closed = true
+++
{{0 head}}Referat af [[3. marts 2021|DATE|2021-03-03]]
{{7 title}}7. Ny sti
{{7 case}}Sagsnr.: [[21/55|CASE_NUMBER|21/55]]
{{7 resume}}Resume
[[Ry Skakklub|ORG|Ry Skakklub]] får [[5.000 kr.|MONEY|5000]] og [[2.000 kr.|MONEY|2000]]
{{7 beslutning}}Beslutning
Godkendt.
{{8 title}}8. Lukket sag
"""


def sample() -> Labelled:
    return Labelled(read_marked(MARKED), "dev")


def changed(gold: Labelled, *, drop: str = "", add: Entity | None = None, **fields: Any) -> Labelled:
    """A prediction: gold without the entity of some text, with the fields of all ORG changed, or with one more."""
    entities = [
        replace(entity, **fields) if entity.label == "ORG" else entity
        for entity in gold.record.entities
        if entity.text != drop
    ]
    return Labelled(replace(gold.record, entities=(*entities, *([add] if add else []))))


def evaluated(*predictions: Labelled, resamples: int = 0) -> Evaluation:
    evaluation = Evaluation("test", resamples=resamples)
    evaluation.documents = [score(sample(), predicted) for predicted in predictions]
    return evaluation


# Sums, means and intervals.


def test_micro_counts_entities_and_per_document_counts_documents() -> None:
    gold = sample()
    evaluation = evaluated(gold, changed(gold, drop="5.000 kr."))
    assert evaluation.scores["MONEY"]["strict_r"] == 3 / 4
    assert evaluation.per_document["MONEY"]["strict_r"] == (1 + 1 / 2) / 2
    assert evaluation.scores["MONEY"]["gold"] == 4


def test_shares_of_nothing_are_null_in_json() -> None:
    data = json.loads("".join(to_json(evaluated(changed(sample(), drop="5.000 kr.")).parts())))
    assert data["scores"]["MONEY"]["strict_p"] == 1.0
    assert data["structure"]["items"] == {"gold": 2, "pred": 2, "right": 2, "p": 1.0, "r": 1.0, "f": 1.0}
    nothing = json.loads("".join(to_json(evaluated(changed(sample(), drop="Ry Skakklub")).parts())))
    assert nothing["scores"]["ORG"]["strict_p"] is None
    assert nothing["scores"]["ORG"]["strict_r"] == 0.0


def test_parts_and_dict_say_the_same() -> None:
    evaluation = evaluated(changed(sample(), drop="5.000 kr."), resamples=20)
    assert json.loads("".join(to_json(evaluation.parts()))) == json.loads(json.dumps(evaluation.to_dict()))
    assert set(evaluation.to_dict()["scores"]["MONEY"]) >= {
        "gold", "pred", "strict_p", "strict_r", "strict_f", "overlap_f", "value_f", "item_acc", "section_acc",
    }  # fmt: skip


def test_intervals_hold_the_score_and_are_the_same_each_time() -> None:
    gold = sample()
    predictions = [changed(gold, drop="5.000 kr.") if n % 3 else gold for n in range(30)]
    first, second = (evaluated(*predictions, resamples=200) for _ in range(2))
    assert first.intervals == second.intervals
    low, high = first.intervals["MONEY"]["strict_f"]
    assert low < first.scores["MONEY"]["strict_f"] < high
    assert first.intervals["DATE"]["strict_f"] == (1.0, 1.0)
    assert first.intervals["items"]["f"] == (1.0, 1.0)
    assert set(first.intervals) == set(first.scores) | set(first.structure), "no two rows share a name"


def test_resamples_are_sums_of_whole_documents() -> None:
    """Of documents with (1, 10) and (1, 0), any two sum to 2 and to 0, 10 or 20, however large the counts are."""
    seen: set[tuple[int, ...]] = set()

    def table(counts: Any) -> dict[str, dict[str, float]]:
        seen.add(tuple(counts))
        return {}

    bootstrap([[1, 10**12], [1, 0]], table, resamples=200)
    assert seen == {(2, 0), (2, 10**12), (2, 2 * 10**12)}


def test_one_document_has_no_spread_and_none_has_no_interval() -> None:
    assert evaluated(sample(), resamples=50).intervals["all"]["strict_f"] == (1.0, 1.0)
    assert Evaluation("none").intervals == {}


# What is not told is not scored.


def test_values_and_links_that_a_system_does_not_give_are_not_scored() -> None:
    gold = sample()
    spans = tuple(replace(entity, value="", item=0, section="other") for entity in gold.record.entities)
    told = {"value", "item", "section", "structure"}
    evaluation = evaluated(Labelled(replace(gold.record, entities=spans, items=()), unjudged=frozenset(told)))
    row = evaluation.scores["all"]
    assert row["strict_f"] == 1.0
    assert all(row[measure] != row[measure] for measure in ("value_f", "value_acc", "item_acc", "section_acc"))
    assert evaluation.structure == {}
    assert list(evaluation.findings) == []


def test_a_document_that_a_system_says_nothing_of_counts_as_nothing_found() -> None:
    gold = sample()
    predictions = Predictions("other.jsonl", [])
    assert predictions.of(gold) is None
    evaluation = evaluated(predictions.nothing_on(gold))
    assert evaluation.scores["all"]["strict_f"] == 0.0
    assert evaluation.structure["items"]["r"] == 0.0


def test_predictions_are_found_by_id_or_by_text_and_must_fit() -> None:
    gold = sample()
    renamed = Labelled(replace(gold.record, id="another"))
    assert Predictions("p", [renamed]).of(gold) is renamed
    other_text = Labelled(replace(gold.record, text=""))
    assert Predictions("p", [other_text]).of(gold) is other_text
    moved = tuple(replace(entity, start=entity.start + 1, end=entity.end + 1) for entity in gold.record.entities)
    with pytest.raises(GoldError, match=r"p: sample: DATE 12 to 25: gold's text has '\. marts 2021\\n' there, not"):
        Predictions("p", [Labelled(replace(gold.record, entities=moved))]).of(gold)
    with pytest.raises(GoldError, match="p: the id 'sample' is there twice"):
        Predictions("p", [gold, gold])
    unasked = Predictions("p", [Labelled(replace(gold.record, id="another", text="Andet."))])
    assert unasked.of(gold) is None
    with pytest.raises(GoldError, match="p: gold has no document 'another'"):
        unasked.check_all_asked()


# Structure.


def test_structure_is_compared_fact_by_fact() -> None:
    gold = sample().record
    item, closed = gold.items
    assert item.decision is not None
    decision = replace(item.decision, outcome="rejected")
    pred = replace(gold, items=(replace(item, title="Ny  STI", case_number=None, decision=decision), closed))
    table = compare_structure(gold, pred)
    assert table["items"] == table["titles"] == Tally(gold=2, pred=2, right=2)
    assert table["case_numbers"] == Tally(gold=1, pred=0, right=0)
    assert table["closed_items"] == Tally(gold=1, pred=1, right=1)
    assert table["head"] == Tally(gold=2, pred=2, right=2), "the body and the date"
    assert table["sections"] == Tally(gold=2, pred=2, right=2)
    assert table["decisions"] == Tally(gold=1, pred=1, right=1)
    assert table["outcomes"] == Tally(gold=1, pred=1, right=0)


def test_an_item_too_many_costs_precision_and_a_wrong_number_both() -> None:
    gold = sample().record
    twice = compare_structure(gold, replace(gold, items=(*gold.items, gold.items[1])))["items"]
    assert (twice.p, twice.r) == (2 / 3, 1.0)
    renumbered = compare_structure(gold, replace(gold, items=(gold.items[0], replace(gold.items[1], number=9))))
    assert renumbered["items"] == renumbered["titles"] == Tally(gold=2, pred=2, right=1)


def test_gold_without_items_tells_no_structure() -> None:
    gold = sample().record
    assert compare_structure(replace(gold, items=()), gold) == {}


# Errors in their context.


def test_findings_name_line_context_and_the_rule_that_fired() -> None:
    gold = sample()
    wrong = evaluated(changed(gold, value="Ry", rule="org:club"))
    (finding,) = wrong.findings
    assert (finding.cause, finding.label, finding.line, finding.rule) == ("wrong value", "ORG", 5, "org:club")
    assert f"{finding.before}[{finding.marked}]{finding.after}" == "[Ry Skakklub] får 5.000 kr. og 2.000 kr."
    assert finding.said == "Ry Skakklub → Ry"


def test_findings_of_what_was_missed_name_the_nearest_rule() -> None:
    (finding,) = evaluated(changed(sample(), drop="5.000 kr.")).findings
    assert finding.cause == "missed"
    assert finding.rule.startswith("money:")
    assert (finding.rule, finding.example) == nearest_rule("MONEY", "5.000 kr.")


def test_long_lines_are_cut_around_the_entity_and_line_ends_are_shown_as_spaces() -> None:
    text = "x" * 200 + " Ry\nSkakklub " + "y" * 200
    entity = Entity(201, 212, "ORG", text[201:212], "Ry Skakklub", 0, "other", "")
    gold = Labelled(Record("a", "", "", text, sample().record.meeting, (), (entity,)))
    (finding,) = score(gold, Labelled(replace(gold.record, entities=()))).findings
    assert finding.marked == "Ry Skakklub"
    assert finding.before.startswith("…x")
    assert finding.after.endswith("y…")
    assert len(finding.before + finding.after) < 140


def test_the_biggest_cause_label_and_rule_stand_first() -> None:
    gold = sample()
    spurious = replace(gold.record.entities[0], start=0, end=7, text="Referat", label="LAW", rule="law:x")
    tree = grouped(evaluated(changed(gold, item=3, add=spurious), changed(gold, item=3)).findings)
    assert [(cause, list(labels)) for cause, labels in tree.items()] == [("wrong item", ["ORG"]), ("spurious", ["LAW"])]
    assert [len(found) for found in tree["wrong item"]["ORG"].values()] == [2]


# One run against another.


def run(*predictions: Labelled) -> dict[str, Any]:
    evaluation = Evaluation("test", resamples=0)
    for number, predicted in enumerate(predictions):
        gold = sample()
        named = Labelled(replace(gold.record, id=f"d{number}"), "dev")
        evaluation.documents.append(score(named, predicted))
    return json.loads("".join(to_json(evaluation.parts())))  # type: ignore[no-any-return]


def test_what_was_right_and_is_not_any_more_is_lost() -> None:
    gold = sample()
    gains = against(run(gold), run(changed(gold, drop="5.000 kr.")))
    assert [(item["cause"], item["gold"]["text"]) for item in gains.lost] == [("missed", "5.000 kr.")]
    assert (gains.extra, gains.other, gains.gained) == ((), (), ())
    assert {fall.score for fall in gains.falls} == {
        f"{row}.{measure}" for row in ("MONEY", "core", "closed", "all") for measure in ("strict_f", "value_f")
    }
    assert all(fall.after < fall.before for fall in gains.falls)


def test_what_was_wrong_and_is_right_now_is_gained() -> None:
    gold = sample()
    gains = against(run(changed(gold, value="x")), run(gold))
    assert [(item["cause"], item["label"]) for item in gains.gained] == [("wrong value", "ORG")]
    assert (gains.lost, gains.extra, gains.other, gains.falls) == ((), (), (), ())


def test_what_is_wrong_in_another_way_is_neither_lost_nor_hidden() -> None:
    gold = sample()
    gains = against(run(changed(gold, value="x")), run(changed(gold, drop="Ry Skakklub")))
    assert [item["cause"] for item in gains.other] == ["missed"]
    assert not gains.lost


def test_new_spurious_entities_are_told_apart() -> None:
    gold = sample()
    extra = replace(gold.record.entities[0], start=0, end=7, text="Referat", label="LAW", rule="law:x")
    gains = against(run(gold), run(changed(gold, add=extra)))
    assert [item["pred"]["text"] for item in gains.extra] == ["Referat"]
    assert "all.strict_f" in {fall.score for fall in gains.falls}


def test_a_gain_here_and_a_loss_there_are_both_told() -> None:
    gold = sample()
    gains = against(run(changed(gold, drop="5.000 kr.")), run(changed(gold, drop="2.000 kr.")))
    assert [item["gold"]["text"] for item in gains.lost] == ["2.000 kr."]
    assert [item["gold"]["text"] for item in gains.gained] == ["5.000 kr."]
    assert not gains.falls


def test_documents_whose_gold_has_changed_are_left_out_of_the_comparison() -> None:
    gold = sample()
    before = run(gold, gold)
    before["documents"][1]["digest"] = "another"
    gains = against(before, run(gold, changed(gold, drop="5.000 kr.")))
    assert gains.left_out == ("d1",)
    assert (gains.lost, gains.falls) == ((), ())


def test_of_withheld_splits_only_the_scores_are_compared() -> None:
    gold = sample()
    before = run(gold, gold) | {"withheld": ["dev"]}
    gains = against(before, run(gold, changed(gold, drop="5.000 kr.")))
    assert gains.withheld == ("d0", "d1")
    assert not gains.lost
    assert "MONEY.strict_f" in {fall.score for fall in gains.falls}


def test_only_labels_of_both_runs_are_compared() -> None:
    gold = sample()
    fewer = Evaluation("test", resamples=0, labels=("ORG",))
    named = Labelled(replace(gold.record, id="d0"))
    fewer.documents.append(score(named, changed(gold, drop="Ry Skakklub"), labels=["ORG"]))
    gains = against(run(gold), fewer.to_dict())
    assert {item["label"] for item in gains.lost} == {"ORG"}
    assert {fall.score for fall in gains.falls} == {
        f"{row}.{measure}" for row in ("ORG", "core", "all") for measure in ("strict_f", "value_f")
    }


@pytest.mark.parametrize(
    ("content", "problem"), [("{", "not JSON"), ("[]", "this is no run"), ('{"errors": []}', "this is no run")]
)
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content)
    with pytest.raises(GoldError, match=problem):
        read_run(path)
    with pytest.raises(GoldError, match="No such file"):
        read_run(tmp_path / "none.json")


# The independent scorer.


def spoilt(record: Record, seed: int) -> Record:
    """A record with all kinds of mistakes in it, some of them overlapping."""
    chance, entities = random.Random(seed), []
    for entity in record.entities:
        luck = chance.random()
        if luck < 0.1:
            continue
        if luck < 0.2 and entity.end - entity.start > 3:
            entity = replace(entity, start=entity.start + 2, text=entity.text[2:])
        elif luck < 0.3:
            entity = replace(entity, label=chance.choice(["ORG", "DATE", "LAW"]))
        elif luck < 0.4:
            entity = replace(entity, value=entity.value + "0", item=entity.item + 1)
        elif luck < 0.5:
            entity = replace(entity, section="bilag")
            entities.append(replace(entity, end=entity.end - 1, text=entity.text[:-1]))
        entities.append(entity)
    return replace(record, entities=tuple(entities))


@pytest.mark.skipif(not (SHARED / "tools" / "score.py").exists(), reason="the independent scorer is not here")
@pytest.mark.parametrize("made_by", ["rules", "chance"])
def test_the_independent_scorer_gives_the_same_figures(tmp_path: Path, made_by: str) -> None:
    evaluation, arguments = Evaluation("test", resamples=0), []
    for number, gold in enumerate(read_gold(SHARED / "minutes")):
        record = gold.record
        predicted = replace(extract(record.text), id=record.id) if made_by == "rules" else spoilt(record, number)
        evaluation.documents.append(score(gold, Labelled(predicted)))
        path = tmp_path / f"{record.id}.json"
        path.write_text(json.dumps(to_dict(predicted)), encoding="utf-8")
        arguments += [str(SHARED / "minutes" / f"{record.id}.json"), str(path)]
    command = [sys.executable, str(SHARED / "tools" / "score.py"), *arguments, "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert set(theirs) == set(evaluation.scores)
    for name, row in theirs.items():
        for measure, share in row.items():
            assert evaluation.scores[name][measure] == pytest.approx(share, abs=5e-4, nan_ok=True), (name, measure)


def test_counts_add_up_to_the_documents() -> None:
    evaluation = evaluated(sample(), changed(sample(), drop="5.000 kr."))
    whole = sum((row for document in evaluation.documents for row in document.comparison.counts.values()), Counts())
    assert (evaluation.scores["all"]["gold"], evaluation.scores["all"]["pred"]) == (whole.gold, whole.pred)
