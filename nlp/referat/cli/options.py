"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from referat.model import SHIPPED


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
