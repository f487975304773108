"""What words with capitals behind a noun for a project are: a name, and how far it goes, or something else."""

from __future__ import annotations

from referat.gazetteer import known_first
from referat.labels.project_words import is_other, is_works, listed, regex
from referat.names import find_all
from referat.organisations.text import Text, is_bare, is_given, is_place, is_surname
from referat.organisations.text import kind_of as body_kind
from referat.organisations.text import listed as listed_for_body

#: How far around a name, in characters, its words are looked for again.
AROUND = 5000


def name_end(start: int, end: int, text: Text, sure: bool = False) -> int | None:
    """Where words with capitals end as a project's name, without the place behind it; None where they are none.

    A name that a noun gives to a project for `sure` may be a known body's too.

    >>> text = Text("Ren Kyst i Odense og Nørre Skole")
    >>> name_end(0, 17, text), name_end(21, 32, text)
    (8, None)
    """
    for where in regex("{gap}(?:{where}){gap}(?=[A-ZÆØÅ])").finditer(text.text, start, end):
        rest = text.text[where.end() : end]
        tells_where = (
            is_place(rest)
            or is_other(rest)
            or is_place(rest.split()[0])
            or is_body(rest)
            or _is_building(rest.split()[0])
            or regex("{coined}\\Z").match(text.text, start, where.start()) is not None
        )
        plain = listed(text.text[start : where.start()], "starter")
        if tells_where and not plain and not _comes_again(start, end, text):
            end = where.start()
            break
    if (joined := regex("{joined_end}").search(text.text, start, end)) is not None:
        end = joined.start()
    name = text.text[start:end]
    refusals = _REFUSALS if not sure else [refuses for refuses in _REFUSALS if refuses is not is_body]
    refused = any(refuses(name) for refuses in refusals) or text.text[end : end + 2] == "- "
    bare = joined is not None and " " not in name and joined[0].startswith("-")
    return None if refused or bare or _is_cut(name, end, text) or len(name.split()[0]) < 2 else end


def comes_elsewhere(start: int, end: int, text: Text) -> bool:
    """Whether the text has the same words again behind other words: in a title that comes twice they prove nothing.

    >>> comes_elsewhere(6, 14, Text("pulje Ren Kyst. Med Ren Kyst"))
    True
    """
    near = range(max(start - AROUND, 0), end + AROUND)
    around, name, before = text.text[near.start : near.stop], text.text[start:end], text.text[max(start - 8, 0) : start]
    places = (near.start + at for at in find_all(around, name))
    return any(at != start and text.text[max(at - 8, 0) : at] != before for at in places)


def is_meant_elsewhere(start: int, end: int, text: Text) -> bool:
    """Whether the same words stand inside a sentence near by, so that their capital is meant.

    >>> is_meant_elsewhere(0, 14, Text("Sang på jobbet - status. At Sang på jobbet fortsætter, og at Sang på jobbet"))
    True
    """
    floor, name = max(start - AROUND, 0), text.text[start:end]
    places = (floor + at for at in find_all(text.text[floor : end + AROUND], name))
    return any(at != start and text.is_inside(at) for at in places)


def is_plain_near(word: str, start: int, text: Text) -> bool:
    """Whether a word with a capital, or what begins so, stands in small letters near by.

    >>> is_plain_near("Skoler", 0, Text("Skoler for alle: skolerne")), is_plain_near("Nordlys", 0, Text("Nordlys"))
    (True, False)
    """
    return f" {word.lower()}" in text.text[max(start - AROUND, 0) : start + AROUND]


def _comes_again(start: int, end: int, text: Text) -> bool:
    """Whether the text has the same words again, close enough that a long text costs no more a name."""
    return text.text[max(start - AROUND, 0) : end + AROUND].count(text.text[start:end]) > 1


def _is_person(name: str) -> bool:
    first, *_, last = f"{name} {name}".split()
    return is_given(first) and is_surname(last.removesuffix("s"))


def is_body(name: str) -> bool:
    """Whether a name is that of a known body.

    >>> is_body("Odense Kommune"), is_body("Ren Kyst")
    (True, False)
    """
    found = known_first(name)
    return found is not None and found.end >= len(name) - 1


