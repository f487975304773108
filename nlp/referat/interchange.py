"""Labelled documents in the forms that people have them, read into records and checked.

| form | suffix | what it is |
| --- | --- | --- |
| `json` | `.json` | our records, one object or an array a file; the text stands in it, or in a `.txt` beside it |
| `jsonl` | `.jsonl` | a line a document: our records, or `text` with `spans` or `label` (Prodigy, doccano) |
| `marked` | `.txt` | a text with marks, see `referat.marked` |
| `spacy` | `.spacy` | spaCy's DocBin |
| `conll` | `.conll`, `.iob` | a token and a tag (IOB) a line, a blank line between sentences |

Whatever is malformed is refused with file, line or document, and reason: a wrong offset in gold makes every
score a lie. `referat.interchange_write` writes the same forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from referat.labels import LABELS
from referat.marked import MarkError, read_front, read_marked
from referat.model import label_map
from referat.read import ReadError, Source, decode, read_file, read_text
from referat.record import from_dict
from referat.values import Entity, Meeting, Record

#: The forms, with the suffixes that tell them.
SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".txt": "marked", ".spacy": "spacy", ".conll": "conll", ".iob": "conll"}
#: What forms without values and links leave open; see `referat.evaluate.compare`.
_SPANS_ONLY = frozenset({"value", "item", "section"})
_LINKS = frozenset({"item", "section"})

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
#: How CoNLL files name a document; ours is that of CoNLL-U.
_DOCUMENT = re.compile(r"#\s*(?:newdoc )?id\s*=\s*(\S.*)|-DOCSTART-")


class GoldError(ValueError):
    """Labelled data with a mistake; the message names the place and the mistake."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled document: its record, the split it belongs to, and what its labels do not tell."""

    record: Record
    split: str | None = None
    unjudged: frozenset[str] = frozenset()


#: Says where in a file an entity stands, or (for None) the document.
Where = Callable[[Entity | None], str]


def read_gold(path: str | Path, *, labels: Collection[str] | None = None) -> Iterator[Labelled]:
    """The documents of a file, or of every labelled file in a folder, checked. Raises GoldError.

    With `labels`, entities with other labels are left out, so that a file with labels of its own can be
    read; without, an unknown label is refused.
    """
    seen: dict[str, str] = {}
    for labelled, where in _documents(Path(path)):
        record = _checked(_chosen(labelled.record, labels), where)
        if record.id in seen:
            raise GoldError(f"{where(None)}: the id {record.id!r} is that of {seen[record.id]} too")
        seen[record.id] = where(None)
        yield replace(labelled, record=record)


def read_predictions(path: str | Path) -> Iterator[Record]:
    """The records that a system made, as they are: what they say is for the scorer to judge.

    A record need not hold its text. Raises GoldError for what cannot be read at all.
    """
    for labelled, _ in _documents(Path(path), text_needed=False):
        yield labelled.record


def labelled_files(path: Path) -> list[Path]:
    """The files that `read_gold` reads: the path itself, or what is labelled in a folder. Raises GoldError."""
    if not path.is_dir():
        return [path]
    if all((path / name).is_dir() for name in ("texts", "gold")):
        return labelled_files(path / "gold")
    files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    records = any(file.suffix in {".json", ".jsonl"} for file in files)
    files = [file for file in files if not (records and _is_plain_text(file))]
    if not files:
        raise GoldError(f"{path}: no labelled file here; they end in {', '.join(SUFFIXES)}")
    return files


def _is_plain_text(file: Path) -> bool:
    """A text that lies beside its record is no gold of its own."""
    return file.suffix == ".txt" and not file.read_bytes().startswith(b"+++")


def _documents(path: Path, *, text_needed: bool = True) -> Iterator[tuple[Labelled, Where]]:
    for file in labelled_files(path):
        form = SUFFIXES.get(file.suffix)
        if form is None:
            raise GoldError(f"{file}: cannot tell the form by the suffix; it should be one of {', '.join(SUFFIXES)}")
        try:
            if form == "json":
                yield from _read_json(file, text_needed)
            elif form == "jsonl":
                yield from _read_jsonl(file, text_needed)
            else:
                yield from _READERS[form](file)
        except OSError as error:
            raise GoldError(f"{file}: {error.strerror or error}") from error
        except (MarkError, ReadError) as error:
            raise GoldError(str(error)) from error


def _chosen(record: Record, labels: Collection[str] | None) -> Record:
    if labels is None:
        return record
    return replace(record, entities=tuple(entity for entity in record.entities if entity.label in labels))


def _checked(record: Record, where: Where) -> Record:
    """The record, if its offsets, labels and links hold. Raises GoldError."""
    reach = 0
    for entity in sorted(record.entities, key=lambda entity: (entity.start, entity.end)):
        if problem := _problem(entity, record.text, reach):
            raise GoldError(f"{where(entity)}: {record.id}: {entity.label} {entity.start} to {entity.end}: {problem}")
        reach = entity.end
    return record


