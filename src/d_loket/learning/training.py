"""Examples → weights: logistic regression with a penalty on large weights, by Adam (Kingma and Ba 2015).

The same examples always give the same weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d_loket.learning.features import is_dated, masked, masked_names, of_mention, of_sentence
from d_loket.learning.judging import SCALE
from d_loket.model import Act, Attendance, Example, Learned, PeopleExample, Presence, Standing, Weights

Matrix = NDArray[np.float64]
ROUNDS = 120
PENALTY = 0.3
OFTEN = 2  # a feature that occurs less often teaches nothing
SMALL = 0.015  # weights that change nothing are left out


@dataclass(frozen=True, slots=True)
class Cues:
    """What rules find in an example: in the sentence, and the contexts of each of its mentions."""

    sentence: frozenset[str] = frozenset()
    mentions: tuple[frozenset[str], ...] = ()


def learn(
    examples: Sequence[Example], cues: Sequence[Cues], people: Sequence[PeopleExample] = (), version: str = ""
) -> Learned:
    """Return what the examples teach, beside what rules find in each; takes some seconds for thousands of them.

    `cues` are what rules find in each of the `examples`; `people` teach who comes.
    """
    sentences = [
        (of_sentence(masked(e.text, _stretches(e))) | c.sentence, [a.value for a in e.acts])
        for e, c in zip(examples, cues, strict=True)
    ]
    mentions = [pair for e, c in zip(examples, cues, strict=True) for pair in _mentions(e, c)]
    return Learned(
        acts=_fit(sentences, [a.value for a in Act], together=False),
        standings=_fit(mentions, [s.value for s in Standing], together=True),
        people=_fit([pair for e in people for pair in _named(e)], [a.value for a in Attendance], together=True),
        presence=_fit([_present(e) for e in people], [p.value for p in Presence], together=True),
        version=version,
    )


def _stretches(example: Example) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in example.marked]


def _mentions(example: Example, cues: Cues) -> Iterable[tuple[set[str], list[str]]]:
    stretches = _stretches(example)
    for number, (mark, found) in enumerate(zip(example.marked, cues.mentions, strict=True)):
        tokens = masked(example.text, stretches, number)
        features = of_mention(tokens, dated=is_dated(example.text[mark.start : mark.end]))
        yield features | found, [mark.standing.value]


def _named(example: PeopleExample) -> Iterable[tuple[set[str], list[str]]]:
    names = [(start, end) for start, end, _ in example.named]
    for number, (_, _, attendance) in enumerate(example.named):
        tokens = masked_names(example.text, names, example.places, number)
        yield of_mention(tokens, dated=False), [attendance.value]


def _present(example: PeopleExample) -> tuple[set[str], list[str]]:
    names = [(start, end) for start, end, _ in example.named]
    return of_sentence(masked_names(example.text, names, example.places)), [example.writer.value]


@dataclass(frozen=True)
class _Table:
    """Which features each example has, as rows of a sparse matrix, with what each of them counts."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Matrix
    shape: tuple[int, int]

    def times(self, weights: Matrix) -> Matrix:
        """Return the sum of the weights of each row's features."""
        return _sums(self.rows, self.values[:, None] * weights[self.columns], self.shape[0])

    def transposed_times(self, errors: Matrix) -> Matrix:
        """Return for each feature the sum of the errors of the rows that have it."""
        return _sums(self.columns, self.values[:, None] * errors[self.rows], self.shape[1])


def _sums(keys: NDArray[np.int64], values: Matrix, size: int) -> Matrix:
    return np.stack([np.bincount(keys, values[:, k], size) for k in range(values.shape[1])], axis=1)


def _table(examples: Sequence[set[str]], known: dict[str, int]) -> _Table:
    found = [sorted(known[f] for f in features if f in known) for features in examples]
    counts = np.array([len(f) for f in found])
    scales = SCALE / np.sqrt(np.maximum(1, counts))
    rows = np.repeat(np.arange(len(found)), counts)
    columns = np.array([c for f in found for c in f], dtype=np.int64)
    return _Table(rows, columns, scales[rows], (len(found), len(known)))


def _fit(examples: Sequence[tuple[set[str], list[str]]], labels: Sequence[str], *, together: bool) -> Weights:
    """Return the weights that tell the labels apart; `together`: exactly one label holds for each example."""
    if not examples:
        return Weights()
    often = Counter(f for features, _ in examples for f in features)
    known = {f: n for n, f in enumerate(sorted(f for f, count in often.items() if count >= OFTEN))}
    table = _table([features for features, _ in examples], known)
    truth = np.array([[float(label in own) for label in labels] for _, own in examples])
    weights, bias = _descend(table, truth, together=together)
    return Weights(tuple(labels), tuple(np.round(bias, 3).tolist()), _kept(known, weights))


def _descend(table: _Table, truth: Matrix, *, together: bool) -> tuple[Matrix, Matrix]:
    parameters = np.zeros((table.shape[1] + 1, truth.shape[1]))  # the last row is the bias
    first, second = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, ROUNDS + 1):
        scores = table.times(parameters[:-1]) + parameters[-1]
        errors = _likely(scores, together=together) - truth
        gradient = np.vstack([table.transposed_times(errors) + PENALTY * parameters[:-1], errors.sum(0)])
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        rate = 0.05 if step < ROUNDS * 2 / 3 else 0.02
        parameters -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return parameters[:-1], parameters[-1]


def _likely(scores: Matrix, *, together: bool) -> Matrix:
    if not together:
        return np.asarray(1 / (1 + np.exp(-scores)))
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _kept(known: dict[str, int], weights: Matrix) -> dict[str, tuple[tuple[int, float], ...]]:
    kept = {}
    for feature, row in known.items():
        kept[feature] = tuple((k, round(float(w), 2)) for k, w in enumerate(weights[row]) if abs(w) >= SMALL)
    return kept
