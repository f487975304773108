"""The readers of PDF, web pages and Word documents, each on what its format holds; and on what does harm."""

import io
import random
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from referat.read import ReadError, read_bytes
from referat.readers.content import Words
from referat.readers.docx import read as read_docx
from referat.readers.html import read as read_html
from referat.readers.pdf import read as read_pdf
from referat.values import Box

DOCUMENTS = Path(__file__).parent / "documents"
PDF = (DOCUMENTS / "b-slagelse-2023-klima.libreoffice.pdf").read_bytes()
SENTENCES = " ".join(["Sagen handler om en ny sti."] * 20)
DOCX = (DOCUMENTS / "b-slagelse-2023-klima.docx").read_bytes()


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h2>Punkt 1:<br>Ny sti</h2><p>Godkendt.", "Punkt 1:\nNy sti\n\nGodkendt.\n"),
        ("<p>2,5&nbsp;mio.  kr.\n</p>", "2,5 mio. kr.\n"),
        ("<div>En <b>fed</b><i>e</i> linje</div>Næste", "En fede linje\nNæste\n"),
        ("<nav>Menu</nav><div role=navigation>Mere</div><div class='cookie-banner'>Cookies</div><p>Sag", "Sag\n"),
        ("<form><p>Hele siden står i en form</form>", "Hele siden står i en form\n"),
        ("<button>Ny sti ved Søvej</button><button>Kopier link</button>", "Ny sti ved Søvej\n"),
        ("<ol><li>Byrådet godkender</li><li>Udvalget ser</li></ol>", "1. Byrådet godkender\n2. Udvalget ser\n"),
        ("<ol start=4><li>Fire<ol type=a><li>bogstav</ol><li>Fem</ol>", "4. Fire\nbogstav\n5. Fem\n"),
        ("<ul><li>Bilag 1</li><li>Bilag 2</li></ul>", "Bilag 1\nBilag 2\n"),
        ("<p hidden>Skjult</p><p aria-hidden=true>Ikon</p><p style='display: none'>Væk</p><p>Her", "Her\n"),
        (f"<div style='display:none'>{SENTENCES}</div>", f"{SENTENCES}\n"),
        ("<table><tr><th>t.kr.<th>2022<tr><td>Drift<td>1.200</table>", "t.kr.\t2022\nDrift\t1.200\n"),
        (
            "<table><tr><td rowspan=2>Skoler<td colspan=2>Drift<tr><td>1<td>2<tr><td>I alt<td><td>3</table>",
            "Skoler\tDrift\n\t1\t2\nI alt\t\t3\n",
        ),
        ("<table><caption>Tabel 1, mio. kr.</caption><tr><td>Drift<td>2</table>", "Tabel 1, mio. kr.\nDrift\t2\n"),
        ("<table><tr><td>7<td><h2>Ny sti</h2><p>Udvalget godkendte.</table>", "7 Ny sti\n\nUdvalget godkendte.\n"),
        (f"<table><tr><td><p>{SENTENCES}<td>Side</table>", f"{SENTENCES}\nSide\n"),
        ("<script>var dato = '3. maj 2022'</script><style>p{}</style><p>Sag", "Sag\n"),
        (f"<main><p>{SENTENCES}</main><p>Nyheder", f"{SENTENCES}\n"),
        ("", ""),
        ("<p>Uden afslutning <b", "Uden afslutning\n"),
    ],
)  # fmt: skip
def test_web_pages(page: str, text: str) -> None:
    assert read_html(page).text == text


@pytest.mark.parametrize(
    "page",
    [
        *(unit * 100_000 for unit in ("<", "<!--", "<p>x", "&")),
        *(unit * 3_000 for unit in ("<a ", "<ol><li>a", "<div hidden>", "<table><tr><td>", "<b>")),
    ],
    ids=lambda page: page[:12],
)
def test_hostile_web_pages_take_no_time(page: str) -> None:
    start = time.process_time()
    read_html(page)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("page", ["<div>" * 100_000, "<a " * 100_000], ids=lambda page: page[:5])
def test_a_web_page_that_no_browser_would_show_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match="nests its elements"):
        read_html(page)


