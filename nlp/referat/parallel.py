"""One function over many inputs, in several processes where they are asked for."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

Input = TypeVar("Input")
Output = TypeVar("Output")

#: How many inputs are given out for each process: none has to wait, and memory does not grow with their number.
_AHEAD = 4


class WorkerError(RuntimeError):
    """A process died before its work was done."""


def in_order(function: Callable[[Input], Output], inputs: Iterable[Input], n_process: int = 1) -> Iterator[Output]:
    """What `function` makes of each input, in their order, `n_process` of them at a time.

    With more than one process inputs are taken some way ahead of what has come out; function, inputs and outputs must
    pickle. What the function raises is raised here; raises WorkerError where a process dies.

    >>> list(in_order(len, ["a", "bb", "ccc"], n_process=2))
    [1, 2, 3]
    """
    return map(function, inputs) if n_process == 1 else _by_processes(function, iter(inputs), n_process)


def _by_processes(function: Callable[[Input], Output], inputs: Iterator[Input], n_process: int) -> Iterator[Output]:
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(n_process, initializer=_leave_interrupts)
    try:
        given = deque(pool.submit(function, one) for one in islice(inputs, n_process * _AHEAD))
        while given:
            output = given.popleft().result()
            given.extend(pool.submit(function, one) for one in islice(inputs, 1))
            yield output
    except BrokenProcessPool:
        raise WorkerError("a process died, perhaps for want of memory: use fewer of them") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C ends the first process, which ends the others; without this each of them would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
