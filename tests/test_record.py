"""Records go to JSON and come back the same."""

import json
import re
from pathlib import Path

import pytest

from referat import extract, extract_file
from referat.record import from_dict, schema, to_dict, to_json

TEXT = """Referat
Teknisk Udvalg
Mødedato: 3. maj 2022 kl. 16.00

1. Ny sti ved Skovby
Sagsnr.: 22/1234
Indstilling
Forvaltningen indstiller, at der bevilges 1,2 mio. kr.
Beslutning
Godkendt.
"""


def test_round_trip() -> None:
    record = extract(TEXT)
    data = json.loads(to_json(record, with_text=True))
    assert from_dict(data) == record
    assert from_dict(to_dict(record), text=TEXT) == record


def test_the_record_fits_its_schema() -> None:
    assert_fits(json.loads(to_json(extract(TEXT))), schema())


@pytest.mark.parametrize("name", ["b-slagelse-2023-klima.chromium.pdf", "b-slagelse-2023-klima.docx"])
def test_a_record_with_pages_and_tables_fits_it_too(name: str) -> None:
    record = extract_file(Path(__file__).parent / "documents" / name, model=None)
    assert record.tables
    assert bool(record.pages) is name.endswith(".pdf")
    assert_fits(json.loads(to_json(record)), schema())


def assert_fits(value: object, part: dict) -> None:
    """The little of JSON Schema that the record's schema uses."""
    if "oneOf" in part:
        fitting = [choice for choice in part["oneOf"] if (choice.get("type") == "null") == (value is None)]
        assert_fits(value, fitting[0])
    elif part.get("type") == "object" and isinstance(value, dict) and "properties" in part:
        assert set(part["required"]) <= set(value) <= set(part["properties"])
        for key, inner in value.items():
            assert_fits(inner, part["properties"][key])
    elif part.get("type") == "array" and isinstance(value, list):
        for inner in value:
            assert_fits(inner, part["items"])
    elif "enum" in part:
        assert value in part["enum"]
    elif "const" in part:
        assert value == part["const"]
    else:
        kinds = {"string": str, "integer": int, "number": float, "boolean": bool, "null": type(None), "object": dict}
        names = part["type"] if isinstance(part["type"], list) else [part["type"]]
        assert isinstance(value, tuple(kinds[name] for name in names))
        assert not isinstance(value, int) or value >= part.get("minimum", value)
        assert not isinstance(value, str) or re.search(part.get("pattern", ""), value)


def test_hand_written_records_may_be_short() -> None:
    entity = {"start": 0, "end": 4, "label": "DATE", "text": "2022", "value": "2022", "item": 1, "section": "resume"}
    record = from_dict({"id": "a", "meeting_date": "2022-10-11", "entities": [entity]})
    assert record.meeting.date == "2022-10-11"
    assert record.entities[0].rule == ""


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"entities": []}, "'id' is missing"),
        ({"id": "a"}, "'entities' is missing"),
        (
            {"id": "a", "entities": [{"start": 0, "end": 3, "label": "DATE", "text": "2022", "value": "x"}]},
            "length of its span",
        ),
        ({"id": "a", "entities": [{"start": 0, "endd": 3}]}, "endd"),
    ],
)
def test_malformed_records_are_refused(data: dict, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        from_dict(data)
