"""A copy of a PDF with every entity marked on its pages, as highlights that any viewer shows and lists.

A highlight's note says the label, the value, the agenda item and the section, and the rule that found it.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any

from referat.patterns import load
from referat.readers.content import ReadError
from referat.readers.pdf import LOCK, opened
from referat.readers.pdf_words import frame_of
from referat.values import Box, Entity, Record

#: How much of what is under a highlight shines through, of 255.
_OPACITY = 140


def mark(data: bytes, record: Record) -> bytes:
    """The PDF `data` with the entities of its record marked. Raises ReadError where it is none.

    `record` must be that of the same PDF: its boxes are places on these pages.
    """
    if b"%PDF-" not in data[:1024]:
        raise ReadError(f"{record.source}: only a PDF can be marked")
    with LOCK:
        document = opened(data)
        try:
            for number, marks in _by_page(record):
                page = document[number - 1]
                frame = frame_of(page)
                for entity, box in marks:
                    _highlight(page, entity, frame.own(box))
                page.close()
            out = io.BytesIO()
            document.save(out)
        finally:
            document.close()
    return out.getvalue()


def _by_page(record: Record) -> Iterator[tuple[int, list[tuple[Entity, Box]]]]:
    pages: dict[int, list[tuple[Entity, Box]]] = {}
    for entity in record.entities:
        for box in entity.boxes:
            pages.setdefault(box.page, []).append((entity, box))
    yield from pages.items()


def _highlight(page: Any, entity: Entity, box: tuple[float, float, float, float]) -> None:
    """One highlight, in the page's own coordinates."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = box
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    pdfium.FPDFAnnot_SetColor(
        annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *load("colours").facts[entity.label], _OPACITY
    )
    pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(pdfium.FS_RECTF(left, top, right, bottom)))
    corners = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
    pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(corners))
    for key, text in ((b"Contents", _note(entity)), (b"T", "referat")):
        encoded = (text + "\x00").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(encoded, len(encoded))
        pdfium.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPage_CloseAnnot(annotation)


def _note(entity: Entity) -> str:
    where = f"item {entity.item}, {entity.section}" if entity.item else entity.section
    return f"{entity.label} = {entity.value}\n{where}\n{entity.rule}"
