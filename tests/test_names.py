"""The trie: it matches just the words it was given, whole and longest first."""

from __future__ import annotations

import re

import pytest

from referat.names import trie_regex

WORDS = ["Od", "Odder", "Odense", "Ry", "New York", "St.", "Å"]


@pytest.mark.parametrize("word", WORDS)
def test_each_word_matches_whole(word: str) -> None:
    assert re.fullmatch(trie_regex(WORDS), word)
    assert re.findall(f"^{trie_regex(WORDS)}", f"{word}x") == [word]


@pytest.mark.parametrize("text", ["O", "Odens", "Odde", "R", "New", "Stx", "", "York", "odense"])
def test_nothing_else_matches_whole(text: str) -> None:
    assert not re.fullmatch(trie_regex(WORDS), text)


def test_a_space_matches_what_is_asked_for() -> None:
    assert re.fullmatch(trie_regex(["New York"], space=r"\s+"), "New \n York")


def test_no_words_match_nothing() -> None:
    assert re.search(trie_regex([]), "anything") is None


def test_many_words_agree_with_a_plain_alternation() -> None:
    words = [f"{head}{middle}{tail}" for head in "ABC" for middle in ("a", "ab", "abc") for tail in ("", "x", "yz")]
    plain = re.compile("|".join(sorted(words, key=len, reverse=True)))
    text = " ".join(words) + " Aabxx Babcyzz Caa"
    assert re.findall(trie_regex(words), text) == plain.findall(text)
