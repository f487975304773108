"""Percentages beyond the examples that stand with their patterns."""

import time

import pytest

from referat.labels import percent
from referat.values import bare


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.value) for mention in percent.find(bare(text))]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("i 2022-5 %", [("5 %", "5")]),
        ("fra 10 %\n\nPunkt", [("10 %", "10")]),
        ("10\n\n% af", []),
        ("to og fem procent", [("fem procent", "5")]),
        ("14-15 pct. af 100 %", [("14-15 pct.", "14/15"), ("100 %", "100")]),
        ("steg 2,5 pct.-point (fra 5 pct.)", [("2,5 pct.-point", "2.5;unit=pp"), ("5 pct.", "5")]),
        ("½-1 % af", [("½-1 %", "0.5/1")]),
        ("en 5 procents stigning", [("5 procents", "5")]),
    ],
)
def test_found(text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text) == hits


def test_details_name_the_unit() -> None:
    assert [mention.details["unit"] for mention in percent.find(bare("5 % og 2 procentpoint"))] == ["%", "pp"]


@pytest.mark.parametrize("text", ["\x00", "\ud800 5 %", "😀5 %", "%", "5" * 10000 + "%", "procent " * 1000])
def test_any_text_is_legal(text: str) -> None:
    list(percent.find(bare(text)))


@pytest.mark.parametrize("piece", ["1", "1.", "1,", "½", "1-", "1 ", "a-", "procent ", "og "])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        minutes = bare(piece * (size // len(piece)))
        start = time.process_time()
        list(percent.find(minutes))
        return time.process_time() - start

    assert min(seconds(80_000) for _ in range(3)) < 3 * max(min(seconds(40_000) for _ in range(3)), 0.005)