def _problem(entity: Entity, text: str, reach: int) -> str | None:
    """What is wrong with an entity of gold; `reach` is where the one before it ends."""
    found = text[entity.start : entity.end]
    if entity.label not in LABELS:
        return f"unknown label; the labels are {', '.join(LABELS)}"
    if found != entity.text:
        return f"the text there is {found!r}, not {entity.text!r}{_hint(entity, text)}"
    if not entity.text or entity.text != entity.text.strip():
        return f"the span {entity.text!r} is empty or has white space at its edge"
    if _BLANK_LINE.search(entity.text):
        return f"the span {entity.text!r} crosses a blank line"
    if entity.start < reach:
        return f"it overlaps the entity before it, which ends at {reach}"
    return None


def _hint(entity: Entity, text: str) -> str:
    """How offsets went wrong, where that can be seen: counted from elsewhere, or in other units."""
    for step in (-1, 1, -2, 2):
        if text[max(entity.start + step, 0) : entity.end + step] == entity.text:
            return f" (it stands {abs(step)} further {'left' if step < 0 else 'right'})"
    for unit, encoding, size in (("bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        data = text.encode(encoding, "surrogatepass")[entity.start * size : entity.end * size]
        if data == entity.text.encode(encoding, "surrogatepass"):
            return f" (the offsets count {unit}; they should count code points)"
    return ""


def _text(path: Path) -> str:
    """A labelled file, decoded. One that is UTF-8 in one place and not in another is refused with its line."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _UTF8_LETTER.search(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"byte 0x{data[error.start]:02x} is not UTF-8, though other lines are; the file mixes encodings"
            raise GoldError(f"{path}:{line}: {problem}") from None
        return decode(data)


def _read_json(path: Path, text_needed: bool) -> Iterator[tuple[Labelled, Where]]:
    text = _text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    for one in data if isinstance(data, list) else [data]:

        def where(entity: Entity | None) -> str:
            return f"{path}:{1 if entity is None else _line(text, entity.start, entity.end)}"

        yield _from_json(one, path, where, path.stem, text_needed), where


def _line(text: str, start: object, end: object) -> int:
    """The line of a JSON file on which an entity with these offsets begins (the first, if there are several)."""
    found = re.search(rf'"start":\s*{start},\s*"end":\s*{end}\b', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _read_jsonl(path: Path, text_needed: bool) -> Iterator[tuple[Labelled, Where]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue

        def where(_: Entity | None, number: int = number) -> str:
            return f"{path}:{number}"

        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}:{number}: not JSON: {error.msg}") from error
        if isinstance(data, dict) and data.get("answer", "accept") != "accept":
            continue  # Prodigy keeps what the annotator turned down
        yield _from_json(data, path, where, f"{path.stem}-{number}", text_needed), where


def _from_json(data: Any, path: Path, where: Where, name: str, text_needed: bool) -> Labelled:
    if not isinstance(data, dict):
        raise GoldError(f"{where(None)}: a JSON object is wanted, not {type(data).__name__}")
    if "text" not in data and text_needed:
        source = _text_beside(data, path, where)
        data = {**data, "text": source.text}
        _check_digest(data, source, where)
    elif "text" in data:
        _check_digest(data, read_text(data["text"]), where)
    if "items" not in data and any(key in data for key in ("spans", "label")):
        return _from_spans(data, where, name)
    try:
        record = from_dict({"id": name, **data})
    except ValueError as error:
        raise GoldError(f"{_culprit(data, path, where)}: {error}") from error
    return Labelled(record, data.get("split"), frozenset() if "items" in data or _linked(record) else _LINKS)


def _linked(record: Record) -> bool:
    return not record.entities or any(entity.item or entity.section != "other" for entity in record.entities)


def _culprit(data: Mapping[str, Any], path: Path, where: Where) -> str:
    """The place of the first entity that is no entity."""
    for raw in data["entities"] if isinstance(data.get("entities"), list) else ():
        try:
            from_dict({"id": "", "entities": [raw]})
        except ValueError:
            if path.suffix == ".json" and isinstance(raw, dict):
                return f"{path}:{_line(_text(path), raw.get('start'), raw.get('end'))}"
    return where(None)


def _check_digest(data: Mapping[str, Any], source: Source, where: Where) -> None:
    told = data.get("sha256")
    if told and told not in (source.sha256, read_text(source.text).sha256):
        raise GoldError(f"{where(None)}: the text has changed since it was labelled: its SHA-256 is not {told}")


def _text_beside(data: Mapping[str, Any], path: Path, where: Where) -> Source:
    names = dict.fromkeys((f"{path.stem}.txt", f"{data.get('id', path.stem)}.txt"))
    folders = (path.parent, path.parent / "texts", path.parent.parent / "texts")
    for file in (folder / name for folder in folders for name in names):
        if file.is_file():
            return replace(read_file(file), text=_text(file))
    raise GoldError(f"{where(None)}: the record holds no text, and there is no {' or '.join(names)} beside it")


def _from_spans(data: Mapping[str, Any], where: Where, name: str) -> Labelled:
    """Prodigy's `spans` (start, end, label), or doccano's `label` ([start, end, label])."""
    spans = data.get("spans", data.get("label", ()))
    try:
        entities = tuple(_from_span(span, data["text"]) for span in spans or ())
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{where(None)}: a span that cannot be read: {error}") from error
    valued = any(isinstance(span, dict) and "value" in span for span in spans or ())
    record = Record(
        str(data.get("id", name)), "", "", data["text"], Meeting(date=data.get("meeting_date")), (), entities
    )
    return Labelled(record, data.get("split"), _LINKS if valued else _SPANS_ONLY)


def _from_span(span: Any, text: str) -> Entity:
    about = dict(zip(("start", "end", "label"), span, strict=True)) if isinstance(span, list) else span
    start, end = about["start"], about["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no span of a text of {len(text)} characters")
    if _cuts_a_word(text, start) and _cuts_a_word(text, end):
        raise ValueError(f"{start} to {end} begins and ends inside a word: {text[max(start - 5, 0) : end + 5]!r}")
    written = about.get("text", text[start:end])
    return _entity(start, end, about["label"], written, about.get("value"))


def _cuts_a_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalpha() and text[offset].isalpha()


def _entity(start: int, end: int, label: str, text: str, value: str | None = None) -> Entity:
    """An entity of a form without links; a label of other people's is ours where there is one for it."""
    return Entity(start, end, label_map().get(label, label), text, value or text, 0, "other", "")


def _read_marked(path: Path) -> Iterator[tuple[Labelled, Where]]:
    marked = _text(path)
    record = read_marked(marked, str(path))
    first = marked.count("\n") - record.text.count("\n") + 1  # a mark holds no line end of its own

    def where(entity: Entity | None) -> str:
        return f"{path}:{1 if entity is None else first + record.text.count(chr(10), 0, entity.start)}"

    yield Labelled(record, read_front(marked, str(path)).get("split")), where


def _read_spacy(path: Path) -> Iterator[tuple[Labelled, Where]]:
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("da").vocab))
    except (ValueError, TypeError, KeyError) as error:
        raise GoldError(f"{path}: not a spaCy DocBin ({error})") from error
    for number, doc in enumerate(docs, 1):
        entities = tuple(_entity(ent.start_char, ent.end_char, ent.label_, ent.text, ent.kb_id_) for ent in doc.ents)
        about = {name: doc.user_data.get(f"referat_{name}") for name in ("id", "split")}
        record = Record(about["id"] or f"{path.stem}-{number}", "", "", doc.text, Meeting(), (), entities)
        unjudged = _LINKS if any(entity.kb_id_ for entity in doc.ents) else _SPANS_ONLY

        def where(_: Entity | None, number: int = number) -> str:
            return f"{path}: document {number}"

        yield Labelled(record, about["split"], unjudged), where


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
        prefix, _, label = tag.partition("-")
        if prefix not in {"B", "I", "O"} or (prefix == "O") == bool(label):
            raise ValueError(f"{tag!r} is no IOB tag; they look like B-ORG, I-ORG, O")
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
        found = tuple(_entity(start, end, label, text[start:end]) for start, end, label, _ in self.spans)
        return Record(self.name, "", "", text, Meeting(), (), found)


