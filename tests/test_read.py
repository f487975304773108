"""Bytes become the text they stand for, or one line that says why not."""

from pathlib import Path

import pytest

from referat.read import ReadError, decode, read_bytes, read_file, read_text

TEXT = "Økonomiudvalget på Ærø bevilger 20 mio. kr. – enstemmigt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "§ 5, stk. 2", "Punkt 1 – Godkendelse af dagsorden", "½ mio. kr. og 5 € til “Skolen”", "20 m² til 3 °C",
        "Müller & Cie", "5\u00a0kr. i 2022", "• Bilag 1", "Café Ry",
    ],
)  # fmt: skip
def test_windows_text_without_a_danish_letter(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp865"])
def test_encodings_of_old_machines(encoding: str) -> None:
    text = "Økonomiudvalget på Ærø bevilger 20 mio. kr. til Åsen"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        f"{TEXT} på Læsø".encode()[:-1],
        f"{TEXT} på Læsø".encode("utf-16")[:-1],
        TEXT.encode("cp1252") + b"\x81",
        f"{TEXT}\ufffd".encode(),
    ],
)
def test_a_damaged_byte_costs_one_character_and_is_told(data: bytes) -> None:
    source = read_bytes(data)
    assert source.text.startswith(TEXT)
    assert source.text.count("\ufffd") == 1
    assert "U+FFFD" in source.remarks[0]


def test_latin_1_with_line_ends_unaltered() -> None:
    assert decode("Å\r\nB\rC\n".encode("latin-1")) == "Å\r\nB\rC\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7\n", "the PDF is damaged"),
        (b"PK\x03\x04....", "Word document cannot be read"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (bytes(range(32)) * 100, "binary data"),
        (b"\xef\xbb\xbf\xff", "is not"),
        (b"a\x8d\x8d", "the encoding cannot be told; save the file as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as refused:
        read_bytes(data)
    assert "\n" not in str(refused.value)


def test_a_file_keeps_its_text_name_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "møde.txt"
    path.write_bytes(TEXT.encode())
    source = read_file(path)
    assert (source.text, source.id, source.source) == (TEXT, "møde", str(path))
    assert source.sha256 == read_text(TEXT).sha256


def test_a_few_control_characters_do_no_harm() -> None:
    assert decode(b"Punkt 1\x00 " * 20 + b"a" * 2000).startswith("Punkt 1\x00")
