"""Word documents: paragraphs with the numbers that Word shows before them, the cells of tables parted by tabs.

The XML is walked here, for python-docx leaves out what minutes are full of: content controls (the fields of
a municipality's template) and tracked insertions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from referat.readers.content import CELL_LIMIT, Content, ReadError, Writer, joined, whole_number
from referat.readers.docx_numbers import Numbering, W

#: What a document may unpack to; one of this size has some 10,000 pages.
_UNPACKED_LIMIT = 200_000_000
#: Word's tables have no more columns.
_COLUMN_LIMIT = 63
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What stands in these is not in the text as shown: deleted, moved away, or a copy for old programs.
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK})
_HOLDERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WRONG = "the Word document cannot be read ({}); open it and save it again"


def read(data: bytes) -> Content:
    """The text of a .docx file. Raises ReadError for what is none, or unpacks to too much."""
    _check_size(data)
    try:
        from docx import Document
    except ImportError:
        raise ReadError("reading Word documents needs python-docx: pip install 'referat[docx]'") from None
    try:
        document = Document(io.BytesIO(data))
        numbering = Numbering.of(document)
        writer = Writer()
        for block in (*_header(document), document.element.body):
            _write(block, writer, numbering)
    except Exception as error:  # whatever a broken file makes lxml or python-docx raise
        raise ReadError(_WRONG.format(f"{type(error).__name__}: {error}".splitlines()[0][:120])) from error
    return Content(writer.text())


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(_WRONG.format(error)) from None
    if "word/document.xml" not in names:
        raise ReadError("this is a ZIP archive, but no Word document; unpack it, or save it as .docx")
    if size > _UNPACKED_LIMIT:
        raise ReadError(f"the Word document unpacks to {size // 1_000_000} MB; no minutes are that large")


def _header(document: Any) -> list[Any]:
    """The first page's header, where a template has the body's name and the kind of document."""
    section = document.sections[0] if len(document.sections) else None
    if section is None:
        return []
    header = section.first_page_header if section.different_first_page_header_footer else section.header
    return [] if header.is_linked_to_previous else [header._element]


def _write(block: Any, writer: Writer, numbering: Numbering) -> None:
    for element in _blocks(block):
        if element.tag == f"{W}tbl":
            _write_table(element, writer, numbering)
        else:
            _write_paragraph(element, writer, numbering)


def _blocks(block: Any) -> Iterator[Any]:
    """The paragraphs and tables of a block, those in content controls among them."""
    for element in block:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in _HOLDERS:
            yield from _blocks(element)


def _write_paragraph(paragraph: Any, writer: Writer, numbering: Numbering) -> None:
    text = _text(paragraph)
    if not text.strip():
        writer.blank()
        return
    heading = numbering.is_heading(paragraph)
    if heading:
        writer.blank()
    writer.lead(numbering.next(paragraph))
    writer.lines(text)
    if heading:
        writer.blank()


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)


def _write_table(table: Any, writer: Writer, numbering: Numbering) -> None:
    rows = [list(_cells(row)) for row in table.iter(f"{W}tr") if _owner(row) is table]
    if not _holds_data(rows):
        for cell, _ in (pair for row in rows for pair in row):
            _write(cell, writer, numbering)
        return
    writer.blank()
    for row in rows:
        texts: list[str] = []
        for cell, width in row:
            texts += [joined(_cell_text(cell)), *[""] * (width - 1)]
        writer.row(texts)
    writer.blank()


def _owner(row: Any) -> Any:
    return next(row.iterancestors(f"{W}tbl"))


def _cells(row: Any) -> Iterator[tuple[Any, int]]:
    """The cells of a row, each with the number of columns that it spans."""
    for element in row:
        if element.tag == f"{W}tc":
            span = element.find(f"{W}tcPr/{W}gridSpan")
            columns = 1 if span is None else whole_number(span.get(f"{W}val"))
            yield element, min(max(columns, 1), _COLUMN_LIMIT)
        elif element.tag in _HOLDERS:
            yield from _cells(element)


def _cell_text(cell: Any) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(f"{W}val") != "restart":
        return ""
    return "\n".join(_text(paragraph) for paragraph in cell.iter(f"{W}p"))


def _holds_data(rows: list[list[tuple[Any, int]]]) -> bool:
    """Whether a table is one to a reader, too; some only lay out the page."""
    cells = [cell for row in rows for cell, _ in row]
    return (
        any(len(row) > 1 for row in rows)
        and not any(cell.find(f".//{W}tbl") is not None for cell in cells)
        and all(len(_cell_text(cell)) <= CELL_LIMIT for cell in cells)
    )