def _read_conll(path: Path) -> Iterator[tuple[Labelled, Where]]:
    for tokens in _conll_documents(path):
        lines = {(start, end): line for start, end, _, line in tokens.spans}

        def where(entity: Entity | None, first: int = tokens.line, lines: Mapping[Any, int] = lines) -> str:
            return f"{path}:{first if entity is None else lines[entity.start, entity.end]}"

        yield Labelled(tokens.record(), None, _SPANS_ONLY), where


def _conll_documents(path: Path) -> Iterator[_Tokens]:
    tokens = _Tokens(path.stem)
    count = 1
    for number, line in enumerate(_text(path).split("\n"), 1):
        columns = line.split()
        if heading := _DOCUMENT.match(line):
            if tokens.parts:
                yield tokens
                count += 1
            tokens = _Tokens(heading[1] or f"{path.stem}-{count}", number)
        elif not columns:
            tokens.end_sentence()
        elif not line.startswith("# "):
            if len(columns) < 2:
                raise GoldError(f"{path}:{number}: a token and a tag are wanted, not {line!r}")
            try:
                tokens.add(columns[0], columns[-1], number)
            except ValueError as error:
                raise GoldError(f"{path}:{number}: {error}") from None
    if tokens.parts:
        yield tokens


_READERS: Mapping[str, Callable[[Path], Iterable[tuple[Labelled, Where]]]] = {
    "marked": _read_marked,
    "spacy": _read_spacy,
    "conll": _read_conll,
}
