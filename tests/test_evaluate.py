"""The laws of the scorer, worked examples, and other scorers where they count the same."""

import random
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.evaluation.comparison import GROUPS, MEASURES, Comparison, Counts, compare, pair, same_value, total
from referat.labels import LABELS
from referat.values import Entity, Meeting, Record

TEXT = "abcdefghij" * 10
Spec = tuple[int, int, str]
spans = st.tuples(st.integers(0, 90), st.integers(1, 9), st.sampled_from(["DATE", "ORG", "LOC"]))
details = st.tuples(st.sampled_from(["1", "2"]), st.integers(0, 1), st.sampled_from(["case", "other"]))


def entity(
    start: int, end: int, label: str = "DATE", value: str = "1", item: int = 0, section: str = "other"
) -> Entity:
    return Entity(start, end, label, TEXT[start:end], value, item, section, "")


@st.composite
def any_entities(draw: st.DrawFn) -> list[Entity]:
    """Entities as a careless system gives them: they may overlap, and one may be there twice."""
    drawn = draw(st.lists(st.tuples(spans, details), max_size=12))
    return [entity(start, start + length, label, *more) for (start, length, label), more in drawn]


@st.composite
def apart(draw: st.DrawFn) -> list[Entity]:
    """Entities of which no two overlap, as gold has them."""
    kept: list[Entity] = []
    for one in sorted(draw(any_entities()), key=lambda one: (one.start, one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def record(entities: Iterable[Entity], text: str = TEXT) -> Record:
    return Record("d", "", "", text, Meeting(), (), tuple(entities))


def scored(gold: Iterable[Entity], pred: Iterable[Entity]) -> Comparison:
    return compare(record(gold), record(pred))


# Laws.


@given(any_entities())
def test_perfect_is_one(entities: list[Entity]) -> None:
    comparison = scored(entities, entities)
    assert not comparison.errors
    for row in total([comparison.counts]).values():
        assert {getattr(row, measure) for measure in MEASURES} == {1.0}


@given(any_entities())
def test_nothing_found_is_zero(entities: list[Entity]) -> None:
    comparison = scored(entities, [])
    assert [error.cause for error in comparison.errors] == ["missed"] * len(entities)
    for row in total([comparison.counts]).values():
        assert row.strict_r == row.strict_f == row.overlap_f == row.type_f == row.value_f == 0
        assert row.strict_p != row.strict_p, "precision of nothing is no number"


@given(any_entities())
def test_where_gold_has_nothing_all_is_spurious(entities: list[Entity]) -> None:
    comparison = scored([], entities)
    assert [error.cause for error in comparison.errors] == ["spurious"] * len(entities)
    assert all(row.strict_p == row.strict_f == 0 for row in total([comparison.counts]).values())


@given(any_entities(), any_entities(), st.randoms(use_true_random=False))
def test_order_does_not_matter(gold: list[Entity], pred: list[Entity], chance: random.Random) -> None:
    before = scored(gold, pred)
    chance.shuffle(gold)
    chance.shuffle(pred)
    after = scored(gold, pred)
    assert after.counts == before.counts
    assert after.errors == before.errors
    assert after.confusion == before.confusion


@given(any_entities(), any_entities())
def test_every_entity_is_told_once(gold: list[Entity], pred: list[Entity]) -> None:
    for by_label in (True, False):
        paired = pair(gold, pred, by_label=by_label)
        assert Counter([one for one, _ in map(_keys, paired.pairs)] + _all(paired.missed)) == Counter(_all(gold))
        assert Counter([other for _, other in map(_keys, paired.pairs)] + _all(paired.spurious)) == Counter(_all(pred))
        assert all(one.start < other.end and other.start < one.end for one, other in paired.pairs)


@given(any_entities(), any_entities())
def test_exact_spans_always_find_each_other(gold: list[Entity], pred: list[Entity]) -> None:
    def places(entities: list[Entity]) -> Counter[Spec]:
        return Counter((one.start, one.end, one.label) for one in entities)

    both = places(gold) & places(pred)
    assert sum(row.strict for row in scored(gold, pred).counts.values()) == both.total()


@given(any_entities(), any_entities())
def test_what_is_counted_keeps_its_bounds(gold: list[Entity], pred: list[Entity]) -> None:
    comparison = scored(gold, pred)
    for row in total([comparison.counts]).values():
        assert row.strict_value <= row.strict <= row.overlap <= min(row.gold, row.pred)
        assert row.strict_value <= row.value <= row.overlap
        assert max(row.item, row.section) <= row.strict
        assert row.typed <= min(row.gold, row.pred)


@given(any_entities(), any_entities())
def test_counts_errors_and_confusion_say_the_same(gold: list[Entity], pred: list[Entity]) -> None:
    comparison = scored(gold, pred)
    causes = Counter(error.cause for error in comparison.errors)
    whole = sum(comparison.counts.values(), Counts())
    assert whole.gold == len(gold)
    assert whole.pred == len(pred)
    assert causes["missed"] + causes["wrong label"] == whole.gold - whole.overlap
    assert causes["spurious"] + causes["wrong label"] == whole.pred - whole.overlap
    assert causes["wrong span"] == whole.overlap - whole.strict
    assert causes["wrong value"] == whole.strict - whole.strict_value
    assert causes["wrong item"] >= whole.strict - whole.item
    by_gold, by_pred = Counter[str | None](), Counter[str | None]()
    for (one, other), times in comparison.confusion.items():
        by_gold[one] += times
        by_pred[other] += times
    assert {label: times for label, times in by_gold.items() if label} == Counter(one.label for one in gold)
    assert {label: times for label, times in by_pred.items() if label} == Counter(one.label for one in pred)


@given(st.lists(st.tuples(any_entities(), any_entities()), max_size=4))
def test_counts_add_up_over_documents(documents: list[tuple[list[Entity], list[Entity]]]) -> None:
    """Documents written one behind the other as one are scored as they are apart."""
    apart = total(scored(gold, pred).counts for gold, pred in documents)
    sides: tuple[list[Entity], list[Entity]] = ([], [])
    for number, document in enumerate(documents):
        for side, entities in zip(sides, document, strict=True):
            side += [_moved(one, number * len(TEXT)) for one in entities]
    assert total([scored(*sides).counts]) == apart
    assert total(scored(gold, pred).counts for gold, pred in reversed(documents)) == apart


@given(apart(), apart())
def test_gold_and_prediction_exchanged_exchange_precision_and_recall(gold: list[Entity], pred: list[Entity]) -> None:
    there, back = (total([scored(*both).counts]) for both in ((gold, pred), (pred, gold)))
    for name, row in there.items():
        assert (row.strict, row.overlap, row.typed) == (back[name].strict, back[name].overlap, back[name].typed)
        assert (row.gold, row.pred) == (back[name].pred, back[name].gold)


@given(st.lists(st.tuples(any_entities(), any_entities()), min_size=1, max_size=4))
def test_groups_are_the_sums_of_their_labels(documents: list[tuple[list[Entity], list[Entity]]]) -> None:
    table = total(scored(gold, pred).counts for gold, pred in documents)
    for group, labels in GROUPS.items():
        inside = [table[label] for label in labels if label in table]
        assert table.get(group, Counts()) == sum(inside, Counts())


def _moved(one: Entity, by: int) -> Entity:
    return Entity(one.start + by, one.end + by, one.label, one.text, one.value, one.item, one.section, "")


def _keys(both: tuple[Entity, Entity]) -> tuple[object, object]:
    one, other = both
    return _key(one), _key(other)


def _key(one: Entity) -> tuple[object, ...]:
    return one.start, one.end, one.label, one.value, one.item, one.section


def _all(entities: Iterable[Entity]) -> list[object]:
    return [_key(one) for one in entities]


# Examples worked by hand.


def causes(comparison: Comparison) -> list[str]:
    return [error.cause for error in comparison.errors]


def test_longest_overlap_is_preferred_to_the_first() -> None:
    gold, pred = [entity(0, 4), entity(4, 12)], [entity(3, 12)]
    assert pair(gold, pred).pairs == ((gold[1], pred[0]),)
    assert causes(scored(gold, pred)) == ["wrong span", "missed"]


def test_an_exact_span_is_preferred_to_a_longer_overlap() -> None:
    gold, pred = [entity(5, 8)], [entity(0, 9), entity(5, 8)]
    assert causes(scored(gold, pred)) == ["spurious"]


def test_touching_spans_do_not_overlap() -> None:
    assert causes(scored([entity(0, 4)], [entity(4, 8)])) == ["missed", "spurious"]


def test_a_wrong_label_is_one_error_and_counts_on_both_labels() -> None:
    comparison = scored([entity(0, 4, "ORG")], [entity(0, 4, "LOC")])
    assert causes(comparison) == ["wrong label"]
    assert comparison.counts == {"ORG": Counts(gold=1), "LOC": Counts(pred=1)}
    assert comparison.confusion == {("ORG", "LOC"): 1}


def test_value_item_and_section_each_have_their_cause() -> None:
    gold = [entity(0, 4), entity(10, 14), entity(20, 24)]
    pred = [entity(0, 4, value="2"), entity(10, 14, item=3), entity(20, 24, section="case")]
    comparison = scored(gold, pred)
    assert causes(comparison) == ["wrong value", "wrong item", "wrong section"]
    row = comparison.counts["DATE"]
    assert (row.strict, row.strict_value, row.value, row.item, row.section) == (3, 2, 2, 2, 2)
    assert row.value_acc == row.value_f == pytest.approx(2 / 3)


def test_a_right_value_on_a_wrong_span_counts_end_to_end_only() -> None:
    row = scored([entity(0, 4)], [entity(0, 6)]).counts["DATE"]
    assert (row.strict_f, row.overlap_f, row.value_f) == (0.0, 1.0, 1.0)
    assert row.value_acc != row.value_acc, "no right span, so no share of right values among them"


def test_type_pairs_whatever_the_label() -> None:
    """Two golds under one prediction: by label it finds the ORG, but the LOC is what it stands on."""
    gold, pred = [entity(0, 2, "ORG"), entity(2, 12, "LOC")], [entity(0, 12, "ORG"), entity(2, 12, "LOC")]
    row = total([scored(gold, pred).counts])["all"]
    assert (row.strict, row.overlap, row.typed) == (1, 2, 2)
    comparison = scored([entity(0, 9, "ORG")], [entity(0, 9, "LOC"), entity(7, 12, "ORG")])
    assert total([comparison.counts])["all"].overlap == 1
    assert total([comparison.counts])["all"].typed == 0


def test_what_is_not_judged_is_no_error() -> None:
    gold, pred = [entity(0, 4)], [entity(0, 4, value="2", item=3)]
    assert causes(compare(record(gold), record(pred), unjudged={"value", "item", "section"})) == []


def test_only_the_chosen_labels_are_compared() -> None:
    comparison = compare(record([entity(0, 4), entity(5, 9, "ORG")]), record([]), labels=["ORG"])
    assert comparison.counts == {"ORG": Counts(gold=1)}


@pytest.mark.parametrize(
    ("label", "gold", "pred", "same"),
    [
        ("MONEY", "2140000", "2140000.00", True),
        ("MONEY", "10000000/15000000", "10000000.0/15000000", True),
        ("MONEY", "10000000/15000000", "10000000", False),
        ("MONEY", "EUR 500", "eur  500", True),
        ("MONEY", "EUR 500", "500", False),
        ("MONEY", "-1", "1", False),
        ("PERCENT", "2;unit=pp", "2.0;unit=pp", True),
        ("PERCENT", "2;unit=pp", "2", False),
        ("DATE", "2022-06-21", "2022-06-21", True),
        ("DATE", "2025;mod=END", "2025", False),
        ("ORG", "Odense Kommune", "odense\u00a0kommune", True),
        ("ORG", "Odense Kommune", "Odense", False),
        ("CASE_NUMBER", "1/55", "1.0/55", False),
    ],
)
def test_values_that_say_the_same(label: str, gold: str, pred: str, *, same: bool) -> None:
    assert same_value(label, gold, pred) is same
    assert same_value(label, pred, gold) is same


# Other scorers, where they count the same.


def slots(seed: int) -> tuple[list[Entity], list[Entity]]:
    """Gold and predictions in slots of ten characters, so that no entity meets two and all scorers pair alike."""
    chance = random.Random(seed)
    gold, pred = [], []
    for slot in range(0, 100, 10):
        start, label = slot + chance.randint(0, 2), chance.choice(LABELS[:4])
        if chance.random() < 0.8:
            gold.append(entity(start, slot + 7, label))
        if chance.random() < 0.8:
            moved, other = chance.choice([0, 0, 1]), chance.choice([label, label, "LAW"])
            pred.append(entity(start + moved, slot + 7 + moved, other))
    return gold, pred


def test_spacy_counts_strict_as_we_do() -> None:
    import spacy
    from spacy.scorer import Scorer
    from spacy.tokens import Doc
    from spacy.training import Example

    vocab = spacy.blank("da").vocab

    def doc(entities: list[Entity]) -> Doc:
        """A token a character, so that every span falls on tokens."""
        doc = Doc(vocab, words=list(TEXT), spaces=[False] * len(TEXT))
        doc.ents = [doc.char_span(one.start, one.end, label=one.label) for one in entities]
        return doc

    documents = [slots(seed) for seed in range(20)]
    theirs = Scorer.score_spans([Example(doc(pred), doc(gold)) for gold, pred in documents], "ents")
    ours = total(scored(gold, pred).counts for gold, pred in documents)
    assert ours["all"].strict_p == pytest.approx(theirs["ents_p"])
    assert ours["all"].strict_r == pytest.approx(theirs["ents_r"])
    assert ours["all"].strict_f == pytest.approx(theirs["ents_f"])
    for label, shares in theirs["ents_per_type"].items():
        row = ours[label]
        # Where there is nothing to divide by, spaCy says 0 and we say that there is no share.
        assert shares["p"] == (pytest.approx(row.strict_p) if row.pred else 0)
        assert shares["r"] == (pytest.approx(row.strict_r) if row.gold else 0)
        assert shares["f"] == pytest.approx(row.strict_f)


def test_nervaluate_counts_strict_overlap_and_type_as_we_do() -> None:
    from nervaluate import Evaluator

    def theirs(entities: list[Entity]) -> list[dict[str, object]]:
        return [{"label": one.label, "start": one.start, "end": one.end - 1} for one in entities]  # ends inclusive

    documents = [slots(seed) for seed in range(20)]
    gold, pred = ([theirs(document[side]) for document in documents] for side in (0, 1))
    result = Evaluator(gold, pred, tags=list(LABELS), loader="dict").evaluate()
    ours = total(scored(gold, pred).counts for gold, pred in documents)
    assert result["overall"]["strict"].correct == ours["all"].strict
    assert result["overall"]["strict"].f1 == pytest.approx(ours["all"].strict_f)
    assert result["overall"]["ent_type"].correct == ours["all"].typed
    assert result["overall"]["ent_type"].precision == pytest.approx(ours["all"].type_p)
    assert result["overall"]["ent_type"].recall == pytest.approx(ours["all"].type_r)
    for label, by_strategy in result["entities"].items():
        assert by_strategy["strict"].correct == ours[label].strict
        assert by_strategy["ent_type"].correct == ours[label].overlap
        assert by_strategy["ent_type"].f1 == pytest.approx(ours[label].overlap_f)
