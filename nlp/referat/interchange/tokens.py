"""Labelled tokens: spaCy's DocBin, and CoNLL files with IOB tags (BILUO and IOBES tags are read as such)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from referat.interchange.labelled import SPANS_ONLY, VALUE, GoldError, Labelled, Where, decoded, plain_entity
from referat.values import Entity, Meeting, Record

#: How CoNLL files name a document; ours is that of CoNLL-U.
_DOCUMENT = re.compile(r"#\s*(?:newdoc )?id\s*=\s*(\S.*)|-DOCSTART-")
#: Prefixes of tags that say more than IOB, and what they say in it.
_PREFIXES = {"B": "B", "I": "I", "O": "O", "L": "I", "E": "I", "U": "B", "S": "B"}


def read_spacy(path: Path) -> Iterator[tuple[Labelled, Where]]:
    """The Docs of a DocBin; a value is the `kb_id` of its entity."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("da").vocab))
    except (ValueError, TypeError, KeyError) as error:
        raise GoldError(f"{path}: not a spaCy DocBin ({error})") from error
    for number, doc in enumerate(docs, 1):
        entities = tuple(
            plain_entity(ent.start_char, ent.end_char, ent.label_, ent.text, ent.kb_id_ or None) for ent in doc.ents
        )
        about = {name: doc.user_data.get(f"referat_{name}") for name in ("id", "split")}
        record = Record(about["id"] or f"{path.stem}-{number}", "", "", doc.text, Meeting(), (), entities)

        def where(_: Entity | None, number: int = number) -> str:
            return f"{path}: document {number}"

        valued = any(ent.kb_id_ for ent in doc.ents)
        yield Labelled(record, about["split"], SPANS_ONLY - VALUE if valued else SPANS_ONLY), where


@dataclass
class _Tokens:
    """One document of a CoNLL file: tokens are joined by single spaces, sentences by line ends."""

    name: str
    line: int = 1
    parts: list[str] = field(default_factory=list)
    spans: list[list[Any]] = field(default_factory=list)
    length: int = 0
    open: bool = False

    def add(self, token: str, tag: str, line: int) -> None:
        prefix, label = _read_tag(tag)
        if self.parts and self.parts[-1] != "\n":
            self._write(" ")
        start = self.length
        self._write(token)
        if prefix == "I" and self.open and self.spans[-1][2] == label:
            self.spans[-1][1] = self.length
        elif label:
            self.spans.append([start, self.length, label, line])
        self.open = bool(label)

    def end_sentence(self) -> None:
        self.open = False
        if self.parts and self.parts[-1] != "\n":
            self._write("\n")

    def _write(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)

    def record(self) -> Record:
        text = "".join(self.parts)
        found = tuple(plain_entity(start, end, label, text[start:end]) for start, end, label, _ in self.spans)
        return Record(self.name, "", "", text, Meeting(), (), found)


def _read_tag(tag: str) -> tuple[str, str]:
    prefix, _, label = tag.partition("-")
    if prefix not in _PREFIXES or (prefix == "O") == bool(label):
        raise ValueError(f"{tag!r} is no IOB tag; they look like B-ORG, I-ORG, O")
    return _PREFIXES[prefix], label


def read_conll(path: Path) -> Iterator[tuple[Labelled, Where]]:
    """A token and, in the last column, its tag a line; a blank line ends a sentence."""
    for tokens in _conll_documents(path):
        lines = {(start, end): line for start, end, _, line in tokens.spans}

        def where(entity: Entity | None, first: int = tokens.line, lines: Mapping[Any, int] = lines) -> str:
            return f"{path}:{first if entity is None else lines[entity.start, entity.end]}"

        yield Labelled(tokens.record(), None, SPANS_ONLY), where


def _conll_documents(path: Path) -> Iterator[_Tokens]:
    tokens = _Tokens(path.stem)
    count = 1
    for number, line in enumerate(decoded(path).split("\n"), 1):
        columns = line.split()
        if heading := _DOCUMENT.match(line.rstrip()):
            if tokens.parts:
                yield tokens
                count += 1
            tokens = _Tokens(heading[1] or f"{path.stem}-{count}", number)
        elif not columns:
            tokens.end_sentence()
        elif not line.startswith("# "):
            _add_token(tokens, columns, f"{path}:{number}", number)
    if tokens.parts:
        yield tokens


def _add_token(tokens: _Tokens, columns: list[str], place: str, line: int) -> None:
    if len(columns) < 2:
        raise GoldError(f"{place}: a token and a tag are wanted, not {columns[0]!r}")
    try:
        tokens.add(columns[0], columns[-1], line)
    except ValueError as error:
        raise GoldError(f"{place}: {error}") from None
