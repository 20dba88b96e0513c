"""The database: tables, the store, read queries, exports."""

from d_loket.recording.database import Database
from d_loket.recording.past import Past
from d_loket.recording.queries import MessageFilter, Queries
from d_loket.recording.rows import HistoryRow, MessageRow, RegistrationRow, ReplyRow, SessionCount
from d_loket.recording.store import Account, SqlStore
from d_loket.recording.unit import SqlUnit

__all__ = [
    "Account",
    "Database",
    "HistoryRow",
    "MessageFilter",
    "MessageRow",
    "Past",
    "Queries",
    "RegistrationRow",
    "ReplyRow",
    "SessionCount",
    "SqlStore",
    "SqlUnit",
]
