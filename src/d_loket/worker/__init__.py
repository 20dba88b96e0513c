"""The scheduled worker: poll, handle, send."""

from d_loket.worker.digest import Digest
from d_loket.worker.health import Health, HealthBook
from d_loket.worker.worker import Worker

__all__ = ["Digest", "Health", "HealthBook", "Worker"]
