"""The scores that the documentation tells, and the run that every change is compared with.

`make scores` evaluates the extractor on `eval/`, and on what is for reporting of `eval/layouts/`, says what was gained
and lost since the last commit, and writes `eval/baseline.json` and the tables in `README.md` and `eval/README.md`.
Where a score fell it writes nothing, unless a reason is given, which is kept in the baseline:
`make scores REASON="..."`. Continuous integration checks.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from referat.evaluation import report
from referat.evaluation.against import against, parse_run, read_run
from referat.evaluation.predictions import extracted
from referat.evaluation.scoring import Evaluation, Row, score, to_json
from referat.evaluation.systems import ALWAYS, available
from referat.interchange import read_gold
from referat.interchange.labelled import Labelled
from referat.interchange.marked import SPLITS, read_front
from referat.labels import LABELS

ROOT = Path(__file__).parents[1]
EVAL = ROOT / "eval"
LAYOUTS = EVAL / "layouts"
BASELINE = EVAL / "baseline.json"
#: The split whose scores are told, and whose errors are not.
REPORTED = "test"
NO_FALL = "no score fell"
FALL = 'scores fell; mend that, or say why they may fall: make scores REASON="..."'
#: A column of a table: its heading, and the rows and the measure that it shows.
Column = tuple[str, Mapping[str, Row], str]


class Gold(NamedTuple):
    """The labelled documents: those that were read twice, and further layouts."""

    twice: Sequence[Labelled]
    layouts: Sequence[Labelled]


def labelled() -> Gold:
    return Gold(list(read_gold(EVAL)), list(read_gold(LAYOUTS)))


def told(gold: Iterable[Labelled]) -> list[Labelled]:
    """The documents that are reported."""
    return [one for one in gold if one.split == REPORTED]


def evaluated(gold: Gold) -> Evaluation:
    """This extractor on all documents but those layouts that are for looking at, which are many."""
    return Evaluation("referat", [score(one, extracted(one)) for one in (*gold.twice, *told(gold.layouts))])


def others(gold: Gold) -> list[Evaluation]:
    """Other systems, this one's rules alone among them, on the documents read twice that are reported."""
    test = told(gold.twice)
    runs = [Evaluation("rules alone", [score(one, extracted(one, model=None)) for one in test], resamples=0)]
    for system in available(ALWAYS)[0]:
        scored = [score(one, system.predict(one.record), labels=system.labels) for one in test]
        runs.append(Evaluation(system.name, scored, resamples=0))
    return runs


def part(evaluation: Evaluation, gold: Iterable[Labelled]) -> Evaluation:
    """The evaluation of some of its documents."""
    ids = {one.record.id for one in gold}
    return replace(evaluation, documents=[document for document in evaluation.documents if document.id in ids])


def scores(evaluation: Evaluation, beside_it: Sequence[Evaluation]) -> Iterator[str]:
    """The tables of the README: scores on the test split, structure, and strict F beside other systems."""
    yield report.summary(evaluation)
    for table in (report.score_table(evaluation), report.structure_table(evaluation), beside(evaluation, beside_it)):
        yield ""
        yield from report.markdown_table(table)


def beside(evaluation: Evaluation, beside_it: Sequence[Evaluation]) -> report.Table:
    """Strict F of several systems, a column each."""
    columns = [(system.system, system.scores, "strict_f") for system in (evaluation, *beside_it)]
    return side_by_side("strict F", LABELS, columns)


def side_by_side(corner: str, names: Iterable[str], columns: Sequence[Column]) -> report.Table:
    """Measures of several evaluations, a column each."""
    rows = [
        (report.row_name(name), *(report.shown(table.get(name, {}).get(measure)) for _, table, measure in columns))
        for name in names
    ]
    return (corner, *(heading for heading, *_ in columns)), rows


def layouts(evaluation: Evaluation, gold: Sequence[Labelled]) -> Iterator[str]:
    """The tables of the README on further layouts: all of them, and the clean and the damaged ones apart."""
    whole, by_state = part(evaluation, gold), states(gold)
    yield f"{len(gold)} documents, {len(by_state['damaged'])} of them damaged."
    runs = {"": whole} | {f"{state}, ": part(evaluation, some) for state, some in by_state.items()}
    spans: list[Column] = [("gold", whole.scores, "gold")]
    facts: list[Column] = [("gold", whole.structure, "gold")]
    for state, run in runs.items():
        spans += [(f"{state}strict F", run.scores, "strict_f"), (f"{state}value F", run.scores, "value_f")]
        facts += [(f"{state}F", run.structure, "f")]
    for table in (side_by_side("label", whole.scores, spans), side_by_side("structure", whole.structure, facts)):
        yield ""
        yield from report.markdown_table(table)


def states(gold: Iterable[Labelled]) -> dict[str, list[Labelled]]:
    """Documents by the state of their text: as it was published, or spoilt by what extracted it."""
    about = fronts(LAYOUTS)
    by_state: dict[str, list[Labelled]] = {"clean": [], "damaged": []}
    for one in gold:
        by_state["damaged" if about[one.record.id].get("damaged") else "clean"].append(one)
    return by_state


