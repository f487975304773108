"""Where the folders `patterns` and `models` lie: inside an installed package, or beside `nlp/`."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """The data folder called `name` (`patterns` or `models`).

    A wheel holds it inside the package; a checkout, and an editable install of one, has it beside
    `nlp/`. Raises FileNotFoundError where neither is there.

    >>> folder("patterns").is_dir()
    True
    """
    package = Path(__file__).parent
    for candidate in (package / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the data folder {name!r} is missing: reinstall the package referat")
