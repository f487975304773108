"""The words of a PDF page with their boxes, and the ruled lines between them, as PDFium knows them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from referat.values import Box

#: A word; where it is broken over a line's end, PDFium puts one of two characters for hyphen and line end together.
_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
#: Letters of one word stand no further apart than this, as a share of their height.
_TOUCHING = 0.1
#: A path no thicker than this (in points) is a line.
_THIN = 2.5
_SHORT = 5.0
#: How deep forms (drawings that a page takes over from elsewhere) are looked into.
_NESTED = 3


class Word(NamedTuple):
    """A word, and its box in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line: across where `top` and `bottom` nearly meet, down where `left` and `right` do."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page holds: its size, its words as they were drawn, its lines, and whether it has pictures."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: bool


class Frame(NamedTuple):
    """How the page's own coordinates lie: its corners, and by how many quarters it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def upright(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own as left, top, right, bottom on the page as it is shown."""
        if self.quarters == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarters == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.quarters == 3:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom

    def own(self, box: Box) -> tuple[float, float, float, float]:
        """A box on the page as it is shown as left, bottom, right, top of the page's own."""
        if self.quarters == 1:
            return self.left + box.top, self.bottom + box.left, self.left + box.bottom, self.bottom + box.right
        if self.quarters == 2:
            return self.right - box.right, self.bottom + box.top, self.right - box.left, self.bottom + box.bottom
        if self.quarters == 3:
            return self.right - box.bottom, self.top - box.right, self.right - box.top, self.top - box.left
        return self.left + box.left, self.top - box.bottom, self.left + box.right, self.top - box.top


def frame_of(page: Any) -> Frame:
    """How the coordinates of a page of pypdfium2 lie."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


def page_words(page: Any) -> PageWords:
    """The words and lines of a page of pypdfium2; a word that is drawn many times over counts once."""
    frame = frame_of(page)
    text_page = page.get_textpage()
    try:
        words = tuple(_whole(_once(word for word in _words(text_page, frame) if _on_page(word, frame))))
    finally:
        text_page.close()
    rules, pictures = _drawn(page, frame)
    return PageWords(*frame.size, words, rules, pictures)


def _on_page(word: Word, frame: Frame) -> bool:
    width, height = frame.size
    return word.height > 0 and word.right > 0 and word.bottom > 0 and word.left < width and word.top < height


def _words(text_page: Any, frame: Frame) -> Iterator[Word]:
    import pypdfium2.raw as pdfium

    text = _text(text_page)
    rect = pdfium.FS_RECTF()

    def box(index: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
        return frame.upright(rect.left, rect.bottom, rect.right, rect.top)

    for match in _WORD.finditer(text):
        first, last = box(match.start()), box(match.end() - 1)
        yield Word(
            match[0].translate(_HYPHENS),
            min(first[0], last[0]),
            min(first[1], last[1]),
            max(first[2], last[2]),
            max(first[3], last[3]),
        )


def _whole(words: Iterator[Word]) -> Iterator[Word]:
    """Words that touch as one: of a page with few lines PDFium may think that they run down, and part its letters."""
    before: Word | None = None
    for word in words:
        if before is not None and _touch(before, word):
            before = Word(
                before.text + word.text,
                before.left,
                min(before.top, word.top),
                word.right,
                max(before.bottom, word.bottom),
            )
            continue
        if before is not None:
            yield before
        before = word
    if before is not None:
        yield before


def _touch(word: Word, after: Word) -> bool:
    height = min(word.height, after.height)
    return abs(word.middle - after.middle) < _TOUCHING * height and abs(after.left - word.right) < _TOUCHING * height


def _text(text_page: Any) -> str:
    """The characters of a page, one for each index of PDFium's."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\x00" for code in codes)


def _once(words: Iterator[Word]) -> Iterator[Word]:
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        places = [(word.text, round(word.left / 2) + right, round(word.top / 2) + down) for right, down in _AROUND]
        if seen.isdisjoint(places):
            yield word
        seen.add(places[0])


_AROUND = ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))


def _drawn(page: Any, frame: Frame) -> tuple[tuple[Rule, ...], bool]:
    """The lines that are drawn on a page, and whether it holds pictures."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    pictures = False
    corners = [ctypes.c_float() for _ in range(4)]
    for kind, item in _objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _NESTED):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *corners):
            left, bottom, right, top = (corner.value for corner in corners)
            rules += _edges(frame.upright(left, bottom, right, top))
    return tuple(rules), pictures


def _objects(parent: Any, count: Any, get: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """The objects on a page or in a form on it, with their kinds.

    A page has one for nearly every word, so they stay what PDFium gives: pypdfium2 takes longer to wrap them
    than to read the page's text.
    """
    import pypdfium2.raw as pdfium

    for index in range(count(parent)):
        item = get(parent, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        yield kind, item
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            yield from _objects(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth - 1)


def _edges(box: tuple[float, float, float, float]) -> list[Rule]:
    """A path's box as lines: itself where it is thin, else its four edges."""
    left, top, right, bottom = box
    if bottom - top <= _THIN and right - left >= _SHORT:
        return [Rule(left, top, right, bottom)]
    if right - left <= _THIN and bottom - top >= _SHORT:
        return [Rule(left, top, right, bottom)]
    if right - left < _SHORT or bottom - top < _SHORT:
        return []
    return [
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    ]
