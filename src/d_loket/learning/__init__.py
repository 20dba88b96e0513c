"""What sentences do, learned from examples: a linear model of their words, in which no city or date occurs.

A mention of a session, place or date is only a placeholder to it, so what is learned from one event holds for any
other. `Judge` weighs a sentence with weights; `learn` makes the weights from examples.
"""

from d_loket.learning.judging import Judge

__all__ = ["Judge"]
