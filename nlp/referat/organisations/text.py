"""What the readers of organisations ask about a text, a word, and the lists they share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from referat import patterns
from referat.patterns import Grammar
from referat.values import Mention

_WORD = re.compile(r"\w+(?:-\w+)*")
#: Shorter words in capitals are letters that stand for a name, and no headings.
_SHORTEST_HEADING = 5


@cache
def grammar() -> Grammar:
    """The shapes and words of organisations."""
    return patterns.load("org")


@cache
def acts() -> re.Pattern[str]:
    """What an organisation does, behind its name.

    >>> acts().match(" oplyser, at") is not None
    True
    """
    return grammar().compile(r"{gap}{acts}(?!\w)")


@dataclass
class Text:
    """A text whose hyphens at line ends are undone, with the way back to the offsets of its source.

    >>> text = Text.of("i Miljøud-\\nvalget")
    >>> text.text, text.source(2), text.source(14)
    ('i Miljøudvalget', 2, 16)
    """

    text: str
    #: Where something was cut out, in this text, and how much had been cut out up to there.
    _cuts: list[int] = field(default_factory=list, repr=False)
    _lengths: list[int] = field(default_factory=list, repr=False)
    _seen: dict[str, bool] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, source: str) -> Text:
        """The text of a source."""
        parts, cuts, lengths, cursor, gone = [], [], [], 0, 0
        for hyphen in _line_hyphen().finditer(source):
            parts.append(source[cursor : hyphen.start()])
            cuts.append(hyphen.start() - gone)
            gone += hyphen.end() - hyphen.start()
            lengths.append(gone)
            cursor = hyphen.end()
        return cls("".join([*parts, source[cursor:]]) if parts else source, cuts, lengths)

    def in_source(self, mentions: list[Mention]) -> list[Mention]:
        """Mentions with their offsets in the source."""
        if not self._cuts:
            return mentions
        return [replace(one, start=self.source(one.start), end=self.source(one.end - 1) + 1) for one in mentions]

    def source(self, offset: int) -> int:
        """The offset in the source of the character at an offset in this text."""
        cut = bisect_right(self._cuts, offset)
        return offset + (self._lengths[cut - 1] if cut else 0)

    def has(self, word: str) -> bool:
        """Whether the text has this word, spelled so, as a whole word anywhere.

        >>> Text("skole og skoler").has("skole"), Text("skoler").has("skole")
        (True, False)
        """
        if word not in self._seen:
            at = self.text.find(word)
            while at >= 0 and (_is_letter(self.text, at - 1) or _is_letter(self.text, at + len(word))):
                at = self.text.find(word, at + 1)
            self._seen[word] = at >= 0
        return self._seen[word]

    def is_inside(self, start: int) -> bool:
        """Whether a sentence is under way before this place, so that a capital here is meant.

        >>> Text("sag fra Den").is_inside(8), Text("Sag. Den").is_inside(5), Text("Den").is_inside(0)
        (True, False, False)
        """
        before = self.text[max(start - 3, 0) : start].rstrip(" \u00a0\n")
        return bool(before) and start - len(before) > 0 and (before[-1].islower() or before[-1] == ",")

    def word_before(self, start: int) -> str:
        """The word that ends before this place on its line, with the mark that follows it, or nothing.

        >>> Text("Lene Due (A)").word_before(10)
        'Due'
        """
        line = self.text.rfind("\n", max(start - 60, 0), start)
        words = self.text[max(line + 1, start - 60) : start].split()
        return words[-1].strip("([") if words and words[-1].strip("([") else (words[-2] if len(words) > 1 else "")


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


@cache
def _line_hyphen() -> re.Pattern[str]:
    return grammar().compile("{line_hyphen}")


def listed(word: str, words: str) -> bool:
    """Whether a word stands in a list of `patterns/org.toml`.

    >>> listed("Ifølge", "not_first")
    True
    """
    return word in grammar().words[words]


@cache
def _endings(words: str) -> tuple[str, ...]:
    return tuple(sorted(grammar().words[words], key=len, reverse=True))


@lru_cache(16384)
def ending(word: str, words: str) -> str | None:
    """The longest entry of a list of endings that a word ends in.

    >>> ending("Socialudvalget", "suffix")
    'udvalget'
    """
    ends = _endings(words)
    return next((end for end in ends if word.endswith(end)), None) if word.endswith(ends) else None


@cache
def _heads(table: str) -> Mapping[str, Sequence[str]]:
    """The heads of a table by their first words."""
    heads: dict[str, list[str]] = {}
    for head in grammar().words[table]:
        heads.setdefault(head.partition(" ")[0], []).append(head)
    return heads


@lru_cache(16384)
def kind_of(value: str) -> str | None:
    """What kind of body a name makes by its last word, or its first.

    >>> kind_of("Nørreby Friskole"), kind_of("Jobcenter Nørreby"), kind_of("Udvalget for Klima")
    ('school', 'jobcentre', 'committee')
    """
    words = grammar().words
    first = value.partition(" ")[0]
    for table in ("first", "body_for", "body_for_named"):
        head = next((head for head in _heads(table).get(first, ()) if value.startswith(f"{head} ")), None)
        if head:
            return str(words[table][head])
    lowered = value.lower()
    for table in ("last_word", "suffix", "soft_suffix", "last_ending"):
        tail = ending(value if table == "last_word" else lowered, table)
        if tail:
            return str(words[table][tail])
    return None


def is_bare(name: str) -> bool:
    """Whether a name is a plain noun that every municipality has, in any form.

    >>> is_bare("Udvalget"), is_bare("Skolebestyrelsen"), is_bare("Økonomiudvalget")
    (True, True, False)
    """
    lowered = name.lower()
    return (
        listed(lowered, "bare") or listed(lowered.removesuffix("s"), "bare") or ending(lowered, "bare_end") is not None
    )


def stops(word: str) -> bool:
    """Whether a word cannot begin a name: a little word, a title, a kind of paper, a plain noun."""
    word = word.rstrip(".:,")
    if word.isupper() and len(word) >= _SHORTEST_HEADING:
        word = word.capitalize()
    return not is_place(word) and (
        any(listed(word, words) for words in ("not_first", "heading", "common_owner"))
        or is_bare(word)
        or is_glued(word)
    )


def is_glued(word: str) -> bool:
    """Whether a web page's button is glued to the front of a word.

    >>> is_glued("PDFBilag"), is_glued("PDF12"), is_glued("Skole")
    (True, True, False)
    """
    glue = next((glue for glue in grammar().words["glued"] if word.startswith(glue)), None)
    return glue is not None and not word[len(glue) :][:1].islower()


@cache
def _places() -> frozenset[str]:
    words = patterns.load("places").words
    return frozenset(place for table in words.values() for place in table)


def is_place(name: str) -> bool:
    """Whether a name is a place that we know.

    >>> is_place("Odense")
    True
    """
    if name in _places() or (name.endswith("s") and name[:-1] in _places()):
        return True
    return "-" in name and all(part in _places() for part in name.split("-"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(patterns.load("given_names").words["given"])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for table in patterns.load("surnames").words.values() for name in table)


def is_given(word: str) -> bool:
    """Whether a word is a given name.

    >>> is_given("Anna"), is_given("Anlæg")
    (True, False)
    """
    return word in _given_names()


@cache
def _titles() -> tuple[str, ...]:
    return tuple(patterns.load("person").words["title"])


def is_title(word: str) -> bool:
    """Whether a word is a person's title or role.

    >>> is_title("Teaterchef"), is_title("Teater")
    (True, False)
    """
    return word.lower().endswith(_titles())


def is_surname(word: str) -> bool:
    """Whether a word is a surname.

    >>> is_surname("Hansen")
    True
    """
    return word in _surnames()


def is_person(name: str) -> bool:
    """Whether several words with capitals are a person's name.

    >>> is_person("Anna Hansen"), is_person("Grøn Puls")
    (True, False)
    """
    words = _WORD.findall(name)
    return len(words) > 1 and (is_given(words[0]) or words[-1].removesuffix("s") in _surnames())


def without_genitive(name: str, text: Text) -> str:
    """A name without its last `s`, where something shows that this is a genitive.

    >>> without_genitive("Center for Klima og Miljøs", Text("")), without_genitive("Plejecenter Enghus", Text(""))
    ('Center for Klima og Miljø', 'Plejecenter Enghus')
    """
    short = re.sub(r"['’]s?$", "", name)
    if short != name or not name.endswith("s"):
        return short
    last = name.rpartition(" ")[2][:-1]
    if is_place(last + "s") and not is_place(last):
        return name
    shown = listed(last, "subject") and not listed(last + "s", "subject")
    return name[:-1] if shown or is_place(last) or ending(last, "nominative_end") or text.has(name[:-1]) else name
