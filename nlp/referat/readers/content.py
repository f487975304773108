"""What every reader makes of a document: a text, and where on which page each part of it stands."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from referat.values import Box, Page

#: A cell of a data table holds no more than this; a longer one shows that the table only lays out the page.
CELL_LIMIT = 400


class ReadError(ValueError):
    """An input that cannot be read; the message says in one line what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a document. `remarks` say in a line each what a reader of the record should know."""

    text: str
    pages: tuple[Page, ...] = ()
    words: Words | None = None
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Words:
    """Where the words of a text stand on their pages: parallel arrays, sorted by place in the text.

    `edges` holds four numbers a word: left, top, right, bottom, in points from the page's upper left corner.

    >>> words = Words()
    >>> words.add(0, 4, Box(1, 10.0, 20.0, 50.0, 30.0))
    >>> words.boxes(2, 4)
    (Box(page=1, left=30.0, top=20.0, right=50.0, bottom=30.0),)
    """

    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    pages: array[int] = field(default_factory=lambda: array("L"))
    edges: array[float] = field(default_factory=lambda: array("f"))

    def add(self, start: int, end: int, box: Box) -> None:
        """One more word, behind those that were added before."""
        self.starts.append(start)
        self.ends.append(end)
        self.pages.append(box.page)
        self.edges.extend((box.left, box.top, box.right, box.bottom))

    def shorten(self) -> None:
        """Takes the last character off the last word: a hyphen that the text does not keep."""
        self.ends[-1] -= 1

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of a span: one a line of print. Of a word that it cuts, the share of its letters."""
        joined: list[Box] = []
        for box in self._parts(start, end):
            if joined and _on_one_line(joined[-1], box):
                joined[-1] = _around(joined[-1], box)
            else:
                joined.append(box)
        return tuple(joined)

    def _parts(self, start: int, end: int) -> Iterator[Box]:
        for index in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            word_start, word_end = self.starts[index], self.ends[index]
            left, top, right, bottom = self.edges[4 * index : 4 * index + 4]
            step = (right - left) / (word_end - word_start)
            yield Box(
                self.pages[index],
                round(left + step * max(start - word_start, 0), 2),
                round(top, 2),
                round(right - step * max(word_end - end, 0), 2),
                round(bottom, 2),
            )


def _on_one_line(box: Box, other: Box) -> bool:
    middle = (other.top + other.bottom) / 2
    return box.page == other.page and box.top <= middle <= box.bottom and other.left >= box.left


def _around(box: Box, other: Box) -> Box:
    return Box(
        box.page,
        min(box.left, other.left),
        min(box.top, other.top),
        max(box.right, other.right),
        max(box.bottom, other.bottom),
    )


def joined(text: str) -> str:
    """A text with its white space joined, as a browser shows it.

    >>> joined("  Ny\\n sti ")
    'Ny sti'
    """
    return " ".join(text.split())


def whole_number(text: str | None, default: int = 1) -> int:
    """A number in a document's markup; `default` where there is none, or none that anybody means.

    >>> whole_number("3"), whole_number(None), whole_number("3 px"), whole_number("9" * 5000)
    (3, 1, 1, 1)
    """
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else default


class Writer:
    """Collects a text line by line; white space inside a line is joined."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._lead = ""

    def add(self, text: str) -> None:
        self._line.append(text)

    def lead(self, text: str) -> None:
        """What stands before the next line that has any text: a number in a cell or a list of its own."""
        self.end_line()
        self._lead = text

    def end_line(self) -> None:
        line = joined("".join(self._line))
        self._line = []
        if line:
            self._lines.append(f"{self._lead} {line}" if self._lead else line)
            self._lead = ""

    def lines(self, text: str) -> None:
        """A text that may hold line ends, and ends with one."""
        for line in text.split("\n"):
            self.add(line)
            self.end_line()

    def blank(self) -> None:
        self.end_line()
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def row(self, cells: list[str]) -> None:
        self.end_line()
        if any(cells):
            self._lines.append("\t".join(cells).rstrip("\t"))

    def text(self) -> str:
        self.end_line()
        return "\n".join(self._lines).strip("\n") + "\n" if any(self._lines) else ""
