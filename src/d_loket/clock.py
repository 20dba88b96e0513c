"""The one clock. Everything else is told the time."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Wall-clock time in UTC, optionally started from another moment (`D_LOKET_NOW`).

    A clock with a `start` runs on from there at the ordinary pace, so that demos, tests and
    back-testing live in their own time without standing still.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        self._shift = start - datetime.now(UTC) if start else timedelta(0)

    def now(self) -> datetime:
        """Return the present moment, time zone UTC."""
        return datetime.now(UTC) + self._shift