def word(*blocks: str) -> bytes:
    """A Word document of raw paragraphs and tables."""
    document = Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w')}>", 1)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (f"<w:p>{run('Ny ')}{run('sti')}</w:p>", "Ny sti\n"),
        (f"<w:p>{run('Ny')}<w:r><w:tab/></w:r>{run('sti')}</w:p>", "Ny sti\n"),
        (f"<w:p>{run('A')}<w:r><w:br/></w:r>{run('B')}</w:p>", "A\nB\n"),
        (f"<w:p><w:ins>{run('ny')}</w:ins><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del></w:p>", "ny\n"),
        (f"<w:sdt><w:sdtContent><w:p>{run('Et felt')}</w:p></w:sdtContent></w:sdt>", "Et felt\n"),
        (f"<w:p><w:hyperlink>{run('et link')}</w:hyperlink></w:p>", "et link\n"),
        (
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
            f"<w:p>{run('Mio. kr.')}</w:p></w:tc><w:tc><w:p>{run('2022')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:tc><w:p>{run('Drift')}</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p>{run('2')}</w:p></w:tc></w:tr></w:tbl>",
            "Mio. kr.\t\t2022\nDrift\t\t2\n",
        ),
    ],
)  # fmt: skip
def test_word_documents(block: str, text: str) -> None:
    assert read_docx(word(block)).text == text


def test_numbers_that_word_shows_are_in_the_text() -> None:
    document = Document()
    for title in ("Godkendelse af dagsorden", "Ny sti"):
        document.add_paragraph(title, style="List Number")
    document.add_paragraph("et punkt", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue()).text == "1. Godkendelse af dagsorden\n2. Ny sti\net punkt\n"


def test_a_word_header_comes_first() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Fiktiv Kommune"
    document.add_paragraph("Referat")
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue()).text == "Fiktiv Kommune\nReferat\n"


def has_tesseract() -> bool:
    program = shutil.which("tesseract")
    done = program and subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return bool(done) and "dan" in done.stdout.split()


def shown(*lines: tuple[float, float, str]) -> str:
    return "".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines)


def pdf(*lines: tuple[float, float, str], rotate: int = 0, pages: int = 1, more: str = "") -> bytes:
    """A PDF of one font with each text at its place (points from the lower left corner)."""
    content = f"{more} {shown(*lines)}".encode("latin-1")
    kids = " ".join(f"{10 + number} 0 R" for number in range(pages))
    objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>"),
        (2, f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()),
        (3, b"<</Length %d>>stream\n%sendstream" % (len(content), content)),
        (4, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"),
    ]
    fonts = "/Resources<</Font<</F 4 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate {rotate}/Contents 3 0 R{fonts}>>"
    objects += [(10 + number, page.encode()) for number in range(pages)]
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj%sendobj\n" % pair for pair in objects) + b"trailer<</Root 1 0 R>>"


def text_of(*lines: tuple[float, float, str]) -> str:
    return read_pdf(pdf(*lines)).text


def test_pdf_text_drawn_many_times_is_read_once() -> None:
    line = (50.0, 700.0, "Punkt 1: Ny sti")
    assert text_of(line, line, (50.4, 700.2, "Punkt 1: Ny sti"), line) == "Punkt 1: Ny sti\n"


def test_pdf_paragraphs_are_joined_and_hyphens_undone() -> None:
    wide = "Udvalget behandlede sagen om den nye sti langs havnen og den planlagte udvidelse af kommunal-"
    assert text_of((50, 700, wide), (50, 688, "bestyrelsens ramme til drifts-")) == (
        f"{wide[:-1]}bestyrelsens ramme til drifts-\n"
    )


def test_pdf_short_lines_stay_lines() -> None:
    assert text_of((50, 700, "Mødedato: 3. maj 2022"), (50, 688, "Mødested: Byrådssalen")).count("\n") == 2


def test_pdf_columns_that_two_rows_share_are_cells() -> None:
    rows = [
        (50, 700, "t.kr."),
        (250, 700, "2022"),
        (350, 700, "2023"),
        (50, 685, "Drift"),
        (250, 685, "1.200"),
        (350, 685, "900"),
    ]
    assert text_of(*rows) == "t.kr.\t2022\t2023\nDrift\t1.200\t900\n"


