"""How sure spaCy's named-entity recognizer is of each name it found.

The recognizer goes through the tokens and takes at each the likeliest of the actions that are open to it: a name
begins here, goes on, ends, stands alone, or there is none. Its scores, as a softmax over the open actions, are the
probability that it gives to each step; the confidence in a name is the product over the name's tokens. It tells how
sure the recognizer was, step by step; it is no calibrated frequency of being right.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc, Span

#: The recognizer looks at three tokens: this one, the first and the last of the name that is under way.
_FEATURES = 3


def confidences(recognizer: Any, doc: Doc) -> list[float | None]:
    """For each name in `doc.ents`, between 0 and 1; None where the recognizer is of another make."""
    model = recognizer.model
    layers = {"lower", "upper", "tok2vec"}
    if not doc.ents or not layers <= set(model.ref_names) or model.get_ref("lower").get_dim("nF") != _FEATURES:
        return [None] * len(doc.ents)
    spans = list(doc.ents)
    steps = model.predict([doc])
    tokens = [index for span in spans for index in range(span.start, span.end)]
    vectors, _ = steps.state2vec(_features(spans), False)
    scores = vectors if steps.vec2scores is None else steps.vec2scores.predict(vectors)
    steps.clear_memory()
    taken = dict(zip(tokens, _probabilities(scores, spans, recognizer.moves), strict=True))
    return [round(prod(taken[index] for index in range(span.start, span.end)), 3) for span in spans]


def _features(spans: list[Span]) -> np.ndarray[Any, Any]:
    import numpy as np

    rows = [
        (index, -1, -1) if index == span.start else (index, span.start, index - 1)
        for span in spans
        for index in range(span.start, span.end)
    ]
    return np.asarray(rows, dtype="i")


def _probabilities(scores: Any, spans: list[Span], moves: Any) -> list[float]:
    """The probability of the action that was taken at each token of the names."""
    import numpy as np

    names = [(move[:1], move[2:]) for move in map(moves.get_class_name, range(moves.n_moves))]
    outside = np.array([kind in "BUO" for kind, _ in names])
    found, row = [], 0
    for span in spans:
        inside = np.array([kind in "IL" and label == span.label_ for kind, label in names])
        for index in range(span.start, span.end):
            is_open = inside if index > span.start else outside
            exponents = np.exp(scores[row] - scores[row][is_open].max()) * is_open
            found.append(float(exponents[names.index(_action(span, index))] / exponents.sum()))
            row += 1
    return found


def _action(span: Span, index: int) -> tuple[str, str]:
    if len(span) == 1:
        return "U", span.label_
    kind = "B" if index == span.start else "L" if index == span.end - 1 else "I"
    return kind, span.label_
