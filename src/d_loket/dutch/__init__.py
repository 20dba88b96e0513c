"""The closed grammar of Dutch (and English) dates, times, numbers and personal names: pure functions on text."""
