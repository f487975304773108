"""The organisations of the gazetteer in a text: where a known form is one, and how far the name reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.gazetteer import Found, Known, find_known, forms, known_first, plain, slug
from referat.organisations.lines import is_harbour
from referat.organisations.parties import follows_member
from referat.organisations.text import Text, acts, grammar, is_place, is_surname, listed
from referat.values import Mention


def known_names(text: Text) -> Iterator[Mention]:
    """The names of the gazetteer; a weak form only where the text bears it out."""
    found = list(find_known(text.text))
    sure = {name.bodies[0].value for name in found if not name.bodies[0].weak}
    for name in found:
        body = _body(name, sure, text)
        if body is None or is_harbour(body.value, name.start, text):
            continue
        if body.kind != "company" or not _is_product(name, text):
            yield _mention(name, body, text)


def _mention(name: Found, body: Known, text: Text) -> Mention:
    """The body found, or its local branch or department, where one is named right behind it."""
    end, value, details = _reach(name, body, text), _full(name.written, body.value), body.details("gazetteer")
    if end > name.end:
        # Letters that are no part of the full name are written out for a branch, too: `DN Odense`.
        lettered = body.kind == "association" and body.weak and name.written.lower() not in body.value.lower().split()
        first = body.value if lettered else name.written
        value = plain(f"{first}{text.text[name.end : end]}")
    if value != body.value:
        details["id"] = slug(value)
    return Mention(name.start, end, "ORG", value, f"{body.file}:name", details)


def _reach(name: Found, body: Known, text: Text) -> int:
    """Where a name ends: behind a legal form, the place of a branch or one that a body serves, a department.

    A short form and the full one behind a dash are one name: `SFI - Det Nationale Forskningscenter for Velfærd`.
    """
    if name.written != body.value and (dash := _dash().match(text.text, name.end)) is not None:
        behind = known_first(text.text[dash.end() : dash.end() + len(body.value) + 1])
        if behind is not None and behind.bodies[0].value == body.value and not behind.bodies[0].weak:
            return dash.end() + behind.end
    if body.kind == "company" and (match := _legal_form().match(text.text, name.end)):
        return match.end()
    if body.kind == "housing" and (match := _numbered().match(text.text, name.end)):
        return match.end()
    if listed(body.kind, "with_branches") and (match := _branch_number().match(text.text, name.end)):
        return match.end()
    if listed(body.kind, "with_branches") and (match := _branch(name, text)):
        return match.end("place")
    if listed(body.kind, "serves_place") and (match := _served().match(text.text, name.end)):
        return match.end("place") if is_place(match["place"]) or match["place"] in forms() else name.end
    return name.end


def _branch(name: Found, text: Text) -> re.Match[str] | None:
    """The place right behind a name that is in no genitive."""
    match = _place_behind().match(text.text, name.end)
    known = match is not None and (is_place(match["place"]) or listed(match["place"], "branch_area"))
    return match if known and text.text[name.start : name.end].endswith(name.written[-1]) else None


def _full(written: str, value: str) -> str:
    """The name with the legal form that it is written with, where the canonical name has none."""
    return written if written.startswith(f"{value} ") and _legal_form().fullmatch(written, len(value)) else value


@cache
def _legal_form() -> re.Pattern[str]:
    return grammar().compile(",? {legal_form}")


def _is_product(name: Found, text: Text) -> bool:
    """Whether the name of a firm is that of what it sells: `KMD Nexus`, `systemet Tabulex`."""
    return listed(text.word_before(name.start), "product_noun") or _product().match(text.text, name.end) is not None


@cache
def _product() -> re.Pattern[str]:
    return grammar().compile("{sp}{product}(?!\\w)")


@cache
def _dash() -> re.Pattern[str]:
    return grammar().compile("{sp}[-–]{sp}")


@cache
def _numbered() -> re.Pattern[str]:
    return grammar().compile("{numbered}")


@cache
def _branch_number() -> re.Pattern[str]:
    return grammar().compile("{branch_number}")


@cache
def _served() -> re.Pattern[str]:
    return grammar().compile("{place_served}")


@cache
def _place_behind() -> re.Pattern[str]:
    return grammar().compile("(?:[ ]|{wrap}(?={word}[ ]{lower}))(?P<place>{word}(?:[ ]{word})?){tail}(?![ ]{upper})")


def _body(name: Found, sure: set[str], text: Text) -> Known | None:
    """Whom a known name means, or None where it is a plain word here."""
    first = name.bodies[0]
    if not first.weak:
        return None if first.kind == "party" and _is_no_party(name, text) else first
    named = next((body for body in name.bodies if body.value in sure), None)
    if named is not None:
        return named
    if len(name.bodies) == 1 and listed(first.kind, "with_branches") and _branch(name, text):
        return first
    if first.kind == "party" and _votes().match(text.text, name.end):
        return first
    if name.written.isupper() and len(name.bodies) == 1 and acts().match(text.text, name.end):
        return first
    is_word = any(letter.islower() for letter in name.written)
    inside = text.is_inside(name.start) and (first.kind == "party" or text.text[name.start - 1] not in "\n\t")
    alone = _capital_behind().match(text.text, name.end) is None
    meant = is_word and inside and alone and not is_surname(name.written) and len(name.bodies) == 1
    return first if meant else None


@cache
def _capital_behind() -> re.Pattern[str]:
    """What makes a plain word with a capital the beginning of another name: `Tryg Hjem`."""
    return grammar().compile("{sp}{upper}")


@cache
def _votes() -> re.Pattern[str]:
    return grammar().compile(r"{gap}{votes}(?!\w)")


def _is_no_party(name: Found, text: Text) -> bool:
    """Whether a party's name is the word for a side here, or letters behind a member's name."""
    following = text.text[name.end : name.end + 20].split()
    side = listed(name.written, "side_party") and following
    if side and listed(following[0].strip(".,"), "side_words"):
        return True
    return name.written.isupper() and text.text[name.start - 1 : name.start] == "(" and follows_member(name.start, text)
