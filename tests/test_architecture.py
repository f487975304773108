"""Imports go one way: each module only from those that stand before it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nlp" / "referat"

#: Groups of modules, innermost first; a module may import from its own group and from those before.
FLOW = [
    {"frozen", "values", "data", "parallel"},
    {
        "capitals", "cells", "dates", "gazetteer", "glue", "letters", "minutes", "names", "numbers", "organisations",
        "patterns", "read", "readers", "reading", "slips", "spaces", "structure",
    },
    {"labels"},
    {"resolve", "link", "record", "model", "confidence", "tokenizer", "tagged"},
    {"pipeline", "loading"},
    {"__init__"},
    {"interchange", "enrich", "explain", "output", "marked_pdf"},
    {"evaluation"},
    {"cli", "component", "component_gazetteer", "__main__"},
]  # fmt: skip


def modules() -> dict[str, Path]:
    return {str(path.relative_to(PACKAGE).with_suffix("")).replace("/", "."): path for path in PACKAGE.rglob("*.py")}


def group(module: str) -> int:
    """The group of a module; one that stands in none has no place in the flow yet."""
    (number,) = (number for number, names in enumerate(FLOW) if module.split(".")[0] in names)
    return number


def imported(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_go_one_way(module: str) -> None:
    for name in imported(modules()[module], top_level_only=True):
        if name.startswith("referat."):
            target = name.removeprefix("referat.").split(".")[0]
            target = target if target in {m.split(".")[0] for m in modules()} else "__init__"
            if target == "__init__" and name == "referat.__version__":
                continue
            assert group(target) <= group(module), f"{module} imports {name}"


@pytest.mark.parametrize("module", sorted(set(modules()) - {"component", "component_gazetteer", "tokenizer"}))
def test_no_module_imports_spacy_at_its_top_but_the_face_for_it(module: str) -> None:
    assert not {name for name in imported(modules()[module], top_level_only=True) if name.split(".")[0] == "spacy"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_modules_stay_readable(module: str) -> None:
    lines = modules()[module].read_text(encoding="utf-8").count("\n")
    assert lines < 400, f"{module} has {lines} lines: split it"


@pytest.mark.parametrize(
    "program",
    [
        "import referat; referat.extract('Udvalget bevilger 20 mio. kr. til Odense Komune.', model=None)",
        "from click.testing import CliRunner; from referat.cli import main; "
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0",
    ],
)
def test_rules_and_help_import_no_spacy(program: str) -> None:
    check = f"{program}\nimport sys; assert 'spacy' not in sys.modules, 'spacy was imported'"
    subprocess.run([sys.executable, "-c", check], check=True)
