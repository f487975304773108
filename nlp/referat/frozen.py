"""What makes a class one of values: dataclasses that nobody changes once they are made, and that are made fast."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A dataclass with slots and a hash whose fields the type checker lets nobody set.

    Nothing watches over that at run time: `dataclass(frozen=True)` sets every field through
    `object.__setattr__`, so that a value takes four times as long to make, and a document has thousands.

    >>> @frozen
    ... class Pair:
    ...     one: int
    ...     other: int
    >>> Pair(1, 2), len({Pair(1, 2), Pair(1, 2)})
    (Pair(one=1, other=2), 1)
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
