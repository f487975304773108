"""PDF: the text as it is read on the pages, the cells of tables parted by tabs, and the place of every word.

PDFium (by pypdfium2) gives words and lines; what they make up is worked out in `pdf_rows` and `pdf_text`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from referat.readers.content import Content, ReadError
from referat.readers.pdf_text import text_of
from referat.readers.pdf_words import PageWords, page_words

#: PDFium may be used by one thread at a time.
LOCK = threading.Lock()
#: A year's minutes of a large council have some 3,000 pages.
PAGE_LIMIT = 10_000


def read(data: bytes, *, ocr: bool = False) -> Content:
    """The text of a PDF. With `ocr` pages that are pictures are read by Tesseract, where it is installed.

    Raises ReadError for what PDFium cannot open, a password, and more than `PAGE_LIMIT` pages.
    """
    with LOCK:
        document = opened(data)
        try:
            if len(document) > PAGE_LIMIT:
                raise ReadError(f"the PDF has {len(document)} pages; split it, {PAGE_LIMIT} is the most")
            remarks: list[str] = []
            pages = list(_pages(document, ocr, remarks))
        finally:
            document.close()
    return text_of(pages, tuple(remarks))


def opened(data: bytes) -> Any:
    """The document of pypdfium2. Raises ReadError; hold `LOCK` while it is used."""
    try:
        import pypdfium2
    except ImportError:
        raise ReadError("reading PDF needs pypdfium2: pip install 'referat[pdf]'") from None
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("the PDF is locked with a password; save it without one") from None
        raise ReadError("the PDF is damaged and cannot be opened; get it again from its source") from None


def _pages(document: Any, ocr: bool, remarks: list[str]) -> Iterator[PageWords]:
    import pypdfium2

    for index in range(len(document)):
        try:
            page = document[index]
            words = page_words(page)
        except pypdfium2.PdfiumError:
            remarks.append(f"page {index + 1} is damaged and was left out")
            yield PageWords(0.0, 0.0, (), (), pictures=False)
            continue
        if not words.words and words.pictures:
            words = _picture(page, words, index + 1, ocr, remarks)
        page.close()
        yield words


def _picture(page: Any, words: PageWords, number: int, ocr: bool, remarks: list[str]) -> PageWords:
    """A page without text: read by Tesseract where that was asked for, else said so."""
    from referat.readers.ocr import recognised

    if not ocr:
        remarks.append(f"page {number} is a picture without text; --ocr reads it with Tesseract")
        return words
    remarks.append(f"page {number} is a picture; its text was recognised by Tesseract")
    return recognised(page, words)
