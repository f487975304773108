"""TIME beyond the examples in its pattern file."""

from __future__ import annotations

import time as clock

import pytest

from referat.labels import time
from referat.values import bare


def shown(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.value) for m in time.find(bare(text))]


@pytest.mark.parametrize("hour", range(24))
def test_every_hour(hour: int) -> None:
    assert shown(f"kl. {hour}") == [(f"kl. {hour}", f"{hour:02}:00")]
    assert shown(f"kl. {hour:02}.15,") == [(f"kl. {hour:02}.15", f"{hour:02}:15")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mødedato Tirsdag d. 22. november 2016 kl. 08:30\n\nMødested", [("kl. 08:30", "08:30")]),
        ("Dato: 03-05-2030 16:00:00", [("16:00:00", "16:00")]),
        ("Faxe, 4 april, 2030 - 18:00", [("18:00", "18:00")]),
        ("Mødetid: 16:30 - 18:05", [("16:30 - 18:05", "16:30/18:05")]),
        ("STARTTIDSPUNKT\n17:00", [("17:00", "17:00")]),
        ("kl. 14.15 til kl. 16.15", [("kl. 14.15", "14:15"), ("kl. 16.15", "16:15")]),
        ("kl. 14.15 til 16.15", [("kl. 14.15", "14:15"), ("16.15", "16:15")]),
        ("mødet sluttede kl.19.05.", [("kl.19.05", "19:05")]),
        ("mellem kl. 7 og kl. 8", [("kl. 7", "07:00"), ("kl. 8", "08:00")]),
    ],
)
def test_times(text: str, found: list[tuple[str, str]]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Kl Mødested", "kl. ", "10.30", "1:500", "8:30", "3. kl. 22 elever", "klasse 7", "afsnit 10.30", "kl. 25",
        "kl. 24.01", "kl. 12.60", "for 16.30 kr.", "forholdet 16:30", "tidlig 16.30", "22. november 2016",
        "kl.\n\n8", "2030 16.30",
    ],
)  # fmt: skip
def test_what_looks_like_a_time_and_is_none(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("unit", ["1", "kl. ", "kl. 8 ", "kl. 8-", "Tid: ", "2022 10:00 ", "1:", "K", " ", "start\n"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = clock.process_time()
        assert sum(1 for _ in time.find(bare(text))) >= 0
        return clock.process_time() - start

    best = min(seconds(50_000) for _ in range(2)), min(seconds(100_000) for _ in range(2))
    assert best[1] < 3 * best[0] + 0.05


@pytest.mark.parametrize("text", ["", "\x00kl. 8", "\ud800 kl. 17 \udfff", "kl. ١٢"])
def test_any_text_is_legal(text: str) -> None:
    assert all(value in {"08:00", "17:00"} for _, value in shown(text))
