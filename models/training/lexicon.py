"""What lists know of a word, as its norm: `G` a given name, `T` a place, `ST` a surname and a place.

A norm is one of the four features by which the tagger sees a word. A word of the lists shows its kinds there in the
place of itself, so that a rare name is known for what it is without having been seen in training; any other word
shows itself in lower case, as everywhere in spaCy. The lists are those of `patterns/` and the text files in `lexicon/`.

In training only half of the names are in the lexicon, and none that the grammar holds back: the tagger must not learn
that what no list has is no name. What is shipped has them all.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from grammar import HELD_BACK, listed
from spacy.lookups import Lookups

HERE = Path(__file__).parent
PATTERNS = HERE.parents[1] / "patterns"
KINDS = {"given": "G", "surname": "S", "country": "C", "place": "T", "organisation": "O", "word": "W"}
#: The lists of `patterns/` that say what kind a word is.
LISTS = {
    "given": ("given_names:given", "given_names:given_word"),
    "surname": ("surnames:surname",),
    "country": ("places:country",),
    "place": (
        "places:city", "places:town", "places:region", "places:district", "places:foreign_city", "places:place_word",
    ),
    "organisation": ("organisations:",),
    "word": ("given_names:given_word", "places:place_word"),
}  # fmt: skip


def names() -> dict[str, tuple[str, bool]]:
    """The kinds of each name in the lists, and whether it is one of Danish minutes, which set names in capitals."""
    kinds: dict[str, set[str]] = defaultdict(set)
    danish = {name for sources in LISTS.values() for source in sources for name in listed(source, PATTERNS)}
    for kind, letter in KINDS.items():
        for name in _of_kind(kind):
            kinds[name].add(letter)
    return {name: ("".join(sorted(letters)), name in danish) for name, letters in sorted(kinds.items())}


def _of_kind(kind: str) -> Iterator[str]:
    more = HERE / "lexicon" / f"{kind}.txt"
    yield from more.read_text(encoding="utf-8").splitlines() if more.is_file() else ()
    for source in LISTS[kind]:
        yield from (name for name in listed(source, PATTERNS) if " " not in name and len(name) > 1)


def in_training(name: str) -> bool:
    """Whether a name is in the half that training sees.

    >>> in_training("Anders") and not in_training("Aage")
    True
    """
    checksum = zlib.crc32(name.encode())
    return checksum % HELD_BACK != 0 and checksum // HELD_BACK % 2 == 0


def forms(name: str, *, capitals: bool) -> Iterable[str]:
    """A name as it is written: in the nominative, in the genitive, and in capitals.

    >>> list(forms("Odense", capitals=True))
    ['Odense', 'Odenses', 'ODENSE', 'ODENSES']
    """
    written = [name] if name[-1] in "sxz" else [name, f"{name}s"]
    return [*written, *(form.upper() for form in written if capitals and len(name) > 3)]


def lexicon(*, whole: bool) -> Lookups:
    """The lexicon as spaCy's table of norms: with all names, or with those that training sees."""
    norms: dict[str, str] = {}
    for name, (kinds, danish) in names().items():
        if whole or in_training(name):
            for form in forms(name, capitals=danish):
                norms.setdefault(form, kinds)
    lookups = Lookups()
    lookups.add_table("lexeme_norm", norms)
    return lookups


@spacy.registry.misc("referat.training_lexicon.v1")
def training_lexicon() -> Lookups:
    return lexicon(whole=False)
