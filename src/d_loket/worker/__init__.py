"""The scheduled worker: poll, handle, send."""

from d_loket.worker.health import Health, HealthBook
from d_loket.worker.worker import Worker

__all__ = ["Health", "HealthBook", "Worker"]
