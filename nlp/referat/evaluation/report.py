"""An evaluation to read: text for a terminal, Markdown for a README or a pull request."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from referat.evaluation.against import Against, Item
from referat.evaluation.comparison import NAN, Counts, total
from referat.evaluation.findings import Finding, grouped
from referat.evaluation.intervals import Intervals
from referat.evaluation.scoring import TELLS, Evaluation, Row
from referat.evaluation.structure import ASPECTS
from referat.labels import LABELS
from referat.output import counted

#: Heading and measure of the columns that text and Markdown show; the JSON and the HTML report have all.
COLUMNS = {
    "gold": "gold", "found": "pred", "P": "strict_p", "R": "strict_r", "strict F": "strict_f",
    "overlap F": "overlap_f", "type F": "type_f", "value F": "value_f", "value acc": "value_acc",
    "item acc": "item_acc", "section acc": "section_acc",
}  # fmt: skip
#: Measures that are shown with their interval.
WITH_INTERVAL = ("strict_f", "value_f", "f")
#: How many findings of one rule the text shows.
_SHOWN = 8
#: How many documents are listed, the worst first; the JSON and the HTML report have all.
_DOCUMENTS = 10
_STRUCTURE_COLUMNS = {"gold": "gold", "found": "pred", "right": "right", "P": "p", "R": "r", "F": "f"}

#: A table: a heading and rows, of text.
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def shown(number: float | None) -> str:
    """A count as it is, a share with three digits, and a dash for what is none.

    >>> shown(12), shown(0.98765), shown(float("nan"))
    ('12', '0.988', '–')
    """
    if number is None or math.isnan(number):
        return "–"
    return str(number) if isinstance(number, int) else f"{number:.3f}"


def row_name(name: str) -> str:
    """The name of a row: a label as it is, an aspect of structure in words.

    >>> row_name("CASE_NUMBER"), row_name("case_numbers")
    ('CASE_NUMBER', 'case numbers')
    """
    return name.replace("_", " ") if name in ASPECTS else name


def score_table(evaluation: Evaluation) -> Table:
    """Labels and groups of labels, with `COLUMNS`."""
    rows = [_row(name, row, COLUMNS, evaluation.intervals) for name, row in evaluation.scores.items()]
    return ("label", *COLUMNS), rows


def structure_table(evaluation: Evaluation) -> Table:
    """The aspects of structure; no rows where gold tells none."""
    rows = [_row(name, row, _STRUCTURE_COLUMNS, evaluation.intervals) for name, row in evaluation.structure.items()]
    return ("structure", *_STRUCTURE_COLUMNS), rows


def _row(name: str, row: Row, columns: Mapping[str, str], intervals: Intervals) -> list[str]:
    cells = (_cell(name, measure, row, intervals) for measure in columns.values())
    return [row_name(name), *cells]


def _cell(name: str, measure: str, row: Row, intervals: Intervals) -> str:
    ends = intervals.get(name, {}).get(measure)
    if measure not in WITH_INTERVAL or ends is None or math.isnan(row[measure]):
        return shown(row[measure])
    return f"{shown(row[measure])} ({ends[0]:.2f}–{ends[1]:.2f})"


def systems_table(evaluations: Sequence[Evaluation]) -> Table:
    """Several systems side by side on the labels that at least one of the others gives, span and value.

    Groups of labels are left out: most systems give only some of a group's labels.
    """
    others = evaluations[1:]
    rows = []
    for name in LABELS:
        for evaluation in evaluations:
            row = evaluation.scores.get(name)
            if row and any(name in other.scores for other in others):
                shares = (shown(row[m]) for m in ("strict_p", "strict_r", "strict_f", "overlap_f", "value_f"))
                rows.append((name, evaluation.system, *shares))
    return ("label", "system", "P", "R", "strict F", "overlap F", "value F"), rows


def documents_table(evaluation: Evaluation) -> Table:
    """The documents, those with the lowest strict F first."""
    rows = []
    for document in evaluation.documents:
        row = total([document.comparison.counts]).get("all", Counts())
        value = NAN if "value" in document.unjudged else row.value_f
        cells = (row.gold, row.pred, row.strict_f, value)
        rows.append((row.strict_f, (document.id, document.split or "–", *map(shown, cells))))
    rows.sort(key=lambda entry: (math.isnan(entry[0]), *entry))
    return ("document", "split", "gold", "found", "strict F", "value F"), [row for _, row in rows]


def summary(evaluation: Evaluation) -> str:
    """What was scored, in a sentence."""
    gold = int(evaluation.scores.get("all", {}).get("gold", 0))
    splits = sorted({document.split or "no split" for document in evaluation.documents})
    mean = evaluation.per_document.get("all", {})
    means = f"strict F {shown(mean.get('strict_f'))}, value F {shown(mean.get('value_f'))}"
    untold = f" Not told, so not scored: {', '.join(sorted(evaluation.unjudged))}." if evaluation.unjudged else ""
    return (
        f"{evaluation.system}: {counted(len(evaluation.documents), 'document')} ({', '.join(splits)}), "
        f"{counted(gold, 'gold entity', 'gold entities')}. Mean over documents, all labels: {means}.{untold}"
    )


def text(evaluation: Evaluation, *, others: Sequence[Evaluation] = (), gains: Against | None = None) -> Iterator[str]:
    """The report for a terminal, line by line."""
    yield from textwrap.wrap(summary(evaluation), 100)
    for table in _tables(evaluation, others):
        yield ""
        yield from _aligned(table)
    yield ""
    yield from (f"{name}: {what}" for name, what in TELLS.items())
    if evaluation.intervals:
        yield "In brackets: 95% intervals, by bootstrap over documents."
    if gains is not None:
        yield from gain_lines(gains)
    yield from _finding_lines(evaluation.findings)


def markdown(
    evaluation: Evaluation, *, others: Sequence[Evaluation] = (), gains: Against | None = None
) -> Iterator[str]:
    """The tables in Markdown, line by line, and the gains and losses where there are some to tell."""
    yield summary(evaluation)
    for table in _tables(evaluation, others):
        yield ""
        yield from markdown_table(table)
    if gains is not None:
        yield from ("", "```", *list(gain_lines(gains))[1:], "```")


def markdown_table(table: Table) -> Iterator[str]:
    """A table in Markdown, line by line.

    >>> list(markdown_table((("label", "gold"), [("a|b", "3")])))
    ['| label | gold |', '| --- | ---: |', '| a\\\\|b | 3 |']
    """
    heading, rows = table
    yield f"| {' | '.join(heading)} |"
    yield f"| --- {'| ---: ' * (len(heading) - 1)}|"
    yield from (f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in rows)


def _tables(evaluation: Evaluation, others: Sequence[Evaluation]) -> Iterator[Table]:
    yield score_table(evaluation)
    if evaluation.structure:
        yield structure_table(evaluation)
    if others:
        yield systems_table((evaluation, *others))
    heading, rows = documents_table(evaluation)
    yield heading, rows[:_DOCUMENTS]


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def _aligned(table: Table) -> Iterator[str]:
    heading, rows = table
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    for row in (heading, *rows):
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join((first.lstrip().ljust(widths[0]), *others)).rstrip()


def _finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    for cause, labels in grouped(findings).items():
        yield ""
        yield f"{cause}: {sum(len(found) for rules in labels.values() for found in rules.values())}"
        for label, rules in labels.items():
            for rule, found in rules.items():
                yield f"  {label} {len(found)}, {rule_line(found[0], rule)}"
                yield from (f"    {finding_line(finding)}" for finding in found[:_SHOWN])
                if len(found) > _SHOWN:
                    yield f"    and {len(found) - _SHOWN} more"


def rule_line(finding: Finding, rule: str) -> str:
    """Which rule fired, or which came nearest to what was missed."""
    if finding.error.pred is not None:
        return f"fired: {rule or 'no rule named'}"
    return f"nearest: {rule}, as in {finding.example!r}" if rule else "no rule is near"


def finding_line(finding: Finding) -> str:
    """An error in its line, as `document:line  context  what should be → what was said`."""
    return (
        f"{finding.error.document}:{finding.line}  {finding.before}[{finding.marked}]{finding.after}  ({finding.said})"
    )


def gain_lines(gains: Against) -> Iterator[str]:
    """What changed against an earlier run, what is worst first, behind a blank line."""
    yield ""
    yield "Against the earlier run: " + ", ".join(f"{name} {len(items)}" for name, items in gains.groups.items())
    for name, items in gains.groups.items():
        if items:
            yield f"{name.capitalize()}:"
            yield from (f"  {item_line(item)}" for item in items)
    yield from (f"Fell: {fall.score} from {fall.before:.4f} to {fall.after:.4f}" for fall in gains.falls)
    yield from not_compared(gains)


def not_compared(gains: Against) -> Iterator[str]:
    """Which documents were left out of a comparison, and why."""
    if gains.withheld:
        told = counted(len(gains.withheld), "document")
        yield f"Of {told} only scores are compared: the earlier run withholds their errors."
    if gains.left_out:
        yield f"Not compared, for text or gold is new or changed: {', '.join(gains.left_out)}"


def item_line(item: Item) -> str:
    """An error of a run's JSON in a line."""
    entity = item["gold"] or item["pred"]
    return f"{item['cause']} {item['label']} {entity['value']}  {item['document']}:{item['line']}  {item['context']}"
