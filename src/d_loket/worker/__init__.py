"""The scheduled worker: poll, handle, send."""
