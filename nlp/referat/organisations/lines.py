"""What the line says in which a name of an organisation stands: that it is a place here, that it is all capitals."""

from __future__ import annotations

import re
from functools import cache

from referat.organisations.text import Text, grammar, listed

#: How far back the words are looked at that lead to a place.
_LONGEST_LEAD = 40
#: Shorter words of capitals are letters that stand for a name.
_SHORTEST_WORD = 4


def is_harbour(name: str, start: int, text: Text) -> bool:
    """Whether a name of a harbour or the like is that of the place, and not of the body.

    >>> on, to = Text("på Nørreby Havn"), Text("tilskud til Nørreby Havn")
    >>> is_harbour("Nørreby Havn", 3, on), is_harbour("Nørreby Havn", 12, to)
    (True, False)
    """
    noun = name.rpartition(" ")[2]
    if not listed(noun, "harbour") or text.text.startswith("s", text.text.find(noun, start) + len(noun)):
        return False
    before = f" {text.text[max(start - _LONGEST_LEAD, 0) : start]}"
    words = (word for word in before.lower().split() if not word[0].isdigit())
    led = f" {' '.join(words)}".endswith(_place_leads())
    return led and _cue().search(before) is None


@cache
def _place_leads() -> tuple[str, ...]:
    return tuple(f" {lead}" for lead in grammar().words["place_preposition"])


@cache
def _cue() -> re.Pattern[str]:
    return grammar().compile("{cue}")


def running(value: str, start: int, text: Text) -> str:
    """A name in capitals as running text writes it: in a line of capitals, or where the text has it so elsewhere.

    >>> running("NYBO ENERGI A/S", 9, Text("SALG TIL NYBO ENERGI A/S"))
    'Nybo Energi A/S'
    >>> running("TEKNISK UDVALG", 0, Text("TEKNISK UDVALG besluttede, at Teknisk Udvalg mødes"))
    'Teknisk Udvalg'
    """
    if not (value.isupper() and " " in value):
        return value
    written = " ".join(map(_word_running, value.split()))
    return written if _line(start, text.text).isupper() or text.has(written) else value


def _word_running(word: str) -> str:
    """A word of a name in capitals as running text writes it; letters that stand for a name stay."""
    if listed(word.lower(), "joining"):
        return word.lower()
    if word in grammar().words["legal_form"] or (len(word) < _SHORTEST_WORD and not word.endswith("-")):
        return word
    return word.capitalize()


def _line(at: int, text: str) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
