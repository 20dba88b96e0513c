"""`Decision` → `Reply`: text and HTML from templates, and the headers of RFC 3834."""

from d_loket.answering.answerer import Answerer
from d_loket.answering.message_ids import MessageIds
from d_loket.answering.showing import Waiting

__all__ = ["Answerer", "MessageIds", "Waiting"]