def test_pdf_rows_of_one_table_stay_together_however_far_apart() -> None:
    rows = [(x, y, text) for y in (700, 680, 640) for x, text in ((50, "Drift"), (250, "1.200"), (350, "900"))]
    assert text_of(*rows) == "Drift\t1.200\t900\n" * 3


def letters(y: float, text: str) -> list[tuple[float, float, str]]:
    """A text drawn letter by letter, as some programs do; its letters are all of one width."""
    return [(50 + 5.56 * number, y, letter) for number, letter in enumerate(text) if letter != " "]


def test_pdf_letters_that_touch_are_a_word() -> None:
    line = "ud og ned ad den nye gade bag den gode bod " * 2
    assert text_of(*letters(700, line), *letters(688, "og hen")) == f"{line}og hen\n"


def test_pdf_columns_are_read_one_after_the_other_under_their_heading() -> None:
    left, right = "Udvalget behandlede sagen om den nye sti", "som regnes for at koste to millioner kroner"
    lines = [(x, 600 - 12 * n, text) for x, text in ((50, left), (320, right)) for n in range(6)]
    assert text_of((50, 700, "Referat"), *lines) == "Referat\n\n{}\n{}\n".format(
        " ".join([left] * 6), " ".join([right] * 6)
    )


def test_pdf_a_wide_heading_makes_no_column_wider() -> None:
    shows = "BT /F 20 Tf 50 700 Td (En lang overskrift som fylder hele siden ud) Tj ET"
    line = "Udvalget behandlede sagen om den nye sti"
    lines = [(50, 600 - 12 * number, line) for number in range(6)]
    assert read_pdf(pdf(*lines, more=shows)).text.endswith(f"\n\n{' '.join([line] * 6)}\n")


def test_pdf_footnotes_stay_below_and_apart() -> None:
    text = text_of((50, 700, "Beslutning"), (50, 688, "Godkendt."), (50, 90, "1 I priser fra 2022."))
    assert text == "Beslutning\nGodkendt.\n\n1 I priser fra 2022.\n"


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pdf_pages_that_are_turned_are_read_as_they_are_shown(rotate: int) -> None:
    turn = {90: "0 1 -1 0 600 0", 180: "-1 0 0 -1 600 800", 270: "0 -1 1 0 0 800"}[rotate]
    lines = ((50, 500, "Punkt 1: Ny sti"), (50, 470, "Sagsfremstilling"), (50, 440, "Stien er smal."))
    shows = f"q {turn} cm {shown(*lines)} Q"
    assert read_pdf(pdf(more=shows, rotate=rotate)).text == "Punkt 1: Ny sti\n\nSagsfremstilling\n\nStien er smal.\n"


def test_pdf_with_a_password_is_told_in_one_line() -> None:
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>/ID[<43><43>]"
    with pytest.raises(ReadError, match="locked with a password; save it without one"):
        read_bytes(pdf((50, 700, "Hemmelig")).replace(b"trailer<<", f"trailer<<{lock}".encode()))


def test_pdf_takes_time_in_proportion_to_its_pages() -> None:
    lines = [(50, 760 - 12 * number, f"Linje {number} om sagen og den nye sti ved havnen") for number in range(55)]

    def seconds(pages: int) -> float:
        data = pdf(*lines, pages=pages)
        start = time.process_time()
        read_pdf(data)
        return time.process_time() - start

    once = min(seconds(75) for _ in range(3))
    assert seconds(300) < 4 * 2 * once


def scanned(data: bytes) -> bytes:
    """A PDF of pictures of the pages of another."""
    import pypdfium2

    out = pypdfium2.PdfDocument.new()
    for page in pypdfium2.PdfDocument(data):
        image = pypdfium2.PdfImage.new(out)
        image.set_bitmap(page.render(scale=3))
        image.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
        picture = out.new_page(*page.get_size())
        picture.insert_obj(image)
        picture.gen_content()
    saved = io.BytesIO()
    out.save(saved)
    return saved.getvalue()


def test_pdf_pages_that_are_pictures_are_told() -> None:
    content = read_pdf(scanned(pdf((50, 700, "Sag"), pages=2)))
    assert content.text == ""
    assert [remark.partition(";")[0] for remark in content.remarks] == [
        "page 1 is a picture without text",
        "page 2 is a picture without text",
    ]


