"""Units of money: the currency and the scale that a number stands in, and amounts as canonical values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from referat.frozen import frozen
from referat.numbers import plain, to_decimal
from referat.patterns import load

HOME = "DKK"


@frozen
class Unit:
    """What a number counts: a currency, times a power of ten.

    >>> Unit(6).value(Decimal("2.5")), Unit(0, "EUR").value(Decimal(500), Decimal(600))
    ('2500000', 'EUR 500/600')
    """

    power: int = 0
    currency: str = HOME

    def __str__(self) -> str:
        return f"{self.currency} {10**self.power}"

    def of(self, number: Decimal) -> Decimal:
        """The amount in whole units of the currency."""
        return number.scaleb(self.power)

    def value(self, *numbers: Decimal) -> str:
        """The canonical value of an amount, or of a range's two ends."""
        figures = "/".join(plain(self.of(number)) for number in numbers)
        return figures if self.currency == HOME else f"{self.currency} {figures}"


def unit_of(groups: Mapping[str, str | None]) -> Unit:
    """The unit of a match of the fragment `unit`, given its named groups.

    >>> unit_of({"scale": "mio.", "currency": "Euro"})
    Unit(power=6, currency='EUR')
    """
    return _unit(groups.get("scale") or "", groups.get("currency") or "", groups.get("scaled") or "")


@lru_cache(maxsize=1024)
def _unit(*found: str) -> Unit:
    words = load("money").words
    scale, currency, scaled = (" ".join(word.lower().split()) for word in found)
    power = words["scaled"][scaled] if scaled else words["scale"].get(scale, 0)
    return Unit(power, words["currency"].get(currency, HOME))


def details(unit: Unit, numbers: tuple[Decimal, ...], unit_from: str | None = None, **more: Any) -> dict[str, Any]:
    """What a program reads beside the value: the currency, a range's ends, where a bare number's unit stood.

    >>> details(Unit(3), (Decimal(1), Decimal(2)), "caption")
    {'currency': 'DKK', 'low': '1000', 'high': '2000', 'unit_from': 'caption'}
    """
    found: dict[str, Any] = {"currency": unit.currency}
    if len(numbers) > 1:
        found |= dict(zip(("low", "high"), (plain(unit.of(number)) for number in numbers), strict=True))
    return found | ({"unit_from": unit_from} if unit_from else {}) | more


@frozen
class Head:
    """What a table's head, row head or caption says of the numbers it governs."""

    unit: Unit | None = None
    other: bool = False

    @property
    def counts_other_things(self) -> bool:
        """Whether its numbers are no amounts."""
        return self.other and self.unit is None


@lru_cache(maxsize=1024)
def read_head(text: str) -> Head:
    """The unit that a head gives, or that it counts something else than money.

    >>> read_head("Beløb i 1.000 kr."), read_head("Afvigelse (pct.)").counts_other_things
    (Head(unit=Unit(power=3, currency='DKK'), other=False), True)
    """
    return Head(next(_units(text), None), _regex("{other_unit}").search(text.strip(" *()")) is not None)


def _units(text: str) -> Iterator[Unit]:
    """The units of a head, without those of amounts in it: `5 mio. kr.` is one, `Budget 2022, kr.` is none."""
    if _regex("{head_thousand}").search(text):
        yield Unit(3)
    for found in _regex("{head_unit}").finditer(text):
        counted = _regex("{counted}").search(text, max(found.start() - 3, 0), found.start())
        if counted and not _regex("{year_before}").search(text, max(found.start() - 6, 0), found.start()):
            continue
        if _regex("[:]?{sp}?{sign}?[0-9]").match(text, found.end()) and not _regex("{sp}?{year}(?![0-9.,])").match(
            text, found.end()
        ):
            continue
        unit = unit_of({**found.groupdict(), "scale": found["scale"] or found["bare"]})
        thousands = (found["thousand"] or "").count("000")
        yield Unit(unit.power + 3 * thousands, unit.currency)


@cache
def _regex(fragment: str) -> re.Pattern[str]:
    return load("money").compile(fragment)


def rising(low: str, low_unit: str, high: str, unit: Unit) -> tuple[Decimal, Decimal] | None:
    """The ends of a range in the unit of its high end; None where it does not rise, and so is none.

    The low end may have a unit of its own, be in whole kroner, or leave its thousands to the high end.

    >>> Unit(6).value(*rising("900.000", "", "1,2", Unit(6))), Unit().value(*rising("2", "", "3.000", Unit()))
    ('900000/1200000', '2000/3000')
    """
    first, last = to_decimal(low), to_decimal(high)
    if first is None or last is None:
        return None
    if own := _regex("{unit}").search(low_unit):
        first = first.scaleb(unit_of(own.groupdict()).power - unit.power)
    elif unit.power and last < first and first >= 1000 and "." in low:
        first = first.scaleb(-unit.power)
    elif not unit.power:
        first = completed(first, last)
    return (first, last) if first < last else None


def completed(number: Decimal, last: Decimal) -> Decimal:
    """A number beside another whose thousands it shares: in `100-150.000 kr.` the first is 100.000.

    >>> completed(Decimal(100), Decimal(150000)), completed(Decimal(500), Decimal(1000))
    (Decimal('100000'), Decimal('500'))
    """
    factor = Decimal(1)
    while last >= 1000 and not last % 1000:
        last, factor = last / 1000, factor * 1000
    return number * factor if 0 < number < last and number == int(number) else number
