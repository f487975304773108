"""Every example of every pattern runs, both ways: what it must find, and what it must leave."""

from __future__ import annotations

import importlib
import re
import tomllib

import pytest

from referat import patterns
from referat.data import folder
from referat.structure.tables import find_tables
from referat.values import bare

FILES = sorted(path.stem for path in folder("patterns").glob("*.toml"))
LABELLED = [
    name for name in FILES if tomllib.loads((folder("patterns") / f"{name}.toml").read_text("utf-8")).get("label")
]
MARK = re.compile(r"\[([^\[\]]*)\]")


def read_example(example: str) -> tuple[str, list[tuple[int, int]], list[str]]:
    """The text without its marks, the marked spans, and the values behind ` = `."""
    marked, _, values = example.rpartition(" = ")
    text, spans, cursor = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[cursor : mark.start()]
        spans.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        cursor = mark.end()
    return text + marked[cursor:], spans, values.split(" | ")


def found(name: str, text: str, date: str | None) -> list[tuple[int, int, str, str]]:
    """What the label of the pattern file finds in a text."""
    label = importlib.import_module(f"referat.labels.{name}")
    minutes = bare(text, date=date, tables=find_tables(text))
    return sorted((m.start, m.end, m.value, m.rule) for m in label.find(minutes))


CASES = [
    (name, pattern, example)
    for name in LABELLED
    for pattern in patterns.load(name).patterns
    for example in pattern.examples
]
NEAR_MISSES = [
    (name, pattern, text)
    for name in LABELLED
    for pattern in patterns.load(name).patterns
    for text in pattern.near_misses
]


@pytest.mark.parametrize(("name", "pattern", "example"), CASES, ids=lambda v: getattr(v, "id", v))
def test_example(name: str, pattern: patterns.Pattern, example: str) -> None:
    text, spans, values = read_example(example)
    assert spans, f"no [span] marked in {example!r}"
    hits = found(name, text, pattern.meeting_date or patterns.load(name).meeting_date)
    shown = [(text[start:end], value) for start, end, value, _ in hits]
    wanted = [(text[start:end], value) for (start, end), value in zip(spans, values, strict=True)]
    assert shown == wanted
    assert [(start, end) for start, end, _, _ in hits] == spans
    assert f"{name}:{pattern.id}" in {rule for *_, rule in hits}, f"found by {[rule for *_, rule in hits]}"


@pytest.mark.parametrize(("name", "pattern", "text"), NEAR_MISSES, ids=lambda v: getattr(v, "id", v))
def test_near_miss(name: str, pattern: patterns.Pattern, text: str) -> None:
    hits = found(name, text, pattern.meeting_date or patterns.load(name).meeting_date)
    assert not hits, [(text[start:end], value, rule) for start, end, value, rule in hits]


@pytest.mark.parametrize("name", LABELLED)
def test_every_pattern_shows_itself(name: str) -> None:
    for pattern in patterns.load(name).patterns:
        assert pattern.examples, f"{name}:{pattern.id} has no example"
