"""How the worker is doing, for health checks and people."""

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock


@dataclass(frozen=True, slots=True)
class Health:
    """The latest rounds: when the last good one ended, how many failed since, and with which error."""

    last_success: datetime | None = None
    failures: int = 0
    last_error: str = ""

    @property
    def healthy(self) -> bool:
        """Whether the last round went well (or none has been yet)."""
        return self.failures == 0


class HealthBook:
    """The present `Health`, written by the worker and read by others."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._health = Health()

    def read(self) -> Health:
        """Return the present health."""
        return self._health

    def went_well(self, now: datetime) -> None:
        """Note a round that succeeded."""
        with self._lock:
            self._health = Health(last_success=now)

    def failed(self, error: str) -> int:
        """Note a round that failed; return how many in a row have."""
        with self._lock:
            self._health = replace(self._health, failures=self._health.failures + 1, last_error=error)
            return self._health.failures
