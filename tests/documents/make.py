"""Makes the documents of this folder out of labelled minutes: DOCX, HTML, and PDF by two producers.

    python tests/documents/make.py

Needs python-docx, LibreOffice (`soffice`) and Chromium (`chromium`). The documents are committed, so that the
tests need none of them.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.shared import Pt

HERE = Path(__file__).parent
TEXTS = HERE.parents[1] / "eval" / "texts"
NAMES = ("a-aabenraa-2019-byraad", "a-herning-2010-plan", "b-aalborg-2017-sundhed", "b-slagelse-2023-klima")
STYLE = """body { font-family: 'Liberation Serif', serif; font-size: 11pt; text-align: justify; hyphens: auto }
p { margin: 0 0 3pt } section { margin: 0 0 14pt }
td { border: 0.5pt solid #999; padding: 1pt 6pt } @media print { nav { display: none } }"""


def blocks(text: str) -> Iterator[list[list[str]] | str]:
    """The lines of a text: a string each (empty for blank lines), and a list of rows for each table."""
    for in_table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line or line.startswith("|")):
        if not in_table:
            yield from (line for line, _ in groupby(line.strip() for line in lines))
            continue
        rows = [
            [cell.strip() for cell in line.strip("|").split("|" if line.startswith("|") else "\t")] for line in lines
        ]
        yield [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]


def make_docx(text: str, path: Path) -> None:
    document = Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)), style="Table Grid")
        for row, cells in zip(table.rows, block, strict=True):
            for cell, content in zip(row.cells, cells, strict=False):
                cell.paragraphs[0].add_run(content).font.size = Pt(8)
    document.save(str(path))


def make_html(text: str, path: Path) -> None:
    parts = []
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>" if block else "</section><section>")
            continue
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    menu = "<nav><ul><li><a href='/'>Forside</a><li><a href='/politik'>Politik</a></ul></nav>"
    page = f"<!doctype html><html lang=da><meta charset=utf-8><title>Referat</title><style>{STYLE}</style>"
    path.write_text(
        f"{page}<body>{menu}<main><section>{chr(10).join(parts)}</section></main></body></html>\n", encoding="utf-8"
    )


def print_pdf(source: Path, target: Path, work: Path) -> None:
    """By LibreOffice from DOCX, by Chromium from HTML."""
    if source.suffix == ".docx":
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", str(work), str(source)], check=True, capture_output=True)
        (work / f"{source.stem}.pdf").replace(target)
        return
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    place = [f"--user-data-dir={work}/browser", f"--print-to-pdf={target}"]
    subprocess.run([*browser, *quiet, *place, source.resolve().as_uri()], check=True, capture_output=True)


def main() -> None:
    for name in NAMES:
        text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
        word, page = HERE / f"{name}.docx", HERE / f"{name}.html"
        make_docx(text, word)
        make_html(text, page)
        with tempfile.TemporaryDirectory() as work:
            print_pdf(word, HERE / f"{name}.libreoffice.pdf", Path(work))
            print_pdf(page, HERE / f"{name}.chromium.pdf", Path(work))


if __name__ == "__main__":
    main()
