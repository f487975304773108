"""Amounts of money: with a unit of their own, in a clause that gives them one, and in tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, takewhile

from referat.frozen import frozen
from referat.labels.money_cells import find_cells
from referat.labels.money_headed import headed
from referat.labels.money_lines import find_lines
from referat.labels.money_units import Unit, completed, details, rising, unit_of
from referat.numbers import is_year, sign_before, to_decimal, words_before
from referat.patterns import Hit, load
from referat.values import Mention, Minutes, Table

LABEL = "MONEY"
_CLAUSE = "clause"
_LINE = 300  # characters of a line that are read
_LEADER = 10  # and of the word before a unit


def find(minutes: Minutes) -> Iterator[Mention]:
    """All amounts of the text, those of table cells whose unit stands in a head or caption among them.

    >>> from referat.values import bare
    >>> [mention.value for mention in find(bare("mellem 90.000 og 120.000 kr., i alt 10-15 mio. kr."))]
    ['90000', '120000', '10000000/15000000']
    """
    found = list(_running(minutes))
    yield from found
    borders = {border for mention in found for border in (mention.start, mention.end)}
    for cell in chain(find_cells(minutes), _outside(find_lines(minutes), minutes.tables)):
        if cell.start not in borders and cell.end not in borders:
            borders |= {cell.start, cell.end}
            yield cell


def _outside(mentions: Iterable[Mention], tables: Sequence[Table]) -> Iterator[Mention]:
    """The mentions that are in no table: what its cells hold has been told."""
    starts = [table.start for table in tables]
    for mention in mentions:
        before = bisect_right(starts, mention.start)
        if not before or tables[before - 1].end <= mention.start:
            yield mention


@frozen
class _Amount:
    """A number or a range in its unit, and where it stands."""

    start: int
    end: int
    numbers: tuple[Decimal, ...]
    unit: Unit
    rule: str

    @property
    def first(self) -> Decimal:
        """The amount, or the low end of a range, in whole units of the currency."""
        return self.unit.of(self.numbers[0])

    def mention(self, unit_from: str | None = None) -> Mention:
        value = self.unit.value(*self.numbers)
        return Mention(self.start, self.end, LABEL, value, self.rule, details(self.unit, self.numbers, unit_from))


def _running(minutes: Minutes) -> Iterator[Mention]:
    text, cursor = minutes.text, 0
    for hit in load("money").scan(text):
        if hit.end <= cursor:
            continue
        if (amount := _amount(minutes, hit)) is None:
            for below in _headed(text, hit):
                yield below.mention(_CLAUSE)
                cursor = below.end
            continue
        if amount.start < cursor:
            continue
        yield from (low.mention() for low in _apart_from(amount, hit))
        yield from (shared.mention(_CLAUSE) for shared in _sharing(text, cursor, amount))
        yield amount.mention()
        cursor = amount.end
        for further in _further(text, amount):
            yield further.mention(_CLAUSE)
            cursor = further.end


def _amount(minutes: Minutes, hit: Hit) -> _Amount | None:
    """What a hit says; None where it is a year, a unit, or two cells side by side."""
    text, kind = minutes.text, hit.rule.rpartition(":")[2]
    scale = hit["scale"] or hit["scale_behind"]
    unit = unit_of({"scale": scale, "currency": hit["currency"], "scaled": hit["scaled"]})
    if kind in ("words-unit", "unit-number"):
        worded = words_before(text, hit.start)
        if worded and not _regex("{vague_before}").search(text, max(worded[0] - 12, 0), worded[0]):
            return _worded(hit, unit, *worded)
        return _led_by_unit(minutes, hit, unit) if kind == "unit-number" else None
    number, start = hit["high"] or hit["number"] or "", hit.start
    if kind == "number-scale" and _regex("{counted_before}").search(text, max(start - 70, 0), start):
        return None
    if _is_apart(text, hit, number) or (is_year(number) and unit.power > 0) or _is_unit(minutes, hit, number, unit):
        return None
    if low := hit["low"]:
        ends = rising(low, hit["low_unit"] or "", number, unit)
        if ends and not _regex("{label_before}").search(text, max(start - 9, 0), start):
            return _Amount(start, hit.end, ends, unit, hit.rule)
        start = hit.span("high" if hit["high"] else "number")[0]
    start, sign = sign_before(text, start)
    value = to_decimal(number)
    return None if value is None else _Amount(start, hit.end, (value * sign,), unit, hit.rule)


def _headed(text: str, hit: Hit) -> Iterator[_Amount]:
    """The bare numbers that a unit heads, where a hit is no amount itself."""
    for start, end, number, unit in headed(text, hit.start):
        yield _Amount(start, end, (number,), unit, "money:headed")


def _apart_from(amount: _Amount, hit: Hit) -> Iterator[_Amount]:
    """The first of two amounts that a dash joins to no range: `500 kr.-300 kr.`"""
    found = _regex("{unit}").search(hit["low_unit"] or "")
    number = to_decimal(hit["low"] or "")
    if found and number is not None and amount.start > hit.start:
        yield _Amount(hit.start, hit.span("low_unit")[1], (number,), unit_of(found.groupdict()), hit.rule)


def _worded(hit: Hit, unit: Unit, start: int, value: Decimal) -> _Amount:
    end = max(hit.span("currency")[1], hit.span("scaled")[1])
    return _Amount(start, end, (value,), unit, "money:words-unit")


def _led_by_unit(minutes: Minutes, hit: Hit, unit: Unit) -> _Amount | None:
    """`kr. 5.000`: not where the unit ends a head (`Beløb i kr.`) or heads a row of years, or is that of a table."""
    text, number, high = minutes.text, hit["number"] or "", hit["high"]
    clear = bool(hit["no_ore"]) or "." in number or bool(hit["scale_behind"])
    if not clear and is_year(number):
        return None
    if "\n" in (hit["space"] or "") and not _goes_on(text, hit, clear=clear):
        return None
    if _regex("{unit_leader}").search(text, max(hit.start - _LEADER, 0), hit.start) or _is_head(minutes, hit, number):
        return None
    if high and (ends := rising(number, "", high, unit)):
        return _Amount(hit.start, hit.end, ends, unit, hit.rule)
    value = to_decimal(number)
    start, sign = sign_before(text, hit.start)
    end = hit.span("number")[1] if high else hit.end
    return None if value is None else _Amount(start, end, (value * sign,), unit, hit.rule)


def _goes_on(text: str, hit: Hit, *, clear: bool) -> bool:
    """Whether a number on the next line goes on with a sentence that ends in its unit, and is no cell below a head."""
    line = _line_before(text, hit.start)
    if not clear:
        return _regex("{led_over}").search(line) is not None
    alone = _regex("[ \\t]*(?:\n|\\Z)").match(text, hit.end) is not None
    return bool(line.strip()) and not (alone and line.rstrip().endswith((",", ":", "(")))


def _is_apart(text: str, hit: Hit, number: str) -> bool:
    """Whether a line end parts number and unit as cells: the number is alone on its line, or ends a row."""
    end = hit.span("high" if hit["high"] else "number")[1]
    if "\n" in number or "\n" not in text[end : hit.end]:
        return False
    line = _line_before(text, hit.start)
    opens = text[end : hit.end].lstrip()[:1].isupper() and not line.isupper()
    return not line.strip() or "\t" in line or "|" in line or opens


def _line_before(text: str, offset: int) -> str:
    """What stands before an offset on its line, as far as it matters."""
    return text[max(offset - _LINE, 0) : offset].rpartition("\n")[2]


def _is_unit(minutes: Minutes, hit: Hit, number: str, unit: Unit) -> bool:
    """Whether `1.000 kr.` is the unit of other numbers here, not an amount."""
    if unit != Unit() or hit["low"] or hit["no_ore"] or to_decimal(number) not in _THOUSANDS:
        return False
    text, start, end = minutes.text, hit.start, hit.end
    if _regex("{unit_leader}").search(text, max(start - _LEADER, 0), start) or _regex("{unit_follower}").match(
        text, end
    ):
        return True
    rest = text[end : end + _LINE].partition("\n")[0]
    closed = not rest.strip(" *|\u00a0\r:") or rest[0] in ")],\t" or rest.startswith(("  ", " |"))
    if _regex("{cell_behind}").match(rest):
        return True
    if text[max(start - 1, 0) : start] in ("(", "["):
        return closed
    line = _line_before(text, start)
    if line.rstrip().endswith(",") and _regex("{number_below}").match(text, end):
        return True
    if not line.strip() and _regex("{names_behind}").match(text, end):
        return True
    in_head = _in_head(minutes, start)
    opened = not line.strip(" *|#\u00a0") or (in_head and not _regex("{amount_leader}").search(line))
    return opened and (closed or (in_head and rest[1:2].isupper()))


_THOUSANDS = (1000, 1_000_000)


def _is_head(minutes: Minutes, hit: Hit, number: str) -> bool:
    """Whether `kr. 1.000` begins the head of a table, or stands in its brackets."""
    if to_decimal(number) != _THOUSANDS[0] or hit["high"] or not _in_head(minutes, hit.start):
        return False
    bracketed = minutes.text[hit.start - 1 : hit.start] == "(" and minutes.text[hit.end : hit.end + 1] in (")", ",")
    return bracketed or any(hit.start == table.rows[0][0].start for table in minutes.tables)


def _in_head(minutes: Minutes, offset: int) -> bool:
    """Whether an offset is in the caption of a table, or in its head and above no amount."""
    return any(
        (table.caption is not None and table.caption.start <= offset < table.caption.end)
        or (table.start <= offset < table.end and _heads(minutes.text, table, offset))
        for table in minutes.tables
    )


def _heads(text: str, table: Table, offset: int) -> bool:
    """Whether an offset is in the first row, or a row below it that has no name, and amounts stand nowhere below."""
    unnamed = takewhile(lambda row: row[0].start == row[0].end, table.rows[1:_HEAD_ROWS])
    heads = (table.rows[0], *unnamed)
    column = next((n for row in heads for n, cell in enumerate(row) if cell.start <= offset < cell.end), None)
    if column is None:
        return False
    below = (row[column] for row in table.rows[len(heads) :] if column < len(row))
    return not any(_regex("{cell_amount}").fullmatch(text, cell.start, cell.end) for cell in below)


#: No head of a table has more rows.
_HEAD_ROWS = 4
#: Within so many characters before an amount stands what joins it to the number before it.
_JOINT = 20


def _sharing(text: str, floor: int, amount: _Amount) -> Iterator[_Amount]:
    """The bare numbers before an amount that share its unit: `mellem 90.000 og`, `henholdsvis 1,5 og`."""
    found = _joined_to(text, floor, amount.start)
    if found is None:
        return
    kind = next(name for name in ("elements", "dated", "rising", "either", "led") if found.groupdict().get(name))
    number = "{lead}{near}(?P<number>{whole})" if kind == "led" else "(?P<number>{element}){in_year}?"
    spans = [element.span("number") for element in _regex(number).finditer(text, *found.span(kind))]
    shared = [_alike(text, span, amount, "money:shared-unit") for span in spans]
    falls = kind == "rising" and shared[0] and shared[0].first >= amount.first
    if None not in shared and not falls:
        yield from filter(None, shared)


def _joined_to(text: str, floor: int, start: int) -> re.Match[str] | None:
    """The numbers that words join to an amount which begins at `start`."""
    near = text[max(start - _JOINT, 0) : start]
    if not near.rstrip().endswith(_joints()):
        return None
    forms = ["{either}"] if _regex("{either_joint}").search(near) else []
    if _regex("{joiner}{near}(?:{about}{near})?\\Z").search(near):
        forms.append("{shared}")
    elif _regex("{lead}{near}\\Z").search(near):
        forms.append("{led}")
    return next(filter(None, (_regex(form).search(text, max(start - 150, floor), start) for form in forms)), None)


@cache
def _joints() -> tuple[str, ...]:
    """The words that stand before an amount whose unit others share: a quick look."""
    words = load("money").words
    return ("/", *words["joining"], *words["leading"], *words["about"])


def _further(text: str, amount: _Amount) -> Iterator[_Amount]:
    """The bare numbers behind an amount that share its unit: `5,1 mio. kr. i 2031, 8,4 i 2032`."""
    end = amount.end
    while found := next(filter(None, (_regex(form).match(text, end) for form in _FURTHER)), None):
        descending = found.groupdict().get("to") and not _regex("{from}").search(
            text, max(amount.start - 12, 0), amount.start
        )
        decimals = "." if "regrouped" in found.groupdict() else ".,"
        bare = not amount.unit.power and not any(mark in found["number"] for mark in decimals)
        further = None if descending or bare else _alike(text, found.span("number"), amount, "money:further")
        if further is None:
            return
        yield further
        end = further.end


_FURTHER = ("{further}", "{regrouped}", "{between}", "{compared}")


def _alike(text: str, span: tuple[int, int], amount: _Amount, rule: str) -> _Amount | None:
    """A bare number in the unit of an amount; None where it cannot be of its kind.

    Beside `1,2 mio. kr.` a grouped number is in whole kroner (`fra 900.000 til 1,2 mio. kr.`).
    """
    figures = text[slice(*span)]
    number, last = to_decimal(figures), abs(amount.numbers[-1])
    if number is None or is_year(figures):
        return None
    whole = amount.unit.power > 0 and last < 1000 <= abs(number)
    unit = Unit(0, amount.unit.currency) if whole else amount.unit
    number = number if unit.power else completed(number, last)
    ours, theirs = abs(unit.of(number)), amount.unit.of(last)
    if ours and theirs and max(ours, theirs) > _FAR * min(ours, theirs):
        return None
    return _Amount(*span, (number,), unit, rule)


#: Numbers further apart than this are not of one list.
_FAR = 1000


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)