def test_pdf_without_tesseract_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="tesseract-ocr-dan"):
        read_pdf(scanned(pdf((50, 700, "Sag"))), ocr=True)


@pytest.mark.skipif(not has_tesseract(), reason="needs Tesseract with Danish")
def test_pdf_pages_that_are_pictures_are_read_with_their_places() -> None:
    content = read_pdf(scanned(pdf((50, 700, "Udvalget bevilger 400.000 kr. til den nye sti."))), ocr=True)
    assert content.text == "Udvalget bevilger 400.000 kr. til den nye sti.\n"
    assert content.words is not None
    (box,) = content.words.boxes(0, 8)
    assert (round(box.left, -1), round(box.bottom, -1)) == (50, 100)
    assert "recognised by Tesseract" in content.remarks[0]


def test_pdf_a_gap_in_one_line_is_a_space() -> None:
    assert text_of((50, 700, "En sætning"), (140, 700, "med et hul"), (50, 640, "og en anden linje")).startswith(
        "En sætning med et hul\n"
    )


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pdf_boxes_lie_on_the_page_as_shown(rotate: int) -> None:
    content = read_pdf(pdf((100, 700, "Sag"), rotate=rotate))
    assert content.words is not None
    (box,) = content.words.boxes(0, 3)
    page = content.pages[0]
    assert (page.width, page.height) == ((600, 800) if rotate % 180 == 0 else (800, 600))
    corner = {0: (100, 100), 90: (700, 100), 180: (500, 700), 270: (100, 500)}[rotate]
    assert min(abs(box.left - corner[0]), abs(box.right - corner[0])) < 5
    assert min(abs(box.top - corner[1]), abs(box.bottom - corner[1])) < 5


def test_pdf_heads_and_feet_that_come_round_are_left_out() -> None:
    data = pdf((50, 780, "Fiktiv Kommune, Byraadet"), (50, 400, "Sagen"), (280, 20, "Side 3 af 12"), pages=6)
    text = read_pdf(data).text
    assert text.count("Fiktiv Kommune") == 1
    assert "Side" not in text
    assert text.count("Sagen") == 6


def test_pdf_of_5000_pages_is_read_in_bounded_time() -> None:
    data = pdf((50, 400, "Sag"), pages=5000)
    start = time.process_time()
    content = read_pdf(data)
    assert len(content.pages) == 5000
    assert time.process_time() - start < 60


def test_pdf_without_pages_or_text() -> None:
    assert read_pdf(pdf()).text == ""


@pytest.mark.parametrize("data", [PDF, DOCX], ids=["pdf", "docx"])
def test_mutated_and_truncated_files_end_in_a_record_or_in_one_line(data: bytes) -> None:
    chance = random.Random(1)
    broken = [data[: chance.randrange(len(data))] for _ in range(40)]
    for _ in range(60):
        mutated = bytearray(data)
        for _ in range(chance.choice((1, 10, 200))):
            mutated[chance.randrange(8, len(data))] = chance.randrange(256)
        broken.append(bytes(mutated))
    refused = []
    for piece in broken:
        try:
            read_bytes(piece)
        except ReadError as error:
            refused.append(str(error))
    assert refused
    assert not [told for told in refused if "\n" in told]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 300_000_000)
    with pytest.raises(ReadError, match="unpacks to 300 MB"):
        read_bytes(out.getvalue())


def test_an_xml_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]><d>&e9;</d>'
    source, out = zipfile.ZipFile(io.BytesIO(DOCX)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, bomb if name == "word/document.xml" else source.read(name))
    start = time.process_time()
    with pytest.raises(ReadError, match="cannot be read"):
        read_bytes(out.getvalue())
    assert time.process_time() - start < 5


def test_another_zip_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "tekst")
    with pytest.raises(ReadError, match="no Word document"):
        read_bytes(out.getvalue())


def test_boxes_of_a_span_over_two_lines() -> None:
    words = Words()
    words.add(0, 5, Box(1, 500, 100, 540, 112))
    words.add(6, 13, Box(1, 50, 114, 100, 126))
    assert [(box.left, box.right) for box in words.boxes(0, 13)] == [(500, 540), (50, 100)]
    assert words.boxes(5, 6) == ()
