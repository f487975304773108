"""What is built is what is in the repository, and it works from the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the sdist, as a package index would get it."""
    out = tmp_path_factory.mktemp("dist")
    build = "import sys, hatchling.build as b; print(b.build_sdist(sys.argv[1]))"
    name = subprocess.run([sys.executable, "-c", build, str(out)], cwd=ROOT, capture_output=True, text=True, check=True)
    sdist = out / name.stdout.strip().splitlines()[-1]
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(sdist), str(out)], check=True)
    source = out / sdist.name.removesuffix(".tar.gz")
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    name = subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=source, capture_output=True, text=True, check=True
    )
    return out / name.stdout.strip().splitlines()[-1]


def test_the_wheel_holds_every_data_file_and_no_stray_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {path for folder in ("patterns", "models") for path in (ROOT / folder).rglob("*") if path.is_file()}
    training = {path for path in data if path.is_relative_to(ROOT / "models" / "training")}
    assert {f"referat/{path.relative_to(ROOT)}" for path in data - training} <= inside
    assert not {f"referat/{path.relative_to(ROOT)}" for path in training} & inside
    assert {name.split("/")[0] for name in inside if ".dist-info" not in name} == {"referat"}


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
