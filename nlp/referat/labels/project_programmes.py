"""Programmes that grant money and events that all know: projects by their names alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from referat.labels.project_words import grammar, mention, regex
from referat.organisations.text import Text
from referat.patterns import Hit
from referat.values import Mention


def read_programme(hit: Hit, text: Text) -> Iterator[Mention]:
    """`Erasmus+`, `Folkemødet`: a name that needs no noun, where it is a word of its own."""
    if regex("[\\w-]").match(text.text, hit.start - 1, hit.start) is None:
        written, kinds = text.text[hit.start : hit.end], _programme_kinds()
        name = written if written in kinds or written[:-1] not in kinds else written[:-1]
        yield mention(hit.start, hit.end, text, hit.rule, str(kinds.get(name, "programme")), name)


@cache
def _programme_kinds() -> Mapping[str, str]:
    words = grammar().words
    return {**words["programme"], **words["national_event"]}


def read_weak_programme(hit: Hit, text: Text) -> Iterator[Mention]:
    """`LIFE` is a programme where one is spoken of beside it."""
    if regex("{near_programme}").search(text.text, max(hit.start - 60, 0), hit.end + 40):
        yield from read_programme(hit, text)
