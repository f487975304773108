"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Any

import click

from referat.labels import checked
from referat.model import SHIPPED
from referat.pipeline import iso_date


def read_by(convert: Callable[[Any], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """What `convert` makes of an option's value, where one is given; its ValueError is told as wrong usage."""

    def callback(context: click.Context, parameter: click.Parameter, given: Any) -> Any:
        try:
            return None if given is None else convert(given)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return callback


def _labels(listed: str) -> tuple[str, ...]:
    return tuple(sorted(checked(listed.upper().replace(" ", "").split(","))))


def with_labels(help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds `--labels`; the command gets them as a tuple, None for all."""
    return click.option("--labels", callback=read_by(_labels), help=help)


with_meeting_date = click.option(
    "--meeting-date", metavar="DATE", callback=read_by(iso_date),
    help="The meeting's date (YYYY-MM-DD), where the text does not tell it; partial dates are read against it.",
)  # fmt: skip


with_ocr = click.option(
    "--ocr", is_flag=True, help="Read PDF pages that are pictures with Tesseract, where it is installed."
)


with_n_process = click.option(
    "--n-process", type=click.IntRange(min=1), default=1, show_default=True,
    help="How many documents to work on at a time, each in a process of its own; their order is kept.",
)  # fmt: skip


def form_of(out: str | None, forms: Collection[str]) -> str | None:
    """The form that the suffix of an output's name says, if it is one of `forms`.

    >>> form_of("records.CSV", ["csv"]), form_of("records", ["csv"]), form_of(None, ["csv"])
    ('csv', None, None)
    """
    suffix = Path(out or "").suffix.removeprefix(".").lower()
    return suffix if suffix in forms else None


def with_model(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--model` and `--rules-only`; the command gets one argument `model`, None for rules alone."""

    @click.option(
        "--model", metavar="NAME",
        help=f"The tagger whose organisations, persons and places join those of the rules: a spaCy pipeline, by name"
        f" or folder. Default: {SHIPPED}, which is shipped with referat.",
    )  # fmt: skip
    @click.option("--rules-only", is_flag=True, help="Use no tagger: faster, and nothing but the rules speaks.")
    @wraps(command)
    def chosen(*args: Any, model: str | None, rules_only: bool, **kwargs: Any) -> None:
        if rules_only and model is not None:
            raise click.UsageError("--model and --rules-only exclude each other; give one of them")
        command(*args, model=None if rules_only else model or SHIPPED, **kwargs)

    return chosen
