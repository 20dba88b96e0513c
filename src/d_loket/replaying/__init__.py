"""Changed rules over mail that was decided before: which decisions would differ. Nothing is changed or sent.

Each mail is decided again in the situation of then: the open question, the registrations and the free places as they
were when it was decided, and the event it was about. Both sides decide in that same situation, so what differs is
the rules' doing alone: not that of organisers, who corrected something since, nor that of an earlier mail, which the
changed rules might have answered otherwise. What the writer would have written back then is not guessed.
"""

from d_loket.replaying.again import ERASED, Passed, Past, Replayed, outcome, replay
from d_loket.replaying.changes import opens_alike
from d_loket.replaying.side import Rules

__all__ = ["ERASED", "Passed", "Past", "Replayed", "Rules", "opens_alike", "outcome", "replay"]
