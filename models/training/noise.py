"""What extraction does to text: wrapped and flattened lines, hyphens, capitals, page marks, menus glued on.

A document is a text and, for each of its characters, the number of the name it belongs to (0 is none), so that
every change keeps the names in their places.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grammar import Piece


@dataclass
class Page:
    """A text under change. `labels[n - 1]` is the label of name number n."""

    text: str
    owner: list[int]
    labels: list[str]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Page:
        page = cls("".join(text for text, _ in pieces), [], [])
        for text, label in pieces:
            if label is not None:
                page.labels.append(label)
            page.owner += [len(page.labels) if label else 0] * len(text)
        return page

    def put(self, start: int, end: int, text: str, owner: int = 0) -> None:
        """Text in the place of what stands between two offsets."""
        self.text = self.text[:start] + text + self.text[end:]
        self.owner[start:end] = [owner] * len(text)

    def spans(self) -> list[tuple[int, int, str]]:
        """The names as they stand now; one that was torn apart is the stretch from its first part to its last."""
        bounds: dict[int, tuple[int, int]] = {}
        for offset, number in enumerate(self.owner):
            if number:
                bounds[number] = (bounds.get(number, (offset, 0))[0], offset + 1)
        return [(start, end, self.labels[number - 1]) for number, (start, end) in sorted(bounds.items())]


def damage(page: Page, rng: random.Random, glued: Sequence[str]) -> None:
    """None, one or two of the kinds of damage, on the whole document."""
    kinds: list[Callable[[Page, random.Random], None]] = [
        wrapped, wrapped, flattened, capitals, page_marks, lambda page, rng: menus(page, rng, glued), bullets,
        spaces, lost_digits, single_lines, sentence_lines,
    ]  # fmt: skip
    for kind in rng.sample(kinds, rng.choice((0, 0, 1, 1, 2))):
        kind(page, rng)


def _replaced(page: Page, pattern: str, text: Callable[[re.Match[str]], str | None]) -> None:
    """Each match replaced, from the last to the first; None leaves it. The name that it stands in keeps it."""
    for match in reversed(list(re.finditer(pattern, page.text))):
        new = text(match)
        if new is not None:
            start, end = match.span()
            same = page.owner[start] if page.owner[start] == page.owner[end - 1] else 0
            page.put(start, end, new, same)


def wrapped(page: Page, rng: random.Random) -> None:
    """Lines broken at a width, some words with a hyphen."""
    width, hyphens = rng.randint(40, 95), rng.random() < 0.5
    column = 0
    for match in list(re.finditer(r"\n|[^\S\n]|[^\s]+", page.text)):
        column = 0 if match[0] == "\n" else column + len(match[0])
        if match[0] == " " and column >= width:
            page.put(match.start(), match.end(), "\n", _inside(page.owner, match.start()))
            column = 0
    if hyphens:
        _hyphenate(page, rng)


def _hyphenate(page: Page, rng: random.Random) -> None:
    for match in reversed(list(re.finditer(r"(?<=[a-zæøå]{4})[bdfgklmnprst](?=[aeiouyæøå][a-zæøå]{3})", page.text))):
        if rng.random() < 0.02:
            page.put(match.start(), match.start(), rng.choice(("-\n", "- ", "-\n")), page.owner[match.start()])


def _inside(owner: list[int], offset: int) -> int:
    before, after = owner[offset - 1 : offset], owner[offset + 1 : offset + 2]
    return before[0] if before and before == after else 0


def flattened(page: Page, rng: random.Random) -> None:
    """All on one line, headings and cells run into the text."""
    _replaced(page, r"\n+", lambda match: " ")
    if rng.random() < 0.4:
        lost_digits(page, rng)


def capitals(page: Page, rng: random.Random) -> None:
    """Short lines set in capitals."""
    share = rng.choice((0.2, 0.6, 1.0))
    for match in re.finditer(r"(?m)^[^\n.|]{4,60}$", page.text):
        if rng.random() < share:
            upper = match[0].upper()
            if len(upper) == len(match[0]):
                page.text = page.text[: match.start()] + upper + page.text[match.end() :]


def page_marks(page: Page, rng: random.Random) -> None:
    """A page's foot and head between lines."""
    forms = ("Side {n} af {m}", "{n}", "Side {n}", "- {n} -", "{n}/{m}", "s. {n}")
    form, total = rng.choice(forms), rng.randint(5, 90)
    number = total
    for match in reversed(list(re.finditer(r"\n", page.text))):
        if rng.random() < 0.06 and number > 1 and not _inside(page.owner, match.start()):
            number -= 1
            page.put(match.start(), match.end(), f"\n{form.format(n=number, m=total)}\n")


def menus(page: Page, rng: random.Random, glued: Sequence[str]) -> None:
    """Words of a web page's menu at the start of lines, glued to the next word or not."""
    word, joint = rng.choice(list(glued)), rng.choice(("", "", " ", "\n"))
    for match in reversed(list(re.finditer(r"(?m)^(?=\w)", page.text))):
        if rng.random() < 0.12:
            page.put(match.start(), match.start(), rng.choice((word, rng.choice(list(glued)))) + joint)


def bullets(page: Page, rng: random.Random) -> None:
    """A mark before lines."""
    mark = rng.choice(("• ", "· ", "o ", "- ", "* ", "\uf0b7 ", "> "))
    for match in reversed(list(re.finditer(r"(?m)^(?=\w)", page.text))):
        if rng.random() < 0.3:
            page.put(match.start(), match.start(), mark)


def spaces(page: Page, rng: random.Random) -> None:
    """Runs of spaces where one stood, and none where one should."""
    _replaced(page, r"(?<=\S) (?=\S)", lambda match: "  " if rng.random() < 0.04 else None)
    _replaced(page, r"(?<=[a-zæøå][.:,]) (?=[A-ZÆØÅ])", lambda match: "" if rng.random() < 0.08 else None)


def lost_digits(page: Page, rng: random.Random) -> None:
    """Numbers that the extraction dropped."""
    _replaced(page, r"(?<=[ \n])\d[\d.,-]*(?=[ \n])", lambda match: "" if rng.random() < 0.5 else None)


def single_lines(page: Page, rng: random.Random) -> None:
    """No blank lines."""
    _replaced(page, r"\n{2,}", lambda match: "\n")


def sentence_lines(page: Page, rng: random.Random) -> None:
    """Every sentence a line of its own."""
    _replaced(page, r"(?<=[a-zæøå]{2}\.) (?=[A-ZÆØÅ])", lambda match: "\n" if rng.random() < 0.7 else None)
