"""Pages that are pictures, read by Tesseract where it is installed and asked for."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from referat.readers.content import ReadError
from referat.readers.pdf_words import PageWords, Word

#: Points an inch, and the dots an inch at which a page is drawn for recognition.
_POINTS, _DOTS = 72, 300
#: The largest page that is drawn, in points a side (a poster of 1.4 m).
_LARGEST = 4000
_SECONDS = 120
_MISSING = "--ocr needs Tesseract with its Danish language data; install them (Debian: tesseract-ocr-dan)"


def recognised(page: Any, words: PageWords) -> PageWords:
    """The words that Tesseract sees on a page of pypdfium2.

    Raises ReadError where Tesseract or its Danish data is missing, or takes too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(_MISSING)
    dots = _DOTS if max(words.width, words.height) <= _LARGEST else _DOTS * _LARGEST / max(words.width, words.height)
    command = [program, "stdin", "stdout", "-l", "dan", "--dpi", str(int(dots)), "tsv"]
    try:
        done = subprocess.run(command, input=_picture(page, dots), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ReadError(f"Tesseract did not finish a page within {_SECONDS} seconds") from None
    if done.returncode:
        raise ReadError(_MISSING)
    rows = csv.DictReader(done.stdout.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return replace(words, words=tuple(_words(rows, _POINTS / dots)))


def _picture(page: Any, dots: float) -> bytes:
    """A page as a portable graymap, the plainest picture there is."""
    bitmap = page.render(scale=dots / _POINTS, grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (rows[line * bitmap.stride : line * bitmap.stride + bitmap.width] for line in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)


def _words(rows: csv.DictReader[str], scale: float) -> Iterator[Word]:
    for row in rows:
        text = (row.get("text") or "").strip()
        if text:
            left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
            yield Word(text.replace(" ", ""), left, top, left + width, top + height)
