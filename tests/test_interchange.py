"""Labelled documents in other people's forms: read, written, and refused where they are malformed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referat.interchange import read_gold, read_predictions
from referat.interchange.labelled import GoldError, Labelled
from referat.interchange.write import write_gold
from referat.read import read_text
from referat.record import from_dict
from referat.values import Record

EVAL = Path(__file__).parents[1] / "eval"
TEXT = "Ida Bæk bevilger 5.000 kr.\r\ntil Ry Skakklub 😀 i maj.\n"
SPANS = {"Ida Bæk": "PERSON", "5.000 kr.": "MONEY", "Ry Skakklub": "ORG", "maj": "DATE"}
VALUES = {"5.000 kr.": "5000", "maj": "2022-05"}


def spans(**more: Any) -> list[dict[str, Any]]:
    places = ((TEXT.index(text), text, label) for text, label in SPANS.items())
    return [{"start": start, "end": start + len(text), "label": label, **more} for start, text, label in places]


def entities() -> list[dict[str, Any]]:
    shown = zip(spans(), SPANS, strict=True)
    return [{**span, "text": text, "value": VALUES.get(text, text), "item": 1} for span, text in shown]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def lines(*documents: dict[str, Any]) -> str:
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def found(record: Record) -> list[tuple[str, str, str]]:
    return [(entity.label, entity.text, entity.value) for entity in record.entities]


def one(path: Path) -> Labelled:
    (labelled,) = read_gold(path)
    return labelled


PLAIN = [(label, text, text) for text, label in SPANS.items()]
VALUED = [(label, text, VALUES.get(text, text)) for text, label in SPANS.items()]


# Forms that are read.


def test_a_record_with_its_text_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", TEXT)
    digest = read_text(TEXT).sha256
    labelled = one(written(tmp_path, "a.json", json.dumps({"id": "a", "sha256": digest, "entities": entities()})))
    assert labelled.record.text == TEXT, "line ends are the file's"
    assert found(labelled.record) == VALUED
    assert labelled.unjudged == {"structure"}


def test_an_id_may_be_a_number(tmp_path: Path) -> None:
    assert one(written(tmp_path, "a.json", json.dumps({"id": 7, "text": TEXT, "entities": []}))).record.id == "7"


def test_a_folder_of_records_and_texts(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path, f"{name}.txt", TEXT)
        written(tmp_path, f"{name}.json", json.dumps({"id": name, "entities": entities()}))
    assert [labelled.record.id for labelled in read_gold(tmp_path)] == ["a", "b"]


def test_a_folder_with_texts_and_gold_apart() -> None:
    documents = list(read_gold(EVAL))
    assert {labelled.record.id for labelled in documents} == {path.stem for path in (EVAL / "texts").iterdir()}
    assert not any(labelled.unjudged for labelled in documents)
    assert {labelled.split for labelled in documents} == {"dev", "test"}


def test_an_array_of_records(tmp_path: Path) -> None:
    both = [{"id": id, "text": TEXT, "entities": entities()} for id in ("a", "b")]
    assert len(list(read_gold(written(tmp_path, "both.json", json.dumps(both))))) == 2


def test_prodigy(tmp_path: Path) -> None:
    tokens = spans(token_start=0, token_end=1, source="x")
    accepted = {"text": TEXT, "spans": tokens, "answer": "accept", "meta": {}, "_input_hash": 1, "tokens": []}
    path = written(tmp_path, "p.jsonl", lines(accepted, {**accepted, "answer": "reject"}))
    labelled = one(path)
    assert found(labelled.record) == PLAIN
    assert labelled.record.id == "p-1"
    assert labelled.unjudged == {"value", "item", "section", "structure"}


@pytest.mark.parametrize("key", ["label", "labels"])
def test_doccano_sequences(tmp_path: Path, key: str) -> None:
    triples = [[span["start"], span["end"], span["label"]] for span in spans()]
    labelled = one(written(tmp_path, "d.jsonl", lines({"id": 7, "text": TEXT, key: triples})))
    assert (labelled.record.id, found(labelled.record)) == ("7", PLAIN)


def test_doccano_entities(tmp_path: Path) -> None:
    offsets = [{"id": 1, "label": s["label"], "start_offset": s["start"], "end_offset": s["end"]} for s in spans()]
    document = {"id": 7, "text": TEXT, "entities": offsets, "relations": [], "Comments": []}
    assert found(one(written(tmp_path, "d.jsonl", lines(document))).record) == PLAIN


def test_spans_with_values_are_scored_on_them(tmp_path: Path) -> None:
    valued = [{**span, "value": "x"} for span in spans()]
    labelled = one(written(tmp_path, "v.jsonl", lines({"text": TEXT, "spans": valued, "split": "dev"})))
    assert "value" not in labelled.unjudged
    assert labelled.split == "dev"


def test_labels_of_other_taggers_are_ours_where_there_is_one(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", lines({"text": TEXT, "spans": [{"start": 0, "end": 7, "label": "PER"}]}))
    assert found(one(path).record) == [("PERSON", "Ida Bæk", "Ida Bæk")]


@pytest.mark.parametrize(
    ("first", "inner", "single"), [("B", "I", "B"), ("I", "I", "I"), ("B", "L", "U"), ("B", "E", "S")]
)
def test_conll(tmp_path: Path, first: str, inner: str, single: str) -> None:
    content = (
        f"# newdoc id = a\n# text = as it was\nIda\tX\t{first}-PERSON\nBæk\tX\t{inner}-PERSON\ngav\tX\tO\n\n"
        f"Ry {single}-ORG\r\n\n-DOCSTART- O\n\nmaj\t{single}-DATE\n"
    )
    first_document, second = read_gold(written(tmp_path, "c.conll", content))
    assert first_document.record.text == "Ida Bæk gav\nRy\n"
    assert found(first_document.record) == [("PERSON", "Ida Bæk", "Ida Bæk"), ("ORG", "Ry", "Ry")]
    assert (first_document.record.id, second.record.id, second.record.text) == ("a", "c-2", "maj\n")


def test_neighbours_with_one_label_stay_two_in_conll(tmp_path: Path) -> None:
    path = written(tmp_path, "c.iob", "Ry B-ORG\nSkive B-ORG\n\nHobro I-ORG\n")
    assert [text for _, text, _ in found(one(path).record)] == ["Ry", "Skive", "Hobro"]


# Forms that are written, and read back.


def gold() -> list[Labelled]:
    whole = from_dict({"id": "a", "text": TEXT, "sha256": read_text(TEXT).sha256, "entities": entities(), "items": []})
    return [Labelled(whole, "dev"), *list(read_gold(EVAL))[:2]]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_our_records_come_back_as_they_were(tmp_path: Path, form: str) -> None:
    documents = gold()
    assert write_gold(documents, form, tmp_path / f"out.{form}") == []
    assert list(read_gold(tmp_path / f"out.{form}")) == documents


def test_texts_and_records_come_back_as_they_were(tmp_path: Path) -> None:
    documents = gold()
    write_gold(documents, "texts", tmp_path)
    assert (tmp_path / "texts" / "a.txt").read_bytes().decode("utf-8") == TEXT
    assert sorted(read_gold(tmp_path), key=lambda labelled: labelled.record.id) == sorted(
        documents, key=lambda labelled: labelled.record.id
    )


def test_docbin_keeps_text_spans_values_and_split(tmp_path: Path) -> None:
    documents = gold()
    told = write_gold(documents, "spacy", tmp_path / "out.spacy")
    back = list(read_gold(tmp_path / "out.spacy"))
    assert [(b.record.id, b.record.text, b.split) for b in back] == [
        (d.record.id, d.record.text, d.split) for d in documents
    ]
    assert found(back[0].record) == VALUED
    changed = sum(len(set(found(d.record)) - set(found(b.record))) for d, b in zip(documents, back, strict=True))
    assert changed == len(told), "each span that tokens cannot hold is told"


def test_conll_keeps_words_and_labels(tmp_path: Path) -> None:
    write_gold(gold()[:1], "conll", tmp_path / "out.conll")
    back = one(tmp_path / "out.conll").record
    assert [(entity.label, entity.text.replace(" ", "")) for entity in back.entities] == [
        (label, text.replace(" ", "")) for text, label in SPANS.items()
    ]


def test_an_id_that_is_no_file_name_is_not_written(tmp_path: Path) -> None:
    outside = Labelled(from_dict({"id": "../a", "text": "", "entities": []}))
    with pytest.raises(GoldError, match="cannot be the name of a file"):
        write_gold([outside], "texts", tmp_path)
    assert not list(tmp_path.iterdir())


# What is malformed is refused, with file, line and reason.


def record_file(folder: Path, change: Callable[[list[dict[str, Any]]], None], **more: Any) -> Path:
    raw = entities()
    change(raw)
    body = ",\n".join(json.dumps(entity) for entity in raw)
    head = "".join(f"{json.dumps(name)}: {json.dumps(value)}, " for name, value in {"text": TEXT, **more}.items())
    return written(folder, "bad.json", f'{{"id": "a", {head}"entities": [\n{body}\n]}}\n')


def refusal(path: Path) -> str:
    with pytest.raises(GoldError) as error:
        list(read_gold(path))
    return str(error.value).removeprefix(f"{path.parent}/")


def shifted(by: int, start: int = 1) -> Callable[[list[dict[str, Any]]], None]:
    def change(raw: list[dict[str, Any]]) -> None:
        for entity in raw[start:]:
            entity["start"] += by
            entity["end"] += by

    return change


def in_units(encoding: str, size: int) -> Callable[[list[dict[str, Any]]], None]:
    def change(raw: list[dict[str, Any]]) -> None:
        for entity in raw:
            for edge in ("start", "end"):
                entity[edge] = len(TEXT[: entity[edge]].encode(encoding)) // size

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            shifted(1),
            "3: a: MONEY 18 to 27: the text there is '.000 kr.\\r', not '5.000 kr.' (it stands 1",
        ),
        (
            shifted(-1),
            "3: a: MONEY 16 to 25: the text there is ' 5.000 kr', not '5.000 kr.' (it stands 1 further right)",
        ),
        (
            in_units("utf-16-le", 2),
            "5: a: DATE 49 to 52: the text there is 'aj.', not 'maj' (it stands 1 further left; do",
        ),
        (in_units("utf-16-le", 2), "do the offsets count UTF-16 units? they should count code points)"),
        (in_units("utf-8", 1), "2: 'Ida Bæk' does not have the length of its span 0..8"),
        (lambda raw: raw[2].update(label="FIRM"), "4: a: FIRM 32 to 43: unknown label; the labels are DATE,"),
        (lambda raw: raw.append(raw[1]), "3: a: MONEY 17 to 26: it overlaps the entity before it, which ends at"),
        (lambda raw: raw[1].pop("value"), "3: a: MONEY 17 to 26: it has no value, though others have one"),
        (lambda raw: raw[1].update(end=27), "3: '5.000 kr.' does not have the length of its span 17..27"),
        (lambda raw: raw[1].update(start=-1), "3: offsets must satisfy 0 <= start <= end"),
        (lambda raw: raw[1].update(start="17"), "3: start and end are whole numbers, not '17' and 26"),
        (lambda raw: raw[1].pop("label"), "3: an entity without label"),
        (lambda raw: raw[1].update(itm=3), "3: an entity with the unknown field itm"),
        (lambda raw: raw[1].update(value=5000), "3: record 'a': the entity's `value` is 5000, not str"),
        (lambda raw: raw.append(3), "1: an entity is a JSON object, not 3"),
        (lambda raw: raw[1].update(start=100, end=109), "3: a: MONEY 100 to 109: the text there is '', not"),
        (lambda raw: raw[0].update(end=8, text="Ida Bæk "), "2: a: PERSON 0 to 8: the span 'Ida Bæk ' is empty"),
    ],
)
def test_records_that_are_malformed(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], problem: str
) -> None:
    told = refusal(record_file(tmp_path, change))
    assert told.startswith("bad.json:")
    assert problem in told


def test_a_span_over_a_blank_line_is_refused(tmp_path: Path) -> None:
    text = "Ry\n \nKlub"
    entity = {"start": 0, "end": len(text), "label": "ORG", "text": text, "value": "Ry Klub"}
    path = written(tmp_path, "bad.json", json.dumps({"id": "a", "text": text, "entities": [entity]}))
    assert "crosses a blank line" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("bad.json", "{\n'a'}", "bad.json:2: not JSON: "),
        ("bad.json", '{"id": "a", "text": "x"}', "bad.json:1: the record has no list `entities`"),
        ("bad.json", "[3]", "bad.json:1: a JSON object is wanted, not int"),
        ("bad.json", '{"id": "a", "text": 3, "entities": []}', "bad.json:1: `text` is int, not a string"),
        ("bad.json", '{"id": "a", "entities": []}', "bad.json:1: the record holds no text, and there is no bad.t"),
        ("bad.json", '{"id": "a", "text": "x", "sha256": "00", "entities": []}', "bad.json:1: the text has ch"),
        ("bad.jsonl", '{"text": "x", "spans": []}\n{"text": \n', "bad.jsonl:2: not JSON: "),
        ("bad.jsonl", '\n{"text": "Ry", "spans": [{"start": 0, "end": 3, "label": "ORG"}]}', "bad.jsonl:2: a span"),
        ("bad.jsonl", '{"text": "Ry", "spans": [{"start": 0, "end": 2}]}', "bad.jsonl:1: a span without 'label'"),
        ("bad.jsonl", '{"text": "Ry", "label": [[0, 2]]}', "bad.jsonl:1: a span without 'label'"),
        ("bad.jsonl", '{"text": "Ry", "label": [[0, 2, "FIRM"]]}', "bad.jsonl:1: bad-1: FIRM 0 to 2: unknown label"),
        ("bad.jsonl", '{"text": "Skive", "label": [[1, 4, "ORG"]]}', "bad.jsonl:1: a span that cannot be read: 1 to"),
        ("bad.jsonl", '{"id": 1, "text": "a", "spans": []}\n' * 2, "bad.jsonl:2: the id '1' is that of "),
        ("bad.conll", "Ry B-ORG\nog\n", "bad.conll:2: a token and a tag are wanted, not 'og'"),
        ("bad.conll", "Ry B-ORG\nog ORG\n", "bad.conll:2: 'ORG' is no IOB tag"),
        ("bad.conll", "Ry B-FIRM\n", "bad.conll:1: bad: FIRM 0 to 2: unknown label"),
        ("bad.txt", '+++\nid = "a"\n+++\n{{0 head}}[[Ry|FIRM|Ry]]\n', "bad.txt:4: unknown label 'FIRM'"),
        ("bad.spacy", b"no DocBin", "bad.spacy: not a spaCy DocBin"),
        ("bad.xml", "<x/>", "bad.xml: cannot tell the form by the suffix"),
        ("bad.json", "[]".encode("utf-16"), None),
        ("bad.jsonl", '{"text": "Sø", "spans": []}\n{"text": "'.encode() + b'S\xf8"}\n', "bad.jsonl:2: byte 0xf8 is n"),
        ("bad.json", '{"id": "a", "text": "x", "entities": [], "items": 3}', "bad.json:1: record 'a': 'int' obj"),
        ("bad.json", '{"id": "a", "text": "x", "entities": [], "meeting": {"dato": "x"}}', "unknown field `dato`"),
        ("bad.json", '{"id": "a", "text": "x", "entities": [], "meeting_date": "3/5"}', "a: '3/5' is not a date"),
        ("bad.jsonl", '{"text": "x", "spans": [], "split": 3}', "bad.jsonl:1: `split` is int, not a string"),
        ("bad.jsonl", '{"text": "Ry", "spans": [{"start": 0, "end": 2, "label": "ORG", "value": 5}]}', "value 5 is n"),
        ("bad.jsonl", '{"text": "Ry", "label": [3]}', "bad.jsonl:1: a span that cannot be read: 3 is neither"),
    ],
)  # fmt: skip
def test_files_that_are_malformed(tmp_path: Path, name: str, content: str | bytes, problem: str | None) -> None:
    path = written(tmp_path, name, content)
    if problem is None:
        assert list(read_gold(path)) == []
    else:
        assert problem in refusal(path)


def test_a_text_beside_its_record_is_checked_too(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", json.dumps({"id": "a", "entities": [], "sha256": read_text(TEXT).sha256}))
    written(tmp_path, "a.txt", TEXT.replace("maj", "juni"))
    assert "the text has changed since it was labelled" in refusal(path)
    written(tmp_path, "a.txt", "Sø\n".encode() + b"S\xf8\n")
    assert refusal(path).startswith("a.txt:2: byte 0xf8 is not UTF-8, though other places are; save the whole file")


def test_a_folder_without_labelled_files_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "notes.md", "Ingen mærker.")
    assert "no labelled file here; they end in .json, " in refusal(tmp_path)
    written(tmp_path, "notes.txt", "Ingen mærker.")
    assert "begins with TOML between two lines" in refusal(tmp_path)


def test_with_chosen_labels_others_may_be_unknown(tmp_path: Path) -> None:
    triples = [[0, 7, "PERSON"], [17, 26, "FIRM"]]
    path = written(tmp_path, "d.jsonl", lines({"text": TEXT, "label": triples}))
    (labelled,) = read_gold(path, labels=["PERSON"])
    assert [entity.text for entity in labelled.record.entities] == ["Ida Bæk"]


def test_predictions_need_no_text_and_are_taken_as_they_are(tmp_path: Path) -> None:
    raw = [{"start": 0, "end": 2, "label": "FIRM", "text": "Ry"}, {"start": 1, "end": 3, "label": "ORG", "text": "yK"}]
    (labelled,) = read_predictions(written(tmp_path, "p.json", json.dumps({"id": "a", "entities": raw})))
    assert [entity.label for entity in labelled.record.entities] == ["FIRM", "ORG"]
    assert labelled.unjudged == {"value", "item", "section", "structure"}
