"""A trained pipeline as the model that is shipped: `python ship.py TRAINED FOLDER`.

Only what tagging needs is kept, and the lexicon, of which training saw a half, is whole. `sha256.json` lists the files
of the pipeline, which are checked before it is loaded; the card and the licence, which stand beside them, stay as they
are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import spacy
from lexicon import lexicon
from spacy.language import Language

META = {
    "lang": "da",
    "name": "referat_sm",
    "version": "0.1.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "description": "Organisations, persons, places and projects in Danish municipal minutes and in news.",
    "author": "The referat contributors",
    "license": "CC BY-SA 4.0",
    "requirements": [],
    "sources": [
        {"name": "UNER_Danish-DDT (Universal NER v1)", "license": "CC BY-SA 4.0", "author": "Mayhew et al. 2024"},
        {"name": "DaN+", "license": "CC BY-SA 4.0", "author": "Plank, Jensen, van der Goot 2020"},
        {"name": "UD Danish DDT", "license": "CC BY-SA 4.0", "author": "Johannsen, Martínez Alonso, Plank 2015"},
        {"name": "NorNE", "license": "CC0", "author": "Jørgensen, Aasmoe, Ruud Husevåg, Øvrelid, Velldal 2020"},
        {"name": "Faker (names of persons)", "license": "MIT", "author": "Faraglia and other contributors"},
        {"name": "GeoNames (names of cities)", "license": "CC BY 4.0", "author": "GeoNames"},
        {"name": "CLDR (names of countries and cities in Danish)", "license": "Unicode-3.0", "author": "Unicode"},
    ],
}
KEPT = {"README.md", "LICENSE"}


def shipped(trained: Path) -> Language:
    """The tagger alone, without the words of the training data, with the whole lexicon and our meta."""
    nlp, learnt = spacy.blank("da"), spacy.load(trained)
    nlp.vocab.lookups = lexicon(whole=True)
    for name, pipe in learnt.pipeline:
        config = {key: value for key, value in learnt.get_pipe_config(name).items() if key != "factory"}
        nlp.add_pipe(name, config=config).from_bytes(pipe.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    nlp.meta.update(META)
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    nlp = shipped(asked.trained)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for path in asked.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in KEPT:
            path.unlink()
    nlp.to_disk(asked.folder)
    files = sorted(path for path in asked.folder.rglob("*") if path.is_file() and path.name not in KEPT)
    digests = {str(path.relative_to(asked.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (asked.folder / "sha256.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
    print(f"{asked.folder}: {sum(path.stat().st_size for path in files):,} bytes in {len(files)} files")


if __name__ == "__main__":
    main()
