"""The statistical tagger: a spaCy pipeline whose names join those of the rules.

Ours lies in `models/da_referat_sm`; any other that is installed or lies in a folder can be used in its place
(`da_core_news_sm`). Which of its labels are ours, and how sure it must be, is data: `models/labels.toml`.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat.data import folder

if TYPE_CHECKING:
    from spacy.language import Language

#: The model that is shipped with the package.
SHIPPED = "da_referat_sm"
#: What a pipeline needs to find names; its other pipes are taken off.
_NEEDED = {"tok2vec", "transformer", "ner"}
_DIGESTS = "sha256.json"


class ModelError(ValueError):
    """A model that cannot be used; the message says why and what to do."""


@cache
def _settings() -> Mapping[str, Any]:
    return tomllib.loads((folder("models") / "labels.toml").read_text(encoding="utf-8"))


def label_map() -> Mapping[str, str]:
    """The labels of taggers that are known, and ours for each.

    >>> label_map()["PER"]
    'PERSON'
    """
    labels: Mapping[str, str] = _settings()["labels"]
    return labels


def least_confidence(label: str) -> float:
    """How sure a tagger must be of a name of ours, where it tells.

    >>> 0 < least_confidence("PERSON") < 1
    True
    """
    return float(_settings()["least_confidence"][label])


def tagged_labels() -> frozenset[str]:
    """The labels that a tagger can add to.

    >>> sorted(tagged_labels())
    ['LOC', 'ORG', 'PERSON']
    """
    return frozenset(label_map().values())


def load_tagger(name: str) -> Language:
    """The named-entity tagger of a model, with what it needs: ours, an installed one, or one in a folder.

    Raises ModelError where there is none of that name, where it is made for another version of spaCy, or
    where it tags no label that we know.
    """
    import spacy

    from referat.tokenizer import remembering

    own = folder("models") / SHIPPED
    path: str | Path = own if name == SHIPPED and own.is_dir() else name
    if path == own:
        check_digests(own)
    _check_version(name, path)
    try:
        nlp = spacy.load(path)
    except OSError as error:
        raise ModelError(f"the model {name!r} is not there ({_hint(name)})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the model {name!r} cannot be read: {_first_line(error)}") from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"the model {name!r} has no component `ner`; its pipes are {nlp.pipe_names}")
    known = set(nlp.get_pipe("ner").labels) & set(label_map())  # type: ignore[attr-defined]
    if not known:
        raise ModelError(f"the model {name!r} tags none of the labels {sorted(label_map())}")
    for pipe in set(nlp.pipe_names) - _NEEDED:
        nlp.remove_pipe(pipe)
    return remembering(nlp)


def _hint(name: str) -> str:
    if "/" in name:
        return "give the folder of a spaCy pipeline"
    return f"install it with: python -m spacy download {name}"


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]


def _check_version(name: str, path: str | Path) -> None:
    """Raises ModelError where the model's meta names a version of spaCy that is not the installed one."""
    from spacy.about import __version__
    from spacy.util import get_package_path, is_compatible_version, is_package

    if is_package(str(path)):
        root = get_package_path(str(path))
        metas = [root / "meta.json", *sorted(root.glob(f"{path}-*/meta.json"))]
    else:
        metas = [Path(path) / "meta.json"]
    meta = next((meta for meta in metas if meta.is_file()), None)
    wanted = json.loads(meta.read_text(encoding="utf-8")).get("spacy_version") if meta else None
    if wanted and is_compatible_version(__version__, wanted) is False:
        raise ModelError(
            f"the model {name!r} is made for spaCy {wanted}, and {__version__} is installed; install a release"
            " of the model that fits, or that spaCy"
        )


def check_digests(path: Path) -> None:
    """Raises ModelError where a file of the shipped model is not the one that was shipped."""
    listed = json.loads((path / _DIGESTS).read_text(encoding="utf-8"))
    for file, digest in listed.items():
        if not (path / file).is_file() or hashlib.sha256((path / file).read_bytes()).hexdigest() != digest:
            raise ModelError(f"the model's file {path / file} is missing or was changed: reinstall the package referat")
