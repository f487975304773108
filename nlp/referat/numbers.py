"""Danish numerals, in figures and in words, as exact decimals; never as floats."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from referat.patterns import load

_BLANK = re.compile(r"\s+")
_BY_STOPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_PLUS_MINUS = {"+": 1, "-": -1, "\u2212": -1, "\u2013": -1, "÷": -1}
_WORD_START = re.compile(r"(?<!\S)\S|(?<=-)\w")


@lru_cache(maxsize=1 << 12)
def to_decimal(text: str) -> Decimal | None:
    """The value of a numeral with its sign; None where the text is none.

    >>> [str(to_decimal(text)) for text in ("1.327.908", "-2,5", "1 ½", "halvanden", "femoghalvtreds")]
    ['1327908', '-2.5', '1.5', '1.5', '55']
    """
    text = text.strip()
    factor = _PLUS_MINUS.get(text[:1], 0)
    value = _unsigned(text[1:].lstrip() if factor else text)
    return value if value is None or not factor else value * factor


def plain(number: Decimal) -> str:
    """A number with neither grouping nor exponent nor idle zeros.

    >>> plain(Decimal("20.50") * 10**6), plain(Decimal("-0.0"))
    ('20500000', '0')
    """
    return format(number.normalize(), "f") if number else "0"


def range_of(low: str, high: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of a range; None where they do not rise, and so are two numbers side by side.

    >>> range_of("40", "50"), range_of("2022", "5")
    ((Decimal('40'), Decimal('50')), None)
    """
    first, last = to_decimal(low), to_decimal(high)
    return None if first is None or last is None or first >= last else (first, last)


def is_year(text: str) -> bool:
    """Whether a numeral has the form of a year that a meeting speaks of.

    >>> is_year("2022"), is_year("2.022")
    (True, False)
    """
    return _year().fullmatch(text) is not None


def sign_before(text: str, start: int) -> tuple[int, int]:
    """Where the number at `start` begins with its sign counted in, and that sign as 1 or -1.

    A dash is a sign where nothing stands to its left that it could join or part, so a bullet is none.

    >>> sign_before("netto -4,2", 7), sign_before("- 500", 2), sign_before("2-5", 2)
    ((6, -1), (2, 1), (2, 1))
    """
    last = text[start - 2 : start - 1] if text[start - 1 : start] in (" ", "\u00a0") else text[start - 1 : start]
    if last in _sign_ends() and (found := _sign().search(text, max(start - 16, 0), start)):
        sign = found[found.lastgroup or 0].strip()
        return found.start(found.lastgroup or 0), _PLUS_MINUS.get(sign, -1)
    return start, 1


def words_before(text: str, end: int) -> tuple[int, Decimal] | None:
    """The numeral in words that ends right before `end`: where it begins, and its value.

    >>> words_before("godt tyve millioner kroner", 20)
    (5, Decimal('20000000'))
    """
    if not text[max(end - 4, 0) : end].rstrip()[-1:].isalpha():
        return None
    found = _words_at_end().search(text, max(end - 90, 0), end)
    if found is None:
        return None
    numeral = found["words"]
    for word in _WORD_START.finditer(numeral):
        if (value := _words(numeral[word.start() :])) is not None:
            return found.start("words") + word.start(), value
    return None


def _unsigned(text: str) -> Decimal | None:
    if not text:
        return None
    return _fraction(text) or (_figures(text) if text[0] in "0123456789" else _words(text))


def _fraction(text: str) -> Decimal | None:
    for sign, value in load("numbers").words["vulgar"].items():
        if text.endswith(sign):
            whole = text.removesuffix(sign).strip()
            if not whole or (whole.isascii() and whole.isdigit()):
                return Decimal(whole or 0) + Decimal(value)
    return None


def _figures(text: str) -> Decimal | None:
    """Stops group and the comma opens the decimals, unless the digits can only mean the opposite."""
    text = _BLANK.sub("", text)
    if text.count(",") > 1:
        text = text.replace(",", "")
    elif "," in text or _BY_STOPS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    return Decimal(text) if whole and digits.isascii() and digits.isdigit() else None


def _words(text: str) -> Decimal | None:
    """Adds up number words; None where they do not build one number (`to tre`)."""
    total = part = Decimal(0)
    before = "start"
    tokens = _tokens(text)
    if len(tokens) == 1 and tokens[0][0] == "multiplier" and tokens[0][1] != 2:
        return None  # `tusinde kr.` is a unit
    for kind, value in tokens:
        if value is None or (before, kind) not in _FOLLOWS:
            return None
        if kind == "multiplier":
            power = Decimal(10) ** int(value)
            if power == 100:
                part = (part or 1) * power
            elif 0 < total < power:
                total, part = (total + part) * power, Decimal(0)
            else:
                total, part = total + (part or 1) * power, Decimal(0)
        elif kind != "and":
            part += Decimal(value)
        before = f"{before}-and" if kind == "and" else kind
    return None if before.endswith("and") or before == "start" else total + part


#: Which kind of word may stand behind which: `fem og halvtreds`, `to en halv`, but not `to tre`.
_FOLLOWS = {
    *(("start", kind) for kind in ("digit", "teen", "ten", "part", "multiplier")),
    *(("multiplier", kind) for kind in ("digit", "teen", "ten", "part", "multiplier", "and")),
    *(("multiplier-and", kind) for kind in ("digit", "teen", "ten", "part")),
    *((kind, "multiplier") for kind in ("digit", "teen", "ten", "part")),
    ("digit", "and"),
    ("digit-and", "ten"),
    ("digit-and", "part"),
    ("digit", "part"),
}


def _tokens(text: str) -> list[tuple[str, str | int | None]]:
    """The words of a numeral with their kinds; the last one has no value where a word is unknown."""
    text = _BLANK.sub(" ", text.lower().replace("-", ""))
    tokens: list[tuple[str, str | int | None]] = []
    kinds, words = _lexicon()
    at = 0
    while at < len(text):
        word = words.match(text, at)
        if word is None:
            return [*tokens, ("unknown", None)]
        tokens.append(kinds[word[1]])
        at = word.end()
    return tokens


@cache
def _lexicon() -> tuple[dict[str, tuple[str, str | int]], re.Pattern[str]]:
    grammar = load("numbers")
    kinds = {
        word: (name.removeprefix("number_"), value)
        for name, table in grammar.words.items()
        if name.startswith("number_")
        for word, value in table.items()
    }
    longest_first = sorted(kinds, key=len, reverse=True)
    return kinds, re.compile(f" ?({'|'.join(map(re.escape, longest_first))})")


@cache
def _sign_ends() -> frozenset[str]:
    """The last letters of all signs, in figures and in words."""
    return frozenset(sign[-1] for sign in (*_PLUS_MINUS, *load("numbers").words["minus_word"]))


@cache
def _sign() -> re.Pattern[str]:
    return load("numbers").compile(r"(?:{sign_attached}|{sign_apart}|{sign_word})\Z")


@cache
def _words_at_end() -> re.Pattern[str]:
    return load("numbers").compile(r"(?<![A-Za-zÆØÅæøå0-9])(?P<words>{number_words}){near}\Z")


@cache
def _year() -> re.Pattern[str]:
    return load("numbers").compile("{year}")
