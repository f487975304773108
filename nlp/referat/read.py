"""A path, bytes or a text becomes a `Source`: the text that all offsets refer to, and where it is from.

The one place that chooses a reader: by the content, never by a file's name.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from referat.readers.content import Content, Words
from referat.readers.content import ReadError as ReadError
from referat.values import Page

#: The largest file that is read, in bytes.
SIZE_LIMIT = 500_000_000
#: How a file begins that is no text, with the name that a reader of the error message knows.
SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How a web page begins.
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
#: A text may hold a stray control character; a file in which more than one in 50 is one is no text.
_CONTROL_SHARE = 0.02
_LOST = "\ufffd"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DANISH = re.compile(r"[æøåÆØÅ]")
#: What else Danish texts have beyond ASCII: signs, quotation marks, the letters of names, spaces that do not break.
_USUAL = re.compile("[§½¼¾€£–…•·°²³´“”„‘’«»éÉèöÖäÄüÜ\u00a0]")
#: The encodings of one byte a letter that Danish files have, the commonest first: of Windows, old Macintoshes, DOS.
_BYTEWISE = ("cp1252", "mac_roman", "cp850")


@dataclass(frozen=True, slots=True)
class Source:
    """A text, an id for it, where it came from, and the SHA-256 of its bytes.

    `made` tells that a reader made the text out of another format: then it is found nowhere but in the record.
    """

    text: str
    id: str
    source: str
    sha256: str
    made: bool = False
    pages: tuple[Page, ...] = ()
    words: Words | None = None
    remarks: tuple[str, ...] = ()


def read_file(path: str | Path, *, ocr: bool = False) -> Source:
    """The text of a file: of a text its own, unaltered; of PDF, HTML and DOCX what their readers make.

    What it is, is told by its content and not by its name. Raises ReadError for what cannot be read, OSError as
    `open` does.
    """
    path = Path(path)
    with path.open("rb") as stream:
        return read_stream(stream, id=path.stem, source=str(path), ocr=ocr)


def read_stream(stream: IO[bytes], *, id: str, source: str, ocr: bool = False) -> Source:
    """The text of an open file, a pipe say, as `read_file`. Raises ReadError."""
    # What is no file of a known size (a pipe, a device) may have no end, so it is bounded while it is read.
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise ReadError(f"{source}: it has more than {SIZE_LIMIT:,} bytes, the most that is read; split it")
    return read_bytes(data, id=id, source=source, ocr=ocr)


def read_bytes(data: bytes, *, id: str = "text", source: str = "", ocr: bool = False) -> Source:
    """The text of a file's bytes, as `read_file`. Raises ReadError.

    >>> read_bytes("Økonomi".encode("cp1252")).text
    'Økonomi'
    >>> read_bytes(b"<!doctype html><p>Godkendt.<p>Ny sti").text
    'Godkendt.\\nNy sti\\n'
    """
    try:
        content, made = _content(data, ocr)
    except ReadError as error:
        raise ReadError(f"{source or id}: {error}") from None
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(content.text, id, source, sha256, made, content.pages, content.words, content.remarks)


def _content(data: bytes, ocr: bool) -> tuple[Content, bool]:
    """What the reader of the format makes of the bytes, and whether its text is another than theirs."""
    # Each reader is imported where it is needed: most runs read texts, and the readers cost a tenth of a second.
    if b"%PDF-" in data[:1024]:
        from referat.readers import pdf

        return pdf.read(data, ocr=ocr), True
    if data.startswith(b"PK\x03\x04"):
        from referat.readers import docx

        return docx.read(data), True
    text = decode(data)
    if _PAGE.match(text):
        from referat.readers import html

        return html.read(text), True
    lost = text.count(_LOST)
    return Content(text, remarks=(f"damaged characters, which stand as U+FFFD: {lost}",) if lost else ()), False


def read_text(text: str, *, id: str = "text", source: str = "") -> Source:
    """A text that is already decoded; its SHA-256 is that of its UTF-8 form."""
    return Source(text, id, source, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def decode(data: bytes) -> str:
    """Bytes to text: by byte order mark, as UTF-8, else in that encoding of Danish files which makes Danish of them.

    What does not fit in a file that otherwise does (it was cut in mid-character, say) becomes U+FFFD. Raises
    ReadError where the bytes are no text.

    >>> decode(b"\\xff\\xfeP\\x00k\\x00t\\x00"), decode("Ærø".encode("cp850")), decode("Ærø".encode()[:-1])
    ('Pkt', 'Ærø', 'Ær\ufffd')
    """
    for signature, name in SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(f"this is {name}; give a text, a web page, a PDF or a Word document (.docx)")
    text = _decoded(data)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise ReadError("this is binary data, not a text; give a text file in UTF-8 or Windows-1252")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            if not _fits(text):
                raise ReadError(f"the file says it is {encoding} but is not; save it as UTF-8")
            return text
    text = data.decode("utf-8", "replace")
    if _fits(text):
        return text
    best = max((data.decode(encoding, "replace") for encoding in _BYTEWISE), key=_danish)
    if not _fits(best):
        raise ReadError("the encoding cannot be told; save the file as UTF-8")
    return best


def _fits(text: str) -> bool:
    """Whether a text is in the encoding that it was decoded from, as most of its letters beyond ASCII show."""
    lost = text.count(_LOST)
    return not lost or 2 * lost <= len(_NOT_ASCII.findall(text))


def _danish(text: str) -> tuple[int, int]:
    """How much of a text is Danish beyond ASCII: its letters count first, then its signs."""
    return len(_DANISH.findall(text)), len(_USUAL.findall(text))