def fronts(folder: Path) -> dict[str, dict[str, Any]]:
    """The front matter of the marked files of a folder, by document."""
    paths = sorted(folder.glob("*.txt"))
    return {path.stem: read_front(path.read_text(encoding="utf-8"), path.name) for path in paths}


def counts(gold: Sequence[Labelled]) -> Iterator[str]:
    """The documents read twice, and how many entities of which label they have."""
    about = fronts(EVAL / "marked")
    for one in gold:
        name, entities = one.record.id, len(one.record.entities)
        yield f"- `{name}` ({one.split}, {entities} entities): {about[name]['layout']}."
    yield ""
    yield from label_counts(gold)
    yield ""
    yield f"{in_tables(gold)} of the amounts stand in tables, on lines with tabs or bars."


def label_counts(gold: Sequence[Labelled]) -> Iterator[str]:
    """How many entities of which label there are in each split, and how many documents."""
    by_split = Counter((entity.label, one.split) for one in gold for entity in one.record.entities)
    table = [
        (label, *(str(by_split[label, split]) for split in SPLITS), str(sum(by_split[label, s] for s in SPLITS)))
        for label in LABELS
    ]
    total = ("all", *(str(sum(int(row[column]) for row in table)) for column in range(1, len(SPLITS) + 2)))
    documents = Counter(one.split for one in gold)
    last = ("documents", *(str(documents[split]) for split in SPLITS), str(len(gold)))
    yield from report.markdown_table((("label", *SPLITS, "together"), [*table, total, last]))


def in_tables(gold: Iterable[Labelled]) -> int:
    return sum(
        any(sign in _line(one.record.text, entity.start, entity.end) for sign in "\t|")
        for one in gold
        for entity in one.record.entities
        if entity.label == "MONEY"
    )


def _line(text: str, start: int, end: int) -> str:
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if last < 0 else last]


def baseline(evaluation: Evaluation, reason: str) -> dict[str, Any]:
    """The run that later ones are compared with; the errors of what is for reporting only are not told."""
    run = evaluation.to_dict()
    kept = {document.id for document in evaluation.documents if document.split != REPORTED}
    errors = [error for error in run["errors"] if error["document"] in kept]
    return {"reason": reason, "withheld": [REPORTED], **run, "errors": errors}


def filled(page: str, name: str, lines: Iterable[str]) -> str:
    """A page whose part between the comments `name` and `/name` is these lines."""
    part = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    new = "\n".join(["", *lines, "", ""])
    page, times = part.subn(lambda _: new, page)
    if times != 1:
        raise ValueError(f"the page should have the comments `{name}` and `/{name}` once, not {times} times")
    return page


def pages(gold: Gold, ours: Evaluation, beside_it: Sequence[Evaluation]) -> dict[Path, str]:
    """The pages that hold tables, as they should be."""
    readme, of_set = ROOT / "README.md", EVAL / "README.md"
    with_scores = filled(readme.read_text(encoding="utf-8"), "scores", scores(part(ours, told(gold.twice)), beside_it))
    with_counts = filled(of_set.read_text(encoding="utf-8"), "counts", counts(gold.twice))
    return {
        readme: filled(with_scores, "layouts", layouts(ours, told(gold.layouts))),
        of_set: filled(with_counts, "layouts", label_counts(gold.layouts)),
    }


def earlier(base: str) -> Mapping[str, Any] | None:
    """The baseline of the commit that this change builds on; where git does not have it, the one that lies here."""
    command = ["git", "show", f"{base}:{BASELINE.relative_to(ROOT)}"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if shown.returncode == 0:
        return parse_run(shown.stdout, f"{base}:{BASELINE.name}")
    return read_run(BASELINE) if BASELINE.exists() else None


def compared(before: Mapping[str, Any] | None, ours: Evaluation, gold: Gold) -> bool:
    """Prints gains and losses of each set, so that none pays for another; whether a score fell."""
    if before is None:
        return False
    each = [against(before, replace(part(ours, some), resamples=0).to_dict()) for some in gold]
    print(*chain.from_iterable(map(report.gain_lines, each)), sep="\n")
    return any(gains.falls for gains in each)


def check(base: str) -> None:
    """Gains and losses of a change. Fails where a score fell and the baseline gives no reason of its own for it."""
    before, gold = earlier(base), labelled()
    fell = compared(before, evaluated(gold), gold)
    reason = read_run(BASELINE)["reason"]
    if fell and before is not None and reason in (before["reason"], NO_FALL):
        sys.exit(FALL)
    if fell:
        print(f"Accepted: {reason}")


def write(reason: str) -> None:
    """The baseline and the tables, anew. Fails where a score fell and no reason is given."""
    gold = labelled()
    ours = evaluated(gold)
    if compared(earlier("HEAD"), ours, gold) and not reason:
        sys.exit(FALL)
    BASELINE.write_text("".join(to_json(baseline(ours, reason or NO_FALL))), encoding="utf-8")
    for path, page in pages(gold, ours, others(gold)).items():
        path.write_text(page, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reason", default="", help="Why scores may fall.")
    parser.add_argument("--check", metavar="COMMIT", help="Write nothing; tell gains and losses since this commit.")
    asked = parser.parse_args()
    check(asked.check) if asked.check else write(asked.reason.strip())


if __name__ == "__main__":
    main()
