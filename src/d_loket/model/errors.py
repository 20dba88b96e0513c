"""What went wrong, said to the person who can mend it."""


class DLoketError(Exception):
    """A mistake or failure with a sentence for a person and, where there is one, what to do about it.

    The command line prints it on stderr and exits with 1; it never shows a traceback for one.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Return the sentence, and the advice after it."""
        return f"{self.message} {self.advice}".strip()


class NotSent(DLoketError):
    """A reply was not taken. `permanent`: trying again makes no sense (SMTP 5xx)."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
