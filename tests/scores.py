"""The scores that the documentation tells, and the run that every change is compared with.

`make scores` evaluates the extractor on `eval/`, says what was gained and lost since the last commit, and writes
`eval/baseline.json` and the tables in `README.md` and `eval/README.md`. Where a score fell it writes nothing, unless
a reason is given, which is kept in the baseline: `make scores REASON="..."`. Continuous integration checks.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from referat.evaluation import report
from referat.evaluation.against import against, parse_run, read_run
from referat.evaluation.predictions import extracted
from referat.evaluation.scoring import Evaluation, score, to_json
from referat.evaluation.systems import ALWAYS, available
from referat.interchange import read_gold
from referat.interchange.labelled import Labelled
from referat.interchange.marked import SPLITS, read_front
from referat.labels import LABELS

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "eval" / "baseline.json"
#: The split whose scores are told, and whose errors are not.
REPORTED = "test"
NO_FALL = "no score fell"
FALL = 'scores fell; mend that, or say why they may fall: make scores REASON="..."'


def evaluated(gold: Sequence[Labelled]) -> Evaluation:
    """This extractor on all documents."""
    return Evaluation("referat", [score(one, extracted(one)) for one in gold])


def others(gold: Sequence[Labelled]) -> list[Evaluation]:
    """Other systems, this one's rules alone among them, on the documents that are reported."""
    test = [one for one in gold if one.split == REPORTED]
    runs = [Evaluation("rules alone", [score(one, extracted(one, model=None)) for one in test], resamples=0)]
    for system in available(ALWAYS)[0]:
        scored = [score(one, system.predict(one.record), labels=system.labels) for one in test]
        runs.append(Evaluation(system.name, scored, resamples=0))
    return runs


def reported(evaluation: Evaluation) -> Evaluation:
    documents = [document for document in evaluation.documents if document.split == REPORTED]
    return replace(evaluation, documents=documents)


def scores(evaluation: Evaluation, beside_it: Sequence[Evaluation]) -> Iterator[str]:
    """The tables of the README: scores on the test split, structure, and strict F beside other systems."""
    yield report.summary(evaluation)
    for table in (report.score_table(evaluation), report.structure_table(evaluation), beside(evaluation, beside_it)):
        yield ""
        yield from report.markdown_table(table)


def beside(evaluation: Evaluation, beside_it: Sequence[Evaluation]) -> report.Table:
    """Strict F of several systems, a column each."""
    systems = (evaluation, *beside_it)
    nothing = float("nan")
    rows = [
        (label, *(report.shown(system.scores.get(label, {}).get("strict_f", nothing)) for system in systems))
        for label in LABELS
    ]
    return ("strict F", *(system.system for system in systems)), rows


def counts(gold: Sequence[Labelled]) -> Iterator[str]:
    """The tables of the set's own README: its documents, and how many entities of which label it has."""
    layouts = {
        (front := read_front(path.read_text(encoding="utf-8"), path.name))["id"]: front.get("layout", "")
        for path in sorted((ROOT / "eval" / "marked").glob("*.txt"))
    }
    for one in gold:
        name, entities = one.record.id, len(one.record.entities)
        yield f"- `{name}` ({one.split}, {entities} entities): {layouts[name]}."
    yield ""
    by_split = Counter((entity.label, one.split) for one in gold for entity in one.record.entities)
    table = [
        (label, *(str(by_split[label, split]) for split in SPLITS), str(sum(by_split[label, s] for s in SPLITS)))
        for label in LABELS
    ]
    total = ("all", *(str(sum(int(row[column]) for row in table)) for column in range(1, len(SPLITS) + 2)))
    yield from report.markdown_table((("label", *SPLITS, "together"), [*table, total]))
    yield ""
    yield f"{in_tables(gold)} of the amounts stand in tables, on lines with tabs or bars."


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


def pages(gold: Sequence[Labelled], ours: Evaluation, beside_it: Sequence[Evaluation]) -> dict[Path, str]:
    """The pages that hold tables, as they should be."""
    readme, of_set = ROOT / "README.md", ROOT / "eval" / "README.md"
    return {
        readme: filled(readme.read_text(encoding="utf-8"), "scores", scores(reported(ours), beside_it)),
        of_set: filled(of_set.read_text(encoding="utf-8"), "counts", counts(gold)),
    }


def earlier(base: str) -> Mapping[str, Any] | None:
    """The baseline of the commit that this change builds on; where git does not have it, the one that lies here."""
    command = ["git", "show", f"{base}:{BASELINE.relative_to(ROOT)}"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if shown.returncode == 0:
        return parse_run(shown.stdout, f"{base}:{BASELINE.name}")
    return read_run(BASELINE) if BASELINE.exists() else None


def compared(before: Mapping[str, Any] | None, ours: Evaluation) -> bool:
    """Prints gains and losses; whether a score fell."""
    if before is None:
        return False
    gains = against(before, ours.to_dict())
    print(*report.gain_lines(gains), sep="\n")
    return bool(gains.falls)


def check(base: str) -> None:
    """Gains and losses of a change. Fails where a score fell and the baseline gives no reason of its own for it."""
    before = earlier(base)
    fell = compared(before, evaluated(list(read_gold(ROOT / "eval"))))
    told = read_run(BASELINE)["reason"]
    if fell and before is not None and told in (before["reason"], NO_FALL):
        sys.exit(FALL)
    if fell:
        print(f"Accepted: {told}")


def write(reason: str) -> None:
    """The baseline and the tables, anew. Fails where a score fell and no reason is given."""
    gold = list(read_gold(ROOT / "eval"))
    ours = evaluated(gold)
    if compared(earlier("HEAD"), ours) and not reason:
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
