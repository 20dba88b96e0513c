"""The six things D-loket can do with a mail."""

from enum import StrEnum


class Action(StrEnum):
    """What is done with a mail; the values are those of the command line, the API and the database."""

    REGISTER = "register"
    CHANGE = "change"
    CANCEL = "cancel"
    CLARIFY = "clarify"
    REVIEW = "review"
    IGNORE = "ignore"
