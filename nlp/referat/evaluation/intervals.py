"""Bootstrap confidence intervals over documents: how far the scores hang on which documents were labelled."""

from __future__ import annotations

import math
import random
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence

#: Shares by row and measure: {"DATE": {"strict_f": 0.9}}.
Table = Mapping[str, Mapping[str, float]]
#: Low and high end by row and measure.
Intervals = dict[str, dict[str, tuple[float, float]]]

_SEED = 2016
_TAIL = 0.025


def bootstrap(
    documents: Sequence[Sequence[int]], table: Callable[[Sequence[int]], Table], *, resamples: int = 1000
) -> Intervals:
    """The 95% interval of every share in the table that `table` makes of summed counts.

    Documents are drawn with replacement, as many as there are, `resamples` times, always the same draws.

    >>> bootstrap([[1, 2], [2, 2]], lambda counts: {"all": {"share": counts[0] / counts[1]}})
    {'all': {'share': (0.5, 1.0)}}
    """
    drawn: dict[str, dict[str, list[float]]] = {}
    for counts in _resampled(documents, resamples):
        for row, shares in table(counts).items():
            for measure, share in shares.items():
                if not math.isnan(share):
                    drawn.setdefault(row, {}).setdefault(measure, []).append(share)
    return {row: {name: _ends(shares) for name, shares in columns.items()} for row, columns in drawn.items()}


def _ends(shares: list[float]) -> tuple[float, float]:
    shares.sort()
    last = len(shares) - 1
    return shares[round(_TAIL * last)], shares[round((1 - _TAIL) * last)]


def _resampled(documents: Sequence[Sequence[int]], resamples: int) -> Iterator[Sequence[int]]:
    """Sums of drawn documents. A document's counts are packed into one long integer, so that adding two
    documents is one addition, and a thousand draws of a thousand documents take a second."""
    if not documents:
        return
    width = 8 * len(documents[0])
    packed = [int.from_bytes(array("Q", counts).tobytes(), sys.byteorder) for counts in documents]
    draw = random.Random(_SEED)
    for _ in range(resamples):
        total = sum(draw.choices(packed, k=len(packed)))
        yield array("Q", total.to_bytes(width, sys.byteorder))
