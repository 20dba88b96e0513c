"""The closed grammar of Dutch (and English) dates, times, numbers and personal names: pure functions on text."""

from d_loket.dutch.dates import DateMention, find_dates, fits, resolve
from d_loket.dutch.names import clean_name, fuller, looks_like_name, same_person
from d_loket.dutch.numbers import cardinal, ordinal
from d_loket.dutch.times import TimeMention, find_parts_of_day, find_times, part_of_day

__all__ = [
    "DateMention",
    "TimeMention",
    "cardinal",
    "clean_name",
    "find_dates",
    "find_parts_of_day",
    "find_times",
    "fits",
    "fuller",
    "looks_like_name",
    "ordinal",
    "part_of_day",
    "resolve",
    "same_person",
]
