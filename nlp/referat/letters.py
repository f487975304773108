"""Letters that a wrong character set or a font spoiled: `MÃ¸de`, `M\ufffdde`, `M?de`, `Moede`, `IndsƟlling`.

A text in UTF-8 that was read as Windows-1252 has two or three signs for each letter that is not English, and can be
read back. A text that went through a set without such letters has one sign for all of them: a word that we know tells
which letter it was, and in other words the letters beside it do. A text that has no such letter at all may spell them
with two others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from referat.data import folder
from referat.patterns import load
from referat.slips import Edit

#: UTF-8 read as Windows-1252; a byte that is no sign there is kept as it is, or lost, as the last one of `”` may be.
_TWICE = re.compile(
    "[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|(?P<mark>â€)"
)
_LETTERS = "øåæ"
_KNOWN = re.compile(rf"(?i:[^\W\d_]*[{_LETTERS}][^\W\d_]*)")
#: A sign of a lost letter: within a word, or before one in small letters.
_SIGN = "(?:\ufffd|\\?(?=[a-z]|(?<=[a-z].) [a-z]))"
_WORD = re.compile(rf"(?<![^\W_?\ufffd])[^\W\d_]*+{_SIGN}(?:[^\W\d_]|{_SIGN})*+")
#: So many words with a question mark in them tell that they are lost letters; an address has other signs, too.
_WITHIN, _SURE = re.compile(r"\?(?<=[a-z].)[a-z][^\W\d_]*+(?=[\s.,;:)-])"), 4
#: Letters that are spelled with two others, so many different ones of them in a text, one in so many characters.
_ANY_LETTER = re.compile("(?i:[æøå])")
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_]*?(?i:oe|ae|aa)[^\W\d_]*")
_PAIRS, _PER_WORD = 5, 120
#: A longer word is none.
_LONGEST = 60
_SENTENCE = re.compile(r"(?:\A|\n|[.!?:»\"“|]|(?<![^\W_])[-–(])[ \t*#]*\Z")
#: The letters on both sides that tell a lost one, the most telling first.
_SIDES = ((2, 2), (2, 1), (1, 2), (1, 1), (0, 1), (1, 0), (0, 0))


def misread(text: str) -> Iterator[Edit]:
    """The signs of one letter that are read as that letter.

    >>> list(misread("MÃ¸de"))
    [(1, 3, 'ø')]
    >>> list(misread("â€œLysâ€"))
    [(0, 3, '“'), (6, 8, '”')]
    """
    if "Ã" in text or "Â" in text or "â€" in text:
        for match in _TWICE.finditer(text):
            octets = b"".join(sign.encode("cp1252" if ord(sign) > 255 else "latin-1") for sign in match[0])
            yield *match.span(), "”" if match["mark"] else octets.decode(errors="replace")


def lost(text: str) -> Iterator[Edit]:
    """The letters that are read for the signs of lost ones.

    >>> list(lost("Dr\\ufffdftet p\\ufffd m\\ufffddet"))
    [(2, 3, 'ø'), (9, 10, 'å'), (12, 13, 'ø')]
    >>> list(lost("Hvorfor?fordi"))
    []
    """
    if "\ufffd" not in text and sum(_is_word(text, match.start()) for match in _WITHIN.finditer(text)) < _SURE:
        return
    for match in _WORD.finditer(text):
        word = match[0].replace("\ufffd", "?")
        if len(word) > _LONGEST or not word.strip("?"):
            continue
        whole = _restored(word.casefold())
        if word[0] == "?" and (word[1:2].isupper() or _begins(text, match.start(), whole)):
            whole = whole[0].upper() + whole[1:]
        if word.isupper():
            whole = whole.upper()
        yield from ((at, at + 1, whole[at - match.start()]) for at in range(*match.span()) if text[at] in "\ufffd?")


def spelled_out(text: str) -> Iterator[Edit]:
    """The pairs of letters that are read as one, in a text that has `oe`, `ae` and `aa` in their stead throughout.

    >>> list(spelled_out("Raadet droeftede paa moedet de naeste aar og oensker ro."))[:2]
    [(1, 3, 'å'), (9, 11, 'ø')]
    >>> list(spelled_out("Poeten Aage spiste på hotel Phoenix."))
    []
    """
    if _ANY_LETTER.search(text):
        return
    names, pair = load("given_names").words["given"], _pair()
    words = [word for word in _SPELLED.finditer(text) if word[0].capitalize() not in names]
    if len({word[0] for word in words}) >= _PAIRS and len(words) * _PER_WORD > len(text):
        for match in (match for word in words for match in pair.finditer(text, *word.span())):
            letter = load("slips").words["pair"][match[0].casefold()]
            yield *match.span(), letter.upper() if match[0][0].isupper() else letter


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(load("slips").facts["pair"])


def _is_word(text: str, at: int) -> bool:
    """Whether nothing but letters stands before a place, back to the space before its word."""
    return text[max(at - _LONGEST, 0) : at].split()[-1].lstrip("(").isalpha()


def _begins(text: str, at: int, word: str) -> bool:
    """Whether a word has a capital: it begins a sentence, is a name that we know, or stands behind another name."""
    if _SENTENCE.search(text, max(at - 8, 0), at):
        return True
    if word in _common().values():
        return False
    if word in _words().values():
        return _vocabulary()[word.capitalize()] > _vocabulary()[word]
    return text[max(at - 40, 0) : max(at - 1, 0)].rpartition(" ")[2][:1].isupper()


def _restored(word: str) -> str:
    """A word in small letters: the one that it is, or what its parts are, each other letter as the likeliest there."""
    if word in _words():
        return _words()[word]
    for cut in range(1, len(word) - 2):
        if word[cut:] in _common():
            return _restored(word[:cut]) + _common()[word[cut:]]
        if word[:-cut] in _common():
            return _common()[word[:-cut]] + _restored(word[-cut:])
    for at, letter in enumerate(word):
        if letter == "?":
            word = f"{word[:at]}{_likeliest(f'  {word[:at]}', f'{word[at + 1 :]}  ')}{word[at + 1 :]}"
    return word


def _likeliest(before: str, after: str) -> str:
    """The letter that stands most often between these, of as many of them as any word of ours has there."""
    for left, right in _SIDES:
        counts = _beside().get((before[len(before) - left :], after[:right]))
        if counts:
            return max(_LETTERS, key=lambda letter: counts[letter])
    return _LETTERS[0]


@cache
def _vocabulary() -> Counter[str]:
    """The words of ours that have such a letter, as they are spelled, and how often."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder("patterns").glob("*.toml")))
    return Counter(word for text in texts for word in _KNOWN.findall(text))


@cache
def _words() -> Mapping[str, str]:
    """The words by what is left of them where their letters are lost: of two the commoner one."""
    return _by_rest([word.casefold() for word, _ in _vocabulary().most_common()]) | _common()


@cache
def _common() -> dict[str, str]:
    return _by_rest(load("slips").words["common"])


def _by_rest(words: Iterable[str]) -> dict[str, str]:
    return {re.sub(f"[{_LETTERS}]", "?", word): word for word in reversed(list(words))}


@cache
def _beside() -> Mapping[tuple[str, str], Counter[str]]:
    """How often each letter stands between which others; words begin and end with spaces."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for word in {f"  {word.casefold()}  " for word in (*_vocabulary(), *_common().values())}:
        for at, letter in enumerate(word):
            if letter in _LETTERS:
                for left, right in _SIDES:
                    found.setdefault((word[at - left : at], word[at + 1 : at + 1 + right]), Counter())[letter] += 1
    return found
