"""An announcement's text → the event it announces, and what was taken from where."""

from d_loket.announcing.importing import Imported, Taken, import_event

__all__ = ["Imported", "Taken", "import_event"]
