"""Which of overlapping mentions is kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.labels import LABELS
from referat.resolve import PREFERENCE, resolve
from referat.values import Mention


def mention(start: int, end: int, label: str, rule: str = "rule:x") -> Mention:
    return Mention(start, end, label, "value", rule)


def test_the_table_names_every_label_once() -> None:
    assert sorted(PREFERENCE) == sorted(LABELS)


@pytest.mark.parametrize(
    ("mentions", "kept"),
    [
        ([mention(0, 6, "LOC"), mention(0, 14, "ORG")], ["ORG"]),
        ([mention(0, 5, "DATE"), mention(0, 5, "CASE_NUMBER")], ["CASE_NUMBER"]),
        ([mention(0, 5, "DATE"), mention(5, 9, "TIME")], ["DATE", "TIME"]),
        ([mention(0, 30, "ORG", "model:x"), mention(4, 9, "LOC")], ["LOC"]),
        ([mention(0, 9, "ORG"), mention(5, 12, "PERSON"), mention(10, 14, "LOC")], ["ORG", "LOC"]),
    ],
)
def test_preference(mentions: list[Mention], kept: list[str]) -> None:
    assert [m.label for m in resolve(mentions, "x" * 40)] == kept


def test_a_mention_over_a_blank_line_is_dropped() -> None:
    assert resolve([mention(0, 12, "ORG")], "Odense\n \nKommune") == []
    assert len(resolve([mention(0, 12, "ORG")], "Odense\nKommune...")) == 1


@given(
    st.lists(
        st.builds(
            lambda start, length, label: mention(start, start + length, label),
            st.integers(0, 60), st.integers(1, 20), st.sampled_from(LABELS),
        )
    ),
    st.randoms(),
)  # fmt: skip
def test_laws(mentions: list[Mention], random: object) -> None:
    kept = resolve(mentions, "x" * 100)
    assert kept == sorted(kept, key=lambda m: m.start)
    assert all(first.end <= second.start for first, second in pairwise(kept))
    assert resolve(kept, "x" * 100) == kept
    shuffled = list(mentions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [(m.start, m.end, m.label) for m in resolve(shuffled, "x" * 100)] == [
        (m.start, m.end, m.label) for m in kept
    ]


def find(start: int, end: int, label: str, score: float) -> Mention:
    return Mention(start, end, label, "x", "model:x", {"score": score})


def test_a_sure_tagger_does_not_join_names_in_a_row() -> None:
    apart = [Mention(0, 8, "ORG", "Otte tgn", "org:x"), Mention(12, 20, "ORG", "Otte tgn", "org:x")]
    close = [Mention(0, 8, "ORG", "Otte tgn", "org:x"), Mention(9, 20, "ORG", "Elleve tegn", "org:x")]
    tagged = find(0, 20, "ORG", 0.95)
    assert resolve([*apart, tagged], "x" * 30) == apart
    assert resolve([*close, tagged], "x" * 30) == [tagged]


@pytest.mark.parametrize(
    ("tagged", "rule", "kept"),
    [
        (find(0, 20, "ORG", 0.95), Mention(0, 10, "ORG", "Ti tegn ja", "org:x"), "model:x"),
        (find(0, 20, "ORG", 0.95), Mention(12, 20, "LOC", "Otte tgn", "loc:x"), "model:x"),
        (find(0, 20, "ORG", 0.85), Mention(0, 10, "ORG", "Ti tegn ja", "org:x"), "org:x"),
        (find(0, 20, "ORG", 0.95), Mention(0, 10, "ORG", "Ti tegn j", "org:x"), "org:x"),  # its owner: `Byens Plan`
        (find(0, 20, "ORG", 0.95), Mention(5, 25, "ORG", "Tyve", "org:x"), "org:x"),
        (find(0, 20, "ORG", 0.95), Mention(0, 20, "LOC", "Lige lang", "loc:x"), "loc:x"),
        (find(0, 20, "ORG", 0.95), Mention(12, 16, "DATE", "2022", "date:x"), "date:x"),
        (find(0, 20, "LOC", 0.95), Mention(0, 10, "ORG", "Ti tegn ja", "org:x"), "org:x"),
    ],
)
def test_a_sure_tagger_is_preferred_only_where_it_holds_all_that_rules_found(
    tagged: Mention, rule: Mention, kept: str
) -> None:
    assert [mention.rule for mention in resolve([rule, tagged], "x" * 30)] == [kept]
