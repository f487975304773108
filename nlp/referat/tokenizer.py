"""spaCy's tokenizer with a memory that lasts from one text to the next.

A tokenizer splits what stands between two spaces, a chunk, and remembers how. But spaCy's stops remembering at the
first special case of a text (`kr.`, `bl.a.`; in 3.8 `_tokenize_affixes` never resets `has_special`), which Danish
minutes have in their first lines, and in a memory zone it remembers nothing; so it splits the same words over and over.
This one splits each chunk on its own the first time. The tokens are the same; a text of known words takes a tenth of
the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.tokenizer import Tokenizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: How many chunks are remembered, and how long one may be: what bounds the memory that they take.
MOST_CHUNKS = 50_000
LONGEST = 40


class RememberingTokenizer(Tokenizer):  # type: ignore[misc]
    """A `Tokenizer` that remembers every chunk.

    >>> import spacy
    >>> nlp = remembering(spacy.blank("da"))
    >>> [token.text for token in nlp("Bl.a. 5 kr. (ekskl. moms)")]
    ['Bl.a.', '5', 'kr.', '(', 'ekskl.', 'moms', ')']
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._known: set[str] = set()

    def __call__(self, string: str) -> Doc:
        self.learn(string)
        doc: Doc = super().__call__(string)
        return doc

    def learn(self, text: str) -> None:
        """Splits the chunks of a text that are new; in a memory zone, where they would be forgotten, none."""
        if self.vocab.in_memory_zone or len(self._known) >= MOST_CHUNKS:
            return
        new = {chunk for chunk in {*text.split()} - self._known if len(chunk) <= LONGEST}
        for chunk in new:
            super().__call__(chunk)
        self._known |= new


def remembering(nlp: Language) -> Language:
    """The pipeline with a tokenizer that remembers in the place of spaCy's own; one of another kind stays."""
    own: Any = nlp.tokenizer
    if type(own) is Tokenizer:
        nlp.tokenizer = RememberingTokenizer(
            own.vocab,
            rules=own.rules,
            prefix_search=own.prefix_search,
            suffix_search=own.suffix_search,
            infix_finditer=own.infix_finditer,
            token_match=own.token_match,
            url_match=own.url_match,
            faster_heuristics=own.faster_heuristics,
            max_cache_size=own.max_cache_size,
        )
    return nlp


def learn(nlp: Language, text: str) -> None:
    """Lets the tokenizer of a pipeline see the words of a text before a memory zone, where it learns none."""
    if isinstance(nlp.tokenizer, RememberingTokenizer):
        nlp.tokenizer.learn(text)
