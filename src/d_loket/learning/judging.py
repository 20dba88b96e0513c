"""A sentence weighed: how likely it does each act, and how likely a mention in it stands in each way."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import exp, sqrt
from typing import TypeVar

from d_loket.learning.features import TARGET, is_dated, masked, masked_names, of_mention, of_sentence
from d_loket.model import Act, Attendance, Learned, Presence, Standing, Weights

SCALE = 5.0  # features count less in long sentences: each by SCALE over the root of their number


class Judge:
    """Weighs sentences with what was learned. Without anything learned it knows nothing of any sentence."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned

    def acts(self, text: str, stretches: Sequence[tuple[int, int]], cues: Iterable[str]) -> dict[Act, float]:
        """Return how likely (0..1, each by itself) a sentence does each act.

        `stretches` are its mentions, `cues` what rules found in it.
        """
        weights = self._learned.acts
        scores = score(weights, of_sentence(masked(text, stretches)) | set(cues))
        return {Act(label): 1 / (1 + exp(-s)) for label, s in zip(weights.labels, scores, strict=True)}

    def standings(
        self, text: str, stretches: Sequence[tuple[int, int]], target: int, cues: Iterable[str]
    ) -> dict[Standing, float]:
        """Return how likely (together 1) the mention with the number `target` stands in each way.

        `cues` are the contexts in which rules put it.
        """
        start, end = stretches[target]
        features = of_mention(masked(text, stretches, target), dated=is_dated(text[start:end])) | set(cues)
        return _together(self._learned.standings, Standing, features)

    def attendance(
        self, text: str, names: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]], target: int
    ) -> dict[Attendance, float]:
        """Return how likely (together 1) the person whose name has the number `target` comes, or does not."""
        tokens = masked_names(text, names, places, target)
        if TARGET not in tokens:
            return {}
        return _together(self._learned.people, Attendance, of_mention(tokens, dated=False))

    def presence(
        self, text: str, names: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
    ) -> dict[Presence, float]:
        """Return how likely (together 1) the writer of a text comes."""
        return _together(self._learned.presence, Presence, of_sentence(masked_names(text, names, places)))


_Label = TypeVar("_Label", bound=StrEnum)


def _together(weights: Weights, kind: type[_Label], features: Iterable[str]) -> dict[_Label, float]:
    scores = [exp(s) for s in score(weights, features)]
    return {kind(label): s / sum(scores) for label, s in zip(weights.labels, scores, strict=True)}


def score(weights: Weights, features: Iterable[str]) -> list[float]:
    """Return the score of each label: its bias and the weights of the features that are known."""
    scores = [0.0] * len(weights.labels)
    known = 0
    for feature in features:
        if (pairs := weights.by_feature.get(feature)) is not None:
            known += 1
            for label, weight in pairs:
                scores[label] += weight
    scale = SCALE / sqrt(max(1, known))
    return [bias + scale * s for bias, s in zip(weights.bias, scores, strict=True)]
