"""The text as the rules read it, and the way back to the text as it was given.

Extracted text spells one thing in many ways: a decomposed `å`, a ligature, a soft hyphen inside a
word, Windows line ends, five kinds of space; recognised print has an O for a 0. The rules would have to
know them all. They read a plain form instead, and every offset is carried back to the text as given before
anybody sees it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from html import unescape
from itertools import chain
from typing import Any, TypeVar

from referat.cells import cells
from referat.glue import glue
from referat.letters import lost, misread, spelled_out
from referat.slips import Edit, broken, slips
from referat.spaces import spaces
from referat.values import Entity, Record

T = TypeVar("T")

#: One character for another: spaces, line separators, hyphens.
_SAME_LENGTH = {
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
    "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\ufffe": "-",
}  # fmt: skip
_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
#: Ligatures, and the letters that a common font has for some when its text is taken out of a PDF file.
_LIGATURES = "\ufb00-\ufb06ƟƩŌƫ"
_OF_FONT = {"Ɵ": "ti", "Ʃ": "tt", "Ō": "ft", "ƫ": "tti"}
_UNEVEN = re.compile(f"[\r{_MARKS}{_INVISIBLE}{_LIGATURES}]")
#: A character reference that was left standing when a web page was turned into text.
_REFERENCE = re.compile("&(?:[A-Za-z]{2,8}|#[0-9]{2,5});")
_PIECE = re.compile(f"\r\n?|[{_INVISIBLE}]+|[{_LIGATURES}]|{_REFERENCE.pattern}")
_MARKED_PIECE = re.compile(f"\r\n?|[^{_MARKS}][{_MARKS}]+|[{_INVISIBLE}]+|[{_LIGATURES}]|{_REFERENCE.pattern}")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain form of a text. `ends` and `shifts` say how far behind the given text it has fallen.

    From each of the `ends` on, the shift of the same index holds; that of characters which were left out
    lies half way behind the character before them, so that they end no span.

    >>> read = reading("Kørsel\\r\\nBilag")
    >>> read.text, read.to_source(7), read.from_source(8)
    ('Kørsel\\nBilag', 8, 7)
    """

    text: str
    ends: tuple[float, ...] = ()
    shifts: tuple[int, ...] = ()

    def to_source(self, offset: int) -> int:
        """An offset into the plain form as an offset into the text as given."""
        return self._shifted(offset, offset + 0.5)

    def end_to_source(self, offset: int) -> int:
        """The same for the end of a span, which does not take in what was left out behind it."""
        return self._shifted(offset, offset)

    def from_source(self, offset: int) -> int:
        """The offset in the plain form of the given text's character at `offset`, or of the next one kept."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.to_source(middle) < offset else (low, middle)
        return low

    def _shifted(self, offset: int, reach: float) -> int:
        index = bisect_right(self.ends, reach)
        return offset + (self.shifts[index - 1] if index else 0)


def reading(text: str) -> Reading:
    """The plain form of a text, with the way back.

    >>> reading("Hjørring e\\u0301n \\ufb01nans 2O3O").text
    'Hjørring én finans 2030'
    """
    plain = _without_surrogates(text)
    for odd, usual in _SAME_LENGTH.items():
        if odd in plain:
            plain = plain.replace(odd, usual)
    pieces = _uneven(plain) if _UNEVEN.search(plain) or ("&" in plain and _REFERENCE.search(plain)) else []
    pieces = _apart([*misread(text), *pieces])
    read = _joined(plain, pieces) if pieces else Reading(plain)
    for edits_of in (spaces, cells, _mended):
        if edits := _apart(edits_of(read.text)):
            pieces = _merged(read, pieces, edits)
            read = _joined(plain, pieces)
    return read


def _mended(text: str) -> Iterator[Edit]:
    """What recognition, hyphenation and the menus of web pages did to words."""
    return chain(lost(text), spelled_out(text), slips(text), broken(text), glue(text))


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits from left to right, without those that reach into the one before."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _uneven(text: str) -> list[Edit]:
    """The pieces of a text that are longer or shorter in plain form."""
    pattern = _MARKED_PIECE if re.search(f"[{_MARKS}]", text) else _PIECE
    return [(*piece.span(), _plain(piece[0])) for piece in pattern.finditer(text)]


def _merged(read: Reading, pieces: list[Edit], edits: list[Edit]) -> list[Edit]:
    """The pieces, and the edits of their plain form carried back to where they stand; an edit takes in its pieces."""
    moved = [(start := read.to_source(at), max(start, read.end_to_source(end)), new) for at, end, new in edits]
    starts = [start for start, *_ in moved]
    taken = [index and moved[index - 1][1] for index in (bisect_right(starts, start) for start, *_ in pieces)]
    return sorted([*moved, *(piece for piece, reach in zip(pieces, taken, strict=True) if piece[0] >= reach)])


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _joined(text: str, pieces: list[Edit]) -> Reading:
    parts: list[str] = []
    ends: list[float] = []
    shifts: list[int] = []
    cursor = length = shift = 0
    for start, end, plain in pieces:
        parts += (text[cursor:start], plain)
        length += start - cursor + len(plain)
        cursor = end
        if len(plain) != end - start:
            shift += end - start - len(plain)
            ends.append(length if plain else length + 0.5)
            shifts.append(shift)
    parts.append(text[cursor:])
    return Reading("".join(parts), tuple(ends), tuple(shifts))


def _plain(piece: str) -> str:
    if piece[0] == "\r":
        return "\n"
    if piece[0] == "&":
        meant = unescape(piece)
        return _SAME_LENGTH.get(meant, meant)
    composed = unicodedata.normalize("NFKC" if len(piece) == 1 else "NFC", piece)
    return _OF_FONT.get(composed) or composed.strip("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def restore(record: Record, read: Reading, text: str) -> Record:
    """A record whose offsets point into the text as given, made from one that was read in plain form."""
    if not read.ends:
        return replace(record, text=text, entities=tuple(_with_text(entity, text) for entity in record.entities))
    return replace(_moved(record, read, text), text=text)


def _with_text(entity: Entity, text: str) -> Entity:
    given = text[entity.start : entity.end]
    return entity if given == entity.text else replace(entity, text=given)


def _moved(value: T, read: Reading, text: str) -> T:
    """A value with the offsets of everything in it carried back."""
    if isinstance(value, tuple):
        return tuple(_moved(part, read, text) for part in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {
        field.name: _moved(getattr(value, field.name), read, text)
        for field in fields(value)
        if isinstance(getattr(value, field.name), tuple) or is_dataclass(getattr(value, field.name))
    }
    if hasattr(value, "start"):
        end = read.end_to_source(value.end)  # type: ignore[attr-defined]
        start = min(read.to_source(value.start), end)  # an empty cell stays empty
        changes |= {"start": start, "end": end}
        if isinstance(value, Entity):
            changes["text"] = text[start:end]
    return replace(value, **changes)
