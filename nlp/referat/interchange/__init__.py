"""Labelled documents in the forms that people have them, read into records and checked.

| form | suffix | what it is |
| --- | --- | --- |
| `json` | `.json` | our records, one object or an array a file; the text stands in it, or in a `.txt` beside it |
| `jsonl` | `.jsonl` | a line a document: our records, or a text with spans as Prodigy and doccano write them |
| `marked` | `.txt` | a text with marks, see `referat.interchange.marked` |
| `spacy` | `.spacy` | spaCy's DocBin |
| `conll` | `.conll`, `.iob` | a token and a tag (IOB) a line, a blank line between sentences |

Whatever is malformed is refused with file, line or document, and reason. `referat.interchange.write` writes
the same forms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from referat.interchange.json_lines import read_json, read_jsonl
from referat.interchange.labelled import GoldError, Labelled, Where, check, decoded, only
from referat.interchange.marked import MarkError, read_front, read_marked
from referat.interchange.tokens import read_conll, read_spacy
from referat.read import ReadError
from referat.values import Entity

#: The forms, with the suffixes that tell them.
SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".txt": "marked", ".spacy": "spacy", ".conll": "conll", ".iob": "conll"}

_Reader = Callable[[Path], Iterator[tuple[Labelled, Where]]]


def read_gold(*paths: str | Path, labels: Collection[str] | None = None) -> Iterator[Labelled]:
    """The documents of files, and of every labelled file in a folder, checked. Raises GoldError.

    With `labels`, entities with other labels are left out, so that a file with labels of its own can be
    read; without, an unknown label is refused. No two documents may have one id.
    """
    seen: dict[str, str] = {}
    for labelled, where in chain.from_iterable(_documents(Path(path), text_needed=True) for path in paths):
        if labels is not None:
            labelled = replace(labelled, record=only(labelled.record, labels))
        check(labelled, where)
        id = labelled.record.id
        if id in seen:
            raise GoldError(f"{where(None)}: the id {id!r} is that of {seen[id]} too")
        seen[id] = where(None)
        yield labelled


def read_predictions(path: str | Path) -> Iterator[Labelled]:
    """What a system said, as it is: to judge it is for the scorer.

    A record need not hold its text. Raises GoldError for what cannot be read at all.
    """
    for labelled, _ in _documents(Path(path), text_needed=False):
        yield labelled


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


def _documents(path: Path, *, text_needed: bool) -> Iterator[tuple[Labelled, Where]]:
    readers: Mapping[str, _Reader] = {
        "json": partial(read_json, text_needed=text_needed),
        "jsonl": partial(read_jsonl, text_needed=text_needed),
        "marked": _read_marked,
        "spacy": read_spacy,
        "conll": read_conll,
    }
    for file in labelled_files(path):
        if file.suffix not in SUFFIXES:
            raise GoldError(f"{file}: cannot tell the form by the suffix; it should be one of {', '.join(SUFFIXES)}")
        try:
            yield from readers[SUFFIXES[file.suffix]](file)
        except OSError as error:
            raise GoldError(f"{file}: {error.strerror or error}") from error
        except (MarkError, ReadError) as error:
            raise GoldError(str(error)) from error


def _read_marked(path: Path) -> Iterator[tuple[Labelled, Where]]:
    marked = decoded(path)
    record = read_marked(marked, str(path))
    first = marked.count("\n") - record.text.count("\n") + 1  # a mark holds no line end of its own

    def where(entity: Entity | None) -> str:
        return f"{path}:{1 if entity is None else first + record.text.count(chr(10), 0, entity.start)}"

    yield Labelled(record, read_front(marked, str(path)).get("split")), where
