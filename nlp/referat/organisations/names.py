"""One name for one body: spellings and slips of a document's names are settled on the canonical one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from referat.gazetteer import fold, folded, slug, values_ending
from referat.organisations.text import ending, listed
from referat.values import Mention

#: How alike, of a hundred, two names must be to be one name with a slip, and the shortest that is compared.
LIKENESS = 88
SHORTEST = 7


def settle(mentions: list[Mention]) -> list[Mention]:
    """The mentions with canonical values: as the gazetteer has the name, or as the document has it elsewhere.

    Only names with a head such as `udvalget` are settled: two municipalities may differ by one letter.
    """
    counts = Counter(mention.value for mention in mentions)
    known = {mention.value for mention in mentions if mention.details.get("matched") == "gazetteer"}
    heads = {value: head for value in counts if value not in known and (head := head_of(value)) is not None}
    spellings: dict[str, list[str]] = {}
    for value in counts if heads else ():
        spellings.setdefault(fold(value), []).append(value)
    commonest = [value for value, _ in counts.most_common()]
    rivals = {head: [value for value in commonest if value.endswith(head)] for head in set(heads.values())}
    canon = {
        value: _canonical(value, head, counts, spellings[fold(value)], rivals[head]) for value, head in heads.items()
    }
    return [_settled(mention, canon) for mention in mentions]


def head_of(value: str) -> str | None:
    """The head by which a name may be settled.

    >>> head_of("Socialudvalget"), head_of("Udvalget for Klima"), head_of("Viborg Kommune")
    ('udvalget', 'Udvalget', None)
    """
    first = value.partition(" ")[0]
    return ending(value, "suffix") or (first if ending(first, "body_for") == first else None)


def _settled(mention: Mention, canon: Mapping[str, tuple[str, str]]) -> Mention:
    value, matched = canon.get(mention.value, (mention.value, ""))
    if value == mention.value:
        return mention
    details = {**mention.details, "id": slug(value), "matched": matched}
    return replace(mention, value=value, details=details)


def _canonical(
    value: str, head: str, counts: Counter[str], spellings: Sequence[str], rivals: Sequence[str]
) -> tuple[str, str]:
    """The name that a value is a spelling of, and how it was recognised; the commonest rivals stand first."""
    key, national = fold(value), listed(head, "national_head")
    if national and key in folded():
        return folded()[key], "gazetteer"
    if len(spellings) > 1:
        return max(spellings, key=lambda other: (other.count("-"), counts[other], other.swapcase())), "shape"
    commoner = takewhile(lambda rival: counts[rival] > counts[value], rivals)
    nearest = _nearest(value, head, [*commoner, *(values_ending(head) if national else ())])
    return (nearest, "fuzzy") if nearest else (value, "shape")


def _nearest(value: str, head: str, others: Iterable[str]) -> str | None:
    """The name that differs by a slip only. The heads are left out, so that they do not make all names alike."""
    from rapidfuzz import fuzz, process

    key = fold(value.replace(head, ""))
    if len(key) < SHORTEST:
        return None
    keys = {other: fold(other.replace(head, "")) for other in others}
    best = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return str(best[2]) if best and abs(len(best[0]) - len(key)) < 3 else None
