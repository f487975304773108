"""What the documents show works as they show it."""

import doctest
import inspect
import re
from pathlib import Path

import click
import pytest

from referat.cli import main

ROOT = Path(__file__).parents[1]
COMMAND = re.compile(r"^ +(?:[^#\n]*\| )?referat ([a-z]+)([^#|<>\n]*)", re.MULTILINE)


def test_examples_in_python_give_what_they_show() -> None:
    done = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert done.attempted
    assert not done.failed


def shown() -> list[tuple[str, str]]:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    helps = [inspect.cleandoc(command.help or "") for command in (main, *main.commands.values())]
    return sorted({(match[1], match[2].strip()) for text in (*texts, *helps) for match in COMMAND.finditer(text)})


@pytest.mark.parametrize(("name", "arguments"), shown())
def test_commands_have_the_options_they_are_shown_with(name: str, arguments: str) -> None:
    command = main.commands[name]
    known = {flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)}
    assert isinstance(command, click.Command)
    assert {word.partition("=")[0] for word in arguments.split() if word.startswith("-") and word != "-"} <= known
