"""rules/ → `Rulebook` and `Event`: reads and checks the files, with file and line for every mistake."""

from d_loket.rulebook.documents import RulebookError
from d_loket.rulebook.examples import read_examples, read_people
from d_loket.rulebook.learned import digest_of_examples, write_learned
from d_loket.rulebook.loading import load_events, load_rulebook
from d_loket.rulebook.schema import json_schemas
from d_loket.rulebook.writing import event_yaml, write_event

__all__ = [
    "RulebookError",
    "digest_of_examples",
    "event_yaml",
    "json_schemas",
    "load_events",
    "load_rulebook",
    "read_examples",
    "read_people",
    "write_event",
    "write_learned",
]
