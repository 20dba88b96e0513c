"""An announcement's text → the event it announces, and what was taken from where."""
