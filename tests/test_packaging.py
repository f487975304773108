"""What is built is what is in the repository, and it works from the wheel."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: What people get: the package, what it knows, and the tagger, but not what trains it.
SHIPPED = ("nlp/referat", "patterns", "models/da_referat_sm", "models/labels.toml")


def built(kind: str, source: Path, out: Path) -> Path:
    """The name of what hatchling builds of a source tree."""
    build = f"import sys, hatchling.build as b; print(b.build_{kind}(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=source, capture_output=True, text=True, check=True
    )
    return out / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the sdist, as a package index would get it."""
    out = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(out, filter="data")
    return built("wheel", out / sdist.name.removesuffix(".tar.gz"), out)


def shipped() -> set[str]:
    """The files to ship, by their places in the repository."""
    roots = [ROOT / name for name in SHIPPED]
    files = {path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()}
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


def test_the_sdist_holds_what_is_shipped_and_no_more(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    beside = {"PKG-INFO", ".gitignore", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
    assert inside == shipped() | beside


def test_the_wheel_holds_what_is_shipped_and_no_more(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    data = {name if name.startswith("nlp/") else f"nlp/referat/{name}" for name in shipped()}
    assert inside == {name.removeprefix("nlp/") for name in data}
    assert "referat/py.typed" in inside


def test_the_metadata_say_what_is_needed_and_who_may_use_it(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    place = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(archive.read(place).decode())
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0"  # the code, and the tagger that comes with it
    licences = {name for name in archive.namelist() if "/licenses/" in name}
    assert {name.rpartition("/licenses/")[2] for name in licences} == {"LICENSE", "models/da_referat_sm/LICENSE"}
    assert set(metadata.get_all("Classifier", [])) == set(PROJECT["classifiers"])
    assert {"Typing :: Typed", "Natural Language :: Danish"} <= set(PROJECT["classifiers"])
    needed = {
        line.partition(";")[0].strip() for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line
    }
    assert len(needed) == len(PROJECT["dependencies"])
    assert {"pdf", "docx"} <= set(metadata.get_all("Provides-Extra", []))


def test_the_unpacked_wheel_works(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import referat, referat.data, referat.model\n"
        "assert str(referat.data.folder('patterns')).startswith(sys.argv[1])\n"
        "assert referat.model.label_map()['PER'] == 'PERSON'\n"
        "assert 'referat_model' in referat.load().pipe_names\n"
        "print(referat.extract('steg 3,4 %').entities[0].value)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3.4"


@pytest.mark.parametrize(
    ("ending", "package", "extra"), [("libreoffice.pdf", "pypdfium2", "pdf"), ("docx", "docx", "docx")]
)
def test_a_missing_extra_is_told_in_one_line(ending: str, package: str, extra: str) -> None:
    path = ROOT / "tests" / "documents" / f"b-slagelse-2023-klima.{ending}"
    program = (
        "import sys; sys.modules[sys.argv[1]] = None\n"
        "from referat.cli import main; main(['extract', '--rules-only', sys.argv[2]])"
    )
    command = [sys.executable, "-c", program, package, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"pip install 'referat[{extra}]'" in done.stderr
