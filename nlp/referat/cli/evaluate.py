"""The commands `referat evaluate` and `referat convert`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from referat.cli.options import form_of, read_by, with_labels, with_model
from referat.cli.streams import refuse_input, tell, writing

if TYPE_CHECKING:
    from referat.evaluation.against import Against
    from referat.evaluation.scoring import Evaluation
    from referat.evaluation.systems import System
    from referat.interchange.labelled import Labelled
    from referat.values import Record

T = TypeVar("T")
FORMATS = ("text", "md", "json", "html")
#: A score and the least that it may be.
Limit = tuple[str, float]

_EVERY = 10


@dataclass(frozen=True)
class _Options:
    """What the command was asked."""

    path: Path
    split: str | None
    pred: Path | None
    labels: tuple[str, ...] | None
    model: str | None
    bootstrap: int
    systems: bool
    format: str
    limits: tuple[Limit, ...]


@dataclass
class _Run:
    """What came of it. `pages` holds the documents as HTML, where that was asked for."""

    evaluation: Evaluation
    others: list[Evaluation]
    pages: IO[str]


def _limits(given: tuple[str, ...]) -> tuple[Limit, ...]:
    return tuple(map(_limit, given))


def _limit(text: str) -> Limit:
    """`closed.value_f=0.95`, checked. Raises ValueError."""
    from referat.evaluation.comparison import GROUPS, MEASURES
    from referat.evaluation.structure import ASPECTS
    from referat.labels import LABELS

    name, _, number = text.partition("=")
    row, _, measure = name.rpartition(".")
    structure = {f"structure.{aspect}" for aspect in ASPECTS}
    if not (row in {*LABELS, *GROUPS} and measure in MEASURES) and not (
        row in structure and measure in {"p", "r", "f"}
    ):
        raise ValueError(f"{name!r} is no score; write closed.value_f=0.95 or structure.items.f=0.9")
    if not re.fullmatch(r"0?\.[0-9]+|[01](\.0*)?", number):
        raise ValueError(f"{text!r} names no limit from 0 to 1; write {name}=0.95")
    return name, float(number)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--split", help="Only the documents of this split (dev, test).")
@click.option(
    "--pred", type=click.Path(exists=True, path_type=Path),
    help="Score these predictions (any form that gold can have), not what referat finds.",
)  # fmt: skip
@click.option(
    "--against", "baseline", type=click.Path(dir_okay=False, path_type=Path),
    help="Tell gains and losses against an earlier run (its JSON); exit with 1 where a score fell.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Default: that of the output's suffix, else text."
)
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False), help="Write here instead of to standard output."
)
@click.option(
    "--fail-under", "limits", multiple=True, metavar="SCORE=X", callback=read_by(_limits),
    help="Exit with 1 where a score is lower: closed.value_f=0.95, structure.items.f=0.9. Can be repeated.",
)  # fmt: skip
@with_labels("Only these labels, separated by commas; gold may then hold others, which are left out.")
@click.option("--systems", is_flag=True, help="Score other systems that are installed in the same table.")
@with_model
@click.option("--bootstrap", type=click.IntRange(min=0), default=1000, show_default=True, help="Resamples; 0 is none.")
def evaluate(
    path: Path, split: str | None, pred: Path | None, baseline: Path | None, format_: str | None, out: str | None,
    limits: tuple[Limit, ...], labels: tuple[str, ...] | None, systems: bool, model: str | None, bootstrap: int,
) -> None:  # fmt: skip
    """Score referat, or any other system, on labelled minutes.

    PATH is a folder of labelled documents, or a file: our records (.json with the text beside it, .jsonl),
    JSON Lines of Prodigy or doccano, marked texts, spaCy's DocBin (.spacy), CoNLL. Gold that is malformed
    is refused, with its place.

    The exit status is 1 where a score is under its limit (--fail-under) or fell (--against).
    """
    from referat.evaluation.against import against, read_run
    from referat.interchange.labelled import GoldError
    from referat.model import ModelError

    form = format_ or form_of(out, FORMATS) or "text"
    asked = _Options(path, split, pred, labels, model, bootstrap, systems, form, limits)
    # Documents go to the disk as they are done: a thousand of them with their marks are no small thing.
    with TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="") as pages:
        try:
            before = None if baseline is None else read_run(baseline)
            run = _evaluated(asked, pages)
        except (GoldError, ModelError) as error:
            raise click.ClickException(str(error)) from None
        gains = None if before is None else against(before, run.evaluation.to_dict())
        with writing(out, inputs=[path] if pred is None else [path, pred]) as stream:
            for piece in _report(asked, run, gains):
                stream.write(piece.encode("utf-8", "backslashreplace"))
    sys.exit(1 if _failed(asked, run.evaluation, gains) else 0)


def _evaluated(asked: _Options, pages: IO[str]) -> _Run:
    from referat.evaluation.report_html import document_html
    from referat.evaluation.scoring import Evaluation, score
    from referat.labels import LABELS

    labels = asked.labels or LABELS
    name = asked.pred.name if asked.pred else "referat"
    systems = _systems() if asked.systems else []
    run = _Run(
        Evaluation(name, labels=labels, resamples=asked.bootstrap),
        [Evaluation(system.name, labels=labels, resamples=0) for system in systems],
        pages,
    )
    for gold, predicted in _progress(_pairs(asked)):
        scored = score(gold, predicted, labels=labels)
        run.evaluation.documents.append(scored)
        if asked.format == "html":
            run.pages.write(document_html(gold.record, predicted.record, scored))
        for system, evaluation in zip(systems, run.others, strict=True):
            inside = [label for label in system.labels if label in labels]
            evaluation.documents.append(score(gold, _said(system, gold.record), labels=inside))
    if not run.evaluation.documents:
        where = "it" if asked.split is None else f"the split {asked.split!r}"
        raise click.ClickException(f"{asked.path}: no document is in {where}")
    return run


def _pairs(asked: _Options) -> Iterator[tuple[Labelled, Labelled]]:
    """The documents of the split, each with what was said of it: in a file of predictions, or by the extractor."""
    from referat.evaluation.predictions import extracted, read
    from referat.interchange import read_gold

    predictions = None if asked.pred is None else read(asked.pred)
    for gold in read_gold(asked.path, labels=asked.labels):
        found = None if predictions is None else predictions.of(gold)
        if asked.split not in (None, gold.split):
            continue
        if predictions is None:
            yield gold, extracted(gold, asked.model)
        elif found is None:
            tell(f"{asked.pred}: nothing on {gold.record.id}; it counts as nothing found")
            yield gold, predictions.nothing_on(gold)
        else:
            yield gold, found
    if predictions is not None:
        predictions.check_all_asked()


def _said(system: System, gold: Record) -> Labelled:
    """What another system says; where it fails, that is told, and it has found nothing."""
    try:
        return system.predict(gold)
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:80]
        tell(f"{system.name} fails on {gold.id}, which counts as nothing found: {reason}")
        return system.nothing(gold)


def _systems() -> list[System]:
    from referat.evaluation.systems import available

    ready, missing = available()
    for name, reason in missing.items():
        tell(f"{name} is left out: {reason}")
    return ready


def _progress(documents: Iterator[T]) -> Iterator[T]:
    """The documents, counted on a terminal as they pass."""
    watched = sys.stderr.isatty()
    count = 0
    for count, document in enumerate(documents, 1):
        if watched and count % _EVERY == 0:
            click.echo(f"\rEvaluating: {count} documents", err=True, nl=False)
        yield document
    if watched and count >= _EVERY:
        click.echo(f"\rEvaluated {count} documents   ", err=True)


def _report(asked: _Options, run: _Run, gains: Against | None) -> Iterator[str]:
    from referat.evaluation import report
    from referat.evaluation.report_html import page
    from referat.evaluation.scoring import to_json

    if asked.format == "json":
        yield from to_json(_json(run, gains))
    elif asked.format == "html":
        run.pages.seek(0)
        yield from page(run.evaluation, run.pages, others=run.others, gains=gains)
    else:
        lines = report.markdown if asked.format == "md" else report.text
        yield from (f"{line}\n" for line in lines(run.evaluation, others=run.others, gains=gains))


def _json(run: _Run, gains: Against | None) -> dict[str, Any]:
    data = run.evaluation.parts()
    if run.others:
        data["systems"] = {other.system: other.to_dict()["scores"] for other in run.others}
    if gains is not None:
        from dataclasses import asdict

        data["against"] = asdict(gains)
    return data


def _failed(asked: _Options, evaluation: Evaluation, gains: Against | None) -> bool:
    """Whether a score is too low, each told in a line."""
    fell_short = [line for name, limit in asked.limits if (line := _short(evaluation, name, limit))]
    fell = [f"{fall.score} fell from {fall.before:.4f} to {fall.after:.4f}" for fall in gains.falls] if gains else []
    for line in (*fell_short, *fell):
        tell(line)
    return bool(fell_short or fell)


def _short(evaluation: Evaluation, name: str, limit: float) -> str | None:
    row, _, measure = name.rpartition(".")
    table = evaluation.structure if row.startswith("structure.") else evaluation.scores
    share = table.get(row.removeprefix("structure."), {}).get(measure, float("nan"))
    if share >= limit:
        return None
    told = "not told by this gold" if share != share else f"{share:.4f}"  # only NaN differs from itself
    return f"{name} is {told}, under {limit}"


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(path_type=Path), help="The file, or for texts the folder."
)
@click.option(
    "--to", "form", type=click.Choice(["json", "jsonl", "spacy", "conll", "texts"]),
    help="The form to write. Default: by the suffix of the output; a folder is texts.",
)  # fmt: skip
def convert(sources: tuple[Path, ...], out: Path, form: str | None) -> None:
    """Check labelled documents and write them in another form.

    SOURCES are files and folders as for `referat evaluate`. `texts` writes a folder with the plain texts
    under texts/ and the records under gold/. spaCy and CoNLL hold whole tokens only: a span that cuts one
    is widened, and told on standard error.
    """
    from referat.interchange import SUFFIXES, read_gold
    from referat.interchange.labelled import GoldError
    from referat.interchange.write import FORMS, write_gold
    from referat.output import counted

    form = form or (SUFFIXES.get(out.suffix) if out.suffix else "texts")
    if form not in FORMS:
        raise click.UsageError(f"cannot tell the form by {out.suffix!r}; say it with --to")
    if form != "texts":
        refuse_input(out, sources)
    try:
        documents = list(read_gold(*sources))
        problems = write_gold(documents, form, out)
    except GoldError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from None
    for problem in problems:
        tell(problem)
    click.echo(f"{counted(len(documents), 'document')} written to {out}", err=True)