def is_everyday(name: str) -> bool:
    """Whether words with capitals are everyday words, of which no body has its name, and no two subjects joined.

    >>> [is_everyday(name) for name in ("Unge Stemmer", "Brobygning til Uddannelse", "Børn og Unge", "Energi Odense")]
    [True, True, False, False]
    """
    first, *others = words = name.split()
    capitals = sum(word[0].isupper() for word in words)
    if capitals < 2 or not (listed(first, "starter") or listed(others[-1], "starter")):
        return False
    joined = any(listed(word, "conjunction") for word in words)
    return not (joined or body_kind(name) is not None or _holds_body(name) or listed_for_body(others[-1], "legal_form"))


def _holds_body(name: str) -> bool:
    """Whether a known body's name stands among words, other than the first of them: `Tryg Hjem` is of no insurer."""
    found = known_first(name)
    return found is not None and not (found.end <= len(name.split()[0]) and listed(name[: found.end], "starter"))


def is_coined(name: str) -> bool:
    """Whether words that all have capitals are a name that is none of a place, a person or a body, as far as is known.

    >>> [is_coined(name) for name in ("Legestart", "Fossilfri Fjordegn", "Nyborg", "Havneudvalget", "Femern-arbejdet")]
    [True, True, False, False, False]
    """
    words = name.split()
    if any(word.isupper() or not word.isalpha() or not word[0].isupper() for word in words):
        return False
    known = is_place(words[0]) or is_given(words[0]) or is_surname(words[-1]) or is_body(name)
    return not (known or body_kind(name) or listed(words[0], "not_name") or is_bare(words[0]))


def is_described(start: int, end: int, text: Text) -> bool:
    """Whether words of a list's line tell what is made, and where or under what name.

    >>> text = Text("Cykelstier på Skovvej")
    >>> is_described(0, 10, text), is_described(0, 10, Text("Nordlyset: 500 kr."))
    (True, False)
    """
    if regex("{gap}(?:{naming})\\Z").search(text.text, start, end) is not None:
        return True
    return " " not in text.text[start:end] and regex("{gap}(?:{where})(?!\\w)").match(text.text, end) is not None


def is_of_another(start: int, text: Text) -> bool:
    """Whether the noun right before a name says that it is a paper's, a plan's or a body's.

    >>> is_of_another(10, Text("rapporten Liv i Åen")), is_of_another(10, Text("deltager i Liv i Åen"))
    (True, False)
    """
    before = text.text[max(start - 40, 0) : start]
    noun = text.word_before(start)
    return regex("{other_noun}{sp}\\Z").search(before) is not None or (noun.islower() and body_kind(noun) is not None)


def is_announced_body(name: str) -> bool:
    """Whether a noun for a body begins words with capitals.

    >>> is_announced_body("Boligorganisationen Nybo"), is_announced_body("Teater i stalden")
    (True, False)
    """
    first, _, rest = name.partition(" ")
    return rest[:1].isupper() and listed_for_body(first, "first") and not listed_for_body(first, "needs_place")


def _is_building(name: str) -> bool:
    first, _, rest = name.partition(" ")
    if listed(first, "starter") and (name.count(" ") == 1 or listed(rest.partition(" ")[0], "where")):
        return False
    return (
        regex(
            "(?<!\\w)(?=[A-ZÆØÅ])(?!(?i:{no_street})(?!\\w))[\\w-]{0,40}?(?i:{place_ending})s?(?:{sp}[0-9].*)?\\Z"
        ).search(name)
        is not None
    )


def _is_announced(name: str) -> bool:
    """Whether the noun that announces a name begins it: `Interreg-projektet Ren Kyst`."""
    return regex("\\w+-(?i:{noun}){definite_form} [A-ZÆØÅ]").match(name) is not None


#: What else a name may be, though a noun for a project stands before it.
_REFUSALS = (is_other, is_works, is_place, _is_person, _is_building, is_body, is_announced_body, _is_announced)


def _is_cut(name: str, end: int, text: Text) -> bool:
    """Whether a plain word has been taken for a name whose other words have no capitals."""
    return listed(name, "starter") and regex("{ends_here}").match(text.text, end) is None
