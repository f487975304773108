"""The command, used as people use it."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from referat.cli import main
from referat.labels import LABELS
from referat.patterns import load
from referat.values import Mention

TEXT = "Teknisk Udvalg, 3. maj 2022\n\n1. Ny sti\n\nBeslutning\nUdvalget bevilger 1,2 mio. kr. til stien.\n"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_for_one_document_is_one_object(minutes: Path) -> None:
    record = json.loads(run("extract", minutes, "--format", "json").output)
    assert record["id"] == "minutes"
    assert {"MONEY"} <= {entity["label"] for entity in record["entities"]}
    for entity in record["entities"]:
        assert TEXT[entity["start"] : entity["end"]] == entity["text"]


def test_json_for_several_is_an_array(minutes: Path) -> None:
    result = run("extract", minutes, minutes, "--format", "json")
    assert [record["id"] for record in json.loads(result.output)] == ["minutes", "minutes"]


def test_json_of_a_folder_is_an_array_however_many_of_it_can_be_read(minutes: Path) -> None:
    for paths in ((minutes.parent,), (minutes, minutes.parent / "missing.txt")):
        result = run("extract", "--rules-only", *paths, "--format", "json")
        assert [record["id"] for record in json.loads(result.stdout)] == ["minutes"]
    minutes.write_text("", encoding="utf-8")
    assert json.loads(run("extract", "--rules-only", minutes.parent, "--format", "json").stdout) == []


def test_jsonl_is_the_default_in_a_pipe(minutes: Path) -> None:
    lines = run("extract", minutes, minutes).output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["minutes", "minutes"]


def test_csv(minutes: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", minutes, "--format", "csv").output)))
    assert ("MONEY", "1200000") in {(row["label"], row["value"]) for row in rows}


def test_the_suffix_of_the_output_tells_the_form(minutes: Path, tmp_path: Path) -> None:
    for name, first in (("out.csv", "id,source,"), ("out.json", "{\n"), ("out.jsonl", '{"schema'), ("out", '{"schema')):
        assert run("extract", "--rules-only", minutes, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(first)
    assert run("extract", "--rules-only", minutes, "-o", tmp_path / "out.csv", "--format", "jsonl").exit_code == 0
    assert (tmp_path / "out.csv").read_text("utf-8").startswith('{"schema')


def test_csv_tells_documents_of_one_name_apart(minutes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / minutes.name
    other.parent.mkdir()
    other.write_text(TEXT, encoding="utf-8")
    output = run("extract", "--rules-only", minutes, other, "--format", "csv").output
    assert {row["source"] for row in csv.DictReader(io.StringIO(output))} == {str(minutes), str(other)}


def test_table_shows_items_with_their_entities(minutes: Path) -> None:
    output = run("extract", minutes, "--format", "table").output
    assert output.index("Ny sti") < output.index("1,2 mio. kr. = 1200000")


def test_labels_choose(minutes: Path) -> None:
    record = json.loads(run("extract", minutes, "--labels", "money").output)
    assert {entity["label"] for entity in record["entities"]} == {"MONEY"}


def test_a_folder_and_an_output_file(minutes: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more" / "ignored.bin").write_bytes(b"\x00")
    out = tmp_path / "out.jsonl"
    assert run("extract", tmp_path, "-o", out).exit_code == 0
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["minutes", "two"]


def test_standard_input() -> None:
    assert json.loads(run("extract", "-", stdin=TEXT).output)["id"] == "stdin"


def test_trouble_with_one_file_is_told_and_the_others_are_done(minutes: Path, tmp_path: Path) -> None:
    pdf, empty = tmp_path / "x.pdf", tmp_path / "empty.txt"
    pdf.write_bytes(b"%PDF-1.7")
    empty.touch()
    result = run("extract", pdf, tmp_path / "missing.txt", empty, minutes)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["minutes"]
    told = result.stderr.splitlines()
    assert len(told) == 3
    assert "the PDF is damaged" in told[0]
    assert "No such file" in told[1]
    assert "empty" in told[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--labels", "DAY"), "unknown label 'DAY'"),
        (("--meeting-date", "3/5 2022"), "write the meeting's date as YYYY-MM-DD"),
    ],
)
def test_usage(minutes: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run("extract", minutes, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_meeting_date_of_any_form_of_iso_8601_is_written_as_one(minutes: Path) -> None:
    minutes.write_text("Mødet den 5. april var godt.", encoding="utf-8")
    for given in ("20221011", "2022-W41-2"):
        record = json.loads(run("extract", "--rules-only", minutes, "--meeting-date", given).output)
        assert record["meeting"]["date"] == "2022-10-11"
        assert [entity["value"] for entity in record["entities"]] == ["2022-04-05"]


def test_a_model_that_is_not_there(minutes: Path) -> None:
    result = run("extract", minutes, "--model", "da_no_such_model")
    assert result.exit_code == 1
    assert "python -m spacy download da_no_such_model" in result.stderr
    assert "Traceback" not in result.stderr


DOCUMENTS = Path(__file__).parent / "documents"


def test_the_text_that_a_reader_made_is_in_the_record_or_beside_it(minutes: Path, tmp_path: Path) -> None:
    page = DOCUMENTS / "b-slagelse-2023-klima.html"
    record = json.loads(run("extract", page, "--format", "json").stdout)
    for entity in record["entities"]:
        assert record["text"][entity["start"] : entity["end"]] == entity["text"]
    beside = json.loads(run("extract", page, "--format", "json", "--save-text", tmp_path / "texts").stdout)
    assert "text" not in beside
    assert (tmp_path / "texts" / "b-slagelse-2023-klima.txt").read_text("utf-8") == record["text"]
    assert "text" not in json.loads(run("extract", minutes, "--format", "json").stdout)


def test_a_marked_copy_of_a_pdf(tmp_path: Path) -> None:
    import pypdfium2
    import pypdfium2.raw

    out = tmp_path / "marked.pdf"
    result = run("extract", DOCUMENTS / "b-slagelse-2023-klima.chromium.pdf", "--format", "json", "--marked", out)
    boxes = [box for entity in json.loads(result.stdout)["entities"] for box in entity["boxes"]]
    pages = pypdfium2.PdfDocument(out)
    assert len(boxes) > 50
    assert sum(pypdfium2.raw.FPDFPage_GetAnnotCount(page) for page in pages) == len(boxes)


def test_every_label_has_a_colour_to_be_marked_with() -> None:
    assert list(load("colours").facts) == list(LABELS)


def test_only_a_pdf_can_be_marked(minutes: Path, tmp_path: Path) -> None:
    result = run("extract", minutes, "--marked", tmp_path / "marked.pdf")
    assert result.exit_code == 1
    assert "only a PDF can be marked" in result.stderr
    assert run("extract", minutes, minutes, "--marked", tmp_path / "marked.pdf").exit_code == 2


def test_enrich_keeps_order_and_fields_and_reports_bad_lines() -> None:
    rows = [
        '{"n": 1, "body": "steg 3,4 %", "extra": {"a": [1]}}',
        "no json",
        '{"n": 3}',
        "",
        '{"n": 4, "body": "i 2020"}',
    ]
    result = run("enrich", "--text-field", "body", stdin="\n".join(rows))
    assert result.exit_code == 1
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["n"] for row in out] == [1, 3, 4]
    assert out[0]["extra"] == {"a": [1]}
    assert out[0]["entities"][0]["value"] == "3.4"
    assert "entities" not in out[1]
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [" line 2", " line 3"]


def test_enrich_never_overwrites_a_field() -> None:
    row = '{"body": "i 2020", "items": 7}'
    assert json.loads(run("enrich", "--text-field", "body", stdin=row).stdout)["items"] == 7
    out = json.loads(run("enrich", "--text-field", "body", "--prefix", "ref_", stdin=row).stdout)
    assert (out["items"], out["ref_items"]) == (7, [])


def test_explain_names_rule_parts_and_item(minutes: Path) -> None:
    result = run("explain", minutes, "--at", str(TEXT.index("1,2 mio")))
    assert "value    1200000" in result.output
    assert "rule     money:" in result.output
    assert "Item 1 'Ny sti'" in result.output
    assert "'Beslutning'" in result.output


def test_explain_tells_the_offsets_of_the_record_whatever_the_rules_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").replace("bevilger", "be\u00advilger").encode())
    record = json.loads(run("extract", "--rules-only", path, "--format", "json").output)
    money = next(entity for entity in record["entities"] if entity["label"] == "MONEY")
    (item,) = record["items"]
    told = run("explain", "--rules-only", path, "--at", str(money["start"])).output
    assert f"MONEY  '1,2 mio. kr.'  ({money['start']} to {money['end']})" in told
    assert f"Item 1 'Ny sti' covers {item['start']} to {item['end']}." in told
    assert f"was opened by 'Beslutning' at {item['sections'][0]['start']}." in told


def test_explain_tells_what_another_mention_gave_way_to(minutes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = TEXT.index("Udvalget bevilger")
    spans = (("ORG", 0, 10), ("PERSON", 5, 14), ("PROJECT", -14, 1), ("DATE", 1, 3))
    mentions = [Mention(start + one, start + end, label, label, "x:y") for label, one, end in spans]
    monkeypatch.setattr("referat.explain.found", lambda *_: mentions)

    def also(at: int) -> list[str]:
        told = run("explain", "--rules-only", minutes, "--at", str(start + at)).output
        return [line.removeprefix("also     ") for line in told.splitlines() if line.startswith("also")]

    person = f"PERSON at {start + 5} to {start + 14} (x:y) gave way to"
    date, project = (f"DATE at {start + 1} to {start + 3} (x:y)", f"PROJECT at {start - 14} to {start + 1} (x:y)")
    assert also(0) == [f"{person} it", f"{project} crosses a blank line", f"{date} gave way to it"]
    assert also(11) == [f"{person} ORG at {start} to {start + 10}"]


def test_explain_where_nothing_is(minutes: Path) -> None:
    assert "No entity" in run("explain", minutes, "--at", str(TEXT.index("stien"))).output
    assert run("explain", minutes, "--at", "0", "--meeting-date", "3/5 2022").exit_code == 2
    outside = run("explain", minutes, "--at", "9999")
    assert outside.exit_code == 1
    assert "outside the text" in outside.stderr


@pytest.mark.parametrize("command", [(), ("extract",), ("enrich",), ("explain",), ("schema",)])
def test_help_is_there(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.output) > 100


def test_schema_is_json() -> None:
    assert json.loads(run("schema").output)["title"] == "referat record"


def test_a_reader_that_stops_early_is_no_error(minutes: Path) -> None:
    command = f"{sys.executable} -m referat extract --rules-only {' '.join([str(minutes)] * 50)} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert not done.stderr


@pytest.mark.parametrize("out", ["no-such-folder/out.jsonl", "minutes.txt/out.jsonl", "/dev/full"])
def test_what_cannot_be_written_is_told_in_one_line(minutes: Path, out: str) -> None:
    result = run("extract", "--rules-only", minutes, "-o", minutes.parent / out)
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["extract --rules-only {}", "explain --rules-only {} --at 3", "schema"])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(minutes: Path, command: str) -> None:
    program = [sys.executable, "-m", "referat", *command.format(minutes).split()]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["Error: standard output cannot be written: No space left on device"]


def test_no_document_is_overwritten(minutes: Path) -> None:
    for arguments in (("-o", minutes), ("--save-text", minutes.parent)):
        result = run("extract", "--rules-only", minutes, *arguments)
        assert result.exit_code == 1
        assert str(minutes) in result.stderr
        assert minutes.read_text("utf-8") == TEXT


def test_no_document_is_overwritten_before_its_turn_comes(minutes: Path) -> None:
    other = minutes.parent / "a" / minutes.name
    other.parent.mkdir()
    other.write_text(f"a: {TEXT}", encoding="utf-8")
    result = run("extract", "--rules-only", other, minutes, "--save-text", minutes.parent)
    assert (result.exit_code, result.stdout) == (1, "")
    assert minutes.read_text("utf-8") == TEXT


def test_two_documents_of_one_name_do_not_share_a_text(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "minutes.txt").write_text(f"{folder}: {TEXT}", encoding="utf-8")
    result = run("extract", "--rules-only", tmp_path / "a", tmp_path / "b", "--save-text", tmp_path / "texts")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "would be overwritten" in result.stderr
    assert (tmp_path / "texts" / "minutes.txt").read_text("utf-8") == f"a: {TEXT}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_to_read_it(minutes: Path) -> None:
    minutes.chmod(0)
    result = run("extract", "--rules-only", minutes)
    assert (result.exit_code, result.stderr) == (1, f"referat: {minutes}: Permission denied\n")


def test_a_folder_of_odd_things(minutes: Path) -> None:
    folder = minutes.parent
    (folder / "folder.txt").mkdir()
    (folder / "nowhere.txt").symlink_to(folder / "gone")
    result = run("extract", "--rules-only", folder)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["minutes"]
    assert result.stderr == f"referat: {folder / 'nowhere.txt'}: No such file or directory\n"


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 1
    assert "no file in this folder ends in .txt or" in result.stderr


def test_a_name_of_a_letter_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("e").mkdir()
    assert run("extract", "e").stderr.startswith("referat: e: no file in this folder")


def test_an_endless_device_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referat.read.SIZE_LIMIT", 1000)
    result = run("extract", "/dev/zero")
    assert result.exit_code == 1
    assert "more than 1,000 bytes" in result.stderr


def test_a_bar_shows_on_a_terminal_how_far_many_files_are(minutes: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    program = [sys.executable, "-m", "referat", "extract", "--rules-only", tmp_path, "-o", tmp_path / "out.jsonl"]
    reader, writer = pty.openpty()
    assert subprocess.run(program, stderr=writer, check=False).returncode == 1
    os.close(writer)
    shown = os.read(reader, 10_000).decode()
    assert "Reading" in shown
    assert "100%" in shown
    told = f"referat: {tmp_path / 'empty.txt'}: there is no text in it"
    assert f"\r\x1b[K{told}" in shown, "on a line of its own"
    piped = subprocess.run(program, capture_output=True, text=True, check=False)
    assert piped.stderr.startswith(told)
    assert piped.stderr.count("\n") == 1


def test_a_table_does_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Byrådet\n\n1. Ny \x1b[31msti\n\nDen 3. maj\x1b 2022\n", encoding="utf-8")
    assert "\x1b" not in run("extract", "--rules-only", path, "--format", "table").stdout


def test_csv_keeps_line_ends_of_every_kind_in_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Mødet den 3. maj\r2022 og den 4. maj\r\n2022.".encode())
    result = run("extract", "--rules-only", path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert [row["text"] for row in rows] == ["3. maj\r2022", "4. maj\r\n2022"]


def test_enriched_lines_keep_their_own_fields_to_the_letter() -> None:
    row = '{"n": 1.00000000000000000001, "body" : "steg 3,4 %", "n": 1e999 }'
    out = run("enrich", "--rules-only", "--text-field", "body", stdin=f"\ufeff{row}\r\n").stdout
    assert out.startswith(row[:-2] + ", ")
    assert json.loads(out)["entities"][0]["value"] == "3.4"
    untouched = '{"n":0.10,  "body": 7}'
    assert run("enrich", "--text-field", "body", stdin=untouched).stdout == untouched + "\n"


def test_enrich_passes_a_line_through_whose_date_is_none() -> None:
    row = '{"body": "i 2020", "held": "3/5 2022"}'
    result = run("enrich", "--rules-only", "--text-field", "body", "--date-field", "held", stdin=row)
    assert (result.exit_code, result.stdout) == (1, row + "\n")
    assert result.stderr.startswith(
        "referat: line 1: '3/5 2022' is not a date; write the meeting's date as YYYY-MM-DD;"
    )


def test_enrich_without_its_model_ends_in_one_line() -> None:
    result = run("enrich", "--text-field", "body", "--model", "da_no_such_model", stdin='{"body": "Ry"}\n' * 3)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "python -m spacy download da_no_such_model" in result.stderr


def test_enrich_leaves_a_line_out_that_is_no_utf_8() -> None:
    result = run("enrich", "--rules-only", "--text-field", "body", stdin='{"body": "5 kr. på Ærø"}\n'.encode("cp1252"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("referat: line 1: byte 0xe5 is not UTF-8; the line is left out")


def test_enrich_takes_an_empty_date_for_none() -> None:
    rows = ['{"body": "i 2020", "held": ""}', '{"body": "i 2020", "held": null}', '{"body": "i 2020"}']
    result = run("enrich", "--rules-only", "--text-field", "body", "--date-field", "held", stdin="\n".join(rows))
    assert result.exit_code == 0
    assert [json.loads(line)["meeting"]["date"] for line in result.stdout.splitlines()] == [None] * 3


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 10_000, '{"body": "\\udcff den 3. maj 2022"}', "\x00", "null"])
def test_enrich_takes_any_line(line: str) -> None:
    result = run("enrich", "--rules-only", "--text-field", "body", stdin=line)
    assert result.exit_code in (0, 1)
    assert result.exception is None or isinstance(result.exception, SystemExit)
