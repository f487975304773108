"""An evaluation as one HTML file: scores, charts, errors by cause, and every document with its marks.

The page loads nothing from elsewhere; style and script stand in `report.html`. All text is escaped here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from referat.evaluation.against import Against, Item
from referat.evaluation.comparison import CAUSES, GROUPS, MEASURES
from referat.evaluation.findings import Finding, grouped
from referat.evaluation.intervals import Intervals
from referat.evaluation.report import (
    documents_table,
    not_compared,
    row_name,
    rule_line,
    shown,
    structure_table,
    summary,
    systems_table,
)
from referat.evaluation.scoring import TELLS, Evaluation, Row, Scored
from referat.labels import LABELS
from referat.output import counted
from referat.values import Entity, Record

#: How many errors of one rule are listed; all are marked in the documents.
_LISTED = 200
_SHORT = {"p": "P", "r": "R", "f": "F", "acc": "acc"}
_RIGHT = "right"
#: Causes with a colour of their own; the rest share one.
_COLOURS = (_RIGHT, "missed", "spurious")


def page(
    evaluation: Evaluation, documents: Iterable[str], *, others: Sequence[Evaluation] = (), gains: Against | None = None
) -> Iterator[str]:
    """The report, in pieces; `documents` are what `document_html` made."""
    found = list(evaluation.findings)
    head, tail = (Path(__file__).parent / "report.html").read_text(encoding="utf-8").split("$documents")
    yield Template(head).substitute(
        title=escape(f"Evaluation of {evaluation.system}"),
        summary=escape(summary(evaluation)),
        links='<a href="#against">Gains and losses</a>' if gains else "",
        body="\n".join(_body(evaluation, others, gains)),
        labels="".join(_chip("label", label) for label in LABELS if label in evaluation.scores),
        causes="".join(_chip("cause", cause) for cause in _causes(found)),
        errors="\n".join(_errors(found)),
    )
    yield from documents
    yield tail


def _causes(found: Iterable[Finding]) -> list[str]:
    there = {finding.cause for finding in found}
    return [_RIGHT, *(cause for cause in CAUSES if cause in there)]


def _chip(name: str, value: str) -> str:
    colour = f'<i class="{_colour(value)}"></i>' if name == "cause" else ""
    box = f'<input type="checkbox" name="{name}" value="{escape(value)}">'
    return f'<label class="chip">{box}{colour}{escape(value)}</label>'


def _colour(cause: str) -> str:
    return cause if cause in _COLOURS else "other"


def _body(evaluation: Evaluation, others: Sequence[Evaluation], gains: Against | None) -> Iterator[str]:
    if gains is not None:
        yield from _gains(gains)
    yield '<h2 id="scores">Scores</h2>'
    yield _score_table(evaluation)
    yield f'<p class="soft">{"; ".join(f"<b>{escape(name)}</b>: {escape(what)}" for name, what in TELLS.items())}.</p>'
    yield '<h2 id="charts">Charts</h2><div class="charts">'
    yield _chart("Strict F", evaluation.scores, "strict_f", evaluation.intervals)
    if "value" not in evaluation.unjudged:
        yield _chart("Value F", evaluation.scores, "value_f", evaluation.intervals)
    if evaluation.structure:
        yield _chart("Structure, F", evaluation.structure, "f", evaluation.intervals)
    yield "</div>"
    if evaluation.intervals:
        yield '<p class="soft">The lines are 95% intervals, by bootstrap over documents.</p>'
    if evaluation.structure:
        yield "<h2>Structure</h2>" + _table(*structure_table(evaluation))
    if others:
        yield "<h2>Beside other systems</h2>" + _table(*systems_table((evaluation, *others)), kind="words")
    yield '<h2 id="confusion">Confusion of labels</h2>' + _confusion(evaluation)
    yield "<h2>By document</h2>" + _table(*documents_table(evaluation), kind="words")


def _score_table(evaluation: Evaluation) -> str:
    """All measures, under headings of two lines."""
    kinds = groupby(MEASURES, key=lambda measure: measure.rpartition("_")[0])
    over = "".join(f'<th scope="colgroup" colspan="{len(list(parts))}">{escape(kind)}</th>' for kind, parts in kinds)
    under = "".join(f'<th scope="col">{escape(_SHORT[measure.rpartition("_")[2]])}</th>' for measure in MEASURES)
    counts = "".join(f'<th scope="col" rowspan="2">{name}</th>' for name in ("label", "gold", "found"))
    rows = (
        (name, shown(row["gold"]), shown(row["pred"]), *(shown(row[measure]) for measure in MEASURES))
        for name, row in evaluation.scores.items()
    )
    return _framed(f"<tr>{counts}{over}</tr><tr>{under}</tr>", rows, "scores")


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heading)
    return _framed(f"<tr>{head}</tr>", rows, kind)


def _framed(head: str, rows: Iterable[Sequence[str]], kind: str = "") -> str:
    body = "".join(
        f"<tr{' class=group' if row[0] in GROUPS else ''}>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table class="{kind}"><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def _chart(caption: str, rows: Mapping[str, Row], measure: str, intervals: Intervals) -> str:
    """Bars from 0 to 1 with the interval as a line."""
    bars = []
    for name, row in rows.items():
        share, ends = row[measure], intervals.get(name, {}).get(measure)
        if not math.isnan(share):
            bar = _bar(share, ends, "second" if name in GROUPS else "value")
            bars.append(f'<div class="bar"><span>{escape(row_name(name))}</span>{bar}<b>{shown(share)}</b></div>')
    return f'<figure class="chart"><figcaption>{escape(caption)}</figcaption>{"".join(bars)}</figure>'


def _bar(share: float, ends: tuple[float, float] | None, kind: str) -> str:
    interval = ""
    if ends is not None:
        low, high = (f"{100 * end:.1f}" for end in ends)
        interval = f'<path class="whisker" d="M{low} 8H{high}M{low} 5V11M{high} 5V11"/>'
    told = shown(share) + (f", 95% interval {shown(ends[0])} to {shown(ends[1])}" if ends else "")
    return (
        f'<svg viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label="{told}"><title>{told}</title>'
        f'<rect class="rail" y="2" width="100" height="12"/>'
        f'<rect class="{kind}" y="2" width="{100 * share:.1f}" height="12"/>'
        f"{interval}</svg>"
    )


def _confusion(evaluation: Evaluation) -> str:
    """Gold labels down, found labels across; the darker, the more of that gold label."""
    confusion = evaluation.confusion
    labels = [label for label in LABELS if any(label in pair for pair in confusion)]
    head = "".join(f'<th scope="col">{label}</th>' for label in (*labels, "missed"))
    rows = []
    for gold in (*labels, None):
        whole = sum(times for (one, _), times in confusion.items() if one == gold)
        cells = "".join(_confusion_cell(confusion[gold, found], whole, gold == found) for found in (*labels, None))
        rows.append(f'<tr><th scope="row">{gold or "spurious"}</th>{cells}</tr>')
    body = f"<thead><tr><th>gold ↓ found →</th>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="scroll"><table class="confusion">{body}</table></div>'


def _confusion_cell(times: int, whole: int, same: bool) -> str:
    if not times:
        return "<td></td>"
    return (
        f'<td class="same">{times}</td>'
        if same
        else f'<td data-n style="--n:{min(1, 3 * times / whole):.2f}">{times}</td>'
    )


def _gains(gains: Against) -> Iterator[str]:
    yield '<h2 id="against">Against the earlier run</h2>'
    for fall in gains.falls:
        yield f"<p><b>{escape(fall.score)}</b> fell from {fall.before:.4f} to {fall.after:.4f}.</p>"
    for name, items in gains.groups.items():
        opened = " open" if items and name != "gained" else ""
        yield f'<details class="changes"{opened}><summary><b>{name.capitalize()} {len(items)}</b></summary>'
        yield f'<div><ol class="found">{"".join(map(_changed, items))}</ol></div></details>'
    yield from (f"<p>{escape(line)}</p>" for line in not_compared(gains))


def _changed(item: Item) -> str:
    """An error of one of two runs."""
    entity = item["gold"] or item["pred"]
    return (
        f"<li><b>{escape(item['cause'])} {escape(item['label'])}</b> "
        f'<span class="where">{escape(item["document"])}:{item["line"]}</span>{escape(item["context"])}'
        f' <span class="soft">{escape(entity["value"])}</span></li>'
    )


def _errors(found: Iterable[Finding]) -> Iterator[str]:
    yield '<h2 id="errors">Errors by cause</h2>'
    for cause, labels in grouped(found).items():
        number = sum(len(some) for rules in labels.values() for some in rules.values())
        parts = ", ".join(f"{label} {sum(map(len, rules.values()))}" for label, rules in labels.items())
        told = f'<b>{escape(cause)} {number}</b><span class="soft">{escape(parts)}</span>'
        yield f'<details class="group"><summary>{told}</summary><div>'
        for label, rules in labels.items():
            for rule, some in rules.items():
                yield _rule(label, rule, some)
        yield "</div></details>"


def _rule(label: str, rule: str, found: list[Finding]) -> str:
    more = f'<p class="soft">and {len(found) - _LISTED} more</p>' if len(found) > _LISTED else ""
    told = f"<b>{escape(label)} {len(found)}</b> <code>{escape(rule_line(found[0], rule))}</code>"
    return (
        f'<div class="rules"><p class="rule">{told}</p>'
        f'<ol class="found">{"".join(map(_found, found[:_LISTED]))}</ol>{more}</div>'
    )


def _found(finding: Finding) -> str:
    document, entity = finding.error.document, finding.subject
    side = "gold" if finding.error.gold else "pred"
    mark = f'<mark class="{_colour(finding.cause)}">{escape(finding.marked)}</mark>'
    return (
        f'<li data-label="{escape(finding.label)}" data-causes="{escape(finding.cause)}">'
        f'<a class="where" href="#{_anchor(document, side, entity)}">{escape(document)}:{finding.line}</a>'
        f"{escape(finding.before)}{mark}{escape(finding.after)}"
        f' <span class="soft">{escape(finding.said)}</span></li>'
    )


def _anchor(document: str, side: str, entity: Entity) -> str:
    return escape(f"{side}-{document}-{entity.start}".replace(" ", "_"))


def document_html(gold: Record, pred: Record, scored: Scored) -> str:
    """One document: each line of its text twice, with the marks of gold and with those that were found."""
    causes: dict[int, list[str]] = defaultdict(list)
    for error in scored.comparison.errors:
        for entity in (error.gold, error.pred):
            if entity is not None:
                causes[id(entity)].append(error.cause)
    labels = scored.comparison.counts.keys()
    both = [
        _lines(record.text, [e for e in record.entities if e.label in labels], causes, gold.id, side)
        for record, side in ((gold, "gold"), (pred, "pred"))
    ]
    rows = "".join(
        f'<p class="line gold{kind}">{one}</p><p class="line pred{kind}">{other}</p>'
        for one, other in zip(*both, strict=True)
        for kind in ["" if _differs(one + other) else " same"]
    )
    told = f"{counted(len(gold.entities), 'entity', 'entities')}, {counted(len(scored.findings), 'error')}"
    head = '<p class="head">Gold</p><p class="head">Found</p>'
    return (
        f'<details class="document" id="{escape(gold.id)}"><summary><b>{escape(gold.id)}</b><span class="soft">{told}'
        f'</span></summary><div class="text">{head}{rows}</div></details>\n'
    )


def _differs(html: str) -> bool:
    """Whether something on a line is not right."""
    return html.count("<mark") != html.count(f'data-causes="{_RIGHT}"')


def _lines(
    text: str, entities: Iterable[Entity], causes: Mapping[int, list[str]], document: str, side: str
) -> list[str]:
    """The text line by line, its entities marked; of two that overlap the first."""
    parts, cursor = [], 0
    for entity in sorted(entities, key=lambda entity: (entity.start, -entity.end)):
        if entity.start >= cursor:
            parts.append(escape(text[cursor : entity.start]))
            parts.append(_mark(entity, causes.get(id(entity), [_RIGHT]), _anchor(document, side, entity)))
            cursor = entity.end
    return "".join([*parts, escape(text[cursor:])]).split("\n")


def _mark(entity: Entity, causes: list[str], anchor: str) -> str:
    """A mark; one that goes over a line end is a mark on each line, of which only the first counts."""
    rule = f", rule {entity.rule}" if entity.rule not in ("", "gold") else ""
    told = f"{', '.join(causes)}: {entity.label} {entity.value}, item {entity.item}, section {entity.section}{rule}"
    about = (
        f'class="{_colour(causes[0])}" data-label="{escape(entity.label)}" data-causes="{escape("|".join(causes))}" '
        f'title="{escape(" ".join(told.split()))}"'
    )
    first, *rest = entity.text.split("\n")
    again = "".join(f'\n<mark {about} data-again="1">{escape(line)}</mark>' for line in rest)
    return f'<mark id="{anchor}" {about}>{escape(first)}</mark>{again}'
