"""PROJECT: named projects, pools, programmes, initiatives, campaigns."""

from __future__ import annotations

from collections.abc import Iterator

from referat.values import Mention, Minutes

LABEL = "PROJECT"


def find(minutes: Minutes) -> Iterator[Mention]:
    """The named projects of the minutes."""
    yield from ()
