"""Labelled documents written in the forms that `referat.interchange` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.interchange.labelled import GoldError, Labelled
from referat.record import to_dict

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What can be written. `texts` is a folder: `texts/NAME.txt` as they are, `gold/NAME.json` with offsets into them.
FORMS = ("json", "jsonl", "spacy", "conll", "texts")


def write_gold(documents: Iterable[Labelled], form: str, path: Path) -> list[str]:
    """Documents in one of `FORMS`; what the form could not hold, a line each.

    Nothing is written before all documents have been read, so that a mistake in the last leaves no half
    of them. Raises GoldError for an id that cannot be a file's name.
    """
    documents = list(documents)
    if form == "texts":
        return _write_texts(documents, path)
    if form == "json":
        one = [_data(document, with_text=True) for document in documents]
        data = one[0] if len(one) == 1 else one
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return []
    if form == "jsonl":
        lines = (json.dumps(_data(document, with_text=True), ensure_ascii=False) + "\n" for document in documents)
        path.write_text("".join(lines), encoding="utf-8")
        return []
    return _write_tokens(documents, form, path)


def _data(document: Labelled, *, with_text: bool) -> dict[str, Any]:
    data = to_dict(document.record, with_text=with_text)
    return data if document.split is None else {**data, "split": document.split}


def _write_texts(documents: list[Labelled], path: Path) -> list[str]:
    for document in documents:
        if Path(document.record.id).name != document.record.id:
            raise GoldError(f"{document.record.id!r}: this id cannot be the name of a file")
    for folder in ("texts", "gold"):
        (path / folder).mkdir(parents=True, exist_ok=True)
    for document in documents:
        name, text = document.record.id, document.record.text
        (path / "texts" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        gold = json.dumps(_data(document, with_text=False), ensure_ascii=False, indent=1)
        (path / "gold" / f"{name}.json").write_text(gold + "\n", encoding="utf-8")
    return []


def _write_tokens(documents: list[Labelled], form: str, path: Path) -> list[str]:
    """Forms of tokens hold only spans on token borders; what does not fit is widened to whole tokens, and told."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("da")
    widened: list[str] = []
    docs = []
    for document in documents:
        doc = nlp.make_doc(document.record.text)
        widened += _set_entities(doc, document)
        doc.user_data |= {"referat_id": document.record.id, "referat_split": document.split}
        docs.append(doc)
    if form == "spacy":
        DocBin(docs=docs, store_user_data=True).to_disk(path)
    else:
        path.write_text("".join(line + "\n" for doc in docs for line in _conll(doc)), encoding="utf-8")
    return widened


def _set_entities(doc: Doc, document: Labelled) -> Iterator[str]:
    from spacy.util import filter_spans

    spans = []
    for entity in document.record.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label, kb_id=entity.value, alignment_mode="expand")
        assert span is not None  # only a span beyond the text has no tokens
        spans.append(span)
        if span.text != entity.text:
            yield f"{document.record.id}: {entity.label} {entity.text!r} became {span.text!r}, for tokens are not cut"
    doc.ents = filter_spans(spans)


def _conll(doc: Doc) -> Iterator[str]:
    """A token and its tag a line; a line end in the text ends a sentence, save inside an entity."""
    yield f"# newdoc id = {doc.user_data['referat_id']}"
    for token in doc:
        if not token.is_space:
            yield f"{token.text}\t{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else f"{token.text}\tO"
        elif "\n" in token.text and not token.ent_type_:
            yield ""
    yield ""
