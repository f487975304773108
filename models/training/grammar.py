"""Made-up minutes from a grammar that stands in TOML: text, and where the names in it are.

A slot has forms, of which one is drawn. A form is text with references to other slots in it:

    {company}        another slot
    {?tail}          the same, every second time
    {company:s}      in the genitive; `:C` gives it a capital, `:U` capitals throughout
    {member*3-8/, }  three to eight of them, with `, ` between
    ¤                a digit (the first of a number is no zero)

A slot with a `label` is a name: what it expands to is one entity, whatever it is made of. One with `cast = 5` has
five members a document, which come again and again, as committees and speakers do. One with `hold = true`, or whose
forms come from the name lists of `patterns/`, is a list of names: a part of them is held back from training.
"""

from __future__ import annotations

import random
import re
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from referat.gazetteer import FILES

#: One name in so many is never shown in training.
HELD_BACK = 7
_REFERENCE = re.compile(r"\{(\??)(\w+)(?::(\w))?(?:\*(\d+)-(\d+)(?:/([^}]*))?)?\}")
_DIGITS = re.compile("¤+")

#: A stretch of text and the label of the name that it is, or None.
Piece = tuple[str, str | None]


@dataclass(frozen=True)
class Slot:
    """The forms of a slot and what is done with them."""

    forms: tuple[str, ...]
    label: str | None = None
    cast: int = 0


@dataclass
class Grammar:
    """Slots by name. `unseen` draws names from what is held back, else from the rest."""

    slots: Mapping[str, Slot]
    styles: list[dict[str, str]]

    @classmethod
    def read(cls, folder: Path, patterns: Path, extra: Mapping[str, list[str]], *, unseen: bool = False) -> Grammar:
        """The grammar of a folder of TOML files, with slots that the caller adds. Raises ValueError."""
        slots: dict[str, Slot] = {name: Slot(tuple(forms)) for name, forms in extra.items()}
        styles: list[dict[str, str]] = []
        for path in sorted(folder.glob("*.toml")):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            styles += data.pop("style", [])
            for name, entry in data.items():
                if name in slots:
                    raise ValueError(f"{path.name}: the slot {name!r} is there twice")
                slots[name] = _slot(entry, patterns, unseen=unseen)
        _check(slots, styles)
        return cls(slots, styles)

    def document(self, seed: int, start: str = "document") -> list[Piece]:
        """One document, always the same for the same seed."""
        rng = random.Random(seed)
        return _Writer(self.slots, rng, style=rng.choice(self.styles)).expand(start)


def _slot(entry: Mapping[str, Any] | list[str], patterns: Path, *, unseen: bool) -> Slot:
    if isinstance(entry, list):
        return Slot(tuple(entry))
    forms = list(entry.get("forms", []))
    names = [name for source in entry.get("from", []) for name in listed(source, patterns)]
    if names or entry.get("hold"):
        forms = [name for name in forms + names if _held_back(name) == unseen] or forms + names
    return Slot(tuple(forms), entry.get("label"), entry.get("cast", 0))


def listed(source: str, patterns: Path) -> Iterable[str]:
    """The names of a list in `patterns/`: `places:town` for words, `organisations:union` for facts of a kind.

    `organisations:` is every organisation of the files that list them, and its other names too.
    """
    name, _, part = source.partition(":")
    files = FILES if name == "organisations" else (name,)
    read = [tomllib.loads((patterns / f"{file}.toml").read_text(encoding="utf-8")) for file in files]
    if part in read[0].get("words", {}):
        return read[0]["words"][part]
    facts: dict[str, dict[str, Any]] = {}
    for table, entries in (pair for data in read for pair in data["facts"].items()):
        facts.setdefault(table, {}).update(entries)
    if part in facts:
        return list(facts[part])
    if not part:
        return _all_names(facts["organisation"])
    return [key for key, fact in facts["organisation"].items() if fact["kind"] == part and len(key) > 2]


def _all_names(facts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [name for key, fact in facts.items() for name in (key, *fact.get("alias", []), *fact.get("short", []))]


def _held_back(name: str) -> bool:
    return zlib.crc32(name.encode()) % HELD_BACK == 0


def _check(slots: Mapping[str, Slot], styles: list[dict[str, str]]) -> None:
    known = {*slots, *(key for style in styles for key in style)}
    for name, slot in slots.items():
        if not slot.forms:
            raise ValueError(f"the slot {name!r} has no forms")
        for form in slot.forms:
            missing = {reference[2] for reference in _REFERENCE.finditer(form)} - known
            if missing or "{" in _REFERENCE.sub("", form):
                raise ValueError(f"the slot {name!r}: {form!r} is malformed, or names unknown slots {sorted(missing)}")


@dataclass
class _Writer:
    """Writes one document: its style and its cast stay the same throughout."""

    slots: Mapping[str, Slot]
    rng: random.Random
    style: Mapping[str, str]
    casts: dict[str, list[list[Piece]]] = field(default_factory=dict)

    def expand(self, name: str) -> list[Piece]:
        if name in self.style:
            return [(self.style[name], None)]
        slot = self.slots[name]
        if not slot.cast:
            return self._fresh(slot)
        if name not in self.casts:
            self.casts[name] = [self._fresh(slot) for _ in range(slot.cast)]
        return self.rng.choice(self.casts[name])

    def _fresh(self, slot: Slot) -> list[Piece]:
        pieces = self._form(self.rng.choice(slot.forms))
        return pieces if slot.label is None else [("".join(text for text, _ in pieces), slot.label)]

    def _form(self, form: str) -> list[Piece]:
        pieces: list[Piece] = []
        cursor = 0
        for reference in _REFERENCE.finditer(form):
            pieces.append((self._digits(form[cursor : reference.start()]), None))
            cursor = reference.end()
            pieces += self._reference(*reference.groups())
        pieces.append((self._digits(form[cursor:]), None))
        return [piece for piece in pieces if piece[0]]

    def _reference(
        self, maybe: str, name: str, change: str | None, low: str | None, high: str | None, joiner: str | None
    ) -> list[Piece]:
        if maybe and self.rng.random() < 0.5:
            return []
        pieces = self.expand(name)
        for _ in range(self.rng.randint(int(low), int(high)) - 1 if low and high else 0):
            pieces = [*pieces, (joiner or "", None), *self.expand(name)]
        return _changed(pieces, change) if change and pieces else pieces

    def _digits(self, text: str) -> str:
        return _DIGITS.sub(self._number, text)

    def _number(self, match: re.Match[str]) -> str:
        length = len(match[0])
        return str(self.rng.randint(10 ** (length - 1) if length > 1 else 1, 10**length - 1))


def _changed(pieces: list[Piece], change: str) -> list[Piece]:
    if change == "U":
        return [(text.upper(), label) for text, label in pieces]
    first, last = pieces[0], pieces[-1]
    if change == "C":
        return [(first[0][:1].upper() + first[0][1:], first[1]), *pieces[1:]]
    if change == "s":
        ending = "'" if last[0][-1:] in "sxzSXZ" else "s"
        return [*pieces[:-1], (last[0] + ending, last[1])]
    raise ValueError(f"unknown change {change!r}; there are s, C and U")
